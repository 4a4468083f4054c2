"""How often connections and sessions are begun, on a loop whose clock leaps."""

import asyncio
from collections.abc import Callable
from contextvars import Context
from typing import TypeVarTuple

import pytest

from bot.starts import CONNECTS, CONNECTS_IN_S, DAY_S, SESSIONS_A_DAY, SESSIONS_AT_ONCE, Starts

Ts = TypeVarTuple("Ts")


class LeapingLoop(asyncio.SelectorEventLoop):
    """A loop in which whoever waits has waited already."""

    leapt = 0.0

    def time(self) -> float:
        """Return the clock's time, and what was leapt over."""
        return super().time() + self.leapt

    def call_at(
        self,
        when: float,
        callback: Callable[[*Ts], object],
        *args: *Ts,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        """Let *when* be now."""
        self.leapt += max(when - self.time(), 0.0)
        return super().call_at(self.time(), callback, *args, context=context)


def _connect(starts: Starts, count: int, *, new_session: bool) -> float:
    """Connect *count* times, one after the other, and return how many seconds that took."""

    async def connect() -> float:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        for _ in range(count):
            await starts.connect(0, new_session=new_session)
        return loop.time() - begun

    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        return runner.run(connect())


def test_sessions_ended_again_and_again_do_not_use_up_a_day(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """In a day of nothing but lost sessions, about half of Discord's 1,000 are begun."""
    took = _connect(Starts(), SESSIONS_A_DAY // 2, new_session=True)

    assert took > DAY_S * 0.9
    assert "again and again" in caplog.text


def test_a_few_sessions_are_begun_at_once() -> None:
    """Who loses a session now and then waits for nothing."""
    assert _connect(Starts(), SESSIONS_AT_ONCE, new_session=True) < 1


def test_large_bot_may_begin_all_its_shards() -> None:
    """Discord allows it more, and it needs them at the start."""
    starts = Starts()
    starts.allow(total=10_000, shards=100)

    async def connect() -> float:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        for shard in range(100):
            await starts.connect(shard, new_session=True)
        return loop.time() - begun

    with asyncio.Runner(loop_factory=LeapingLoop) as runner:
        assert runner.run(connect()) < 1


def test_connections_that_break_at_once_are_made_in_step() -> None:
    """A gateway that cuts every connection is asked once a second."""
    took = _connect(Starts(), 100, new_session=False)

    assert took >= (100 - CONNECTS) * CONNECTS_IN_S / CONNECTS * 0.99
