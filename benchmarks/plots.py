"""Figures as pictures."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.cell import Cell
from benchmarks.growth import Failed
from benchmarks.peers import MATCHERS, OURS
from bot.evaluation import Rate

# The same figures give the same bytes.
_STYLE: dict[Any, Any] = {"svg.hashsalt": OURS}
_OURS = "#b5321f"
_PEERS = ("#1f4e79", "#2f8fb8", "#7fbfd6", "#8a8a8a", "#3d7f4f", "#8d5a97")
_LANGUAGES = {"en": "#1f4e79", "zh": "#b5321f"}


def plot_accuracy(
    rates: Mapping[str, Mapping[str, Mapping[str, Rate]]], groups: Mapping[str, str], file: Path
) -> None:
    """Draw the strict accuracy of everybody; *groups* are those of a language, by its code."""
    some = next(iter(groups.values()))
    names = sorted(
        rates[some],
        key=lambda name: sum(rates[group][name]["strict"].percent for group in groups.values()),
    )
    figure = Figure(figsize=(9, 0.42 * len(names) + 1.2), layout="constrained")
    axes = figure.add_subplot()
    height = 0.8 / len(groups)
    for number, (language, group) in enumerate(groups.items()):
        strict = [rates[group][name]["strict"] for name in names]
        percents = [each.percent for each in strict]
        spread = [
            [percent - each.interval[0] for percent, each in zip(percents, strict, strict=True)],
            [each.interval[1] - percent for percent, each in zip(percents, strict, strict=True)],
        ]
        places = [place + 0.4 - height * (number + 0.5) for place in range(len(names))]
        axes.barh(places, percents, height, color=_LANGUAGES.get(language), label=language)
        axes.errorbar(percents, places, xerr=spread, fmt="none", ecolor="#444444", lw=0.8)
    axes.set_yticks(range(len(names)), names)
    for label in axes.get_yticklabels():
        label.set_fontweight("bold" if label.get_text().startswith(OURS) else "normal")
    axes.set_xlim(0, 100)
    axes.set_xlabel("answered right or refused right, % of questions, with 95 % intervals")
    axes.legend(loc="lower right")
    _plain(axes)
    _save(figure, file)


def plot_growth(cells: Sequence[Cell | Failed], file: Path) -> None:
    """Draw how latency, build time and memory grow with the criteria, on logarithmic axes."""
    panels: Mapping[str, Callable[[Cell], float]] = {
        "a question, ms (median, one rare word)": lambda cell: cell.rare.p50,
        "build, s": lambda cell: cell.build_s,
        "resident memory of the index, MiB": lambda cell: max(cell.index_mib, 0.1),
    }
    figure = Figure(figsize=(12, 4.8), layout="constrained")
    colours = dict(zip(MATCHERS, (_OURS, *_PEERS), strict=True))
    for number, (title, value) in enumerate(panels.items(), start=1):
        axes = figure.add_subplot(1, len(panels), number)
        for name, colour in colours.items():
            line = [each for each in cells if each.matcher == name and isinstance(each, Cell)]
            axes.plot(
                [cell.criteria for cell in line],
                [value(cell) for cell in line],
                color=colour,
                label=name,
                marker="o",
                markersize=3,
                lw=2.4 if name == OURS else 1.2,
                zorder=3 if name == OURS else 2,
            )
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlabel("criteria, six texts each")
        axes.set_title(title, fontsize=10)
        _plain(axes)
        if number == 1:
            figure.legend(loc="outside lower center", ncols=4, frameon=False)
    _save(figure, file)


def _plain(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(visible=True, color="#e0e0e0", lw=0.6)
    axes.set_axisbelow(True)


def _save(figure: Figure, file: Path) -> None:
    with rc_context(_STYLE):
        figure.savefig(file, metadata={"Date": None}, facecolor="white")
