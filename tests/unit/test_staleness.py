"""Facts that were not looked at for long."""

from datetime import date

import pytest

from bot.exits import Exit
from bot.staleness import check_staleness, stale_facts
from tests.small_base import SmallBase


@pytest.mark.parametrize(
    ("today", "months", "found"),
    [
        (date(2024, 5, 31), 0, []),
        (date(2024, 6, 1), 0, ["2024-05", "2024-05"]),
        (date(2026, 5, 1), 24, []),
        (date(2026, 6, 1), 24, ["2024-05", "2024-05"]),
        (date(2027, 1, 1), 1, ["2024-05", "2024-05", "2026-11", "2026-11"]),
    ],
)
def test_stale_facts_are_those_older_than_so_many_months(
    small_base: SmallBase, today: date, months: int, found: list[str]
) -> None:
    """A fact is stale when its month is more than so many months ago; the oldest come first."""
    stale = stale_facts(small_base.load(), months=months, today=today)
    assert [fact.as_of for fact in stale] == found


def test_stale_fact_says_where_it_stands(small_base: SmallBase) -> None:
    """The line of a stale fact names its month, file, place and text."""
    [first, *_] = stale_facts(small_base.load(), months=0, today=date(2024, 6, 1))
    assert str(first) == "2024-05  criteria/caffeine.yaml: facts.tea[0]: A cup has 40 mg."


def test_check_staleness_tells_by_its_status(small_base: SmallBase) -> None:
    """Stale facts are a problem, none is fine; either way they are counted."""
    status, text = check_staleness(small_base.load(), months=100_000)
    assert (status, text) == (Exit.OK, "0 facts are older than 100000 months")
    status, text = check_staleness(small_base.load(), months=0)
    assert status is Exit.PROBLEMS
    assert text.splitlines()[-1].endswith("facts are older than 0 months")
