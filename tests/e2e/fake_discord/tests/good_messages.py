"""Messages that just fit."""

from fake_discord import (
    Json,
)
from fake_discord.tests.bodies import button, layout, row, select, text

GOOD_MESSAGES: dict[str, Json] = {
    "content": {"content": "x" * 2000, "nonce": "x" * 25},
    "embeds": {"embeds": [{"description": "x" * 3000}] * 2},
    "full embed": {
        "embeds": [
            {
                "title": "x" * 256,
                "url": "https://example.org",
                "color": 0xFFFFFF,
                "timestamp": "2026-01-01T00:00:00+00:00",
                "fields": [{"name": "x", "value": "x"}] * 25,
                "footer": {"text": "x"},
            }
        ]
    },
    "rows": {
        "content": "x",
        "components": [row(*(button(f"{n}.{m}") for m in range(5))) for n in range(5)],
    },
    "select": {"content": "x", "components": [row(select(*(str(n) for n in range(25))))]},
    "layout": layout(
        {"type": 17, "components": [text("x" * 4000), *({"type": 14} for _ in range(38))]}
    ),
    "link": {
        "content": "x",
        "components": [row({"type": 2, "style": 5, "label": "x", "url": "https://example.org"})],
    },
    "gallery": layout({"type": 12, "items": [{"media": {"url": "https://example.org/x.png"}}]}),
    "section": layout({"type": 9, "components": [text()], "accessory": button()}),
}
