"""
Ask 10,000 questions at once: `python -m benchmarks.load.burst [--messages N]`.

None may be lost, none doubled, and the event loop may not stand still. Writes
`benchmarks/results/burst.json`; exits with 1 where an answer was lost or doubled.
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


async def _measure(count: int) -> dict[str, float]:
    with TemporaryDirectory() as directory:
        file = Path(directory) / "longest"
        path = (str(Path(__file__).with_name("watchdog")), str(ROOT))
        async with running(OURS, PYTHONPATH=os.pathsep.join(path), WATCHDOG_FILE=str(file)) as bot:
            traffic = Traffic(bot.fake, questions())
            await traffic.at_once(500, 32)
            file.touch()
            traffic.latencies.clear()
            begun = time.perf_counter()
            await traffic.burst(count)
            return {
                "messages": count,
                "seconds": time.perf_counter() - begun,
                "lost": traffic.waiting,
                "doubled": traffic.doubled,
                "longest stall, ms": float(file.read_text("utf-8")) * 1000,
                "memory, MiB": bot.memory,
            }


def main() -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load.burst", description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000, metavar="N")
    found = asyncio.run(_measure(parser.parse_args().messages))
    for name, value in found.items():
        print(f"{name}: {value:.4g}")
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "burst.json").write_text(json.dumps(found, indent=2) + "\n", "utf-8")
    return 1 if found["lost"] or found["doubled"] else 0


if __name__ == "__main__":
    sys.exit(main())
