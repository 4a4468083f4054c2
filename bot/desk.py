"""Where every question arrives, from whatever surface, and leaves as a card."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass

from bot.addressing import plain
from bot.allocator import give_back
from bot.cards import Card, Cards
from bot.lasting import lasting
from bot.phrases import PHRASES
from bot.storage import Storage
from knowledge import Answerer, Criterion, Language, Question, Reply, choose

log = logging.getLogger(__name__)

PATIENCE_S = 1.0
"""Seconds until a member is told that an answer has to wait: Discord waits for three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    What is known of the language of the one who asks and of the place where that is.

    `prefix` is what commands begin with there, None for the bot's own.
    """

    preference: Language | None = None
    client_locale: str | None = None
    server: Language | None = None
    community_locale: str | None = None
    prefix: str | None = None


class Desk:
    """
    The answers of one knowledge base and their cards, swapped together.

    `storage` holds what members and managers chose; before it is open, those are the defaults.
    """

    def __init__(
        self,
        answerer: Answerer,
        *,
        prefix: str,
        default: Language,
        contact: str | None,
        storage: Storage | None = None,
    ) -> None:
        self._default = default
        self._contact = contact
        self.prefix = prefix
        self.storage = storage or Storage()
        self._indexed = asyncio.Event()
        self._indexed.set()
        self.use(answerer)

    def use(self, answerer: Answerer) -> None:
        """Answer from *answerer* from now on."""
        self.answerer = answerer
        self.cards = Cards(answerer.knowledge, prefix=self.prefix, contact=self._contact)

    def language(self, place: Place, text: str = "") -> Language:
        """Choose the language of the answer to *text*; it is one that the knowledge base has."""
        language = choose(
            text,
            preference=place.preference,
            client_locale=place.client_locale,
            server=place.server,
            community_locale=place.community_locale,
            default=self._default,
        )
        return self.answerer.knowledge.speak(language)

    def help(self, text: str, place: Place) -> Card:
        """Return what says how to ask, in the language of *text*."""
        return self.cards.help(self.language(place, text), place.prefix)

    def slower(self, text: str, place: Place, wait_s: float) -> Card:
        """Return what says, in the language of *text*, in how many seconds to ask again."""
        phrases = PHRASES[self.language(place, text)]
        return self.cards.notice(phrases.slower.format(seconds=max(1, round(wait_s))))

    async def prepare(self, begin: asyncio.Event) -> None:
        """
        Index the texts beside the event loop, once *begin* is set.

        Whatever is asked before that is done has to wait for `ready`. Otherwise the first question
        would wait for the thread that makes the index, and nothing else would move.
        """
        self._indexed.clear()
        try:
            await begin.wait()
            with lasting():
                await asyncio.to_thread(self.answerer.prepare)
            await asyncio.to_thread(give_back)
            log.info(
                "questions can be answered about %d criteria", len(self.answerer.knowledge.criteria)
            )
        finally:
            self._indexed.set()

    @property
    def is_ready(self) -> bool:
        """Tell whether the texts are indexed."""
        return self._indexed.is_set()

    async def ready(self) -> None:
        """Wait until the texts are indexed."""
        await self._indexed.wait()

    async def suggest(self, query: str, language: Language) -> tuple[Criterion, ...]:
        """Return what *query* may become; nothing where the index is not ready in a moment."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                await self.ready()
        return self.answerer.suggest(query, language) if self.is_ready else ()

    def ask(self, text: str, place: Place, about: tuple[Criterion, ...] = ()) -> Reply:
        """Answer *text*, which may follow up on an answer *about* some criteria."""
        question = Question(text=plain(text), language=self.language(place, text))
        return self.answerer.answer(question, about=about)
