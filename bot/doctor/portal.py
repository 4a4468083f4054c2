"""Checks of Discord: the token, the portal's switches, servers, commands and the clock."""

import time
from collections.abc import AsyncIterator
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

from bot.client import CriteriaBot
from bot.desk import Desk
from bot.doctor.finding import Finding, ok, problem, unchecked, warning
from bot.registration import payloads, same
from bot.settings import Settings
from knowledge import Answerer, load

DISCORD = "https://discord.com/api/v10"
PATIENCE_S = 5.0
SCARCE = 50
"""Connections left of the day's that are worth a warning."""
DRIFT_S = 5.0
MESSAGE_CONTENT = 1 << 18 | 1 << 19
"""The application's flags for that intent: granted to a big bot, or switched on for a small one."""
ADMINISTRATOR = 1 << 3
GUILDS = 200
UNAUTHORIZED = 401
NAMES = ("discord", "clock", "intents", "installation", "servers", "connections", "commands")
PERMISSIONS = 274877991936
"""View Channels, Send Messages, also in Threads, Embed Links, Read Message History."""
INVITE = (
    "https://discord.com/oauth2/authorize?client_id={id}"
    "&scope=bot+applications.commands&permissions={permissions}"
)


class Portal:
    """Discord's answers to a few questions; what it does not answer is said to be unchecked."""

    def __init__(self, settings: Settings, session: aiohttp.ClientSession) -> None:
        self._settings = settings
        self._session = session
        self._base = settings.discord_api_url or DISCORD
        self._skew = 0.0

    async def findings(self) -> AsyncIterator[Finding]:
        """Check one thing after another; without the first, none of the others can be."""
        try:
            me = await self._get("/users/@me")
        except aiohttp.ClientResponseError as error:
            if error.status == UNAUTHORIZED:
                yield problem(
                    "discord",
                    "does not know the token",
                    "reset it in the developer portal, page Bot, and copy it into .env",
                    lasting=True,
                )
            else:
                yield problem("discord", f"answers {error.status}", "try again later")
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            yield problem(
                "discord", f"cannot be reached ({type(error).__name__})", "look at the network"
            )
        else:
            yield ok("discord", f"knows the bot as {me.get('username')}")
            yield self._clock()
            for name, check in (
                ("intents", self._intents),
                ("installation", self._installation),
                ("servers", self._servers),
                ("connections", self._connections),
                ("commands", self._commands),
            ):
                try:
                    yield await check()
                except (aiohttp.ClientError, OSError, TimeoutError) as error:
                    status = getattr(error, "status", type(error).__name__)
                    yield unchecked(name, f"Discord did not tell ({status})")
            return
        for name in NAMES[1:]:
            yield unchecked(name, "Discord must answer first")

    async def _get(self, path: str, **query: str) -> Any:
        assert self._settings.discord_token is not None  # noqa: S101 - without one nobody comes here
        token = self._settings.discord_token.get_secret_value()
        async with self._session.get(
            f"{self._base}{path}",
            params=query,
            headers={"Authorization": f"Bot {token}"},
            timeout=aiohttp.ClientTimeout(total=PATIENCE_S),
            raise_for_status=True,
        ) as response:
            if date := response.headers.get("Date"):
                self._skew = time.time() - parsedate_to_datetime(date).timestamp()
            return await response.json()

    def _clock(self) -> Finding:
        if abs(self._skew) > DRIFT_S:
            return warning("clock", f"is {self._skew:+.0f} seconds from Discord's", "set it by NTP")
        return ok("clock", "agrees with Discord's")

    async def _intents(self) -> Finding:
        application = await self._get("/applications/@me")
        granted = bool(int(application.get("flags") or 0) & MESSAGE_CONTENT)
        if granted or not self._settings.message_content_intent:
            return ok("intents", "are those of the portal")
        return warning(
            "intents",
            f"the message content intent is off, so {self._settings.command_prefix}compare works "
            "in direct messages only",
            "switch it on in the portal, page Bot, or set MESSAGE_CONTENT_INTENT=false",
        )

    async def _installation(self) -> Finding:
        application = await self._get("/applications/@me")
        invite = INVITE.format(id=application["id"], permissions=PERMISSIONS)
        ways = application.get("integration_types_config")
        if ways is not None and "1" not in ways:
            return warning(
                "installation",
                f"people cannot add the bot to their account; servers can: {invite}",
                "allow User Install in the portal, page Installation",
            )
        return ok("installation", f"invite the bot with {invite}")

    async def _servers(self) -> Finding:
        guilds = await self._get("/users/@me/guilds", limit=str(GUILDS))
        if not guilds:
            return warning("servers", "the bot is in none", "invite it")
        short = [
            guild["name"]
            for guild in guilds
            if not int(guild["permissions"]) & ADMINISTRATOR
            and PERMISSIONS & ~int(guild["permissions"])
        ]
        count = f"{len(guilds)}{' or more' if len(guilds) == GUILDS else ''}"
        if short:
            return warning(
                "servers",
                f"{count}; permissions are missing in {len(short)}: {', '.join(short[:5])}",
                "/why there says which, channel by channel",
            )
        return ok("servers", f"{count}, with every permission")

    async def _connections(self) -> Finding:
        found = await self._get("/gateway/bot")
        starts = found["session_start_limit"]
        text = f"{starts['remaining']} of {starts['total']} are left today"
        if starts["remaining"] < SCARCE:
            return warning("connections", text, "find out why the bot starts so often")
        return ok("connections", f"{text}; Discord wants {found['shards']} shard(s)")

    async def _commands(self) -> Finding:
        application = await self._get("/applications/@me")
        path = f"/applications/{application['id']}/commands"
        present = await self._get(path, with_localizations="true")
        if not present:
            return warning("commands", "none is registered yet", "start the bot: it does that")
        if same(await self._own_commands(), present):
            return ok("commands", f"{len(present)}, as they should be")
        return warning("commands", "differ from the bot's", "restart it, or send it !sync")

    async def _own_commands(self) -> list[Any]:
        answerer = Answerer(load(self._settings.knowledge_dir))
        prefix, language = self._settings.command_prefix, self._settings.default_language
        desk = Desk(answerer, prefix=prefix, default=language, contact=None)
        async with CriteriaBot(desk, message_content=False, shards=1) as bot:
            await bot.equip()
            return await payloads(bot.tree)
