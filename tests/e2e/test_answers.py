"""The main job, from the socket to the answer, with the real client in its own process."""

from pathlib import Path

import pytest
from conftest import BotProcess, Start

import knowledge
from fake_discord import FakeDiscord
from knowledge import Language


async def _registered(fake: FakeDiscord) -> None:
    await fake.wait(lambda: len(fake.commands()) >= 5, 10, "slash commands")


async def test_prefix_command_is_answered(fake: FakeDiscord, bot: BotProcess) -> None:
    """`!compare` in a server is answered with facts about both frameworks and their sources."""
    question = await fake.say(fake.channel, fake.user, "!compare debugging")

    answer = (await fake.reply(to=question)).text()

    assert "Debugging" in answer
    assert "TensorFlow" in answer
    assert "PyTorch" in answer
    assert "https://" in answer


async def test_full_width_prefix_is_answered_in_chinese(fake: FakeDiscord, bot: BotProcess) -> None:
    """A full-width ！ counts as !, and Han characters get a Chinese answer."""
    question = await fake.say(fake.channel, fake.user, "！对比 调试")

    assert "调试能力" in (await fake.reply(to=question)).text()


@pytest.mark.parametrize(
    ("asked", "title"),
    [("which one is easier to debug?", "Debugging"), ("哪个更容易调试", "调试能力")],
)
async def test_direct_message_is_a_question(
    fake: FakeDiscord, bot: BotProcess, asked: str, title: str
) -> None:
    """A direct message needs no command."""
    question = await fake.direct(fake.user, asked)

    assert title in (await fake.reply(to=question)).text()


async def test_mention_is_a_question(fake: FakeDiscord, bot: BotProcess) -> None:
    """A written mention needs no command; alone it gets the help."""
    asked = await fake.say(fake.channel, fake.user, f"<@{fake.bot.id}> which is easier to debug?")
    alone = await fake.say(fake.channel, fake.user, f"<@!{fake.bot.id}>")

    assert "Debugging" in (await fake.reply(to=asked)).text()
    assert "How to ask" in (await fake.reply(to=alone)).text()


async def test_slash_command_is_answered_in_the_clients_language(
    fake: FakeDiscord, bot: BotProcess
) -> None:
    """`/compare` answers in one initial response, in the language of the member's client."""
    await _registered(fake)

    english = await fake.slash(fake.user, fake.channel, "compare", {"question": "tpu"})
    chinese = await fake.slash(
        fake.user, fake.channel, "compare", {"question": "tpu"}, locale="zh-TW"
    )

    assert "TPU support" in (await fake.reply(to=english)).text()
    assert "TPU 支持" in (await fake.reply(to=chinese)).text()


async def test_autocomplete_offers_ids_that_are_found(fake: FakeDiscord, bot: BotProcess) -> None:
    """What autocomplete offers is found when it is sent."""
    await _registered(fake)
    choices = await fake.autocomplete(fake.user, fake.channel, "compare", {"question": "debug"})

    asked = await fake.slash(fake.user, fake.channel, "compare", {"question": choices[0]["value"]})

    assert choices[0]["name"] in (await fake.reply(to=asked)).text()


async def test_nobody_else_is_answered(fake: FakeDiscord, bot: BotProcess) -> None:
    """Bots, webhooks, system messages, chatter, @everyone and other mentions get no answer."""
    robot = fake.world.add_user("robot", bot=True)
    fake.guild.add_member(robot)
    await fake.say(fake.channel, robot, "!compare debugging")
    await fake.say(fake.channel, fake.user, "!compare debugging", webhook=True)
    await fake.say(fake.channel, fake.user, "!compare debugging", extra={"type": 7})
    await fake.say(fake.channel, fake.user, "which one is easier to debug?")
    await fake.say(fake.channel, fake.user, "@everyone which one is easier to debug?")
    await fake.say(fake.channel, fake.user, "!unknown debugging")
    # Messages have their turns in order: what comes after is answered when these were looked at.
    last = await fake.reply(to=await fake.say(fake.channel, fake.user, "!compare debugging"))

    await fake.settled()

    assert [effect.message for effect in fake.sent if effect.message] == [last]


async def test_flood_gets_one_notice_then_silence(fake: FakeDiscord, begin: Start) -> None:
    """Who asks too often is told once, and answered again when the window is over."""
    await begin(COOLDOWN_USER="2/3s", COOLDOWN_CHANNEL="0")
    asked = [await fake.say(fake.channel, fake.user, "!compare debugging") for _ in range(6)]
    for question in asked[:3]:
        await fake.reply(to=question)
    await fake.settled()

    answers = [[message.text() for message in fake.answers(question)] for question in asked]

    assert [len(each) for each in answers] == [1, 1, 1, 0, 0, 0]
    assert "seconds" in answers[2][0]


async def test_question_follows_its_answer_to_the_end(fake: FakeDiscord, bot: BotProcess) -> None:
    """An edited question gets its answer edited, a deleted one takes it along."""
    question = await fake.say(fake.channel, fake.user, "!compare debugging")
    answer = await fake.reply(to=question)

    await fake.edit(question, "!compare deployment")
    await fake.wait(lambda: "Deployment and serving" in answer.text(), 5, "the edited answer")
    await fake.delete(question)
    await fake.wait(lambda: not fake.answers(question), 5, "the deletion of the answer")


async def test_commands_are_registered_once(fake: FakeDiscord, start: Start) -> None:
    """What Discord has already is not written again at the next start."""
    first = await start()
    await _registered(fake)
    await first.stop()
    await start()
    await fake.ready()
    await fake.wait(
        lambda: sum(r.method == "GET" and r.path.endswith("/commands") for r in fake.requests) == 2,
        10,
        "the second look",
    )
    await fake.settled()

    assert sum(r.method == "PUT" for r in fake.requests) == 1


async def test_bot_goes_on_without_the_intent_that_is_refused(
    fake: FakeDiscord, begin: Start
) -> None:
    """4014: one clear warning, then mentions, direct messages and slash commands work."""
    fake.world.application.allowed_intents &= ~(1 << 15)
    bot = await begin()
    question = await fake.direct(fake.user, "which one is easier to debug?")

    assert "Debugging" in (await fake.reply(to=question)).text()
    assert bot.written.count("MESSAGE_CONTENT_INTENT=false") == 1


async def test_bot_ends_in_good_order(fake: FakeDiscord, bot: BotProcess) -> None:
    """SIGTERM closes the connection and leaves no trace of an error."""
    assert await bot.stop() == 0
    assert "Traceback" not in bot.written
    assert "Unclosed" not in bot.written


async def test_wrong_token_ends_with_78(fake: FakeDiscord, start: Start) -> None:
    """A token that Discord refuses is no matter of trying again, and is not shown."""
    bot = await start(DISCORD_TOKEN="wrong.token.for-this-test")

    assert await bot.wait() == 78
    assert "DISCORD_TOKEN" in bot.written
    assert "wrong.token.for-this-test" not in bot.written
    assert "Traceback" not in bot.written


@pytest.mark.parametrize("language", list(Language))
async def test_every_criterion_is_answered_on_every_surface(
    fake: FakeDiscord, begin: Start, language: Language
) -> None:
    """The first example question of each criterion finds it on every surface."""
    shipped = knowledge.load(Path(knowledge.__file__).parent)
    await begin(COOLDOWN_USER="0", COOLDOWN_CHANNEL="0")
    await _registered(fake)
    for criterion in shipped.criteria.values():
        text = criterion.questions[language][0]
        asked = (
            await fake.say(fake.channel, fake.user, f"!compare {text}"),
            await fake.say(fake.channel, fake.user, f"<@{fake.bot.id}> {text}"),
            await fake.slash(fake.user, fake.channel, "compare", {"question": text}),
            await fake.direct(fake.user, text),
        )
        for question in asked:
            answer = (await fake.reply(to=question)).text()
            assert criterion.in_short[language] in answer, (criterion.id, text)
