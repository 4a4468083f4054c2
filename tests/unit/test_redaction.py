"""Secrets are hidden wherever they stand."""

import time

import pytest

from bot.redaction import HIDDEN, Redaction

TOKEN = f"{'M' * 24}.{'G' * 6}.{'x' * 38}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("the secret swordfish", f"the secret {HIDDEN}"),
        (f"token {TOKEN}!", f"token {HIDDEN}!"),
        (f"Authorization: Bot {'a' * 30}", f"Authorization: Bot {HIDDEN}"),
        (
            "POST /api/v10/interactions/12/aW50ZXJhY3Rpb24.x-y_z/callback",
            f"POST /api/v10/interactions/12/{HIDDEN}/callback",
        ),
        ("/webhooks/12/abc/messages/@original", f"/webhooks/12/{HIDDEN}/messages/@original"),
        ("authorization=Basic YWJjOmRlZg==, x", f"authorization=Basic {HIDDEN}, x"),
        ("{'Authorization': 'Bearer abc'}", f"{{'Authorization': 'Bearer {HIDDEN}'}}"),
        ("{'id': 1, 'token': 'abc.d'}", f"{{'id': 1, 'token': '{HIDDEN}'}}"),
        (r'{"event": "{\"token\": \"abc\"}"}', rf'{{"event": "{{\"token\": \"{HIDDEN}\"}}"}}'),
        ("postgresql://host/db?password=open&x=1", f"postgresql://host/db?password={HIDDEN}&x=1"),
        ("postgresql+asyncpg://me:pass@host/db", f"postgresql+asyncpg://me:{HIDDEN}@host/db"),
    ],
)
def test_secret_is_hidden(text: str, shown: str) -> None:
    """Those that were named, and those that look like one."""
    assert Redaction(["swordfish"])(text) == shown


def test_ordinary_text_stays() -> None:
    """Addresses, versions, mentions and short words are no secrets."""
    text = (
        "GET https://discord.com/api/v10/gateway/bot <@42> 2.7.1 a.b.c Bot is there, with a token: "
        '{"event": "http://127.0.0.1:80", "logger": "a@b"}'
    )

    assert Redaction(["", "ab"])(text) == text


@pytest.mark.parametrize(
    "part",
    [
        *("://", "a:", "x" * 23 + ".", "Bot ", "/webhooks/1/", "a.b-"),
        *("authorization: ", '"token": "', "&password=", "\\", '"'),
    ],
)
def test_redaction_is_linear(part: str) -> None:
    """Twenty times the text takes nowhere near four hundred times as long."""
    redact = Redaction(["swordfish"])

    def seconds(count: int) -> float:
        text = part * count
        times = []
        for _ in range(5):
            begun = time.perf_counter()
            redact(text)
            times.append(time.perf_counter() - begun)
        return min(times)

    assert seconds(40_000) < 120 * max(seconds(2_000), 1e-5)
