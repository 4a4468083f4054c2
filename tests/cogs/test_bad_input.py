"""Whatever people type: an answer, a polite word or the help, and nothing of it is said again."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

import pytest

from bot.phrases import EN, ZH, Phrases
from tests.cogs.world import World

Ask: TypeAlias = Callable[[World, str], Awaitable[object]]

WORDLESS = ["🎉", "🎉🎉🎉 👩‍👩‍👧‍👦", "...", "？？？", "\u200b\u200d", "- - -", "**", "||||", "\x00"]
READABLE = {
    "one letter": "a",
    "one character": "的",
    "long": "evil " * 800,
    "long Chinese": "恶" * 4000,
    "full width": "ｅｖｉｌ　ｗｏｒｄ",
    "NUL": "evil\x00word",
    "lone surrogates": "evil \ud800 word \udfff",
    "mixed": "evil 坏蛋 word 怎么样",
    "markdown": "# evil **word** [x](https://evil.example) ~~x~~",
    "mentions": "evil @everyone @here <@everyone> <@&1> <@1> <#1> `<@everyone>`",
    "code": "```py\nraise evil\n```",
    "open code": "evil ``` word",
    "format": "evil {0.__class__} {prefix} %s %(x)s {{7*7}} ${x}",
    "shell": "evil; rm -rf / && $(reboot) `id`",
    "SQL": "evil'; DROP TABLE members; --",
    "right to left": "evil \u202egnihton\u202c עברית",
    "combining": "e\u0301vil" + "\u0336" * 500,
    "lines": "evil\n\n\nword\r\n\tword",
    "spoiler": "||evil||",
    "invite": "evil discord.gg/evil",
    "backticks": "evil" + "`" * 3000,
}


async def _mention(world: World, text: str) -> None:
    await world.say(f"<@{world.me}> {text}")


async def _prefix(world: World, text: str) -> None:
    await world.say(f"!ask {text}")


async def _slash(world: World, text: str) -> None:
    await world.alice.slash(world.channel, "ask", question=text[:4000])


async def _direct(world: World, text: str) -> None:
    await world.say_directly(text)


SURFACES = pytest.mark.parametrize("ask", [_mention, _prefix, _slash, _direct])


@SURFACES
@pytest.mark.parametrize("text", READABLE.values(), ids=READABLE)
async def test_readable_words_get_one_answer_without_echo(
    world: World, ask: Ask, text: str
) -> None:
    """Someone who wrote words is answered once, and never with their own words."""
    await ask(world, text)

    answer = world.answer()
    assert "evil" not in answer.text
    assert EN.error not in answer.text
    assert ZH.error not in answer.text


@pytest.mark.parametrize("ask", [_mention, _prefix, _slash])
@pytest.mark.parametrize("text", WORDLESS)
async def test_text_without_word_gets_help(world: World, ask: Ask, text: str) -> None:
    """Who addresses the bot without a word learns how to ask."""
    await ask(world, text)

    assert EN.help_title in world.answer().text


@pytest.mark.parametrize("text", WORDLESS)
async def test_direct_message_without_word_is_left_alone(world: World, text: str) -> None:
    """A heart for the bot needs no answer."""
    await world.alice.send_dm(text)

    assert world.sent() == []


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize(("text", "language"), [("evil" * 1500, EN), ("恶" * 4001, ZH)])
async def test_more_than_any_message_holds_is_refused_politely(
    world: World, text: str, language: Phrases
) -> None:
    """No person can write this, and a server that lets it through gets one sentence."""
    await _prefix(world, text)

    assert world.answer().text == language.too_long.format(most=4000)
