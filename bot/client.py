"""The Discord client: what happens on Discord is passed on to those who deal with it."""

import asyncio
import logging
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

import knowledge
from bot.addressing import glued, has_word, mentioned, prefixes
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
from bot.cogs.why import Why
from bot.delivery import reply, respond
from bot.desk import Desk
from bot.errors import card_for
from bot.limits import Limits
from bot.memory import Answered
from bot.phrases import ALIASES
from bot.places import place_of
from bot.presses import Presses
from bot.registration import Translator, register
from bot.renewal import Renewal
from bot.storage import StorageError
from bot.talk import Talk

log = logging.getLogger(__name__)

_SPOKEN = {discord.MessageType.default, discord.MessageType.reply}
_GLUED = frozenset(name for name in (*ALIASES["compare"], *ALIASES["ask"]) if len(name) > 1)


class CriteriaBot(commands.Bot):
    """
    The client.

    Args:
        desk: answers the questions.
        message_content: whether to ask for the message content intent.
        limits: how often people may ask.
        allow_dms: whether direct messages are answered.
        own_gateway: whether the gateway's address must be asked for, because the API is not
            Discord's own.
        knowledge_dir: what the owner reloads; by default the one that comes with the bot.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        message_content: bool,
        limits: Limits | None = None,
        allow_dms: bool = True,
        own_gateway: bool = False,
        knowledge_dir: Path | None = None,
    ) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        intents.message_content = message_content
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
        )
        self.desk = desk
        self.talk = Talk(desk, limits or Limits())
        self.renewal = Renewal(desk, knowledge_dir or Path(knowledge.__file__).parent)
        self._presses = Presses(desk, self.talk)
        self._allow_dms = allow_dms
        self._own_gateway = own_gateway
        self.connected = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self.tree.error(self._on_tree_error)

    async def setup_hook(self) -> None:
        """Prepare what does not need the gateway, and begin what need not be waited for."""
        if self._own_gateway:
            found = await self.http.request(Route("GET", "/gateway"))
            DiscordWebSocket.DEFAULT_GATEWAY = URL(found["url"])
        await self.tree.set_translator(Translator())
        for cog in (
            Compare(self.desk, self.talk),
            AnswerMenu(self, self.talk),
            Criteria(self.desk),
            Help(self.desk),
            About(self.desk),
            ServerSettings(self.desk),
            MemberLanguage(self.desk),
            Privacy(self.desk),
            Gaps(self.desk),
            Why(self.desk),
            Owner(self, self.desk, self.renewal),
        ):
            await self.add_cog(cog)
        self._begin(register(self, self.tree))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Close the connection."""
        for task in self._tasks:
            task.cancel()
        await super().close()

    async def on_connect(self) -> None:
        """Tell those who wait until the connection does not need the processor any more."""
        self.connected.set()

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
        if not self.talk.memory.first_sight(message.id):
            return
        try:
            await self._hear(message)
        except Exception as error:
            await self._tell(message, error)

    async def _hear(self, message: discord.Message) -> None:
        direct = isinstance(message.channel, discord.DMChannel)
        if direct and not self._allow_dms:
            return
        context = await self.get_context(message)
        if context.valid:
            await self.invoke(context)
            return
        about = self._about(message)
        text = self._asked(message, context)
        if text is not None:
            await self.talk.message(message, text, about=about)
        elif direct and has_word(message.content):
            last = about or self.talk.memory.last(message.channel.id)
            await self.talk.message(message, message.content, about=last)
        elif about and has_word(message.content):
            await self.talk.overheard(message, message.content, about=about)
        elif message.guild and has_word(message.content):
            settings = await self.desk.storage.preferences.guild(message.guild.id)
            if message.channel.id in settings.channels:
                await self.talk.overheard(message, message.content)

    def _asked(self, message: discord.Message, context: commands.Context[Any]) -> str | None:
        """Return what *message* asks the bot in so many words, None where it does not."""
        role = message.guild.self_role if message.guild else None
        question = mentioned(
            message.content,
            user=self.user.id if self.user else 0,
            role=role.id if role else None,
        )
        if question is not None:
            return question
        if context.prefix and context.invoked_with:
            start = glued(context.invoked_with, _GLUED)
            if start is not None:
                return f"{start} {context.view.read_rest()}"
        return None

    def _about(self, message: discord.Message) -> Answered | None:
        """Return the answer of the bot's that *message* replies to, where it is remembered."""
        reference = message.reference
        if reference is None or reference.message_id is None:
            return None
        return self.talk.memory.of_answer(reference.message_id)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Let the answer follow its question."""
        message = payload.message
        answered = self.talk.memory.of_question(payload.message_id)
        if answered is None or not message.content:
            return
        context = await self.get_context(message)
        text = self._asked(message, context)
        if text is None and context.command and context.command.name in {"compare", "ask"}:
            text = context.view.read_rest().strip()
        if text is None and message.guild is None:
            text = message.content
        if text:
            await self.talk.edited(message, text)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Take the answer back with its question."""
        await self._gone(payload.channel_id, payload.message_id)

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Take the answers back with their questions."""
        for message_id in payload.message_ids:
            await self._gone(payload.channel_id, message_id)

    async def _gone(self, channel_id: int, message_id: int) -> None:
        channel = self.get_partial_messageable(channel_id)
        await self.talk.deleted(channel, message_id)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Forget what was kept for a server that the bot has left."""
        try:
            await self.desk.storage.preferences.forget_guild(guild.id)
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
