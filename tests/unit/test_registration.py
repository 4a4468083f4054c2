"""When slash commands are registered, and what counts as the same list."""

import asyncio
import logging
from typing import Any
from unittest.mock import AsyncMock, create_autospec

import aiohttp
import discord
import pytest
from discord import app_commands
from discord.http import HTTPClient

from bot.registration import RETRY_AFTER_S, Translator, description, name, register, same

WANTED: dict[str, Any] = {
    "name": "compare",
    "type": 1,
    "description": "Facts",
    "options": [
        {
            "type": 3,
            "name": "question",
            "description": "A word",
            "required": True,
            "autocomplete": True,
            "min_length": 1,
            "max_length": 4000,
            "name_localizations": {"zh-CN": "问题"},
            "choices": [{"name": "Debugging", "value": "debugging"}],
        }
    ],
    "nsfw": False,
    "dm_permission": True,
    "default_member_permissions": None,
    "contexts": None,
    "integration_types": None,
    "name_localizations": {"zh-CN": "对比"},
    "description_localizations": {},
}


def _as_discord_has_it(command: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return *command* with all that Discord adds to one."""
    (option,) = command["options"]
    return {
        **command,
        "id": "1450000000000000000",
        "application_id": "1440000000000000000",
        "version": "1450000000000000001",
        "default_permission": True,
        "nsfw": False,
        "dm_permission": True,
        "integration_types": [0],
        "contexts": None,
        "handler": None,
        "name_localized": "compare",
        "description_localizations": None,
        "options": [
            {
                **option,
                "description_localizations": None,
                "choices": [{**option["choices"][0], "name_localizations": None}],
            }
        ],
        **changes,
    }


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"integration_types": [0, 1]},
        {"contexts": [0, 1, 2]},
        {"version": "1450000000000000002"},
        {"guild_id": None},
    ],
)
def test_what_discord_adds_makes_no_difference(changes: dict[str, Any]) -> None:
    """Ids, versions, nulls and what the application's settings fill in are not the bot's."""
    assert same([WANTED], [_as_discord_has_it(WANTED, **changes)])


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "comparison"},
        {"description": "Other facts"},
        {"options": []},
        {"options": [{**WANTED["options"][0], "max_length": 100}]},
        {"options": [{**WANTED["options"][0], "required": False}]},
        {"options": [{**WANTED["options"][0], "autocomplete": False}]},
        {"options": [{**WANTED["options"][0], "name_localizations": None}]},
        {"options": [{**WANTED["options"][0], "choices": []}]},
        {"options": [WANTED["options"][0], {**WANTED["options"][0], "name": "more"}]},
        {"name_localizations": None},
        {"name_localizations": {"zh-CN": "比较"}},
        {"description_localizations": {"zh-CN": "事实"}},
        {"default_member_permissions": "8"},
        {"nsfw": True},
        {"type": 2},
    ],
)
def test_what_bot_decides_makes_difference(changes: dict[str, Any]) -> None:
    """Every text, right and option that members notice is compared."""
    assert not same([WANTED], [_as_discord_has_it(WANTED) | changes])


def test_stated_place_makes_difference() -> None:
    """Where a command may be used is compared once the bot decides it."""
    stated = {**WANTED, "contexts": [0], "integration_types": [0]}

    assert same([stated], [_as_discord_has_it(stated) | {"contexts": [0]}])
    assert not same([stated], [_as_discord_has_it(stated) | {"contexts": [0, 1]}])


def test_rights_are_the_same_as_number_and_as_text() -> None:
    """discord.py sends a number, Discord answers with text."""
    wanted = {**WANTED, "default_member_permissions": 32}

    assert same([wanted], [_as_discord_has_it(wanted, default_member_permissions="32")])
    assert not same([wanted], [_as_discord_has_it(wanted, default_member_permissions="8")])


def test_order_and_number_of_commands() -> None:
    """Order does not matter, a missing or an additional command does."""
    other = {**WANTED, "name": "ask"}

    assert same([WANTED, other], [_as_discord_has_it(other), _as_discord_has_it(WANTED)])
    assert same([], [])
    assert not same([WANTED], [])
    assert not same([WANTED], [_as_discord_has_it(WANTED), _as_discord_has_it(other)])


async def test_translator_knows_only_own_strings() -> None:
    """A text of somebody else's command stays as it is."""
    context: Any = app_commands.TranslationContext(
        app_commands.TranslationContextLocation.other, None
    )
    chinese = discord.Locale.chinese

    translator = Translator()
    assert await translator.translate(name("compare"), chinese, context) == "对比"
    assert await translator.translate(description("help"), chinese, context) == "提问方法和命令一览"
    assert await translator.translate(name("compare"), discord.Locale.french, context) is None
    foreign = app_commands.locale_str("compare")
    assert await translator.translate(foreign, chinese, context) is None


@pytest.fixture
def client() -> discord.Client:
    """A client whose HTTP side is a double."""
    client = discord.Client(intents=discord.Intents(guilds=True))
    client.http = create_autospec(HTTPClient, instance=True)
    client.http.bulk_upsert_global_commands = AsyncMock(  # type: ignore[method-assign]
        spec=HTTPClient.bulk_upsert_global_commands
    )
    client._connection.application_id = 1440000000000000000
    return client


@pytest.fixture
def tree(client: discord.Client) -> app_commands.CommandTree[discord.Client]:
    """A tree with one command."""
    tree = app_commands.CommandTree(client)

    @tree.command(name="about", description="About")
    async def about(interaction: discord.Interaction) -> None:
        """Do nothing."""

    return tree


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The pauses that are made, which take no time."""
    sleep = create_autospec(asyncio.sleep)
    monkeypatch.setattr(asyncio, "sleep", sleep)
    return sleep


def _http(client: discord.Client) -> Any:
    return client.http


async def test_difference_is_written_in_one_overwrite(
    client: discord.Client, tree: app_commands.CommandTree[discord.Client], waits: Any
) -> None:
    """There is never a moment without commands."""
    _http(client).request.return_value = []

    await register(client, tree)

    (call,) = _http(client).bulk_upsert_global_commands.await_args_list
    assert [command["name"] for command in call.kwargs["payload"]] == ["about"]
    waits.assert_not_awaited()


async def test_same_list_is_not_written(
    client: discord.Client, tree: app_commands.CommandTree[discord.Client]
) -> None:
    """Writing is limited to a number a day, and starts are not."""
    _http(client).request.return_value = [command.to_dict(tree) for command in tree.get_commands()]

    await register(client, tree)

    _http(client).bulk_upsert_global_commands.assert_not_awaited()


def _refused(status: int) -> discord.HTTPException:
    response = create_autospec(aiohttp.ClientResponse, instance=True)
    response.status, response.reason = status, "refused"
    return discord.HTTPException(response, "refused")


@pytest.mark.parametrize(
    "failure",
    [
        _refused(503),
        _refused(429),
        aiohttp.ServerDisconnectedError(),
        ConnectionResetError(),
        TimeoutError(),
    ],
    ids=repr,
)
async def test_failure_is_tried_again(
    client: discord.Client,
    tree: app_commands.CommandTree[discord.Client],
    waits: Any,
    caplog: pytest.LogCaptureFixture,
    failure: Exception,
) -> None:
    """Whatever breaks on the way, the next try may work; each failure is one line in the log."""
    _http(client).request.side_effect = [failure, failure, []]

    await register(client, tree)

    _http(client).bulk_upsert_global_commands.assert_awaited_once()
    assert [call.args[0] for call in waits.await_args_list] == list(RETRY_AFTER_S[:2])
    warnings = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert len(warnings) == 2
    assert not any(record.exc_info for record in warnings)


async def test_endless_failure_ends_quietly(
    client: discord.Client, tree: app_commands.CommandTree[discord.Client], waits: Any
) -> None:
    """After the last pause the bot goes on with the commands that Discord has."""
    _http(client).request.side_effect = _refused(500)

    await register(client, tree)

    assert waits.await_count == len(RETRY_AFTER_S)
    _http(client).bulk_upsert_global_commands.assert_not_awaited()
