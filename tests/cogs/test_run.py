"""The bot as a process: which failures end it, and with which status."""

import asyncio
import logging
from collections.abc import Iterator
from typing import Any
from unittest.mock import create_autospec

import discord
import pytest
from aiohttp import ClientWebSocketResponse
from discord.http import Route
from pydantic import SecretStr

from bot import gateway
from bot import run as runner
from bot.client import CriteriaBot
from bot.exits import Exit
from bot.line import Line
from bot.run import run
from bot.settings import Settings
from knowledge import Answerer

TOKEN = "a.made-up.token"


@pytest.fixture(autouse=True)
def _kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep what the process sets for all: the log, the API's address, and parts of discord.py."""
    monkeypatch.setattr(Route, "BASE", Route.BASE)
    monkeypatch.setattr(gateway, "install", lambda: None)
    root = logging.getLogger()
    loggers = (root, *map(logging.getLogger, ("discord", "bot", "knowledge")))
    handlers, levels = root.handlers[:], [logger.level for logger in loggers]
    yield
    root.handlers[:] = handlers
    for logger, level in zip(loggers, levels, strict=True):
        logger.setLevel(level)


class Started:
    """Stands for the client: notes how it was made, and ends as it was told."""

    def __init__(self, *endings: BaseException | None) -> None:
        self.endings = list(endings)
        self.made: list[dict[str, Any]] = []
        self.tokens: list[str] = []
        self.closed = 0

    def __call__(self, desk: Any, **keywords: Any) -> Any:
        """Make a client."""
        self.made.append(keywords)
        client = create_autospec(CriteriaBot, instance=True)
        client.__aenter__.return_value = client
        client.connected = asyncio.Event()
        client.refused = False
        client.line = Line()
        client.__aexit__.side_effect = self._close
        client.start.side_effect = self._start
        return client

    async def _start(self, token: str) -> None:
        self.tokens.append(token)
        if ending := self.endings.pop(0):
            raise ending

    async def _close(self, *error: Any) -> bool:
        self.closed += 1
        return False


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that returns settings with a token and without this machine's environment."""

    def make(**values: Any) -> Settings:
        token = SecretStr(TOKEN)
        return Settings(_env_file=None, **{"discord_token": token} | values)  # type: ignore[call-arg]

    return make


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that lets clients end as it is told."""

    def make(*endings: BaseException | None) -> Started:
        started = Started(*endings)
        monkeypatch.setattr(runner, "CriteriaBot", started)
        return started

    return make


def _closed(code: int) -> discord.ConnectionClosed:
    socket = create_autospec(ClientWebSocketResponse, instance=True)
    return discord.ConnectionClosed(socket, shard_id=None, code=code)


def test_bot_runs_until_it_is_stopped(settings: Any, start: Any, answerer: Answerer) -> None:
    """The settings reach the client, the token only its start."""
    started = start(None)

    assert run(settings(allow_dms=False), answerer) == Exit.OK
    (made,) = started.made
    assert (made["message_content"], made["requests_per_second"]) == (True, 50)
    assert made["allow_dms"] is False
    assert started.tokens == [TOKEN]
    assert started.closed == 1


def test_interrupt_is_good_end(settings: Any, start: Any, answerer: Answerer) -> None:
    """Ctrl-C is how people stop it."""
    start(KeyboardInterrupt())

    assert run(settings(), answerer) == Exit.OK


def test_refused_intent_is_said_once_and_gone_without(
    settings: Any, start: Any, answerer: Answerer, capsys: pytest.CaptureFixture[str]
) -> None:
    """Close code 4014: what to switch on is in the log, and the bot serves."""
    started = start(discord.PrivilegedIntentsRequired(None), None)

    assert run(settings(), answerer) == Exit.OK
    assert [made["message_content"] for made in started.made] == [True, False]
    log = capsys.readouterr().err
    assert log.count("Message Content Intent") == 1
    assert "MESSAGE_CONTENT_INTENT=false" in log
    assert "Traceback" not in log


def test_unwanted_intent_is_not_asked_for(settings: Any, start: Any, answerer: Answerer) -> None:
    """Who switched it off is not told to switch it on."""
    started = start(None)

    run(settings(message_content_intent=False), answerer)

    assert [made["message_content"] for made in started.made] == [False]


def test_intent_refused_without_being_asked_for_ends_with_78(
    settings: Any, start: Any, answerer: Answerer
) -> None:
    """A bot that cannot connect has not ended well."""
    start(discord.PrivilegedIntentsRequired(None))

    assert run(settings(message_content_intent=False), answerer) == Exit.CONFIG


@pytest.mark.parametrize(
    ("ending", "said", "status"),
    [
        (discord.LoginFailure("Improper token has been passed."), "DISCORD_TOKEN", Exit.CONFIG),
        (_closed(4004), "DISCORD_TOKEN", Exit.CONFIG),
        (_closed(4010), "shards", Exit.PROBLEMS),
        (_closed(4011), "shards", Exit.PROBLEMS),
        (_closed(4012), "update the bot", Exit.CONFIG),
        (_closed(4013), "intents", Exit.CONFIG),
    ],
    ids=["login", "4004", "4010", "4011", "4012", "4013"],
)
def test_what_restart_cannot_mend_ends_with_78(
    settings: Any,
    start: Any,
    answerer: Answerer,
    capsys: pytest.CaptureFixture[str],
    ending: Exception,
    said: str,
    status: Exit,
) -> None:
    """One line says what is wrong, the token is never in it, and nothing is tried again."""
    started = start(ending)

    assert run(settings(), answerer) == status
    log = capsys.readouterr().err
    assert len(log.splitlines()) == 1
    assert said in log
    assert TOKEN not in log
    assert started.closed == len(started.made) == 1


def test_other_close_code_is_raised(settings: Any, start: Any, answerer: Answerer) -> None:
    """What is not understood ends the process with its trace."""
    start(_closed(4999))

    with pytest.raises(discord.ConnectionClosed):
        run(settings(), answerer)


def test_other_address_serves_rest_and_gateway(
    settings: Any, start: Any, answerer: Answerer
) -> None:
    """REST goes to the address that is set, which is asked for the gateway's."""
    start(None)

    run(settings(discord_api_url="http://127.0.0.1:8080/api/v10/"), answerer)

    assert Route("GET", "/gateway").url == "http://127.0.0.1:8080/api/v10/gateway"


@pytest.mark.parametrize(
    ("level", "ours", "theirs"),
    [("DEBUG", "DEBUG", "INFO"), ("INFO", "INFO", "INFO"), ("ERROR", "ERROR", "ERROR")],
)
def test_library_never_logs_contents(
    settings: Any, start: Any, answerer: Answerer, level: str, ours: str, theirs: str
) -> None:
    """discord.py writes whole messages at DEBUG, so that level is ours alone."""
    start(None)

    run(settings(log_level=level), answerer)

    levels = [logging.getLogger(n).getEffectiveLevel() for n in ("bot.run", "discord.gateway")]
    assert [logging.getLevelName(level) for level in levels] == [ours, theirs]
