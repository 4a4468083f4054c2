"""What is suggested while somebody types a slash command's question."""

from collections.abc import Callable

import pytest

from bot.cards import MAX_OPTIONS
from bot.phrases import EN
from tests.cogs.world import World


@pytest.mark.parametrize(
    ("locale", "typed", "title"),
    [
        ("en-US", "debug", "Debugging"),
        ("en-US", "调试", "调试能力"),
        ("zh-CN", "debug", "调试能力"),
        ("zh-TW", "調試", "调试能力"),
        ("fr", "debugging", "Debugging"),
    ],
)
@pytest.mark.parametrize("command", ["compare", "ask"])
async def test_suggestion_is_in_language_of_member(
    world: World, speak: Callable[[str], None], command: str, locale: str, typed: str, title: str
) -> None:
    """The best suggestion comes first, in the client's language or the one typed."""
    speak(locale)

    choices = await world.alice.autocomplete(world.channel, command, "question", typed)

    assert choices[0] == {"name": title, "value": "debugging"}


@pytest.mark.parametrize(
    "typed", ["", " ", "e", "的", "🎉", "\x00", "\ud800", "x" * 4000, "`" * 99]
)
async def test_suggestions_stay_within_limits(world: World, typed: str) -> None:
    """Discord takes 25 choices of 100 characters each, and answers to whatever is typed."""
    choices = await world.alice.autocomplete(world.channel, "compare", "question", typed)

    assert len(choices) <= MAX_OPTIONS
    assert all(1 <= len(choice["name"]) <= 100 for choice in choices)
    assert len({choice["value"] for choice in choices}) == len(choices)


async def test_empty_question_is_offered_something(world: World) -> None:
    """Before the first letter, the list shows what there is."""
    assert await world.alice.autocomplete(world.channel, "compare", "question", "")


async def test_every_suggestion_is_found(world: World) -> None:
    """The value of a suggestion is sure to be answered with its criterion."""
    choices = await world.alice.autocomplete(world.channel, "compare", "question", "")

    for choice in choices:
        await world.alice.slash(world.channel, "compare", question=choice["value"])
        assert world.sent()[-1].text.startswith(f"## {choice['name']}\n")


async def test_text_beside_suggestions_is_question(world: World) -> None:
    """People ignore the suggestions; what they submit is checked again."""
    await world.alice.slash(world.channel, "compare", question="xyzzyx")

    assert EN.try_these in world.answer().text
