"""What is said about the bot itself, in every language."""

from dataclasses import fields
from string import Formatter

import pytest

from bot.notices import EN, NOTICES, ZH
from bot.storage import Kind
from bot.writer import MAX_TEXT
from knowledge import Language

TRADITIONAL = set("對較問題條說學個幫關於機這裡實從來麼還與讓為應該發現設權頻開錄")


def test_every_language_has_its_notices() -> None:
    """A language that the core speaks is one that the bot speaks, of every kind of question."""
    assert set(NOTICES) == set(Language)
    assert all(set(notices.kinds) == set(Kind) for notices in NOTICES.values())


@pytest.mark.parametrize("field", [field.name for field in fields(EN)])
def test_languages_fill_same_places(field: str) -> None:
    """A sentence holds the same `{…}` in every language, is never empty, and fits a message."""
    for texts in zip(_texts(getattr(EN, field)), _texts(getattr(ZH, field)), strict=True):
        places = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in texts]
        assert places[0] == places[1]
        assert all(0 < len(text) < MAX_TEXT / 2 for text in texts)


def test_chinese_is_simplified() -> None:
    """The sentences are simplified Chinese throughout."""
    said = "".join(text for field in fields(ZH) for text in _texts(getattr(ZH, field.name)))

    assert not TRADITIONAL & set(said)


def _texts(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return list(value.values())
    raise TypeError(value)
