"""Figures of load as pictures."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure

from benchmarks.load.floors import FLOORS, holds

# The same figures give the same bytes.
_STYLE: dict[Any, Any] = {"svg.hashsalt": "load"}
_OURS, _PLAIN, _BROKEN = "#1f4e79", "#8a8a8a", "#b5321f"


def plot_ratios(ratios: Mapping[str, float], file: Path) -> None:
    """Draw each ratio to the bare bot, with what must hold and what is aimed at."""
    figure = Figure(figsize=(9, 2.6), layout="constrained")
    axes = figure.add_subplot()
    for place, (name, (floor, aim)) in enumerate(reversed(list(FLOORS.items()))):
        good = holds(name, ratios[name])
        axes.barh(place, ratios[name], 0.6, color=_OURS if good else _BROKEN)
        axes.plot([floor, floor], [place - 0.4, place + 0.4], color=_BROKEN, lw=2)
        axes.plot([aim, aim], [place - 0.4, place + 0.4], color="#3d7f4f", lw=2)
        axes.annotate(f" {ratios[name]:.2f}", (ratios[name], place), va="center", fontsize=9)
    axes.axvline(1, color=_PLAIN, lw=1, ls=":")
    axes.set_yticks(range(len(FLOORS)), [name.split(",")[0] for name in reversed(list(FLOORS))])
    axes.set_xlabel("times the bare bot; red: what must hold, green: what is aimed at")
    _plain(axes)
    _save(figure, file)


def plot_memory(samples: Sequence[float], answers: int, file: Path) -> None:
    """Draw resident memory, in MiB, over so many *answers*."""
    figure = Figure(figsize=(9, 2.6), layout="constrained")
    axes = figure.add_subplot()
    step = answers / len(samples)
    axes.plot([step * (n + 1) for n in range(len(samples))], samples, color=_OURS)
    axes.set_ylim(0, max(samples) * 1.2)
    axes.set_xlabel("answers")
    axes.set_ylabel("resident memory, MiB")
    _plain(axes)
    _save(figure, file)


def _plain(axes: Any) -> None:
    axes.spines[["top", "right"]].set_visible(False)


def _save(figure: Figure, file: Path) -> None:
    with rc_context(_STYLE):
        figure.savefig(file, metadata={"Date": None})
