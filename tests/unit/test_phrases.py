"""What the bot says, and what Discord accepts as names and descriptions of commands."""

import re
from dataclasses import fields
from string import Formatter

import pytest

from bot.phrases import ALIASES, COMMANDS, EN, PHRASES, ZH
from knowledge import Language

NAME = re.compile(r"[-_'\w\u0900-\u097f\u0e00-\u0e7f]{1,32}")
"""Discord's rule for the name of a slash command or an option."""
LOCALES = ("zh-CN", "zh-TW")
HAN = re.compile("[\u4e00-\u9fff]")
TRADITIONAL = set("對較問題條說學個幫關於機這裡實從來麼還與讓為應該發現")

OPTIONS = ("question", "value", "channel")
SLASH = sorted(name for name in COMMANDS if name not in OPTIONS and " " not in name)
INNER = sorted(name for name in COMMANDS if " " in name)
"""The commands inside of a group, as `settings show`."""


def test_every_language_has_its_phrases() -> None:
    """A language that the core speaks is one that the bot speaks."""
    assert set(PHRASES) == set(Language)


@pytest.mark.parametrize("field", [field.name for field in fields(EN)])
def test_languages_fill_same_places(field: str) -> None:
    """A sentence holds the same `{…}` in every language, and is never empty."""
    for texts in zip(_texts(getattr(EN, field)), _texts(getattr(ZH, field)), strict=True):
        places = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in texts]
        assert places[0] == places[1]
        assert all(texts)


def _texts(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return list(value.values())
        case tuple():
            return [text for item in value for text in _texts(item)]
    raise TypeError(value)


def test_chinese_is_simplified() -> None:
    """The sentences are simplified Chinese throughout; the command names have both."""
    said = "".join(text for field in fields(ZH) for text in _texts(getattr(ZH, field.name)))

    assert HAN.search(said)
    assert not TRADITIONAL & set(said)


@pytest.mark.parametrize("command", COMMANDS)
def test_names_and_descriptions_are_valid_for_discord(command: str) -> None:
    """In every locale: the characters, the length, lower case."""
    texts = COMMANDS[command]
    assert set(texts.name) == set(LOCALES)
    assert set(texts.description) == {"en", *LOCALES}
    for name in (command.rpartition(" ")[2], *texts.name.values()):
        assert NAME.fullmatch(name)
        assert name == name.lower()
    for description in texts.description.values():
        assert 1 <= len(description) <= 100


@pytest.mark.parametrize("locale", LOCALES)
def test_names_are_unique_in_locale(locale: str) -> None:
    """Two commands side by side never share a name."""
    for side_by_side in (SLASH, INNER):
        names = [COMMANDS[command].name[locale] for command in side_by_side]
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("command", SLASH)
def test_command_stays_within_total(command: str) -> None:
    """Discord counts 8,000 characters of name, description and options in each locale."""
    inner = [COMMANDS[name] for name in INNER if name.startswith(f"{command} ")]
    parts = [COMMANDS[command], *inner, *[COMMANDS[name] for name in OPTIONS] * (len(inner) + 1)]
    for locale in LOCALES:
        total = sum(len(part.name[locale]) + len(part.description[locale]) for part in parts)
        assert total <= 8000


def test_aliases_are_unambiguous() -> None:
    """Behind the prefix every name leads to one command."""
    names = [name for command in ALIASES for name in (command, *ALIASES[command])]

    assert set(ALIASES) <= set(SLASH)
    assert len(set(names)) == len(names)
    assert not any(" " in name for name in names)


@pytest.mark.parametrize("command", ALIASES)
def test_slash_name_works_behind_prefix(command: str) -> None:
    """What a Chinese client shows after `/` may be typed after `!` as well."""
    assert set(COMMANDS[command].name.values()) <= set(ALIASES[command])


@pytest.mark.parametrize("language", Language)
def test_help_lists_every_command(language: Language) -> None:
    """Nothing that can be called is a secret."""
    assert [name for name, _ in PHRASES[language].command_lines] == list(ALIASES)


@pytest.mark.parametrize("language", Language)
def test_labels_fit_buttons(language: Language) -> None:
    """Discord takes 80 characters on a button and 150 in a menu; phones show far fewer."""
    phrases = PHRASES[language]
    labels = (phrases.more, phrases.less, phrases.back, phrases.forward, phrases.own_name)

    assert all(len(label) <= 20 for label in labels)
    assert len(set(labels)) == len(labels)
    assert len(phrases.related) <= 150
