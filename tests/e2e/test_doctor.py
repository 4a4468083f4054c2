"""The doctor against a Discord."""

from pathlib import Path

from conftest import Start, doctor

from fake_discord import FakeDiscord, Permission


async def test_doctor_finds_nothing_after_a_good_start(
    fake: FakeDiscord, start: Start, tmp_path: Path
) -> None:
    """Before, the commands are not registered; after, all is well."""
    status, found = await doctor(fake, tmp_path)
    assert (status, found["commands"]["status"]) == (0, "warning")

    await start()
    await fake.wait(lambda: len(fake.commands()) >= 5, 10, "slash commands")
    status, found = await doctor(fake, tmp_path)

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

    status, found = await doctor(fake, tmp_path)

    assert status == 0
    assert found["intents"]["status"] == "warning"
    assert found["servers"]["status"] == "warning"
    assert fake.guild.name in found["servers"]["text"]


async def test_doctor_knows_a_wrong_token(fake: FakeDiscord, tmp_path: Path) -> None:
    """No restart mends it."""
    status, found = await doctor(fake, tmp_path, DISCORD_TOKEN="wrong.token.here")

    assert status == 78
    assert found["discord"]["status"] == "problem"


async def test_doctor_bears_an_ailing_discord(fake: FakeDiscord, tmp_path: Path) -> None:
    """What one route does not tell is unchecked, and the rest is told."""
    fake.faults.status(500, "GET /gateway/bot", times=None)
    fake.faults.status(503, "GET /applications/@me", times=1)

    status, found = await doctor(fake, tmp_path)

    assert status == 1
    assert found["connections"]["status"] == found["intents"]["status"] == "not checked"
    assert found["installation"]["status"] == "ok"
