"""Channels that refuse the bot."""

from unittest.mock import create_autospec

import aiohttp
import discord
import pytest
from discord.http import Route

from bot.refusals import ENOUGH, Muted, Refusals


def _send(channel: int) -> Route:
    return Route("POST", "/channels/{channel_id}/messages", channel_id=channel)


def _refusal() -> discord.Forbidden:
    response = create_autospec(aiohttp.ClientResponse, instance=True)
    response.status, response.reason = 403, "Forbidden"
    return discord.Forbidden(response, {"code": 50013, "message": "Missing Permissions"})


def _refused(times: int) -> Refusals:
    refusals = Refusals()
    for _ in range(times):
        refusals.note(_send(1), _refusal())
    return refusals


def test_channel_is_left_alone_after_some_refusals(caplog: pytest.LogCaptureFixture) -> None:
    """Others are not, one line says so, and the reason stays known."""
    refusals = _refused(ENOUGH)

    with pytest.raises(Muted) as muted:
        refusals.check(_send(1))
    assert (muted.value.code, muted.value.status) == (50013, 403)
    refusals.check(_send(2))
    assert len(caplog.records) == 1


def test_a_refusal_now_and_then_mutes_nothing() -> None:
    """Only refusals in a row count."""
    refusals = _refused(ENOUGH - 1)
    refusals.note(_send(1), None)
    refusals.note(_send(1), _refusal())

    refusals.check(_send(1))


def test_changed_rights_are_tried_at_once() -> None:
    """Whoever mends them need not wait."""
    refusals = _refused(ENOUGH)
    refusals.forget(1, 2)

    refusals.check(_send(1))


@pytest.mark.parametrize(
    "route",
    [
        Route("PATCH", "/channels/{channel_id}/messages/{message_id}", channel_id=1, message_id=2),
        Route("GET", "/channels/{channel_id}", channel_id=1),
        Route("POST", "/users/@me/channels"),
    ],
    ids=("edit", "look-up", "opening"),
)
def test_only_sending_is_counted(route: Route) -> None:
    """What is refused elsewhere says nothing about a channel."""
    refusals = Refusals()
    for _ in range(ENOUGH):
        refusals.note(route, _refusal())

    refusals.check(_send(1))
