"""Answers that follow their questions when these are edited or deleted."""

import pytest
from group import Group, facts

from fake_discord import FakeDiscord, Message, Permission

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def _becomes(fake: FakeDiscord, answer: Message, said: str) -> None:
    await fake.wait(lambda: said in answer.text(), 5, f"an answer that says {said}")


@pytest.mark.parametrize(
    ("words", "titles", "unknown"),
    [
        (("debugging", "deployment"), ("## Debugging", "## Deployment"), "You could ask:"),
        (("调试", "部署"), ("## 调试能力", "## 部署"), "可以这样问："),
    ],
)
@pytest.mark.parametrize("form", ["!compare {}", "<@{me}> {}", "！对比 {}"])
async def test_answer_follows_every_edit(
    group: Group, form: str, words: tuple[str, str], titles: tuple[str, str], unknown: str
) -> None:
    """Found, found otherwise, unknown, and found again: always the same one message."""
    fake = group.fake
    write = form.replace("{me}", str(fake.bot.id)).format
    question = await fake.say(group.channel, group.alice, write(words[0]))
    answer = await fake.reply(to=question)
    assert titles[0] in answer.text()

    await fake.edit(question, write(words[1]))
    await _becomes(fake, answer, titles[1])
    await fake.edit(question, write("the price of tea" if words[0].isascii() else "茶叶多少钱"))
    await _becomes(fake, answer, unknown)
    await fake.edit(question, write(words[0]))
    await _becomes(fake, answer, titles[0])

    assert fake.answers(question) == [answer]


async def test_answer_in_a_direct_message_follows(group: Group) -> None:
    """There an answer has content and embeds, and keeps that form."""
    fake = group.fake
    question = await fake.direct(group.alice, "debugging")
    answer = await fake.reply(to=question)

    await fake.edit(question, "部署")
    await _becomes(fake, answer, "部署")
    await fake.edit(question, "good morning")
    await fake.wait(lambda: "部署" not in answer.text(), 5, "the greeting")

    assert answer.content
    assert fake.answers(question) == [answer]


async def test_edited_follow_up_goes_on_from_the_same_answer(group: Group) -> None:
    """The framework is changed, the criterion stays."""
    card = await group.ask("!compare debugging")
    question = await group.fake.say(group.channel, group.alice, "and in PyTorch?", reply_to=card)
    answer = await group.fake.reply(to=question)

    await group.fake.edit(question, "and in TensorFlow?")
    await group.fake.wait(
        lambda: facts(answer).index("### TensorFlow") < facts(answer).index("### PyTorch"),
        5,
        "the other order",
    )

    assert facts(answer).startswith("## Debugging")


async def test_answer_in_a_free_channel_follows(group: Group) -> None:
    """What would be left in silence now loses its answer."""
    fake = group.fake
    said = await group.manage("settings channel-add", channel=str(group.channel.id))
    assert f"<#{group.channel.id}>" in said.text()
    question = await fake.say(group.channel, group.alice, "which one is easier to debug?")
    answer = await fake.reply(to=question)

    await fake.edit(question, "how do I put a model on a phone?")
    await _becomes(fake, answer, "## Mobile and edge")
    await fake.edit(question, "who ate my sandwich?")
    await fake.wait(lambda: answer.deleted, 5, "the end of the answer")


async def test_question_that_asks_nothing_any_more_loses_its_answer(group: Group) -> None:
    """Taken back is taken back, whether by an edit or by a deletion."""
    fake = group.fake
    question = await fake.say(group.channel, group.alice, "!compare debugging")
    answer = await fake.reply(to=question)

    await fake.edit(question, "never mind")
    await fake.wait(lambda: answer.deleted, 5, "the end of the answer")


async def test_update_that_changes_no_word_changes_nothing(group: Group) -> None:
    """Discord sends one when a link unfolds, or a message is pinned."""
    fake = group.fake
    question = await fake.say(group.channel, group.alice, "!compare debugging")
    answer = await fake.reply(to=question)
    done = len(fake.sent)

    await fake.edit(question, question.content)
    await fake.settled()

    assert len(fake.sent) == done
    assert not answer.deleted


@pytest.mark.parametrize("text", ["!compare debugging", "!help", "!条目", "<@{me}>", "!stats"])
async def test_deleted_question_takes_its_answer_along(group: Group, text: str) -> None:
    """Whatever it was that was asked."""
    fake = group.fake
    question = await fake.say(group.channel, group.alice, text.replace("{me}", str(fake.bot.id)))
    answer = await fake.reply(to=question)

    await fake.delete(question)

    await fake.wait(lambda: answer.deleted, 5, "the end of the answer")


async def test_picture_gives_way_to_an_answer(group: Group) -> None:
    """A command that becomes a question leaves nothing of the picture."""
    fake = group.fake
    await group.ask("!compare debugging")
    question = await fake.say(group.channel, group.alice, "!stats")
    answer = await fake.reply(to=question, timeout=15)
    assert answer.payload["attachments"]

    await fake.edit(question, "!compare tpu")
    await _becomes(fake, answer, "TPU support")

    assert not answer.payload["attachments"]


async def test_purged_questions_take_their_answers_along(group: Group) -> None:
    """Moderators delete many at once."""
    fake = group.fake
    asked = [
        await fake.say(group.channel, group.alice, f"!compare {word}")
        for word in ("debugging", "deployment", "调试")
    ]
    answers = [await fake.reply(to=question) for question in asked]

    await fake.delete_many(*asked)

    await fake.wait(lambda: all(answer.deleted for answer in answers), 5, "the end of them")


async def test_edit_on_the_way_is_not_lost(group: Group) -> None:
    """The answer to the first words is still being sent when the next come."""
    fake = group.fake
    fake.faults.slow(0.5, f"POST /channels/{group.channel.id}/messages", times=1)
    question = await fake.say(group.channel, group.alice, "!compare debugging")
    await fake.edit(question, "!compare deployment")
    await fake.edit(question, "!compare tpu")

    answer = await fake.reply(to=question)
    await _becomes(fake, answer, "## TPU support")
    await fake.settled()

    assert "## TPU support" in answer.text()
    assert fake.answers(question) == [answer]


async def test_question_deleted_on_the_way_leaves_nothing(group: Group) -> None:
    """Its answer goes as soon as it is there."""
    fake = group.fake
    fake.faults.slow(0.5, f"POST /channels/{group.channel.id}/messages", times=1)
    question = await fake.say(group.channel, group.alice, "!compare debugging")
    await fake.delete(question)

    await fake.wait(lambda: fake.sent[-1].kind == "delete", 5, "the deletion of the answer")
    await fake.settled()

    assert not fake.answers(question)


async def test_answer_that_somebody_deleted_is_let_go(group: Group) -> None:
    """A moderator's deletion is not undone by an edit of the question."""
    fake = group.fake
    question = await fake.say(group.channel, group.alice, "!compare debugging")
    answer = await fake.reply(to=question)

    await fake.delete(answer)
    await fake.settled()
    await fake.edit(question, "!compare deployment")
    await fake.settled()

    assert not fake.answers(question)


async def test_answer_keeps_its_form_when_rights_change(group: Group) -> None:
    """Components stay components without Embed Links, and plain text stays plain with it."""
    fake = group.fake
    card = await fake.say(group.channel, group.alice, "!compare debugging")
    answer = await fake.reply(to=card)
    everybody = (group.guild.roles[group.guild.id], group.guild.members[fake.bot.id].roles[0])
    for target in everybody:
        group.channel.deny(target, Permission.EMBED_LINKS)
    await fake.channel_changed(group.channel)
    plain = await fake.say(group.channel, group.alice, "!compare debugging")
    text = await fake.reply(to=plain)
    assert text.content.startswith("**Debugging**")

    await fake.edit(card, "!compare deployment")
    await _becomes(fake, answer, "## Deployment")
    for target in everybody:
        group.channel.allow(target, Permission.EMBED_LINKS)
    await fake.channel_changed(group.channel)
    await fake.edit(plain, "!compare deployment")
    await _becomes(fake, text, "**Deployment")

    assert text.content
    assert not answer.content
