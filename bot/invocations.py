"""Commands, however they are called, and menu entries: each becomes one answer."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from time import perf_counter
from typing import Any

import discord
from discord.ext import commands

from bot.addressing import has_word
from bot.asked import Asked
from bot.cards import Card
from bot.delivery import respond, think
from bot.desk import PATIENCE_S, Desk, Place
from bot.limits import Limits, Verdict
from bot.meter import Surface
from bot.places import home, place_of
from bot.record import Record
from bot.storage import Visibility
from bot.talk import Talk
from knowledge import Language


class Invocations:
    """Answers commands and menu entries, no more often than the limits allow."""

    def __init__(self, desk: Desk, limits: Limits, record: Record, talk: Talk) -> None:
        self._desk = desk
        self._limits = limits
        self._record = record
        self._talk = talk

    async def command(self, ctx: commands.Context[Any], text: str) -> None:
        """Answer the question of a command, however it was called."""
        if ctx.interaction is None:
            await self._talk.message(ctx.message, Asked(text=text, surface=Surface.PREFIX))
            return
        interaction, begun = ctx.interaction, perf_counter()
        place = await place_of(interaction, self._desk.storage.preferences)
        if not await self._admits(interaction, place, text):
            self._record.limited(Surface.SLASH, begun)
            return
        hidden = await self.is_hidden(interaction)
        if not await self._asks(interaction, place, text, ephemeral=hidden):
            return
        answer = self._desk.ask(text, place)
        card = self._desk.cards.render(answer, place.prefix)
        sent = await respond(interaction, card, ephemeral=hidden)
        guild_id = home(interaction)
        self._record.keep_response(interaction, sent, answer)
        self._record.note(answer, guild_id)
        self._record.answered(Surface.SLASH, answer, begun, guild_id)

    async def aside(self, interaction: discord.Interaction[Any], text: str) -> None:
        """Answer somebody's *text* for the one member who wants to know, ready to be shown."""
        begun = perf_counter()
        place = await place_of(interaction, self._desk.storage.preferences)
        if not await self._admits(interaction, place, text):
            self._record.limited(Surface.MENU, begun)
            return
        if not await self._asks(interaction, place, text, ephemeral=True):
            return
        answer = self._desk.ask(text, place)
        await respond(interaction, self._desk.cards.offer(answer, place.prefix), ephemeral=True)
        # Nothing is kept of the text: who wrote it did not say it to the bot.
        self._record.answered(Surface.MENU, answer, begun, home(interaction))

    async def page(
        self, ctx: commands.Context[Any], make: Callable[[Language, Place], Card]
    ) -> None:
        """Answer a command that asks nothing of the knowledge with what *make* makes."""
        language = await self.admitted(ctx)
        if language:
            place = await place_of(ctx, self._desk.storage.preferences)
            await self._show(ctx, make(language, place))

    async def tell(self, ctx: commands.Context[Any], text: str) -> None:
        """Answer a command that was admitted with a sentence."""
        await self._show(ctx, self._desk.cards.notice(text))

    async def admitted(self, ctx: commands.Context[Any]) -> Language | None:
        """Return the language of the answer to a command; None where the limits forbid one."""
        place = await place_of(ctx, self._desk.storage.preferences)
        name = ctx.invoked_with or ""
        if ctx.interaction is None:
            allowed = await self._talk.admits(ctx.message, place, name)
        else:
            allowed = await self._admits(ctx.interaction, place, name)
        return self._desk.language(place, name) if allowed else None

    async def is_hidden(self, interaction: discord.Interaction[Any]) -> bool:
        """Tell whether a manager wants answers to slash commands seen by who asked alone."""
        if interaction.guild_id is None:
            return False
        settings = await self._desk.storage.preferences.guild(interaction.guild_id)
        return settings.visibility is Visibility.EPHEMERAL

    def keep(self, message: discord.Message, answer_id: int) -> None:
        """Remember that a command in *message* was answered with no card."""
        self._record.keep_plain(message, answer_id)

    async def _asks(
        self, interaction: discord.Interaction[Any], place: Place, text: str, *, ephemeral: bool
    ) -> bool:
        """
        Tell whether *text* asks something that is ours to answer, once the index is there.

        What holds no word is answered with help. The member is told where the index, which may be
        in the making, takes longer than a moment.
        """
        if not has_word(text):
            await respond(interaction, self._desk.help(text, place), ephemeral=ephemeral)
            return False
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE_S):
                await self._desk.ready()
        if self._desk.is_ready:
            return True
        ours = await think(interaction, ephemeral=ephemeral)
        await self._desk.ready()
        return ours

    async def _admits(self, interaction: discord.Interaction[Any], place: Place, text: str) -> bool:
        """Tell whether the limits allow an answer; each time they do not, say so."""
        channel = interaction.channel_id or 0
        verdict, wait = self._limits.ask(user=interaction.user.id, channel=channel)
        if verdict is not Verdict.ANSWER:
            await respond(interaction, self._desk.slower(text, place, wait), ephemeral=True)
        return verdict is Verdict.ANSWER

    async def _show(self, ctx: commands.Context[Any], card: Card) -> None:
        if ctx.interaction:
            hidden = await self.is_hidden(ctx.interaction)
            await respond(ctx.interaction, card, ephemeral=hidden)
        else:
            await self._talk.say(ctx.message, card)
