"""Where a lost session is sought, and what cannot be read, without a network."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from unittest.mock import AsyncMock, create_autospec

import aiohttp
import discord
import pytest
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.http import HTTPClient
from yarl import URL

from bot import gateway
from bot.gateway import RESUME_THERE_S, Backoff, Gateway, locate, pass_over
from bot.starts import Starts

THERE = URL("wss://resume.example.org")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The seconds that have passed."""
    clock = SimpleNamespace(now=100.0)
    monkeypatch.setattr(gateway, "perf_counter", lambda: clock.now)
    return clock


@pytest.fixture
def connect(monkeypatch: pytest.MonkeyPatch) -> AsyncMock:
    """What stands in the place of discord.py's way to connect; it fails."""
    connect = AsyncMock(side_effect=aiohttp.ClientConnectionError())
    monkeypatch.setattr(DiscordWebSocket, "from_client", connect)
    return connect


def _client(session: str | None = "abc") -> Any:
    last = create_autospec(Gateway, instance=True)
    last.session_id, last.sequence, last.gateway, last.lost_at = session, 7, THERE, None
    return SimpleNamespace(connections={0: last}, starts=Starts())


async def _fail(client: Any) -> None:
    with pytest.raises(aiohttp.ClientConnectionError):
        await Gateway.from_client(client, shard_id=0)


async def test_session_is_resumed_where_discord_said(
    clock: SimpleNamespace, connect: AsyncMock
) -> None:
    """However discord.py asks for a connection, and for longer than a minute."""
    client = _client()
    for _ in range(4):
        await _fail(client)
        clock.now += 20

    resumed = [(o["resume"], o["session"], o["sequence"], o["gateway"]) for o in _options(connect)]
    assert resumed == [(True, "abc", 7, THERE)] * 4


async def test_address_that_is_gone_is_not_sought_for_ever(
    clock: SimpleNamespace, connect: AsyncMock
) -> None:
    """Then the session is resumed at the address for all, which knows whether it still lives."""
    client = _client()
    await _fail(client)
    clock.now += RESUME_THERE_S
    await _fail(client)

    (_first, second) = _options(connect)
    assert (second["resume"], second["session"], second["gateway"]) == (True, "abc", None)


async def test_ended_session_is_not_resumed(connect: AsyncMock) -> None:
    """Discord said that there is none any more."""
    await _fail(_client(session=None))

    assert not _options(connect)[0].get("resume")


async def test_gateway_that_hangs_up_at_once_is_no_defect(connect: AsyncMock) -> None:
    """discord.py ends the process where this comes after another failure."""
    connect.side_effect = ReconnectWebSocket(0)

    await _fail(_client())


def _options(connect: AsyncMock) -> list[dict[str, Any]]:
    return [dict(call.kwargs) for call in connect.await_args_list]


def test_halves_of_pairs_are_read() -> None:
    """One such message may not end the connection; what is no JSON at all still does."""
    assert gateway.read('{"content": "\\ud800"}') == {"content": "\ud800"}
    with pytest.raises(ValueError, match="delimiter"):
        gateway.read('{"content"')


def test_pauses_stay_short() -> None:
    """A gateway that was away for an hour is found again in seconds."""
    backoff = Backoff()

    assert max(backoff.delay() for _ in range(200)) <= 4


@pytest.fixture
def http(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The API; the address of the gateway is put back after the test."""
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", DiscordWebSocket.DEFAULT_GATEWAY)
    return create_autospec(HTTPClient, instance=True)


def _starts(remaining: int) -> dict[str, int]:
    return {"total": 1000, "remaining": remaining, "reset_after": 3_600_000, "max_concurrency": 1}


@pytest.mark.parametrize(("remaining", "waits"), [(900, 0), (100, 109), (0, 3600)])
async def test_fault_08_crash_loop_cannot_use_up_the_sessions(
    http: Any, monkeypatch: pytest.MonkeyPatch, remaining: int, waits: int
) -> None:
    """The fewer starts of all shards are left of a day, the longer each takes."""
    http.get_bot_gateway.return_value = (3, "wss://gateway.example.org", _starts(remaining))
    slept = AsyncMock()
    monkeypatch.setattr("bot.gateway.asyncio.sleep", slept)

    assert await locate(http, Starts()) == 3
    assert [int(call.args[0]) for call in slept.await_args_list] == ([waits] if waits else [])


async def test_server_without_shards_is_served(http: Any) -> None:
    """A server that is compatible with Discord may know `/gateway` alone."""
    http.get_bot_gateway.side_effect = discord.GatewayNotFound
    http.request.return_value = {"url": "ws://127.0.0.1:1/gateway"}

    assert await locate(http, Starts()) == 1
    assert str(DiscordWebSocket.DEFAULT_GATEWAY) == "ws://127.0.0.1:1/gateway"


def _break(data: Any) -> None:
    raise ValueError(data)


def test_event_that_cannot_be_read_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    """It names the event and the place, and nothing of what was written."""
    seen: list[Any] = []
    parsers: dict[str, Callable[[Any], None]] = {
        "MESSAGE_CREATE": _break,
        "RESUMED": seen.append,
    }
    pass_over(parsers)

    parsers["MESSAGE_CREATE"]("secret words")
    parsers["RESUMED"]("data")

    (record,) = caplog.records
    assert record.getMessage().startswith("MESSAGE_CREATE could not be read: ValueError in ")
    assert "secret" not in record.getMessage()
    assert record.exc_info is None
    assert seen == ["data"]


def test_session_that_cannot_be_read_is_an_error() -> None:
    """Without it the bot would wait for ever."""
    parsers: dict[str, Callable[[Any], None]] = {"READY": _break}
    pass_over(parsers)

    with pytest.raises(ValueError, match="x"):
        parsers["READY"]("x")
