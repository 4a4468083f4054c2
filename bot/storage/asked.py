"""How often each criterion was asked for, a server and month, and by nobody in particular."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC

from bot.storage.clock import Clock, utc_now
from bot.storage.database import Database

DIRECT = 0
"""The server of what was asked in direct messages and outside of servers that the bot is in."""
MAX_WAITING = 20_000
"""Sums in memory before new ones are let go: so many wait only while the database is away."""
SHOWN_MONTHS = 12
KEPT_MONTHS = 24
TOP = 10


class Asked:
    """
    The counts of what was answered, in months of UTC.

    Counting only touches memory, so an answer never waits for the database; `write` brings the
    counts there, now and then and before they are read.
    """

    def __init__(self, database: Database, *, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock
        self._waiting: Counter[tuple[int, str, str]] = Counter()

    def count(self, guild_id: int | None, criteria: Iterable[str]) -> None:
        """Count one answer about *criteria* in a server, or outside of any."""
        month = self._month()
        for criterion in criteria:
            key = (guild_id or DIRECT, criterion, month)
            if key in self._waiting or len(self._waiting) < MAX_WAITING:
                self._waiting[key] += 1

    async def write(self) -> None:
        """
        Add what was counted to the database.

        Raises:
            StorageError: the counts wait for the next time.
        """
        if not self._waiting:
            return
        counts, self._waiting = self._waiting, Counter()
        try:
            await self._database.write(lambda tx: tx.asked.add(counts))
        except BaseException:
            self._waiting.update(counts)
            raise

    async def most(self, guild_id: int | None = None, *, limit: int = TOP) -> Mapping[str, int]:
        """Return the counts of the last twelve months by criterion, highest first."""
        await self.write()
        since = self._month(SHOWN_MONTHS - 1)
        return await self._database.read(
            lambda tx: tx.asked.most(guild_id, since=since, limit=limit)
        )

    async def forget(self, guild_id: int) -> None:
        """Delete a server's counts."""
        for key in [key for key in self._waiting if key[0] == guild_id]:
            del self._waiting[key]
        await self._database.write(lambda tx: tx.asked.forget(guild_id), erase=True)

    async def prune(self) -> None:
        """Delete counts that are older than two years."""
        before = self._month(KEPT_MONTHS)
        await self._database.write(lambda tx: tx.asked.prune(before=before))

    def _month(self, back: int = 0) -> str:
        """Write the month so many months ago as `2026-08`."""
        now = self._clock().astimezone(UTC)
        year, month = divmod(now.year * 12 + now.month - 1 - back, 12)
        return f"{year:04d}-{month + 1:02d}"
