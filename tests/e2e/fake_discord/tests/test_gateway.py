"""The gateway, spoken to by hand."""

import time

import aiohttp
import pytest

from fake_discord import (
    FakeDiscord,
    Json,
    Rules,
)
from fake_discord.tests.client import Api


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"op": 2, "d": {"token": "wrong", "intents": 0}}, 4004),
        ({"op": 2, "d": {"token": "right", "intents": 1 << 40}}, 4013),
        ({"op": 2, "d": {"token": "right", "intents": 0, "shard": [2, 2]}}, 4010),
        ({"op": 3, "d": {}}, 4003),
        ({"op": 99, "d": {}}, 4001),
        ({"d": {}}, 4002),
        ({"op": 3, "d": {"text": "x" * 5000}}, 4002),
    ],
)
async def test_gateway_closes_on_a_bad_payload(
    fake: FakeDiscord, api: Api, payload: Json, code: int
) -> None:
    """What Discord closes a connection for is closed with the same code."""
    if payload.get("d", {}).get("token") == "right":
        payload = {**payload, "d": {**payload["d"], "token": fake.token}}

    async with api.session.ws_connect(fake.gateway.address + "/gateway") as socket:
        assert (await socket.receive_json())["op"] == 10
        await socket.send_json(payload)
        while (await socket.receive()).type is not aiohttp.WSMsgType.CLOSE:
            pass

    assert socket.close_code == code


async def hello(socket: aiohttp.ClientWebSocketResponse, fake: FakeDiscord) -> Json:
    """Identify by hand and return what comes first."""
    await socket.receive_json()
    await socket.send_json({"op": 2, "d": {"token": fake.token, "intents": 0}})
    first: Json = await socket.receive_json()
    return first


async def test_gateway_limits_the_pace(fake: FakeDiscord, api: Api) -> None:
    """More than 120 payloads a minute close the connection with 4008."""
    async with api.session.ws_connect(fake.gateway.address + "/gateway") as socket:
        for _ in range(121):
            await socket.send_json({"op": 1, "d": None})
        while (await socket.receive()).type is not aiohttp.WSMsgType.CLOSE:
            pass

    assert socket.close_code == 4008


async def test_identifies_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Too soon is INVALID_SESSION; beyond the day's number the gateway ends it, and notes it."""
    rules = Rules(identify_interval=60, identifies_a_day=2)
    async with FakeDiscord(rules=rules) as fake, aiohttp.ClientSession() as session:
        answers = []
        for _ in range(3):
            async with session.ws_connect(fake.gateway.address + "/gateway") as socket:
                try:
                    answers.append((await hello(socket, fake))["op"])
                except TypeError:
                    answers.append(socket.close_code)

    assert answers == [0, 9, 4004]
    assert [violation.code for violation in fake.violations] == ["identify"]


async def test_heartbeat_is_requested_and_acknowledged(fake: FakeDiscord, api: Api) -> None:
    """The server can ask for a heartbeat, and can withhold its acknowledgement."""
    async with api.session.ws_connect(fake.gateway.address + "/gateway") as socket:
        await hello(socket, fake)
        fake.gateway.request_heartbeat()
        asked = await socket.receive_json()
        await socket.send_json({"op": 1, "d": 1})
        acknowledged = await socket.receive_json()
        fake.gateway.withhold_acks()
        await socket.send_json({"op": 1, "d": 1})
        fake.gateway.reconnect()
        after = await socket.receive_json()

    assert [asked["op"], acknowledged["op"], after["op"]] == [1, 11, 7]


async def test_gateway_hangs_up_before_its_first_word(fake: FakeDiscord, api: Api) -> None:
    """So many sockets are cut as were asked for, and the next is greeted."""
    fake.faults.hang_up(1)
    address = fake.gateway.address + "/gateway"
    async with api.session.ws_connect(address) as socket:
        cut = await socket.receive()
    async with api.session.ws_connect(address) as socket:
        greeting = await socket.receive_json()

    assert cut.type in (aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR)
    assert greeting["op"] == 10


async def test_one_address_of_the_gateway_is_closed(fake: FakeDiscord, api: Api) -> None:
    """The address for RESUME can be gone while the other stays."""
    fake.faults.close_gateway(60, path="/gateway/resume")
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await api.session.ws_connect(fake.gateway.address + "/gateway/resume")
    async with api.session.ws_connect(fake.gateway.address + "/gateway") as socket:
        assert (await socket.receive_json())["op"] == 10
    assert fake.faults.gateway_refusals == 1


async def test_garbage_comes_as_it_is(fake: FakeDiscord, api: Api) -> None:
    """Garbage is sent once, a spoilt payload is an event and replayed."""
    async with api.session.ws_connect(fake.gateway.address + "/gateway") as socket:
        ready = await hello(socket, fake)
        fake.gateway.garble(b"garbage")
        fake.gateway.spoil("spoilt")
        garbage, spoilt = await socket.receive(), await socket.receive()
        session = fake.gateway.sessions[ready["d"]["session_id"]]

    assert (garbage.data, spoilt.data) == (b"garbage", "spoilt")
    assert session.missed(session.seq - 1) == ["spoilt"]


async def test_old_session_cannot_be_resumed(fake: FakeDiscord, api: Api) -> None:
    """Two minutes after its socket is gone a session is forgotten."""
    address = fake.gateway.address + "/gateway"
    async with api.session.ws_connect(address) as socket:
        ready = await hello(socket, fake)
        fake.gateway.cut()
        await socket.receive()
    session_id = ready["d"]["session_id"]
    fake.gateway.sessions[session_id].lost_at = time.monotonic() - 121

    async with api.session.ws_connect(address) as socket:
        await socket.receive_json()
        resume = {"token": fake.token, "session_id": session_id, "seq": 1}
        await socket.send_json({"op": 6, "d": resume})
        answer = await socket.receive_json()

    assert (answer["op"], answer["d"]) == (9, False)
