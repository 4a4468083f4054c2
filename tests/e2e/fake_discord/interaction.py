"""An interaction: a command, a component or a modal that waits for its answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from .guild import Channel
from .json_types import Json
from .message import Message, MessageFlag
from .people import User


class InteractionType(IntEnum):
    """What a member did."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Callback(IntEnum):
    """How a bot answers first."""

    PONG = 1
    MESSAGE = 4
    DEFER = 5
    DEFER_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(slots=True, kw_only=True, eq=False)
class Interaction:
    """Follow one interaction from the click to its last follow-up; times are monotonic seconds."""

    id: int
    type: InteractionType
    token: str
    user: User
    channel: Channel
    data: Json
    locale: str
    created_at: float
    source: Message | None = None
    """The message whose component was used."""
    answered_at: float | None = None
    callback: Callback | None = None
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    choices: list[Json] | None = None
    modal: Json | None = None
    followups_made: int = 0

    @property
    def answered(self) -> bool:
        """Tell whether the bot gave its first response."""
        return self.callback is not None

    @property
    def waiting(self) -> bool:
        """Tell whether the member still reads "thinking…"."""
        original = self.original
        return original is not None and MessageFlag.LOADING in original.flags

    @property
    def messages(self) -> list[Message]:
        """List what the member sees as the answer, in order; an updated source counts."""
        shown = [] if self.original is None or self.waiting else [self.original]
        if self.callback is Callback.DEFER_UPDATE:
            shown = []
        return [message for message in (*shown, *self.followups) if not message.deleted]
