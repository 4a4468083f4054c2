"""Looking after the database from the terminal, whether the bot runs or not."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TypeVar

from bot.arguments import UsageError
from bot.doctor.machine import sqlite_file
from bot.exits import Exit
from bot.gaps import stubs
from bot.settings import Settings
from bot.storage import Database, OpenQuestion, Storage, StorageError, StorageMismatch

NOTHING = "Nothing is kept yet."
ALL = 1_000
"""More criteria than a knowledge base has."""

T = TypeVar("T")


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


def stats(settings: Settings, guild: int | None, *, as_json: bool) -> tuple[Exit, str]:
    """Return how often each criterion was answered in the last twelve months."""

    async def read(storage: Storage) -> Mapping[str, int]:
        return await storage.asked.most(guild, limit=ALL)

    status, counts = _look(settings, read)
    if isinstance(counts, str):
        return status, counts
    if as_json:
        return status, json.dumps(dict(counts), indent=2)
    lines = [f"{count:>8}  {name}" for name, count in counts.items()]
    return status, "\n".join(lines) or NOTHING


def gaps(settings: Settings, guild: int | None, *, as_json: bool) -> tuple[Exit, str]:
    """Return the questions without a good answer by count, and lines for a criterion's file."""

    async def read(storage: Storage) -> tuple[OpenQuestion, ...]:
        return await storage.questions.most_asked(guild)

    status, questions = _look(settings, read)
    if isinstance(questions, str):
        return status, questions
    if as_json:
        rows = [
            {
                "guild_id": str(question.guild_id),
                "count": question.count,
                "kind": question.kind.value,
                "language": question.language.value,
                "text": question.text,
                "first": question.first.isoformat(),
                "last": question.last.isoformat(),
            }
            for question in questions
        ]
        return status, json.dumps(rows, ensure_ascii=False, indent=2)
    if not questions:
        return status, NOTHING
    lines = [f"{q.count:>8}  {q.text} ({q.kind.value}, {q.last})" for q in questions]
    return status, "\n".join((*lines, "", stubs(questions)))


def _look(settings: Settings, read: Callable[[Storage], Awaitable[T]]) -> tuple[Exit, T | str]:
    """Return what *read* finds in the database, or a sentence where there is nothing to find."""
    path = sqlite_file(settings.database_url)
    if path is not None and not path.exists():
        return Exit.OK, NOTHING

    async def look() -> T:
        storage = Storage(settings.database_url)
        try:
            await storage.database.open(migrate=False)
            if not await storage.database.is_current():
                raise StorageMismatch("its tables are older; start the bot once")
            return await read(storage)
        finally:
            await storage.database.close()

    try:
        return Exit.OK, asyncio.run(look())
    except StorageError as error:
        return Exit.PROBLEMS, f"The database cannot be read: {error}"


async def _copy(url: str, path: Path) -> None:
    database = Database(url)
    try:
        await database.open(migrate=False)
        await database.backup(path)
    finally:
        await database.close()
