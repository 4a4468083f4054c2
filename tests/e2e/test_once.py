"""One question, one answer, whatever goes wrong between Discord and the bot."""

from pathlib import Path

import pytest
from conftest import bot_process
from group import Group, assert_polite, facts

from fake_discord import FakeDiscord

pytestmark = pytest.mark.asyncio(loop_scope="session")

QUESTIONS = ["!compare debugging", "<@{me}> debugging", "！对比 调试", "<@{me}> 哪个更容易调试"]


@pytest.mark.parametrize("text", QUESTIONS)
async def test_replayed_question_is_answered_once(group: Group, text: str) -> None:
    """Discord brings events again after a lost connection."""
    fake = group.fake
    text = text.replace("{me}", str(fake.bot.id))
    question = await fake.say(group.channel, group.alice, text)
    for _ in range(3):
        await fake.repeat(question)
    await fake.reply(to=question)
    await fake.repeat(question)
    await fake.settled()

    assert len(fake.answers(question)) == 1


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_answer_that_arrived_in_spite_of_an_error_is_one(group: Group, status: int) -> None:
    """It is sent again with the same nonce, and Discord knows it."""
    fake, path = group.fake, f"POST /channels/{group.channel.id}/messages"
    fake.faults.status(status, path, after_effect=True, times=1)

    question = await fake.say(group.channel, group.alice, "!compare debugging")
    await fake.reply(to=question)
    await fake.wait(
        lambda: len([r for r in fake.requests if path.endswith(r.path)]) > 1, 10, "retry"
    )
    await fake.settled()

    assert len(fake.answers(question)) == 1


async def test_answer_over_a_cut_connection_is_one(group: Group) -> None:
    """Whether it arrived is unknown, so it is sent again."""
    fake = group.fake
    fake.faults.reset(f"POST /channels/{group.channel.id}/messages", after_effect=True, times=1)
    question = await fake.say(group.channel, group.alice, "!compare debugging")
    await fake.reply(to=question)
    await fake.settled(quiet=1.5)

    assert len(fake.answers(question)) == 1


async def test_second_copy_of_the_bot_gives_no_second_answer(
    group: Group, shared: FakeDiscord, directory: Path, tmp_path: Path
) -> None:
    """Two processes with one token: one answer to messages and one to commands, edits followed."""
    fake = group.fake
    before = len(fake.gateway.identifies)
    settings = {
        "COOLDOWN_USER": "0",
        "COOLDOWN_CHANNEL": "0",
        "DATABASE_URL": f"sqlite+aiosqlite:///{directory}/data/bot.db",
    }
    async with bot_process(shared, tmp_path, **settings) as copy:
        await fake.wait(lambda: len(fake.gateway.identifies) > before, 15, "the second copy")
        await fake.ready(shards=2)
        await copy.prepared()  # A copy that answered nothing yet has no counts to show.
        await fake.settled(quiet=1.0)
        asked = [
            await fake.say(group.channel, group.alice, text.replace("{me}", str(fake.bot.id)))
            for text in QUESTIONS
        ]
        asked.append(await fake.direct(group.alice, "debugging"))
        for question in asked:
            await fake.reply(to=question)
        await fake.settled()
        assert [len(fake.answers(question)) for question in asked] == [1] * len(asked)

        await fake.edit(asked[0], "!compare deployment")
        (answer,) = fake.answers(asked[0])
        await fake.wait(lambda: facts(answer).startswith("## Deployment"), 5, "the edit")
        await fake.delete(asked[0])
        await fake.wait(lambda: answer.deleted, 5, "the deletion")

        interaction = await fake.slash(group.alice, group.channel, "ask", {"question": "tpu"})
        await fake.reply(to=interaction)
        await fake.settled()
        assert len(interaction.messages) == 1
        for name in ("stats", "criteria"):
            interaction = await fake.slash(group.alice, group.channel, name)
            await fake.reply(to=interaction, timeout=15)
            await fake.settled(quiet=2.5 if name == "stats" else 0.25)
            assert len(interaction.messages) == 1, name
            told = [each.kind for each in fake.sent if each.interaction is interaction]
            assert told == (["defer", "response"] if name == "stats" else ["response"])
        assert await copy.stop() == 0
        assert "Traceback" not in copy.written
    # The slower one of two is told that the interaction was answered.
    fake.violations[:] = [each for each in fake.violations if each.code != 40060]
    assert_polite(fake)
