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

from bot.phrases import ALIASES, CHOICES, COMMANDS, MENUS

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
_RIGHTS = "default_member_permissions"
"""A number that Discord writes as text."""
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
        key = str(string.extras.get("command"))
        if string.extras.get("part") == "menu":
            return MENUS[key].get(locale.value)
        if string.extras.get("part") == "choice":
            return CHOICES[key].get(locale.value)
        command = COMMANDS.get(key)
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
    """Return the name of *command* for Discord to translate; of `settings show` it is `show`."""
    return app_commands.locale_str(command.rpartition(" ")[2], command=command, part="name")


def menu(entry: str) -> app_commands.locale_str:
    """Return the name of an entry in the menu of a message for Discord to translate."""
    return app_commands.locale_str(MENUS[entry]["en"], command=entry, part="menu")


def description(command: str) -> app_commands.locale_str:
    """Return the description of *command* for Discord to translate."""
    text = COMMANDS[command].description["en"]
    return app_commands.locale_str(text, command=command, part="description")


def choices(*values: str) -> list[app_commands.Choice[str]]:
    """Return *values* to choose from, under names for Discord to translate."""
    return [
        app_commands.Choice(
            name=app_commands.locale_str(CHOICES[value]["en"], command=value, part="choice"),
            value=value,
        )
        for value in values
    ]


async def register(client: discord.Client, tree: app_commands.CommandTree[Any]) -> None:
    """
    Bring Discord's list of commands up to date, in one overwrite and only if it differs.

    Failures are logged and tried again after `RETRY_AFTER_S`; the bot answers meanwhile.
    """
    for delay in (*RETRY_AFTER_S, None):
        try:
            await sync(client, tree)
        except (discord.HTTPException, aiohttp.ClientError, OSError, TimeoutError) as error:
            log.warning("registering the slash commands failed: %r", error)
            if delay is not None:
                await asyncio.sleep(delay)
        else:
            return


async def sync(client: discord.Client, tree: app_commands.CommandTree[Any]) -> int:
    """
    Bring Discord's list of commands up to date now, and return how many were written.

    Raises:
        discord.HTTPException: Discord refused.
    """
    wanted = await payloads(tree)
    route = Route(
        "GET", "/applications/{application_id}/commands", application_id=client.application_id
    )
    present = await client.http.request(route, params={"with_localizations": "true"})
    if same(wanted, present):
        log.info("the slash commands are up to date")
        return 0
    assert client.application_id is not None  # noqa: S101 - known since login
    await client.http.bulk_upsert_global_commands(client.application_id, payload=wanted)
    log.info("registered %d slash commands", len(wanted))
    return len(wanted)


async def payloads(tree: app_commands.CommandTree[Any]) -> list[Any]:
    """Return the commands of *tree* as Discord is told them."""
    return [
        await command.get_translated_payload(tree, tree.translator)
        if tree.translator
        else command.to_dict(tree)
        for command in tree.get_commands()
    ]


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
    if _RIGHTS in known:
        known[_RIGHTS] = str(known[_RIGHTS])
    return {"type": 1} | known
