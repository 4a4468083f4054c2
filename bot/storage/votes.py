"""Votes: one a member, criterion and calendar month, and nobody's name."""

import hashlib
import hmac
from datetime import UTC
from typing import TYPE_CHECKING

from bot.storage.clock import Clock, utc_now
from bot.storage.database import Database
from bot.storage.model import Cast, Tally

if TYPE_CHECKING:
    from bot.storage.sql.transaction import Transaction


class Votes:
    """
    The votes on criteria, in months of UTC.

    Of a member stays a hash over criterion and id, keyed with the month's random key. When the
    month is over, the key and the single votes are deleted and only sums remain. Under another
    criterion the same member has another hash, so rows cannot be laid side by side.
    """

    def __init__(self, database: Database, *, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock
        self._settled = ""

    async def cast(self, user_id: int, criterion: str, *, up: bool) -> Cast:
        """
        Count a member's vote, in the place of the one from this month.

        The same vote again changes nothing: a button on Discord does not show that it is pressed,
        so members press again to make sure, and events may come twice. When this returns, the
        vote is on the disk.
        """
        month = await self._current_month()

        async def work(tx: "Transaction") -> Cast:
            key = await tx.votes.make_key(month)
            return await tx.votes.put(month, criterion, _voter(key, criterion, user_id), up=up)

        return await self._database.write(work)

    async def forget(self, user_id: int) -> int:
        """Delete a member's votes of this month and return how many there were."""
        month = await self._current_month()

        async def work(tx: "Transaction") -> int:
            key = await tx.votes.key(month)
            if key is None:
                return 0
            criteria = await tx.votes.criteria(month)
            return await tx.votes.delete(month, [_voter(key, c, user_id) for c in criteria])

        return await self._database.write(work, erase=True)

    async def tallies(self) -> tuple[Tally, ...]:
        """Return the sums of all months, the running one included, latest month first."""
        return await self._database.read(lambda tx: tx.votes.tallies())

    async def settle(self) -> None:
        """Turn the votes of past months into sums and delete their keys; at least once a day."""
        month = self._month()
        await self._database.write(lambda tx: tx.votes.settle(month), erase=True)
        self._settled = month

    async def _current_month(self) -> str:
        month = self._month()
        if month > self._settled:
            await self.settle()
        return month

    def _month(self) -> str:
        return f"{self._clock().astimezone(UTC):%Y-%m}"


def _voter(key: bytes, criterion: str, user_id: int) -> bytes:
    return hmac.digest(key, f"{criterion}:{user_id}".encode(), hashlib.sha256)
