"""What the README says beside the usual ways of matching is what the command wrote."""

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "results"
NAMES = {
    "criteria-bot, were it never to ask back": "criteria-bot, never asks back",
    "criteria-bot as it ships, which asks back where it is unsure": "criteria-bot",
    "TF-IDF + linear SVM, frameworks' names out": "TF-IDF + linear SVM, names out",
    "BM25 through `bm25s.retrieve`": "BM25, bm25s.retrieve",
}
"""What the README calls a matcher where that is not what the results call it."""


@pytest.fixture(scope="module")
def results() -> Any:
    """What the command wrote."""
    return json.loads((RESULTS / "matching.json").read_text("utf-8"))


def _rows(head: str) -> list[list[str]]:
    """Return the cells of the README's table whose head begins with *head*."""
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(head))
    cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines[first + 2 :]]
    return cells[: cells.index([])]


def test_shares_are_those_that_were_measured(results: Any) -> None:
    """On the set that was never tuned on, whole and by language; best first."""
    groups = [results["accuracy"][name] for name in ("unseen", "unseen, en", "unseen, zh")]
    rows = _rows("| | answered or refused right |")

    for name, *cells in rows:
        whole, *languages = (group[NAMES.get(name, name)] for group in groups)
        shares = [whole["strict"], *(each["strict"] for each in languages), whole["false"]]
        assert cells == [f"{share['percent']:.1f} %" for share in shares]
    order = [float(row[1].removesuffix(" %")) for row in rows]
    assert order == sorted(order, reverse=True)


def test_times_are_those_that_were_measured(results: Any) -> None:
    """The median of one run for each matcher that could be timed."""
    for name, *cells in _rows("| one question, median |"):
        for size, cell in zip(("52", "10000"), cells, strict=True):
            timed = results["speed_ms"][size].get(NAMES.get(name, name))
            assert (cell == "–") == (timed is None)
            if timed:
                assert float(cell.removesuffix(" ms")) == pytest.approx(timed["p50"], rel=0.02)


@pytest.mark.parametrize("name", ["accuracy", "growth"])
def test_picture_is_there(name: str) -> None:
    """And shown."""
    assert f"(benchmarks/results/{name}.svg)" in (ROOT / "README.md").read_text("utf-8")
    assert (RESULTS / f"{name}.svg").read_text("utf-8").startswith("<?xml")
