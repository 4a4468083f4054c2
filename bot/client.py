"""The Discord client: what is for the bot goes to the desk, what comes back goes out."""

import asyncio
import logging
from dataclasses import replace
from typing import Any

import discord
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.actions import Action, Verb
from bot.addressing import glued, has_word, mentioned, prefixes
from bot.cogs.about import About
from bot.cogs.compare import Compare
from bot.cogs.criteria import Criteria
from bot.cogs.help import Help
from bot.delivery import reply, respond, turn
from bot.desk import Desk
from bot.errors import card_for
from bot.phrases import ALIASES, PHRASES
from bot.places import place_of
from bot.registration import Translator, register
from knowledge import Language

log = logging.getLogger(__name__)

_SPOKEN = {discord.MessageType.default, discord.MessageType.reply}
_GLUED = frozenset((*ALIASES["compare"], *ALIASES["ask"]))


class CriteriaBot(commands.Bot):
    """
    The client.

    Args:
        desk: answers the questions.
        prefix: begins commands in messages; its full-width twin does as well.
        message_content: whether to ask for the message content intent.
        own_gateway: whether the gateway's address must be asked for, because the API is not
        Discord's own.
    """

    def __init__(
        self, desk: Desk, *, prefix: str, message_content: bool, own_gateway: bool = False
    ) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        intents.message_content = message_content
        super().__init__(
            command_prefix=prefixes(prefix),
            help_command=None,
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            case_insensitive=True,
            strip_after_prefix=True,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
        )
        self.desk = desk
        self._own_gateway = own_gateway
        self._registration: asyncio.Task[None] | None = None
        self.tree.error(self._on_tree_error)

    async def setup_hook(self) -> None:
        """Prepare everything that does not need the gateway."""
        if self._own_gateway:
            found = await self.http.request(Route("GET", "/gateway"))
            DiscordWebSocket.DEFAULT_GATEWAY = URL(found["url"])
        await self.tree.set_translator(Translator())
        for cog in (Compare(self.desk), Criteria(self.desk), Help(self.desk), About(self.desk)):
            await self.add_cog(cog)
        # Beside the connection: an answer need not wait for the list of commands.
        self._registration = asyncio.create_task(register(self, self.tree))

    async def close(self) -> None:
        """Close the connection."""
        if self._registration:
            self._registration.cancel()
        await super().close()

    async def on_ready(self) -> None:
        """Say that the bot is there; it comes again after reconnects."""
        log.info("ready as %s in %d servers", self.user, len(self.guilds))

    async def on_message(self, message: discord.Message) -> None:
        """Answer *message* if it is for the bot: a command, a mention or a direct message."""
        if message.author.bot or message.webhook_id or message.type not in _SPOKEN:
            return
        try:
            context = await self.get_context(message)
            if context.valid:
                await self.invoke(context)
                return
            question = self._question(message, context)
            if question is not None:
                await reply(message, self.desk.card(question, place_of(message)))
        except Exception as error:
            await self._tell(message, error)

    def _question(self, message: discord.Message, context: commands.Context[Any]) -> str | None:
        """Return what *message* asks without a command, None where it is not for the bot."""
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
        # A server that is not in the cache yet is `None` as well; its messages are not for the bot.
        if isinstance(message.channel, discord.DMChannel) and has_word(message.content):
            return message.content
        return None

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Do what a pressed button or a selected option says. Commands go through the tree."""
        if interaction.type is not discord.InteractionType.component:
            return
        data: Any = interaction.data or {}
        action = Action.decode(str(data.get("custom_id", "")))
        if action:
            language = self.desk.answerer.knowledge.speak(action.language)
        else:
            language = self.desk.language(place_of(interaction))
        try:
            await self._press(interaction, action, language, data.get("values", ()))
        except Exception as error:
            card = card_for(error, self.desk, language)
            if card:
                await respond(interaction, card, ephemeral=True)

    async def _press(
        self,
        interaction: discord.Interaction,
        action: Action | None,
        language: Language,
        values: tuple[str, ...],
    ) -> None:
        cards = self.desk.cards
        if action and action.verb is Verb.MENU:
            action = replace(action, verb=Verb.CARD, criteria=tuple(values[:1]))
        if action and action.verb is Verb.LIST:
            card = cards.list(language, action.page)
        elif action and cards.knows(action):
            card = cards.show(replace(action, language=language))
        else:
            await respond(interaction, cards.notice(PHRASES[language].gone), ephemeral=True)
            return
        if _asked(interaction):
            await turn(interaction, card)
        else:
            await respond(interaction, card, ephemeral=True)

    async def on_command_error(
        self, context: commands.Context[Any], error: commands.CommandError, /
    ) -> None:
        """Tell the member what went wrong with a command, in one sentence."""
        language = self.desk.language(place_of(context), _typed(context))
        card = card_for(error, self.desk, language)
        if card is None:
            return
        if context.interaction:
            await respond(context.interaction, card, ephemeral=True)
        else:
            await reply(context.message, card)

    async def _on_tree_error(
        self, interaction: discord.Interaction, error: discord.app_commands.AppCommandError
    ) -> None:
        if interaction.type is discord.InteractionType.autocomplete:
            log.error("autocomplete failed", exc_info=error)
            return
        card = card_for(error, self.desk, self.desk.language(place_of(interaction)))
        if card:
            await respond(interaction, card, ephemeral=True)

    async def _tell(self, message: discord.Message, error: Exception) -> None:
        card = card_for(error, self.desk, self.desk.language(place_of(message), message.content))
        if card:
            await reply(message, card)


def _typed(context: commands.Context[Any]) -> str:
    """Return all that the member typed, for its language."""
    if context.interaction:
        return " ".join(str(value) for _name, value in context.interaction.namespace)
    return context.message.content


def _asked(interaction: discord.Interaction) -> bool:
    """Tell whether the member who pressed is the one whose question the message answers."""
    message = interaction.message
    if message is None or interaction.guild_id is None:
        return True
    if message.interaction_metadata:
        return message.interaction_metadata.user.id == interaction.user.id
    reference = message.reference
    question = reference.resolved if reference else None
    if isinstance(question, discord.Message):
        return question.author.id == interaction.user.id
    return False
