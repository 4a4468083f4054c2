"""`stats`: what a server asks most, as a picture and in words."""

import asyncio
import logging
from collections.abc import Mapping

import discord
from discord.ext import commands

from bot.chart import draw, speaks
from bot.delivery import Picture, answer, show, think
from bot.desk import Desk
from bot.notices import NOTICES
from bot.phrases import PHRASES
from bot.places import place_of
from bot.registration import hybrid
from bot.storage import StorageError
from knowledge import Language

log = logging.getLogger(__name__)

BOUND_S = 2.0
"""Seconds that the database may take."""


class Stats(commands.Cog):
    """What is asked most, without who asks."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @hybrid("stats")
    async def stats(self, ctx: commands.Context[commands.Bot]) -> None:
        """Answer with a picture, and with the same in words."""
        storage = self._desk.storage
        language = self._desk.language(
            await place_of(ctx, storage.preferences), ctx.invoked_with or ""
        )
        notices = NOTICES[language]
        try:
            async with asyncio.timeout(BOUND_S):
                counts = await storage.asked.most(ctx.guild.id if ctx.guild else None)
        except (StorageError, TimeoutError) as error:
            log.warning("the counts cannot be read: %s", error or "it was too slow")
            await answer(ctx, self._desk.cards.notice(PHRASES[language].not_kept))
            return
        title = notices.stats_title if ctx.guild else notices.stats_everywhere
        shown = self._titled(counts, language)
        if not shown:
            await answer(ctx, self._desk.cards.notice(f"## {title}\n{notices.stats_none}"))
            return
        # The first picture takes a second or two, and an interaction waits for three.
        if not await think(ctx):
            return
        lines = [
            f"{place}. {name}: {count}" for place, (name, count) in enumerate(shown.items(), 1)
        ]
        picture = await self._picture(counts, language, guild=ctx.guild, lines=lines)
        text = "\n".join((f"## {title}", *lines, f"-# {notices.stats_note}"))
        await show(ctx, text, picture)

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
