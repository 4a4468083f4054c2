"""A simulated server, and what the bot wrote in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import discord
import simcord
from simcord.enums import MessageType


def _texts(components: list[dict[str, Any]]) -> Iterator[str]:
    for component in components:
        if component["type"] == discord.ComponentType.text_display.value:
            yield component["content"]
        yield from _texts(component.get("components", []))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One message that the bot wrote, as it went out."""

    path: str
    body: dict[str, Any]

    @property
    def text(self) -> str:
        """All that a person reads in it."""
        embeds = [embed["description"] for embed in self.body.get("embeds") or ()]
        content = self.body.get("content")
        return "\n".join([content, *embeds] if content else _texts(self.body["components"]))

    @property
    def ephemeral(self) -> bool:
        """Whether only the person who asked sees it."""
        return discord.MessageFlags._from_value(self.body.get("flags", 0)).ephemeral


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A server with a channel and two members, and what the bot wrote in it."""

    env: simcord.Env
    guild: simcord.GuildHandle
    channel: simcord.ChannelHandle
    alice: simcord.MemberActor
    bob: simcord.MemberActor

    @classmethod
    def create(cls, env: simcord.Env, *, locale: str | None = None) -> "World":
        """Create a server in *env*; *locale* is what its settings say."""
        guild = env.create_guild(preferred_locale=locale)
        return cls(
            env=env,
            guild=guild,
            channel=guild.create_text_channel("general"),
            alice=guild.add_member(env.create_user("alice")),
            bob=guild.add_member(env.create_user("bob")),
        )

    @property
    def me(self) -> int:
        """The bot's id."""
        return self.env.backend.bot_user.id

    @property
    def bot(self) -> Any:
        """The bot that runs."""
        return self.env.bot

    @property
    def cached(self) -> discord.Guild:
        """The server as the bot sees it."""
        guild = self.env.bot.get_guild(self.guild.id)
        assert guild is not None
        return guild

    def offer(self, name: str) -> None:
        """Let everybody in the server see the command *name*, as its managers can decide."""
        several = self.env.backend.commands[None].values()
        (number,) = (int(command["id"]) for command in several if command["name"] == name)
        self.guild.set_command_permissions(number, {self.guild.default_role: True})

    def widen(self, name: str, inner: str | None = None) -> None:
        """Let clients send any text as the value of the command *name*, as a forged one does."""
        several = self.env.backend.commands[None].values()
        (command,) = (command for command in several if command["name"] == name)
        if inner is not None:
            (command,) = (option for option in command["options"] if option["name"] == inner)
        for option in command["options"]:
            option["choices"] = []

    async def say(self, text: str, kind: MessageType = MessageType.DEFAULT) -> None:
        """Let Alice write *text* in the channel, of any length and as any kind of message."""
        await self._deliver(self.channel.id, text, kind)

    async def say_directly(self, text: str) -> None:
        """Let Alice write *text*, of any length, to the bot alone."""
        await self._deliver(self.alice.user.dm_channel.id, text, MessageType.DEFAULT)

    async def _deliver(self, channel: int, text: str, kind: MessageType) -> None:
        # The simulated client stops at 2,000 characters; paying members write 4,000.
        backend = self.env.backend
        message = backend.create_message(
            channel, self.alice.id, "placeholder", message_type=kind, broadcast=False
        )
        message.content = text
        backend.announce_message_create(message)
        await self.env.settle()

    def sent(self) -> list[Sent]:
        """Everything that the bot tried to write: messages, answers, edits; no autocompletion."""
        several = []
        for request in self.env.http_requests:
            path, body = request.path, request.json or {}
            if path.endswith("/callback") and body["type"] in (4, 7):
                several.append(Sent(path=path, body=body["data"]))
            elif request.method == "POST" and path.startswith(("/channels/", "/webhooks/")):
                several.append(Sent(path=path, body=body))
        return several

    def answer(self) -> Sent:
        """The one message that the bot wrote."""
        (only,) = self.sent()
        return only


def controls(message: discord.Message) -> dict[str, str]:
    """Return the buttons of *message*, their labels to what they do."""
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    buttons = [item for row in rows for item in row.children if isinstance(item, discord.Button)]
    return {str(button.label): str(button.custom_id) for button in buttons}


def menu(message: discord.Message) -> discord.SelectMenu:
    """Return the menu of *message*."""
    rows = [row for row in message.components if isinstance(row, discord.ActionRow)]
    several = [item for row in rows for item in row.children]
    (only,) = (item for item in several if isinstance(item, discord.SelectMenu))
    return only
