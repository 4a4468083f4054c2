"""
Our matcher beside the usual ones: accuracy, speed and growth, in one run.

    python -m benchmarks.matching [QUESTIONS.tsv…] [--quick] [--json FILE] [--plots DIR]

Ours is judged as it ships; what no one has tuned on is the last file. See benchmarks/README.md.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy import FORCED, Verdict, difference, judge, judge_shipped, rates
from benchmarks.corpus import ROOT, Corpus, questions, shipped
from benchmarks.growth import SHIPPED, grow, libraries, task
from benchmarks.made_up import Mill
from benchmarks.peers import MATCHERS, OURS, RETRIEVING, Matcher, Ours, Retrieving, everyone
from benchmarks.plots import plot_accuracy, plot_growth
from benchmarks.report import Group, Results
from benchmarks.speed import Latency, time_in_turn, time_long
from bot.evaluation import Row

QUESTIONS = (ROOT / "tests/content/questions.tsv", ROOT / "tests/content/unseen.tsv")
RESULTS = ROOT / "benchmarks/results"
SAMPLED = {"difflib": 12, "rapidfuzz": 3}
"""Whose accuracy is measured with one question of so many only: they take long for each."""
SLOW = ("difflib", "TF-IDF + linear SVM")
"""Not timed over many criteria: the one takes seconds a question, the other gigabytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much is measured."""

    every: int
    """Every which question is asked for accuracy."""
    timed: int
    """Questions that everybody is timed with."""
    large: int
    """Criteria of the second comparison of speed."""
    sizes: Sequence[int]
    """Criteria of the growth curves."""
    seconds: int
    """For one matcher at one size."""


FULL = Plan(every=1, timed=100, large=10_000, sizes=(50, 300, 1_000, 10_000, 100_000), seconds=90)
QUICK = Plan(every=9, timed=15, large=1_000, sizes=(50, 500), seconds=12)


def accuracy(
    matchers: Mapping[str, Matcher], source: Corpus, files: Mapping[str, Sequence[Row]]
) -> dict[str, Group]:
    """Judge everybody, and compare them within each group of questions."""
    rows = [row for several in files.values() for row in several]
    verdicts: dict[str, dict[int, Verdict]] = {}
    for name, matcher in matchers.items():
        step = next((each for begin, each in SAMPLED.items() if name.startswith(begin)), 1)
        places = range(0, len(rows), step)
        asked = [rows[place] for place in places]
        tell(f"{name}: {len(asked)} questions")
        if isinstance(matcher, Ours):
            verdicts[OURS] = dict(zip(places, judge_shipped(matcher, asked), strict=True))
            name = FORCED
        verdicts[name] = dict(zip(places, judge(matcher, asked, source.kinds), strict=True))
    found: dict[str, Group] = {}
    for group, chosen in groups(files).items():
        picked = {
            name: {place: each[place] for place in chosen if place in each}
            for name, each in verdicts.items()
        }
        found[group] = Group(
            rates={name: rates(list(each.values())) for name, each in picked.items()},
            ahead={
                name: difference([picked[OURS][place] for place in each], list(each.values()))
                for name, each in picked.items()
                if name != OURS
            },
        )
    return found


def groups(files: Mapping[str, Sequence[Row]]) -> dict[str, list[int]]:
    """Return which rows belong to each file, and to each language of it."""
    found: dict[str, list[int]] = {}
    labels = [(file, row.language) for file, rows in files.items() for row in rows]
    for index, (file, language) in enumerate(labels):
        for group in (file, f"{file}, {language}"):
            found.setdefault(group, []).append(index)
    return found


def speed(
    source: Corpus, matchers: Mapping[str, Matcher], rows: Sequence[Row], plan: Plan
) -> dict[int, dict[str, Latency]]:
    """Time everybody on the shipped knowledge base, and who can on a large one."""
    tell("speed: in turn, on the shipped knowledge base")
    # From all files, evenly: they may be sorted.
    asked = [row.question for row in rows[:: max(1, len(rows) // plan.timed)]]
    timed = {len(source.knowledge.criteria): time_in_turn(matchers, asked)}
    tell(f"speed: in turn, over {plan.large:,} criteria")
    made = task(source, plan.large)
    able = {name: make(made.corpus) for name, make in MATCHERS.items() if name not in SLOW}
    able[RETRIEVING] = Retrieving(made.corpus)
    mixed = [text for pair in zip(made.asked.rare, made.asked.common, strict=True) for text in pair]
    return timed | {plan.large: time_in_turn(able, mixed[: plan.timed])}


def measure(source: Corpus, files: Mapping[str, Sequence[Row]], plan: Plan) -> Results:
    """Measure everything."""
    matchers: dict[str, Matcher] = {}
    for name, make in everyone().items():
        tell(f"{name}: indexing")
        matchers[name] = make(source)
    rows = [row for several in files.values() for row in several]
    mill = Mill(source)
    short = mill.asked(source.knowledge, 50).common
    return Results(
        corpus=source,
        questions={name: len(several) for name, several in files.items()},
        accuracy=accuracy(matchers, source, files),
        unseen=[name for name in groups(files) if name.startswith(list(files)[-1])],
        speed=speed(source, {name: matchers[name] for name in MATCHERS}, rows, plan),
        long=time_long(matchers[OURS], mill, short),
        libraries=libraries(),
        cells=list(grow(source, (SHIPPED, *plan.sizes), plan.seconds, tell)),
    )


def tell(what: str) -> None:
    """Say what is being done, on standard error."""
    print(what, file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, metavar="QUESTIONS.tsv")
    parser.add_argument("--quick", action="store_true", help="a sample, in two minutes")
    parser.add_argument("--json", type=Path, metavar="FILE", help=f"default: {RESULTS.name}/")
    parser.add_argument("--plots", type=Path, metavar="DIR", help=f"default: {RESULTS.name}/")
    return parser.parse_args()


def main() -> None:
    """Measure, print, and write what was measured."""
    options = _options()
    plan = QUICK if options.quick else FULL
    source = shipped()
    files = {
        file.stem: questions(file, source.knowledge)[:: plan.every]
        for file in options.files or QUESTIONS
    }
    results = measure(source, files, plan)
    print(results)
    # A sample is no result: it is written only where it is told to go.
    where = None if options.quick else RESULTS
    if file := options.json or (where and where / "matching.json"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(results.json(), encoding="utf-8")
    if directory := options.plots or where:
        directory.mkdir(parents=True, exist_ok=True)
        by_language = {name.split(", ")[1]: name for name in results.unseen if ", " in name}
        rates = {name: group.rates for name, group in results.accuracy.items()}
        plot_accuracy(rates, by_language, directory / "accuracy.svg")
        plot_growth(results.made_up_cells, directory / "growth.svg")


if __name__ == "__main__":
    main()
