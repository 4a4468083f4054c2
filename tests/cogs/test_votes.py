"""Votes on an answer, and what becomes of questions that were not answered well."""

import asyncio

import discord

from bot.phrases import EN
from bot.storage import Kind, Storage
from tests.cogs.world import World


async def _card(world: World, text: str = "!compare debugging") -> discord.Message:
    await world.alice.send(world.channel, text)
    card = world.channel.last_message
    assert card is not None
    return card


async def test_vote_counts_once_a_member(world: World, opened: Storage) -> None:
    """Another press of the same changes nothing, the other thumb changes the vote."""
    card = await _card(world)

    thanks = await world.alice.click(card, label=EN.helpful)
    await world.alice.click(card, label=EN.helpful)
    await world.bob.click(card, label=EN.helpful)
    await world.bob.click(card, label=EN.not_helpful)

    (tally,) = await opened.votes.tallies()
    assert thanks.ephemeral
    assert (tally.criterion, tally.up, tally.down) == ("debugging", 1, 1)


async def test_vote_that_cannot_be_kept_is_said(world: World) -> None:
    """No thanks for a vote that is lost: the database is not open here."""
    card = await _card(world)

    await world.alice.click(card, label=EN.helpful)

    assert world.sent()[-1].ephemeral
    assert world.sent()[-1].text == EN.not_kept


async def test_poor_answers_are_listed_where_managers_want_it(
    world: World, opened: Storage
) -> None:
    """A refused question and one whose answer was voted down, and nothing before the switch."""
    await world.alice.send(world.channel, "!compare the price of tea")
    await opened.preferences.set_gaps(world.guild.id, True)
    card = await _card(world)

    await world.alice.click(card, label=EN.not_helpful)
    await world.alice.send(world.channel, "!compare the price of coffee")
    async with asyncio.timeout(5):
        while len(found := await opened.questions.most_asked(world.guild.id)) < 2:
            await asyncio.sleep(0.01)

    assert {(question.text, question.kind) for question in found} == {
        ("debugging", Kind.VOTED_DOWN),
        ("the price of coffee", Kind.UNKNOWN),
    }


async def test_named_channel_hears_only_what_it_knows(world: World, opened: Storage) -> None:
    """There questions need no address; what is not found gets silence."""
    await opened.preferences.add_channel(world.guild.id, world.channel.id)

    await world.alice.send(world.channel, "good morning")
    await world.alice.send(world.channel, "who ate my sandwich?")
    await world.alice.send(world.channel, "which one is easier to debug?")

    assert world.answer().text.startswith("## Debugging")
