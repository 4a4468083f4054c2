"""The lock files: what is installed is what was looked at."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_fault_45_every_package_has_a_version_and_a_hash(name: str) -> None:
    """Neither a newer release nor another file of the same name gets in."""
    text = (ROOT / name).read_text("utf-8").replace("\\\n", " ")
    packages = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]

    assert len(packages) > 10
    assert [line for line in packages if "==" not in line or "--hash=sha256:" not in line] == []


def test_fault_45_library_without_the_leak() -> None:
    """discord.py 2.7.0 kept every layout that was ever sent."""
    found = re.search(r"^discord-py==(\d+)\.(\d+)\.(\d+)", _lock(), re.MULTILINE)

    assert found
    assert tuple(map(int, found.groups())) >= (2, 7, 1)


def _lock() -> str:
    return (ROOT / "requirements.txt").read_text("utf-8")
