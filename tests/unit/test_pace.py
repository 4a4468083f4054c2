"""The pace of requests, with a real HTTP session and server."""

import time
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from bot.pace import Pace, retry_after


class Server:
    """Notes when requests came; answers the first with what it was given."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.first = web.Response()
        self.url = ""

    async def handle(self, request: web.Request) -> web.Response:
        """Answer a request."""
        self.times.append(time.monotonic())
        first, self.first = self.first, web.Response()
        return first if len(self.times) == 1 else web.Response()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    """A server on loopback."""
    noted = Server()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", noted.handle)
    async with TestServer(app) as running:
        noted.url = str(running.make_url("/"))
        yield noted


async def _ask(server: Server, pace: Pace, count: int, path: str = "channels/1/messages") -> None:
    async with ClientSession(trace_configs=[pace.trace()]) as session:
        for _ in range(count):
            async with session.post(f"{server.url}{path}") as response:
                await response.read()


async def test_no_second_has_more_than_allowed(server: Server) -> None:
    """Some go at once, the rest in step."""
    await _ask(server, Pace(40), 70)

    times = server.times
    assert all(sum(t <= u < t + 1 for u in times) <= 40 for t in times)
    assert times[3] - times[0] < 0.05


async def test_interactions_wait_for_nothing(server: Server) -> None:
    """Discord does not count them, and gives them three seconds."""
    await _ask(server, Pace(1), 20, "interactions/1/abc/callback")

    assert server.times[-1] - server.times[0] < 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Via": "1.1 test", "X-RateLimit-Scope": "global", "Retry-After": "0.5"},
        {"Retry-After": "0.5"},
    ],
    ids=["global limit", "ban"],
)
async def test_what_holds_for_all_holds_all_back(server: Server, headers: dict[str, str]) -> None:
    """Nothing more is sent before the time that the answer names."""
    server.first = web.Response(status=429, headers=headers)

    await _ask(server, Pace(1000), 2)

    assert server.times[1] - server.times[0] >= 0.49


async def test_limit_of_one_route_holds_nothing_else_back(server: Server) -> None:
    """discord.py deals with that one."""
    server.first = web.Response(
        status=429, headers={"Via": "1.1 test", "X-RateLimit-Scope": "user", "Retry-After": "5"}
    )

    await _ask(server, Pace(1000), 2)

    assert server.times[1] - server.times[0] < 1


@pytest.mark.parametrize(("value", "seconds"), [("1.5", 1.5), ("-1", 0.0), ("soon", 0.0)])
def test_retry_after_is_read_with_care(value: str, seconds: float) -> None:
    """What is no number of seconds counts as none."""
    assert retry_after({"Retry-After": value}) == seconds
    assert retry_after({}) == 0
