"""The index: which classes of texts have which features, and how much that tells."""

import math
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import accumulate, repeat
from operator import itemgetter
from typing import Final, NamedTuple

from knowledge.fingerprints import Fingerprints, fingerprint

DOUBT: Final = 0.0012
"""Share of a class's texts below which a feature says next to nothing of the class."""
FEW: Final = 25
"""Empty texts that every class has besides its own, so that one of three texts is no third."""
UNKNOWN: Final = 0.4
"""How much a feature that no class has counts, beside one that some class has."""
NOTHING: Final = 0.03
"""Share of what a question tells that is not worth looking up."""
BUDGET: Final = 300
"""Classes that the features of one question may bring up: common words stay cheap among many."""
KEPT: Final = 12
"""Classes that are still looked at when the budget is spent."""


class Telling(NamedTuple):
    """The share that a feature has in what a text tells, and where its classes stand."""

    share: float
    start: int
    end: int


class Index:
    """
    Says how much each class of texts has of the features of a question.

    It is naive Bayes in the form that needs no training: a feature speaks for a class by the
    logarithm of its share in the texts of the class, and weighs the more the fewer classes have
    it. Long texts count like short ones. Arrays of numbers hold it all: they lie close in memory,
    and are nothing for the garbage collector to visit.
    """

    def __init__(self, classes: Iterable[tuple[str, Iterable[Mapping[str, float]]]]) -> None:
        """Index *classes*: the name of each, and the weighted features of each of its texts."""
        names: list[str] = []
        fingerprints, owners, worths = array("q"), array("I"), array("f")
        for number, (name, texts) in enumerate(classes):
            names.append(name)
            found = _worths(texts)
            fingerprints.extend(map(fingerprint, found))
            owners.extend(repeat(number, len(found)))
            worths.extend(found.values())
        self.names: Sequence[str] = names
        """The classes in their order: a class's number is its place."""
        self._features = Fingerprints(fingerprints)
        features = self._features.numbers(fingerprints)
        del fingerprints
        sizes = array("I", bytes(len(self._features) * array("I").itemsize))
        for feature in features:
            sizes[feature] += 1
        # Those of one feature stand together from its start to that of the next, classes rising.
        self._starts = array("I", accumulate(sizes, initial=0))
        self._owners, self._worths = array("I", owners), array("f", worths)
        places = array("I", self._starts)
        for feature, owner, worth in zip(features, owners, worths, strict=True):
            place = places[feature]
            places[feature] += 1
            self._owners[place] = owner
            self._worths[place] = worth
        # The same common words come again and again.
        self._strongest = lru_cache(maxsize=1024)(self._find_strongest)

    def __contains__(self, feature: object) -> bool:
        """Tell whether any class has *feature*."""
        return isinstance(feature, str) and self._features.number(feature) is not None

    def __len__(self) -> int:
        """Return how many features there are."""
        return len(self._features)

    def told(self, weights: Mapping[str, float]) -> dict[str, Telling]:
        """
        Return what each feature of a text tells, as shares of the whole: their squares add up to 1.

        A feature tells about nothing where all classes have it, and most where one has.
        """
        places, shares, starts, number_of = [], [], self._starts, self._features.number
        for feature, weight in weights.items():
            number = number_of(feature)
            start, end = (0, 0) if number is None else (starts[number], starts[number + 1])
            rarity = math.sqrt(math.log((len(self.names) + 1) / (end - start + 0.5)))
            places.append((start, end))
            shares.append(weight * rarity * (1 if end > start else UNKNOWN))
        length = math.hypot(*shares) or 1.0
        return {
            feature: Telling(share / length, start, end)
            for feature, share, (start, end) in zip(weights, shares, places, strict=True)
        }

    def worth(self, telling: Telling, number: int) -> float:
        """Return how much a feature speaks for the class *number*: 0 where no text has it."""
        share, start, end = telling
        place = bisect_left(self._owners, number, start, end)
        has = place < end and self._owners[place] == number
        return share * self._worths[place] if has else 0.0

    def resemblance(self, told: Iterable[Telling]) -> dict[int, float]:
        """
        Return how much each class resembles a text that tells *told*, by its number: 0 upwards.

        The rarest features choose the classes; once `BUDGET` is spent, the best `KEPT` of those are
        left, and the other features only add to them.
        """
        # Those of one size stay as they were said: where they stand changes with every process.
        known = sorted(
            ((end - start, start, share) for share, start, end in told if share > NOTHING and end),
            key=itemgetter(0),
        )
        rare = bisect_right(list(accumulate(min(size, BUDGET) for size, _, _ in known)), BUDGET)
        totals: dict[int, float] = {}
        for size, start, share in known[:rare]:
            end = start + size
            for number, worth in (
                self._strongest(start, end) if size > BUDGET else self._all(start, end)
            ):
                totals[number] = totals.get(number, 0.0) + share * worth
        if rare == len(known):
            return totals
        kept = sorted(totals, key=totals.__getitem__, reverse=True)[:KEPT]
        owners, worths = self._owners, self._worths
        for size, start, share in known[rare:]:
            end = start + size
            for number in kept:
                place = bisect_left(owners, number, start, end)
                if place < end and owners[place] == number:
                    totals[number] += share * worths[place]
        return {number: totals[number] for number in kept}

    def _all(self, start: int, end: int) -> Iterable[tuple[int, float]]:
        """Return the classes between two places, and how much their feature speaks for each."""
        return zip(self._owners[start:end], self._worths[start:end], strict=True)

    def _find_strongest(self, start: int, end: int) -> Sequence[tuple[int, float]]:
        """Return the `BUDGET` classes between two places that their feature speaks for most."""
        return nlargest(BUDGET, self._all(start, end), key=itemgetter(1))


def _worths(texts: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Return the features of a class, and how much each speaks for it: above 0."""
    amounts: defaultdict[str, float] = defaultdict(float)
    count = FEW
    for weights in texts:
        count += 1
        length = math.hypot(*weights.values())
        for feature, weight in weights.items():
            amounts[feature] += weight / length
    least = count * DOUBT
    return {feature: math.log1p(amount / least) for feature, amount in amounts.items()}
