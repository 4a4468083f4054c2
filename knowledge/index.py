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
from typing import Final, TypeAlias

from knowledge.fingerprints import Fingerprints, fingerprint

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

Span: TypeAlias = tuple[int, int]
"""Where the classes of one feature stand: from the first place, before the second."""


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
        among = self._among(self._span(feature), (number,))
        return next((worth for _, worth in among), 0.0)

    def resemblance(self, told: Mapping[str, float]) -> dict[int, float]:
        """
        Return how much each class resembles a text that tells *told*, by its number: 0 upwards.

        The rarest features choose the classes; once `BUDGET` is spent, the best `KEPT` of those are
        left, and the other features only add to them.
        """
        spans = ((self._span(feature), share) for feature, share in told.items() if share > NOTHING)
        known = sorted((end - start, start, share) for (start, end), share in spans if end > start)
        rare = bisect_right(list(accumulate(min(size, BUDGET) for size, _, _ in known)), BUDGET)
        totals: dict[int, float] = {}
        for size, start, share in known[:rare]:
            span = start, start + size
            for number, worth in self._strongest(span) if size > BUDGET else self._all(span):
                totals[number] = totals.get(number, 0.0) + share * worth
        if rare == len(known):
            return totals
        kept = sorted(totals, key=totals.__getitem__, reverse=True)[:KEPT]
        for size, start, share in known[rare:]:
            for number, worth in self._among((start, start + size), kept):
                totals[number] += share * worth
        return {number: totals[number] for number in kept}

    def _span(self, feature: str) -> Span:
        """Return where the classes that have *feature* stand: from the first, before the second."""
        number = self._features.number(feature)
        return (0, 0) if number is None else (self._starts[number], self._starts[number + 1])

    def _all(self, span: Span) -> Iterable[tuple[int, float]]:
        """Return the classes of a feature, and how much it speaks for each."""
        start, end = span
        return zip(self._owners[start:end], self._worths[start:end], strict=True)

    def _among(self, span: Span, numbers: Iterable[int]) -> Iterator[tuple[int, float]]:
        """Yield those of the classes *numbers* that have a feature, and how much it speaks."""
        start, end = span
        owners = self._owners
        for number in numbers:
            place = bisect_left(owners, number, start, end)
            if place < end and owners[place] == number:
                yield number, self._worths[place]

    def _find_strongest(self, span: Span) -> Sequence[tuple[int, float]]:
        """Return the `BUDGET` classes that a feature speaks for most."""
        return nlargest(BUDGET, self._all(span), key=itemgetter(1))


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
