"""What the bot does where a right is missing: less, and never an error."""

import pytest
from group import Group, facts

from fake_discord import Permission

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUESTIONS = [("!compare debugging", "Debugging"), ("!对比 调试", "调试能力")]


async def _deny(group: Group, rights: Permission) -> None:
    group.channel.deny(group.fake.bot, rights)
    await group.fake.channel_changed(group.channel)


@pytest.mark.parametrize(("text", "title"), QUESTIONS)
async def test_without_embed_links_answers_are_plain(group: Group, text: str, title: str) -> None:
    """The line in short and two facts a framework, with their sources, none cut."""
    await _deny(group, Permission.EMBED_LINKS)

    answer = await group.ask(text)

    assert answer.content.startswith(f"**{title}**")
    assert answer.content.count("\n- ") == 4
    assert answer.content.count("https://") >= 4
    assert not list(answer.components())
    assert not answer.embeds


@pytest.mark.parametrize(("text", "title"), QUESTIONS)
async def test_without_history_answers_refer_to_nothing(
    group: Group, text: str, title: str
) -> None:
    """They are plain sends, tried once; their asker still turns them."""
    await _deny(group, Permission.READ_MESSAGE_HISTORY)

    answer = await group.ask(text)

    assert answer.reference_id is None
    assert facts(answer).startswith(f"## {title}")
    asked = [r for r in group.fake.requests if str(group.channel.id) in r.path]
    assert [request.code for request in asked] == [None]
    more = "More" if text.isascii() else "展开"
    assert await group.press(answer, more) is answer


async def test_without_send_messages_there_is_silence(group: Group) -> None:
    """Slash commands work all the same."""
    await _deny(group, Permission.SEND_MESSAGES)

    await group.silent("!compare debugging", "!stats", "!help")
    assert facts(await group.slash("compare", question="debugging")).startswith("## Debugging")


async def test_threads_have_a_right_of_their_own(group: Group) -> None:
    """It is asked for where the channel itself may not be written to."""
    fake = group.fake
    await _deny(group, Permission.SEND_MESSAGES)
    thread = fake.world.add_thread(group.channel, "help")
    await fake.guild_joined(group.guild)

    question = await fake.say(thread, group.alice, "!compare debugging")

    assert facts(await fake.reply(to=question)).startswith("## Debugging")
