"""
Fit the constants of `knowledge/calibration.py` to labelled questions, and say how well they do.

    python -m benchmarks.calibrate QUESTIONS.tsv… [--knowledge DIR]

The files have the columns lang, question and expected (`id|id`, or `none`). Printed are the fitted
constants, and what ten-fold cross-validation makes of them: every question is judged by constants
that were fitted without it.
"""

import argparse
import csv
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product, starmap
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from knowledge.calibration import Calibration, signs
from knowledge.corpus import Comparison, Corpus
from knowledge.loader import load
from knowledge.model import KnowledgeBase
from knowledge.names import FrameworkNames
from knowledge.text import excerpt, words

FOLDS = 10
WEIGHTS = ("criterion", "criteria", "kind", "lean", "named", "compared")
SURE, LEADING, IN_SCOPE = (0.5, 0.6, 0.7, 0.75), (0.35, 0.4, 0.45, 0.5), (0.2, 0.25, 0.3, 0.4)
SHARPNESS = [step / 4 for step in range(4, 33)]
"""Values that are tried: 1 to 8."""


class Rule(NamedTuple):
    """When a question is answered (`sure` and `leading`) and when it is asked back, 0 to 1."""

    sure: float
    leading: float
    in_scope: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A labelled question as the matcher sees it; without `expected`, no criterion answers it."""

    expected: frozenset[str]
    seen: Comparison
    counts: bool
    """Whether words count against it: those that say nothing do not, beside a framework."""
    frameworks: int

    @property
    def inputs(self) -> tuple[float, ...]:
        """What the logistic regression sees."""
        return signs(*self._resembled, self.frameworks)

    @property
    def _resembled(self) -> tuple[list[float], float, float]:
        kind, lean = max(self.seen.kinds.values(), default=0.0), self.seen.lean
        against = (kind, lean) if self.counts else (0.0, 0.0)
        return list(self.seen.criteria.values()), *against

    def scores(self, calibration: Calibration) -> tuple[float, dict[str, float]]:
        """Return how likely any criterion answers, and which share of that each one has."""
        scope = calibration.scope(*self._resembled, self.frameworks)
        shares = calibration.shares(list(self.seen.criteria.values()))
        return scope, dict(zip(self.seen.criteria, shares, strict=True))

    def outcome(self, calibration: Calibration, rule: Rule) -> str:
        """Return what becomes of the question by *rule*."""
        scope, shares = self.scores(calibration)
        first = next(iter(shares), "")
        if first and scope >= rule.sure and shares[first] >= rule.leading:
            return ("right" if first in self.expected else "wrong") if self.expected else "false"
        if first and scope >= rule.in_scope:
            if not self.expected:
                return "asked back"
            return "helped" if self.expected.intersection(list(shares)[:5]) else "missed"
        return "missed" if self.expected else "refused"


def read(files: Sequence[Path], knowledge: KnowledgeBase) -> Iterator[Row]:
    """Yield the questions of *files* by how much they resemble the texts of *knowledge*."""
    names = FrameworkNames(knowledge.frameworks.values())
    corpus = Corpus(knowledge, names)
    for file in files:
        with file.open(encoding="utf-8", newline="") as stream:
            for line in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                said = corpus.read(names.read(words(excerpt(line["question"]))))
                seen = corpus.compare(said)
                yield Row(
                    expected=frozenset(line["expected"].split("|")) - {"none"},
                    seen=seen,
                    counts=said.telling or not said.frameworks,
                    frameworks=len(said.frameworks),
                )


def fit(rows: Sequence[Row]) -> Calibration:
    """Return the calibration under which *rows* are likeliest."""
    model = LogisticRegression(C=3, max_iter=1000)
    model.fit(np.array([row.inputs for row in rows], float), [bool(row.expected) for row in rows])
    weights = dict(zip(WEIGHTS, model.coef_[0], strict=True))

    def surprise(calibration: Calibration) -> float:
        shares = (_right_share(row, calibration) for row in rows if row.expected)
        return sum(-math.log(max(share, 1e-3)) for share in shares)

    tried = [
        Calibration(
            bias=round(float(model.intercept_[0]), 2),
            sharpness=sharpness,
            **{name: round(float(weight), 2) for name, weight in weights.items()},
        )
        for sharpness in SHARPNESS
    ]
    return min(tried, key=surprise)


def _right_share(row: Row, calibration: Calibration) -> float:
    shares = calibration.shares(list(row.seen.criteria.values()))
    named = zip(row.seen.criteria, shares, strict=True)
    return sum(share for name, share in named if name in row.expected)


def cross_validate(rows: Sequence[Row], rule: Rule) -> Counter[str]:
    """Count the outcomes of *rows*, each judged by a calibration that was fitted without it."""
    outcomes: Counter[str] = Counter()
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for train, test in folds.split(rows, [bool(row.expected) for row in rows]):
        calibration = fit([rows[index] for index in train])
        outcomes.update(rows[index].outcome(calibration, rule) for index in test)
    return outcomes


def main() -> None:
    """Read the files, fit, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path, metavar="QUESTIONS.tsv")
    parser.add_argument("--knowledge", type=Path, default=Path("knowledge"), metavar="DIR")
    options = parser.parse_args()
    rows = list(read(options.files, load(options.knowledge)))
    print(fit(rows))
    print(f"{'sure':>8} {'leading':>8} {'in scope':>8}", *(f"{name:>10}" for name in _OUTCOMES))
    for rule in starmap(Rule, product(SURE, LEADING, IN_SCOPE)):
        counts = cross_validate(rows, rule)
        print("".join(f"{each:9.2f}" for each in rule), *(_share(counts, n) for n in _OUTCOMES))


_INSIDE = ("right", "helped", "wrong", "missed")
_OUTSIDE = ("refused", "asked back", "false")
_OUTCOMES = _INSIDE + _OUTSIDE


def _share(counts: Counter[str], name: str) -> str:
    among = _INSIDE if name in _INSIDE else _OUTSIDE
    return f"{counts[name] / max(1, sum(counts[each] for each in among)):10.3f}"


if __name__ == "__main__":
    main()
