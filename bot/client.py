"""The Discord client: what happens on Discord is passed on to those who deal with it."""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import discord
from cachetools import TTLCache
from discord import app_commands
from discord.ext import commands

import knowledge
from bot import gateway
from bot.addressing import prefixes
from bot.cogs.about import About
from bot.cogs.answer_menu import AnswerMenu
from bot.cogs.compare import Compare
from bot.cogs.criteria import Criteria
from bot.cogs.gaps import Gaps
from bot.cogs.help import Help
from bot.cogs.language import MemberLanguage
from bot.cogs.owner import Owner
from bot.cogs.privacy import Privacy
from bot.cogs.settings import ServerSettings
from bot.cogs.stats import Stats
from bot.cogs.why import Why
from bot.delivery import reply, respond
from bot.desk import Desk
from bot.errors import card_for
from bot.hearing import Hearing
from bot.invocations import Invocations
from bot.limits import Limits
from bot.line import Full, Line
from bot.meter import Meter
from bot.pace import Pace
from bot.phrases import PHRASES
from bot.places import place_of
from bot.presses import Presses
from bot.record import Record
from bot.registration import Translator, register
from bot.renewal import Renewal
from bot.rest import Persistence
from bot.starts import Starts
from bot.storage import StorageError
from bot.talk import Talk
from knowledge import KnowledgeError

log = logging.getLogger(__name__)

_SPOKEN = {discord.MessageType.default, discord.MessageType.reply}
_WORK = ("discord.py: ", "CommandTree-")
"""How discord.py names the tasks in which events and commands are dealt with."""
TOLD = 1_000
TOLD_FOR_S = 60.0
"""Who was told that there is no place is not told again so soon."""


class CriteriaBot(commands.AutoShardedBot):
    """
    The client.

    Args:
        desk: answers the questions.
        message_content: whether to ask for the message content intent.
        limits: how often people may ask.
        allow_dms: whether direct messages are answered.
        requests_per_second: how fast requests go to Discord at most; 0 for no limit.
        line: where questions wait.
        meter: counts what happens.
        shards: how many connections to hold; None for as many as Discord wants.
        knowledge_dir: what the owner reloads; by default the one that comes with the bot.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        message_content: bool,
        limits: Limits | None = None,
        allow_dms: bool = True,
        requests_per_second: int = 0,
        line: Line | None = None,
        meter: Meter | None = None,
        shards: int | None = None,
        knowledge_dir: Path | None = None,
    ) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        intents.message_content = message_content
        self.meter = meter or Meter()
        super().__init__(
            command_prefix=self._prefixes,
            help_command=None,
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            case_insensitive=True,
            strip_after_prefix=True,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            shard_count=shards,
            http_trace=Pace(requests_per_second, self.meter).trace(),
        )
        self.desk = desk
        limits = limits or Limits()
        self.record = Record(desk.storage, self.meter)
        self.talk = Talk(desk, limits, self.record)
        self._invocations = Invocations(desk, limits, self.record, self.talk)
        self.renewal = Renewal(desk, knowledge_dir or Path(knowledge.__file__).parent)
        gateway.ignore_bots(self._connection.parsers)
        gateway.pass_over(self._connection.parsers)
        self.line = line or Line()
        self.connections: dict[int | None, gateway.Gateway] = {}
        self.starts = Starts()
        self._persistence = Persistence(self._refuse, self.meter)
        self.connected = asyncio.Event()
        self.refused = False
        self._presses = Presses(desk, self.record)
        self._shards = shards
        self._hearing = Hearing(self, self.talk, self.record)
        self._allow_dms = allow_dms
        self._told: TTLCache[int, None] = TTLCache(TOLD, TOLD_FOR_S)
        self._tasks: set[asyncio.Task[None]] = set()
        self.tree.error(self._on_tree_error)

    async def setup_hook(self) -> None:
        """Prepare what does not need the gateway, and begin what need not be waited for."""
        self.shard_count = self._shards or await gateway.locate(self.http, self.starts)
        await self.equip()
        self._begin(register(self, self.tree))

    async def equip(self) -> None:
        """Learn all commands, without telling Discord."""
        await self.tree.set_translator(Translator())
        for cog in (
            Compare(self.desk, self._invocations),
            AnswerMenu(self, self._invocations),
            Criteria(self.desk, self._invocations),
            Help(self.desk, self._invocations),
            About(self.desk, self._invocations),
            ServerSettings(self.desk),
            MemberLanguage(self.desk),
            Privacy(self.desk),
            Gaps(self.desk),
            Why(self.desk),
            Stats(self.desk, self._invocations),
            Owner(self, self.desk, self.renewal),
        ):
            await self.add_cog(cog)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._end)

    def _end(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("work beside the answers failed", exc_info=error)

    async def login(self, token: str) -> None:
        """Log in; while Discord cannot be reached this waits, and says so."""
        self._persistence.install(self.http)
        await super().login(token)

    def _refuse(self) -> None:
        """Ask nothing more of Discord once it does not know the token: it was reset."""
        if self.user and not self.refused:
            self.refused = True
            self._begin(self.close())

    async def finish(self, *, within_s: float) -> None:
        """Take no new questions, answer those that are under way, and close."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                await asyncio.gather(*(shard.disconnect() for shard in self.shards.values()))
                work = {task for task in asyncio.all_tasks() if task.get_name().startswith(_WORK)}
                if work:
                    log.info("answering what is under way")
                    await asyncio.wait(work)
        await self.close()

    async def close(self) -> None:
        """Close the connection."""
        for task in self._tasks - {asyncio.current_task()}:
            task.cancel()
        self._persistence.end()
        await super().close()

    async def on_connect(self) -> None:
        """Tell those who wait until the connection does not need the processor any more."""
        self.connected.set()

    async def tell_owner(self, error: KnowledgeError) -> None:
        """Tell the owner privately that the files of the knowledge cannot be used."""
        owner = self.get_cog(Owner.__cog_name__)
        assert isinstance(owner, Owner)  # noqa: S101 - it was added at the start
        await owner.tell(error)

    async def on_shard_connect(self, _shard_id: int) -> None:
        """Count a new session."""
        self.meter.connected(resumed=False)

    async def on_shard_resumed(self, _shard_id: int) -> None:
        """Count a session that went on."""
        self.meter.connected(resumed=True)

    @property
    def lacks(self) -> str | None:
        """What the bot cannot answer without, None when it is ready."""
        if not self.desk.is_ready:
            return "the knowledge is not indexed yet"
        if not self.is_ready():
            return "not connected to Discord yet"
        away = [str(shard.id) for shard in self.shards.values() if shard.is_closed()]
        return f"no connection for shard {', '.join(away)}" if away else None

    async def on_ready(self) -> None:
        """Say that the bot is there; it comes again after reconnects."""
        log.info("ready as %s in %d servers", self.user, len(self.guilds))

    async def _prefixes(self, _bot: commands.Bot, message: discord.Message) -> tuple[str, ...]:
        """Return what commands begin with where *message* was written."""
        own = None
        if message.guild:
            own = (await self.desk.storage.preferences.guild(message.guild.id)).prefix
        return prefixes(own or self.desk.prefix)

    async def on_message(self, message: discord.Message) -> None:
        """Answer *message* if it is for the bot."""
        if message.author.bot or message.webhook_id or message.type not in _SPOKEN:
            return
        if not self.record.memory.first_sight(message.id):
            return
        async with self.talk.turn(message.id):
            await self.line.turn(partial(self._answerable, message))
            try:
                await self._hear(message)
            except Exception as error:
                await self._tell(message, error)

    async def _hear(self, message: discord.Message) -> None:
        heard = await self._hearing.hear(message, allow_dms=self._allow_dms)
        if heard is None:
            return
        try:
            with self.line.place():
                await heard.work()
        except Full:
            self.meter.refused()
            if heard.addressed:
                await self._tell_full(message)

    async def _answerable(self, message: discord.Message) -> None:
        """Wait until *message* can be answered at once."""
        await self.desk.ready()
        await place_of(message, self.desk.storage.preferences)

    async def _tell_full(self, message: discord.Message) -> None:
        """Tell the member, once in a while, that too many are asking."""
        if message.author.id in self._told:
            return
        self._told[message.author.id] = None
        place = await place_of(message, self.desk.storage.preferences)
        busy = PHRASES[self.desk.language(place, message.content)].busy
        try:
            with self.line.place(notice=True):
                await reply(message, self.desk.cards.notice(busy))
        except Full:
            log.error("a question in channel %s was dropped: no place", message.channel.id)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Let the answer follow its question."""
        message = payload.message
        if not message.content or not self.talk.follows(message.id):
            return
        async with self.talk.turn(message.id):
            await self.talk.edited(message, await self._hearing.reread(message))

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Take the answer back with its question."""
        await self._gone(payload.channel_id, payload.message_id)

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Take the answers back with their questions."""
        for message_id in payload.message_ids:
            await self._gone(payload.channel_id, message_id)

    async def _gone(self, channel_id: int, message_id: int) -> None:
        channel = self.get_partial_messageable(channel_id)
        async with self.talk.turn(message_id):
            await self.talk.deleted(channel, message_id)

    async def on_guild_channel_update(
        self, _before: discord.abc.GuildChannel, channel: discord.abc.GuildChannel
    ) -> None:
        """Write to a channel again that refused it, once the rights there may have changed."""
        threads = channel.threads if isinstance(channel, discord.TextChannel) else ()
        self._persistence.refusals.forget(channel.id, *(thread.id for thread in threads))

    async def on_guild_role_update(self, _before: discord.Role, role: discord.Role) -> None:
        """Write again to the channels of a server whose rights have changed."""
        places = (*role.guild.channels, *role.guild.threads)
        self._persistence.refusals.forget(*(place.id for place in places))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget what was kept for a server that the bot has left."""
        try:
            await self.desk.storage.forget_guild(guild.id)
        except StorageError as error:
            log.warning("settings of a server that was left are still kept: %s", error)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Do what a pressed button or a selected option says. Commands go through the tree."""
        if interaction.type is not discord.InteractionType.component:
            return
        try:
            await self._presses.press(interaction)
        except Exception as error:
            card = card_for(error, self.desk, await self._presses.language(interaction))
            if card:
                await respond(interaction, card, ephemeral=True)

    async def on_command_error(
        self, context: commands.Context[Any], error: commands.CommandError, /
    ) -> None:
        """Tell the member what went wrong with a command, in one sentence."""
        place = await place_of(context, self.desk.storage.preferences)
        card = card_for(error, self.desk, self.desk.language(place, _typed(context)))
        if card is None:
            return
        if context.interaction:
            await respond(context.interaction, card, ephemeral=True)
        else:
            await reply(context.message, card)

    async def _on_tree_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError
    ) -> None:
        if interaction.type is discord.InteractionType.autocomplete:
            log.error("autocomplete failed", exc_info=error)
            return
        place = await place_of(interaction, self.desk.storage.preferences)
        card = card_for(error, self.desk, self.desk.language(place))
        if card:
            await respond(interaction, card, ephemeral=True)

    async def _tell(self, message: discord.Message, error: Exception) -> None:
        place = await place_of(message, self.desk.storage.preferences)
        card = card_for(error, self.desk, self.desk.language(place, message.content))
        if card:
            await reply(message, card)


def _typed(context: commands.Context[Any]) -> str:
    """Return all that the member typed, for its language."""
    if context.interaction:
        return " ".join(str(value) for _name, value in context.interaction.namespace)
    return context.message.content
