"""How likely a question is about a criterion, from how much it resembles each."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """
    What resemblance (0 upwards) is worth.

    The first five figures are the logistic regression of "some criterion answers this" over
    labelled questions, the last one makes the right criteria of those questions likeliest;
    `benchmarks/calibrate.py` fits them.
    """

    bias: float
    criterion: float
    """Worth of the resemblance to the best criterion."""
    kind: float
    """Worth of the resemblance to the best kind of message that no criterion answers."""
    named: float
    """Worth of naming a framework."""
    compared: float
    """Worth of naming a second one."""
    sharpness: float
    """How much one criterion's lead in resemblance counts."""

    def scope(self, criterion: float, kind: float, frameworks: int) -> float:
        """Return the probability that some criterion answers a question."""
        worth = self.bias + self.criterion * criterion + self.kind * kind
        worth += self.named * (frameworks > 0) + self.compared * (frameworks > 1)
        return 1 / (1 + math.exp(-worth))

    def shares(self, resemblances: Sequence[float]) -> list[float]:
        """Return how likely each criterion is, given that one of them answers the question."""
        lead = max(resemblances, default=0.0)
        odds = [math.exp(self.sharpness * (each - lead)) for each in resemblances]
        whole = sum(odds)
        return [each / whole for each in odds]


FITTED = Calibration(
    bias=1.19, criterion=1.72, kind=-3.19, named=0.78, compared=2.75, sharpness=4.0
)
