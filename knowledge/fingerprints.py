"""Many texts, of which nothing is kept but what tells them apart."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate, groupby
from typing import Any, Final, NamedTuple

KEPT: Final = 2048
"""Numbers that are at hand without looking for them."""
PART: Final = 4096
"""Fingerprints that are sorted together, about: so many stay in the processor's cache."""
NEAR: Final = 16
"""Fingerprints that begin with the same bits, about."""
_BITS: Final = 64
_LEAST: Final = -(2**63)


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

    def __init__(self, rising: Iterable[int]) -> None:
        """Take texts by their fingerprints, each once, *rising*."""
        self._known = array("q", rising)
        # Hashes are spread evenly, so the first bits of one tell nearly where it stands.
        self._shift = _shift(len(self._known), NEAR)
        sizes = array("I", [0]) * (1 << (_BITS - self._shift))
        for each in self._known:
            sizes[(each - _LEAST) >> self._shift] += 1
        self._starts = array("I", accumulate(sizes, initial=0))
        # The same words come again and again.
        self.number = lru_cache(maxsize=KEPT)(self._number)
        """Return the number of a text, None where it has none."""

    def __len__(self) -> int:
        """Return how many different texts there are."""
        return len(self._known)

    def _number(self, text: str) -> int | None:
        sought = fingerprint(text)
        first = (sought - _LEAST) >> self._shift
        end = self._starts[first + 1]
        place = bisect_left(self._known, sought, self._starts[first], end)
        return place if place < end and self._known[place] == sought else None


class Groups(NamedTuple):
    """
    What was said of texts, all that was said of one together.

    What was said of the text with the number *n* stands in each of the `columns` from `starts[n]`
    to `starts[n + 1]`, in the order in which it was said.
    """

    texts: Fingerprints
    starts: "array[int]"
    columns: Sequence["array[Any]"]


def group(fingerprints: "array[int]", *columns: "array[Any]") -> Groups:
    """
    Bring together what *columns* say of each text, which is known by its fingerprint.

    They are parted by their first bits before they are sorted: to jump through millions of entries
    takes several times as long for each as through thousands.
    """
    shift = _shift(len(fingerprints), PART)
    parts = [array("I") for _ in range(1 << (_BITS - shift))]
    for place, each in enumerate(fingerprints):
        parts[(each - _LEAST) >> shift].append(place)
    known, sizes = array("q"), array("I")
    found = [array(column.typecode) for column in columns]
    for places in parts:
        part = list(map(fingerprints.__getitem__, places))
        order = sorted(range(len(part)), key=part.__getitem__)
        for column, whole in zip(found, columns, strict=True):
            values = list(map(whole.__getitem__, places))
            column.extend(map(values.__getitem__, order))
        for each, same in groupby(map(part.__getitem__, order)):
            known.append(each)
            sizes.append(len(list(same)))
    return Groups(Fingerprints(known), array("I", accumulate(sizes, initial=0)), found)


def _shift(count: int, together: int) -> int:
    """Return how many bits to leave out so that, of *count* hashes, about *together* are alike."""
    return _BITS - (count // together).bit_length()
