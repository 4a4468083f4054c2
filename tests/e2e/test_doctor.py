"""The doctor against a Discord."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

from conftest import ROOT, Start

from fake_discord import FakeDiscord, Permission


async def _doctor(fake: FakeDiscord, directory: Path, **settings: str) -> tuple[int, Any]:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "DISCORD_TOKEN": fake.token,
        "DISCORD_API_URL": fake.api_url,
        **settings,
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "doctor", "--json"),
        cwd=directory,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    out, _ = await process.communicate()
    assert fake.token not in out.decode()
    report = json.loads(out)
    return process.returncode or 0, {check["name"]: check for check in report["checks"]}


async def test_doctor_finds_nothing_after_a_good_start(
    fake: FakeDiscord, start: Start, tmp_path: Path
) -> None:
    """Before, the commands are not registered; after, all is well."""
    status, found = await _doctor(fake, tmp_path)
    assert (status, found["commands"]["status"]) == (0, "warning")

    await start()
    await fake.wait(lambda: len(fake.commands()) >= 5, 10, "slash commands")
    status, found = await _doctor(fake, tmp_path)

    assert status == 0
    assert {found[name]["status"] for name in ("discord", "commands", "connections")} == {"ok"}
    assert f"client_id={fake.world.application.id}" in found["installation"]["text"]
    assert "permissions=274877991936" in found["installation"]["text"]


async def test_doctor_sees_what_the_portal_and_servers_withhold(
    fake: FakeDiscord, tmp_path: Path
) -> None:
    """Each is a warning with a remedy; the bot goes on without."""
    fake.world.application.allowed_intents &= ~(1 << 15)
    for role in fake.guild.roles.values():
        role.permissions = Permission.VIEW_CHANNEL

    status, found = await _doctor(fake, tmp_path)

    assert status == 0
    assert found["intents"]["status"] == "warning"
    assert found["servers"]["status"] == "warning"
    assert fake.guild.name in found["servers"]["text"]


async def test_doctor_knows_a_wrong_token(fake: FakeDiscord, tmp_path: Path) -> None:
    """No restart mends it."""
    status, found = await _doctor(fake, tmp_path, DISCORD_TOKEN="wrong.token.here")

    assert status == 78
    assert found["discord"]["status"] == "problem"


async def test_doctor_bears_an_ailing_discord(fake: FakeDiscord, tmp_path: Path) -> None:
    """What one route does not tell is unchecked, and the rest is told."""
    fake.faults.status(500, "GET /gateway/bot", times=None)
    fake.faults.status(503, "GET /applications/@me", times=1)

    status, found = await _doctor(fake, tmp_path)

    assert status == 1
    assert found["connections"]["status"] == found["intents"]["status"] == "not checked"
    assert found["installation"]["status"] == "ok"
