"""Limits of messages, of what they may mention, of autocomplete choices and of modals."""

from typing import Any, Final

from fake_discord.json_types import Json
from fake_discord.message import MessageFlag

from .components import check_components, check_modal_components
from .embeds import check_embeds
from .form import Form

CONTENT: Final = 2000
NONCE: Final = 25
FILES: Final = 10
CHOICES: Final = 25
CHOICE: Final = 100
MENTIONS: Final = 100


def check_message(body: Json, flags: MessageFlag) -> Form:
    """Check the body of a message; `flags` are those the message will have."""
    form = Form()
    form.text(body.get("content"), ("content",), CONTENT)
    check_embeds(form, body.get("embeds"))
    v2 = MessageFlag.COMPONENTS_V2 in flags
    check_components(form, body.get("components"), v2=v2)
    if v2:
        for key in ("content", "embeds", "poll", "sticker_ids"):
            if body.get(key):
                form.refuse(
                    (key,),
                    "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                    f"The '{key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
                )
    nonce = body.get("nonce")
    if not isinstance(nonce, int):
        form.text(nonce, ("nonce",), NONCE)
    form.items(body.get("attachments"), ("attachments",), FILES)
    form.items(body.get("sticker_ids"), ("sticker_ids",), 3)
    _check_allowed_mentions(form, body.get("allowed_mentions"))
    return form


def _check_allowed_mentions(form: Form, allowed: Any) -> None:
    if not isinstance(allowed, dict):
        return
    parse = allowed.get("parse") or []
    for index, what in enumerate(parse):
        if what not in ("roles", "users", "everyone"):
            form.refuse(
                ("allowed_mentions", "parse", index),
                "BASE_TYPE_CHOICES",
                "Value must be one of ('everyone', 'users', 'roles').",
            )
    for key in ("users", "roles"):
        listed = form.items(allowed.get(key), ("allowed_mentions", key), MENTIONS)
        if listed and key in parse:
            form.refuse(
                ("allowed_mentions",),
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                f'parse:["{key}"] and {key}: [ids...] are mutually exclusive.',
            )


def check_mentions(body: Json) -> str | None:
    """Say how a message could ping somebody, or None when it cannot."""
    allowed = body.get("allowed_mentions")
    if allowed is None:
        return "allowed_mentions is missing"
    if allowed.get("parse") is None and not (allowed.get("users") or allowed.get("roles")):
        return "allowed_mentions.parse is missing"
    for key in ("parse", "users", "roles", "replied_user"):
        if allowed.get(key):
            return f"allowed_mentions.{key} lets it ping: {allowed[key]}"
    return None


def check_choices(data: Json) -> Form:
    """Check an autocomplete answer."""
    form = Form()
    choices = form.items(data.get("choices"), ("data", "choices"), CHOICES)
    for index, choice in enumerate(choices):
        here = ("data", "choices", index)
        form.text(choice.get("name"), (*here, "name"), CHOICE, low=1, required=True)
        for locale, name in (choice.get("name_localizations") or {}).items():
            form.text(name, (*here, "name_localizations", locale), CHOICE, low=1)
        value = choice.get("value")
        if isinstance(value, int | float) and not isinstance(value, bool):
            continue
        form.text(value, (*here, "value"), CHOICE, low=1, required=True)
    return form


def check_modal(data: Json) -> Form:
    """Check a modal."""
    form = Form()
    form.text(data.get("custom_id"), ("data", "custom_id"), 100, low=1, required=True)
    form.text(data.get("title"), ("data", "title"), 45, low=1, required=True)
    check_modal_components(form, data.get("components"), ("data", "components"))
    return form
