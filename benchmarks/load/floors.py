"""What must hold of the ratios to a bare discord.py bot."""

from collections.abc import Mapping

FASTER = "answers a second"
"""The measure of which more is better; of the others less is."""
FLOORS: Mapping[str, tuple[float, float]] = {
    FASTER: (0.6, 0.9),
    "processor time an answer, ms": (2.0, 1.3),
    "p99 at 200 a second, ms": (1.5, 1.2),
    "memory after all answers, MiB": (2.4, 1.9),
    "start to IDENTIFY, s": (3.0, 1.8),
}
"""The ratio that must hold, and the one that is aimed at."""


def holds(name: str, ratio: float) -> bool:
    """
    Tell whether *ratio* is as good as it must be.

    >>> holds("answers a second", 0.5), holds("start to IDENTIFY, s", 2.5)
    (False, True)
    """
    floor, _aim = FLOORS[name]
    return ratio >= floor if name == FASTER else ratio <= floor
