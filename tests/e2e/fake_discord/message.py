"""A message and its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntFlag
from typing import TYPE_CHECKING

from .guild import Channel
from .json_types import Json
from .people import User

if TYPE_CHECKING:
    from .interaction import Interaction

USER_MENTION = re.compile(r"<@!?(\d{15,20})>")
ROLE_MENTION = re.compile(r"<@&(\d{15,20})>")
EVERYONE_MENTION = re.compile(r"@(?:everyone|here)\b")


class MessageFlag(IntFlag):
    """The flags that a bot may meet or set."""

    SUPPRESS_EMBEDS = 1 << 2
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    COMPONENTS_V2 = 1 << 15


@dataclass(slots=True, kw_only=True, eq=False)
class Message:
    """A message as Discord keeps it; `payload` is the object that the API shows."""

    id: int
    channel: Channel
    author: User
    payload: Json
    interaction: Interaction | None = None
    deleted: bool = False

    @property
    def content(self) -> str:
        """The text of the message."""
        content: str = self.payload["content"]
        return content

    @property
    def flags(self) -> MessageFlag:
        """What kind of message it is."""
        return MessageFlag(self.payload.get("flags", 0))

    @property
    def ephemeral(self) -> bool:
        """Tell whether only one member sees it."""
        return MessageFlag.EPHEMERAL in self.flags

    @property
    def embeds(self) -> list[Json]:
        """The embeds."""
        embeds: list[Json] = self.payload["embeds"]
        return embeds

    @property
    def reference_id(self) -> int | None:
        """The id of the message that this one replies to."""
        reference = self.payload.get("message_reference")
        return int(reference["message_id"]) if reference else None

    def components(self) -> Iterator[Json]:
        """Walk through all components, nested ones included, from the top."""
        return walk(self.payload.get("components", []))

    def component(self, custom_id: str) -> Json | None:
        """Find a button or select by its custom id."""
        found = (c for c in self.components() if c.get("custom_id") == custom_id)
        return next(found, None)

    def text(self) -> str:
        """Collect everything that a reader sees: content, embeds, text displays and labels."""
        lines = [self.content]
        for embed in self.embeds:
            lines += [embed.get("title", ""), embed.get("description", ""), embed.get("url", "")]
            for field in embed.get("fields", []):
                lines += [field["name"], field["value"]]
            lines.append(embed.get("author", {}).get("name", ""))
            lines.append(embed.get("footer", {}).get("text", ""))
        for component in self.components():
            lines += [component.get(key) or "" for key in ("content", "label", "placeholder")]
            for option in component.get("options", []):
                lines += [option["label"], option.get("description") or ""]
        return "\n".join(line for line in lines if line)


def walk(components: list[Json]) -> Iterator[Json]:
    """Walk through components and whatever they hold."""
    for component in components:
        yield component
        yield from walk(component.get("components", []))
        inner = [component[key] for key in ("accessory", "component") if component.get(key)]
        yield from walk(inner)
