"""The bot on Discord, from login to the end of the process."""

import asyncio
import logging
import signal
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import discord
from discord.http import Route

from bot import gateway, logs
from bot.allocator import share_memory
from bot.client import CriteriaBot
from bot.collector import collect
from bot.desk import Desk
from bot.exits import Exit
from bot.keeping import keep
from bot.limits import Limits, Rate
from bot.meter import Meter
from bot.responses import Responses
from bot.settings import Settings, open_to_others
from bot.storage import Storage
from bot.version import version
from bot.watching import watch
from knowledge import Answerer

log = logging.getLogger(__name__)

FINISH_WITHIN_S = 8.0
"""
How long questions that are under way may take once the process is asked to end.

Whoever asks often kills after ten seconds, and what was counted is still to be written.
"""
REFUSED = "Discord refused DISCORD_TOKEN; copy it again from the developer portal"
RESHARDED = "Discord wants another number of shards; the next start asks for it anew"
CLOSED: Mapping[int, tuple[str, Exit]] = {
    4004: (REFUSED, Exit.CONFIG),
    4010: (RESHARDED, Exit.PROBLEMS),
    4011: (RESHARDED, Exit.PROBLEMS),
    4012: ("Discord does not speak this version of its API any more; update the bot", Exit.CONFIG),
    4013: ("Discord does not know the intents that were asked for; update the bot", Exit.CONFIG),
}
"""
What to say, and the exit status, where Discord closes the gateway for good, by its close code.

4014 is none of them: without the intent that is refused the bot goes on.
"""


def run(settings: Settings, answerer: Answerer) -> Exit:
    """Run the bot until it is stopped; 78 is returned for what a restart cannot mend."""
    share_memory()
    logs.set_up(settings)
    if open_to_others(Path(".env")):
        log.warning(".env can be read by other users of this machine; run: chmod 600 .env")
    desk = Desk(
        answerer,
        prefix=settings.command_prefix,
        default=settings.default_language,
        contact=settings.owner_contact,
        storage=Storage(settings.database_url),
    )
    # Nobody expects a voice of it.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    if settings.discord_api_url:
        Route.BASE = settings.discord_api_url
    try:
        return asyncio.run(_serve(settings, desk))
    except KeyboardInterrupt:
        return Exit.OK


async def _serve(settings: Settings, desk: Desk) -> Exit:
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
            log.error(REFUSED)
            return Exit.CONFIG
        except discord.ConnectionClosed as error:
            if error.code not in CLOSED:
                raise
            said, status = CLOSED[error.code]
            log.error(said)
            return status
        else:
            return Exit.OK
    return Exit.CONFIG


async def _connect(settings: Settings, desk: Desk, *, message_content: bool) -> None:
    assert settings.discord_token is not None  # noqa: S101 - the command line has checked it
    meter = _meter(settings)
    gateway.install()
    Responses.install()
    async with CriteriaBot(
        desk,
        message_content=message_content,
        limits=Limits(
            user=Rate.parse(settings.cooldown_user), channel=Rate.parse(settings.cooldown_channel)
        ),
        allow_dms=settings.allow_dms,
        requests_per_second=settings.global_requests_per_second,
        meter=meter,
        knowledge_dir=settings.knowledge_dir,
    ) as bot:
        beside = (
            asyncio.create_task(_watch(settings, bot)),
            asyncio.create_task(desk.prepare(bot.connected)),
            asyncio.create_task(keep(desk.storage, bot.connected)),
            asyncio.create_task(_follow(settings, bot)),
            asyncio.create_task(collect(bot.line)),
        )
        try:
            await _until_ended(bot, settings.discord_token.get_secret_value())
        except discord.HTTPException:
            if not bot.refused:
                raise
        finally:
            for task in beside:
                task.cancel()
            await asyncio.gather(*beside, return_exceptions=True)
            await desk.storage.close()
        if bot.refused:
            raise discord.LoginFailure("the token was refused while the bot ran")


async def _until_ended(bot: CriteriaBot, token: str) -> None:
    """Run *bot*; end in good order when the system asks for it, and at once the second time."""
    loop = asyncio.get_running_loop()
    running = loop.create_task(bot.start(token))
    endings: list[asyncio.Task[None]] = []

    async def finish() -> None:
        await bot.finish(within_s=FINISH_WITHIN_S)
        running.cancel()

    def end() -> None:
        if endings:
            endings[0].cancel()
            running.cancel()
        else:
            endings.append(loop.create_task(finish()))

    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows knows no such thing.
            loop.add_signal_handler(number, end)
    try:
        await running
    except asyncio.CancelledError:
        if not endings:
            raise
    finally:
        await asyncio.gather(*endings, return_exceptions=True)


def _meter(settings: Settings) -> Meter:
    if settings.metrics_addr is None:
        return Meter()
    from bot.metrics import Figures

    return Figures()


async def _watch(settings: Settings, bot: CriteriaBot) -> None:
    """Serve health and figures, where somebody wants them, until this is cancelled."""
    if settings.metrics_addr is None:
        return
    from bot.metrics import Figures, serving

    figures = bot.meter
    assert isinstance(figures, Figures)  # noqa: S101 - they are made together
    figures.watch("line_length", "Questions under way", lambda: bot.line.length)
    figures.watch(
        "knowledge_criteria",
        "Criteria that are loaded",
        lambda: len(bot.desk.answerer.knowledge.criteria),
    )
    figures.name(
        "knowledge",
        "The version of the knowledge that is loaded",
        lambda: bot.desk.answerer.knowledge.version,
        label="version",
    )
    figures.watch("build", "The version that runs", lambda: 1, version=version())
    async with serving(figures, settings.metrics_addr, lambda: bot.lacks):
        await asyncio.Event().wait()


async def _follow(settings: Settings, bot: CriteriaBot) -> None:
    """Follow the files of the knowledge, where somebody wants that, until this is cancelled."""
    await bot.connected.wait()
    if settings.auto_reload:
        await watch(bot.renewal, settings.knowledge_dir, bot.tell_owner)
