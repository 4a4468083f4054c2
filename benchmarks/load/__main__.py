"""
Measure the bot beside a bare discord.py bot: `python -m benchmarks.load [--quick]`.

Prints ratios, in rounds that take turns, and writes `benchmarks/results/load.json` and `load.svg`
(with `--quick` nothing). Exits with 1 where one of them is not as good as it must be, or an answer
was lost or doubled.
"""

import argparse
import asyncio
import gc
import json
import os
import platform
import statistics
import sys
from pathlib import Path
from typing import Any

from benchmarks.load.floors import FLOORS, holds
from benchmarks.load.plots import plot_ratios
from benchmarks.load.process import ECHO, OURS, running
from benchmarks.load.traffic import Traffic, percentile, questions
from benchmarks.tables import table

RESULTS = Path(__file__).parents[1] / "results"
UNDER_WAY = 32
A_SECOND = 200
SPANS = 5
"""In so many spans a steady second is measured: what else the machine does spoils one, not all."""
WARM_UP = 500
HISTORY = 20_000
"""More than wait at once, even where the machine is too slow for so many a second."""


async def _round(name: str, count: int) -> dict[str, float]:
    async with running(name, history=HISTORY) as bot:
        traffic = Traffic(bot.fake, questions())
        await traffic.at_once(WARM_UP, UNDER_WAY)
        before = bot.processor
        rate = await traffic.at_once(count, UNDER_WAY)
        spent = bot.processor - before
        spans = await _steadily(traffic, max(count // 2, A_SECOND * SPANS))
        return {
            "answers a second": rate,
            "processor time an answer, ms": spent / count * 1000,
            "p99 at 200 a second, ms": statistics.median(percentile(span, 0.99) for span in spans),
            "p50 at 200 a second, ms": statistics.median(percentile(span, 0.5) for span in spans),
            "memory after all answers, MiB": bot.memory,
            "start to IDENTIFY, s": bot.identified_s,
            "lost": traffic.waiting,
            "doubled": traffic.doubled,
        }


async def _steadily(traffic: Traffic, count: int) -> list[list[float]]:
    """Ask *count* questions in a few spans at `A_SECOND`, and return the milliseconds of each."""
    spans = []
    # The bot is what is timed: a search for garbage here stops the clock for a third of a second.
    gc.collect()
    gc.disable()
    for _ in range(SPANS):
        traffic.latencies.clear()
        await traffic.steadily(count // SPANS, A_SECOND)
        spans.append([1000 * seconds for seconds in traffic.latencies])
    gc.enable()
    return spans


async def _start(name: str) -> float:
    async with running(name) as bot:
        return bot.identified_s


async def _measure(rounds: int, count: int, starts: int) -> dict[str, dict[str, float]]:
    found: dict[str, list[dict[str, float]]] = {ECHO: [], OURS: []}
    began: dict[str, list[float]] = {ECHO: [], OURS: []}
    for _ in range(rounds):
        for name, several in found.items():
            several.append(await _round(name, count))
    for _ in range(starts):
        for name, times in began.items():
            times.append(await _start(name))
    medians = {
        name: {key: statistics.median(one[key] for one in several) for key in several[0]}
        for name, several in found.items()
    }
    for name, times in began.items():
        medians[name]["start to IDENTIFY, s"] = statistics.median(times)
    return medians


def main() -> int:
    """Measure, print, draw and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="3 by default")
    options = parser.parse_args()
    rounds, count, starts = (1, 2_000, 3) if options.quick else (options.rounds, 10_000, 9)
    medians = asyncio.run(_measure(rounds, count, starts))
    ratios = {name: medians[OURS][name] / medians[ECHO][name] for name in FLOORS}
    rows = [
        [
            name,
            f"{medians[ECHO][name]:.3g}",
            f"{medians[OURS][name]:.3g}",
            f"{ratios[name]:.2f}",
            *(f"{bound:g}" for bound in FLOORS[name]),
        ]
        for name in FLOORS
    ]
    print(table(("", "echo bot", "criteria-bot", "ratio", "must be", "aim"), rows))
    wrong = sum(values["lost"] + values["doubled"] for values in medians.values())
    print(f"{wrong:.0f} answers lost or doubled")
    if not options.quick:
        RESULTS.mkdir(exist_ok=True)
        written: dict[str, Any] = {
            "rounds": rounds,
            "answers a round": count,
            "medians": _rounded(medians),
            "ratios": {name: round(ratio, 2) for name, ratio in ratios.items()},
            "python": platform.python_version(),
            "cores": os.cpu_count(),
        }
        (RESULTS / "load.json").write_text(json.dumps(written, indent=2) + "\n", "utf-8")
        plot_ratios(ratios, RESULTS / "load.svg")
    return 0 if not wrong and all(holds(*each) for each in ratios.items()) else 1


def _rounded(medians: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    return {
        name: {key: float(f"{value:.4g}") for key, value in values.items()}
        for name, values in medians.items()
    }


if __name__ == "__main__":
    sys.exit(main())
