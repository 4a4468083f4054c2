"""The rows of what was asked for."""

from collections.abc import Mapping

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.sql.schema import asked_sums
from bot.storage.sql.upsert import insert


class AskedRows:
    """Reads and writes sums in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, counts: Mapping[tuple[int, str, str], int]) -> None:
        """Add *counts*, by server, criterion and month."""
        for (guild_id, criterion, month), count in sorted(counts.items()):
            statement = insert(self._connection, asked_sums)
            await self._connection.execute(
                statement.values(
                    guild_id=guild_id, criterion=criterion, month=month, count=count
                ).on_conflict_do_update(
                    index_elements=list(asked_sums.primary_key),
                    set_={"count": asked_sums.c.count + statement.excluded.count},
                )
            )

    async def most(self, guild_id: int | None, *, since: str, limit: int) -> dict[str, int]:
        """Return the sums by criterion since a month, of a server or of all, highest first."""
        total = func.sum(asked_sums.c.count)
        query = (
            select(asked_sums.c.criterion, total)
            .where(asked_sums.c.month >= since)
            .group_by(asked_sums.c.criterion)
            .order_by(total.desc(), asked_sums.c.criterion)
            .limit(limit)
        )
        if guild_id is not None:
            query = query.where(asked_sums.c.guild_id == guild_id)
        rows = await self._connection.execute(query)
        return {criterion: int(count) for criterion, count in rows}

    async def forget(self, guild_id: int) -> None:
        """Delete a server's sums."""
        await self._connection.execute(delete(asked_sums).where(asked_sums.c.guild_id == guild_id))

    async def prune(self, *, before: str) -> None:
        """Delete the sums of the months before *before*."""
        await self._connection.execute(delete(asked_sums).where(asked_sums.c.month < before))
