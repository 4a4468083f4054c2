"""How everybody grows: from the shipped knowledge base to a hundred thousand made-up criteria."""

import json
import pickle
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.cell import MEMORY, Cell, Task
from benchmarks.corpus import ROOT, Corpus, corpus
from benchmarks.made_up import Mill
from benchmarks.peers import LIBRARIES, MATCHERS
from benchmarks.speed import Latency

QUESTIONS = 60
"""Questions of each sort."""
SHIPPED = 0
"""Stands for the shipped knowledge base among the sizes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A matcher that did not make it, and why."""

    matcher: str
    criteria: int
    why: str


def task(source: Corpus, size: int) -> Task:
    """Make the knowledge base of *size* criteria, or take the shipped one, and questions to it."""
    mill = Mill(source)
    made = source if size == SHIPPED else corpus(mill.knowledge(size))
    return Task(corpus=made, asked=mill.asked(made.knowledge, QUESTIONS))


def grow(
    source: Corpus, sizes: Iterable[int], seconds: int, tell: Callable[[str], None]
) -> Iterator[Cell | Failed]:
    """Measure everybody at each of *sizes*; who fails is not tried at larger ones."""
    able = list(MATCHERS)
    for size in sizes:
        with tempfile.TemporaryDirectory() as directory:
            file = Path(directory, "task")
            made = task(source, size)
            file.write_bytes(pickle.dumps(made, protocol=pickle.HIGHEST_PROTOCOL))
            criteria = len(made.corpus.knowledge.criteria)
            del made
            for name in tuple(able):
                tell(f"{name} over {criteria:,} criteria")
                outcome = _cell(name, file, seconds)
                if isinstance(outcome, str):
                    able.remove(name)
                    yield Failed(matcher=name, criteria=criteria, why=outcome)
                else:
                    yield outcome


def libraries() -> dict[str, float]:
    """Return the resident MiB that importing the libraries of each matcher costs."""
    return {name: _import(modules) for name, modules in LIBRARIES.items()}


def _cell(name: str, file: Path, seconds: int) -> Cell | str:
    """Measure in a process of its own; return why where that fails."""
    command = [sys.executable, "-m", "benchmarks.cell", name, str(file), str(seconds)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == -signal.SIGALRM:
        return f"over {seconds} s"
    if "MemoryError" in done.stderr:
        return f"over {MEMORY} GiB"
    if done.returncode:
        return (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
    found = json.loads(done.stdout)
    latencies: dict[str, Any] = {sort: Latency(**found.pop(sort)) for sort in ("rare", "common")}
    return Cell(**found, **latencies)


def _import(modules: str) -> float:
    code = (
        "import psutil; of = psutil.Process().memory_info; before = of().rss\n"
        f"import {modules}; print((of().rss - before) / 2**20)"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)
