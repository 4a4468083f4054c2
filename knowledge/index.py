"""The index: which classes of texts have which features, and how much that tells."""

import math
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from heapq import nlargest
from itertools import accumulate, pairwise, repeat, starmap
from operator import itemgetter
from typing import Final, TypeAlias

from knowledge.fingerprints import fingerprint, group

DOUBT: Final = 0.0003
"""Share of a class's texts below which a feature says next to nothing of the class."""
RARE: Final = 0.7
"""Power of the logarithm by which a feature weighs more that fewer classes have."""
CHANCE: Final = 0.02
"""Share, as a multiple of `DOUBT`, that any feature has by chance in texts of any kind."""
FEW: Final = 10
"""Empty texts that every class has besides its own, so that one of three texts is no third."""
UNKNOWN: Final = 0.4
"""How much a feature that no class has counts, beside one that some class has."""
NOTHING: Final = 0.03
"""Share of what a question tells that is not worth looking up."""
BUDGET: Final = 300
"""Classes that the features of one question may bring up: common words stay cheap among many."""
KEPT: Final = 12
"""Classes that are still looked at when the budget is spent."""
_SMALL: Final = 2**16 - 1
"""Classes whose numbers take two bytes each, at most."""


Telling: TypeAlias = tuple[float, int]
"""The share that a feature has in what a text tells (0 to 1), and the number of the feature."""


class Index:
    """
    Says how much each class of texts has of the features of a question.

    It is naive Bayes in the form that needs no training: a feature speaks for a class by the
    logarithm of its share in the texts of the class, and weighs the more the fewer classes have
    it. Long texts count like short ones. Each feature also leans towards what can be answered, or
    away from it, whichever class has it. Arrays of numbers hold it all: they lie close in memory,
    and are nothing for the garbage collector to visit.
    """

    def __init__(
        self, classes: Iterable[tuple[str, Iterable[Mapping[str, float]]]], criteria: int
    ) -> None:
        """
        Index *classes*: the name of each, and the weighted features of each of its texts.

        The first so many are *criteria*, the others what no criterion answers.
        """
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
        if len(names) <= _SMALL:
            owners = array("H", owners)
        # Those of one feature stand together from its start to that of the next, classes rising.
        self._features, self._starts, columns = group(fingerprints, owners, worths)
        self._owners, self._worths = columns
        self._rarities = array("d", map(self._rarity, range(len(names) + 1)))
        self._foreign = UNKNOWN * self._rarities[0]
        self._leans = array("f", self._find_leans(criteria))
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
        Return what each known feature of a text tells.

        The squares of the shares add up to 1, with those of the features that no class has. One
        tells about nothing where all classes have it, and most where one has.
        """
        numbers = list(map(self._features.number, weights))
        starts, rarities = self._starts, self._rarities
        shares = [
            weight
            * (self._foreign if number is None else rarities[starts[number + 1] - starts[number]])
            for weight, number in zip(weights.values(), numbers, strict=True)
        ]
        length = math.hypot(*shares)
        told = zip(weights, shares, numbers, strict=True)
        return {
            feature: (share / length, number)
            for feature, share, number in told
            if number is not None
        }

    def _rarity(self, size: int) -> float:
        """Return how much a feature weighs that *size* classes have."""
        return math.pow(math.log((len(self.names) + 1) / (size + 0.5)), RARE)

    def _find_leans(self, criteria: int) -> Iterator[float]:
        """Yield how much commoner each feature is among *criteria* than among the other classes."""
        others = len(self.names) - criteria
        if not criteria or not others:
            return repeat(0.0, len(self))
        # Shares of the texts of a class, as multiples of `DOUBT`.
        sums = array("d", accumulate(map(math.expm1, self._worths), initial=0.0))

        def lean(start: int, end: int) -> float:
            first = bisect_left(self._owners, criteria, start, end)
            inside, outside = sums[first] - sums[start], sums[end] - sums[first]
            return math.log((inside / criteria + CHANCE) / (outside / others + CHANCE))

        return starmap(lean, pairwise(self._starts))

    def worth(self, telling: Telling, number: int) -> float:
        """Return how much a feature speaks for the class *number*: 0 where no text has it."""
        share, feature = telling
        start, end = self._starts[feature], self._starts[feature + 1]
        place = bisect_left(self._owners, number, start, end)
        has = place < end and self._owners[place] == number
        return share * self._worths[place] if has else 0.0

    def lean(self, told: Iterable[Telling]) -> float:
        """Return how much a text that tells *told* leans towards criteria: below 0 is away."""
        return sum(share * self._leans[feature] for share, feature in told)

    def resemblance(self, told: Iterable[Telling]) -> dict[int, float]:
        """
        Return how much each class resembles a text that tells *told*, by its number: 0 upwards.

        The rarest features choose the classes; once `BUDGET` is spent, the best `KEPT` of those are
        left, and the other features only add to them.
        """
        # Those of one size stay as they were said: where they stand changes with every process.
        starts = self._starts
        known = sorted(
            (
                (starts[feature + 1] - starts[feature], starts[feature], share)
                for share, feature in told
                if share > NOTHING
            ),
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
        kept = sorted(sorted(totals, key=totals.__getitem__, reverse=True)[:KEPT])
        owners, worths = self._owners, self._worths
        for size, start, share in known[rare:]:
            end = start + size
            for number in kept:  # They rise as the owners do.
                start = bisect_left(owners, number, start, end)
                if start == end:
                    break
                if owners[start] == number:
                    totals[number] += share * worths[start]
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
