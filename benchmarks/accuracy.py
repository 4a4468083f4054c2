"""How often each matcher is right, judged by thresholds that were fitted to other questions."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.peers import NAMES_OUT, OURS, Matcher, Ours, Ranking
from bot.evaluation import TOP, Answered, Outcome, Rate, Row

FOLDS = 5
RESAMPLES = 10_000
FORCED = f"{OURS}, never asks back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of one question; `first` and `among` look at criteria only."""

    row: Row
    answered: bool
    asked_back: bool
    strict: bool
    first: bool
    among: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Ours less a peer in strict accuracy, in points; `p` is McNemar's, exact and two-sided."""

    points: float
    low: float
    high: float
    p: float


def judge_shipped(matcher: Ours, rows: Sequence[Row]) -> list[Verdict]:
    """Judge our replies as they are."""
    return [_shipped(Answered(row=row, reply=matcher.reply(row.question))) for row in rows]


def judge(matcher: Matcher, rows: Sequence[Row], kinds: Collection[str]) -> list[Verdict]:
    """
    Judge a matcher that answers where its best class is a criterion and scores enough.

    How much is enough is fitted to four fifths of *rows* and judged on the fifth.
    """
    ranked = [matcher.rank(row.question) for row in rows]
    thresholds = _cross_validated(rows, ranked, kinds)
    return [_at(*each, kinds) for each in zip(rows, ranked, thresholds, strict=True)]


def rates(verdicts: Sequence[Verdict]) -> Mapping[str, Rate]:
    """
    Return what is measured, by name.

    `strict` is a share of all questions: answered right or refused right. `asked back` and `false`
    (answered) are shares of those out of scope, the others of those in scope.
    """
    inside = [each for each in verdicts if each.row.expected]
    outside = [each for each in verdicts if not each.row.expected]
    right = sum(each.strict for each in inside)
    wrong = sum(each.answered for each in inside) - right
    asked_back = sum(each.asked_back for each in outside)
    false = sum(each.answered for each in outside)
    return {
        "strict": Rate(count=sum(each.strict for each in verdicts), of=len(verdicts)),
        "top 1": Rate(count=sum(each.first for each in inside), of=len(inside)),
        f"top {TOP}": Rate(count=sum(each.among for each in inside), of=len(inside)),
        "right": Rate(count=right, of=len(inside)),
        "wrong": Rate(count=wrong, of=len(inside)),
        "asked back": Rate(count=asked_back, of=len(outside)),
        "false": Rate(count=false, of=len(outside)),
    }


def difference(ours: Sequence[Verdict], peer: Sequence[Verdict]) -> Difference:
    """Compare two matchers on the same questions; the interval holds 95 % of the resamples."""
    pairs = [int(a.strict) - int(b.strict) for a, b in zip(ours, peer, strict=True)]
    won, lost = pairs.count(1), pairs.count(-1)
    resampled = np.random.default_rng(0).multinomial(
        len(pairs), np.array([won, lost, len(pairs) - won - lost]) / len(pairs), RESAMPLES
    )
    points = 100 * (resampled[:, 0] - resampled[:, 1]) / len(pairs)
    low, high = np.percentile(points, (2.5, 97.5))
    return Difference(
        points=100 * (won - lost) / len(pairs),
        low=float(low),
        high=float(high),
        p=_mcnemar(won, lost),
    )


def best_peer(strict: Mapping[str, Rate]) -> str:
    """Return the name of the peer that is strictly right most often."""
    peers = [name for name in strict if not name.startswith(OURS)]
    return max(peers, key=lambda name: (strict[name].percent, name.endswith(NAMES_OUT)))


def _shipped(answered: Answered) -> Verdict:
    outcome = answered.outcome
    return Verdict(
        row=answered.row,
        answered=outcome in (Outcome.RIGHT, Outcome.WRONG, Outcome.ANSWERED_FALSELY),
        asked_back=outcome is Outcome.ASKED_BACK,
        strict=outcome in (Outcome.RIGHT, Outcome.REFUSED),
        first=answered.within(1),
        among=answered.within(TOP),
    )


def _at(row: Row, ranking: Ranking, threshold: float, kinds: Collection[str]) -> Verdict:
    """Judge one ranking by one threshold."""
    answer = _answer(ranking, threshold, kinds)
    criteria = [name for name, _ in ranking if name not in kinds]
    return Verdict(
        row=row,
        answered=answer is not None,
        asked_back=False,
        strict=answer in row.expected if row.expected else answer is None,
        first=any(name in row.expected for name in criteria[:1]),
        among=any(name in row.expected for name in criteria[:TOP]),
    )


def _answer(ranking: Ranking, threshold: float, kinds: Collection[str]) -> str | None:
    if not ranking or ranking[0][0] in kinds or ranking[0][1] < threshold:
        return None
    return ranking[0][0]


def _cross_validated(
    rows: Sequence[Row], ranked: Sequence[Ranking], kinds: Collection[str]
) -> list[float]:
    """Return a threshold for each row, fitted to the folds that do not hold it."""
    folds = _folds(rows)
    seen = list(zip(rows, ranked, strict=True))
    others = [
        [each for each, fold in zip(seen, folds, strict=True) if fold != left_out]
        for left_out in range(FOLDS)
    ]
    fitted = [_fit(several, kinds) for several in others]
    return [fitted[fold] for fold in folds]


def _folds(rows: Sequence[Row]) -> list[int]:
    """Deal the rows out at random, but evenly by language and by whether anything answers them."""
    order = np.random.default_rng(0).permutation(len(rows))
    dealt = sorted(order, key=lambda index: (rows[index].language, not rows[index].expected))
    fold = [0] * len(rows)
    for position, index in enumerate(dealt):
        fold[index] = position % FOLDS
    return fold


def _fit(seen: Sequence[tuple[Row, Ranking]], kinds: Collection[str]) -> float:
    """Return the threshold under which most of *seen* is strictly right."""
    # Refusing everything is right for what is out of scope; each answer at most changes one row.
    gains: list[tuple[float, int]] = []
    for row, ranking in seen:
        answer = _answer(ranking, -math.inf, kinds)
        if answer is not None:
            gain = int(answer in row.expected) if row.expected else -1
            gains.append((ranking[0][1], gain))
    gains.sort(reverse=True)
    best, threshold, total = 0, math.inf, 0
    for position, (score, gain) in enumerate(gains):
        total += gain
        lower = gains[position + 1][0] if position + 1 < len(gains) else -math.inf
        if lower < score and total > best:
            # Halfway to the next score; below all of them where every answer pays.
            best, threshold = total, (score + lower) / 2
    return threshold


def _mcnemar(won: int, lost: int) -> float:
    """Return how likely a split at least as uneven as *won* to *lost* is by chance."""
    tosses = won + lost
    if not tosses:
        return 1.0
    tail = sum(math.comb(tosses, few) for few in range(min(won, lost) + 1))
    return min(1.0, float(2 * tail / 2**tosses))
