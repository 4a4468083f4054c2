"""
One matcher over one knowledge base, in a process of its own: build time, memory, latency.

    python -m benchmarks.cell MATCHER TASK SECONDS

TASK is a file that `benchmarks.growth` has written. Prints one JSON object, unless SECONDS run out.
"""

import gc
import json
import pickle
import resource
import signal
import sys
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from time import perf_counter

import psutil

from benchmarks.corpus import Corpus, corpus
from benchmarks.made_up import Asked
from benchmarks.peers import MATCHERS
from benchmarks.speed import Latency, time_alone

MEMORY = 10
"""GiB of address space, at most."""
ASKING = 12
"""Share of the time that the questions of one sort may take: a twelfth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a matcher indexes and is asked."""

    corpus: Corpus
    asked: Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """
    What was measured: seconds to build, resident MiB of the index, latency by sort of question.

    `built_mib` is the growth when it has been built, `index_mib` when it has answered as well.
    """

    matcher: str
    criteria: int
    texts: int
    build_s: float
    built_mib: float
    index_mib: float
    rare: Latency
    common: Latency


def measure(name: str, task: Task, seconds: int) -> Cell:
    """Build the matcher *name* and ask it; the process dies after *seconds*."""
    MATCHERS[name](_tiny(task.corpus))  # So that its libraries are imported.
    gc.collect()
    before = _resident()
    # The default action ends the process even inside of a library's own loop.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(seconds)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY * 2**30, MEMORY * 2**30))
    start = perf_counter()
    matcher = MATCHERS[name](task.corpus)
    build = perf_counter() - start
    gc.collect()
    built = _resident() - before
    rare = time_alone(matcher, task.asked.rare, seconds / ASKING)
    common = time_alone(matcher, task.asked.common, seconds / ASKING)
    gc.collect()
    return Cell(
        matcher=name,
        criteria=len(task.corpus.knowledge.criteria),
        texts=len(task.corpus.texts),
        build_s=build,
        built_mib=built,
        index_mib=_resident() - before,
        rare=rare,
        common=common,
    )


def _tiny(whole: Corpus) -> Corpus:
    """Return the first criteria of *whole*."""
    knowledge = whole.knowledge
    few = dict(islice(knowledge.criteria.items(), 3))
    profile = replace(knowledge.profile, overview=None, groups=())
    return corpus(replace(knowledge, profile=profile, criteria=few, out_of_scope={}))


def _resident() -> float:
    return float(psutil.Process().memory_info().rss) / 2**20


def main() -> None:
    """Measure what the arguments name."""
    name, file, seconds = sys.argv[1:]
    task: Task = pickle.loads(Path(file).read_bytes())  # noqa: S301 - this project wrote it.
    print(json.dumps(asdict(measure(name, task, int(seconds)))))


if __name__ == "__main__":
    main()
