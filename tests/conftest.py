"""What tests of several folders share."""

from pathlib import Path

import pytest

import knowledge
from knowledge import Answerer, KnowledgeBase
from tests.small_base import SmallBase


@pytest.fixture(scope="session")
def knowledge_base() -> KnowledgeBase:
    """The knowledge base that the product ships."""
    return knowledge.load(Path(knowledge.__file__).parent)


@pytest.fixture(scope="session")
def answerer(knowledge_base: KnowledgeBase) -> Answerer:
    """The answers that the product ships."""
    return Answerer(knowledge_base)


@pytest.fixture
def small_base(tmp_path: Path) -> SmallBase:
    """A small valid knowledge base that the test may break."""
    return SmallBase.create(tmp_path)
