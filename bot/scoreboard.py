"""What an evaluation measured, as a table for people and as JSON for programs."""

import json
from collections.abc import Iterable
from typing import Any, assert_never

from bot.evaluation import NONE, Answered, Rate, groups, rates
from knowledge import Found, Unknown, Unsure


def as_table(answered: list[Answered]) -> str:
    """Write the shares, with counts and 95 % intervals, for everything and each language."""
    return "\n\n".join(
        "\n".join(
            (
                f"{f'{name}: {len(group)} questions':<52}95 % interval",
                *(_line(measure, rate) for measure, rate in rates(group).items() if rate.of),
            )
        )
        for name, group in groups(answered).items()
    )


def as_lines(answered: Iterable[Answered]) -> str:
    """List the rows that failed: line, outcome, expected and answered ids, question."""
    return "\n".join(
        f"{each.row.line}\t{each.outcome}\t{each.row.language}\t{_expected(each)}\t"
        f"{'|'.join(_offered(each)) or NONE}\t{each.row.question}"
        for each in answered
        if each.outcome.fails
    )


def as_json(answered: list[Answered], *, failures: bool) -> str:
    """Write the same as one JSON object."""
    result: dict[str, Any] = {
        "groups": {
            name: {
                "questions": len(group),
                **{
                    measure.replace(" ", "_"): _plain(rate)
                    for measure, rate in rates(group).items()
                },
            }
            for name, group in groups(answered).items()
        }
    }
    if failures:
        result["failures"] = [
            {
                "line": each.row.line,
                "lang": each.row.language,
                "question": each.row.question,
                "expected": list(each.row.expected),
                "outcome": each.outcome.value,
                "offered": _offered(each),
                "matches": [match.id for match in each.reply.matches],
            }
            for each in answered
            if each.outcome.fails
        ]
    return json.dumps(result, ensure_ascii=False)


def _line(measure: str, rate: Rate) -> str:
    low, high = rate.interval
    counted = f"{rate.count:>6} of {rate.of:<6}"
    return f"  {measure:<18}{counted}{rate.percent:>8.1f} %    {low:>8.1f} to {high:>5.1f} %"


def _plain(rate: Rate) -> dict[str, Any]:
    low, high = rate.interval
    return {
        "count": rate.count,
        "of": rate.of,
        "percent": round(rate.percent, 2),
        "low": round(low, 2),
        "high": round(high, 2),
    }


def _expected(each: Answered) -> str:
    return "|".join(each.row.expected) or NONE


def _offered(each: Answered) -> list[str]:
    """Return the ids that the reply showed: the answer, or what it asked back with."""
    match each.reply:
        case Found(criteria=shown) | Unsure(candidates=shown):
            return [criterion.id for criterion in shown]
        case Unknown():
            return []
        case _:
            assert_never(each.reply)
