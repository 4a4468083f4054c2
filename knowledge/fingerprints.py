"""Many texts, of which nothing is kept but what tells them apart."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

KEPT: Final = 2048
"""Numbers that are at hand without looking for them."""


def fingerprint(text: str) -> int:
    """
    Return the hash of *text*: 64 bits, by Python's salt of this process.

    Of a million texts, two have the same in one process of 40 million, and nobody can choose them.
    It is taken of bytes, because Python gives two strings of the same memory the same hash: "of",
    and the one Han character whose code is 0x666F.
    """
    return hash(text.encode("utf-8", "surrogatepass"))


class Fingerprints:
    """
    Numbers texts by their fingerprints, from 0 upwards.

    That takes eight bytes a text, where a dict of strings takes more than a hundred.
    """

    def __init__(self, fingerprints: Iterable[int]) -> None:
        """Take texts by their *fingerprints*; each may come more than once."""
        self._sorted = array("q", sorted(set(fingerprints)))
        # The same words come again and again.
        self.number = lru_cache(maxsize=KEPT)(self._number)
        """Return the number of a text, None where it has none."""

    def __len__(self) -> int:
        """Return how many different texts there are."""
        return len(self._sorted)

    def _number(self, text: str) -> int | None:
        sought = fingerprint(text)
        place = bisect_left(self._sorted, sought)
        found = place < len(self._sorted) and self._sorted[place] == sought
        return place if found else None

    def numbers(self, fingerprints: Iterable[int]) -> "array[int]":
        """Return the numbers of texts by their *fingerprints*, each of which must be known."""
        numbers = {known: number for number, known in enumerate(self._sorted)}
        return array("I", map(numbers.__getitem__, fingerprints))
