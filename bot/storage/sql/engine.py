"""The connections to one database, and how each dialect is held right."""

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, column, event, inspect, make_url, select, table, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from bot.storage.errors import StorageCorrupt, StorageError, StorageMismatch, StorageUnavailable
from bot.storage.sql.failures import NO_ADDRESS, translated
from bot.storage.sql.schema import REVISION
from bot.storage.sql.transaction import Transaction

T = TypeVar("T")

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
}
"""The drivers of addresses that name none."""
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
_CONNECTIONS = 4
_BEGIN = "sqlite_begin"


class Engine:
    """
    SQLAlchemy's engine for SQLite or PostgreSQL.

    SQLite keeps a log of changes (WAL), so reading never waits for writing, and one connection
    writes at a time. synchronous=FULL: a commit is on the disk when it returns; NORMAL would
    lose the latest ones when the machine loses power.
    """

    def __init__(self, url: str, *, timeout: float) -> None:
        with translated():
            self._url = _address(url)
            self._sqlite = self._url.get_backend_name() == "sqlite"
            arguments: dict[str, Any] = {"timeout": timeout}
            if self._sqlite:
                arguments = {
                    # SQLite's own word comes before the caller stops to wait.
                    "timeout": timeout * 0.75,
                    # Transactions are begun below, not by the driver, which begins them late.
                    "isolation_level": None,
                }
            self._engine = create_async_engine(
                self._url,
                connect_args=arguments,
                hide_parameters=True,
                pool_size=_CONNECTIONS,
                max_overflow=0,
                pool_timeout=timeout,
                pool_pre_ping=not self._sqlite,
            )
        if self._sqlite:
            event.listen(self._engine.sync_engine, "connect", _set_up_sqlite)
            event.listen(self._engine.sync_engine, "begin", _begin_sqlite)
        self._turn: AbstractAsyncContextManager[None] = (
            asyncio.Lock() if self._sqlite else nullcontext()
        )

    async def begin(self) -> None:
        """Make the folder of a file if there is none, and connect once."""
        try:
            with translated():
                if self._sqlite:
                    folder = Path(self._url.database or "").parent
                    await asyncio.to_thread(folder.mkdir, mode=0o700, parents=True, exist_ok=True)
                async with self._engine.connect() as connection:
                    await connection.execute(select(1))
        except (TypeError, ValueError) as error:
            # A parameter behind the question mark that the driver does not have.
            raise StorageUnavailable(f"the driver refuses DATABASE_URL ({error})") from None

    async def close(self) -> None:
        """Let go of all connections."""
        with translated():
            await self._engine.dispose()

    async def read(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        """Do *work* and change nothing."""
        with translated():
            async with self._engine.connect() as connection:
                return await work(Transaction(connection))

    async def write(self, work: Callable[[Transaction], Awaitable[T]], *, erase: bool = False) -> T:
        """Do *work* and commit it."""

        async def rows(connection: AsyncConnection) -> T:
            return await work(Transaction(connection))

        result = await self.change(rows)
        if erase and self._sqlite:
            await self._truncate_log()
        return result

    async def change(self, work: Callable[[AsyncConnection], Awaitable[T]]) -> T:
        """Do *work* on the connection that may write, and commit it."""
        with translated():
            async with self._turn, self._engine.connect() as connection:
                await connection.execution_options(**{_BEGIN: "IMMEDIATE"})
                async with connection.begin():
                    return await work(connection)

    async def is_current(self) -> bool:
        """
        Tell whether the tables are those of this program, False if they are older.

        Raises:
            StorageMismatch: they are newer.
        """
        version = table("alembic_version", column("version_num"))
        with translated():
            async with self._engine.connect() as connection:
                if not await connection.run_sync(lambda c: inspect(c).has_table(version.name)):
                    return False
                revision: str | None = await connection.scalar(select(version.c.version_num))
        if (revision or "") > REVISION:
            raise StorageMismatch(
                f"the tables are of version {revision} and this program knows {REVISION} "
                "at most; update the bot"
            )
        return revision == REVISION

    async def check(self) -> None:
        """Look for damage in SQLite's file; PostgreSQL is asked for a sign of life."""
        with translated():
            async with self._engine.connect() as connection:
                if not self._sqlite:
                    await connection.execute(select(1))
                    return
                found = (await connection.execute(text("PRAGMA quick_check(1)"))).scalar_one()
        if found != "ok":
            raise StorageCorrupt(f"the database is damaged; put a backup in its place ({found})")

    async def backup(self, path: Path) -> None:
        """Write a compact copy beside *path*, then put it in its place."""
        if not self._sqlite:
            raise StorageUnavailable("PostgreSQL has a tool of its own for this: pg_dump")
        with translated():
            copy = await asyncio.to_thread(_empty_beside, path, Path(self._url.database or ""))
            try:
                async with self._engine.connect() as connection:
                    await _outside(connection, "VACUUM INTO ?", str(copy))
                await asyncio.to_thread(_put_in_place, copy, path)
            finally:
                await asyncio.to_thread(copy.unlink, missing_ok=True)

    async def _truncate_log(self) -> None:
        """Empty the log, unless somebody reads from it: then it is emptied some other time."""
        with translated():
            async with self._turn, self._engine.connect() as connection:
                (patience,) = await _outside(connection, "PRAGMA busy_timeout")
                await _outside(connection, "PRAGMA busy_timeout=0")
                try:
                    await _outside(connection, "PRAGMA wal_checkpoint(TRUNCATE)")
                finally:
                    await _outside(connection, f"PRAGMA busy_timeout={patience}")


def _address(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ValueError:
        # The port is no number.
        raise StorageUnavailable(NO_ADDRESS) from None
    if driver := _DRIVERS.get(parsed.drivername):
        parsed = parsed.set(drivername=driver)
    if parsed.drivername not in _DRIVERS.values():
        raise StorageUnavailable("DATABASE_URL must begin with sqlite or postgresql")
    if parsed.drivername == _DRIVERS["sqlite"] and parsed.database in {None, "", ":memory:"}:
        raise StorageUnavailable("DATABASE_URL names no file; write sqlite+aiosqlite:///FILE")
    if mode := parsed.query.get("sslmode"):
        # What everybody else calls sslmode is ssl to asyncpg.
        parsed = parsed.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})
    return parsed


async def _outside(connection: AsyncConnection, statement: str, *values: str) -> Any:
    """Return the first row of what SQLite does outside of transactions alone."""
    raw = (await connection.get_raw_connection()).driver_connection
    assert raw is not None  # noqa: S101 - it is connected
    async with raw.execute(statement, values) as cursor:
        return await cursor.fetchone()


def _set_up_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    try:
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
    except BaseException:
        # The pool has not taken it yet.
        connection.close()
        raise


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get(_BEGIN, "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")


def _empty_beside(path: Path, database: Path) -> Path:
    """Make an empty file that nobody else may read, for the copy of *database*."""
    if path.exists() and path.samefile(database):
        raise StorageError("the backup needs a file of its own; this is the database")
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(handle)
    return Path(name)


def _put_in_place(copy: Path, path: Path) -> None:
    with copy.open("rb") as file:
        os.fsync(file.fileno())
    copy.replace(path)
