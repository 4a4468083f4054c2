"""Requests that are made again, without a network."""

import asyncio
import io
import json
from typing import Any
from unittest.mock import create_autospec

import aiohttp
import discord
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from discord.http import Route

from bot import rest
from bot.rest import Persistence, passes

SEND = Route("POST", "/channels/{channel_id}/messages", channel_id=1)
READ = Route("GET", "/users/@me")


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rest, "FIRST_WAIT_S", 0.001)
    monkeypatch.setattr(rest, "LONGEST_WAIT_S", 0.002)


def _answered(status: int, headers: dict[str, str] | None = None) -> discord.HTTPException:
    response = create_autospec(aiohttp.ClientResponse, instance=True)
    response.status, response.reason, response.headers = status, "", headers or {}
    kind = discord.DiscordServerError if status >= 500 else discord.HTTPException
    return kind(response, "")


class Discord:
    """Fails as it is told, and then answers."""

    def __init__(self, *failures: Exception) -> None:
        self.failures = list(failures)
        self.bodies: list[Any] = []

    async def request(self, route: Route, **options: Any) -> str:
        """Take a request."""
        self.bodies.append([file.fp.read() for file in options.get("files") or ()] or options)
        if self.failures:
            raise self.failures.pop(0)
        return "done"


def _persistent(there: Discord) -> Any:
    return Persistence(lambda: None).wrap(there.request)


@pytest.mark.parametrize(
    "failure",
    [
        _answered(503),
        _answered(500),
        _answered(429),
        aiohttp.ServerDisconnectedError(),
        ConnectionResetError(),
        TimeoutError(),
        json.JSONDecodeError("cut off", "{", 1),
    ],
    ids=repr,
)
async def test_fault_of_the_other_side_is_tried_again(failure: Exception) -> None:
    """The same request goes out until it gets through."""
    there = Discord(failure, failure, failure)

    assert await _persistent(there)(SEND, json={"nonce": "1"}) == "done"
    assert there.bodies == [{"json": {"nonce": "1"}, "timeout": rest.TIMEOUT}] * 4


@pytest.mark.parametrize("status", [400, 403, 404])
async def test_fault_of_ours_is_not_repeated(status: int) -> None:
    """It would fail again."""
    there = Discord(_answered(status))

    with pytest.raises(discord.HTTPException):
        await _persistent(there)(SEND)
    assert len(there.bodies) == 1


async def test_unknown_token_is_reported() -> None:
    """After a reset nothing more is asked."""
    refused = list[bool]()
    there = Discord(_answered(401))
    persistent = Persistence(lambda: refused.append(True)).wrap(there.request)

    for _ in range(3):
        with pytest.raises(discord.HTTPException):
            await persistent(SEND)
    assert refused == [True]
    assert len(there.bodies) == 1


async def test_channel_that_refuses_is_left_alone() -> None:
    """Discord counts what it refuses."""
    refusal = discord.Forbidden(_answered(403).response, {"code": 50013, "message": "no"})
    there = Discord(*[refusal] * 10)
    persistent = _persistent(there)

    for _ in range(10):
        with pytest.raises(discord.Forbidden):
            await persistent(SEND)
    assert len(there.bodies) == 3


async def test_what_is_being_sent_ends_with_the_connection() -> None:
    """A closed session is a defect while the bot runs, and none at its end."""
    closed = RuntimeError("Session is closed")
    persistence = Persistence(lambda: None)
    persistent = persistence.wrap(Discord(closed, closed).request)

    with pytest.raises(RuntimeError):
        await persistent(SEND)
    persistence.end()
    with pytest.raises(asyncio.CancelledError):
        await persistent(SEND)


async def test_silence_counts_as_a_cut_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Discord took the first try and said nothing; aiohttp alone would wait five minutes."""
    monkeypatch.setattr(rest, "TIMEOUT", aiohttp.ClientTimeout(total=None, sock_read=0.2))
    tries = list[str]()

    async def answer(request: web.Request) -> web.Response:
        tries.append(await request.text())
        if len(tries) == 1:
            await asyncio.sleep(1)
        return web.json_response({"id": "1"}, content_type="application/json")

    app = web.Application()
    app.router.add_post("/", answer)
    async with TestServer(app) as server, aiohttp.ClientSession() as session:

        async def request(route: Route, **options: Any) -> Any:
            async with session.post(server.make_url("/"), **options) as response:
                return await response.json()

        sent = await Persistence(lambda: None).wrap(request)(SEND, data="nonce")

    assert sent == {"id": "1"}
    assert tries == ["nonce"] * 2


async def test_wanted_pause_is_kept() -> None:
    """Retry-After goes before our own steps."""
    there = Discord(_answered(429, {"Retry-After": "0.2"}), _answered(429, {"Retry-After": "0.2"}))
    loop = asyncio.get_running_loop()
    begun = loop.time()

    await _persistent(there)(SEND)

    assert loop.time() - begun >= 0.4


async def test_file_is_sent_whole_again() -> None:
    """What was read by a failed try is read from its beginning."""
    there = Discord(_answered(503), _answered(503))
    file = discord.File(io.BytesIO(b"picture"), "stats.png")

    await _persistent(there)(SEND, files=[file])

    assert there.bodies == [[b"picture"]] * 3


async def test_sending_is_given_up_when_the_nonce_is_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Later it could make a second answer; the last failure says why."""
    monkeypatch.setattr(rest, "PATIENCE_S", 0.05)
    there = Discord(*[_answered(503)] * 10_000)

    with pytest.raises(discord.DiscordServerError):
        await _persistent(there)(SEND)


async def test_reading_is_never_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is nothing to do without the answer, and asking twice does no harm."""
    monkeypatch.setattr(rest, "PATIENCE_S", 0.0)
    there = Discord(*[_answered(503)] * 20)

    assert await _persistent(there)(READ) == "done"


async def test_log_is_not_flooded(caplog: pytest.LogCaptureFixture) -> None:
    """A thousand answers that wait are one line."""
    there = Discord(*[_answered(503)] * 300)
    persistent = _persistent(there)

    await asyncio.gather(*(persistent(SEND) for _ in range(100)))

    assert len(caplog.records) == 1


def test_other_errors_pass_through() -> None:
    """A defect is no weather."""
    assert not passes(ValueError())
