"""The bot on Discord, from login to the end of the process."""

import asyncio
import logging

import discord
from discord.http import Route

from bot.client import CriteriaBot
from bot.desk import Desk
from bot.settings import Settings
from knowledge import Answerer

log = logging.getLogger(__name__)

EXIT_OK = 0
EXIT_CONFIG = 78
BAD_TOKEN = 4004
BAD_INTENTS = 4013


def run(settings: Settings, answerer: Answerer) -> int:
    """Run the bot until it is stopped; 78 is returned for what a restart cannot mend."""
    _set_up_logging(settings)
    desk = Desk(
        answerer,
        prefix=settings.command_prefix,
        default=settings.default_language,
        contact=settings.owner_contact,
    )
    if settings.discord_api_url:
        Route.BASE = settings.discord_api_url
    try:
        return asyncio.run(_serve(settings, desk))
    except KeyboardInterrupt:
        return EXIT_OK


async def _serve(settings: Settings, desk: Desk) -> int:
    """Serve with the message content intent if wanted, without it if refused."""
    wanted = settings.message_content_intent
    for message_content in (True, False) if wanted else (False,):
        try:
            await _connect(settings, desk, message_content=message_content)
        except discord.PrivilegedIntentsRequired:
            log.warning(
                "Discord refused the message content intent, so %scompare works in direct messages "
                "only; slash commands and mentions work everywhere. Switch the intent on in the "
                "developer portal (Bot > Privileged Gateway Intents > Message Content Intent) and "
                "restart, or set MESSAGE_CONTENT_INTENT=false to stop asking for it.",
                settings.command_prefix,
            )
        except discord.LoginFailure:
            log.error("Discord refused DISCORD_TOKEN; copy it again from the developer portal")
            return EXIT_CONFIG
        except discord.ConnectionClosed as error:
            if error.code == BAD_TOKEN:
                log.error("Discord refused DISCORD_TOKEN; copy it again from the developer portal")
                return EXIT_CONFIG
            if error.code == BAD_INTENTS:
                log.error("Discord does not know the intents that were asked for; update the bot")
                return EXIT_CONFIG
            raise
        else:
            return EXIT_OK
    return EXIT_CONFIG


async def _connect(settings: Settings, desk: Desk, *, message_content: bool) -> None:
    assert settings.discord_token is not None  # noqa: S101 - the command line has checked it
    async with CriteriaBot(
        desk,
        prefix=settings.command_prefix,
        message_content=message_content,
        own_gateway=settings.discord_api_url is not None,
    ) as bot:
        await bot.start(settings.discord_token.get_secret_value())


def _set_up_logging(settings: Settings) -> None:
    """Log to standard error; discord.py never below INFO, for DEBUG shows messages."""
    logging.basicConfig(
        level=settings.log_level.value,
        format="%(asctime)s %(levelname)-7s %(name)s: %(message)s",
        force=True,
    )
    level = max(logging.getLevelName(settings.log_level.value), logging.INFO)
    logging.getLogger("discord").setLevel(level)
