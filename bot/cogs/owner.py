"""`!reload`, `!sync` and `!status`, for whoever the bot belongs to."""

import asyncio
import logging
import math
from typing import Any

import aiohttp
import discord
from discord.ext import commands

from bot.delivery import reply, tell
from bot.desk import Desk, Place
from bot.notices import NOTICES, Notices
from bot.places import place_of
from bot.registration import sync
from bot.renewal import Renewal
from bot.version import version
from bot.writer import fit
from knowledge import KnowledgeError

log = logging.getLogger(__name__)

MAX_PROBLEMS = 1600
"""Characters of problems in a message; with what stands around them they fit its content."""
MAX_PROBLEM = 500
"""Characters of one problem; one that is longer is in the log alone."""


class Owner(commands.Cog):
    """The tools of the bot's owner. Everybody else gets no answer at all."""

    def __init__(self, bot: commands.AutoShardedBot, desk: Desk, renewal: Renewal) -> None:
        self._bot = bot
        self._desk = desk
        self._renewal = renewal

    async def cog_check(self, ctx: commands.Context[Any]) -> bool:
        """Tell whether it is the owner; while Discord does not say who that is, nobody is."""
        try:
            return await self._bot.is_owner(ctx.author)
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("Discord does not say who the owner is: %r", error)
            return False

    @commands.command("reload")
    async def reload(self, ctx: commands.Context[commands.AutoShardedBot]) -> None:
        """Load the knowledge anew; where it cannot be used, the old one stays."""
        notices = await self._notices(ctx)
        try:
            knowledge = await self._renewal.renew()
        except KnowledgeError as error:
            log.error("the knowledge was not reloaded:\n%s", error)
            await self._report(ctx, error, notices)
            return
        counts = {"criteria": len(knowledge.criteria), "sources": len(knowledge.sources)}
        await self._say(ctx, notices.reloaded.format(**counts))

    @commands.command("sync")
    async def sync(self, ctx: commands.Context[commands.AutoShardedBot]) -> None:
        """Bring Discord's list of slash commands up to date now."""
        notices = await self._notices(ctx)
        try:
            written = await sync(self._bot, self._bot.tree)
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.error("registering the slash commands failed: %r", error)
            await self._say(ctx, notices.not_synced)
            return
        text = notices.synced.format(count=written) if written else notices.same_commands
        await self._say(ctx, text)

    @commands.command("status")
    async def status(self, ctx: commands.Context[commands.AutoShardedBot]) -> None:
        """Say how the bot fares."""
        notices = await self._notices(ctx)
        knowledge = self._desk.answerer.knowledge
        database = self._desk.storage.database
        well = notices.database_well if database.is_open else notices.off
        lines = (
            f"## {notices.status_title}",
            notices.version.format(value=await asyncio.to_thread(version)),
            notices.shards.format(value=self._bot.shard_count or 1),
            notices.latency.format(value=_milliseconds(self._bot.latency)),
            notices.knowledge.format(
                criteria=len(knowledge.criteria), sources=len(knowledge.sources)
            ),
            notices.database.format(value=database.problem or well),
        )
        await self._say(ctx, "\n".join(lines))

    async def tell(self, error: KnowledgeError) -> None:
        """Tell each owner what is wrong with the files, in a direct message."""
        try:
            application = await self._bot.application_info()
            team = application.team
            people = team.members if team else [application.owner]
            now = discord.utils.time_snowflake(discord.utils.utcnow())
            for place, member in enumerate(people):
                person = await self._bot.fetch_user(member.id)
                # In the language of the bot: a person who asked nothing has shown none.
                notices = NOTICES[self._desk.language(Place())]
                card = self._desk.cards.notice(problems(error, notices))
                await tell(person, card, nonce=f"{now + place}-dm")
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as failure:
            log.warning("the owner could not be told: %r", failure)

    async def _report(
        self, ctx: commands.Context[Any], error: KnowledgeError, notices: Notices
    ) -> None:
        """Tell the owner, and nobody else, what is wrong with the files."""
        text = problems(error, notices)
        if ctx.guild is None:
            await self._say(ctx, text)
            return
        card = self._desk.cards.notice(text)
        sent = await tell(ctx.author, card, nonce=f"{ctx.message.id}-dm")
        await self._say(ctx, notices.problems_sent if sent else notices.problems_logged)

    async def _notices(self, ctx: commands.Context[Any]) -> Notices:
        return NOTICES[
            self._desk.language(await place_of(ctx.message, self._desk.storage.preferences))
        ]

    async def _say(self, ctx: commands.Context[Any], text: str) -> None:
        await reply(ctx.message, self._desk.cards.notice(text))


def problems(error: KnowledgeError, notices: Notices) -> str:
    """Write what is wrong, by whole lines, and how much more there is."""
    # A backtick would end the block of code.
    lines = [str(problem).replace("`", "'").replace("\n", " ") for problem in error.problems]
    short = [line for line in lines if len(line) <= MAX_PROBLEM]
    shown = fit(short, MAX_PROBLEMS)
    parts = [notices.not_reloaded.format(count=len(lines))]
    if shown:
        parts.append("\n".join(("```", *shown, "```")))
    if more := len(lines) - len(shown):
        parts.append(notices.more_problems.format(count=more))
    return "\n".join(parts)


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if math.isfinite(seconds) else "?"
