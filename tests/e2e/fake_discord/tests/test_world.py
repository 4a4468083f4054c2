"""The world, its objects and its driver."""

import asyncio
import sys
from pathlib import Path

import aiohttp
import pytest

from fake_discord import (
    FAKE_TOKEN,
    FakeDiscord,
    Message,
    Permission,
    Rules,
    World,
)
from fake_discord.tests.bodies import (
    button,
    command,
    option,
    row,
    select,
)
from fake_discord.tests.client import Api


async def test_every_answer_has_discords_headers(fake: FakeDiscord, api: Api) -> None:
    """JSON without a charset, rate limit headers and Via are on every answer."""
    reply = await api.post({"content": "x"})

    assert reply.headers["Content-Type"] == "application/json"
    assert "Via" in reply.headers
    assert int(reply.headers["X-RateLimit-Remaining"]) > 0
    assert {"X-RateLimit-Limit", "X-RateLimit-Reset-After", "X-RateLimit-Bucket"} <= set(
        reply.headers
    )


@pytest.mark.parametrize(
    "path",
    [
        "/users/@me",
        "/users/@me/guilds",
        "/users/{user}",
        "/oauth2/applications/@me",
        "/applications/@me",
        "/gateway",
        "/gateway/bot",
        "/channels/{channel}",
        "/channels/{channel}/messages",
        "/guilds/{guild}",
        "/guilds/{guild}/channels",
        "/guilds/{guild}/roles",
        "/guilds/{guild}/roles/{guild}",
        "/guilds/{guild}/members",
        "/guilds/{guild}/members/{user}",
    ],
)
async def test_object_is_served(fake: FakeDiscord, api: Api, path: str) -> None:
    """What the bot may look at is there."""
    ids = {"user": fake.user.id, "channel": fake.channel.id, "guild": fake.guild.id}

    reply = await api.call("GET", path.format_map(ids))

    assert reply.status == 200
    fake.assert_clean()


async def test_unknown_route_is_recorded(fake: FakeDiscord, api: Api) -> None:
    """A route that the fake does not know is 404, and fails the test that looks."""
    reply = await api.call("GET", "/stage-instances/1")

    assert reply.status == 404
    assert fake.unknown_routes == ["GET /stage-instances/1"]
    with pytest.raises(AssertionError, match="unknown routes"):
        fake.assert_clean()


async def test_overwrites_follow_discords_order(fake: FakeDiscord) -> None:
    """Everyone's overwrite yields to a role's, and that to the member's own."""
    role = fake.guild.add_role("role")
    fake.guild.members[fake.user.id].roles.append(role)
    send = Permission.SEND_MESSAGES

    def may() -> bool:
        return send in fake.channel.permissions_of(fake.user)

    steps = [may()]
    fake.channel.deny(fake.guild.everyone, send)
    steps.append(may())
    fake.channel.allow(role, send)
    steps.append(may())
    fake.channel.deny(fake.user, send)
    steps.append(may())
    role.permissions |= Permission.ADMINISTRATOR
    steps.append(may())

    assert steps == [True, False, True, False, True]


async def test_subcommand_and_values_are_checked(fake: FakeDiscord, api: Api) -> None:
    """A subcommand is named after a space; what a client would not send cannot be sent."""
    group = {"type": 1, "name": "one", "description": "One", "options": [option(max_length=3)]}
    choices = option(name="which", choices=[{"name": "A", "value": "a"}], required=True)
    await api.put_commands(
        command(name="group", options=[group]), command(name="choose", options=[choices])
    )

    interaction = await fake.slash(fake.user, fake.channel, "group one", {"text": "abc"})

    inner = [{"name": "text", "type": 3, "value": "abc"}]
    assert interaction.data["options"] == [{"name": "one", "type": 1, "options": inner}]
    for name, values in (
        ("group two", {}),
        ("group one", {"other": "x"}),
        ("group one", {"text": "four"}),
        ("choose", {}),
        ("choose", {"which": "b"}),
    ):
        with pytest.raises((LookupError, ValueError)):
            await fake.slash(fake.user, fake.channel, name, values)


async def test_user_menu_resolves_the_member(fake: FakeDiscord, api: Api) -> None:
    """A user command gets the user and the member."""
    await api.put_commands({"type": 2, "name": "Who"})

    interaction = await fake.context_menu(fake.user, "Who", fake.world.owner)

    assert set(interaction.data["resolved"]) == {"users", "members"}


async def test_component_must_be_there(fake: FakeDiscord, api: Api) -> None:
    """Only what a message shows can be used, unless the test forges it."""
    made = await api.post(
        {
            "content": "x",
            "components": [row(button("on"), button("off", disabled=True)), row(select("1"))],
        }
    )
    message = fake.world.messages[int(made.body["id"])]

    for custom_id in ("off", "absent"):
        with pytest.raises(LookupError):
            await fake.press(fake.user, message, custom_id)
    with pytest.raises(LookupError):
        await fake.select(fake.user, message, "id", ["2"])
    with pytest.raises(LookupError):
        await fake.submit(await fake.press(fake.user, message, "on"), {})
    assert await fake.press(fake.user, message, "absent", forged=True)
    assert await fake.select(fake.user, message, "id", ["2"], forged=True)


async def test_history_can_be_bounded() -> None:
    """For long runs the fake keeps only the last requests, actions and messages."""
    async with FakeDiscord(rules=Rules(history=2)) as fake, aiohttp.ClientSession() as session:
        api = Api(fake=fake, session=session)
        for _ in range(5):
            await api.post({"content": "x"})

        assert (len(fake.requests), len(fake.sent), len(fake.world.messages)) == (2, 2, 2)


async def test_script_serves_the_small_world() -> None:
    """`python -m fake_discord` prints the API's address and ends on SIGTERM."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "fake_discord",
        cwd=Path(__file__).parents[2],
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    address = (await process.stdout.readline()).decode().strip()

    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{address}/users/@me", headers={"Authorization": f"Bot {FAKE_TOKEN}"}) as me,
    ):
        assert me.status == 200
    process.terminate()
    assert await process.wait() == 0


async def test_answers_are_told_apart(fake: FakeDiscord, api: Api) -> None:
    """A reply belongs to its message; a plain message to every earlier one in its channel."""
    first = await fake.say(fake.channel, fake.user, "1")
    second = await fake.say(fake.channel, fake.user, "2")
    reference = {"message_id": str(second.id)}
    await api.post({"content": "reply", "message_reference": reference})
    await api.post({"content": "plain"})

    def texts(message: Message) -> list[str]:
        return [answer.content for answer in fake.answers(message)]

    assert (texts(first), texts(second)) == (["plain"], ["reply", "plain"])


async def test_missing_answer_says_what_happened(fake: FakeDiscord, api: Api) -> None:
    """A wait that fails shows the last requests."""
    question = await fake.say(fake.channel, fake.user, "x")
    await api.post({"content": "x" * 2001})

    with pytest.raises(TimeoutError, match=r"(?s)messages -> 400 50035.*2000 or fewer"):
        await fake.reply(to=question, timeout=0.05)


async def test_world_of_ones_own_is_served() -> None:
    """A test can build its own world: languages, Communities, members."""
    world = World()
    guild = world.add_guild("社区", preferred_locale="zh-CN", community=True)
    world.add_channel(guild, "general")

    async with FakeDiscord(world) as fake, aiohttp.ClientSession() as session:
        shown = await Api(fake=fake, session=session).call("GET", f"/guilds/{guild.id}")

    assert shown.body["preferred_locale"] == "zh-CN"
    assert "COMMUNITY" in shown.body["features"]
