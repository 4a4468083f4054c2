"""Limits of application commands."""

import unicodedata
from typing import Any, Final

from fake_discord.json_types import Json

from .form import Form, Path

NAME: Final = 32
DESCRIPTION: Final = 100
OPTIONS: Final = 25
CHOICES: Final = 25
TOTAL: Final = 8000
CHAT_INPUT, USER, MESSAGE = 1, 2, 3
SUBCOMMAND, GROUP, STRING, INTEGER, NUMBER = 1, 2, 3, 4, 10
# fmt: off
LOCALES: Final = frozenset({
    "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "hi", "hr",
    "hu", "id", "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th",
    "tr", "uk", "vi", "zh-CN", "zh-TW",
})
# fmt: on


def check_commands(commands: list[Json], *, bulk: bool) -> Form:
    """Check commands on their way in; `bulk` puts the index of each into the path."""
    form = Form()
    seen: set[tuple[int, str]] = set()
    for index, command in enumerate(commands):
        path: Path = (index,) if bulk else ()
        _check_command(form, command, path)
        key = (command.get("type") or CHAT_INPUT, str(command.get("name")))
        if key in seen:
            form.refuse(
                (*path, "name"),
                "APPLICATION_COMMANDS_DUPLICATE_NAME",
                "Application command names must be unique",
            )
        seen.add(key)
    return form


def _check_command(form: Form, command: Json, path: Path) -> None:
    kind = command.get("type") or CHAT_INPUT
    if kind == CHAT_INPUT:
        _check_name(form, command, path)
        _check_description(form, command, path)
        _check_options(form, command.get("options"), path, depth=0)
    else:
        form.text(command.get("name"), (*path, "name"), NAME, low=1, required=True)
        if command.get("description"):
            form.refuse(
                (*path, "description"),
                "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_CANNOT_BE_SET",
                "Context menu commands cannot have description",
            )
        if command.get("options"):
            form.refuse(
                (*path, "options"),
                "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_CANNOT_BE_SET",
                "Context menu commands cannot have options",
            )
    for key, allowed in (("contexts", {0, 1, 2}), ("integration_types", {0, 1})):
        for value in form.items(command.get(key), (*path, key), len(allowed)):
            if value not in allowed:
                form.refuse((*path, key), "BASE_TYPE_CHOICES", f"Value must be one of {allowed}.")
    if _size(command) > TOTAL:
        form.refuse(
            path,
            "APPLICATION_COMMAND_TOO_LARGE",
            f"Command exceeds maximum size ({TOTAL})",
        )


def _check_name(form: Form, item: Json, path: Path) -> None:
    names = {(*path, "name"): item.get("name")}
    for locale, name in _localized(form, item, "name_localizations", path):
        names[*path, "name_localizations", locale] = name
    for here, name in names.items():
        form.text(name, here, NAME, low=1, required=True)
        if isinstance(name, str) and name.strip() and not _is_name(name):
            form.refuse(
                here,
                "APPLICATION_COMMAND_INVALID_NAME",
                "Command name is invalid",
            )


def _is_name(name: str) -> bool:
    return name == name.lower() and all(_is_name_letter(letter) for letter in name)


def _is_name_letter(letter: str) -> bool:
    if letter in "-_'" or unicodedata.category(letter)[0] in "LN":
        return True
    return unicodedata.name(letter, "").startswith(("DEVANAGARI", "THAI"))


def _check_description(form: Form, item: Json, path: Path) -> None:
    description = item.get("description")
    form.text(description, (*path, "description"), DESCRIPTION, low=1, required=True)
    for locale, text in _localized(form, item, "description_localizations", path):
        form.text(text, (*path, "description_localizations", locale), DESCRIPTION, low=1)


def _localized(form: Form, item: Json, key: str, path: Path) -> list[tuple[str, Any]]:
    texts = item.get(key) or {}
    for locale in texts:
        if locale not in LOCALES:
            form.refuse(
                (*path, key, locale), "ENUM_TYPE_COERCE", f'Value "{locale}" is not a valid locale.'
            )
    return [(locale, text) for locale, text in texts.items() if text is not None]


def _check_options(form: Form, options: Any, path: Path, *, depth: int) -> None:
    optional = False
    seen: set[str] = set()
    for index, option in enumerate(form.items(options, (*path, "options"), OPTIONS)):
        here = (*path, "options", index)
        _check_name(form, option, here)
        _check_description(form, option, here)
        name = str(option.get("name"))
        if name in seen:
            form.refuse(
                (*path, "options"),
                "APPLICATION_COMMAND_OPTIONS_NAME_INVALID",
                f"Option name {name} is already used",
            )
        seen.add(name)
        kind = option.get("type")
        if kind in (SUBCOMMAND, GROUP):
            if depth >= (1 if kind == GROUP else 2):
                form.refuse(
                    (*here, "type"),
                    "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
                    "Sub-command option types can only be nested one level",
                )
            _check_options(form, option.get("options"), here, depth=depth + 1)
            continue
        form.number(kind, (*here, "type"), STRING, 11)
        if kind is None:
            form.missing((*here, "type"))
        if option.get("required") and optional:
            form.refuse(
                here,
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            )
        optional = optional or not option.get("required")
        _check_value_option(form, option, here)


def _check_value_option(form: Form, option: Json, path: Path) -> None:
    choices = form.items(option.get("choices"), (*path, "choices"), CHOICES)
    for index, choice in enumerate(choices):
        here = (*path, "choices", index)
        form.text(choice.get("name"), (*here, "name"), 100, low=1, required=True)
        for locale, name in _localized(form, choice, "name_localizations", here):
            form.text(name, (*here, "name_localizations", locale), 100, low=1)
        if option.get("type") == STRING:
            form.text(choice.get("value"), (*here, "value"), 100, low=1, required=True)
    if choices and option.get("autocomplete"):
        form.refuse(
            path,
            "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE",
            "Autocomplete and choices are mutually exclusive",
        )
    if option.get("autocomplete") and option.get("type") not in (STRING, INTEGER, NUMBER):
        form.refuse(path, "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID", "This type has none")
    if option.get("type") == STRING:
        form.number(option.get("min_length"), (*path, "min_length"), 0, 6000)
        form.number(option.get("max_length"), (*path, "max_length"), 1, 6000)


def _size(item: Json) -> int:
    """Count names, descriptions and values; of a text's translations the longest counts."""
    size = 0
    for key in ("name", "description"):
        translations = (item.get(f"{key}_localizations") or {}).values()
        size += max(len(str(text)) for text in (item.get(key) or "", *translations))
    value = item.get("value")
    size += len(value) if isinstance(value, str) else 0
    for key in ("options", "choices"):
        size += sum(_size(child) for child in item.get(key) or [])
    return size
