"""What a question says: the frameworks it names, and its other words as far as texts know them."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from knowledge.features import ACROSS, CHARACTER, PAIR, STOP, Wording, mend_parts, parts_of
from knowledge.names import NAME, Reading
from knowledge.pinyin import Homophones
from knowledge.text import is_han, join
from knowledge.vocabulary import Vocabulary

LITTLE: Final = max(STOP, CHARACTER, ACROSS)
"""Weight up to which a term alone does not say what a text is about."""
HOMOPHONE: Final = 0.5
"""Certainty that two characters stand for two others that sound the same."""


class Term(NamedTuple):
    """A `word` of a question, the `known` word it was taken for, and its `weight` (above 0)."""

    word: str
    known: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """
    A question in words that the texts know.

    `frameworks` are those it names, in order; `rest` is the normalized text without them, mended;
    `terms` stand by the feature they give.
    """

    frameworks: tuple[str, ...]
    rest: str
    terms: Mapping[str, Term]

    @property
    def telling(self) -> bool:
        """Whether any word says something of what the text is about."""
        return any(term.weight > LITTLE for term in self.terms.values())


class _Heard(NamedTuple):
    """A known word, the terms of its features, and its stems that pair with its neighbours."""

    word: str
    terms: Mapping[str, Term]
    first: str
    last: Term


class Reader:
    """Reads questions with the words, *features* and pairs of characters of known texts in mind."""

    def __init__(
        self,
        wording: Wording,
        vocabulary: Vocabulary,
        features: Container[str],
        homophones: Homophones,
    ) -> None:
        self._wording = wording
        self._vocabulary = vocabulary
        self._features = features
        self._homophones = homophones
        # The same words come again and again.
        self._hear_latin = lru_cache(maxsize=1024)(self._read_latin)

    def prepare(self) -> None:
        """Make now what unknown words are looked up in, not at the first of them."""
        self._vocabulary.prepare()
        self._homophones.prepare()

    def read(self, reading: Reading) -> Said:
        """Mend the words of a text, and note what each of its features comes from."""
        mended: list[str] = []
        latin: dict[str, Term] = {}
        before = Term("", "", 0.0)
        for token in reading.marked:
            if token == NAME:
                mended.append(token)
            elif is_han(token):
                mended.append(token)
                before = Term("", "", 0.0)
            else:
                for heard in self._hear_latin(token):
                    mended.append(heard.word)
                    for feature, term in heard.terms.items():
                        latin.setdefault(feature, term)
                    if heard.first:
                        words = f"{before.word} {token}", f"{before.known} {heard.word}"
                        pair = Term(*words, PAIR * heard.last.weight)
                        latin.setdefault(before.known + heard.first, pair)
                        before = heard.last
        terms: dict[str, Term] = {}
        for feature, weight in self._wording.features(mended).items():
            if feature in latin:
                terms[feature] = latin[feature]
            elif NAME not in feature or feature in self._features:
                # Any word may stand beside a name: it tells nothing where no text has it so.
                term = self._hear_han(feature, weight)
                terms.setdefault(term.known, term)
        rest = join(word for word in mended if word != NAME)
        return Said(frameworks=reading.frameworks, rest=rest, terms=terms)

    def _read_latin(self, token: str) -> tuple[_Heard, ...]:
        """Return the known words that *token* stands for, with what each of them says."""
        words, certainty = self._mend(token)
        heard = []
        for word in words:
            weights, first, last = self._wording.word(word)
            terms = {
                feature: Term(token, word, weight * certainty)
                for feature, weight in weights.items()
            }
            heard.append(_Heard(word, terms, first, Term(token, last, certainty)))
        return tuple(heard)

    def _mend(self, token: str) -> tuple[tuple[str, ...], float]:
        """Return the known words that *token* stands for, and how certain that is."""
        if token in self._vocabulary:
            return (token,), 1.0
        if len(parts_of(token)) > 1:
            return (mend_parts(token, self._vocabulary.mend_part),), 1.0
        return self._vocabulary.mend(token)

    def _hear_han(self, feature: str, weight: float) -> Term:
        """Return what Han characters stand for: a known pair that an unknown one sounds like."""
        if len(feature) == 2 and feature not in self._features:
            known = self._homophones.known(feature)
            if known:
                return Term(feature, known, weight * HOMOPHONE)
        return Term(feature, feature, weight)
