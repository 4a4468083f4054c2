"""The index: which classes of texts have which features, and how much that tells."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import nlargest
from itertools import accumulate
from typing import Final

DOUBT: Final = 0.0015
"""Share of a class's texts below which a feature says next to nothing of the class."""
FEW: Final = 25
"""Empty texts that every class has besides its own, so that one of three texts is no third."""
UNKNOWN: Final = 0.4
"""How much a feature that no class has counts, beside one that some class has."""
NOTHING: Final = 0.03
"""Share of what a question tells that is not worth looking up."""
BUDGET: Final = 600
"""Classes that the features of one question may bring up: common words stay cheap among many."""
KEPT: Final = 100
"""Classes that are still looked at when the budget is spent."""


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
        self._worths: list[Mapping[str, float]] = []
        self._having: defaultdict[str, list[int]] = defaultdict(list)

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
        for feature in amounts:
            self._having[feature].append(len(self.names))
        self.names.append(name)
        least = count * DOUBT
        # A plain dict of numbers is nothing that the garbage collector has to look at.
        self._worths.append({name: math.log1p(each / least) for name, each in amounts.items()})

    def told(self, weights: Mapping[str, float]) -> dict[str, float]:
        """
        Return what each feature of a text tells, as shares of the whole: their squares add up to 1.

        A feature tells about nothing where all classes have it, and most where one has.
        """
        told = {}
        for feature, weight in weights.items():
            having = len(self._having.get(feature, ()))
            rarity = math.log((len(self.names) + 1) / (having + 0.5))
            told[feature] = weight * rarity * (1 if having else UNKNOWN)
        length = math.hypot(*told.values()) or 1.0
        return {feature: share / length for feature, share in told.items()}

    def evidence(self, feature: str, number: int) -> float:
        """Return how much *feature* speaks for the class *number*: 0 where no text has it."""
        return self._worths[number].get(feature, 0.0)

    def resemblance(self, told: Mapping[str, float]) -> dict[int, float]:
        """
        Return how much each class resembles a text that tells *told*, by its number: 0 upwards.

        The rarest features choose the classes; once `BUDGET` is spent, the others only add to the
        best `KEPT` of those.
        """
        known = [name for name, share in told.items() if share > NOTHING and name in self._having]
        known.sort(key=lambda name: len(self._having[name]))
        spent = accumulate(len(self._having[name]) for name in known)
        rare = [name for name, cost in zip(known, spent, strict=True) if cost <= BUDGET] or known[
            :1
        ]
        totals: defaultdict[int, float] = defaultdict(float)
        for feature in rare:
            share = told[feature]
            for number in self._having[feature]:
                totals[number] += share * self._worths[number][feature]
        common = known[len(rare) :]
        for number in nlargest(KEPT, totals, key=totals.__getitem__) if common else ():
            totals[number] += sum(told[name] * self.evidence(name, number) for name in common)
        return totals
