"""Looking after the database from the terminal, whether the bot runs or not."""

import asyncio
from pathlib import Path

from bot.arguments import UsageError
from bot.doctor.machine import sqlite_file
from bot.exits import Exit
from bot.settings import Settings
from bot.storage import StorageError
from bot.storage.database import Database


def back_up(settings: Settings, path: Path, *, force: bool) -> tuple[Exit, str]:
    """
    Write a consistent copy of the database to *path*, over one that is there only by *force*.

    Raises:
        UsageError: why no copy can be made like this.
    """
    if not settings.database_url.startswith("sqlite"):
        raise UsageError("python -m bot backup: copies SQLite alone; for PostgreSQL use pg_dump")
    source = sqlite_file(settings.database_url)
    if source is None or not source.exists():
        raise UsageError(f"python -m bot backup: there is no database at {source} yet")
    if path.exists() and not force:
        raise UsageError(f"python -m bot backup: {path} exists; add --force to write over it")
    try:
        asyncio.run(_copy(settings.database_url, path))
    except StorageError as error:
        return Exit.PROBLEMS, f"{path}: not written: {error}"
    return Exit.OK, f"{path}: {path.stat().st_size:,} bytes"


async def _copy(url: str, path: Path) -> None:
    database = Database(url)
    try:
        await database.open(migrate=False)
        await database.backup(path)
    finally:
        await database.close()
