"""Cards in direct messages: a notification shows what was answered."""

import discord
import pytest
import simcord

from bot import views
from bot.phrases import EN, ZH
from tests.cogs.world import World, controls, menu


async def _card(world: World) -> discord.Message:
    await world.alice.send_dm("debugging")
    card = world.alice.user.dm_channel.last_message
    assert card is not None
    return card


def _after(result: simcord.InteractionResult) -> discord.Message:
    assert result.response is not None
    return result.response.message


async def test_notification_shows_title_and_line_in_short(world: World) -> None:
    """A direct message has content, with embeds for the frameworks below it."""
    card = await _card(world)

    assert card.content.startswith("## Debugging\nBoth run line by line")
    assert not card.flags.components_v2
    first, second, _ = card.embeds
    assert str(first.description).startswith("### TensorFlow\n- ")
    assert str(second.description).startswith("### PyTorch\n- ")
    assert {EN.more, EN.helpful, EN.not_helpful, ZH.own_name} == set(controls(card))


async def test_answer_in_server_is_made_of_components(world: World) -> None:
    """It pings nobody, and components look and read better."""
    await world.alice.send(world.channel, "!compare debugging")

    card = world.channel.last_message
    assert card is not None
    assert card.flags.components_v2
    assert card.content == ""


async def test_direct_card_keeps_its_form_when_turned(world: World) -> None:
    """More, another language and related criteria come in the message that is there."""
    card = await _card(world)

    more = _after(await world.alice.user.click(card, label=EN.more))
    chinese = _after(await world.alice.user.click(more, label=ZH.own_name))
    related = _after(await world.alice.user.select(chinese, [menu(chinese).options[0].value]))

    assert more.id == chinese.id == related.id == card.id
    assert not related.flags.components_v2
    assert len(str(more.embeds[0].description)) > len(str(card.embeds[0].description))
    assert chinese.content.startswith("## 调试能力\n")
    assert not related.content.startswith("## 调试能力\n")


async def test_direct_card_too_large_for_embeds_becomes_components(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Content and embeds make room, for Discord takes no mixture."""
    card = await _card(world)
    monkeypatch.setattr(views, "classic", lambda card: None)

    more = _after(await world.alice.user.click(card, label=EN.more))

    assert more.id == card.id
    assert more.flags.components_v2
    assert more.content == ""
    assert more.embeds == []
