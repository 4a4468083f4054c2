"""How likely a question is about a criterion, from how much it resembles each."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import mul
from typing import Final

SEVERAL: Final = 3
"""Best criteria that are looked at together: one may resemble a question by accident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """
    What resemblance (0 upwards) is worth.

    All figures but the last are the logistic regression of "some criterion answers this" over
    labelled questions, the last one makes the right criteria of those questions likeliest;
    `benchmarks/calibrate.py` fits them.
    """

    bias: float
    criterion: float
    """Worth of the resemblance to the best criterion."""
    criteria: float
    """Worth of the mean resemblance to the best `SEVERAL` criteria."""
    kind: float
    """Worth of the resemblance to the best kind of message that no criterion answers."""
    lean: float
    """Worth of how much all words speak for any criterion rather than any kind."""
    named: float
    """Worth of naming a framework."""
    compared: float
    """Worth of naming a second one."""
    sharpness: float
    """How much one criterion's lead in resemblance counts."""

    def scope(self, criteria: Sequence[float], kind: float, lean: float, frameworks: int) -> float:
        """
        Return the probability that some criterion answers a question.

        `criteria` is how much it resembles each, most first, `kind` how much the best kind of other
        messages; `lean`, how much its words speak for any criterion; `frameworks`, how many it
        names.
        """
        weights = (self.criterion, self.criteria, self.kind, self.lean, self.named, self.compared)
        worth = self.bias + sum(map(mul, weights, signs(criteria, kind, lean, frameworks)))
        return 1 / (1 + math.exp(-worth))

    def shares(self, resemblances: Sequence[float]) -> list[float]:
        """Return how likely each criterion is, given that one of them answers the question."""
        lead = max(resemblances, default=0.0)
        odds = [math.exp(self.sharpness * (each - lead)) for each in resemblances]
        whole = sum(odds)
        return [each / whole for each in odds]


def signs(
    criteria: Sequence[float], kind: float, lean: float, frameworks: int
) -> tuple[float, ...]:
    """Return what tells the scope of a question, in the order of the weights of `Calibration`."""
    best = criteria[0] if criteria else 0.0
    return best, sum(criteria[:SEVERAL]) / SEVERAL, kind, lean, frameworks > 0, frameworks > 1


FITTED = Calibration(
    **{"bias": 0.26, "criterion": 0.78, "criteria": 0.65, "kind": -2.32, "lean": 0.43},
    **{"named": 1.1, "compared": 2.85, "sharpness": 4.0},
)
