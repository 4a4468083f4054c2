"""What becomes of answers when their questions are edited or deleted, in process."""

import asyncio

import discord
import pytest
import simcord

from bot.client import CriteriaBot
from bot.desk import Desk
from bot.limits import Limits, Rate
from bot.phrases import EN, ZH
from bot.storage import Storage
from tests.cogs.world import World

DEBUGGING = "## Debugging"


async def _answered(world: World, text: str) -> tuple[discord.Message, discord.Message]:
    """Let Alice ask *text*; return the question and its answer."""
    question = await world.alice.send(world.channel, text)
    answer = world.channel.last_message
    assert answer is not None
    assert answer.author.id == world.me
    return question, answer


def _edits(world: World) -> list[str]:
    return [r.path for r in world.env.http_requests if r.method == "PATCH"]


def _deletions(world: World) -> list[str]:
    return [r.path for r in world.env.http_requests if r.method == "DELETE"]


@pytest.mark.parametrize("text", ["!compare", "<@{me}>", "!compare price of tea"])
async def test_question_may_become_anything_that_is_asked(world: World, text: str) -> None:
    """Help and refusals are answers too, and take the place of the one before."""
    question, answer = await _answered(world, "!compare debugging")

    await world.alice.edit(question, text.format(me=world.me))

    assert _edits(world) == [f"/channels/{world.channel.id}/messages/{answer.id}"]
    assert not _deletions(world)


@pytest.mark.parametrize("text", ["never mind", "!help", "thanks!"])
async def test_question_that_asks_nothing_loses_its_answer(world: World, text: str) -> None:
    """As if it had been written so at first."""
    question, answer = await _answered(world, "!compare debugging")

    await world.alice.edit(question, text)

    assert _deletions(world) == [f"/channels/{world.channel.id}/messages/{answer.id}"]


async def test_edit_of_what_nobody_addressed_is_followed(world: World, opened: Storage) -> None:
    """In a chosen channel an answer that is no help any more goes."""
    await opened.preferences.add_channel(world.guild.id, world.channel.id)
    question, answer = await _answered(world, "which one is easier to debug?")

    await world.alice.edit(question, "how do I put a model on a phone?")
    assert len(_edits(world)) == 1
    await world.alice.edit(question, "who ate my sandwich?")

    assert _deletions(world) == [f"/channels/{world.channel.id}/messages/{answer.id}"]


async def test_pages_go_with_their_commands(world: World, opened: Storage) -> None:
    """Help, lists, pictures: whatever answers a message that is deleted."""
    await world.alice.send(world.channel, "!compare debugging")
    for text in ("!help", "!criteria", "!about", "!stats"):
        question, answer = await _answered(world, text)
        await world.alice.delete(question)
        assert _deletions(world)[-1].endswith(f"/{answer.id}")


async def test_plain_answer_is_edited_as_plain(world: World) -> None:
    """An answer keeps the form that it was given in."""
    denied = discord.PermissionOverwrite(embed_links=False)
    channel = world.guild.create_text_channel(
        "quiet", overwrites={world.guild.default_role: denied}
    )
    question = await world.alice.send(channel, "!compare debugging")

    await world.alice.edit(question, "!compare deployment")

    (edit,) = (r.json for r in world.env.http_requests if r.method == "PATCH")
    assert edit is not None
    assert edit["content"].startswith("**Deployment")
    assert not edit.get("components")


async def test_slash_answer_is_gone_on_from(world: World) -> None:
    """A reply to it goes on, and a vote on it names its question."""
    result = await world.alice.slash(world.channel, "compare", question="debugging")
    assert result.response is not None
    card = result.response.message

    await world.alice.send(world.channel, "and in PyTorch?", reply_to=card)

    assert world.sent()[-1].text.startswith(DEBUGGING)


@pytest.mark.parametrize("text", ["i love pytorch", "pytorch is better lol"])
async def test_small_talk_is_no_follow_up(world: World, text: str) -> None:
    """It names a framework and asks nothing."""
    _, answer = await _answered(world, "!compare debugging")

    await world.alice.send(world.channel, text, reply_to=answer)

    assert len(world.sent()) == 1


async def test_criticism_counts_once(world: World, opened: Storage) -> None:
    """The same thumb again is no further complaint."""
    await opened.preferences.set_gaps(world.guild.id, True)
    _, card = await _answered(world, "!compare debugging")
    for _ in range(3):
        await world.alice.click(card, label=EN.not_helpful)
    async with asyncio.timeout(5):
        while not (found := await opened.questions.most_asked(world.guild.id)):
            await asyncio.sleep(0.01)

    assert [question.count for question in found] == [1]


async def test_answer_is_shown_to_the_channel_once(world: World) -> None:
    """The button stays, for Discord leaves a private message as it is."""
    question = await world.bob.send(world.channel, "which one is easier to debug?")
    private = await world.alice.context_menu(world.channel, "Answer this question", question)
    assert private.response is not None

    await world.alice.click(private.response, label=EN.show_to_channel)
    again = await world.alice.click(private.response, label=EN.show_to_channel)

    assert again.ephemeral
    assert world.sent()[-1].text == EN.shown_already


async def test_direct_messages_are_declined_once(desk: Desk) -> None:
    """Where whoever runs the bot does not want them."""
    bot = CriteriaBot(desk, message_content=True, shards=1, allow_dms=False)
    async with simcord.run(bot) as env:
        world = World.create(env)

        await world.bob.send_dm("哪个更容易调试")
        await world.bob.send_dm("debugging")

        assert world.answer().text == ZH.no_direct_messages


async def test_commands_of_every_kind_are_limited(desk: Desk) -> None:
    """Pages cost as much as answers, pictures more."""
    limits = Limits(user=Rate(count=1, seconds=60))
    bot = CriteriaBot(desk, message_content=True, shards=1, limits=limits)
    async with simcord.run(bot) as env:
        world = World.create(env)
        question = await world.bob.send(world.channel, "debugging")

        await world.alice.slash(world.channel, "help")
        for name in ("criteria", "stats", "about"):
            await world.alice.slash(world.channel, name)
        await world.alice.slash(world.channel, "ask", question="tpu")
        await world.alice.context_menu(world.channel, "Answer this question", question)

        first, *others = world.sent()
        assert first.text.startswith("## How to ask")
        assert len(others) == 5
        assert all(sent.ephemeral and "One moment" in sent.text for sent in others)
        await world.bob.send(world.channel, "!stats")
        await world.bob.send(world.channel, "!stats")
        await world.bob.send(world.channel, "!help")
        assert len(world.sent()) == 8
