"""Figures as aligned text."""

from collections.abc import Iterable, Mapping, Sequence

from benchmarks.accuracy import Difference
from benchmarks.cell import Cell
from benchmarks.growth import Failed
from benchmarks.peers import OURS
from benchmarks.speed import Latency
from bot.evaluation import Rate


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Align *rows* below *header*: the first column to the left, the others to the right."""
    lines = [header, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def accuracy_table(
    rates: Mapping[str, Mapping[str, Rate]], differences: Mapping[str, Difference]
) -> str:
    """Lay out one group of questions, the strictly most accurate first."""
    ordered = sorted(rates.items(), key=lambda item: -item[1]["strict"].percent)
    names = list(ordered[0][1])
    header = ["%", "strict", "95 %", *names[1:], "ours less it", "95 %", "p"]
    return table(header, (_accuracy(name, each, differences.get(name)) for name, each in ordered))


def speed_table(latencies: Mapping[str, Latency]) -> str:
    """Lay out the latencies of one run, the fastest first."""
    ours = latencies[OURS].p50
    rows = (
        (name, f"{each.p50:.2f}", f"{each.p99:.2f}", f"{each.p50 / ours:.2f}", str(each.of))
        for name, each in sorted(latencies.items(), key=lambda item: item[1].p50)
    )
    return table(("ms", "p50", "p99", "times ours", "questions"), rows)


def growth_table(cells: Iterable[Cell | Failed]) -> str:
    """Lay out the cells by matcher and size."""
    header = ("", "criteria", "build s", "MiB", "rare p50 ms", "p99", "common p50 ms", "p99")
    return table(header, (_cell(each) for each in sorted(cells, key=lambda each: each.matcher)))


def _accuracy(name: str, rates: Mapping[str, Rate], less: Difference | None) -> Sequence[str]:
    strict, *others = rates.values()
    cells = [name, f"{strict.percent:.1f}", "{:.0f}-{:.0f}".format(*strict.interval)]
    cells += [f"{rate.percent:.1f}" for rate in others]
    if less is None:
        return [*cells, "", "", ""]
    return [*cells, f"{less.points:+.1f}", f"{less.low:+.1f} to {less.high:+.1f}", f"{less.p:.2g}"]


def _cell(cell: Cell | Failed) -> Sequence[str]:
    size = f"{cell.criteria:,}"
    if isinstance(cell, Failed):
        return (cell.matcher, size, cell.why, "", "", "", "", "")
    times = (cell.rare.p50, cell.rare.p99, cell.common.p50, cell.common.p99)
    milliseconds = (f"{each:.2f}" for each in times)
    return (cell.matcher, size, f"{cell.build_s:.2f}", f"{cell.index_mib:.1f}", *milliseconds)
