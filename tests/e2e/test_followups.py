"""Questions that go on from an answer, in servers and in direct messages."""

import pytest
from group import Group, facts, menu

from fake_discord import Message

pytestmark = pytest.mark.asyncio(loop_scope="session")

FIRST = [
    ("and in PyTorch?", "## Debugging", "### PyTorch"),
    ("那 PyTorch 呢？", "## 调试能力", "### PyTorch"),
    ("what about tensorflow", "## Debugging", "### TensorFlow"),
    ("TensorFlow 那边呢", "## 调试能力", "### TensorFlow"),
]


def _first(message: Message, title: str, framework: str) -> bool:
    """Tell whether a card is about *title* and shows *framework* first."""
    said = facts(message)
    return said.startswith(title) and said.index("### ") == said.index(framework)


@pytest.mark.parametrize(("text", "title", "framework"), FIRST)
async def test_reply_follows_up(group: Group, text: str, title: str, framework: str) -> None:
    """A reply that names a framework alone asks the same of that one."""
    answer = await group.ask("!compare debugging")

    assert _first(await group.ask(text, reply_to=answer), title, framework)


@pytest.mark.parametrize(("text", "title", "framework"), FIRST)
async def test_reply_follows_up_on_a_slash_answer(
    group: Group, text: str, title: str, framework: str
) -> None:
    """An answer is an answer, however it was asked for."""
    answer = await group.slash("compare", question="debugging")

    assert _first(await group.ask(text, reply_to=answer), title, framework)


async def test_reply_follows_up_on_what_the_card_shows_now(group: Group) -> None:
    """Who has turned to a related criterion goes on from there."""
    card = await group.ask("!compare debugging")
    chosen = menu(card)["options"][0]
    await group.fake.select(group.alice, card, menu(card)["custom_id"], [chosen["value"]])
    await group.fake.wait(lambda: facts(card).startswith(f"## {chosen['label']}"), 5, "the turn")

    answer = await group.ask("and in PyTorch?", reply_to=card)

    assert _first(answer, f"## {chosen['label']}", "### PyTorch")


async def test_thanks_are_taken_in_silence(group: Group) -> None:
    """A reply that neither goes on nor asks is not for the bot."""
    answer = await group.ask("!compare debugging")

    thanks = ("thanks!", "thank you so much", "lol", "谢谢！", "👍", "ok", "i love pytorch")
    await group.silent(*thanks, reply_to=answer)


async def test_reply_may_ask_something_else(group: Group) -> None:
    """What is found or unsure needs no mention in a reply to the bot, to its help as well."""
    for said in ("!compare debugging", "!help"):
        answer = await group.ask(said)

        found = await group.ask("how do I put a model on a phone?", reply_to=answer)

        assert facts(found).startswith("## Mobile and edge")


async def test_reply_to_somebody_else_is_left_alone(group: Group) -> None:
    """People answer each other; only a reply to the bot goes on."""
    message = await group.fake.say(group.channel, group.bob, "I like PyTorch")

    await group.silent("and in TensorFlow?", "which one is easier to debug?", reply_to=message)


@pytest.mark.parametrize(("text", "title", "framework"), FIRST)
async def test_direct_message_follows_up(
    group: Group, text: str, title: str, framework: str
) -> None:
    """There the last answer is gone on from without a reply."""
    await group.fake.reply(to=await group.fake.direct(group.alice, "debugging"))

    answer = await group.fake.reply(to=await group.fake.direct(group.alice, text))

    assert _first(answer, title, framework)


async def test_direct_message_follows_what_the_card_shows_now(group: Group) -> None:
    """A turned card and a slash command count as the last answer too."""
    card = await group.fake.reply(to=await group.fake.direct(group.bob, "debugging"))
    chosen = menu(card)["options"][0]
    await group.fake.select(group.bob, card, menu(card)["custom_id"], [chosen["value"]])
    await group.fake.settled()

    turned = await group.fake.reply(to=await group.fake.direct(group.bob, "and in PyTorch?"))
    slash = await group.fake.slash(
        group.bob, group.fake.world.dm(group.bob), "compare", {"question": "tpu"}
    )
    await group.fake.reply(to=slash)
    after = await group.fake.reply(to=await group.fake.direct(group.bob, "and in PyTorch?"))

    assert _first(turned, f"## {chosen['label']}", "### PyTorch")
    assert _first(after, "## TPU support", "### PyTorch")
