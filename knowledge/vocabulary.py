"""What the Latin words of a question stand for, though they are misspelt or grown together."""

from collections.abc import Iterable
from functools import cached_property
from typing import Final

from knowledge.features import is_stopword, stem
from knowledge.spelling import SHORTEST, Spelling

SIMILARITY: Final = 0.78
"""Share of its letters that a misspelt word keeps, at least."""
SWAPPED: Final = 0.75
"""Share that a word of `SHORTEST` letters keeps of itself where two of them are swapped."""
CLOSE: Final = 0.85
"""Share from which a word is rather misspelt than grown together with another."""
SHORTEST_PART: Final = 3
"""Letters of a word that is found grown together, at least; one that says little may have 2."""
MOST_PARTS: Final = 4
JOINED: Final = 0.9
"""Certainty that a word is those words of which it consists."""
LONGEST: Final = 30
"""Letters of a word that is mended, at most: longer ones are addresses and keys."""


class Vocabulary:
    """The Latin words of all known texts, the commonest first."""

    def __init__(self, words: Iterable[str]) -> None:
        # A dict keeps the order: of words equally near, people meant the commonest.
        self._words = dict.fromkeys(words)

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(map(stem, self._words))

    @cached_property
    def _spelling(self) -> Spelling:
        return Spelling(self._words)

    def prepare(self) -> None:
        """Make now what unknown words are looked up in, not at the first of them."""
        _ = self._spelling, self._stems

    def __contains__(self, word: str) -> bool:
        """Tell whether *word* is known, in whatever form."""
        return word in self._words or is_stopword(word) or stem(word) in self._stems

    def mend(self, word: str) -> tuple[tuple[str, ...], float]:
        """
        Return the known words that an unknown *word* stands for, and how certain that is (0 to 1).

        Where it resembles none, it stands for itself.
        """
        if len(word) > LONGEST:
            return (word,), 1.0
        nearest = self._nearest(word)
        if nearest and nearest[1] >= CLOSE:
            return (nearest[0],), nearest[1]
        parts = self._split(word)
        if parts:
            return parts, JOINED
        return ((nearest[0],), nearest[1]) if nearest else ((word,), 1.0)

    def mend_part(self, part: str) -> str:
        """Return the known word that the *part* of a dotted name stands for, or the part itself."""
        nearest = None if part in self or len(part) > LONGEST else self._nearest(part)
        return nearest[0] if nearest else part

    def _nearest(self, word: str) -> tuple[str, float] | None:
        """Return the nearest known word; a short one is that with the same letters, if any."""
        nearest = self._spelling.nearest(word, SIMILARITY)
        if nearest is None and len(word) == SHORTEST:
            nearest = self._spelling.nearest(word, SWAPPED)
            if nearest and sorted(nearest[0]) != sorted(word):
                return None
        return nearest

    def _split(self, word: str) -> tuple[str, ...]:
        """Return the fewest words of which *word* consists, none where there are no such words."""
        fewest: list[tuple[str, ...] | None] = [()]
        for end in range(1, len(word) + 1):
            several = (
                (*before, word[start:end])
                for start, before in enumerate(fewest)
                if before is not None
                and len(before) < MOST_PARTS
                and self._is_part(word[start:end])
            )
            fewest.append(min(several, key=len, default=None))
        return fewest[-1] or ()

    def _is_part(self, word: str) -> bool:
        if is_stopword(word):
            return len(word) > 1
        return len(word) >= SHORTEST_PART and word in self._words
