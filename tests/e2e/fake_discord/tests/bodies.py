"""Bodies of requests, good unless the test makes them bad."""

from typing import Any

from fake_discord import (
    Json,
    MessageFlag,
)

NOBODY: Json = {"parse": []}


POST_MESSAGE = "POST /channels/*/messages"


def row(*components: Json) -> Json:
    """Put components into an action row."""
    return {"type": 1, "components": list(components)}


def button(custom_id: str = "id", **fields: Any) -> Json:
    """Make a button."""
    return {"type": 2, "style": 1, "label": "Label", "custom_id": custom_id, **fields}


def select(*values: str, **fields: Any) -> Json:
    """Make a select menu."""
    options = [{"label": value, "value": value} for value in values]
    return {"type": 3, "custom_id": "id", "options": options, **fields}


def layout(*components: Json, **fields: Any) -> Json:
    """Make the body of a message with the layout flag."""
    return {"flags": int(MessageFlag.COMPONENTS_V2), "components": list(components), **fields}


def text(content: str = "x") -> Json:
    """Make a text display."""
    return {"type": 10, "content": content}


def option(**fields: Any) -> Json:
    """Make a text option."""
    return {"type": 3, "name": "text", "description": "Text", **fields}


def command(**fields: Any) -> Json:
    """Make a command."""
    return {"name": "ask", "description": "Ask", **fields}


def message_callback(**data: Any) -> Json:
    """Make a callback that answers with a message."""
    return {"type": 4, "data": {"content": "x", "allowed_mentions": NOBODY, **data}}
