"""Commands that need the database while it is being opened."""

import asyncio
import shutil
from pathlib import Path

import pytest
import simcord

from bot import whispers
from bot.notices import EN
from bot.storage import Storage
from tests.cogs.world import World


class _Door:
    """A database that opens when it is told to."""

    def __init__(self, storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
        self.let = asyncio.Event()
        opening = storage.database._open

        async def slowly(*, migrate: bool) -> None:
            await self.let.wait()
            await opening(migrate=migrate)

        monkeypatch.setattr(storage.database, "_open", slowly)


@pytest.mark.parametrize("patience", [5.0, 0.01], ids=["soon", "later"])
async def test_command_waits_for_the_database(
    world: World,
    manager: simcord.MemberActor,
    storage: Storage,
    tables: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    patience: float,
) -> None:
    """What takes longer is told to Discord in time, and answered all the same."""
    shutil.copy(tables, tmp_path)
    monkeypatch.setattr(whispers, "PATIENCE_S", patience)
    door = _Door(storage, monkeypatch)
    opening = asyncio.create_task(storage.open())
    await asyncio.sleep(0)
    assert storage.database.is_opening
    asyncio.get_running_loop().call_later(0.2, door.let.set)

    result = await manager.slash(world.channel, "settings prefix", value="?")
    await opening
    await world.env.settle()

    assert (await storage.preferences.guild(world.guild.id)).prefix == "?"
    assert world.sent()[-1].text == EN.prefix.format(value="`?`")
    assert result.ephemeral
    await storage.close()
