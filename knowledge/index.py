"""The index: which classes of texts have which features, and how much that tells."""

import math
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import accumulate, repeat
from operator import itemgetter
from typing import Final

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
        self._ids: dict[str, int] = {}
        features, owners, worths = array("I"), array("I"), array("f")
        for number, (name, texts) in enumerate(classes):
            names.append(name)
            found = _worths(texts)
            for feature in found:
                self._ids.setdefault(feature, len(self._ids))
            features.extend(map(self._ids.__getitem__, found))
            owners.extend(repeat(number, len(found)))
            worths.extend(found.values())
        self.names: Sequence[str] = names
        """The classes in their order: a class's number is its place."""
        sizes = array("I", bytes(len(self._ids) * array("I").itemsize))
        for feature_id in features:
            sizes[feature_id] += 1
        # Those of one feature stand together from its start to that of the next, classes rising.
        self._starts = array("I", accumulate(sizes, initial=0))
        self._owners, self._worths = array("I", owners), array("f", worths)
        places = array("I", self._starts)
        for feature_id, owner, worth in zip(features, owners, worths, strict=True):
            place = places[feature_id]
            places[feature_id] += 1
            self._owners[place] = owner
            self._worths[place] = worth
        # The same common words come again and again.
        self._strongest = lru_cache(maxsize=1024)(self._find_strongest)

    def __iter__(self) -> Iterator[str]:
        """Yield all features."""
        return iter(self._ids)

    def __contains__(self, feature: object) -> bool:
        """Tell whether any class has *feature*."""
        return feature in self._ids

    def __len__(self) -> int:
        """Return how many features there are."""
        return len(self._ids)

    def told(self, weights: Mapping[str, float]) -> dict[str, float]:
        """
        Return what each feature of a text tells, as shares of the whole: their squares add up to 1.

        A feature tells about nothing where all classes have it, and most where one has.
        """
        told = {}
        for feature, weight in weights.items():
            start, end = self._span(feature)
            rarity = math.sqrt(math.log((len(self.names) + 1) / (end - start + 0.5)))
            told[feature] = weight * rarity * (1 if end > start else UNKNOWN)
        length = math.hypot(*told.values()) or 1.0
        return {feature: share / length for feature, share in told.items()}

    def worth(self, feature: str, number: int) -> float:
        """Return how much *feature* speaks for the class *number*: 0 where no text has it."""
        return next((worth for _, worth in self._among(feature, (number,))), 0.0)

    def resemblance(self, told: Mapping[str, float]) -> dict[int, float]:
        """
        Return how much each class resembles a text that tells *told*, by its number: 0 upwards.

        The rarest features choose the classes; once `BUDGET` is spent, the best `KEPT` of those are
        left, and the other features only add to them.
        """
        sizes = {
            name: end - start
            for name, (start, end) in ((n, self._span(n)) for n, s in told.items() if s > NOTHING)
            if end > start
        }
        known = sorted(sizes, key=sizes.__getitem__)
        rare = bisect_right(list(accumulate(min(sizes[name], BUDGET) for name in known)), BUDGET)
        totals: dict[int, float] = {}
        for name in known[:rare]:
            share = told[name]
            for number, worth in self._strongest(name) if sizes[name] > BUDGET else self._all(name):
                totals[number] = totals.get(number, 0.0) + share * worth
        if rare == len(known):
            return totals
        kept = sorted(totals, key=totals.__getitem__, reverse=True)[:KEPT]
        for name in known[rare:]:
            share = told[name]
            for number, worth in self._among(name, kept):
                totals[number] += share * worth
        return {number: totals[number] for number in kept}

    def _span(self, feature: str) -> tuple[int, int]:
        """Return where the classes that have *feature* stand: from the first, before the second."""
        number = self._ids.get(feature)
        return (0, 0) if number is None else (self._starts[number], self._starts[number + 1])

    def _all(self, feature: str) -> Iterable[tuple[int, float]]:
        """Return the classes that have *feature*, and how much it speaks for each."""
        start, end = self._span(feature)
        return zip(self._owners[start:end], self._worths[start:end], strict=True)

    def _among(self, feature: str, numbers: Iterable[int]) -> Iterator[tuple[int, float]]:
        """Yield those of the classes *numbers* that have *feature*, and how much it speaks."""
        start, end = self._span(feature)
        owners = self._owners
        for number in numbers:
            place = bisect_left(owners, number, start, end)
            if place < end and owners[place] == number:
                yield number, self._worths[place]

    def _find_strongest(self, feature: str) -> Sequence[tuple[int, float]]:
        """Return the `BUDGET` classes that *feature* speaks for most."""
        return nlargest(BUDGET, self._all(feature), key=itemgetter(1))


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
