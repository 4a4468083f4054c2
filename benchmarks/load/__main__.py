"""
Measure the bot beside a bare discord.py bot: `python -m benchmarks.load [--quick]`.

Writes `benchmarks/results/load.json` and prints ratios, in rounds that take turns.
"""

import argparse
import asyncio
import json
import statistics
from pathlib import Path
from typing import Any

from benchmarks.load.process import ECHO, OURS, running
from benchmarks.load.traffic import Traffic, percentile, questions
from benchmarks.tables import table

RESULTS = Path(__file__).parents[1] / "results"
UNDER_WAY = 32
A_SECOND = 200
WARM_UP = 500
FLOORS = {
    "answers a second": (0.6, 0.9),
    "processor time an answer, ms": (2.0, 1.3),
    "p99 at 200 a second, ms": (1.5, 1.2),
    "memory after all answers, MiB": (2.4, 1.9),
    "start to IDENTIFY, s": (3.0, 1.8),
}
"""What is measured: the ratio that must hold, and the one that is aimed at."""


async def _round(name: str, count: int) -> dict[str, float]:
    async with running(name) as bot:
        traffic = Traffic(bot.fake, questions())
        await traffic.at_once(WARM_UP, UNDER_WAY)
        before = bot.processor
        rate = await traffic.at_once(count, UNDER_WAY)
        spent = bot.processor - before
        traffic.latencies.clear()
        steady = max(count // 4, A_SECOND * 5)
        await traffic.steadily(steady, A_SECOND)
        return {
            "answers a second": rate,
            "processor time an answer, ms": spent / count * 1000,
            "p99 at 200 a second, ms": percentile(traffic.latencies, 0.99) * 1000,
            "p50 at 200 a second, ms": percentile(traffic.latencies, 0.5) * 1000,
            "memory after all answers, MiB": bot.memory,
            "start to IDENTIFY, s": bot.identified_s,
            "lost": traffic.waiting,
            "doubled": traffic.doubled,
        }


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


def _lines(medians: dict[str, dict[str, float]]) -> list[list[str]]:
    rows = []
    for key, (floor, aim) in FLOORS.items():
        echo, ours = medians[ECHO][key], medians[OURS][key]
        ratio = f"{ours / echo:.2f}"
        rows.append([key, f"{echo:.3g}", f"{ours:.3g}", ratio, f"{floor:g}", f"{aim:g}"])
    return rows


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round")
    options = parser.parse_args()
    rounds, count, starts = (1, 2_000, 3) if options.quick else (3, 10_000, 9)
    medians = asyncio.run(_measure(rounds, count, starts))
    print(table(("", "echo bot", "criteria-bot", "ratio", "floor", "aim"), _lines(medians)))
    for name, values in medians.items():
        print(f"{name}: {values['lost']:.0f} lost, {values['doubled']:.0f} doubled")
    RESULTS.mkdir(exist_ok=True)
    written: dict[str, Any] = {"rounds": rounds, "answers a round": count, "medians": medians}
    (RESULTS / "load.json").write_text(json.dumps(written, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
