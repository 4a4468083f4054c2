"""How long a question takes: everybody asked in turn, in one process."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from time import perf_counter

from benchmarks.made_up import Mill
from benchmarks.peers import Matcher

WARM_UP = 3
"""Questions whose time is not counted."""
BUDGET = 20.0
"""Seconds for one matcher, after which it is asked no more."""
REPEATS = 5
LONGEST = 4_000
"""Characters of a long text: as many as Discord lets a message have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Latency:
    """The median and the 99th percentile of `of` questions, in milliseconds."""

    p50: float
    p99: float
    of: int


def latency(seconds: Iterable[float]) -> Latency:
    """Sum up what each question took."""
    ordered = sorted(1000 * each for each in seconds)
    last = len(ordered) - 1
    return Latency(p50=ordered[last // 2], p99=ordered[round(last * 0.99)], of=len(ordered))


def time_alone(matcher: Matcher, questions: Sequence[str], budget: float = BUDGET) -> Latency:
    """Ask *questions* until *budget* seconds are spent."""
    return time_in_turn({"": matcher}, questions, budget)[""]


def time_in_turn(
    matchers: Mapping[str, Matcher], questions: Sequence[str], budget: float = BUDGET
) -> dict[str, Latency]:
    """
    Ask everybody each of *questions*, once, so that a busy machine is slow for all alike.

    Who begins changes from question to question. The first questions warm everything up.
    """
    seconds: dict[str, list[float]] = {name: [] for name in matchers}
    names = list(matchers)
    for number, question in zip(count(-WARM_UP), questions):
        start = number % len(names)
        for name in names[start:] + names[:start]:
            if sum(seconds[name]) < budget:
                taken = _seconds(matchers[name].rank, question)
                if number >= 0:
                    seconds[name].append(taken)
    return {name: latency(each) for name, each in seconds.items()}


def time_long(matcher: Matcher, mill: Mill, short: Sequence[str]) -> tuple[float, dict[str, float]]:
    """Return the median of ten-word questions and of each sort of long text, in milliseconds."""
    taken: dict[str, list[float]] = {}
    for _ in range(REPEATS):
        for sort, text in mill.long(LONGEST):
            taken.setdefault(sort, []).append(_seconds(matcher.rank, text))
    medians = {sort: latency(each).p50 for sort, each in taken.items()}
    return time_alone(matcher, short).p50, medians


def _seconds(ask: Callable[[str], object], question: str) -> float:
    start = perf_counter()
    ask(question)
    return perf_counter() - start
