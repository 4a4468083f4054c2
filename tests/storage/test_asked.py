"""Counts of what was answered: of servers and months, and of nobody."""

import pytest

from bot.storage import Storage, StorageError
from bot.storage.asked import KEPT_MONTHS, MAX_WAITING, SHOWN_MONTHS

from .conftest import Clock


@pytest.fixture
def clock() -> Clock:
    """A clock that stands."""
    return Clock()


async def test_counts_are_added_up_over_restarts(url: str, clock: Clock) -> None:
    """By server, or over all; those of direct messages belong to none."""
    for _ in range(2):
        async with Storage(url, clock=clock, timeout=10) as storage:
            storage.asked.count(7, ["debugging", "deployment"])
            storage.asked.count(7, ["debugging"])
            storage.asked.count(None, ["api"])
            assert next(iter(await storage.asked.most(7))) == "debugging"
    async with Storage(url, clock=clock, timeout=10) as storage:
        assert await storage.asked.most(7) == {"debugging": 4, "deployment": 2}
        assert await storage.asked.most() == {"debugging": 4, "api": 2, "deployment": 2}
        assert await storage.asked.most(limit=1) == {"debugging": 4}
        assert await storage.asked.most(8) == {}


async def test_old_counts_are_not_shown_and_then_deleted(url: str, clock: Clock) -> None:
    """A year is shown, two are kept."""
    async with Storage(url, clock=clock, timeout=10) as storage:
        storage.asked.count(7, ["api"])
        await storage.asked.write()
        clock.go(days=31 * SHOWN_MONTHS)
        storage.asked.count(7, ["debugging"])

        assert await storage.asked.most(7) == {"debugging": 1}
        clock.go(days=31 * (KEPT_MONTHS - SHOWN_MONTHS) + 31)
        await storage.tidy()
        left = await storage.database.read(lambda tx: tx.asked.most(None, since="0000-00", limit=9))
        assert left == {"debugging": 1}


async def test_counts_of_a_server_that_was_left_are_gone(url: str, clock: Clock) -> None:
    """Those that were not written yet as well."""
    async with Storage(url, clock=clock, timeout=10) as storage:
        storage.asked.count(7, ["api"])
        await storage.asked.write()
        storage.asked.count(7, ["api"])
        storage.asked.count(8, ["api"])

        await storage.forget_guild(7)

        assert await storage.asked.most() == {"api": 1}


async def test_counts_wait_while_the_database_is_away(url: str, clock: Clock) -> None:
    """Counting never fails, and nothing is counted twice."""
    storage = Storage(url, clock=clock, timeout=10)
    storage.asked.count(7, ["api"])
    with pytest.raises(StorageError):
        await storage.asked.write()

    async with storage:
        assert await storage.asked.most(7) == {"api": 1}


def test_counts_that_wait_are_bounded(clock: Clock) -> None:
    """A database that stays away does not fill the memory."""
    storage = Storage(clock=clock)

    for guild in range(MAX_WAITING + 10):
        storage.asked.count(guild + 1, ["api"])
    storage.asked.count(1, ["api"])

    assert len(storage.asked._waiting) == MAX_WAITING
    assert storage.asked._waiting[1, "api", "2026-01"] == 2
