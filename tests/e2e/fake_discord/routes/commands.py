"""Application commands, global and of a guild."""

import time
from typing import Any, Final

from fake_discord.checks import check_commands
from fake_discord.command_store import without_localizations
from fake_discord.errors import MISSING_ACCESS, UNKNOWN_APPLICATION, UNKNOWN_COMMAND, ApiError
from fake_discord.journal import Kind, Sent
from fake_discord.json_types import Json
from fake_discord.router import Answer, Call, Route


def _scope(call: Call) -> int | None:
    """Tell the guild, None for global; refuse somebody else's application or guild."""
    world = call.backend.world
    if call.id("application_id") != world.application.id:
        raise ApiError(UNKNOWN_APPLICATION)
    if "guild_id" not in call.params:
        return None
    guild = world.guilds.get(call.id("guild_id"))
    if guild is None or not guild.has_bot:
        raise ApiError(MISSING_ACCESS)
    return guild.id


def _command(call: Call, guild_id: int | None) -> Json:
    command = call.backend.commands.scope(guild_id).get(call.id("command_id"))
    if command is None:
        raise ApiError(UNKNOWN_COMMAND)
    return command


def _check(call: Call, commands: list[Json], *, bulk: bool) -> None:
    if call.backend.rules.strict:
        form = check_commands(commands, bulk=bulk)
        call.backend.postbox.inspector.refuse(form, call.where, commands)


def _changed(call: Call, body: Any) -> None:
    payload = {"commands": body if isinstance(body, list) else [body]}
    call.backend.journal.record(Sent(kind=Kind.COMMANDS, at=time.monotonic(), payload=payload))


def list_commands(call: Call) -> Answer:
    """List a scope's commands; the translations only come when they are asked for."""
    commands = call.backend.commands.scope(_scope(call)).values()
    if call.flag("with_localizations"):
        return Answer(list(commands))
    return Answer([without_localizations(command) for command in commands])


def overwrite_commands(call: Call) -> Answer:
    """Replace all commands of a scope."""
    guild_id = _scope(call)
    bodies = call.body if isinstance(call.body, list) else [call.json]
    _check(call, bodies, bulk=True)
    try:
        kept = call.backend.commands.overwrite(bodies, guild_id)
    except ApiError as error:
        raise call.backend.postbox.inspector.breach(error.refusal, call.where) from None
    _changed(call, bodies)
    return Answer(kept)


def create_command(call: Call) -> Answer:
    """Make a command, or overwrite the one of that name."""
    guild_id = _scope(call)
    _check(call, [call.json], bulk=False)
    try:
        command, is_new = call.backend.commands.upsert(call.json, guild_id)
    except ApiError as error:
        raise call.backend.postbox.inspector.breach(error.refusal, call.where) from None
    _changed(call, call.json)
    return Answer(command, status=201 if is_new else 200)


def get_command(call: Call) -> Answer:
    """Show a command."""
    return Answer(_command(call, _scope(call)))


def edit_command(call: Call) -> Answer:
    """Change a command."""
    guild_id = _scope(call)
    command = _command(call, guild_id)
    _check(call, [{**command, **call.json}], bulk=False)
    edited = call.backend.commands.edit(command, call.json, guild_id)
    _changed(call, call.json)
    return Answer(edited)


def delete_command(call: Call) -> Answer:
    """Delete a command."""
    guild_id = _scope(call)
    command = _command(call, guild_id)
    del call.backend.commands.scope(guild_id)[int(command["id"])]
    _changed(call, [])
    return Answer(status=204)


GLOBAL: Final = "/applications/{application_id}/commands"
GUILD: Final = "/applications/{application_id}/guilds/{guild_id}/commands"
ROUTES: Final = [
    route
    for base in (GLOBAL, GUILD)
    for route in (
        Route("GET", base, list_commands),
        Route("PUT", base, overwrite_commands),
        Route("POST", base, create_command),
        Route("GET", base + "/{command_id}", get_command),
        Route("PATCH", base + "/{command_id}", edit_command),
        Route("DELETE", base + "/{command_id}", delete_command),
    )
]
