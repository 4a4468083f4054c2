"""Which version of the program this is."""

import importlib.metadata
import tomllib
from pathlib import Path

NAME = "criteria-bot"
_PROJECT = Path(__file__).parent.parent / "pyproject.toml"


def version() -> str:
    """Read the version from the source tree, or from what was installed; `?` without either."""
    try:
        return str(tomllib.loads(_PROJECT.read_text("utf-8"))["project"]["version"])
    except (OSError, KeyError, ValueError):
        pass
    try:
        return importlib.metadata.version(NAME)
    except importlib.metadata.PackageNotFoundError:
        return "?"
