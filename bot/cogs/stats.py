"""`stats`: what a server asks most, as a picture and in words."""

import asyncio
import logging
from collections.abc import Mapping

import discord
from discord.ext import commands

from bot.chart import draw, speaks
from bot.delivery import Picture, show, think
from bot.desk import Desk
from bot.invocations import Invocations
from bot.notices import NOTICES
from bot.registration import hybrid
from bot.storage import StorageError
from bot.whispers import Whispers
from knowledge import Language

log = logging.getLogger(__name__)

BOUND_S = 2.0
"""Seconds that the database may take."""


class Stats(commands.Cog):
    """What is asked most, without who asks."""

    def __init__(self, desk: Desk, invocations: Invocations) -> None:
        self._desk = desk
        self._invocations = invocations
        self._whispers = Whispers(desk)

    @hybrid("stats")
    async def stats(self, ctx: commands.Context[commands.Bot]) -> None:
        """Answer with a picture, and with the same in words."""
        language = await self._invocations.admitted(ctx)
        if language is None:
            return
        hidden = ctx.interaction is not None and await self._invocations.is_hidden(ctx.interaction)
        if ctx.interaction:
            await self._whispers.opened(ctx.interaction, ephemeral=hidden)
        else:
            await self._desk.storage.database.settled()
        notices = NOTICES[language]
        title = notices.stats_title if ctx.guild else notices.stats_everywhere
        counts = await self._counts(ctx.guild.id if ctx.guild else None)
        if counts is None:
            await self._invocations.tell(ctx, notices.not_read)
            return
        shown = self._titled(counts, language)
        if not shown:
            await self._invocations.tell(ctx, f"## {title}\n{notices.stats_none}")
            return
        # The first picture takes a second or two, and an interaction waits for three.
        if ctx.interaction and not await think(ctx.interaction, ephemeral=hidden):
            return
        lines = [
            f"{place}. {name}: {count}" for place, (name, count) in enumerate(shown.items(), 1)
        ]
        picture = await self._picture(counts, language, guild=ctx.guild, lines=lines)
        text = "\n".join((f"## {title}", *lines, f"-# {notices.stats_note}"))
        sent = await show(ctx, text, picture)
        if sent is not None:
            self._invocations.keep(ctx.message, sent)

    async def _counts(self, guild_id: int | None) -> Mapping[str, int] | None:
        """Return the counts by criterion, None where the database does not tell them in time."""
        try:
            async with asyncio.timeout(BOUND_S):
                return await self._desk.storage.asked.most(guild_id)
        except (StorageError, TimeoutError) as error:
            log.warning("the counts cannot be read: %s", error or "it was too slow")
            return None

    async def _picture(
        self,
        counts: Mapping[str, int],
        language: Language,
        *,
        guild: discord.Guild | None,
        lines: list[str],
    ) -> Picture | None:
        """Draw the chart off the event loop; words alone are left where that fails."""
        try:
            written = await asyncio.to_thread(speaks, language)
            notices = NOTICES[written]
            title = notices.stats_title if guild else notices.stats_everywhere
            data = await asyncio.to_thread(draw, title, self._titled(counts, written))
        except (ImportError, OSError, RuntimeError, ValueError):
            log.exception("the picture could not be drawn")
            return None
        return Picture(name="stats.png", data=data, description="\n".join((title, *lines)))

    def _titled(self, counts: Mapping[str, int], language: Language) -> dict[str, int]:
        """Put titles in the place of ids; what is gone from the knowledge is left out."""
        known = self._desk.answerer.knowledge.criteria
        return {known[name].title[language]: n for name, n in counts.items() if name in known}
