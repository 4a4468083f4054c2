"""A copy can be made while the bot runs."""

import asyncio
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage import Cast, Database, Storage, StorageError, StorageUnavailable


async def test_backup_is_whole_while_votes_come_in(sqlite_url: str, tmp_path: Path) -> None:
    """A copy made under load is a working database with all that was confirmed before."""
    async with Storage(sqlite_url, timeout=30) as storage:
        for member in range(50):
            await storage.votes.cast(member, "debugging", up=True)
        under_way = [
            asyncio.ensure_future(storage.votes.cast(member, "debugging", up=True))
            for member in range(50, 100)
        ]

        await storage.database.backup(tmp_path / "copy.db")
        await asyncio.gather(*under_way)

    async with Storage(f"sqlite+aiosqlite:///{tmp_path / 'copy.db'}") as copy:
        await copy.database.check()
        for member in range(50):
            assert await copy.votes.cast(member, "debugging", up=True) is Cast.KEPT


async def test_backup_takes_the_place_of_an_earlier_one(sqlite_url: str, tmp_path: Path) -> None:
    """The new copy stands where the old one was, for the owner's eyes alone, with nothing else."""
    (tmp_path / "backups").mkdir()
    copy = tmp_path / "backups" / "copy.db"
    copy.write_text("an older copy")
    async with Database(sqlite_url) as database:
        await database.backup(copy)

    assert copy.read_bytes().startswith(b"SQLite format 3")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert list(copy.parent.iterdir()) == [copy]


async def test_backup_onto_the_database_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    """The copy may not take the place of the database itself."""
    (tmp_path / "link.db").symlink_to(tmp_path / "bot.db")
    async with Storage(sqlite_url) as storage:
        for path in ("bot.db", "link.db"):
            with pytest.raises(StorageError, match="a file of its own"):
                await storage.database.backup(tmp_path / path)

        assert await storage.votes.cast(1, "debugging", up=True) is Cast.COUNTED


async def test_backup_into_no_folder_is_an_error(sqlite_url: str, tmp_path: Path) -> None:
    """A folder that is not there is told, and not made."""
    async with Database(sqlite_url) as database:
        with pytest.raises(StorageError, match="No such file"):
            await database.backup(tmp_path / "nowhere" / "copy.db")


async def test_backup_of_postgresql_names_its_tool(postgres_url: str, tmp_path: Path) -> None:
    """PostgreSQL is copied with its own tool."""
    async with Database(postgres_url) as database:
        with pytest.raises(StorageUnavailable, match="pg_dump"):
            await database.backup(tmp_path / "copy.db")


async def test_backup_before_an_update_changes_nothing(tmp_path: Path) -> None:
    """What an older version left can be copied as it is."""
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    await database.open(migrate=False)
    await database.backup(tmp_path / "copy.db")
    await database.close()

    for name in ("bot.db", "copy.db"):
        with closing(sqlite3.connect(tmp_path / name)) as file:
            assert file.execute("SELECT name FROM sqlite_master").fetchall() == []
