"""Faults and limits: what a test switches on."""

import asyncio
import time
from typing import Any

import aiohttp
import pytest

from fake_discord import (
    FakeDiscord,
    Interaction,
    Permission,
    Rules,
)
from fake_discord.tests.bodies import (
    POST_MESSAGE,
    message_callback,
)
from fake_discord.tests.client import Api


@pytest.mark.parametrize("status", [500, 502, 503, 504])
@pytest.mark.parametrize("after_effect", [False, True])
async def test_server_error_comes_before_or_after_the_effect(
    fake: FakeDiscord, api: Api, status: int, *, after_effect: bool
) -> None:
    """An error can hide that the message was made."""
    rule = fake.faults.status(status, POST_MESSAGE, after_effect=after_effect)

    assert (await api.post({"content": "x"})).status == status

    assert len(fake.sent) == int(after_effect)
    assert rule.hits == 1
    assert (await api.post({"content": "x"})).status == 200


@pytest.mark.parametrize("after_effect", [False, True])
async def test_connection_is_cut_before_or_after_the_effect(
    fake: FakeDiscord, api: Api, *, after_effect: bool
) -> None:
    """A cut connection can hide that the message was made."""
    fake.faults.reset(POST_MESSAGE, after_effect=after_effect)

    with pytest.raises(aiohttp.ClientError):
        await api.post({"content": "x"})
    await fake.settled()

    assert len(fake.sent) == int(after_effect)


async def test_slow_answer_is_slow(fake: FakeDiscord, api: Api) -> None:
    """A delay holds the request, then serves it."""
    fake.faults.slow(0.2, POST_MESSAGE)
    start = time.monotonic()

    assert (await api.post({"content": "x"})).status == 200
    assert time.monotonic() - start >= 0.2


@pytest.mark.parametrize("scope", ["user", "shared", "global"])
async def test_rate_limit_names_its_scope(fake: FakeDiscord, api: Api, scope: Any) -> None:
    """A 429 has its headers and body; a shared one does not count towards the ban."""
    fake.faults.rate_limit(POST_MESSAGE, scope=scope, retry_after=0.25)

    reply = await api.post({"content": "x"})

    assert reply.status == 429
    assert reply.headers["X-RateLimit-Scope"] == scope
    assert (reply.body["retry_after"], reply.body["global"]) == (0.25, scope == "global")
    assert "Via" in reply.headers
    assert fake.server.invalid_requests == (0 if scope == "shared" else 1)


async def test_lasting_rate_limit_ends(fake: FakeDiscord, api: Api) -> None:
    """A limit for a time tells how long is left, and ends."""
    fake.faults.rate_limit(POST_MESSAGE, lasting=0.3)

    first = await api.post({"content": "x"})
    await asyncio.sleep(first.body["retry_after"])

    assert (await api.post({"content": "x"})).status == 200


async def test_bucket_is_enforced_for_each_channel(fake: FakeDiscord, api: Api) -> None:
    """A bucket counts a channel's requests, tells what remains and refuses what is too much."""
    other = fake.world.add_channel(fake.guild, "other")
    fake.limits.bucket("POST /channels/{channel_id}/messages", 2, 5.0)

    replies = [await api.post({"content": "x"}) for _ in range(3)]

    assert [r.status for r in replies] == [200, 200, 429]
    assert [r.headers["X-RateLimit-Remaining"] for r in replies] == ["1", "0", "0"]
    assert (await api.post({"content": "x"}, other.id)).status == 200


async def test_global_limit_spares_interactions(
    fake: FakeDiscord, api: Api, interaction: Interaction
) -> None:
    """Fifty requests a second are the most, but an interaction can always be answered."""
    fake.limits.global_a_second = 2

    replies = [await api.post({"content": "x"}) for _ in range(3)]
    answered = await api.answer(interaction, message_callback())

    assert [r.status for r in replies] == [200, 200, 429]
    assert replies[2].body["global"]
    assert answered.status == 200


async def test_global_outage_spares_interactions(
    fake: FakeDiscord, api: Api, interaction: Interaction
) -> None:
    """A global limit for a time holds back messages, but no answer to an interaction."""
    fake.faults.rate_limit(scope="global", lasting=60)

    held = await api.post({"content": "x"})

    assert 59 < held.body["retry_after"] <= 60
    assert (await api.answer(interaction, message_callback())).status == 200


async def test_cloudflare_answers_html(fake: FakeDiscord, api: Api) -> None:
    """Cloudflare's ban is a page and has no Via header."""
    fake.faults.cloudflare()

    reply = await api.post({"content": "x"})

    assert reply.status == 429
    assert "1015" in reply.body
    assert "Via" not in reply.headers


async def test_too_many_invalid_requests_bring_the_ban() -> None:
    """So many answers of 401, 403 and 429 within ten minutes, and nothing gets through."""
    async with FakeDiscord(rules=Rules(invalid_requests=3)) as fake, aiohttp.ClientSession() as s:
        api = Api(fake=fake, session=s)
        fake.channel.deny(fake.bot, Permission.SEND_MESSAGES)

        replies = [await api.post({"content": "x"}) for _ in range(4)]

    assert [r.status for r in replies] == [403, 403, 403, 429]


async def test_rule_strikes_every_other_request(fake: FakeDiscord, api: Api) -> None:
    """Rules can skip, repeat and strike only some requests."""
    fake.faults.status(503, POST_MESSAGE, skip=1, every=2, times=2)

    assert [(await api.post({"content": "x"})).status for _ in range(6)] == [
        200,
        503,
        200,
        503,
        200,
        200,
    ]


async def test_page_is_no_json(fake: FakeDiscord, api: Api) -> None:
    """What stands before Discord answers in HTML."""
    fake.faults.status(502, POST_MESSAGE, page=True)

    reply = await api.post({"content": "x"})

    assert (reply.status, "<h1>502</h1>" in reply.body) == (502, True)


@pytest.mark.parametrize("after_effect", [False, True])
async def test_body_breaks_off(fake: FakeDiscord, api: Api, *, after_effect: bool) -> None:
    """A success of which half can be read; the message may be there."""
    fake.faults.garble(POST_MESSAGE, after_effect=after_effect)

    with pytest.raises(ValueError, match="Unterminated"):
        await api.post({"content": "x"})
    assert len(fake.sent) == int(after_effect)


async def test_network_is_gone_for_a_while(fake: FakeDiscord, api: Api) -> None:
    """Connections are refused, and the same address serves again afterwards."""
    vanished = asyncio.create_task(fake.server.vanish(0.5))
    await asyncio.sleep(0.2)
    with pytest.raises(aiohttp.ClientConnectionError):
        await api.post({"content": "x"})
    await vanished

    assert (await api.post({"content": "x"})).status == 200
