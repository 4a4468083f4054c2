"""The nearest known word to an unknown one. rapidfuzz lives here and only here."""

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 4
"""Letters of a word that may be misspelt: shorter ones resemble too much."""


class Spelling:
    """
    Known words, found though a letter is lost, doubled, wrong, or swapped with its neighbour.

    One such slip leaves the first or the last letter as it was, so only the words that share one
    of them, and have about as many letters, are compared.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._alike: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for word in words:
            if len(word) >= SHORTEST:
                self._alike[word[0], len(word)].append(word)
                self._alike[word[-1].upper(), len(word)].append(word)
        self._ends = frozenset(end for end, _ in self._alike)

    def nearest(self, word: str, similarity: float) -> tuple[str, float] | None:
        """
        Return the known word that is most like *word*, and how like, from *similarity* to 1.

        Of words that are equally like it, the one that was named first is taken. Likeness is 1 less
        the share of the letters that differ (optimal string alignment).
        """
        if len(word) < SHORTEST:
            return None
        best: tuple[str, float] | None = None
        reach = max(1, int(len(word) * (1 - similarity)))
        for end in (word[0], word[-1].upper()):
            if end not in self._ends:
                continue
            for length in range(len(word) - reach, len(word) + reach + 1):
                words = self._alike.get((end, length), ())
                found = words and process.extractOne(
                    word, words, scorer=OSA.normalized_similarity, score_cutoff=similarity
                )
                if found and (best is None or found[1] > best[1]):
                    best = found[0], found[1]
        return best
