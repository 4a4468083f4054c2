"""The index: which classes of texts have which features, and how much that tells."""

import math
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import accumulate
from operator import itemgetter
from typing import Final, NamedTuple

DOUBT: Final = 0.0015
"""Share of a class's texts below which a feature says next to nothing of the class."""
FEW: Final = 25
"""Empty texts that every class has besides its own, so that one of three texts is no third."""
UNKNOWN: Final = 0.4
"""How much a feature that no class has counts, beside one that some class has."""
NOTHING: Final = 0.03
"""Share of what a question tells that is not worth looking up."""
BUDGET: Final = 300
"""Classes that the features of one question may bring up: common words stay cheap among many."""
KEPT: Final = 30
"""Classes that are still looked at when the budget is spent."""


class _Having(NamedTuple):
    """
    The classes that have a feature, by rising `numbers`, and how much it speaks for each of them.

    Arrays lie close in memory, and are nothing for the garbage collector to visit.
    """

    numbers: "array[int]"
    worths: "array[float]"

    def among(self, numbers: Iterable[int]) -> Iterator[tuple[int, float]]:
        """Yield those of the classes *numbers* that have the feature, and what it is worth."""
        having, worths = self
        size = len(having)
        for number in numbers:
            place = bisect_left(having, number)
            if place < size and having[place] == number:
                yield number, worths[place]


class Index:
    """
    Says how much each class of texts has of the features of a question.

    It is naive Bayes in the form that needs no training: a feature speaks for a class by the
    logarithm of its share in the texts of the class, and weighs the more the fewer classes have
    it. Long texts count like short ones.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        """The classes, in the order in which they were added: a class's number is its place."""
        self._having: dict[str, _Having] = {}
        # The same common words come again and again.
        self._strongest = lru_cache(maxsize=1024)(self._find_strongest)

    def __iter__(self) -> Iterator[str]:
        """Yield all features."""
        return iter(self._having)

    def __contains__(self, feature: object) -> bool:
        """Tell whether any class has *feature*."""
        return feature in self._having

    def __len__(self) -> int:
        """Return how many features there are."""
        return len(self._having)

    def add(self, name: str, texts: Iterable[Mapping[str, float]]) -> None:
        """Add the class *name*, with the weighted features of each of its texts."""
        amounts: defaultdict[str, float] = defaultdict(float)
        count = FEW
        for weights in texts:
            count += 1
            length = math.hypot(*weights.values())
            for feature, weight in weights.items():
                amounts[feature] += weight / length
        number, least = len(self.names), count * DOUBT
        for feature, amount in amounts.items():
            numbers, worths = self._having.get(feature) or self._begin(feature)
            numbers.append(number)
            worths.append(math.log1p(amount / least))
        self.names.append(name)

    def _begin(self, feature: str) -> "_Having":
        having = self._having[feature] = _Having(array("I"), array("f"))
        return having

    def told(self, weights: Mapping[str, float]) -> dict[str, float]:
        """
        Return what each feature of a text tells, as shares of the whole: their squares add up to 1.

        A feature tells about nothing where all classes have it, and most where one has.
        """
        told = {}
        for feature, weight in weights.items():
            having = self._having.get(feature)
            classes = len(having.numbers) if having else 0
            rarity = math.log((len(self.names) + 1) / (classes + 0.5))
            told[feature] = weight * rarity * (1 if having else UNKNOWN)
        length = math.hypot(*told.values()) or 1.0
        return {feature: share / length for feature, share in told.items()}

    def worth(self, feature: str, number: int) -> float:
        """Return how much *feature* speaks for the class *number*: 0 where no text has it."""
        having = self._having.get(feature)
        return next((worth for _, worth in having.among((number,))), 0.0) if having else 0.0

    def resemblance(self, told: Mapping[str, float]) -> dict[int, float]:
        """
        Return how much each class resembles a text that tells *told*, by its number: 0 upwards.

        The rarest features choose the classes; once `BUDGET` is spent, the best `KEPT` of those are
        left, and the other features only add to them.
        """
        known = [name for name, share in told.items() if share > NOTHING and name in self._having]
        known.sort(key=lambda name: len(self._having[name].numbers))
        spent = accumulate(min(len(self._having[name].numbers), BUDGET) for name in known)
        rare = bisect_right(list(spent), BUDGET)
        totals: dict[int, float] = {}
        for name in known[:rare]:
            share, having = told[name], self._having[name]
            few = len(having.numbers) <= BUDGET
            for number, worth in zip(*having, strict=True) if few else self._strongest(name):
                totals[number] = totals.get(number, 0.0) + share * worth
        if rare == len(known):
            return totals
        kept = sorted(totals, key=totals.__getitem__, reverse=True)[:KEPT]
        for name in known[rare:]:
            share = told[name]
            for number, worth in self._having[name].among(kept):
                totals[number] += share * worth
        return {number: totals[number] for number in kept}

    def _find_strongest(self, feature: str) -> Sequence[tuple[int, float]]:
        """Return the `BUDGET` classes that *feature* speaks for most."""
        return nlargest(BUDGET, zip(*self._having[feature], strict=True), key=itemgetter(1))
