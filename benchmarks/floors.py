"""What must hold, and whether it does."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from benchmarks.accuracy import FORCED, best_peer
from benchmarks.cell import Cell
from benchmarks.growth import Failed
from benchmarks.peers import BM25_JIEBA, OURS, RETRIEVING
from benchmarks.speed import Latency
from bot.evaluation import Rate

WRATIO = "rapidfuzz WRatio"
LARGE = 10_000
"""Criteria from which more is wanted."""
NOISE = 1.1
"""How much more than linear growth a busy machine may feign."""
SUBLINEAR = 5.0
"""Times the latency for ten times the criteria that counts as clearly below linear."""

Rates: TypeAlias = Mapping[str, Mapping[str, Mapping[str, Rate]]]
"""Group of questions, matcher, measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """A requirement; `holds` is None where this run did not measure it."""

    what: str
    wanted: str
    measured: str
    holds: bool | None

    def __str__(self) -> str:
        """Return one line that begins with PASS, FAIL or a dash."""
        verdict = {True: "PASS", False: "FAIL", None: "-   "}[self.holds]
        return f"{verdict}  {self.what}: {self.measured} (wanted: {self.wanted})"


def accuracy_floors(rates: Rates, groups: Sequence[str]) -> Iterator[Floor]:
    """Compare ours, as it ships and as peers are judged, with the best peer in each group."""
    for group in groups:
        strict = {name: measured["strict"] for name, measured in rates[group].items()}
        peer = best_peer(strict)
        for name in (OURS, FORCED):
            ours, other = strict[name].percent, strict[peer].percent
            yield Floor(
                what=f"strict accuracy of {name}: {group}",
                wanted="ahead of every peer",
                measured=f"{ours:.1f} % against {other:.1f} % of {peer}",
                holds=ours > other,
            )


def speed_floors(speed: Mapping[int, Mapping[str, Latency]]) -> Iterator[Floor]:
    """Compare the medians of one run, by how many criteria there were."""
    wanted = [(size, WRATIO, 100.0 if size >= LARGE else 10.0) for size in speed]
    wanted += [(max(speed), peer, 1.0) for peer in (BM25_JIEBA, RETRIEVING)]
    for size, peer, least in wanted:
        ratio = speed[size][peer].p50 / speed[size][OURS].p50
        yield Floor(
            what=f"faster than {peer} over {size:,} criteria",
            wanted=f"at least {least:g} times",
            measured=f"{ratio:.2f} times",
            holds=ratio >= least,
        )


def growth_floors(cells: Sequence[Cell | Failed]) -> Iterator[Floor]:
    """Compare ours at 10,000 criteria with ours at 100,000, and weigh its index."""
    ours = {each.criteria: each for each in cells if each.matcher == OURS}
    shipped = next(iter(ours.values()))
    size = shipped.index_mib if isinstance(shipped, Cell) else None
    yield Floor(
        what="index over the shipped knowledge base, above the import of rapidfuzz",
        wanted="at most 25 MiB",
        measured="failed" if size is None else f"{size:.1f} MiB",
        holds=size is not None and size <= 25,
    )
    small, large = ours.get(10_000), ours.get(100_000)
    for what, most in (("build", 10 * NOISE), ("memory", 10 * NOISE), ("latency", SUBLINEAR)):
        ratio = None
        if isinstance(small, Cell) and isinstance(large, Cell):
            ratio = _measure(large, what) / _measure(small, what)
        yield Floor(
            what=f"{what} from 10,000 to 100,000 criteria",
            wanted=f"at most {most:g} times",
            measured="not measured" if ratio is None else f"{ratio:.1f} times",
            holds=False if isinstance(large, Failed) else None if ratio is None else ratio <= most,
        )


def long_floor(short: float, long: Mapping[str, float]) -> Floor:
    """Compare the slowest sort of a long text with a question of ten words."""
    slowest = max(long, key=lambda sort: long[sort])
    ratio = long[slowest] / short
    return Floor(
        what=f"4,000 characters ({slowest}) beside ten words",
        wanted="at most 100 times the time",
        measured=f"{ratio:.0f} times, {long[slowest]:.1f} ms",
        holds=ratio <= 100,
    )


def _measure(cell: Cell, what: str) -> float:
    return {"build": cell.build_s, "memory": cell.index_mib, "latency": cell.rare.p50}[what]
