"""`/settings`: what the managers of a server choose."""

from collections.abc import Awaitable
from typing import Any, TypeAlias

import discord
from discord import app_commands
from discord.ext import commands

from bot.desk import Desk
from bot.notices import Notices
from bot.phrases import PHRASES
from bot.registration import choices, description, name
from bot.settings import MAX_PREFIX, check_prefix
from bot.storage import GuildSettings, Visibility
from bot.whispers import Whispers
from knowledge import Language

Picked: TypeAlias = app_commands.AppCommandChannel | app_commands.AppCommandThread

LANGUAGES: dict[str, Language | None] = {
    "auto": None,
    **{language.value: language for language in Language},
}
"""What the option `value` of a language offers."""
SWITCH = {"on": True, "off": False}
RESET = frozenset({"auto", "default"})
"""Instead of a prefix: take the bot's own."""


class Channel(app_commands.Transformer):
    """A channel in which members write; it need not be one that the bot can see."""

    @property
    def type(self) -> discord.AppCommandOptionType:
        """The kind of option."""
        return discord.AppCommandOptionType.channel

    @property
    def channel_types(self) -> list[discord.ChannelType]:
        """What Discord offers."""
        kind = discord.ChannelType
        threads = [kind.public_thread, kind.private_thread, kind.news_thread]
        return [kind.text, kind.news, *threads, kind.voice, kind.stage_voice]

    async def transform(self, interaction: discord.Interaction[Any], value: Any, /) -> Picked:
        """Return the channel as Discord sent it."""
        picked: Picked = value
        return picked


ChannelOption: TypeAlias = app_commands.Transform[Picked, Channel]


@app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
@app_commands.allowed_installs(guilds=True, users=False)
@app_commands.default_permissions(manage_guild=True)
class ServerSettings(
    commands.GroupCog,
    group_name=name("settings"),
    group_description=description("settings"),
):
    """The settings of one server, for those who may manage it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._preferences = desk.storage.preferences
        self._whispers = Whispers(desk)

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Refuse whoever may not manage the server, however the command was reached."""
        return await self._whispers.is_manager(interaction)

    @app_commands.command(name=name("settings show"), description=description("settings show"))
    async def show(self, interaction: discord.Interaction[Any]) -> None:
        """Show all settings."""
        guild_id = _guild(interaction)
        known = await self._whispers.is_known(interaction, guild_id)
        notices = await self._whispers.notices(interaction)
        settings = await self._preferences.guild(guild_id)
        lines = [f"## {notices.settings_title}", *self._lines(settings, notices).values()]
        if not known:
            lines.append(notices.not_known)
        await self._whispers.say(interaction, "\n".join(lines))

    @app_commands.command(
        name=name("settings language"), description=description("settings language")
    )
    @app_commands.rename(value=name("value"))
    @app_commands.describe(value=description("value"))
    @app_commands.choices(value=choices(*LANGUAGES))
    async def language(self, interaction: discord.Interaction[Any], value: str) -> None:
        """Set the server's language."""
        if value not in LANGUAGES:
            await self._refuse(interaction)
            return
        change = self._preferences.set_language(_guild(interaction), LANGUAGES[value])
        await self._change(interaction, change, "language")

    @app_commands.command(name=name("settings prefix"), description=description("settings prefix"))
    @app_commands.rename(value=name("value"))
    @app_commands.describe(value=description("value"))
    async def prefix(
        self, interaction: discord.Interaction[Any], value: app_commands.Range[str, 1, 32]
    ) -> None:
        """Set what the server's commands begin with."""
        text = value.strip()
        prefix = None if text.casefold() in RESET else text
        try:
            if prefix is not None:
                check_prefix(prefix)
        except ValueError:
            notices = await self._whispers.notices(interaction)
            await self._whispers.say(interaction, notices.bad_prefix.format(most=MAX_PREFIX))
            return
        change = self._preferences.set_prefix(_guild(interaction), prefix)
        await self._change(interaction, change, "prefix")

    @app_commands.command(
        name=name("settings visibility"), description=description("settings visibility")
    )
    @app_commands.rename(value=name("value"))
    @app_commands.describe(value=description("value"))
    @app_commands.choices(value=choices(*Visibility))
    async def visibility(self, interaction: discord.Interaction[Any], value: str) -> None:
        """Set who sees the answers to slash commands."""
        if value not in list(Visibility):
            await self._refuse(interaction)
            return
        change = self._preferences.set_visibility(_guild(interaction), Visibility(value))
        await self._change(interaction, change, "visibility")

    @app_commands.command(name=name("settings gaps"), description=description("settings gaps"))
    @app_commands.rename(value=name("value"))
    @app_commands.describe(value=description("value"))
    @app_commands.choices(value=choices(*SWITCH))
    async def gaps(self, interaction: discord.Interaction[Any], value: str) -> None:
        """Switch the list of open questions on, or off and delete it."""
        if value not in SWITCH:
            await self._refuse(interaction)
            return
        change = self._preferences.set_gaps(_guild(interaction), SWITCH[value])
        if settings := await self._whispers.kept(interaction, change):
            notices = await self._whispers.notices(interaction)
            await self._whispers.say(
                interaction, notices.gaps_on if settings.gaps else notices.gaps_off
            )

    @app_commands.command(
        name=name("settings channel-add"), description=description("settings channel-add")
    )
    @app_commands.rename(channel=name("channel"))
    @app_commands.describe(channel=description("channel"))
    async def channel_add(
        self, interaction: discord.Interaction[Any], channel: ChannelOption
    ) -> None:
        """Answer what nobody addressed to the bot in *channel*."""
        added = await self._whispers.kept(
            interaction, self._preferences.add_channel(_guild(interaction), channel.id)
        )
        if added is None:
            return
        notices = await self._whispers.notices(interaction)
        text = notices.channel_added.format(channel=f"<#{channel.id}>")
        if added and not interaction.client.intents.message_content:
            text = f"{text}\n{notices.no_content}"
        await self._whispers.say(interaction, text if added else notices.channels_full)

    @app_commands.command(
        name=name("settings channel-remove"), description=description("settings channel-remove")
    )
    @app_commands.rename(channel=name("channel"))
    @app_commands.describe(channel=description("channel"))
    async def channel_remove(
        self, interaction: discord.Interaction[Any], channel: ChannelOption
    ) -> None:
        """Answer in *channel* only when addressed."""
        guild_id = _guild(interaction)

        async def remove() -> bool:
            await self._preferences.remove_channel(guild_id, channel.id)
            return True

        if await self._whispers.kept(interaction, remove()):
            notices = await self._whispers.notices(interaction)
            text = notices.channel_removed.format(channel=f"<#{channel.id}>")
            await self._whispers.say(interaction, text)

    async def _refuse(self, interaction: discord.Interaction[Any]) -> None:
        await self._whispers.say(interaction, (await self._whispers.notices(interaction)).bad_value)

    async def _change(
        self,
        interaction: discord.Interaction[Any],
        change: Awaitable[GuildSettings],
        what: str,
    ) -> None:
        """Carry out *change* and show the line of *what* it changed."""
        settings = await self._whispers.kept(interaction, change)
        if settings is not None:
            notices = await self._whispers.notices(interaction)
            await self._whispers.say(interaction, self._lines(settings, notices)[what])

    def _lines(self, settings: GuildSettings, notices: Notices) -> dict[str, str]:
        """Write a line for each setting."""
        language = settings.language
        channels = " ".join(f"<#{channel}>" for channel in sorted(settings.channels))
        public = settings.visibility is Visibility.PUBLIC
        return {
            "language": notices.language.format(
                value=PHRASES[language].own_name if language else notices.automatic
            ),
            "prefix": notices.prefix.format(value=quoted(settings.prefix or self._desk.prefix)),
            "channels": notices.channels.format(value=channels or notices.nowhere),
            "visibility": notices.visibility.format(
                value=notices.everybody if public else notices.asker
            ),
            "gaps": notices.gaps.format(value=notices.on if settings.gaps else notices.off),
        }


def quoted(text: str) -> str:
    """Write *text* as it is, as code where that can be."""
    return discord.utils.escape_markdown(text) if "`" in text else f"`{text}`"


def _guild(interaction: discord.Interaction[Any]) -> int:
    assert interaction.guild_id is not None  # noqa: S101 - the check has seen it
    return interaction.guild_id
