"""A bot that crashes and is started again and again does not lose its token."""

import asyncio
import configparser
from pathlib import Path
from typing import Any
from unittest.mock import create_autospec

import pytest
from discord.gateway import DiscordWebSocket
from discord.http import HTTPClient

from bot import gateway
from bot.starts import Starts

ROOT = Path(__file__).parents[2]
DAY_S = 86_400.0
TOTAL = 1_000
"""Sessions a day; who begins more has a new token to fetch."""
LIVES_S = 2.0
"""How long the bot lives before it crashes."""


@pytest.mark.parametrize("shards", [1, 16])
async def test_starts_last_for_the_day(monkeypatch: pytest.MonkeyPatch, shards: int) -> None:
    """Each start begins a session a shard, and the supervisor waits for nothing."""
    now, left, starts = 0.0, TOTAL, 0

    async def sleep(seconds: float) -> None:
        nonlocal now
        now += seconds

    async def ask() -> tuple[int, str, dict[str, Any]]:
        reset = (DAY_S - now) * 1000
        return shards, "wss://gateway", {"total": TOTAL, "remaining": left, "reset_after": reset}

    monkeypatch.setattr(asyncio, "sleep", sleep)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", None)
    http = create_autospec(HTTPClient, instance=True)
    http.get_bot_gateway.side_effect = ask
    while now < DAY_S:
        assert await gateway.locate(http, Starts()) == shards
        if now >= DAY_S:
            break
        left -= shards
        starts += 1
        now += LIVES_S
        assert left >= 0, f"used up after {now / 3600:.1f} hours"

    assert starts > 20


def test_supervisor_gives_up_early() -> None:
    """The service waits between starts, ends after some, and starts nothing after 64 and 78."""
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(ROOT / "deploy" / "criteria-bot.service", "utf-8")

    assert unit["Service"]["Restart"] == "on-failure"
    assert int(unit["Service"]["RestartSec"]) >= 10
    assert int(unit["Unit"]["StartLimitBurst"]) * 24 < TOTAL
    assert unit["Unit"]["StartLimitIntervalSec"] == "1h"
    assert set(unit["Service"]["RestartPreventExitStatus"].split()) == {"64", "78"}
