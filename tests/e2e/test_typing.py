"""What is offered while people type a command, and how commands look in each language."""

import re
import time

import pytest
from group import Group, facts

from fake_discord import Json

pytestmark = pytest.mark.asyncio(loop_scope="session")

ODD = [
    "",
    " ",
    "d",
    "deb",
    "DEBUG",
    "调",
    "调试",
    "ｄｅｂｕｇ",
    "tiao shi",
    "?!",
    "👍",
    "\u202e",
    "\u0000",
    "@everyone",
    "'; DROP TABLE votes; --",
    "{0.__class__}",
    "(a+)+$" * 40,
    "e" * 6000,
    "调试" * 3000,
    "how do I put a model on a phone and also debug it?",
]


@pytest.mark.parametrize("command", ["compare", "ask"])
@pytest.mark.parametrize("locale", ["en-US", "zh-CN", "zh-TW", "xx"])
async def test_choices_are_few_short_and_found(group: Group, command: str, locale: str) -> None:
    """At most 25 of at most 100 characters in time, whatever is typed, each with an id."""
    fake = group.fake
    for text in ODD:
        begun = time.monotonic()
        choices = await fake.autocomplete(
            group.alice, group.channel, command, {"question": text}, locale=locale
        )
        assert time.monotonic() - begun < 3
        assert len(choices) <= 25
        assert all(1 <= len(choice["name"]) <= 100 for choice in choices), text
        assert all(re.fullmatch("[a-z0-9-]{1,32}", choice["value"]) for choice in choices), text
    everything = await fake.autocomplete(
        group.alice, group.channel, command, {"question": ""}, locale=locale
    )
    assert len(everything) == 25
    chosen = await group.slash(command, question=everything[0]["value"], locale=locale)
    assert facts(chosen).startswith(f"## {everything[0]['name']}")
    assert any("\u4e00" <= c <= "\u9fff" for c in facts(chosen)) == locale.startswith("zh")


async def test_questions_of_any_kind_are_answered_politely(group: Group) -> None:
    """What no choice offers is a question as well; nothing of it is echoed."""
    for text in ODD[1:]:
        for locale in ("en-US", "zh-CN"):
            asked = await group.fake.slash(
                group.alice, group.channel, "ask", {"question": text[:4000]}, locale=locale
            )
            answer = await group.fake.reply(to=asked)
            assert answer.text(), text
            for word in ("@everyone", "DROP TABLE", "__class__", "\u202e"):
                assert word not in answer.text()


def _named(level: Json) -> list[Json]:
    """List a command and all that has a name in it."""
    inner = [each for option in level.get("options", []) for each in _named(option)]
    choices = [{"name": c["name"], **c} for c in level.get("choices", [])]
    return [level, *inner, *choices]


async def test_commands_are_valid_in_every_language(group: Group) -> None:
    """Names as Discord's rules want them, no name twice, and zh-TW with texts of its own."""
    commands = group.fake.commands()
    assert len({(c["name"], c.get("type", 1)) for c in commands}) == len(commands)
    for locale in (None, "zh-CN", "zh-TW"):
        shown = [(c.get("name_localizations") or {}).get(locale, c["name"]) for c in commands]
        assert len(set(shown)) == len(shown), locale
    for command in commands:
        total = 0
        for item in _named(command):
            localized: dict[str, str] = item.get("name_localizations") or {}
            assert set(localized) <= {"zh-CN", "zh-TW"}, item["name"]
            assert localized.keys() >= {"zh-CN", "zh-TW"} or item["name"] in {"en", "zh"}, item
            described: dict[str, str] = item.get("description_localizations") or {}
            names: list[str] = [item["name"], *localized.values()]
            descriptions: list[str] = [item.get("description") or "", *described.values()]
            total += max(map(len, names)) + max(map(len, descriptions))
            assert all(len(text) <= 100 for text in descriptions)
            if "value" in item or command.get("type", 1) != 1:
                assert all(1 <= len(name) <= 32 for name in names)
                continue
            assert all(re.fullmatch(r"[-_\w]{1,32}", name) for name in names), names
            assert all(name == name.lower() for name in names)
            assert all(descriptions)
        assert total <= 8000
