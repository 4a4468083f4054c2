"""Application commands as Discord keeps them: what was put, plus what it adds."""

from collections.abc import Callable
from typing import Final

from .errors import TOO_MANY_COMMANDS, TOO_MANY_CREATES, ApiError
from .json_types import Json

MAXIMUM: Final = {1: 100, 2: 15, 3: 15}
CREATES_A_DAY: Final = 200
LOCALIZED: Final = ("name_localizations", "description_localizations")


class CommandStore:
    """Keep the commands of each scope: None is global, else a guild's id."""

    def __init__(self, application_id: int, new_id: Callable[[], int]) -> None:
        self._application_id = application_id
        self._new_id = new_id
        self._scopes: dict[int | None, dict[int, Json]] = {}
        self.creates: dict[int | None, int] = {}

    def scope(self, guild_id: int | None) -> dict[int, Json]:
        """The commands of a scope by id, in the order they were made."""
        return self._scopes.setdefault(guild_id, {})

    def find(self, name: str, kind: int, guild_id: int | None) -> Json | None:
        """Find what a member of the guild would run; a guild's command hides the global one."""
        for scope in (guild_id, None):
            for command in self.scope(scope).values():
                if command["name"] == name and command["type"] == kind:
                    return command
        return None

    def overwrite(self, bodies: list[Json], guild_id: int | None) -> list[Json]:
        """Replace a scope; commands of an old name and type keep their ids."""
        _check_count(bodies)
        old = list(self.scope(guild_id).values())
        kept = [self._merge(body, old, guild_id) for body in bodies]
        self._scopes[guild_id] = {int(command["id"]): command for command in kept}
        return kept

    def upsert(self, body: Json, guild_id: int | None) -> tuple[Json, bool]:
        """Make a command or overwrite that of the same name; also tell whether it is new."""
        scope = self.scope(guild_id)
        before = set(scope)
        command = self._merge(body, list(scope.values()), guild_id)
        _check_count([*(c for c in scope.values() if c["id"] != command["id"]), command])
        scope[int(command["id"])] = command
        return command, int(command["id"]) not in before

    def edit(self, command: Json, changes: Json, guild_id: int | None) -> Json:
        """Change some fields of a command."""
        edited = self._merge({**command, **changes}, [command], guild_id, same=command)
        self.scope(guild_id)[int(command["id"])] = edited
        return edited

    def _merge(
        self, body: Json, old: list[Json], guild_id: int | None, same: Json | None = None
    ) -> Json:
        fresh = self._complete(body, guild_id)
        key = (fresh["name"], fresh["type"])
        before = same or next((c for c in old if (c["name"], c["type"]) == key), None)
        if before is None:
            made = self.creates.get(guild_id, 0) + 1
            if made > CREATES_A_DAY:
                raise ApiError(TOO_MANY_CREATES)
            self.creates[guild_id] = made
            fresh["id"] = fresh["version"] = str(self._new_id())
            return fresh
        fresh["id"], fresh["version"] = before["id"], before["version"]
        if fresh != before:
            fresh["version"] = str(self._new_id())
        return fresh

    def _complete(self, body: Json, guild_id: int | None) -> Json:
        permissions = body.get("default_member_permissions")
        command: Json = {
            "id": "",
            "application_id": str(self._application_id),
            "version": "",
            "default_member_permissions": None if permissions is None else str(permissions),
            "type": body.get("type") or 1,
            "name": body["name"],
            "name_localizations": body.get("name_localizations") or None,
            "description": body.get("description") or "",
            "description_localizations": body.get("description_localizations") or None,
            "nsfw": bool(body.get("nsfw")),
        }
        if guild_id is not None:
            command["guild_id"] = str(guild_id)
        else:
            contexts = body.get("contexts")
            command["dm_permission"] = body.get("dm_permission") is not False
            command["contexts"] = None if contexts is None else sorted(contexts)
            command["integration_types"] = sorted(body.get("integration_types") or [0])
        if options := body.get("options"):
            command["options"] = [_complete_option(option) for option in options]
        return command


def _check_count(commands: list[Json]) -> None:
    for kind, maximum in MAXIMUM.items():
        if sum((command.get("type") or 1) == kind for command in commands) > maximum:
            raise ApiError(TOO_MANY_COMMANDS)


def _complete_option(option: Json) -> Json:
    """Keep an option the way Discord does: false, null and empty fields are left out."""
    empty: tuple[object, ...] = (None, [], {})
    kept = {k: v for k, v in option.items() if v is not False and v not in empty}
    kept |= {key: option.get(key) or None for key in LOCALIZED}
    if "options" in kept:
        kept["options"] = [_complete_option(child) for child in kept["options"]]
    if "choices" in kept:
        kept["choices"] = [
            {**choice, "name_localizations": choice.get("name_localizations") or None}
            for choice in kept["choices"]
        ]
    return kept


def without_localizations(command: Json) -> Json:
    """Show a command the way a plain GET does."""
    shown = {key: value for key, value in command.items() if key not in LOCALIZED}
    for key in ("options", "choices"):
        if key in shown:
            shown[key] = [without_localizations(child) for child in shown[key]]
    return shown
