"""Where every question arrives, from whatever surface, and leaves as a card."""

from dataclasses import dataclass

from bot.addressing import has_word
from bot.cards import Card, Cards
from knowledge import Answerer, Language, Question, Reply, choose


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What Discord tells about the language of the place where somebody asks."""

    client_locale: str | None = None
    community_locale: str | None = None


class Desk:
    """The answers of one knowledge base and their cards, swapped together."""

    def __init__(
        self, answerer: Answerer, *, prefix: str, default: Language, contact: str | None
    ) -> None:
        self._default = default
        self._prefix = prefix
        self._contact = contact
        self.use(answerer)

    def use(self, answerer: Answerer) -> None:
        """Answer from *answerer* from now on."""
        self.answerer = answerer
        self.cards = Cards(answerer.knowledge, prefix=self._prefix, contact=self._contact)

    def language(self, place: Place, text: str = "") -> Language:
        """Choose the language of the answer to *text*; it is one that the knowledge base has."""
        language = choose(
            text,
            client_locale=place.client_locale,
            community_locale=place.community_locale,
            default=self._default,
        )
        return self.answerer.knowledge.speak(language)

    def ask(self, text: str, place: Place) -> Reply:
        """Answer *text*."""
        return self.answerer.answer(Question(text=text, language=self.language(place, text)))

    def card(self, text: str, place: Place) -> Card:
        """Answer *text* with a card; a text without any word gets the help."""
        if not has_word(text):
            return self.cards.help(self.language(place))
        return self.cards.render(self.ask(text, place))
