"""`/why`: what is missing in a channel."""

import discord
import pytest
import simcord

from bot.client import CriteriaBot
from bot.cogs.why import lacking
from bot.desk import Desk
from bot.notices import EN, ZH, Notices
from tests.cogs.world import World

NEEDED = (
    "view_channel",
    "send_messages",
    "send_messages_in_threads",
    "embed_links",
    "read_message_history",
)


async def test_nothing_is_missing(world: World, manager: simcord.MemberActor) -> None:
    """With every permission and the intent there is nothing to explain."""
    await manager.slash(world.channel, "why")

    assert world.answer().ephemeral
    assert world.answer().text == f"## {EN.why_title}\n{EN.why_nothing}"


async def test_missing_permission_is_named(world: World, manager: simcord.MemberActor) -> None:
    """What the channel denies the bot is listed, and what follows from it."""
    denied = discord.PermissionOverwrite(embed_links=False, read_message_history=False)
    channel = world.guild.create_text_channel(
        "quiet", overwrites={world.guild.default_role: denied}
    )

    await manager.slash(channel, "why")

    assert world.answer().text.splitlines()[1:] == [
        EN.why_missing,
        f"- {EN.embed_links}",
        f"- {EN.read_message_history}",
    ]


async def test_missing_intent_is_named(desk: Desk) -> None:
    """A bot that cannot read messages says so."""
    bot = CriteriaBot(desk, message_content=False, shards=1)
    async with simcord.run(bot, approved_intents=discord.Intents.default()) as env:
        world = World.create(env)
        role = world.guild.create_role("m", permissions=discord.Permissions(manage_guild=True))
        manager = world.guild.add_member(env.create_user("carol"), roles=[role])

        await manager.slash(world.channel, "why")

        assert world.answer().text.endswith(EN.no_content)


@pytest.mark.simcord(check_errors=False)
async def test_why_is_refused_to_members(world: World) -> None:
    """The right to manage is checked again where the server shows the command to all."""
    world.offer("why")

    await world.alice.slash(world.channel, "why")

    assert world.answer().text == EN.managers_only


@pytest.mark.parametrize("notices", [EN, ZH])
def test_each_permission_has_its_consequence(notices: Notices) -> None:
    """One line for each that is missing, none for those that are not."""
    everything = discord.Permissions(**dict.fromkeys(NEEDED, True))

    assert lacking(everything, notices) == []
    assert lacking(discord.Permissions(administrator=True), notices) == []
    assert lacking(discord.Permissions.none(), notices) == [
        getattr(notices, name) for name in NEEDED
    ]
    for name in NEEDED:
        everything.update(**{name: False})
        assert lacking(everything, notices) == [getattr(notices, name)]
        everything.update(**{name: True})
