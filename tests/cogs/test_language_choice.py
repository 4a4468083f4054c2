"""Which language an answer comes in."""

from collections.abc import Callable

import pytest
import simcord

from bot.client import CriteriaBot
from bot.desk import Desk, Place
from knowledge import Answerer, Language
from tests.cogs.bases import in_english
from tests.cogs.world import World

TITLES = {"en": "## Debugging", "zh": "## 调试能力"}


@pytest.mark.parametrize(
    ("locale", "community", "text", "language"),
    [
        ("zh-CN", True, "!compare debug", "zh"),
        ("zh-TW", True, "!compare debug", "zh"),
        ("zh-CN", False, "!compare debug", "en"),
        ("fr", True, "!compare debug", "en"),
        ("en-US", True, "!对比 debug", "en"),
        ("en-US", True, "!compare 调试", "zh"),
        ("zh-CN", True, "!compare which one is easier to debug", "en"),
    ],
)
async def test_message_is_answered_in_language_of_text_then_community(
    simcord_env: simcord.Env, locale: str, community: bool, text: str, language: str
) -> None:
    """Only a Community has chosen its locale; a text that proves its language comes first."""
    world = World.create(simcord_env, locale=locale)
    world.cached.features = ["COMMUNITY"] if community else []

    await world.alice.send(world.channel, text)

    assert world.answer().text.startswith(TITLES[language])


async def test_client_locale_comes_before_community(
    simcord_env: simcord.Env, speak: Callable[[str], None]
) -> None:
    """A member's own choice beats the server's."""
    world = World.create(simcord_env, locale="zh-CN")
    world.cached.features = ["COMMUNITY"]
    speak("en-GB")

    await world.alice.slash(world.channel, "compare", question="debug")

    assert world.answer().text.startswith(TITLES["en"])


async def test_default_language_is_last(answerer: Answerer) -> None:
    """Where nothing tells the language, the settings do."""
    desk = Desk(answerer, prefix="!", default=Language.ZH, contact=None)
    async with simcord.run(CriteriaBot(desk, message_content=True, shards=1)) as env:
        world = World.create(env)

        await world.alice.send(world.channel, "!compare debug")
        await world.alice.send_dm("debug")

        assert [sent.text.startswith(TITLES["zh"]) for sent in world.sent()] == [True, True]


def test_language_that_knowledge_base_lacks_is_not_chosen(answerer: Answerer) -> None:
    """A knowledge base in one language answers everything in it."""
    english = Answerer(in_english(answerer.knowledge))
    desk = Desk(english, prefix="!", default=Language.ZH, contact=None)

    assert desk.language(Place(client_locale="zh-CN"), "调试") is Language.EN
