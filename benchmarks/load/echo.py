"""The measure: as little of a discord.py bot as answers a command."""

import os

import discord
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

Route.BASE = os.environ["DISCORD_API_URL"]
DiscordWebSocket.DEFAULT_GATEWAY = URL(os.environ["GATEWAY_URL"])

intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True, message_content=True)
bot = commands.Bot(
    "!", intents=intents, allowed_mentions=discord.AllowedMentions.none(), help_command=None
)


@bot.command()
async def compare(ctx: commands.Context[commands.Bot], *, question: str) -> None:
    """Say the question back."""
    await ctx.reply(question)


bot.run(os.environ["DISCORD_TOKEN"], log_handler=None)
