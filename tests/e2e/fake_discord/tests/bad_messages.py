"""Messages that Discord refuses, each for one reason."""

from fake_discord import (
    Json,
)
from fake_discord.tests.bodies import button, layout, row, select, text

BAD_MESSAGES: dict[str, Json] = {
    "content too long": {"content": "x" * 2001},
    "content is no text": {"content": 1},
    "nonce too long": {"content": "x", "nonce": "x" * 26},
    "too many embeds": {"embeds": [{"title": "x"}] * 11},
    "embed title": {"embeds": [{"title": "x" * 257}]},
    "embed description": {"embeds": [{"description": "x" * 4097}]},
    "embed fields": {"embeds": [{"fields": [{"name": "x", "value": "x"}] * 26}]},
    "embed field name": {"embeds": [{"fields": [{"name": "x" * 257, "value": "x"}]}]},
    "embed field value": {"embeds": [{"fields": [{"name": "x", "value": "x" * 1025}]}]},
    "embed field value blank": {"embeds": [{"fields": [{"name": "x", "value": " "}]}]},
    "embed footer": {"embeds": [{"footer": {"text": "x" * 2049}}]},
    "embed author": {"embeds": [{"author": {"name": "x" * 257}}]},
    "embed url scheme": {"embeds": [{"title": "x", "url": "javascript:alert(1)"}]},
    "embed colour": {"embeds": [{"title": "x", "color": 0x1000000}]},
    "embed timestamp": {"embeds": [{"title": "x", "timestamp": "yesterday"}]},
    "embed empty": {"embeds": [{}]},
    "embeds together": {"embeds": [{"description": "x" * 3001}] * 2},
    "embed picture without file": {"embeds": [{"image": {"url": "attachment://x.png"}}]},
    "six rows": {"content": "x", "components": [row(button(str(n))) for n in range(6)]},
    "six buttons": {"content": "x", "components": [row(*(button(str(n)) for n in range(6)))]},
    "empty row": {"content": "x", "components": [row()]},
    "button outside a row": {"content": "x", "components": [button()]},
    "button label": {"content": "x", "components": [row(button(label="x" * 81))]},
    "button without label": {"content": "x", "components": [row(button(label=None))]},
    "custom id too long": {"content": "x", "components": [row(button("x" * 101))]},
    "custom id empty": {"content": "x", "components": [row(button(""))]},
    "custom id twice": {"content": "x", "components": [row(button(), button())]},
    "link too long": {
        "content": "x",
        "components": [
            row(button(None, style=5, url="https://example.org/" + "x" * 500))  # type: ignore[arg-type] # A link has none.
        ],
    },
    "link without url": {
        "content": "x",
        "components": [row({"type": 2, "style": 5, "label": "x"})],
    },
    "link of another scheme": {
        "content": "x",
        "components": [row({"type": 2, "style": 5, "label": "x", "url": "javascript:x"})],
    },
    "select without options": {"content": "x", "components": [row(select())]},
    "select too long": {
        "content": "x",
        "components": [row(select(*(str(n) for n in range(26))))],
    },
    "select value twice": {"content": "x", "components": [row(select("1", "1"))]},
    "select placeholder": {"content": "x", "components": [row(select("1", placeholder="x" * 151))]},
    "select beside a button": {"content": "x", "components": [row(select("1"), button("b"))]},
    "layout with content": layout(text(), content="x"),
    "layout with embeds": layout(text(), embeds=[{"title": "x"}]),
    "layout of 41": layout(*(text() for _ in range(41))),
    "layout of 41, nested": layout({"type": 17, "components": [text() for _ in range(40)]}),
    "layout text too long": layout(*(text("x" * 2001) for _ in range(2))),
    "layout text empty": layout(text("")),
    "section without accessory": layout({"type": 9, "components": [text()]}),
    "gallery empty": layout({"type": 12, "items": []}),
    "gallery of another scheme": layout({"type": 12, "items": [{"media": {"url": "file:///x"}}]}),
    "file that is not sent": layout({"type": 13, "file": {"url": "attachment://x.txt"}}),
    "thumbnail without address": layout(
        {"type": 9, "components": [text()], "accessory": {"type": 11, "media": {}}}
    ),
    "separator spacing": layout({"type": 14, "spacing": 3}),
    "container colour": layout({"type": 17, "accent_color": -1, "components": [text()]}),
    "container in a container": layout(
        {"type": 17, "components": [{"type": 17, "components": [text()]}]}
    ),
    "button style": {"content": "x", "components": [row(button(style=7))]},
    "button with custom id and url": {
        "content": "x",
        "components": [row(button(url="https://example.org"))],
    },
    "link with a custom id": {
        "content": "x",
        "components": [row(button(style=5, url="https://example.org"))],
    },
    "link with a blank": {
        "content": "x",
        "components": [row({"type": 2, "style": 5, "label": "x", "url": "https://a b"})],
    },
    "select of more than it has": {"content": "x", "components": [row(select("1", max_values=2))]},
    "eleven attachments": {"content": "x", "attachments": [{"id": n} for n in range(11)]},
    "text without the flag": {"content": "x", "components": [text()]},
    "unknown mention class": {"content": "x", "allowed_mentions": {"parse": ["world"]}},
    "mentions twice": {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
}
