"""Which messages are for the bot: mentions and direct messages, and no others."""

import discord
import pytest
import simcord
from discord.role import RoleTags
from simcord.enums import MessageType

from bot.client import CriteriaBot
from bot.desk import Desk
from bot.phrases import EN, ZH
from tests.cogs.world import World

DEBUGGING = "## Debugging"


@pytest.mark.parametrize(
    "text",
    [
        "<@{me}> which one is easier to debug?",
        "<@!{me}> which one is easier to debug?",
        "Dear <@{me}>, which one is easier to debug?",
        "which one is easier to debug? <@{me}>",
        "<@{bob}> <@{me}> which one is easier to debug?",
        "@everyone <@{me}> which one is easier to debug?",
        "<@{me}>debugging",
    ],
)
async def test_mention_anywhere_is_question(world: World, text: str) -> None:
    """No command is needed where the bot is named."""
    await world.alice.send(world.channel, text.format(me=world.me, bob=world.bob.id))

    assert world.answer().text.startswith(DEBUGGING)


async def test_mention_of_own_role_is_question(world: World) -> None:
    """Clients offer the bot's managed role beside the bot."""
    handle = world.guild.create_role("criteria-bot")
    role = world.cached.get_role(handle.id)
    assert role is not None
    role.tags = RoleTags({"bot_id": str(world.me)})

    await world.alice.send(world.channel, f"<@&{role.id}> 哪个更容易调试")

    assert world.answer().text.startswith("## 调试能力")


@pytest.mark.parametrize("text", ["<@{me}>", "<@!{me}>  ", "<@{me}> <@{bob}>", "<@{me}> ?!"])
async def test_mention_alone_gets_help(world: World, text: str) -> None:
    """Whoever names the bot and asks nothing learns how to ask."""
    await world.alice.send(world.channel, text.format(me=world.me, bob=world.bob.id))

    assert EN.help_title in world.answer().text


@pytest.mark.parametrize(
    "text",
    [
        "@everyone debugging",
        "@here debugging",
        "<@{bob}> debugging",
        "<@&{everyone}> debugging",
        "<#{me}> debugging",
        "write `<@{me}> debugging` to ask",
        "```\n<@{me}> debugging\n```",
    ],
)
async def test_what_names_others_is_left_alone(world: World, text: str) -> None:
    """Only the bot's own mention, outside of code, makes a message a question."""
    places = {"me": world.me, "bob": world.bob.id, "everyone": world.guild.id}
    await world.alice.send(world.channel, text.format(**places))

    assert world.sent() == []


@pytest.mark.parametrize("text", ["thanks!", "lol", "谢谢大佬", "👍"])
async def test_reply_that_asks_nothing_gets_no_answer(world: World, text: str) -> None:
    """A reply to the bot pings it, and mostly says thanks."""
    await world.alice.send(world.channel, "!compare debugging")
    answer = world.channel.last_message
    assert answer is not None

    await world.alice.send(world.channel, text, reply_to=answer)

    assert len(world.sent()) == 1


@pytest.mark.parametrize(
    ("text", "first"), [("and in PyTorch?", "### PyTorch"), ("那TensorFlow呢？", "### TensorFlow")]
)
async def test_reply_follows_up_on_the_criterion(world: World, text: str, first: str) -> None:
    """A framework alone, said in reply to an answer, asks the same of that framework."""
    await world.alice.send(world.channel, "!compare debugging")
    answer = world.channel.last_message
    assert answer is not None

    await world.alice.send(world.channel, text, reply_to=answer)

    said = world.sent()[-1].text
    assert said.startswith((DEBUGGING, "## 调试能力"))
    assert said.index("### ") == said.index(first)


async def test_reply_with_a_question_of_its_own_is_answered(world: World) -> None:
    """What is found needs no mention in a reply to the bot."""
    await world.alice.send(world.channel, "!compare debugging")
    answer = world.channel.last_message
    assert answer is not None

    await world.alice.send(world.channel, "and how do I put a model on a phone?", reply_to=answer)

    assert world.sent()[-1].text.startswith("## Mobile and edge")


async def test_direct_message_follows_up_on_the_last_answer(world: World) -> None:
    """In a direct message no reply is needed to go on."""
    await world.alice.send_dm("debugging")
    await world.alice.send_dm("and in PyTorch?")

    said = world.sent()[-1].text
    assert said.startswith(DEBUGGING)
    assert said.index("### PyTorch") < said.index("### TensorFlow")


async def test_edit_of_question_edits_answer(world: World) -> None:
    """A question that is mended gets its answer mended, not a second one."""
    question = await world.alice.send(world.channel, "!compare debugging")
    answer = world.channel.last_message
    assert answer is not None

    await world.alice.edit(question, "!compare deployment")

    after = world.channel.last_message
    assert after is not None
    assert after.id == answer.id
    assert len([sent for sent in world.sent() if sent.path.endswith("/messages")]) == 1


async def test_deleted_question_takes_its_answer_along(world: World) -> None:
    """Nothing is left of a question that was withdrawn."""
    question = await world.alice.send(world.channel, "!compare debugging")
    answer = world.channel.last_message
    assert answer is not None

    await world.alice.delete(question)

    assert world.channel.last_message is None


async def test_message_that_comes_twice_is_answered_once(world: World) -> None:
    """A replay after a lost connection brings events again."""
    question = await world.alice.send(world.channel, "!compare debugging")

    await world.bot.on_message(question)

    assert len(world.sent()) == 1


async def test_reply_that_mentions_is_question(world: World) -> None:
    """A mention in writing counts in a reply as anywhere."""
    first = await world.alice.send(world.channel, "I like it")

    await world.bob.send(world.channel, f"<@{world.me}> debugging", reply_to=first)

    assert world.answer().text.startswith(DEBUGGING)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Which one is easier to debug?", DEBUGGING),
        ("调试哪个好", "## 调试能力"),
        ("!compare debugging", DEBUGGING),
        ("！对比调试", "## 调试能力"),
        ("<@{me}> debugging", DEBUGGING),
        ("<@{me}>", f"## {EN.help_title}"),
        ("帮我看看天气", ZH.try_these),
    ],
)
async def test_direct_message_is_question(world: World, text: str, title: str) -> None:
    """Everything written to the bot alone is for it."""
    await world.alice.send_dm(text.format(me=world.me))

    assert title in world.answer().text


async def test_bot_is_never_answered(world: World) -> None:
    """Two bots would talk for ever."""
    other = world.guild.add_member(world.env.create_user("other", bot=True))

    await other.send(world.channel, "!compare debugging")
    await other.send(world.channel, f"<@{world.me}> debugging")

    assert world.sent() == []


async def test_webhook_is_never_answered(world: World) -> None:
    """Nobody waits behind a webhook."""
    await world.guild.create_webhook(world.channel).send("!compare debugging")

    assert world.sent() == []


@pytest.mark.parametrize(
    "kind",
    [
        MessageType.THREAD_CREATED,
        MessageType.CHANNEL_NAME_CHANGE,
        MessageType.AUTO_MODERATION_ACTION,
        MessageType.CHAT_INPUT_COMMAND,
    ],
)
async def test_system_message_is_never_answered(world: World, kind: MessageType) -> None:
    """What Discord writes in a member's name, a thread's title for example, is no question."""
    await world.say("!compare debugging", kind)
    await world.say(f"<@{world.me}> debugging", kind)

    assert world.sent() == []


async def test_edited_message_is_answered_once(world: World) -> None:
    """An answer stays; an edit makes no second one."""
    question = await world.alice.send(world.channel, "!compare debugging")

    await world.alice.edit(question, "!compare deployment")

    assert world.answer().text.startswith(DEBUGGING)


async def test_without_message_content_all_but_prefix_works(desk: Desk) -> None:
    """Mentions, direct messages and slash commands need no privileged intent."""
    bot = CriteriaBot(desk, message_content=False, shards=1)
    async with simcord.run(bot, approved_intents=discord.Intents.default()) as env:
        world = World.create(env)

        await world.alice.send(world.channel, "!compare debugging")
        assert world.sent() == []
        await world.alice.send(world.channel, f"<@{world.me}> debugging")
        await world.alice.send_dm("debugging")
        await world.alice.slash(world.channel, "compare", question="debugging")

        assert [sent.text.startswith(DEBUGGING) for sent in world.sent()] == [True] * 3


@pytest.mark.parametrize(
    "text", ["<@{bob}> debugging", "debugging <#123456>", "<:torch:42> debugging"]
)
async def test_markup_of_discord_is_no_word(world: World, text: str) -> None:
    """Mentions, channels and emoji in a question do not hide what it asks."""
    await world.alice.send(world.channel, f"!compare {text}".replace("{bob}", str(world.bob.id)))

    assert world.answer().text.startswith(DEBUGGING)
