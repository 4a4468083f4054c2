"""Responses to interactions, with a real HTTP session and server."""

from collections.abc import AsyncIterator

import discord
import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from discord.http import Route
from discord.webhook.async_ import async_context

from bot import responses
from bot.responses import Arrived, Responses

ANSWERED = {"code": 40060, "message": "Interaction has already been acknowledged."}
LATE = {"code": 10062, "message": "Unknown interaction"}
CALLBACK = "/interactions/{webhook_id}/{webhook_token}/callback"
FOLLOW_UP = "/webhooks/{webhook_id}/{webhook_token}"
ORIGINAL = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"


class Discord:
    """Answers as it is told, then with 200."""

    def __init__(self) -> None:
        self.answers: list[web.Response] = []
        self.bodies: list[str] = []

    async def handle(self, request: web.Request) -> web.Response:
        """Take a request."""
        self.bodies.append(await request.text())
        return self.answers.pop(0) if self.answers else web.json_response({"done": True})


@pytest.fixture
async def there(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Discord]:
    """A server on loopback in Discord's place."""
    noted = Discord()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", noted.handle)
    async with TestServer(app) as running:
        monkeypatch.setattr(Route, "BASE", str(running.make_url("")).rstrip("/"))
        yield noted


def _error(status: int, body: object = None, **headers: str) -> web.Response:
    answer = web.json_response(body or {"message": "no"}, status=status, headers=headers)
    answer.headers["Content-Type"] = "application/json"
    return answer


async def _respond(path: str = CALLBACK, method: str = "POST", *, kind: int = 4) -> object:
    route = Route(method, path, webhook_id=1, webhook_token="token")
    Responses.install()
    async with ClientSession() as session:
        return await async_context.get().request(route, session, payload={"type": kind})


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_first_response_is_tried_again_at_once(there: Discord, status: int) -> None:
    """Three failures leave time enough for a fourth try."""
    there.answers = [_error(status) for _ in range(3)]

    assert await _respond() is not None
    assert there.bodies == ['{"type":4}'] * 4


async def test_response_that_arrived_is_no_failure(there: Discord) -> None:
    """Discord failed after it had taken it, and says so at the next try."""
    there.answers = [_error(500), _error(400, ANSWERED)]

    with pytest.raises(Arrived):
        await _respond()


async def test_response_of_another_copy_is_told_apart(there: Discord) -> None:
    """Nothing had failed: somebody else has answered."""
    there.answers = [_error(400, ANSWERED)]

    with pytest.raises(discord.HTTPException) as error:
        await _respond()
    assert not isinstance(error.value, Arrived)
    assert error.value.code == responses.ANSWERED


async def test_limit_longer_than_discord_waits_is_not_waited_for(there: Discord) -> None:
    """65 seconds later nobody knows the interaction."""
    there.answers = [_error(429, **{"Retry-After": "65"})]

    with pytest.raises(discord.HTTPException):
        await _respond()
    assert len(there.bodies) == 1


async def test_limit_in_time_is_waited_for(there: Discord) -> None:
    """It had no effect, so another copy's answer is told apart after it as well."""
    there.answers = [_error(429, **{"Retry-After": "0.2"}), _error(400, ANSWERED)]

    with pytest.raises(discord.HTTPException) as error:
        await _respond()
    assert not isinstance(error.value, Arrived)


async def test_failure_that_lasts_is_raised(
    there: Discord, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the time that Discord gives there is nobody to answer."""
    monkeypatch.setattr(responses, "FIRST_WITHIN_S", 0.5)
    there.answers = [_error(500) for _ in range(100)]

    with pytest.raises(discord.DiscordServerError):
        await _respond()
    assert 2 <= len(there.bodies) <= 4


async def test_follow_up_is_sent_once(there: Discord) -> None:
    """It has no nonce: nobody knows whether it arrived, and two are worse than none."""
    there.answers = [_error(500)]

    with pytest.raises(discord.DiscordServerError):
        await _respond(FOLLOW_UP)
    assert len(there.bodies) == 1


async def test_change_is_made_again(there: Discord) -> None:
    """Done twice, it is still the same message."""
    there.answers = [_error(500), _error(503)]

    assert await _respond(ORIGINAL, "PATCH")
    assert len(there.bodies) == 3


@pytest.mark.parametrize("body", [ANSWERED, LATE])
async def test_late_choices_are_nobodys_loss(there: Discord, body: object) -> None:
    """The member types on, and discord.py would log a trace for each letter."""
    there.answers = [_error(404, body)]

    assert await _respond(kind=responses.CHOICES) is None


@pytest.mark.parametrize(("status", "kind"), [(403, discord.Forbidden), (404, discord.NotFound)])
async def test_refusal_is_raised_as_what_it_is(
    there: Discord, status: int, kind: type[discord.HTTPException]
) -> None:
    """It would be refused again."""
    there.answers = [_error(status)]

    with pytest.raises(kind):
        await _respond()
    assert len(there.bodies) == 1
