"""Slash commands are registered only when what Discord has differs from what the bot has."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeAlias

import aiohttp
import discord
from discord import app_commands
from discord.ext import commands
from discord.http import Route

from bot.phrases import ALIASES, COMMANDS

Body: TypeAlias = Callable[..., Coroutine[Any, Any, None]]

log = logging.getLogger(__name__)

RETRY_AFTER_S = (15, 60, 300, 900)

_KEYS = (
    "name",
    "type",
    "description",
    "options",
    "name_localizations",
    "description_localizations",
    "default_member_permissions",
    "nsfw",
    "contexts",
    "integration_types",
    "required",
    "autocomplete",
    "choices",
    "min_length",
    "max_length",
    "value",
)
"""
The keys of commands, options and choices that the bot decides. Discord adds others of its own.
"""
_PLACES = ("contexts", "integration_types")
"""Where a command may be used. What the bot leaves open, the application's settings fill in."""


class Translator(app_commands.Translator):
    """Gives Discord the names and descriptions of commands in every locale that `phrases` has."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the text of *string* in *locale*, None where there is none."""
        command = COMMANDS.get(str(string.extras.get("command")))
        if command is None:
            return None
        texts = command.name if string.extras.get("part") == "name" else command.description
        return texts.get(locale.value)


def hybrid(command: str) -> Callable[[Body], commands.HybridCommand[Any, ..., None]]:
    """Make a method the command *command*, behind the prefix and as a slash command."""
    decorator: Callable[[Body], commands.HybridCommand[Any, ..., None]]
    decorator = commands.hybrid_command(
        name=name(command), aliases=ALIASES[command], description=description(command)
    )
    return decorator


def name(command: str) -> app_commands.locale_str:
    """Return the name of *command* for Discord to translate."""
    return app_commands.locale_str(command, command=command, part="name")


def description(command: str) -> app_commands.locale_str:
    """Return the description of *command* for Discord to translate."""
    text = COMMANDS[command].description["en"]
    return app_commands.locale_str(text, command=command, part="description")


async def register(client: discord.Client, tree: app_commands.CommandTree[Any]) -> None:
    """
    Bring Discord's list of commands up to date, in one overwrite and only if it differs.

    Failures are logged and tried again after `RETRY_AFTER_S`; the bot answers meanwhile.
    """
    for delay in (*RETRY_AFTER_S, None):
        try:
            await _register(client, tree)
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("registering the slash commands failed: %r", error)
            if delay is not None:
                await asyncio.sleep(delay)
        else:
            return


async def _register(client: discord.Client, tree: app_commands.CommandTree[Any]) -> None:
    wanted = [
        await command.get_translated_payload(tree, tree.translator)
        if tree.translator
        else command.to_dict(tree)
        for command in tree.get_commands()
    ]
    route = Route(
        "GET", "/applications/{application_id}/commands", application_id=client.application_id
    )
    present = await client.http.request(route, params={"with_localizations": "true"})
    if same(wanted, present):
        log.info("the slash commands are up to date")
        return
    assert client.application_id is not None  # noqa: S101 - known since login
    await client.http.bulk_upsert_global_commands(client.application_id, payload=wanted)
    log.info("registered %d slash commands", len(wanted))


def same(wanted: list[Any], present: list[Any]) -> bool:
    """Tell whether two lists of commands mean the same, in whatever order."""
    ours, theirs = _by_name(wanted), _by_name(present)
    return ours.keys() == theirs.keys() and all(
        command == _without_places(theirs[key], beside=command) for key, command in ours.items()
    )


def _by_name(several: list[Any]) -> dict[tuple[int, str], Any]:
    commands = (canonical(one) for one in several)
    return {(one["type"], one["name"]): one for one in commands}


def _without_places(present: Any, *, beside: Any) -> Any:
    """Leave out of *present* the places that *beside*, which is wanted, does not state."""
    return {key: item for key, item in present.items() if key not in _PLACES or key in beside}


def canonical(value: Any) -> Any:
    """Keep of a command, an option or a choice what the bot decides, without what is empty."""
    if isinstance(value, list):
        return [canonical(item) for item in value]
    if not isinstance(value, dict) or "name" not in value:
        return value
    known = {key: canonical(value[key]) for key in _KEYS if value.get(key)}
    return {"type": 1} | known
