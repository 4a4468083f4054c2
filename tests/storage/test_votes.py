"""One vote a member, criterion and month; of past months only sums."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.storage import Cast, Storage, Tally, Votes
from bot.storage.clock import utc_now
from bot.storage.sql.engine import Engine
from bot.storage.sql.schema import metadata
from knowledge import Language

MEMBER = 80351110224678912


async def rows(url: str, table: str) -> Sequence[Any]:
    """Return what stands in a table."""
    engine = Engine(url, timeout=10)
    try:
        return await engine.change(
            lambda connection: _all(connection.execute(select(metadata.tables[table])))
        )
    finally:
        await engine.close()


async def _all(result: Any) -> Sequence[Any]:
    return list((await result).all())


def stored(folder: Path) -> bytes:
    """Return what SQLite's files hold."""
    return b"".join(path.read_bytes() for path in folder.glob("bot.db*"))


async def test_votes_count_a_member_once(storage: Storage) -> None:
    """The same vote again is kept, another one takes its place."""
    casts = [await storage.votes.cast(MEMBER, "debugging", up=up) for up in (True, True, False)]

    assert casts == [Cast.COUNTED, Cast.KEPT, Cast.CHANGED]
    assert await storage.votes.tallies() == (
        Tally(criterion="debugging", month="2026-01", up=0, down=1),
    )


async def test_votes_are_counted_a_criterion(storage: Storage) -> None:
    """Members and criteria do not stand in each other's way."""
    await storage.votes.cast(1, "debugging", up=True)
    await storage.votes.cast(2, "debugging", up=True)
    await storage.votes.cast(3, "debugging", up=False)
    await storage.votes.cast(1, "graphs", up=False)

    assert await storage.votes.tallies() == (
        Tally(criterion="debugging", month="2026-01", up=2, down=1),
        Tally(criterion="graphs", month="2026-01", up=0, down=1),
    )


async def test_votes_at_once_are_one_vote(storage: Storage) -> None:
    """A member who presses ten times at once has one vote."""
    casts = await asyncio.gather(
        *(storage.votes.cast(MEMBER, "debugging", up=True) for _ in range(10))
    )

    assert Cast.COUNTED in casts
    (tally,) = await storage.votes.tallies()
    assert (tally.up, tally.down) == (1, 0)


async def test_votes_of_past_months_become_sums(
    storage: Storage, url: str, go: Callable[..., None]
) -> None:
    """When the month is over its key and single votes are gone, and the sums are the same."""
    for member in range(5):
        await storage.votes.cast(member, "debugging", up=member > 0)
    (before,) = await storage.votes.tallies()
    go(days=31)

    await storage.tidy()

    assert await storage.votes.tallies() == (before,)
    assert await rows(url, "vote_keys") == []
    assert await rows(url, "votes") == []


async def test_votes_count_anew_each_month(storage: Storage, go: Callable[..., None]) -> None:
    """In a new month a member has a new vote, and the latest month comes first."""
    await storage.votes.cast(MEMBER, "debugging", up=True)
    go(days=31)

    assert await storage.votes.cast(MEMBER, "debugging", up=False) is Cast.COUNTED
    assert await storage.votes.tallies() == (
        Tally(criterion="debugging", month="2026-02", up=0, down=1),
        Tally(criterion="debugging", month="2026-01", up=1, down=0),
    )


async def test_votes_after_a_clock_that_went_back_are_added(
    storage: Storage, go: Callable[..., None]
) -> None:
    """Votes that come after their month was settled are added to its sums."""
    await storage.votes.cast(1, "debugging", up=True)
    go(days=31)
    await storage.votes.settle()
    go(days=-31)
    await storage.votes.cast(2, "debugging", up=True)
    expected = (Tally(criterion="debugging", month="2026-01", up=2, down=0),)
    assert await storage.votes.tallies() == expected
    go(days=31)

    await storage.votes.settle()

    assert await storage.votes.tallies() == expected


@pytest.mark.parametrize("hours", [-12, 0, 14])
async def test_months_are_of_utc(url: str, hours: int) -> None:
    """Midnight is that of UTC, wherever the clock hangs."""
    zone = timezone(timedelta(hours=hours))
    now = datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC).astimezone(zone)
    async with Storage(url, clock=lambda: now, timeout=10) as storage:
        await storage.votes.cast(MEMBER, "debugging", up=True)

        (tally,) = await storage.votes.tallies()

    assert tally.month == "2025-12"


def test_clock_is_aware() -> None:
    """The clock of the bot tells its zone."""
    assert utc_now().utcoffset() == timedelta(0)


async def test_votes_hold_no_member(storage: Storage, url: str) -> None:
    """A stored vote is a hash that differs by criterion, so rows cannot be laid side by side."""
    await storage.votes.cast(MEMBER, "debugging", up=True)
    await storage.votes.cast(MEMBER, "graphs", up=True)

    voters = [row.voter for row in await rows(url, "votes")]

    assert {len(voter) for voter in voters} == {32}
    assert len(set(voters)) == 2
    assert all(str(MEMBER).encode() not in voter for voter in voters)


async def test_forget_deletes_votes_and_language(storage: Storage, url: str) -> None:
    """A member who asks to be forgotten is; nobody else is, and it may be asked twice."""
    for member in (MEMBER, 1):
        for criterion in ("debugging", "graphs"):
            await storage.votes.cast(member, criterion, up=True)
    await storage.preferences.set_member_language(MEMBER, Language.ZH)

    assert await storage.votes.forget(MEMBER) == 2
    await storage.forget(MEMBER)

    assert [tally.up for tally in await storage.votes.tallies()] == [1, 1]
    assert await rows(url, "member_languages") == []


async def test_forget_without_votes_is_no_error(storage: Storage) -> None:
    """Who never voted can be forgotten too."""
    assert await storage.votes.forget(MEMBER) == 0


async def test_votes_of_two_processes_at_the_turn_of_the_month(url: str) -> None:
    """However two processes meet at the turn of a month, each vote is counted once."""
    now = datetime(2026, 1, 31, 23, 59, tzinfo=UTC)
    async with (
        Storage(url, clock=lambda: now, timeout=10) as one,
        Storage(url, clock=lambda: now, timeout=10) as two,
    ):
        await asyncio.gather(
            *(s.votes.cast(n, "a", up=True) for n in range(20) for s in (one, two))
        )
        slow = Votes(one.database, clock=lambda: datetime(2026, 1, 31, tzinfo=UTC))
        late = [slow.cast(n, "a", up=True) for n in range(20, 40)]
        now += timedelta(minutes=1)
        await asyncio.gather(one.votes.settle(), two.votes.settle(), *late)

        assert await two.votes.tallies() == (Tally(criterion="a", month="2026-01", up=40, down=0),)


async def test_forgotten_bytes_are_nowhere_in_the_files(sqlite_url: str, tmp_path: Path) -> None:
    """What was deleted stands neither in SQLite's file nor in its log of changes."""
    async with Storage(sqlite_url) as storage:
        await storage.votes.cast(MEMBER, "debugging", up=True)
        (row,) = await rows(sqlite_url, "votes")
        (key,) = await rows(sqlite_url, "vote_keys")
        here = stored(tmp_path)
        assert row.voter in here
        assert key.key in here

        await storage.forget(MEMBER)
        after_forgetting = stored(tmp_path)
        later = Votes(storage.database, clock=lambda: utc_now() + timedelta(days=31))
        await later.settle()
        after_settling = stored(tmp_path)

    assert row.voter not in after_forgetting
    assert key.key not in after_settling
