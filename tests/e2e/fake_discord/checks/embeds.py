"""Limits of embeds."""

from datetime import datetime
from typing import Any, Final

from fake_discord.json_types import Json

from .form import Form, Path

EMBEDS: Final = 10
TOTAL: Final = 6000
TITLE: Final = 256
DESCRIPTION: Final = 4096
FIELDS: Final = 25
FIELD_NAME: Final = 256
FIELD_VALUE: Final = 1024
FOOTER: Final = 2048
AUTHOR: Final = 256
URL: Final = 2048


def check_embeds(form: Form, embeds: Any) -> None:
    """Check a message's embeds, each alone and all together."""
    total = 0
    for index, embed in enumerate(form.items(embeds, ("embeds",), EMBEDS)):
        total += _check_embed(form, embed, ("embeds", index))
    if total > TOTAL:
        form.refuse(
            ("embeds",),
            "MAX_EMBED_SIZE_EXCEEDED",
            f"Embed size exceeds maximum size of {TOTAL}",
        )


def _check_embed(form: Form, embed: Json, path: Path) -> int:
    size = form.text(embed.get("title"), (*path, "title"), TITLE)
    size += form.text(embed.get("description"), (*path, "description"), DESCRIPTION)
    form.url(embed.get("url"), (*path, "url"), URL)
    form.number(embed.get("color"), (*path, "color"), 0, 0xFFFFFF)
    for index, field in enumerate(form.items(embed.get("fields"), (*path, "fields"), FIELDS)):
        here = (*path, "fields", index)
        name, value = field.get("name"), field.get("value")
        size += form.text(name, (*here, "name"), FIELD_NAME, low=1, required=True)
        size += form.text(value, (*here, "value"), FIELD_VALUE, low=1, required=True)
    if footer := embed.get("footer"):
        size += form.text(footer.get("text"), (*path, "footer", "text"), FOOTER, required=True)
        form.url(footer.get("icon_url"), (*path, "footer", "icon_url"), URL, attachments=True)
    if author := embed.get("author"):
        size += form.text(author.get("name"), (*path, "author", "name"), AUTHOR, low=1)
        form.url(author.get("url"), (*path, "author", "url"), URL)
    for key in ("image", "thumbnail"):
        if picture := embed.get(key):
            form.url(picture.get("url"), (*path, key, "url"), URL, attachments=True)
    if timestamp := embed.get("timestamp"):
        try:
            datetime.fromisoformat(timestamp)
        except ValueError:
            form.refuse((*path, "timestamp"), "DATE_TIME_TYPE_PARSE", "Could not parse a datetime.")
    shown = {"title", "description", "fields", "footer", "author", "image", "thumbnail"}
    if not any(embed.get(key) for key in shown):
        form.missing((*path, "description"))
    return size
