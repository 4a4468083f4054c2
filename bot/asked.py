"""What a message asks the bot, by whatever way."""

from dataclasses import dataclass
from typing import TypeAlias

from bot.meter import Surface
from knowledge import Found, Reply, Unknown, Unsure

Kinds: TypeAlias = tuple[type[Reply], ...]

EVERY: Kinds = (Found, Unsure, Unknown)
HELPFUL: Kinds = (Found, Unsure)
"""What answers a reply to the bot that does not name it: "thanks!" is one, too."""
CERTAIN: Kinds = (Found,)
"""What answers people who talk to each other, where a manager wants that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    A question, and the criteria of the answer that it may follow up on.

    `wanted` are the kinds of reply that are given; of the others nobody is told, because nobody
    named the bot.
    """

    text: str
    surface: Surface
    about: tuple[str, ...] = ()
    wanted: Kinds = EVERY

    @property
    def addressed(self) -> bool:
        """Whether the bot was asked in so many words, and owes an answer whatever it is."""
        return self.wanted == EVERY
