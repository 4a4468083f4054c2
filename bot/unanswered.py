"""Questions that were not answered well, kept where a manager wants to know of them."""

import asyncio
import logging

from bot.memory import Answered
from bot.storage import Kind, Storage, StorageError
from knowledge import Found, Language, Reply, Unknown, Unsure
from knowledge.text import normalize

log = logging.getLogger(__name__)


class Unanswered:
    """Writes them down beside the answers, which do not wait for that."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._tasks: set[asyncio.Task[None]] = set()

    def note(self, guild_id: int | None, answer: Reply) -> None:
        """Note the question of *answer* unless it was found, or is small talk."""
        if guild_id is None or isinstance(answer, Found) or is_chat(answer):
            return
        kind = Kind.UNSURE if isinstance(answer, Unsure) else Kind.UNKNOWN
        self._begin(guild_id, answer.question.text, answer.language, kind)

    def criticize(self, guild_id: int | None, answered: Answered | None) -> None:
        """Note the question of an answer that was voted down."""
        if answered and guild_id is not None:
            self._begin(guild_id, answered.text, answered.language, Kind.VOTED_DOWN)

    def _begin(self, guild_id: int, text: str, language: Language, kind: Kind) -> None:
        task = asyncio.create_task(self._write(guild_id, text, language, kind))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _write(self, guild_id: int, text: str, language: Language, kind: Kind) -> None:
        if not (await self._storage.preferences.guild(guild_id)).gaps:
            return
        try:
            await self._storage.questions.add(
                guild_id, normalize(text), language=language, kind=kind
            )
        except StorageError as error:
            log.warning("an open question was not kept: %s", error)


def is_chat(answer: Reply) -> bool:
    """Tell whether *answer* is to small talk."""
    return isinstance(answer, Unknown) and answer.kind is not None and answer.kind.chat
