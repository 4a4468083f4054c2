"""The database: opened once, bounded in time, and free to fail."""

import asyncio
import logging
import os
import sys
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from bot.storage.errors import StorageBusy, StorageError, StorageMismatch, StorageUnavailable

if TYPE_CHECKING:
    from bot.storage.sql.engine import Engine
    from bot.storage.sql.transaction import Transaction

log = logging.getLogger(__name__)

DEFAULT_URL = "sqlite+aiosqlite:///data/bot.db"
TIMEOUT = 2.0
"""Seconds that one call may take: a press of a button must be acknowledged within three."""
OPENING = 5
"""How many times longer opening may take: nobody waits for it."""
MIGRATION_TIMEOUT = 120.0
CHECK_TIMEOUT = 60.0
BACKUP_TIMEOUT = 600.0

T = TypeVar("T")


class Database:
    """
    A database at an address, `sqlite+aiosqlite:///…` or `postgresql+asyncpg://…`.

    Every call ends within its bound and raises nothing but `StorageError`; `problem` is the one
    that stands, None while all is well. A call that was too late may still be carried out, but
    what a call confirmed is on the disk.
    """

    def __init__(self, url: str = DEFAULT_URL, *, timeout: float = TIMEOUT) -> None:
        self._url = url
        self._timeout = timeout
        self._engine: Engine | None = None
        self._opening = asyncio.Lock()
        self._late: set[asyncio.Task[Any]] = set()
        self.problem: StorageError | None = None
        self._problem_writes = False

    @property
    def is_open(self) -> bool:
        """Tell whether `open` has succeeded."""
        return self._engine is not None

    @property
    def is_opening(self) -> bool:
        """Tell whether `open` is under way, or waits for what it comes after."""
        return self._opening.locked()

    async def settled(self) -> None:
        """Wait until `open` is not under way, whatever comes of it."""
        async with self._opening:
            pass

    async def open(self, *, migrate: bool = True, after: asyncio.Event | None = None) -> None:
        """
        Connect, once *after* is set, and bring the tables up to date if they are behind.

        May be tried again after an error. Without *migrate* nothing is changed: for a copy of
        what an older version left.
        """
        async with self._opening:
            if after:
                await after.wait()
            await self._open(migrate=migrate)

    async def _open(self, *, migrate: bool) -> None:
        await self.close()
        try:
            # SQLAlchemy takes a few tenths of a second to import; the event loop goes on.
            engine = await asyncio.to_thread(_create, self._url, self._timeout)
            try:
                await self._bounded(engine.begin(), self._timeout * OPENING)
                if migrate:
                    await self._fit(engine)
            except BaseException:
                await self._dispose(engine)
                raise
        except StorageError as error:
            self._failed(error, writes=True)
            raise
        self._engine = engine
        self._worked(writes=True)

    async def close(self) -> None:
        """Let go of the connections, within the bound."""
        engine, self._engine = self._engine, None
        if engine is not None:
            await self._dispose(engine)

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def read(self, work: "Callable[[Transaction], Awaitable[T]]") -> T:
        """Do *work*, which changes nothing, in one transaction."""
        return await self._call(lambda engine: engine.read(work), writes=False)

    async def write(
        self, work: "Callable[[Transaction], Awaitable[T]]", *, erase: bool = False
    ) -> T:
        """
        Do *work* in one transaction: all of it, or nothing.

        With *erase* what was deleted is not left in SQLite's log of changes either. PostgreSQL
        removes it when it vacuums the table.
        """
        return await self._call(lambda engine: engine.write(work, erase=erase), writes=True)

    async def check(self) -> None:
        """
        Look for damage; for a diagnosis, since it reads the whole file.

        Raises:
            StorageError: what is wrong.
        """
        await self._call(lambda engine: engine.check(), writes=False, seconds=CHECK_TIMEOUT)

    async def is_current(self) -> bool:
        """
        Tell whether the tables are those of this program, False if they are older.

        Raises:
            StorageMismatch: they are newer.
        """
        return await self._call(lambda engine: engine.is_current(), writes=False)

    async def backup(self, path: Path) -> None:
        """
        Write a consistent copy to *path* while the bot runs, in the place of an earlier one.

        Raises:
            StorageError: the copy could not be made; an earlier one is still whole.
        """
        await self._call(lambda engine: engine.backup(path), writes=False, seconds=BACKUP_TIMEOUT)

    async def _call(
        self,
        work: "Callable[[Engine], Coroutine[Any, Any, T]]",
        *,
        writes: bool,
        seconds: float | None = None,
    ) -> T:
        if self._engine is None:
            raise StorageUnavailable("the database is not open")
        try:
            result = await self._bounded(work(self._engine), seconds)
        except StorageError as error:
            self._failed(error, writes=writes)
            raise
        self._worked(writes=writes)
        return result

    async def _bounded(self, work: Coroutine[Any, Any, T], seconds: float | None = None) -> T:
        """
        Wait for *work* no longer than the bound.

        A cancelled call of a driver may wait for a disk that never answers; so it is left to
        itself instead of being waited for.
        """
        seconds = seconds or self._timeout
        task = asyncio.ensure_future(work)
        try:
            await asyncio.wait({task}, timeout=seconds)
        finally:
            if not task.done():
                task.cancel()
                self._late.add(task)
                task.add_done_callback(self._arrived)
        if task in self._late:
            raise StorageBusy(f"the database did not answer within {seconds:g} seconds")
        return task.result()

    def _arrived(self, task: asyncio.Task[Any]) -> None:
        self._late.discard(task)
        if not task.cancelled():
            task.exception()

    async def _dispose(self, engine: "Engine") -> None:
        if self._late:
            await asyncio.wait(self._late, timeout=self._timeout)
        try:
            await self._bounded(engine.close())
        except StorageError as error:
            log.warning("the database could not be closed: %s", error)

    async def _fit(self, engine: "Engine") -> None:
        """Migrate the tables if they are behind, in a process of its own."""
        if await self._bounded(engine.is_current(), self._timeout * OPENING):
            return
        status, told = await self._migrate()
        if status != 0:
            last = told.strip().rpartition("\n")[2]
            raise StorageMismatch(f"the tables cannot be brought up to date: {last[:300]}")
        log.info("the tables of the database were brought up to date")

    async def _migrate(self) -> tuple[int | None, str]:
        """Run `bot.storage.migrate`; return its exit status and what it said."""
        path = (str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH"))
        environment = {
            **os.environ,
            "DATABASE_URL": self._url,
            "PYTHONPATH": os.pathsep.join(filter(None, path)),
        }
        try:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot.storage.migrate"),
                env=environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
            )
        except OSError as error:
            return None, f"no process could be started: {error}"
        try:
            _, told = await asyncio.wait_for(process.communicate(), MIGRATION_TIMEOUT)
        except TimeoutError:
            return None, f"it took longer than {MIGRATION_TIMEOUT:g} seconds"
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        return process.returncode, told.decode(errors="replace")

    def _failed(self, error: StorageError, *, writes: bool) -> None:
        if self.problem is None:
            log.warning("answering without the database: %s", error)
        # A copy: the error itself holds on to all frames that it came through.
        self.problem = type(error)(*error.args)
        self._problem_writes = writes

    def _worked(self, *, writes: bool) -> None:
        """Note that a call went well; a read proves nothing about a disk that is full."""
        if self.problem is not None and (writes or not self._problem_writes):
            log.info("the database works again")
            self.problem = None


def _create(url: str, timeout: float) -> "Engine":
    from bot.storage.sql.engine import Engine

    return Engine(url, timeout=timeout)
