"""The bot as an app that a member has installed, wherever that member is."""

import sqlite3
from pathlib import Path

import pytest
from group import Group, assert_polite, button, facts

from fake_discord import Channel, FakeDiscord, Message, User

pytestmark = pytest.mark.asyncio(loop_scope="session")


class Place:
    """A place that the bot is not in, and two people there."""

    def __init__(self, fake: FakeDiscord, channel: Channel, alice: User, bob: User) -> None:
        self.fake, self.channel, self.alice, self.bob = fake, channel, alice, bob

    async def slash(self, name: str, locale: str | None = None, **options: str) -> Message:
        """Let Alice use a slash command, and return the answer."""
        asked = await self.fake.slash(self.alice, self.channel, name, options, locale=locale)
        return await self.fake.reply(to=asked, timeout=10)


@pytest.fixture(params=["server without the bot", "private channel", "bot DM"])
async def place(shared: FakeDiscord, request: pytest.FixtureRequest) -> Place:
    """Each of the places that Discord lets a member use an app in."""
    world = shared.world
    alice, bob = world.add_user("alice"), world.add_user("bob")
    if request.param == "private channel":
        return Place(shared, world.private_channel(alice, bob), alice, bob)
    if request.param == "bot DM":
        return Place(shared, world.dm(alice), alice, alice)
    group = await Group.join(shared, has_bot=False)
    return Place(shared, group.channel, group.alice, group.bob)


async def test_commands_work(place: Place, shared: FakeDiscord) -> None:
    """Questions, lists and what members choose, in both languages."""
    assert facts(await place.slash("compare", question="debugging")).startswith("## Debugging")
    assert facts(await place.slash("ask", "zh-CN", question="tpu")).startswith("## TPU 支持")
    assert facts(await place.slash("ask", "zh-TW", question="tpu")).startswith("## TPU 支持")
    assert facts(await place.slash("ask", "de", question="tpu")).startswith("## TPU support")
    assert "What I can compare" in (await place.slash("criteria")).text()
    for name in ("help", "about", "stats", "privacy", "forget-me"):
        assert (await place.slash(name)).text(), name
    assert "English" in (await place.slash("language", value="en")).text()
    choices = await shared.autocomplete(place.alice, place.channel, "ask", {"question": "deb"})
    assert choices[0]["value"] == "debugging"
    assert_polite(shared)


async def test_cards_are_turned_by_their_asker(place: Place, shared: FakeDiscord) -> None:
    """Between people somebody else gets a copy, as in a server."""
    card = await place.slash("compare", question="debugging")

    own = await shared.press(place.alice, card, button(card, "中文"))
    assert await shared.reply(to=own) is card
    other = await shared.press(place.bob, card, button(card, "展开"))
    copy = await shared.reply(to=other)

    assert (copy is card) == (place.bob is place.alice)
    assert copy.ephemeral == (place.bob is not place.alice)
    assert_polite(shared)


async def test_menu_answers_and_shows(place: Place, shared: FakeDiscord) -> None:
    """The message need not be one that the bot has seen."""
    message = await shared.say(place.channel, place.bob, "哪个更容易调试")
    await shared.settled()
    asked = await shared.context_menu(place.alice, "Answer this question", message)
    private = await shared.reply(to=asked)
    show = next(c for c in private.components() if c.get("label") == "发到频道")
    public = await shared.reply(to=await shared.press(place.alice, private, show["custom_id"]))

    assert private.ephemeral
    assert facts(private).startswith("## 调试能力")
    assert not public.ephemeral
    assert_polite(shared)


async def test_managers_commands_are_not_offered(place: Place, shared: FakeDiscord) -> None:
    """They are about a server that the bot is in; forged ones are refused."""
    for name in ("settings show", "gaps", "why"):
        forged = await shared.slash(place.alice, place.channel, name, forged=True)
        answer = await shared.reply(to=forged)

        assert answer.ephemeral
        assert answer.text().startswith("Only those who may manage")
    assert_polite(shared)


async def test_nothing_is_kept_of_a_server_without_the_bot(
    shared: FakeDiscord, directory: Path
) -> None:
    """Its answers count as those of no server in particular."""
    group = await Group.join(shared, has_bot=False)
    asked = await shared.slash(group.alice, group.channel, "compare", {"question": "debugging"})
    await shared.reply(to=asked)
    await shared.reply(to=await shared.slash(group.alice, shared.world.dm(group.alice), "stats"))

    with sqlite3.connect(f"file:{directory}/data/bot.db?mode=ro", uri=True) as database:
        servers = {row[0] for row in database.execute("SELECT guild_id FROM asked_sums")}

    assert group.guild.id not in servers
    assert 0 in servers
