"""`/language`: the language in which one member is answered."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.cogs.settings import LANGUAGES
from bot.desk import Desk
from bot.registration import choices, description, name
from bot.whispers import Whispers


class MemberLanguage(commands.Cog):
    """A member's own choice, which goes wherever the member goes."""

    def __init__(self, desk: Desk) -> None:
        self._preferences = desk.storage.preferences
        self._whispers = Whispers(desk)

    @app_commands.command(name=name("language"), description=description("language"))
    @app_commands.rename(value=name("value"))
    @app_commands.describe(value=description("value"))
    @app_commands.choices(value=choices(*LANGUAGES))
    async def language(self, interaction: discord.Interaction[Any], value: str) -> None:
        """Keep the member's language, or forget it."""
        if value not in LANGUAGES:
            notices = await self._whispers.notices(interaction)
            await self._whispers.say(interaction, notices.bad_value)
            return
        language, user_id = LANGUAGES[value], interaction.user.id

        async def change() -> bool:
            await self._preferences.set_member_language(user_id, language)
            return True

        if await self._whispers.kept(interaction, change()):
            notices = await self._whispers.notices(interaction)
            text = notices.answers_in if language else notices.answers_follow
            await self._whispers.say(interaction, text)
