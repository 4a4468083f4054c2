"""The rows of votes."""

import secrets
from collections.abc import Sequence

from sqlalchemy import Select, case, delete, func, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.model import Cast, Tally
from bot.storage.sql.schema import vote_keys, vote_sums, votes
from bot.storage.sql.upsert import insert

KEY_BYTES = 32


class VoteRows:
    """
    Reads and writes votes in one transaction.

    A month's key is its lock in PostgreSQL: who votes shares it, who settles the month holds it
    alone, so no vote falls between the month and its sums.
    """

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def key(self, month: str) -> bytes | None:
        """Return a month's key if it has one."""
        return (await self._connection.scalars(_key_of(month))).one_or_none()

    async def make_key(self, month: str) -> bytes:
        """Return a month's key, a new random one if it has none."""
        if key := await self.key(month):
            return key
        new = insert(self._connection, vote_keys).values(
            month=month, key=secrets.token_bytes(KEY_BYTES)
        )
        await self._connection.execute(new.on_conflict_do_nothing())
        # Not the one above: another process may have been first.
        return (await self._connection.scalars(_key_of(month))).one()

    async def put(self, month: str, criterion: str, voter: bytes, *, up: bool) -> Cast:
        """Keep one vote, in the place of the voter's earlier one."""
        where = (
            (votes.c.month == month) & (votes.c.criterion == criterion) & (votes.c.voter == voter)
        )
        before = await self._connection.scalar(select(votes.c.up).where(where))
        if before is up:
            return Cast.KEPT
        statement = insert(self._connection, votes)
        await self._connection.execute(
            statement.values(
                month=month, criterion=criterion, voter=voter, up=up
            ).on_conflict_do_update(index_elements=list(votes.primary_key), set_={"up": up})
        )
        return Cast.COUNTED if before is None else Cast.CHANGED

    async def criteria(self, month: str) -> Sequence[str]:
        """Return the criteria that were voted on in a month."""
        found = select(votes.c.criterion).where(votes.c.month == month).distinct()
        return (await self._connection.scalars(found)).all()

    async def delete(self, month: str, voters: Sequence[bytes]) -> int:
        """Delete a month's votes of these voters and return how many there were."""
        done = await self._connection.execute(
            delete(votes).where(votes.c.month == month, votes.c.voter.in_(voters))
        )
        return done.rowcount

    async def settle(self, month: str) -> None:
        """Add up what is older than *month* and delete the keys, and with them the votes."""
        over = await self._connection.scalars(
            select(vote_keys.c.month).where(vote_keys.c.month < month).with_for_update()
        )
        for past in over.all():
            sums = await self._connection.execute(_sums().where(votes.c.month == past))
            for criterion, _, up, down in sums.all():
                statement = insert(self._connection, vote_sums)
                await self._connection.execute(
                    statement.values(
                        criterion=criterion, month=past, up=up, down=down
                    ).on_conflict_do_update(
                        index_elements=list(vote_sums.primary_key),
                        set_={
                            "up": vote_sums.c.up + statement.excluded.up,
                            "down": vote_sums.c.down + statement.excluded.down,
                        },
                    )
                )
            await self._connection.execute(delete(vote_keys).where(vote_keys.c.month == past))

    async def tallies(self) -> tuple[Tally, ...]:
        """Return the sums of every month, of those that are not settled too."""
        settled = select(vote_sums.c.criterion, vote_sums.c.month, vote_sums.c.up, vote_sums.c.down)
        every = union_all(settled, _sums()).subquery()
        rows = await self._connection.execute(
            select(every.c.criterion, every.c.month, func.sum(every.c.up), func.sum(every.c.down))
            .group_by(every.c.criterion, every.c.month)
            .order_by(every.c.month.desc(), every.c.criterion)
        )
        return tuple(
            Tally(criterion=criterion, month=month, up=int(up), down=int(down))
            for criterion, month, up, down in rows
        )


def _key_of(month: str) -> Select[bytes]:
    """Select a month's key, and keep the month from being settled meanwhile."""
    return (
        select(vote_keys.c.key)
        .where(vote_keys.c.month == month)
        .with_for_update(read=True, key_share=True)
    )


def _sums() -> Select[str, str, int, int]:
    """Count the single votes a criterion and month."""
    return select(
        votes.c.criterion,
        votes.c.month,
        func.sum(case((votes.c.up, 1), else_=0)).label("up"),
        func.sum(case((votes.c.up, 0), else_=1)).label("down"),
    ).group_by(votes.c.criterion, votes.c.month)
