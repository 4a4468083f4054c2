"""Open questions: what the knowledge did not answer well, where a manager wants to know."""

from datetime import UTC, date, timedelta

from bot.storage.clock import Clock, utc_now
from bot.storage.database import Database
from bot.storage.model import Kind, OpenQuestion
from knowledge import Language

MAX_QUESTIONS = 500
"""Questions kept for one server."""
MAX_AGE = timedelta(days=90)
"""How long a question stays that nobody asks again."""
MAX_TEXT = 300
"""Characters of a question that are kept; longer ones with the same beginning count as one."""


class OpenQuestions:
    """
    The open questions of servers whose managers switched the list on, without who asked.

    A full list lets go of the question that was asked least and longest ago, never of the new
    one: else a list full of old favourites would take nothing any more.
    """

    def __init__(
        self, database: Database, *, clock: Clock = utc_now, capacity: int = MAX_QUESTIONS
    ) -> None:
        self._database = database
        self._clock = clock
        self._capacity = capacity
        self._pruned = date.min

    async def add(self, guild_id: int, text: str, *, language: Language, kind: Kind) -> bool:
        """
        Count the normalized *text* once more; False where the list is off or there is no text.

        Whether the list is on is read in the same transaction, so that nothing is added after
        the list was switched off.
        """
        text = _storable(text)
        if not text:
            return False
        today = self._today()
        if today > self._pruned:
            await self.prune()
        question = OpenQuestion(
            guild_id=guild_id,
            text=text,
            language=language,
            kind=kind,
            count=1,
            first=today,
            last=today,
        )
        return await self._database.write(
            lambda tx: tx.questions.add(question, most=self._capacity)
        )

    async def most_asked(
        self, guild_id: int | None = None, *, limit: int = MAX_QUESTIONS
    ) -> tuple[OpenQuestion, ...]:
        """Return the questions of a server, or of all, most asked and then latest first."""
        oldest = self._today() - MAX_AGE
        return await self._database.read(
            lambda tx: tx.questions.most_asked(guild_id, since=oldest, limit=limit)
        )

    async def clear(self, guild_id: int) -> int:
        """Delete a server's questions and return how many there were."""
        return await self._database.write(lambda tx: tx.questions.clear(guild_id), erase=True)

    async def prune(self) -> int:
        """Delete what is older than `MAX_AGE` and return how many; at least once a day."""
        today = self._today()
        deleted = await self._database.write(
            lambda tx: tx.questions.prune(before=today - MAX_AGE), erase=True
        )
        self._pruned = today
        return deleted

    def _today(self) -> date:
        return self._clock().astimezone(UTC).date()


def _storable(text: str) -> str:
    """Leave out what a database refuses: half of a surrogate pair, and NUL."""
    whole = text.encode("utf-8", "ignore").decode().replace("\0", "")
    return whole[:MAX_TEXT].strip()
