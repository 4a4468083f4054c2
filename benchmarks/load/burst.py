"""
Ask 10,000 questions at once: `python -m benchmarks.load.burst [--messages N]`.

None may be lost, none doubled, and the event loop may not be held for `LONGEST_MS` of processor
time. Writes `benchmarks/results/burst.json`; exits with 1 where that does not hold.
"""

import argparse
import asyncio
import json
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.load.process import OURS, ROOT, running
from benchmarks.load.traffic import Traffic, questions

RESULTS = Path(__file__).parents[1] / "results"
WATCHDOG = ROOT / "tests" / "e2e" / "watchdog"
LONGEST_MS = 50.0
WARM_UP = 500
UNDER_WAY = 32


async def _measure(count: int) -> dict[str, float]:
    with TemporaryDirectory() as directory:
        file = Path(directory) / "longest"
        path = os.pathsep.join((str(WATCHDOG), str(ROOT)))
        # Each question and its answer must still be there when the answer comes.
        history = 2 * count + WARM_UP
        async with running(OURS, history=history, PYTHONPATH=path, WATCHDOG_FILE=str(file)) as bot:
            traffic = Traffic(bot.fake, questions())
            await traffic.at_once(WARM_UP, UNDER_WAY)
            file.touch()
            begun = time.perf_counter()
            await traffic.burst(count)
            seconds = time.perf_counter() - begun
            longest = json.loads(file.read_text("utf-8"))
            return {
                "messages": count,
                "seconds": round(seconds, 2),
                "lost": traffic.waiting,
                "doubled": traffic.doubled,
                "longest turn of the loop, ms of processor time": _ms(longest["processor"]),
                "longest search of the collector, ms of processor time": _ms(longest["collector"]),
                "longest wait for a turn, ms by the clock": _ms(longest["clock"]),
                "memory, MiB": round(bot.memory, 1),
            }


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def main() -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load.burst", description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000, metavar="N")
    found = asyncio.run(_measure(parser.parse_args().messages))
    for name, value in found.items():
        print(f"{name}: {value:,}")
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "burst.json").write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    held = max(value for name, value in found.items() if name.endswith("processor time"))
    return 1 if found["lost"] or found["doubled"] or held >= LONGEST_MS else 0


if __name__ == "__main__":
    sys.exit(main())
