"""What servers and members choose stays, and is there without the database."""

import asyncio

import pytest

from bot.storage import (
    Database,
    GuildSettings,
    Kind,
    Preferences,
    Storage,
    StorageUnavailable,
    Visibility,
)
from bot.storage.preferences import MAX_CHANNELS, PAUSE
from knowledge import Language

GUILD = 81384788765712384
BIGGEST = 2**63 - 1


def again(storage: Storage) -> Preferences:
    """Return preferences that remember nothing yet."""
    return Preferences(storage.database)


async def test_guild_has_defaults_until_a_manager_decides(storage: Storage) -> None:
    """A server without a row gets the defaults."""
    assert await storage.preferences.guild(GUILD) == GuildSettings(guild_id=GUILD)


async def test_settings_are_kept_one_by_one(storage: Storage) -> None:
    """Each setting is changed alone, and all are there for another process."""
    preferences = storage.preferences
    await preferences.set_language(BIGGEST, Language.ZH)
    await preferences.set_prefix(BIGGEST, "？")
    await preferences.set_visibility(BIGGEST, Visibility.EPHEMERAL)
    await preferences.set_gaps(BIGGEST, True)
    await preferences.add_channel(BIGGEST, 7)

    expected = GuildSettings(
        guild_id=BIGGEST,
        language=Language.ZH,
        prefix="？",
        visibility=Visibility.EPHEMERAL,
        gaps=True,
        channels=frozenset({7}),
    )
    assert await preferences.guild(BIGGEST) == expected
    assert await again(storage).guild(BIGGEST) == expected


async def test_settings_go_back_to_automatic(storage: Storage) -> None:
    """None takes a language or prefix back."""
    await storage.preferences.set_language(GUILD, Language.EN)
    await storage.preferences.set_prefix(GUILD, "?")

    await storage.preferences.set_language(GUILD, None)
    settings = await storage.preferences.set_prefix(GUILD, None)

    assert settings == GuildSettings(guild_id=GUILD)


async def test_channels_are_added_once_and_removed(storage: Storage) -> None:
    """Adding twice is adding once; removing what is not there is no error."""
    for channel in (1, 2, 2):
        assert await storage.preferences.add_channel(GUILD, channel)
    await storage.preferences.remove_channel(GUILD, 1)
    await storage.preferences.remove_channel(GUILD, 99)

    assert (await storage.preferences.guild(GUILD)).channels == {2}
    assert (await again(storage).guild(GUILD)).channels == {2}


async def test_channels_are_bounded(sqlite_url: str) -> None:
    """A server with the most channels gets no other one, and keeps those it has."""
    async with Storage(sqlite_url) as storage:
        for channel in range(MAX_CHANNELS):
            assert await storage.preferences.add_channel(GUILD, channel)

        assert not await storage.preferences.add_channel(GUILD, MAX_CHANNELS)
        assert await storage.preferences.add_channel(GUILD, 0)
        assert len((await storage.preferences.guild(GUILD)).channels) == MAX_CHANNELS


async def test_member_language_is_kept_and_deleted(storage: Storage) -> None:
    """A member's language is kept until it is set to None."""
    await storage.preferences.set_member_language(5, Language.EN)
    await storage.preferences.set_member_language(5, Language.ZH)
    assert await storage.preferences.member_language(5) is Language.ZH
    assert await again(storage).member_language(5) is Language.ZH

    await storage.preferences.set_member_language(5, None)

    assert await storage.preferences.member_language(5) is None
    assert await again(storage).member_language(5) is None


async def test_forget_guild_deletes_all_of_it(storage: Storage) -> None:
    """A server that the bot left leaves nothing behind, and others lose nothing."""
    for guild in (GUILD, 1):
        await storage.preferences.set_gaps(guild, True)
        await storage.preferences.add_channel(guild, 7)
        await storage.questions.add(guild, "x", language=Language.EN, kind=Kind.UNKNOWN)

    await storage.preferences.forget_guild(GUILD)

    assert await storage.preferences.guild(GUILD) == GuildSettings(guild_id=GUILD)
    assert (await storage.preferences.guild(1)).channels == {7}
    assert [question.guild_id for question in await storage.questions.most_asked()] == [1]


async def test_known_guild_needs_no_database(storage: Storage) -> None:
    """What was read once is there when the database is closed; strangers get the defaults."""
    await storage.preferences.set_prefix(GUILD, "?")
    await storage.database.close()

    assert (await storage.preferences.guild(GUILD)).prefix == "?"
    assert await storage.preferences.guild(1) == GuildSettings(guild_id=1)
    assert await storage.preferences.member_language(1) is None


async def test_known_guild_gives_way_to_nobody(storage: Storage) -> None:
    """The hot path is answered without a turn of the event loop."""
    await storage.preferences.guild(GUILD)

    step = storage.preferences.guild(GUILD)
    with pytest.raises(StopIteration) as end:
        step.send(None)
    assert end.value.value == GuildSettings(guild_id=GUILD)


async def test_defaults_before_opening() -> None:
    """Preferences may be asked before the database is open; changing them is refused."""
    preferences = Preferences(Database())

    assert await preferences.guild(GUILD) == GuildSettings(guild_id=GUILD)
    with pytest.raises(StorageUnavailable):
        await preferences.set_prefix(GUILD, "?")


async def test_failed_look_up_gives_defaults_and_a_pause(storage: Storage) -> None:
    """After a look-up that failed nobody waits for another one; then the database is asked."""
    now = 0.0
    preferences = Preferences(storage.database, timer=lambda: now)
    await storage.preferences.set_prefix(1, "?")
    await storage.preferences.set_prefix(2, "?")

    # More than 64 bits is what every database refuses.
    assert await preferences.guild(2**70) == GuildSettings(guild_id=2**70)
    during = await preferences.guild(1)
    now = PAUSE
    after = await preferences.guild(2)

    assert (during.prefix, after.prefix) == (None, "?")


async def test_warm_preferences_need_no_look_up(storage: Storage) -> None:
    """All preferences are read at the start; whoever has none gets the defaults at once."""
    await storage.preferences.set_prefix(1, "?")
    await storage.preferences.add_channel(2, 7)
    await storage.preferences.set_member_language(5, Language.ZH)
    preferences = again(storage)

    await preferences.warm()
    await storage.database.close()

    assert (await preferences.guild(1)).prefix == "?"
    assert (await preferences.guild(2)).channels == {7}
    assert await preferences.guild(3) == GuildSettings(guild_id=3)
    assert await preferences.member_language(5) is Language.ZH
    assert await preferences.member_language(6) is None


async def test_preferences_too_many_for_memory_are_looked_up(storage: Storage) -> None:
    """Where not everything fits, each is looked up when it is needed."""
    for number in range(3):
        await storage.preferences.set_prefix(number, "?")
        await storage.preferences.set_member_language(number, Language.ZH)
    preferences = Preferences(storage.database, capacity=2)

    await preferences.warm()

    for number in (0, 1, 2, 0):
        assert (await preferences.guild(number)).prefix == "?"
        assert await preferences.member_language(number) is Language.ZH


async def test_change_wins_over_a_look_up_under_way(storage: Storage) -> None:
    """A look-up that began before a change does not bring the old value back."""
    preferences = again(storage)
    slow = asyncio.ensure_future(preferences.guild(GUILD))
    await asyncio.sleep(0)
    await preferences.set_prefix(GUILD, "?")
    await slow
    await asyncio.sleep(0)

    assert (await preferences.guild(GUILD)).prefix == "?"


async def test_language_that_is_not_spoken_counts_as_none(storage: Storage) -> None:
    """A row of a version with more languages does not stop this one."""
    french: Language = "fr"  # type: ignore[assignment] # what another version would write
    await storage.preferences.set_language(GUILD, french)
    await storage.preferences.set_member_language(5, french)
    preferences = again(storage)

    assert (await preferences.guild(GUILD)).language is None
    assert await preferences.member_language(5) is None
