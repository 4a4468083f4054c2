"""What the tests of single parts share."""

import pytest

from bot.settings import Settings
from tests.small_base import SmallBase


@pytest.fixture
def base(small_base: SmallBase, monkeypatch: pytest.MonkeyPatch) -> SmallBase:
    """A small knowledge base that the settings name, in the working directory."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(small_base.root)
    monkeypatch.setenv("KNOWLEDGE_DIR", ".")
    return small_base
