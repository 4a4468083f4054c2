"""The rows of open questions."""

from datetime import date

from sqlalchemy import delete, func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.model import Kind, OpenQuestion
from bot.storage.sql.schema import guild_settings, open_questions
from bot.storage.sql.upsert import insert
from knowledge import Language

_KEY = tuple_(*open_questions.primary_key)


class QuestionRows:
    """Reads and writes open questions in one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, question: OpenQuestion, *, most: int) -> bool:
        """Count a question once more if its server keeps a list, which holds *most*."""
        c = open_questions.c
        # The lock keeps the list from being switched off, or filled, in the same moment.
        kept = await self._connection.scalar(
            select(guild_settings.c.gaps)
            .where(guild_settings.c.guild_id == question.guild_id)
            .with_for_update()
        )
        if not kept:
            return False
        again = await self._connection.execute(
            update(open_questions)
            .where(
                c.guild_id == question.guild_id,
                c.language == question.language,
                c.kind == question.kind,
                c.text == question.text,
            )
            .values(count=c.count + 1, last_day=question.last)
        )
        if not again.rowcount:
            await self._make_room(question.guild_id, most - 1)
            await self._connection.execute(
                insert(self._connection, open_questions).values(
                    guild_id=question.guild_id,
                    language=question.language,
                    kind=question.kind,
                    text=question.text,
                    count=question.count,
                    first_day=question.first,
                    last_day=question.last,
                )
            )
        return True

    async def most_asked(
        self, guild_id: int | None, *, since: date, limit: int
    ) -> tuple[OpenQuestion, ...]:
        """Return the questions of a server, or of all, that were asked since a day."""
        c = open_questions.c
        statement = (
            select(open_questions)
            .where(c.last_day >= since)
            .order_by(c.count.desc(), c.last_day.desc(), c.text, c.language, c.kind, c.guild_id)
            .limit(limit)
        )
        if guild_id is not None:
            statement = statement.where(c.guild_id == guild_id)
        rows = (await self._connection.execute(statement)).mappings().all()
        return tuple(
            OpenQuestion(
                guild_id=row["guild_id"],
                text=row["text"],
                language=language,
                kind=Kind(row["kind"]),
                count=row["count"],
                first=row["first_day"],
                last=row["last_day"],
            )
            for row in rows
            if (language := Language.from_locale(row["language"]))
        )

    async def clear(self, guild_id: int) -> int:
        """Delete a server's questions and return how many there were."""
        where = open_questions.c.guild_id == guild_id
        return (await self._connection.execute(delete(open_questions).where(where))).rowcount

    async def prune(self, *, before: date) -> int:
        """Delete the questions that were last asked before a day."""
        where = open_questions.c.last_day < before
        return (await self._connection.execute(delete(open_questions).where(where))).rowcount

    async def _make_room(self, guild_id: int, most: int) -> None:
        """Delete the least and the oldest until *most* are left."""
        c = open_questions.c
        there = await self._connection.scalar(select(func.count()).where(c.guild_id == guild_id))
        if there and there > most:
            least = (
                select(*open_questions.primary_key)
                .where(c.guild_id == guild_id)
                .order_by(c.count, c.last_day, c.first_day, c.text)
                .limit(there - most)
            )
            await self._connection.execute(delete(open_questions).where(_KEY.in_(least)))
