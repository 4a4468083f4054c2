"""Application commands: how they are kept, and what is refused."""

import pytest

from fake_discord import (
    FakeDiscord,
    Json,
)
from fake_discord.tests.bodies import command, option
from fake_discord.tests.client import Api


async def test_commands_are_kept_as_they_were_put(fake: FakeDiscord, api: Api) -> None:
    """A second identical PUT changes no id and no version; translations come when asked for."""
    command = {"name": "ask", "description": "Ask", "name_localizations": {"zh-CN": "问"}}
    path = f"/applications/{fake.world.application.id}/commands"

    first, second = await api.put_commands(command), await api.put_commands(command)
    plain = await api.call("GET", path)
    full = await api.call("GET", path, params={"with_localizations": "true"})

    assert first.body == second.body == full.body
    assert full.body[0]["name_localizations"] == {"zh-CN": "问"}
    assert "name_localizations" not in plain.body[0]
    fake.assert_clean()


async def test_changed_command_keeps_its_id(fake: FakeDiscord, api: Api) -> None:
    """A PUT under the same name changes the version alone; what is not in it is gone."""
    old = {"name": "old", "description": "Old"}
    first = await api.put_commands({"name": "ask", "description": "Ask"}, old)

    second = await api.put_commands({"name": "ask", "description": "Ask me"})

    assert [c["id"] for c in second.body] == [first.body[0]["id"]]
    assert second.body[0]["version"] != first.body[0]["version"]


async def test_guild_commands_are_apart(fake: FakeDiscord, api: Api) -> None:
    """A guild's commands are made, changed and deleted on their own."""
    path = f"/applications/{fake.world.application.id}/guilds/{fake.guild.id}/commands"

    made = await api.call("POST", path, {"name": "ask", "description": "Ask"})
    one = f"{path}/{made.body['id']}"
    edited = await api.call("PATCH", one, {"description": "Ask me"})

    assert (made.status, edited.body["description"]) == (201, "Ask me")
    assert fake.commands() == []
    assert (await api.call("DELETE", one)).status == 204
    assert (await api.call("GET", one)).code == 10063


BAD_COMMANDS: dict[str, Json] = {
    "upper case": command(name="Ask"),
    "blank in the name": command(name="ask me"),
    "name too long": command(name="x" * 33),
    "no description": command(description=""),
    "description too long": command(description="x" * 101),
    "translated name": command(name_localizations={"zh-CN": "问 题"}),
    "translated description": command(description_localizations={"zh-CN": "问" * 101}),
    "unknown locale": command(name_localizations={"zh": "问"}),
    "26 options": command(options=[option(name=f"o{n}") for n in range(26)]),
    "option twice": command(options=[option(), option()]),
    "option name": command(options=[option(name="Text")]),
    "required after optional": command(options=[option(), option(name="b", required=True)]),
    "26 choices": command(
        options=[option(choices=[{"name": str(n), "value": str(n)} for n in range(26)])]
    ),
    "choice value": command(options=[option(choices=[{"name": "x", "value": "x" * 101}])]),
    "choices and autocomplete": command(
        options=[option(autocomplete=True, choices=[{"name": "x", "value": "x"}])]
    ),
    "max_length": command(options=[option(max_length=6001)]),
    "too large": command(
        options=[
            option(
                name=f"o{n}",
                choices=[{"name": f"{m}" + "x" * 97, "value": f"{m}" + "x" * 97} for m in range(9)],
            )
            for n in range(5)
        ]
    ),
    "nested too deep": command(
        options=[option(type=1, options=[option(type=1, options=[option(type=1)])])]
    ),
    "option without a type": command(options=[{"name": "x", "description": "X"}]),
    "autocomplete of a user": command(options=[option(type=6, autocomplete=True)]),
    "unknown context": command(contexts=[3]),
    "menu with options": {"type": 2, "name": "Ask", "options": [option()]},
    "menu with a description": {"type": 3, "name": "Ask", "description": "Ask"},
}


@pytest.mark.parametrize("body", BAD_COMMANDS.values(), ids=BAD_COMMANDS.keys())
async def test_bad_command_is_refused_and_noted(fake: FakeDiscord, api: Api, body: Json) -> None:
    """A command that breaks a limit is 50035, nothing is stored, and it is noted."""
    reply = await api.put_commands(body)

    assert (reply.status, reply.code) == (400, 50035)
    assert fake.commands() == []
    assert [violation.code for violation in fake.violations] == [50035]


async def test_command_twice_is_refused(api: Api) -> None:
    """Two commands of one name and type do not go together."""
    assert (await api.put_commands(command(), command())).code == 50035


async def test_command_number_is_limited(fake: FakeDiscord, api: Api) -> None:
    """A hundred slash commands are the most."""
    assert (await api.put_commands(*(command(name=f"c{n}") for n in range(101)))).code == 30032
    assert [violation.code for violation in fake.violations] == [30032]


async def test_chinese_command_is_taken(fake: FakeDiscord, api: Api) -> None:
    """Names may have letters of any script, so a Chinese translation is legal."""
    body = command(name_localizations={"zh-CN": "对比"}, options=[option(max_length=4000)])

    assert (await api.put_commands(body)).status == 200
    fake.assert_clean()
