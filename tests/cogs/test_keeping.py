"""The storage while the bot runs."""

import asyncio
import logging
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from bot import keeping
from bot.storage import Storage, StorageError
from bot.storage.sql.transaction import Transaction


async def test_storage_opens_when_connected(tmp_path: Path) -> None:
    """Not before: the connection needs the processor first. Whoever needs it waits at once."""
    storage = Storage(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    connected = asyncio.Event()
    task = asyncio.create_task(keeping.keep(storage, connected))
    await asyncio.sleep(0)
    before, awaited = storage.database.is_open, storage.database.is_opening

    connected.set()
    async with asyncio.timeout(60):
        while not storage.database.is_open:
            await asyncio.sleep(0.05)

    assert (before, awaited) == (False, True)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await storage.database.close()


async def test_storage_that_cannot_open_is_logged_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The bot goes on without it."""
    monkeypatch.setattr(keeping, "REOPEN_AFTER_S", 0.01)
    (tmp_path / "file").write_text("no folder")
    storage = Storage(f"sqlite+aiosqlite:///{tmp_path / 'file' / 'bot.db'}")
    connected = asyncio.Event()
    connected.set()

    with caplog.at_level(logging.ERROR, logger="bot.keeping"):
        task = asyncio.create_task(keeping.keep(storage, connected))
        async with asyncio.timeout(30):
            while len(caplog.records) < 2:
                await asyncio.sleep(0.05)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    assert not storage.database.is_open
    assert "nothing new is kept" in caplog.text
    await storage.database.close()


async def test_busy_database_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Somebody else holds it: what was counted waits, and is written the next time."""
    monkeypatch.setattr(keeping, "REOPEN_AFTER_S", 0.01)
    monkeypatch.setattr(keeping, "WRITE_EVERY_S", 0.01)
    path = tmp_path / "bot.db"
    storage = Storage(f"sqlite+aiosqlite:///{path}", timeout=0.2)
    connected = asyncio.Event()
    connected.set()
    with caplog.at_level(logging.WARNING, logger="bot.keeping"):
        task = asyncio.create_task(keeping.keep(storage, connected))
        async with asyncio.timeout(60):
            while not storage.database.is_open:
                await asyncio.sleep(0.05)
            with closing(sqlite3.connect(path)) as file:
                file.execute("BEGIN EXCLUSIVE")
                storage.asked.count(1, ["debugging"])
                while "is busy" not in caplog.text:
                    await asyncio.sleep(0.05)
            while not await _counted(storage):
                await asyncio.sleep(0.05)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    assert [record.levelname for record in caplog.records if record.levelno >= 40] == []
    await storage.database.close()


async def _counted(storage: Storage) -> bool:
    try:
        return dict(await storage.database.read(_counts)) == {"debugging": 1}
    except StorageError:
        return False


async def _counts(transaction: Transaction) -> Mapping[str, int]:
    return await transaction.asked.most(1, since="2000-01", limit=10)
