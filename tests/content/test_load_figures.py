"""What the README says of load is what the commands wrote."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.load.floors import holds

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "results"


def _results(name: str) -> Any:
    return json.loads((RESULTS / name).read_text("utf-8"))


@pytest.fixture(scope="module")
def section() -> str:
    """What stands below the heading."""
    text = (ROOT / "README.md").read_text("utf-8")
    return text.partition("## Under load\n")[2].partition("\n## ")[0]


ROWS = {
    "answers a second, 32 under way": ("answers a second", ""),
    "processor time an answer": ("processor time an answer, ms", " ms"),
    "99th percentile of the latency at 200 a second": ("p99 at 200 a second, ms", " ms"),
    "resident memory after all answers": ("memory after all answers, MiB", " MiB"),
    "start of the process to IDENTIFY": ("start to IDENTIFY, s", " s"),
}
"""What each row of the table is called in the results, and its unit."""


@pytest.mark.parametrize("row", ROWS)
def test_ratios_are_those_that_were_measured(section: str, row: str) -> None:
    """Both bots in one run, and the ratio of unrounded figures, which is as good as it must be."""
    name, unit = ROWS[row]
    load = _results("load.json")
    (line,) = (line for line in section.splitlines() if line.startswith(f"| {row} |"))
    bare, ours, ratio = (cell.strip().removesuffix(unit) for cell in line.split("|")[2:5])

    assert (load["rounds"], load["answers a round"]) == (3, 10_000)
    assert float(bare) == pytest.approx(load["medians"]["echo"][name], rel=0.05)
    assert float(ours) == pytest.approx(load["medians"]["criteria-bot"][name], rel=0.05)
    assert float(ratio) == load["ratios"][name]
    assert holds(name, load["ratios"][name])


def test_burst_is_the_one_that_was_measured(section: str) -> None:
    """None lost, none doubled, and the loop held for no longer than is said."""
    burst = _results("burst.json")
    held = max(value for name, value in burst.items() if name.endswith("processor time"))

    assert (burst["messages"], burst["lost"], burst["doubled"]) == (10_000, 0, 0)
    assert "0 lost, 0 answered twice" in section
    assert f"{held:g} ms of processor time" in section


def test_soak_is_the_one_that_was_measured(section: str) -> None:
    """Memory after half of the answers, and at the end."""
    soak = _results("soak.json")
    samples = soak["memory, MiB"]

    assert soak["messages"] == 100_000
    assert f"{samples[len(samples) // 2]:g} MiB after half of them" in section
    assert f"{samples[-1]:g} MiB at the end" in section


@pytest.mark.parametrize("name", ["load", "soak"])
def test_picture_is_there(section: str, name: str) -> None:
    """And shown."""
    assert f"(benchmarks/results/{name}.svg)" in section
    assert (RESULTS / f"{name}.svg").read_text("utf-8").startswith("<?xml")
