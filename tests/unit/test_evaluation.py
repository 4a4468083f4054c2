"""How answers are counted, on replies that are made by hand."""

import json
import math

import pytest

from bot.evaluation import (
    Answered,
    EvaluationError,
    Outcome,
    Rate,
    Row,
    evaluate,
    groups,
    rates,
    read_rows,
)
from bot.scoreboard import as_json, as_lines, as_table
from knowledge import Criterion, Found, Language, Match, Question, Reply, Unknown, Unsure

KNOWN = ("debugging", "speed", "memory", "graphs")
HEADER = "lang\tquestion\texpected\n"


def criterion(name: str) -> Criterion:
    """Return a criterion of which only the id matters."""
    return Criterion(id=name, title={}, in_short={}, facts={})


def row(expected: str, language: str = "en") -> Row:
    """Return a row that expects the ids between | signs."""
    ids = tuple(filter(None, expected.split("|")))
    return Row(line=2, language=language, question="?", expected=ids)


def reply(status: str, *ids: str, matches: tuple[str, ...] = ()) -> Reply:
    """Return a reply that shows *ids*."""
    question = Question(text="?", language=Language.EN)
    ranked = tuple(Match(id=name, score=50.0) for name in matches or ids)
    shown = tuple(map(criterion, ids))
    match status:
        case "found":
            return Found(
                question=question,
                language=Language.EN,
                matches=ranked,
                frameworks=(),
                criteria=shown,
            )
        case "unsure":
            return Unsure(
                question=question,
                language=Language.EN,
                matches=ranked,
                frameworks=(),
                candidates=shown,
            )
    return Unknown(question=question, language=Language.EN, matches=ranked, frameworks=())


def answered(
    expected: str, status: str, *ids: str, matches: tuple[str, ...] = (), language: str = "en"
) -> Answered:
    """Return a row with its reply."""
    return Answered(row=row(expected, language), reply=reply(status, *ids, matches=matches))


@pytest.mark.parametrize(
    ("each", "outcome"),
    [
        (answered("debugging", "found", "debugging"), Outcome.RIGHT),
        (answered("speed|debugging", "found", "debugging"), Outcome.RIGHT),
        (answered("debugging", "found", "debugging", "speed"), Outcome.RIGHT),
        (answered("debugging", "found", "speed"), Outcome.WRONG),
        (answered("debugging", "found", "speed", "debugging"), Outcome.WRONG),
        (answered("debugging", "unsure", "speed", "debugging"), Outcome.HELPED),
        (answered("debugging", "unsure", "speed", "memory"), Outcome.MISSED),
        (answered("debugging", "unknown", matches=("debugging",)), Outcome.MISSED),
        (answered("", "found", "speed"), Outcome.ANSWERED_FALSELY),
        (answered("", "unsure", "speed"), Outcome.ASKED_BACK),
        (answered("", "unknown"), Outcome.REFUSED),
    ],
)
def test_outcome_follows_the_definitions(each: Answered, outcome: Outcome) -> None:
    """The first answer counts when found, any candidate when unsure; refusing is right for none."""
    assert each.outcome is outcome


@pytest.mark.parametrize("outcome", Outcome)
def test_outcome_fails_where_nobody_is_served(outcome: Outcome) -> None:
    """Right, helped and refused serve the person who asked."""
    assert outcome.fails == (outcome.value not in {"right", "helped", "refused"})


def test_rates_count_in_scope_and_out_of_it() -> None:
    """Shares are of the questions in scope, of those out of it, or of all."""
    several = [
        answered("debugging", "found", "debugging"),
        answered("speed", "found", "debugging", matches=("debugging", "speed")),
        answered("speed", "unsure", "memory", "graphs", "debugging", "speed"),
        answered("speed", "unknown", matches=("memory", "graphs", "speed")),
        answered("", "unknown"),
        answered("", "found", "speed"),
        answered("", "unsure", "speed"),
    ]
    assert {name: (rate.count, rate.of) for name, rate in rates(several).items()} == {
        "right": (1, 4),
        "helped": (1, 4),
        "right or helped": (2, 4),
        "wrong": (1, 4),
        "missed": (1, 4),
        "top 1": (1, 4),
        "top 3": (3, 4),
        "refused": (1, 3),
        "asked back": (1, 3),
        "answered falsely": (1, 3),
        "strict accuracy": (2, 7),
    }


@pytest.mark.parametrize(
    ("count", "of", "percent", "low", "high"),
    [
        (0, 10, 0.0, 0.0, 27.75),
        (10, 10, 100.0, 72.25, 100.0),
        (5, 10, 50.0, 23.66, 76.34),
        (185, 231, 80.09, 74.46, 84.73),
        (0, 0, 0.0, 0.0, 100.0),
    ],
)
def test_rate_has_the_interval_of_wilson(
    count: int, of: int, percent: float, low: float, high: float
) -> None:
    """The interval is Wilson's at 95 %, and everything where nothing was counted."""
    rate = Rate(count=count, of=of)
    assert rate.percent == pytest.approx(percent, abs=0.01)
    assert rate.interval == pytest.approx((low, high), abs=0.01)
    assert math.isclose(rate.interval[0], low, abs_tol=0.01)


def test_rows_are_read_by_the_names_of_their_columns() -> None:
    """Columns may stand in any order, others are ignored, and so are empty lines, BOM and CR."""
    text = (
        "\ufefftopic\texpected\tlang\tquestion\r\n"
        'x\tspeed|memory\ten\twhich "one"?\r\n\r\n'
        "x\tnone\tmixed\t哪个 fast\n"
    )
    assert read_rows(text, "f", KNOWN) == [
        Row(line=2, language="en", question='which "one"?', expected=("speed", "memory")),
        Row(line=4, language="mixed", question="哪个 fast", expected=()),
    ]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", ["f:1: the header has no column lang, question, expected or has it twice; begin"]),
        ("lang\tquestion\n", ["f:1: the header has no column expected or has it twice; begin"]),
        (HEADER.replace("\n", "\tlang\n"), ["f:1: the header has no column lang or has it twice"]),
        (HEADER, ["f:2: no question; write one a line below the header"]),
        (HEADER + "en\twhat?\n", ["f:2: 2 columns where the header has 3; write one tab"]),
        (HEADER + "en\twhat?\tnonsense\n", ["f:2: unknown id 'nonsense'; write ids between |"]),
        (HEADER + "en\twhat?\t\n", ["f:2: unknown id ''; write ids between | signs, or none"]),
        (HEADER + "en\twhat?\tspeed|none\n", ["f:2: unknown id 'none'; write ids"]),
        (HEADER + "\twhat?\tspeed\n", ["f:2: no language; write for example en"]),
        (
            HEADER + "en\ta\tspeed\nen\tb\nzh\tc\tx|speed|y\n",
            ["f:3: 2 columns where the header has 3", "f:4: unknown id 'x', 'y'; write ids"],
        ),
    ],
)
def test_rows_that_are_not_as_they_should_be_are_listed(text: str, problems: list[str]) -> None:
    """Every bad line is named with what to write instead, all at once."""
    with pytest.raises(EvaluationError) as caught:
        read_rows(text, "f", KNOWN)
    lines = str(caught.value).splitlines()
    assert len(lines) == len(problems)
    for line, beginning in zip(lines, problems, strict=True):
        assert line.startswith(beginning)


def test_evaluate_asks_in_the_language_of_the_row() -> None:
    """A language that the product speaks is explicit; what other labels mean the text tells."""
    asked: list[tuple[str, Language | None]] = []

    def answer(text: str, explicit: Language | None) -> Reply:
        asked.append((text, explicit))
        return reply("unknown")

    rows = [row("speed", language) for language in ("en", "zh", "mixed", "EN")]
    result = evaluate(rows, answer)
    assert [explicit for _, explicit in asked] == [Language.EN, Language.ZH, None, None]
    assert [each.row for each in result] == rows


def test_groups_are_all_and_each_language() -> None:
    """Everything comes first, then each label as it stands."""
    several = [answered("", "unknown", language=name) for name in ("zh", "en", "mixed", "en")]
    assert {name: len(group) for name, group in groups(several).items()} == {
        "all": 4,
        "en": 2,
        "mixed": 1,
        "zh": 1,
    }


def test_table_is_aligned() -> None:
    """The numbers of a group stand in columns; what has no question is left out."""
    several = [
        answered("debugging", "found", "debugging"),
        answered("", "found", "speed", language="zh"),
    ]
    everything, english, chinese = as_table(several).split("\n\n")
    assert everything.splitlines()[0].startswith("all: 2 questions")
    assert {line.index("%") for line in everything.splitlines()[1:]} == {45}
    assert "\n  right                  1 of 1        100.0 %        20.7 to 100.0 %\n" in everything
    assert "answered falsely" not in english
    assert "right" not in chinese


def test_failures_are_listed_with_what_was_offered() -> None:
    """A failing row stands with its line, outcome, and the ids expected and offered."""
    several = [
        answered("debugging", "found", "debugging"),
        answered("speed|memory", "found", "debugging"),
        answered("", "unsure", "speed", "memory", language="zh"),
        answered("speed", "unknown"),
    ]
    assert as_lines(several) == (
        "2\twrong\ten\tspeed|memory\tdebugging\t?\n"
        "2\tasked back\tzh\tnone\tspeed|memory\t?\n"
        "2\tmissed\ten\tspeed\tnone\t?"
    )


def test_json_holds_the_same_figures() -> None:
    """Programs get counts, shares and intervals by group, and the failing rows on request."""
    several = [answered("speed", "found", "debugging", matches=("debugging", "speed"))]
    result = json.loads(as_json(several, failures=False))
    assert set(result) == {"groups"}
    assert set(result["groups"]) == {"all", "en"}
    assert result["groups"]["all"]["questions"] == 1
    assert result["groups"]["all"]["right_or_helped"] == {
        "count": 0,
        "of": 1,
        "percent": 0.0,
        "low": 0.0,
        "high": 79.35,
    }
    assert json.loads(as_json(several, failures=True))["failures"] == [
        {
            "line": 2,
            "lang": "en",
            "question": "?",
            "expected": ["speed"],
            "outcome": "wrong",
            "offered": ["debugging"],
            "matches": ["debugging", "speed"],
        }
    ]
