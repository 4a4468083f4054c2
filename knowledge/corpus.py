"""All texts that are known, and what a question has in common with them."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from operator import add, itemgetter
from typing import Final

from knowledge.features import Wording
from knowledge.fingerprints import fingerprint, group
from knowledge.index import Index, Telling
from knowledge.language import Language
from knowledge.model import Criterion, KnowledgeBase
from knowledge.names import NAME, FrameworkNames, Reading
from knowledge.pinyin import Homophones
from knowledge.reading import Reader, Said, Term
from knowledge.text import is_han, normalize, words
from knowledge.vocabulary import Vocabulary

RIVALS: Final = 50
"""Criteria that are compared in the end: the others resemble the question too little to count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """
    How much a question resembles what is known: 0 upwards.

    `criteria`, and `kinds` of messages that no criterion answers, go by id, best first; `lean` is
    how much all its words speak for any criterion, below 0 for any kind; `told` is what each
    feature of the question tells.
    """

    criteria: Mapping[str, float]
    kinds: Mapping[str, float]
    lean: float
    told: Mapping[str, Telling]


class Corpus:
    """The texts that criteria, and other kinds of messages, are known by: read and indexed."""

    def __init__(self, knowledge: KnowledgeBase, names: FrameworkNames) -> None:
        self._names = names
        self._wording = Wording(ignored=names.words)
        questions, criteria = array("q"), array("I")
        for place, criterion in enumerate(knowledge.criteria.values()):
            for example in flat(criterion.questions):
                questions.append(fingerprint(normalize(example)))
                criteria.append(place)
        self._questions, starts, (criteria,) = group(questions, criteria)
        # Of two criteria with the same question the first one answers it.
        self._answering = array("I", map(criteria.__getitem__, starts[:-1]))
        latin: Counter[str] = Counter()
        pairs: Counter[str] = Counter()
        self._index = Index(
            ((name, self._features(texts, latin, pairs)) for name, texts in _classes(knowledge)),
            criteria=len(knowledge.criteria),
        )
        vocabulary = Vocabulary(_commonest(latin))
        self._reader = Reader(self._wording, vocabulary, self._index, Homophones(_commonest(pairs)))
        self._numbers = {name: number for number, name in enumerate(self._index.names)}
        self._criteria = len(knowledge.criteria)

    def _features(
        self, texts: Iterable[str], latin: Counter[str], pairs: Counter[str]
    ) -> Iterator[Mapping[str, float]]:
        """Yield the features of each text; count its words in *latin* letters and Han *pairs*."""
        for text in texts:
            marked = self._names.read(words(text)).marked
            latin.update(word for word in marked if word.isascii() and word != NAME)
            for word in marked:
                if is_han(word):
                    pairs.update(map(add, word, word[1:]))
            yield self._wording.features(marked)

    def prepare(self) -> None:
        """Make now what only some questions need."""
        self._reader.prepare()

    def example(self, question: str) -> str | None:
        """Return the criterion that has the normalized *question* as an example, if any has."""
        number = self._questions.number(question)
        return None if number is None else self._index.names[self._answering[number]]

    def read(self, reading: Reading) -> Said:
        """Understand a text by the words of the texts that are known."""
        return self._reader.read(reading)

    def compare(self, said: Said) -> Comparison:
        """Compare what was said with all classes of texts."""
        told = self._index.told({feature: term.weight for feature, term in said.terms.items()})
        found = self._index.resemblance(told.values())
        ranked = sorted(found, key=found.__getitem__, reverse=True)
        names, criteria = self._index.names, self._criteria
        best = islice((number for number in ranked if number < criteria), RIVALS)
        return Comparison(
            criteria={names[number]: found[number] for number in best},
            kinds={names[number]: found[number] for number in ranked if number >= criteria},
            lean=self._index.lean(told.values()),
            told=told,
        )

    def evidence(self, said: Said, told: Mapping[str, Telling], name: str) -> tuple[Term, ...]:
        """Return the terms that speak for the class *name*, by how much, weightiest first."""
        number, worth = self._numbers[name], self._index.worth
        weighed = [(worth(telling, number), feature) for feature, telling in told.items()]
        weighed.sort(key=itemgetter(0), reverse=True)
        return tuple(
            Term(said.terms[feature].word, said.terms[feature].known, weight)
            for weight, feature in weighed
            if weight
        )


def _commonest(words: Counter[str]) -> Iterator[str]:
    """Yield all *words*, the commonest first."""
    return (word for word, _ in words.most_common())


def _classes(knowledge: KnowledgeBase) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the criteria, then the kinds of other messages, each with its texts."""
    for criterion in knowledge.criteria.values():
        yield criterion.id, (*names_of(criterion), *flat(criterion.questions))
    for kind in knowledge.out_of_scope.values():
        yield kind.id, flat(kind.examples)


def names_of(criterion: Criterion) -> tuple[str, ...]:
    """Return all that *criterion* is called: its id, titles and aliases."""
    return (criterion.id, *criterion.title.values(), *flat(criterion.aliases))


def flat(texts: Mapping[Language, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the texts of all languages."""
    return tuple(chain.from_iterable(texts.values()))
