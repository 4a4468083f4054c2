"""Buttons and menus: all that they know is in the custom_id."""

from collections.abc import Callable
from typing import Any

import discord
import pytest
import simcord

from bot.client import CriteriaBot
from bot.desk import Desk
from bot.memory import Memory
from bot.phrases import EN, ZH
from knowledge import Answerer, Language, Question, Unsure
from tests.cogs.bases import grown, in_english, without
from tests.cogs.world import World, controls, menu


async def _card(world: World, text: str = "!compare debugging") -> discord.Message:
    await world.alice.send(world.channel, text)
    message = world.channel.last_message
    assert message is not None
    assert message.author.id == world.me
    return message


def _shown(result: simcord.InteractionResult) -> str:
    assert result.response is not None
    return "\n".join(_texts(result.response.components))


def _texts(components: list[dict[str, Any]]) -> list[str]:
    found = []
    for component in components:
        if component["type"] == discord.ComponentType.text_display.value:
            found.append(component["content"])
        found += _texts(component.get("components", []))
    return found


async def test_more_and_less_turn_the_card(world: World) -> None:
    """The asker unfolds the card in place, pages it and folds it again."""
    card = await _card(world)
    short = world.sent()[-1].body["components"]

    result = await world.alice.click(card, label=EN.more)
    assert result.response is not None
    assert result.response.id == card.id
    assert EN.less in controls(result.response.message)
    assert EN.more not in controls(result.response.message)
    folded = await world.alice.click(result.response.message, label=EN.less)

    assert world.sent()[-1].body["components"] == short
    assert folded.response is not None
    assert folded.response.id == card.id


async def test_pages_go_forward_and_back(world: World) -> None:
    """More facts than fit on one page stand on several, under their title."""
    card = await _card(world, "!compare debugging and deployment")

    first = await world.alice.click(card, label=EN.more)
    first_text = _shown(first)
    second = await world.alice.click(_message(first), label=EN.forward)
    second_text = _shown(second)
    third = await world.alice.click(_message(second), label=EN.back)

    assert first_text.startswith("## Debugging")
    assert second_text.startswith("## Deployment")
    assert _shown(third) == first_text


def _message(result: simcord.InteractionResult) -> discord.Message:
    assert result.response is not None
    return result.response.message


async def test_language_button_translates_the_same_card(world: World) -> None:
    """There and back again, page and frameworks kept."""
    card = await _card(world, "!compare pytorch debugging")

    chinese = await world.alice.click(card, label="中文")
    assert _shown(chinese).startswith("## 调试能力")
    assert _shown(chinese).index("### PyTorch") < _shown(chinese).index("### TensorFlow")
    english = await world.alice.click(_message(chinese), label="English")

    assert _shown(english).startswith("## Debugging")


async def test_related_menu_shows_what_was_selected(world: World, desk: Desk) -> None:
    """One leads to the next, in the language of the card."""
    card = await _card(world)
    related = desk.answerer.knowledge.criteria["debugging"].related
    assert [option.value for option in menu(card).options] == list(related)

    result = await world.alice.select(card, [related[0]])

    title = desk.answerer.knowledge.criteria[related[0]].title[Language.EN]
    assert _shown(result).startswith(f"## {title}")
    assert result.response is not None
    assert result.response.id == card.id


@pytest.mark.parametrize("text", ["!compare debugging", "<@{me}> debugging"])
async def test_press_of_somebody_else_makes_private_copy(world: World, text: str) -> None:
    """Nobody changes the answer that somebody else is reading."""
    card = await _card(world, text.format(me=world.me))

    result = await world.bob.click(card, label=EN.more)

    assert result.ephemeral
    assert result.response is not None
    assert result.response.id != card.id
    again = await world.bob.click(result.response.message, label=EN.less)
    assert again.response is not None
    assert again.response.id == result.response.id


async def test_slash_answer_belongs_to_who_called(world: World) -> None:
    """The one who called the command turns its card, others get a copy."""
    result = await world.alice.slash(world.channel, "compare", question="debugging")
    card = _message(result)

    own = await world.alice.click(card, label=EN.more)
    other = await world.bob.click(card, label="中文")

    assert _message(own).id == card.id
    assert other.ephemeral


async def test_answer_without_visible_question_belongs_to_nobody(world: World) -> None:
    """Where the question is deleted, a copy is safe for everyone."""
    question = await world.alice.send(world.channel, "!compare debugging")
    card = world.channel.last_message
    assert card is not None
    world.bot.record.memory = Memory()
    await world.alice.delete(question)

    result = await world.alice.click(card, label=EN.more)

    assert result.ephemeral


async def test_card_in_direct_message_is_turned(world: World) -> None:
    """There is nobody else there."""
    await world.alice.send_dm("debugging")
    card = world.alice.user.dm_channel.last_message
    assert card is not None

    result = await world.alice.user.click(card, label=EN.more)

    assert _message(result).id == card.id


@pytest.fixture
def unsure_question(answerer: Answerer) -> str:
    """A word that may mean several criteria, for the answers as they are today."""
    texts = (
        text
        for criterion in answerer.knowledge.criteria.values()
        for text in " ".join(criterion.aliases[Language.EN]).split()
    )
    for text in texts:
        reply = answerer.answer(Question(text=text, language=Language.EN))
        if isinstance(reply, Unsure) and len(reply.candidates) > 1:
            return text
    raise AssertionError("every word is certain")


async def test_did_you_mean_leads_to_card(world: World, desk: Desk, unsure_question: str) -> None:
    """An unsure answer offers buttons; one press shows the facts."""
    reply = desk.answerer.answer(Question(text=unsure_question, language=Language.EN))
    assert isinstance(reply, Unsure)
    titles = [criterion.title[Language.EN] for criterion in reply.candidates]

    offer = await _card(world, f"!compare {unsure_question}")
    assert world.sent()[-1].text == EN.unsure
    assert list(controls(offer)) == titles
    result = await world.alice.click(offer, label=titles[-1])

    assert _shown(result).startswith(f"## {titles[-1]}")


async def test_buttons_work_after_restart(world: World, desk: Desk) -> None:
    """Another process, which never saw the message, does what its button says."""
    card = await _card(world)
    await world.env.restart_bot(CriteriaBot(desk, message_content=True, shards=1))

    own = await world.alice.click(card, label=EN.more)
    other = await world.bob.select(card, [menu(card).options[0].value])

    assert _message(own).id == card.id
    assert other.ephemeral


async def test_list_of_many_criteria_is_paged(world: World, desk: Desk) -> None:
    """Where one page is too short, buttons lead on."""
    many = grown(desk.answerer.knowledge, times=4)
    desk.use(Answerer(many))

    card = await _card(world, "!criteria")
    assert "Page 1 of 3" in world.sent()[-1].text
    second = await world.alice.click(card, label=EN.forward)
    assert "Page 2 of 3" in _shown(second)
    first = await world.alice.click(_message(second), label=EN.back)

    assert "Page 1 of 3" in _shown(first)


async def test_button_of_vanished_criterion_gets_polite_word(world: World, desk: Desk) -> None:
    """After a reload, a criterion may be gone; the old card stays as it is."""
    card = await _card(world, "!对比 调试")
    desk.use(Answerer(without(desk.answerer.knowledge, "debugging")))

    result = await world.alice.click(card, label=ZH.more)

    assert result.ephemeral
    assert _shown(result) == ZH.gone


async def test_button_in_vanished_language_is_answered_in_another(world: World, desk: Desk) -> None:
    """After a reload, a language may be gone; the knowledge base's own is used."""
    card = await _card(world, "!对比 调试")
    desk.use(Answerer(in_english(desk.answerer.knowledge)))

    result = await world.alice.click(card, label=ZH.more)

    assert _shown(result).startswith("## Debugging")
    assert "中文" not in controls(_message(result))


@pytest.mark.parametrize(
    "custom_id",
    [
        "",
        "x",
        "cb1",
        "cb1:card:en:0:0.1:",
        "cb1:card:en:0:0.1:nothing",
        "cb1:card:en:0:0.1:+++",
        "cb1:card:en:0:0.1:" + "+".join(["debugging"] * 3),
        "cb1:card:xx:0:0.1:debugging",
        "cb1:drop:en:0:0.1:debugging",
        "cb1:menu:en:0:0.1:debugging",
        "cb0:card:en:0:0.1:debugging",
        "cb1:card:en:-1:0.1:debugging",
        "cb1:card:en:٣:0.1:debugging",
        "cb1:card:en:0:0.1:../../etc/passwd",
        "cb1:card:en:0:0.1:debugging\n",
        "x" * 100,
        "cb1:card:en:0:0.1:{0}",
    ],
)
async def test_tampered_custom_id_gets_polite_word(world: World, custom_id: str) -> None:
    """What the bot never wrote does nothing."""
    result = await _press(world, custom_id)

    assert result.ephemeral
    assert _shown(result) == EN.gone


@pytest.mark.parametrize(
    "custom_id",
    [
        "cb1:card:en:999:0.1:debugging",
        "cb1:card:en:0:9.99.999:debugging",
        "cb1:card:en:0:...:debugging",
        "cb1:card:en:0:0.0.0.0:debugging",
        "cb1:card:en:0::debugging",
        "cb1:list:en:999::",
    ],
)
async def test_odd_custom_id_shows_what_it_can(world: World, custom_id: str) -> None:
    """A page past the last is the last, and unknown frameworks are left out."""
    result = await _press(world, custom_id)

    assert _shown(result).startswith(("## Debugging", "## What I can compare"))


async def _press(world: World, custom_id: str) -> simcord.InteractionResult:
    """Press a button of Alice's card whose custom_id was changed on the way."""
    card = await _card(world)
    stored = world.env.backend.get_message(world.channel.id, card.id)
    row = next(row for row in stored.components if row["type"] == 1)
    row["components"][0]["custom_id"] = custom_id or "-"
    return await world.alice.click(card, custom_id=custom_id or "-")


async def test_tampered_custom_id_is_answered_in_client_locale(
    world: World, speak: Callable[[str], None]
) -> None:
    """Where the button does not tell the language, the client does."""
    speak("zh-TW")

    assert _shown(await _press(world, "x")) == ZH.gone
