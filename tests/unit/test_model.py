"""The data that a knowledge base consists of."""

from dataclasses import FrozenInstanceError, replace

import pytest

from knowledge.language import Language
from knowledge.model import Framework
from tests.small_base import SmallBase


@pytest.mark.parametrize(
    ("colour", "number"), [("#000000", 0), ("#FF6F00", 0xFF6F00), ("#ffffff", 0xFFFFFF)]
)
def test_framework_rgb_is_its_colour_as_a_number(colour: str, number: int) -> None:
    """Discord takes colours as numbers."""
    name = {Language.EN: "Tea"}

    framework = Framework(id="tea", name=name, colour=colour, homepage="https://tea.example/")

    assert framework.rgb == number


def test_knowledge_base_speaks_a_language_that_it_has(small_base: SmallBase) -> None:
    """Who asks in a declared language is answered in it."""
    assert small_base.load().speak(Language.ZH) is Language.ZH


def test_knowledge_base_speaks_its_first_language_else(small_base: SmallBase) -> None:
    """Who asks in another language is answered in the first one declared."""
    loaded = small_base.load()
    knowledge = replace(loaded, profile=replace(loaded.profile, languages=(Language.ZH,)))

    assert knowledge.speak(Language.EN) is Language.ZH


def test_overview_is_the_criterion_that_the_profile_names(small_base: SmallBase) -> None:
    """The question "A or B?" leads to it."""
    knowledge = small_base.load()

    assert knowledge.overview is knowledge.criteria["choosing"]


def test_overview_may_be_absent(small_base: SmallBase) -> None:
    """A knowledge base needs no overview."""
    small_base.replace("knowledge.yaml", "overview: choosing\n", "")

    assert small_base.load().overview is None


def test_knowledge_is_immutable(small_base: SmallBase) -> None:
    """What many share, nobody changes."""
    criterion = small_base.load().criteria["caffeine"]

    with pytest.raises(FrozenInstanceError):
        criterion.related = ()  # type: ignore[misc] # That it is refused is the point.
