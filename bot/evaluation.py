"""How good the answers are: a file of labelled questions, asked and counted."""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from knowledge import Found, Language, Reply, Unknown, Unsure

NONE = "none"
"""Stands for the expected ids of a question that nothing answers."""
COLUMNS = ("lang", "question", "expected")
Z = 1.959964
"""Standard deviations that hold 95 % of a normal distribution."""
TOP = 3


class Outcome(StrEnum):
    """What a reply was, measured by what was expected."""

    RIGHT = "right"
    HELPED = "helped"
    WRONG = "wrong"
    MISSED = "missed"
    REFUSED = "refused"
    ASKED_BACK = "asked back"
    ANSWERED_FALSELY = "answered falsely"

    @property
    def fails(self) -> bool:
        """Whether the person who asked was not served."""
        return self not in (Outcome.RIGHT, Outcome.HELPED, Outcome.REFUSED)


class EvaluationError(Exception):
    """A file that is no set of labelled questions; the text lists every problem with its line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A labelled question: any of `expected` is right, and nothing is where it is empty."""

    line: int
    language: str
    question: str
    expected: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A row and the reply to it."""

    row: Row
    reply: Reply

    @property
    def outcome(self) -> Outcome:
        """What the reply was worth."""
        expected = self.row.expected
        match self.reply:
            case Found(criteria=criteria):
                right = Outcome.RIGHT if criteria[0].id in expected else Outcome.WRONG
                return right if expected else Outcome.ANSWERED_FALSELY
            case Unsure(candidates=candidates):
                helps = any(candidate.id in expected for candidate in candidates)
                asked = Outcome.HELPED if helps else Outcome.MISSED
                return asked if expected else Outcome.ASKED_BACK
            case Unknown():
                return Outcome.MISSED if expected else Outcome.REFUSED
            case _:
                assert_never(self.reply)

    def within(self, most: int) -> bool:
        """Tell whether an expected criterion is among the first *most* matches."""
        return any(match.id in self.row.expected for match in self.reply.matches[:most])


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How many of how many, and the 95 % interval that Wilson's formula gives it. In per cent."""

    count: int
    of: int

    @property
    def percent(self) -> float:
        """The share, 0 where there is nothing to share."""
        return 100 * self.count / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The lowest and the highest share that is likely; 0 to 100 where nothing was counted."""
        if not self.of:
            return 0.0, 100.0
        share, weight = self.count / self.of, Z * Z / self.of
        centre = share + weight / 2
        margin = Z * math.sqrt((share * (1 - share) + weight / 4) / self.of)
        low, high = ((centre + sign * margin) / (1 + weight) for sign in (-1, 1))
        return 100 * max(low, 0.0), 100 * min(high, 1.0)


def read_rows(text: str, file: str, known: Collection[str]) -> list[Row]:
    """
    Read a table of tab-separated columns with a header; columns other than `COLUMNS` are ignored.

    Raises:
        EvaluationError: listing every line that is not as it should be.
    """
    problems: list[str] = []
    lines = [line.removesuffix("\r") for line in text.removeprefix("\ufeff").split("\n")]
    header = lines[0].split("\t")
    if missing := [column for column in COLUMNS if header.count(column) != 1]:
        raise EvaluationError(
            f"{file}:1: the header has no column {', '.join(missing)} or has it twice; "
            f"begin with a line that names the columns {', '.join(COLUMNS)}, between tabs"
        )
    rows: list[Row] = []
    for number, line in enumerate(lines[1:], start=2):
        if not line:
            continue
        cells = line.split("\t")
        if len(cells) != len(header):
            what = f"{len(cells)} columns where the header has {len(header)}"
            problems.append(f"{file}:{number}: {what}; write one tab between two columns")
            continue
        language, question, wanted = (cells[header.index(column)] for column in COLUMNS)
        expected = () if wanted == NONE else tuple(wanted.split("|"))
        if unknown := [name for name in expected if name not in known]:
            what = f"unknown id {', '.join(map(repr, unknown))}"
            problems.append(f"{file}:{number}: {what}; write ids between | signs, or {NONE}")
        if not language:
            problems.append(f"{file}:{number}: no language; write for example en")
        rows.append(Row(line=number, language=language, question=question, expected=expected))
    if problems:
        raise EvaluationError("\n".join(problems))
    if not rows:
        raise EvaluationError(f"{file}:2: no question; write one a line below the header")
    return rows


def evaluate(
    rows: Iterable[Row], answer: Callable[[str, Language | None], Reply]
) -> list[Answered]:
    """Ask every question, in the language of its row where that is one the product speaks."""
    spoken = {language.value: language for language in Language}
    return [Answered(row=row, reply=answer(row.question, spoken.get(row.language))) for row in rows]


def groups(answered: Iterable[Answered]) -> dict[str, list[Answered]]:
    """Return everything as `all`, and by language, in alphabetical order."""
    everything = list(answered)
    several: dict[str, list[Answered]] = {"all": everything}
    for language in sorted({each.row.language for each in everything}):
        several[language] = [each for each in everything if each.row.language == language]
    return several


def rates(answered: Iterable[Answered]) -> Mapping[str, Rate]:
    """Return what is measured, by name: shares of the questions in scope, out of it, and of all."""
    return dict(_rates(list(answered)))


def _rates(answered: list[Answered]) -> Iterator[tuple[str, Rate]]:
    inside = [each for each in answered if each.row.expected]
    outside = [each for each in answered if not each.row.expected]
    counts = {outcome: 0 for outcome in Outcome}
    for each in answered:
        counts[each.outcome] += 1
    right, helped, refused = (
        counts[outcome] for outcome in (Outcome.RIGHT, Outcome.HELPED, Outcome.REFUSED)
    )
    yield "right", Rate(count=right, of=len(inside))
    yield "helped", Rate(count=helped, of=len(inside))
    yield "right or helped", Rate(count=right + helped, of=len(inside))
    for outcome in (Outcome.WRONG, Outcome.MISSED):
        yield outcome.value, Rate(count=counts[outcome], of=len(inside))
    yield "top 1", Rate(count=sum(each.within(1) for each in inside), of=len(inside))
    yield f"top {TOP}", Rate(count=sum(each.within(TOP) for each in inside), of=len(inside))
    for outcome in (Outcome.REFUSED, Outcome.ASKED_BACK, Outcome.ANSWERED_FALSELY):
        yield outcome.value, Rate(count=counts[outcome], of=len(outside))
    yield "strict accuracy", Rate(count=right + refused, of=len(answered))
