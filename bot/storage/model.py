"""What is remembered, as values."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from knowledge import Language


class Visibility(StrEnum):
    """Who sees the answer to a slash command."""

    PUBLIC = "public"
    EPHEMERAL = "ephemeral"


class Kind(StrEnum):
    """Why a question counts as open."""

    UNSURE = "unsure"
    UNKNOWN = "unknown"
    VOTED_DOWN = "voted-down"


class Cast(StrEnum):
    """What a vote did."""

    COUNTED = "counted"
    CHANGED = "changed"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildSettings:
    """
    What the managers of one server decided; None where they left it to the bot.

    `channels` are those in which questions are answered that nobody addressed to the bot, `gaps`
    tells whether the server's open questions are kept.
    """

    guild_id: int
    language: Language | None = None
    prefix: str | None = None
    visibility: Visibility = Visibility.PUBLIC
    gaps: bool = False
    channels: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The votes on one criterion in one month, written `2026-08` and counted in UTC."""

    criterion: str
    month: str
    up: int
    down: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """A question that the knowledge did not answer well, how often it came, and when (UTC)."""

    guild_id: int
    text: str
    language: Language
    kind: Kind
    count: int
    first: date
    last: date
