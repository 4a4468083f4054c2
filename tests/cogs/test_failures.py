"""When something goes wrong: one polite sentence for the member, the trace for the log."""

import logging
from typing import Any

import discord
import pytest
import simcord

from bot.client import CriteriaBot
from bot.desk import Desk
from bot.phrases import EN, ZH, Phrases
from bot.rest import LONGEST_WAIT_S, PATIENCE_S
from knowledge import Answerer, Criterion, KnowledgeBase, Question, Reply
from tests.cogs.world import World, controls

handled = pytest.mark.simcord(check_errors=False)


class Broken(Answerer):
    """Answers that fail on everything."""

    def answer(self, question: Question, *, about: tuple[Criterion, ...] = ()) -> Reply:
        """Fail."""
        raise RuntimeError(f"boom {question.text}")

    def suggest(self, *arguments: Any) -> Any:
        """Fail."""
        raise RuntimeError("boom")


@pytest.fixture
def broken(desk: Desk) -> Desk:
    """A desk whose answers fail."""
    desk.use(Broken(desk.answerer.knowledge))
    return desk


def _logged(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.name == "bot.errors"]


@handled
@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("!compare debugging", EN),
        ("！对比 调试", ZH),
        ("!compare 调试", ZH),
        ("<@{me}> debugging", EN),
        ("<@{me}> 调试", ZH),
        ("！对比调试", ZH),
    ],
)
async def test_exception_gives_member_one_sentence_in_own_language(
    world: World, caplog: pytest.LogCaptureFixture, text: str, phrases: Phrases
) -> None:
    """The member reads no trace, the log does."""
    await world.alice.send(world.channel, text.format(me=world.me))

    assert world.answer().text == phrases.error
    (record,) = _logged(caplog)
    assert record.exc_info
    assert "boom" in str(record.exc_info[1])


@handled
@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize(("question", "phrases"), [("debugging", EN), ("调试", ZH)])
async def test_exception_in_slash_command_is_told_privately(
    world: World, caplog: pytest.LogCaptureFixture, question: str, phrases: Phrases
) -> None:
    """The sentence is for the member alone."""
    result = await world.alice.slash(world.channel, "compare", question=question)

    assert result.ephemeral
    assert world.answer().text == phrases.error
    assert len(_logged(caplog)) == 1


@handled
@pytest.mark.usefixtures("broken")
async def test_exception_in_autocomplete_is_logged(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """There is no way to tell the member while typing."""
    choices = await world.alice.autocomplete(world.channel, "compare", "question", "deb")

    assert choices == []
    assert world.sent() == []
    assert len([record for record in caplog.records if record.exc_info]) == 1


@handled
async def test_autocomplete_of_stale_command_is_logged(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Discord may offer a command for a while that the bot no longer has."""
    assert isinstance(world.env.bot, CriteriaBot)
    world.env.bot.tree.remove_command("ask")

    choices = await world.alice.autocomplete(world.channel, "ask", "question", "deb")

    assert choices == []
    assert world.sent() == []
    assert [record.name for record in caplog.records if record.exc_info] == ["bot.client"]


async def test_exception_behind_button_is_told_privately(
    world: World,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The card stays as it is."""
    await world.alice.send(world.channel, "!对比 调试")
    card = world.channel.last_message
    assert card is not None
    monkeypatch.setattr(desk.cards, "show", lambda action: 1 / 0)

    result = await world.alice.click(card, label=ZH.more)

    assert result.ephemeral
    assert world.sent()[-1].text == ZH.error
    assert len(_logged(caplog)) == 1


@handled
async def test_stale_slash_command_gets_help(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """A command that Discord still shows and the bot no longer has is no failure."""
    assert isinstance(world.env.bot, CriteriaBot)
    world.env.bot.tree.remove_command("about")

    result = await world.alice.slash(world.channel, "about")

    assert result.ephemeral
    assert EN.help_title in world.answer().text
    assert _logged(caplog) == []


@handled
async def test_late_interaction_is_logged_once_and_not_answered_twice(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Discord has told the member already that nothing came."""
    path = "/interactions/*/callback"
    world.env.inject_error("POST", path, status=404, code=10062, times=None)

    await world.alice.slash(world.channel, "compare", question="debugging")

    assert len(world.sent()) == 1
    assert [record.levelname for record in caplog.records] == ["WARNING"]


@handled
async def test_interaction_answered_by_another_process_is_left_to_it(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Two processes with one token: the second stays quiet."""
    await world.alice.send(world.channel, "!compare debugging")
    card = world.channel.last_message
    assert card is not None
    path = "/interactions/*/callback"
    world.env.inject_error("POST", path, status=400, code=40060, times=None)

    await world.alice.slash(world.channel, "compare", question="debugging")
    await world.alice.click(card, label=EN.more)
    await world.bob.click(card, label=EN.more)

    assert len(world.sent()) == 4
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 3


async def test_missing_right_to_send_is_logged_in_one_line(
    simcord_env: simcord.Env, caplog: pytest.LogCaptureFixture
) -> None:
    """Where the bot may not speak, it does not try to say so."""
    world, channel = _muted(simcord_env, send_messages=False)

    await world.alice.send(channel, "!compare debugging")
    await world.alice.send(channel, f"<@{world.me}> debugging")

    assert [message.author.id for message in channel.history()] == [world.alice.id] * 2
    assert [record.levelname for record in caplog.records] == ["WARNING"] * 2
    assert all(str(channel.id) in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize("text", ["!compare debugging", "!compare debugging and deployment"])
async def test_missing_right_to_embed_gives_plain_text(simcord_env: simcord.Env, text: str) -> None:
    """Without components the facts stand in plain text, each with its source."""
    world, channel = _muted(simcord_env, embed_links=False)

    await world.alice.send(channel, text)

    answer = world.answer()
    assert "components" not in answer.body
    assert answer.body["content"].startswith("**Debugging**")
    assert "](<https://" in answer.body["content"]
    assert "reply" in str(channel.history()[-1].type)


def _muted(env: simcord.Env, **rights: bool) -> tuple[World, simcord.ChannelHandle]:
    """Create a world and a channel in it where the bot lacks *rights*."""
    world = World.create(env)
    me = env.bot.user
    assert me is not None
    overwrites: Any = {me: discord.PermissionOverwrite(**rights)}
    return world, world.guild.create_text_channel("muted", overwrites=overwrites)


@pytest.mark.parametrize("rights", [{}, {"embed_links": False}])
async def test_missing_right_to_read_history_gives_plain_message(
    simcord_env: simcord.Env, rights: dict[str, bool]
) -> None:
    """Discord refuses replies there, so the answer is sent without one."""
    world, channel = _muted(simcord_env, **rights)
    simcord_env.inject_error("POST", "/channels/*/messages", status=400, code=160002)

    await world.alice.send(channel, "!compare debugging")

    refused, sent = world.sent()
    assert "message_reference" in refused.body
    assert "message_reference" not in sent.body
    assert refused.body["nonce"] == sent.body["nonce"]
    assert len(channel.history()) == 2


async def test_deleted_question_is_answered_all_the_same(world: World) -> None:
    """The reply does not depend on the message that it replies to."""
    await world.alice.send(world.channel, "!compare debugging")

    assert world.answer().body["message_reference"]["fail_if_not_exists"] is False


async def test_failing_discord_is_asked_again(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """The second try is the same answer with the same nonce, and the log has one line."""
    caplog.set_level(logging.WARNING, "bot.rest")
    world.env.inject_error("POST", "/channels/*/messages", status=503, times=1)

    await world.alice.send(world.channel, f"<@{world.me}> debugging")
    await world.env.advance_time(1)

    first, second = world.sent()
    assert first.body == second.body
    assert first.body["nonce"]
    assert [record.name for record in caplog.records] == ["bot.rest"]


async def test_answer_that_cannot_be_sent_for_long_is_given_up(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """After some minutes Discord has forgotten the nonce: the log has a line, and no more tries."""
    world.env.inject_error("POST", "/channels/*/messages", status=503, times=1000)

    await world.alice.send(world.channel, f"<@{world.me}> debugging")
    await world.env.advance_time(PATIENCE_S + LONGEST_WAIT_S)
    tried = len(world.sent())
    await world.env.advance_time(PATIENCE_S)

    assert len(world.sent()) == tried > 5
    assert "was not sent" in caplog.text


async def test_short_first_answer_survives_reload(world: World, desk: Desk) -> None:
    """A swapped answerer answers the next question; the cards are its own."""
    await world.alice.send(world.channel, "!compare debugging")
    old: KnowledgeBase = desk.answerer.knowledge
    desk.use(Answerer(old))

    await world.alice.send(world.channel, "!compare debugging")

    first, second = world.sent()
    assert first.body["components"] == second.body["components"]
    assert world.channel.last_message is not None
    assert EN.more in controls(world.channel.last_message)
