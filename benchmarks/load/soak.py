"""
Ask 100,000 questions and watch the memory: `python -m benchmarks.load.soak [--messages N]`.

Writes `benchmarks/results/soak.json` and `soak.svg`; exits with 1 where the memory grew by more
than `FLAT_MIB` in the second half.
"""

import argparse
import asyncio
import json
import sys
from pathlib import Path

from benchmarks.load.plots import plot_memory
from benchmarks.load.process import OURS, running
from benchmarks.load.traffic import Traffic, questions

RESULTS = Path(__file__).parents[1] / "results"
SAMPLES = 40
FLAT_MIB = 5.0
UNDER_WAY = 32


async def _measure(count: int) -> list[float]:
    samples = []
    async with running(OURS) as bot:
        traffic = Traffic(bot.fake, questions())
        for _ in range(SAMPLES):
            await traffic.at_once(count // SAMPLES, UNDER_WAY)
            samples.append(bot.memory)
        if traffic.waiting or traffic.doubled:
            raise SystemExit(f"{traffic.waiting} lost, {traffic.doubled} doubled")
    return samples


def main() -> int:
    """Measure, print, draw and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load.soak", description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000, metavar="N")
    count = parser.parse_args().messages
    samples = asyncio.run(_measure(count))
    half = samples[SAMPLES // 2]
    print(f"{count} answers; {half:.1f} MiB after half of them, {samples[-1]:.1f} MiB at the end")
    RESULTS.mkdir(exist_ok=True)
    written = {"messages": count, "memory, MiB": [round(value, 1) for value in samples]}
    (RESULTS / "soak.json").write_text(json.dumps(written, indent=2) + "\n", "utf-8")
    plot_memory(samples, count, RESULTS / "soak.svg")
    return 1 if samples[-1] - half > FLAT_MIB else 0


if __name__ == "__main__":
    sys.exit(main())
