"""Another knowledge base in the place of the present one, while the bot answers."""

import asyncio
import logging
from pathlib import Path

from bot.allocator import give_back
from bot.desk import Desk
from knowledge import Answerer, KnowledgeBase, load

log = logging.getLogger(__name__)


class Renewal:
    """Loads the knowledge in *directory* anew; what stands there last is what answers."""

    def __init__(self, desk: Desk, directory: Path) -> None:
        self._desk = desk
        self._directory = directory
        self._lock = asyncio.Lock()

    async def renew(self) -> KnowledgeBase:
        """
        Load off the event loop, and answer from that.

        Raises:
            KnowledgeError: with every problem; the present knowledge stays.
        """
        async with self._lock:
            answerer = await asyncio.to_thread(_load, self._directory)
            self._desk.use(answerer)
            await asyncio.to_thread(give_back)
        knowledge = answerer.knowledge
        log.info("reloaded the knowledge: %d criteria", len(knowledge.criteria))
        return knowledge


def _load(directory: Path) -> Answerer:
    answerer = Answerer(load(directory))
    answerer.prepare()
    return answerer
