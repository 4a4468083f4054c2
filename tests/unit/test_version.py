"""Where the version comes from."""

import tomllib
from pathlib import Path

import pytest

from bot import version as module
from bot.version import version

PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def test_version_is_that_of_the_source_tree() -> None:
    """What runs is what stands there, whatever else is installed."""
    assert version() == tomllib.loads(PROJECT.read_text("utf-8"))["project"]["version"]


@pytest.mark.parametrize(("name", "found"), [("pytest", True), ("criteria-bot-of-nobody", False)])
def test_version_without_source_tree_is_that_of_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, found: bool
) -> None:
    """An installed program asks its package; one that is neither does not know."""
    monkeypatch.setattr(module, "_PROJECT", tmp_path / "pyproject.toml")
    monkeypatch.setattr(module, "NAME", name)

    assert (version() != "?") is found
