"""Answers that only the member sees, about the bot itself, and who may ask for them."""

import asyncio
import logging
from collections.abc import Awaitable
from contextlib import suppress
from typing import Any, TypeVar

import discord

from bot.delivery import respond, think
from bot.desk import PATIENCE_S, Desk
from bot.notices import NOTICES, Notices
from bot.phrases import PHRASES
from bot.places import place_of
from bot.storage import StorageError
from knowledge import Language

log = logging.getLogger(__name__)

BOUND_S = 2.0
"""Seconds that the database may take altogether: an answer is due within three."""
OPENING_S = 60.0
"""Seconds for which it does."""

T = TypeVar("T")


class Whispers:
    """Answers slash commands so that only the member sees it, in the member's language."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def language(self, interaction: discord.Interaction[Any]) -> Language:
        """Return the language in which the member is answered."""
        return self._desk.language(await place_of(interaction, self._desk.storage.preferences))

    async def notices(self, interaction: discord.Interaction[Any]) -> Notices:
        """Return the sentences in the member's language."""
        return NOTICES[await self.language(interaction)]

    async def say(self, interaction: discord.Interaction[Any], text: str) -> None:
        """Answer with *text*."""
        await respond(interaction, self._desk.cards.notice(text), ephemeral=True)

    async def kept(self, interaction: discord.Interaction[Any], work: Awaitable[T]) -> T | None:
        """
        Return what *work* with the database returns; None once the member was told that it failed.

        For *work* that never returns None. What was too late may still have been carried out.
        """
        await self.opened(interaction)
        try:
            async with asyncio.timeout(BOUND_S):
                return await work
        except (StorageError, TimeoutError) as error:
            log.warning("a command did without the database: %s", error or "it was too slow")
            phrases = PHRASES[await self.language(interaction)]
            await self.say(interaction, phrases.not_kept)
            return None

    async def is_manager(self, interaction: discord.Interaction[Any]) -> bool:
        """
        Tell whether the member may manage this server, and tell the member where not.

        What Discord shows to whom is only a default, which a server can change.
        """
        rights = interaction.permissions
        if interaction.guild_id is not None and (rights.manage_guild or rights.administrator):
            return True
        await self.say(interaction, (await self.notices(interaction)).managers_only)
        return False

    async def opened(
        self, interaction: discord.Interaction[Any], *, ephemeral: bool = True
    ) -> None:
        """Wait for the database where it is being opened, as it is when the bot starts."""
        database = self._desk.storage.database
        for seconds in (PATIENCE_S, OPENING_S):
            if not database.is_opening:
                return
            if seconds == OPENING_S:
                await think(interaction, ephemeral=ephemeral)
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await database.settled()

    async def is_known(self, interaction: discord.Interaction[Any], guild_id: int) -> bool:
        """Tell whether the database answers, so that a server's settings are the real ones."""
        await self.opened(interaction)
        database = self._desk.storage.database
        await self._desk.storage.preferences.guild(guild_id)
        return database.is_open and database.problem is None
