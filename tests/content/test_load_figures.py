"""What the README says of load is what the commands wrote."""

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "results"


def _results(name: str) -> Any:
    return json.loads((RESULTS / name).read_text("utf-8"))


@pytest.fixture(scope="module")
def section() -> str:
    """What stands below the heading."""
    text = (ROOT / "README.md").read_text("utf-8")
    return text.partition("## Under load\n")[2].partition("\n## ")[0]


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


def test_picture_is_there(section: str) -> None:
    """And shown."""
    assert "(benchmarks/results/soak.svg)" in section
    assert (RESULTS / "soak.svg").read_text("utf-8").startswith("<?xml")
