"""
Bring the tables of `DATABASE_URL` up to date: `python -m bot.storage.migrate`.

The bot runs this as a process of its own when the tables are behind, so that Alembic never takes
up its memory.
"""

import asyncio
import os
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.database import DEFAULT_URL
from bot.storage.errors import StorageError
from bot.storage.sql.engine import Engine

TIMEOUT = 60.0
"""Seconds to wait for somebody else who writes."""
LOCK = 0x63726974
"""The number of the lock that two programs with one PostgreSQL take in turn."""


async def upgrade(url: str) -> None:
    """
    Bring the tables up to date: wholly, or not at all.

    Raises:
        StorageError: why they stay as they are.
    """
    engine = Engine(url, timeout=TIMEOUT)
    try:
        await engine.begin()
        await engine.change(_upgrade)
    finally:
        await engine.close()


async def _upgrade(connection: AsyncConnection) -> None:
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    await connection.run_sync(_run)


def _run(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def main() -> int:
    """Upgrade; a failure is told in one line."""
    try:
        asyncio.run(upgrade(os.environ.get("DATABASE_URL") or DEFAULT_URL))
    except StorageError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
