"""Commands behind the prefix and as slash commands."""

from collections.abc import Callable

import pytest

from bot.phrases import EN, ZH
from tests.cogs.world import World

DEBUGGING = {"en": "## Debugging", "zh": "## 调试能力"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("!compare debugging", "en"),
        ("!ask Which one is easier to debug?", "en"),
        ("!COMPARE Debugging", "en"),
        ("! compare debugging", "en"),
        ("!compare   debugging  ", "en"),
        ("!compare\ndebugging", "en"),
        ("！compare debugging", "en"),
        ("！Ask debugging", "en"),
        ("!对比 调试", "zh"),
        ("!比较 调试", "zh"),
        ("!對比 調試", "zh"),
        ("!比較 調試", "zh"),
        ("！对比 调试", "zh"),
        ("！提问 哪个更容易调试？", "zh"),
        ("!问 哪个更容易调试？", "zh"),
        ("!問 哪個更容易調試？", "zh"),
        ("！对比调试", "zh"),
        ("!比较调试", "zh"),
        ("！提问哪个更容易调试？", "zh"),
        ("！对比 debugging 怎么样", "zh"),
        ("！对比调试 pytorch", "zh"),
    ],
)
async def test_prefix_command_answers_in_language_of_question(
    world: World, text: str, language: str
) -> None:
    """Every spelling of the command is answered, as a reply to its message."""
    question = await world.alice.send(world.channel, text)

    assert world.answer().text.startswith(DEBUGGING[language])
    assert world.answer().body["message_reference"]["message_id"] == question.id


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize("command", ["compare", "ask"])
async def test_question_command_without_question_gets_help(world: World, command: str) -> None:
    """An empty question is no mistake to be told off for."""
    await world.alice.send(world.channel, f"!{command}  ")

    assert EN.help_title in world.answer().text


@pytest.mark.simcord(check_errors=False)
async def test_chinese_command_without_question_gets_chinese_help(world: World) -> None:
    """The alias tells the language where nothing else does."""
    await world.alice.send(world.channel, "！对比")

    assert ZH.help_title in world.answer().text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("!criteria", "## What I can compare (52)"),
        ("！列表", "## 可以对比的内容（52 项）"),
        ("!條目", "## 可以对比的内容（52 项）"),
        ("!help", f"## {EN.help_title}"),
        ("!帮助", f"## {ZH.help_title}"),
        ("!幫助", f"## {ZH.help_title}"),
        ("!about", f"## {EN.about_title}"),
        ("!HELP", f"## {EN.help_title}"),
        ("！关于", f"## {ZH.about_title}"),
    ],
)
async def test_other_command_answers_in_language_of_its_name(
    world: World, text: str, expected: str
) -> None:
    """Lists and help come in the language that the command was called in."""
    await world.alice.send(world.channel, text)

    assert world.answer().text.startswith(expected)


@pytest.mark.parametrize(
    "text",
    [
        "!compared debugging",
        "!comparedebugging",
        "!play music",
        "!",
        "！",
        "!!!",
        "compare debugging",
        "`!compare debugging`",
        "```\n!compare debugging\n```",
        "hello !compare debugging",
        "which one is easier to debug?",
    ],
)
async def test_what_is_no_command_is_left_alone_in_server(world: World, text: str) -> None:
    """Other bots share the prefix, and people talk to each other."""
    await world.alice.send(world.channel, text)

    assert world.sent() == []


async def test_unknown_command_in_direct_message_is_question(world: World) -> None:
    """Whoever writes to the bot alone means the bot."""
    await world.alice.send_dm("!debugging")

    assert world.answer().text.startswith(DEBUGGING["en"])


@pytest.mark.parametrize(
    ("locale", "titles"),
    [
        ("en-US", (DEBUGGING["en"], "## What I can compare", EN.help_title, EN.about_title)),
        ("fr", (DEBUGGING["en"], "## What I can compare", EN.help_title, EN.about_title)),
        ("zh-CN", (DEBUGGING["zh"], "## 可以对比的内容", ZH.help_title, ZH.about_title)),
        ("zh-TW", (DEBUGGING["zh"], "## 可以对比的内容", ZH.help_title, ZH.about_title)),
    ],
)
async def test_slash_command_answers_in_client_locale(
    world: World, speak: Callable[[str], None], locale: str, titles: tuple[str, ...]
) -> None:
    """A client's locale decides where the question proves nothing; all see the answer."""
    speak(locale)

    results = [
        await world.alice.slash(world.channel, "compare", question="debug"),
        await world.alice.slash(world.channel, "criteria"),
        await world.alice.slash(world.channel, "help"),
        await world.alice.slash(world.channel, "about"),
    ]

    for sent, title in zip(world.sent(), titles, strict=True):
        assert sent.text.removeprefix("## ").startswith(title.removeprefix("## "))
    assert all(result.acknowledged and not result.ephemeral for result in results)


async def test_slash_ask_does_what_compare_does(world: World) -> None:
    """The two names share one body."""
    await world.alice.slash(world.channel, "compare", question="Which one is easier to debug?")
    await world.alice.slash(world.channel, "ask", question="Which one is easier to debug?")

    first, second = world.sent()
    assert first.body["components"] == second.body["components"]


async def test_slash_command_answers_in_direct_message(world: World) -> None:
    """Slash commands need no server."""
    await world.alice.user.slash("compare", question="调试")

    assert world.answer().text.startswith(DEBUGGING["zh"])


@pytest.mark.parametrize("name", ["compare", "ask", "criteria", "help", "about"])
async def test_every_command_is_offered_everywhere(world: World, name: str) -> None:
    """Nothing hides a slash command, in a server or in a direct message."""
    assert name in world.alice.available_commands(world.channel)
    assert name in world.alice.user.available_commands()


async def test_framework_asked_about_comes_first(world: World) -> None:
    """A question about one framework puts it before the others."""
    await world.alice.send(world.channel, "!compare PyTorch debugging")

    text = world.answer().text
    assert text.index("### PyTorch") < text.index("### TensorFlow")


async def test_unknown_question_gets_polite_word_and_examples(world: World) -> None:
    """What is not known is said to be so, with something that is."""
    await world.alice.send(world.channel, "!compare xyzzyx")

    assert EN.try_these in world.answer().text
    assert "Which one is easier to debug?" in world.answer().text
