"""Knowledge bases of any size, and questions to them, made of the words of the shipped one."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from benchmarks.corpus import Corpus
from knowledge import Criterion, KnowledgeBase, Language
from knowledge.model import Profile
from knowledge.names import FrameworkNames
from knowledge.text import is_han, words

TEXTS: Final = 6
"""Texts of a made-up criterion: its id, two titles, an alias and a question in each language."""
WORDS: Final = 10
"""Words of a question."""
_ONSETS: Final = (*"bdfgklmnprstvz", "br", "dr", "kl", "pl", "st", "tr")
_VOWELS: Final = "aeiou"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Questions of ten words: `rare` ones hold a word of one criterion, `common` ones none."""

    rare: tuple[str, ...]
    common: tuple[str, ...]


class Mill:
    """Makes texts with words as common as in real ones (Zipf's law), the same every time."""

    def __init__(self, source: Corpus, seed: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311 - nothing here is secret.
        self._frameworks = source.knowledge.frameworks
        names = FrameworkNames(self._frameworks.values())
        tokens = Counter(token for text in source.texts for token in names.read(words(text)).tokens)
        self._latin = _Bag([word for word, _ in tokens.most_common() if not is_han(word)])
        pairs = Counter(
            token[at : at + 2] for token in tokens if is_han(token) for at in range(len(token) - 1)
        )
        self._han = _Bag([pair for pair, _ in pairs.most_common()])
        self._characters = sorted({character for pair in pairs for character in pair})
        self._coined: set[str] = set()

    def knowledge(self, size: int) -> KnowledgeBase:
        """Make a knowledge base of *size* criteria, each about a made-up word of its own."""
        criteria = (self._criterion() for _ in range(size))
        return KnowledgeBase(
            profile=Profile(name={Language.EN: "made up"}, languages=tuple(Language)),
            frameworks=self._frameworks,
            sources={},
            criteria={criterion.id: criterion for criterion in criteria},
        )

    def asked(self, knowledge: KnowledgeBase, count: int) -> Asked:
        """Make *count* questions of each sort."""
        topics = self._random.choices(list(knowledge.criteria), k=count)
        return Asked(
            rare=tuple(self._english(WORDS, topic) for topic in topics),
            common=tuple(self._english(WORDS) for _ in topics),
        )

    def long(self, length: int) -> Iterator[tuple[str, str]]:
        """Yield texts of *length* characters of every awkward sort, and what they are made of."""
        coined = (self._coin() for _ in range(length))
        yield "known English words", self._english(length)[:length]
        yield "unknown English words", " ".join(coined)[:length]
        yield "known Chinese words", self._chinese(length)[:length]
        yield "random Chinese characters", "".join(self._random.choices(self._characters, k=length))
        yield "one letter", "a" * length
        yield "one word", "".join(self._coin() for _ in range(length))[:length]
        yield "punctuation", ("?!., " * length)[:length]
        yield "words and connectors", ("speed and debugging, " * length)[:length]

    def _criterion(self) -> Criterion:
        topic, sign = self._coin(), "".join(self._random.choices(self._characters, k=3))
        en, zh = Language.EN, Language.ZH
        return Criterion(
            id=topic,
            title={en: self._english(2, topic), zh: sign + self._chinese(1)},
            in_short={},
            facts={},
            aliases={en: (self._english(2, topic),)},
            questions={en: (self._english(WORDS, topic),), zh: (self._chinese(6) + sign,)},
        )

    def _english(self, count: int, topic: str | None = None) -> str:
        """Return *count* words, *topic* among them."""
        several = self._latin.draw(self._random, count)
        if topic is not None:
            several[self._random.randrange(count)] = topic
        return " ".join(several)

    def _chinese(self, count: int) -> str:
        return "".join(self._han.draw(self._random, count))

    def _coin(self) -> str:
        """Return a word of two to four syllables that was not returned before."""
        while True:
            syllables = self._random.choices(_ONSETS, k=self._random.choice((2, 3, 3, 4)))
            word = "".join(onset + self._random.choice(_VOWELS) for onset in syllables)
            if word not in self._coined:
                self._coined.add(word)
                return word


class _Bag:
    """Words to be drawn, each as often as its place among the commonest says."""

    def __init__(self, commonest: Sequence[str]) -> None:
        self._words = commonest
        self._weights = list(accumulate(1 / place for place in range(1, len(commonest) + 1)))

    def draw(self, source: random.Random, count: int) -> list[str]:
        return source.choices(self._words, cum_weights=self._weights, k=count)
