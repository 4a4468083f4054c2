"""How much one member, and one channel, may ask within a while."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from cachetools import LRUCache
from discord.ext.commands import Cooldown

CAPACITY = 20_000
"""Members, and channels, whose questions are counted at the same time."""
_RATE = re.compile(r"(?P<count>[1-9][0-9]{0,5})/(?P<seconds>[1-9][0-9]{0,5})s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """So many questions in so many seconds; 0 questions mean without limit."""

    count: int
    seconds: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """
        Read `5/10s`, or `0` for no limit.

        >>> Rate.parse("5/10s")
        Rate(count=5, seconds=10)
        """
        if text == "0":
            return cls(count=0, seconds=0)
        match = _RATE.fullmatch(text)
        if not match:
            raise ValueError("must be a count and seconds such as 5/10s, or 0 for no limit")
        return cls(count=int(match["count"]), seconds=int(match["seconds"]))


UNLIMITED = Rate(count=0, seconds=0)


class Verdict(StrEnum):
    """What becomes of a question."""

    ANSWER = "answer"
    NOTICE = "notice"
    SILENCE = "silence"


class Limits:
    """
    Counts questions a member and a channel.

    The first one too many gets a notice, those after it nothing until the window has passed. What
    is forgotten when there are more than `CAPACITY` is the least recent, so memory is bounded.
    """

    def __init__(
        self,
        *,
        user: Rate = UNLIMITED,
        channel: Rate = UNLIMITED,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._clock = clock
        self._rates = {"user": user, "channel": channel}
        self._cooldowns: LRUCache[tuple[str, int], Cooldown] = LRUCache(CAPACITY)
        self._told: LRUCache[tuple[str, int], float] = LRUCache(CAPACITY)

    def ask(self, *, user: int, channel: int) -> tuple[Verdict, float]:
        """Count a question; return what becomes of it, and the seconds to wait."""
        now = self._clock()
        for key in (("user", user), ("channel", channel)):
            wait = self._wait(key, now)
            if wait:
                told = self._told.get(key, 0.0)
                if told > now:
                    return Verdict.SILENCE, wait
                self._told[key] = now + wait
                return Verdict.NOTICE, wait
        return Verdict.ANSWER, 0.0

    def _wait(self, key: tuple[str, int], now: float) -> float:
        """Return the seconds that *key* has to wait, 0 for none."""
        rate = self._rates[key[0]]
        if not rate.count:
            return 0.0
        cooldown = self._cooldowns.get(key)
        if cooldown is None:
            cooldown = self._cooldowns[key] = Cooldown(rate.count, rate.seconds)
        return cooldown.update_rate_limit(now) or 0.0
