"""What the client does once, and does not do again."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
import simcord

from bot.client import CriteriaBot
from bot.desk import Desk
from bot.phrases import CHOICES, COMMANDS
from tests.cogs.world import World

SLASH = discord.AppCommandType.chat_input.value
SUBCOMMAND = discord.AppCommandOptionType.subcommand.value
OPTIONS = {"question", "value", "channel"}


def _writes(env: simcord.Env) -> list[Any]:
    return [request.json for request in env.http_requests if request.method == "PUT"]


async def test_commands_are_registered_in_every_language(simcord_env: simcord.Env) -> None:
    """One overwrite holds all names and descriptions, those of the option as well."""
    (written,) = _writes(simcord_env)

    slash = {command["name"]: command for command in written if command["type"] == SLASH}
    assert set(slash) == {name for name in COMMANDS if " " not in name} - OPTIONS
    for name, command in slash.items():
        _check(command, name)
        for option in command.get("options", []):
            inner = option["type"] == SUBCOMMAND
            _check(option, f"{name} {option['name']}" if inner else option["name"])
            for below in option.get("options", []):
                _check(below, below["name"])
    inside = {f"settings {option['name']}" for option in slash["settings"]["options"]}
    assert inside == {name for name in COMMANDS if " " in name}


async def test_question_is_required_and_completed(simcord_env: simcord.Env) -> None:
    """The option `question` is as long as a message and offers criteria."""
    (written,) = _writes(simcord_env)
    slash = {command["name"]: command for command in written if command["type"] == SLASH}

    for name in ("compare", "ask"):
        (option,) = slash[name]["options"]
        assert (option["min_length"], option["max_length"]) == (1, 4000)
        assert option["required"]
        assert option["autocomplete"]


async def test_what_managers_do_is_offered_to_managers(simcord_env: simcord.Env) -> None:
    """Discord shows these commands to nobody else, and only where the bot is a member."""
    (written,) = _writes(simcord_env)

    managed = {
        command["name"]: (command["contexts"], command["integration_types"])
        for command in written
        if command["default_member_permissions"]
    }
    assert managed == dict.fromkeys(("settings", "gaps", "why"), ([0], [0]))
    rights = discord.Permissions(manage_guild=True).value
    for command in written:
        assert int(command["default_member_permissions"] or rights) == rights


async def test_choices_are_named_in_every_language(simcord_env: simcord.Env) -> None:
    """A value that is picked from a list has a name that the member can read."""
    (written,) = _writes(simcord_env)
    (settings,) = (command for command in written if command["name"] == "settings")

    options = [below for option in settings["options"] for below in option.get("options", [])]
    several = [choice for option in options for choice in option.get("choices", [])]
    assert {choice["value"] for choice in several} == set(CHOICES)
    for choice in several:
        chinese = {k: v for k, v in CHOICES[choice["value"]].items() if k != "en"}
        assert choice["name"] == CHOICES[choice["value"]]["en"]
        assert choice["name_localizations"] == chinese


def _check(payload: dict[str, Any], name: str) -> None:
    texts = COMMANDS[name]
    assert payload["description"] == texts.description["en"]
    assert payload["name_localizations"] == texts.name
    chinese = {locale: text for locale, text in texts.description.items() if locale != "en"}
    assert payload["description_localizations"] == chinese


async def test_unchanged_commands_are_not_written_again(
    simcord_env: simcord.Env, desk: Desk
) -> None:
    """A restart costs one look."""
    await simcord_env.restart_bot(CriteriaBot(desk, message_content=True, shards=1))

    assert len(_writes(simcord_env)) == 1
    looks = [r.params for r in simcord_env.http_requests if r.path.endswith("/commands")]
    assert looks.count({"with_localizations": "true"}) == 2


async def test_ready_again_does_nothing_but_log(
    simcord_env: simcord.Env, caplog: pytest.LogCaptureFixture
) -> None:
    """Discord says it after every reconnect."""
    caplog.set_level(logging.INFO, "bot")
    before = len(simcord_env.http_requests)

    for _ in range(5):
        simcord_env.bot.dispatch("ready")
    await simcord_env.settle()

    assert len(simcord_env.http_requests) == before
    assert [record.getMessage()[:8] for record in caplog.records] == ["ready as"] * 5


@pytest.fixture
async def refused(desk: Desk) -> AsyncIterator[simcord.Env]:
    """An environment whose Discord refuses the first look at the list of commands."""
    env = simcord.Env(CriteriaBot(desk, message_content=True, shards=1))
    env.inject_error("GET", "/applications/*/commands", status=403, times=1)
    await env.start()
    yield env
    await env.shutdown()


async def test_failed_registration_leaves_bot_answering(refused: simcord.Env) -> None:
    """An answer waits for no list of commands; the next try comes after a pause."""
    world = World.create(refused)
    await world.alice.send(world.channel, "!compare debugging")
    assert world.answer().text.startswith("## Debugging")
    assert _writes(refused) == []

    await refused.advance_time(20)

    assert len(_writes(refused)) == 1


async def test_closed_bot_registers_nothing_more(refused: simcord.Env) -> None:
    """The pause before the next try ends with the bot."""
    await refused.bot.close()

    await refused.advance_time(20)

    assert _writes(refused) == []


def test_client_asks_for_no_more_than_it_needs(simcord_bot: CriteriaBot) -> None:
    """Neither members nor presences nor reactions, and no cache of messages."""
    wanted = discord.Intents(
        guilds=True, guild_messages=True, dm_messages=True, message_content=True
    )

    assert simcord_bot.intents == wanted
    assert not simcord_bot.cached_messages


async def test_not_ready_before_the_knowledge_is(simcord_bot: CriteriaBot) -> None:
    """Connected or not: who watches is told what is missing first."""
    preparing = asyncio.create_task(simcord_bot.desk.prepare(begin := asyncio.Event()))
    await asyncio.sleep(0)
    assert "knowledge" in (simcord_bot.lacks or "")

    begin.set()
    await preparing

    assert "knowledge" not in (simcord_bot.lacks or "")
