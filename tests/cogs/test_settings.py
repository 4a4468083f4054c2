"""`/settings`: for managers alone, kept, and followed at once."""

from collections.abc import Callable

import pytest
import simcord
from hypothesis import given
from hypothesis import strategies as st

from bot.client import CriteriaBot
from bot.cogs.settings import quoted
from bot.notices import EN, ZH
from bot.phrases import EN as SAID
from bot.settings import MAX_PREFIX
from bot.storage import GuildSettings, Storage, Visibility
from bot.storage.preferences import MAX_CHANNELS
from knowledge import Language
from tests.cogs.world import World

ROUTES: dict[str, dict[str, str]] = {
    "settings show": {},
    "settings language": {"value": "zh"},
    "settings prefix": {"value": "?"},
    "settings visibility": {"value": "ephemeral"},
    "settings gaps": {"value": "on"},
}


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize("command", ROUTES)
async def test_settings_are_refused_to_members(world: World, opened: Storage, command: str) -> None:
    """A server may show the command to anybody; the right to manage is checked again."""
    world.offer("settings")

    await world.alice.slash(world.channel, command, **ROUTES[command])

    assert world.answer().ephemeral
    assert world.answer().text == EN.managers_only
    assert (await opened.preferences.guild(world.guild.id)) == defaults(world)


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize("command", ["settings channel-add", "settings channel-remove"])
async def test_channels_are_refused_to_members(world: World, opened: Storage, command: str) -> None:
    """The routes with a channel are checked as well."""
    world.offer("settings")
    await opened.preferences.add_channel(world.guild.id, 1)

    await world.alice.slash(world.channel, command, channel=world.channel)

    assert world.answer().text == EN.managers_only
    assert (await opened.preferences.guild(world.guild.id)).channels == {1}


async def test_settings_are_shown(
    world: World, manager: simcord.MemberActor, opened: Storage
) -> None:
    """Before anybody decides, the defaults stand there, and only the manager sees them."""
    await manager.slash(world.channel, "settings show")

    assert world.answer().ephemeral
    assert world.answer().text.splitlines() == [
        f"## {EN.settings_title}",
        EN.language.format(value=EN.automatic),
        EN.prefix.format(value="`!`"),
        EN.channels.format(value=EN.nowhere),
        EN.visibility.format(value=EN.everybody),
        EN.gaps.format(value=EN.off),
    ]


async def test_settings_answer_in_language_of_client(
    world: World,
    manager: simcord.MemberActor,
    opened: Storage,
    speak: Callable[[str], None],
) -> None:
    """A manager with a Chinese client reads Chinese."""
    speak("zh-TW")

    await manager.slash(world.channel, "settings show")

    assert ZH.settings_title in world.answer().text


async def test_settings_say_that_they_may_be_wrong(
    world: World, manager: simcord.MemberActor
) -> None:
    """Without the database, the defaults that are shown need not be what was chosen."""
    await manager.slash(world.channel, "settings show")

    assert EN.not_known in world.answer().text


@pytest.mark.parametrize(
    ("command", "value", "field", "expected"),
    [
        ("language", "zh", "language", Language.ZH),
        ("language", "en", "language", Language.EN),
        ("language", "auto", "language", None),
        ("prefix", "??", "prefix", "??"),
        ("prefix", " % ", "prefix", "%"),
        ("prefix", "auto", "prefix", None),
        ("prefix", "Default", "prefix", None),
        ("visibility", "ephemeral", "visibility", Visibility.EPHEMERAL),
        ("visibility", "public", "visibility", Visibility.PUBLIC),
        ("gaps", "on", "gaps", True),
        ("gaps", "off", "gaps", False),
    ],
)
async def test_setting_is_kept(
    world: World,
    manager: simcord.MemberActor,
    opened: Storage,
    command: str,
    value: str,
    field: str,
    expected: object,
) -> None:
    """What a manager chooses stands in the database, and the answer says so to nobody else."""
    await opened.preferences.set_language(world.guild.id, Language.EN)
    await opened.preferences.set_prefix(world.guild.id, "$")

    await manager.slash(world.channel, f"settings {command}", value=value)

    assert world.answer().ephemeral
    async with Storage(f"sqlite+aiosqlite:///{path_of(opened)}") as other:
        settings = await other.preferences.guild(world.guild.id)
    assert getattr(settings, field) == expected


@pytest.mark.parametrize("value", ["/", "@", "<a", "#", "a b", "x" * (MAX_PREFIX + 1), "  "])
async def test_bad_prefix_is_refused(
    world: World, manager: simcord.MemberActor, opened: Storage, value: str
) -> None:
    """The rules are those of COMMAND_PREFIX, told in the manager's language."""
    await manager.slash(world.channel, "settings prefix", value=value)

    assert world.answer().text == EN.bad_prefix.format(most=MAX_PREFIX)
    assert (await opened.preferences.guild(world.guild.id)).prefix is None


async def test_new_prefix_works_at_once(
    world: World, manager: simcord.MemberActor, opened: Storage
) -> None:
    """The next message is read with the server's own prefix."""
    await manager.slash(world.channel, "settings prefix", value="$")

    await world.alice.send(world.channel, "!compare debugging")
    await world.alice.send(world.channel, "$compare debugging")

    confirmed, answered = world.sent()
    assert confirmed.text == EN.prefix.format(value="`$`")
    assert answered.text.startswith("## Debugging")


async def test_channel_is_listened_to_until_it_is_removed(
    world: World, manager: simcord.MemberActor, opened: Storage
) -> None:
    """In a channel that was added, a question that is surely answered needs no address."""
    question = "Which one is easier to debug?"
    await manager.slash(world.channel, "settings channel-add", channel=world.channel)
    await world.alice.send(world.channel, question)
    await manager.slash(world.channel, "settings channel-remove", channel=world.channel)
    await world.alice.send(world.channel, question)

    added, answered, removed = world.sent()
    mention = f"<#{world.channel.id}>"
    assert added.text == EN.channel_added.format(channel=mention)
    assert answered.text.startswith("## Debugging")
    assert removed.text == EN.channel_removed.format(channel=mention)


async def test_too_many_channels_are_refused(
    world: World, manager: simcord.MemberActor, opened: Storage
) -> None:
    """A server's list of channels is bounded."""
    for number in range(MAX_CHANNELS):
        await opened.preferences.add_channel(world.guild.id, number + 1)

    await manager.slash(world.channel, "settings channel-add", channel=world.channel)
    await manager.slash(world.channel, "settings show")

    refused, shown = world.sent()
    assert refused.text == EN.channels_full
    assert shown.text.count("<#") == MAX_CHANNELS


@pytest.mark.parametrize("command", [c for c in ROUTES if c != "settings show"])
async def test_setting_that_cannot_be_kept_is_told(
    world: World, manager: simcord.MemberActor, command: str
) -> None:
    """Without the database a manager learns that nothing was changed."""
    await manager.slash(world.channel, command, **ROUTES[command])

    assert world.answer().ephemeral
    assert world.answer().text == SAID.not_kept


async def test_channel_that_cannot_be_kept_is_told(
    world: World, manager: simcord.MemberActor
) -> None:
    """The routes with a channel say so too."""
    await manager.slash(world.channel, "settings channel-add", channel=world.channel)
    await manager.slash(world.channel, "settings channel-remove", channel=world.channel)

    assert [sent.text for sent in world.sent()] == [SAID.not_kept] * 2


@pytest.mark.parametrize("command", ["language", "visibility", "gaps"])
async def test_value_that_was_not_offered_is_refused(
    world: World, manager: simcord.MemberActor, opened: Storage, command: str
) -> None:
    """A client of somebody's own may send what Discord's would not."""
    world.widen("settings", command)

    await manager.slash(world.channel, f"settings {command}", value="forged")

    assert world.answer().text == EN.bad_value
    assert await opened.preferences.guild(world.guild.id) == defaults(world)


async def test_channel_is_told_that_intent_is_missing(
    world: World, manager: simcord.MemberActor, opened: Storage, simcord_bot: CriteriaBot
) -> None:
    """A bot that cannot read messages does not promise to answer them."""
    simcord_bot._connection._intents.message_content = False

    await manager.slash(world.channel, "settings channel-add", channel=world.channel)

    assert world.answer().text.endswith(EN.no_content)


@given(st.text(min_size=1, max_size=MAX_PREFIX))
def test_prefix_is_shown_whole(prefix: str) -> None:
    """No prefix ends the span of code that it stands in."""
    shown = quoted(prefix)

    assert ("`" in prefix) != (shown == f"`{prefix}`")
    assert "`" not in shown.replace("\\`", "").strip("`")


def defaults(world: World) -> GuildSettings:
    """What a server has before anybody decided anything."""
    return GuildSettings(guild_id=world.guild.id)


def path_of(storage: Storage) -> str:
    """Where the file of *storage* is."""
    return storage.database._url.removeprefix("sqlite+aiosqlite:///")
