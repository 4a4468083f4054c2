"""More questions than there are places: nothing is dropped without a word."""

import asyncio
from typing import Any
from unittest.mock import create_autospec

import discord
import pytest
from discord.http import HTTPClient

from bot.client import CriteriaBot
from bot.desk import Desk
from bot.line import Line
from bot.phrases import EN, ZH


class Channel:
    """Takes messages; answers wait until it is opened."""

    def __init__(self, bot: CriteriaBot) -> None:
        self._bot = bot
        self._opened = asyncio.Event()
        self._count = 0
        self.tasks: list[asyncio.Task[None]] = []
        self.sent: list[tuple[str, str]] = []
        self.http = create_autospec(HTTPClient, instance=True)
        self.http.request.side_effect = self._post

    async def _post(self, _route: Any, *, json: Any) -> dict[str, str]:
        text = str(json)
        if EN.busy in text or ZH.busy in text:
            self.sent.append((json["nonce"], "busy"))
        else:
            await self._opened.wait()
            self.sent.append((json["nonce"], "answer"))
        return {"id": str(1000 + len(self.sent))}

    async def hold(self, _route: Any, *, json: Any) -> dict[str, str]:
        """Let notices wait as well."""
        await self._opened.wait()
        return {"id": json["nonce"]}

    async def ask(self, text: str, *, member: int) -> str:
        """Write a direct message and return its id."""
        self._count += 1
        message = create_autospec(discord.Message, instance=True)
        message.id, message.content, message.webhook_id = self._count, text, None
        message.type, message.guild, message.reference = discord.MessageType.default, None, None
        message.author.bot, message.author.id = False, member
        message.channel = create_autospec(discord.DMChannel, instance=True)
        message.channel.id = member
        message._state = create_autospec(object)
        message._state.http = self.http
        self.tasks.append(asyncio.create_task(self._bot.on_message(message)))
        for _ in range(20):
            await asyncio.sleep(0)
        return str(message.id)

    async def open(self) -> None:
        """Let everything be answered."""
        self._opened.set()
        await asyncio.gather(*self.tasks)


@pytest.fixture
async def channel(desk: Desk) -> Channel:
    """Where a bot with two places, and one more for notices, is asked."""
    bot = CriteriaBot(desk, message_content=True, shards=1, line=Line(2, kept=1))
    user = create_autospec(discord.ClientUser, instance=True)
    user.id = 7
    bot._connection.user = user
    return Channel(bot)


async def test_who_finds_no_place_is_told_once(channel: Channel) -> None:
    """Those who have a place are answered; nobody is told twice in a minute."""
    first = [await channel.ask("debugging", member=1), await channel.ask("deployment", member=2)]
    told = await channel.ask("哪个更容易调试", member=3)
    silent = await channel.ask("哪个更容易调试", member=3)
    assert channel.sent == [(told, "busy")]

    await channel.open()
    later = await channel.ask("debugging", member=3)
    await channel.open()

    assert sorted(channel.sent) == sorted(
        [*((each, "answer") for each in first), (told, "busy"), (later, "answer")]
    )
    assert silent not in dict(channel.sent)


async def test_notice_without_place_is_an_error_in_the_log(
    channel: Channel, caplog: pytest.LogCaptureFixture
) -> None:
    """Where even the places for notices are taken, the log says what was dropped."""
    channel.http.request.side_effect = channel.hold

    for member in range(1, 5):
        await channel.ask("debugging", member=member)
    await channel.open()

    assert caplog.text.count("was dropped") == 1
