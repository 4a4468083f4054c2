"""All texts that are known, and what a question has in common with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Final

from knowledge.features import Wording
from knowledge.index import Index
from knowledge.language import Language
from knowledge.model import Criterion, KnowledgeBase
from knowledge.names import FrameworkNames, Reading
from knowledge.reading import Reader, Said, Term
from knowledge.text import normalize, words
from knowledge.vocabulary import Vocabulary

RIVALS: Final = 50
"""Criteria that are compared in the end: the others resemble the question too little to count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """
    How much a question resembles what is known: 0 upwards.

    `criteria` go by id, best first; `kind` is the best kind of message that no criterion
    answers, if any; `told` is what each feature of the question tells.
    """

    criteria: Mapping[str, float]
    kind: tuple[str, float] | None
    told: Mapping[str, float]


class Corpus:
    """
    The texts that criteria, and other kinds of messages, are known by: read and indexed.

    `questions` holds the normalized example questions, and the criterion that each is one of.
    """

    def __init__(self, knowledge: KnowledgeBase, names: FrameworkNames) -> None:
        self._names = names
        self._wording = Wording(ignored=names.words)
        self._index = Index()
        self.questions: dict[str, str] = {}
        latin: set[str] = set()
        for criterion in knowledge.criteria.values():
            questions = flat(criterion.questions)
            latin |= self._learn(criterion.id, (*names_of(criterion), *questions))
            for question in questions:
                self.questions.setdefault(normalize(question), criterion.id)
        for kind in knowledge.out_of_scope.values():
            latin |= self._learn(kind.id, flat(kind.examples))
        self._reader = Reader(self._wording, Vocabulary(latin), self._index)
        self._numbers = {name: number for number, name in enumerate(self._index.names)}
        self._criteria = len(knowledge.criteria)

    def _learn(self, name: str, texts: Iterable[str]) -> set[str]:
        """Add a class to the index, and return the Latin words of its texts."""
        tokens = [self._names.read(words(text)).tokens for text in texts]
        self._index.add(name, map(self._wording.features, tokens))
        return set(filter(str.isascii, chain.from_iterable(tokens)))

    def read(self, reading: Reading) -> Said:
        """Understand a text by the words of the texts that are known."""
        return self._reader.read(reading)

    def compare(self, said: Said) -> Comparison:
        """Compare what was said with all classes of texts."""
        told = self._index.told({feature: term.weight for feature, term in said.terms.items()})
        found = self._index.resemblance(told)
        criteria = {number: value for number, value in found.items() if number < self._criteria}
        kind = max(found.keys() - criteria.keys(), key=found.__getitem__, default=None)
        best = sorted(criteria, key=criteria.__getitem__, reverse=True)[:RIVALS]
        return Comparison(
            criteria={self._index.names[number]: criteria[number] for number in best},
            kind=None if kind is None else (self._index.names[kind], found[kind]),
            told=told,
        )

    def evidence(self, said: Said, told: Mapping[str, float], name: str) -> tuple[Term, ...]:
        """Return the terms that speak for the class *name*, by how much, weightiest first."""
        number, worth = self._numbers[name], self._index.worth
        weighed = [(worth(feature, number) * told[feature], feature) for feature in said.terms]
        weighed.sort(key=itemgetter(0), reverse=True)
        return tuple(
            Term(said.terms[feature].word, said.terms[feature].known, weight)
            for weight, feature in weighed
            if weight
        )


def names_of(criterion: Criterion) -> tuple[str, ...]:
    """Return all that *criterion* is called: its id, titles and aliases."""
    return (criterion.id, *criterion.title.values(), *flat(criterion.aliases))


def flat(texts: Mapping[Language, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the texts of all languages."""
    return tuple(chain.from_iterable(texts.values()))
