"""Whatever happens to the database, a call ends in time with a StorageError."""

import asyncio
import contextlib
import gc
import logging
import os
import resource
import shutil
import socket
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bot.storage import (
    Database,
    Kind,
    Storage,
    StorageBusy,
    StorageCorrupt,
    StorageError,
    StorageUnavailable,
    StorageUnwritable,
)
from bot.storage.sql.failures import translated
from bot.storage.sql.transaction import Transaction
from knowledge import Language

NOBODY = 65534


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Assert that the block ends in time."""
    start = time.monotonic()
    yield
    assert time.monotonic() - start < seconds


async def look(database: Database) -> None:
    """Open a database and look for damage."""
    async with database:
        await database.check()


@contextmanager
def as_nobody(folder: Path) -> Iterator[None]:
    """Make a folder read-only, and drop the rights of root, to whom nothing is."""
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that everybody may enter, other than pytest's own."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "bot.db",
        "sqlite",
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:///:memory:",
        "sqlite+pysqlite:///bot.db",
        "mysql+aiomysql://bot:secret-word@host/name",
        "postgresql+asyncpg://bot:secret-word@host:port/name",
        "nonsense+asyncpg://bot:secret-word@host/name",
        "postgresql://bot:secret-word@127.0.0.1:1/name?nonsense=1",
        "sqlite:///\0.db",
    ],
)
async def test_address_that_is_none_is_told_without_its_password(url: str) -> None:
    """An address that cannot be used is told by name, never by value."""
    with pytest.raises(StorageUnavailable, match="DATABASE_URL") as told:
        await Database(url).open()

    assert "secret-word" not in f"{told.value!r} {told.value.__cause__!r}"


@pytest.mark.parametrize("driver", ["sqlite", "sqlite+aiosqlite"])
async def test_address_may_leave_the_driver_out(tmp_path: Path, driver: str) -> None:
    """`sqlite:///FILE` is understood as well."""
    async with Database(f"{driver}:///{tmp_path / 'bot.db'}") as database:
        await database.check()


@pytest.mark.parametrize("driver", ["postgres", "postgresql"])
async def test_postgresql_address_of_others_is_understood(postgres_url: str, driver: str) -> None:
    """The addresses that hosts hand out work: no driver, and `sslmode`."""
    url = postgres_url.replace("postgresql+asyncpg", driver) + "&sslmode=disable"
    async with Database(url) as database:
        await database.check()


async def test_no_server_is_unavailable() -> None:
    """Where no server listens the bot is told at once."""
    database = Database("postgresql+asyncpg://bot:secret-word@127.0.0.1:1/name")
    with within(5), pytest.raises(StorageUnavailable):
        await database.open()

    assert isinstance(database.problem, StorageUnavailable)
    assert not database.is_open


async def test_nonsense_about_encryption_is_told() -> None:
    """What the driver itself finds wrong with an address is a StorageError too."""
    with pytest.raises(StorageUnavailable, match="sslmode"):
        await Database("postgresql://bot:secret-word@127.0.0.1:1/name?sslmode=nonsense").open()


async def test_no_database_of_that_name_is_unavailable(postgres_url: str) -> None:
    """What the server says while connecting is a StorageError too."""
    with pytest.raises(StorageUnavailable, match="does not exist"):
        await Database(postgres_url.replace("/bot_", "/no_")).open()


async def test_silent_server_is_busy() -> None:
    """A server that accepts and never answers is not waited for."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with within(5), pytest.raises(StorageBusy):
            await Database(f"postgresql+asyncpg://bot@127.0.0.1:{port}/name", timeout=0.5).open()


async def test_missing_driver_is_told(monkeypatch: pytest.MonkeyPatch, postgres_url: str) -> None:
    """Without asyncpg the message says what to install."""
    monkeypatch.setitem(sys.modules, "asyncpg", None)
    with pytest.raises(StorageUnavailable, match="postgres"):
        await Database(postgres_url).open()


async def test_closed_database_is_unavailable(url: str) -> None:
    """After closing, and before opening, every call is refused; opening again works."""
    database = Database(url, timeout=10)
    with pytest.raises(StorageUnavailable, match="not open"):
        await database.check()
    await database.open()
    await database.check()
    await database.close()
    await database.close()
    with pytest.raises(StorageUnavailable, match="not open"):
        await database.check()
    await database.open()
    await database.check()
    await database.close()


async def test_bugs_are_not_the_databases_fault(storage: Storage) -> None:
    """An error of the program is not dressed up as one of the database."""

    async def work(_: Transaction) -> None:
        raise LookupError("a bug")

    with pytest.raises(LookupError):
        await storage.database.write(work)
    assert storage.database.problem is None


async def test_failed_work_leaves_nothing(storage: Storage) -> None:
    """A transaction that fails in its middle is undone."""

    async def work(tx: Transaction) -> None:
        await tx.preferences.change(1, {"prefix": "?"})
        raise LookupError("a bug")

    with pytest.raises(LookupError):
        await storage.database.write(work)

    assert (await storage.preferences.guild(1)).prefix is None


async def test_cancelled_call_leaves_a_working_database(storage: Storage) -> None:
    """Who stops waiting for a call does not break the next one."""
    for delay in (0, 0, 0.0005, 0.001, 0.002, 0.005):
        call = asyncio.ensure_future(storage.votes.cast(1, "debugging", up=True))
        await asyncio.sleep(delay)
        call.cancel()
        await asyncio.gather(call, return_exceptions=True)

    await storage.votes.cast(1, "debugging", up=True)
    (tally,) = await storage.votes.tallies()
    assert tally.up == 1


async def test_locked_file_is_busy_in_time(sqlite_url: str, tmp_path: Path) -> None:
    """While another program writes, reading goes on, writing fails in time and works later."""
    async with Storage(sqlite_url, timeout=0.4) as storage:
        with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with within(2), pytest.raises(StorageBusy, match="held by somebody else"):
                await storage.preferences.set_prefix(1, "?")
            assert (await storage.preferences.guild(1)).prefix is None
            assert isinstance(storage.database.problem, StorageBusy)
            other.execute("COMMIT")

        await storage.preferences.set_prefix(1, "?")

        assert storage.database.problem is None


async def test_locked_file_is_waited_for(sqlite_url: str, tmp_path: Path) -> None:
    """A short lock is waited for and nobody notices."""
    async with Storage(sqlite_url, timeout=10) as storage:
        with closing(sqlite3.connect(tmp_path / "bot.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            write = asyncio.ensure_future(storage.preferences.set_prefix(1, "?"))
            await asyncio.sleep(0.2)
            other.execute("COMMIT")
            await write


async def test_locked_rows_are_busy_in_time(postgres_url: str) -> None:
    """A PostgreSQL transaction that holds a row is not waited for longer than the bound."""
    async with Storage(postgres_url) as other, Storage(postgres_url, timeout=0.4) as storage:
        held, release = asyncio.Event(), asyncio.Event()

        async def hold(tx: Transaction) -> None:
            await tx.preferences.change(1, {"prefix": "!"})
            held.set()
            await release.wait()

        holder = asyncio.ensure_future(other.database.write(hold))
        await held.wait()
        with within(2), pytest.raises(StorageBusy, match=r"within 0\.4 seconds"):
            await storage.preferences.set_prefix(1, "?")
        release.set()
        await holder

        await storage.preferences.set_prefix(1, "?")


async def test_all_connections_taken_is_busy(sqlite_url: str) -> None:
    """Who finds no free connection is told in time."""
    release = asyncio.Event()

    async def hold(_: Transaction) -> None:
        await release.wait()

    async with Database(sqlite_url, timeout=0.3) as database:
        holders = [asyncio.ensure_future(database.read(hold)) for _ in range(6)]
        with within(2):
            results = await asyncio.gather(*holders, return_exceptions=True)
        assert {type(result) for result in results} == {StorageBusy}
        release.set()
        await database.check()


async def test_lost_connections_are_made_anew(postgres_url: str, sql: Callable[[str], str]) -> None:
    """A server that drops its connections, as in a restart, costs no call."""
    async with Storage(postgres_url) as storage:
        await storage.preferences.set_prefix(1, "?")
        sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )

        settings = await storage.preferences.set_prefix(2, "?")

    assert settings.prefix == "?"


async def test_lost_server_is_survived(postgres_url: str, sql: Callable[[str], str]) -> None:
    """When the database goes away, known servers keep their settings and the rest is refused."""
    name = urlsplit(postgres_url).path[1:]
    async with Storage(postgres_url) as storage:
        await storage.preferences.set_prefix(1, "?")
        sql(f"DROP DATABASE {name} WITH (FORCE)")

        with within(5), pytest.raises(StorageUnavailable):
            await storage.votes.cast(1, "debugging", up=True)
        assert (await storage.preferences.guild(1)).prefix == "?"
        assert (await storage.preferences.guild(2)).prefix is None


async def test_read_only_server_is_unwritable(postgres_url: str, sql: Callable[[str], str]) -> None:
    """A server that only reads, such as a standby, is told as such."""
    name = urlsplit(postgres_url).path[1:]
    sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    async with Storage(postgres_url) as storage:
        with pytest.raises(StorageUnwritable):
            await storage.preferences.set_prefix(1, "?")
        assert (await storage.preferences.guild(2)).prefix is None


@pytest.mark.parametrize(
    "content", [b"not a database " * 1000, b"SQLite format 3\0" + b"\1" * 9000]
)
async def test_file_that_is_no_database_is_corrupt(tmp_path: Path, content: bytes) -> None:
    """A file with something else in it is told as such and left as it is."""
    (tmp_path / "bot.db").write_bytes(content)
    with within(5), pytest.raises(StorageCorrupt, match="put a backup in its place"):
        await Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}").open()

    assert (tmp_path / "bot.db").read_bytes() == content


async def test_damaged_page_is_found(sqlite_url: str, tmp_path: Path) -> None:
    """Damage in the middle of the file is found by the check and ends no call in anything else."""
    async with Storage(sqlite_url) as storage:
        for member in range(120):
            await storage.votes.cast(member, "debugging", up=True)
    file = bytearray((tmp_path / "bot.db").read_bytes())
    file[4096 * 2 :] = b"\xff" * (len(file) - 4096 * 2)
    (tmp_path / "bot.db").write_bytes(file)

    with pytest.raises(StorageCorrupt):
        await look(Database(sqlite_url))


async def test_truncated_table_is_found_by_the_check(sqlite_url: str, tmp_path: Path) -> None:
    """A page of zeros in a table is found by the check."""
    async with Storage(sqlite_url) as storage:
        for member in range(120):
            await storage.votes.cast(member, "debugging", up=True)
        await storage.database.check()
    size = (tmp_path / "bot.db").stat().st_size
    with (tmp_path / "bot.db").open("r+b") as file:
        file.seek(size - 4096)
        file.write(bytes(4096))

    with pytest.raises(StorageCorrupt):
        await look(Database(sqlite_url))


async def test_full_disk_is_unwritable_and_reading_goes_on(
    sqlite_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Where nothing more can be written the bot says so once, reads on, and recovers."""
    caplog.set_level(logging.INFO, "bot.storage")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    async with Storage(sqlite_url) as storage:
        await storage.preferences.set_gaps(1, True)
        try:
            # A file may grow no further than the log of changes is long.
            room = (tmp_path / "bot.db-wal").stat().st_size
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
            for _ in range(2):
                with within(5), pytest.raises(StorageUnwritable, match="full or read-only"):
                    await storage.questions.add(1, "x", language=Language.EN, kind=Kind.UNKNOWN)
            assert (await storage.preferences.guild(2)).prefix is None
            assert isinstance(storage.database.problem, StorageUnwritable)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)

        assert await storage.questions.add(1, "x", language=Language.EN, kind=Kind.UNKNOWN)
        assert not storage.database.problem
        await storage.database.check()

    said = [record.message.partition(":")[0] for record in caplog.records]
    assert said == ["answering without the database", "the database works again"]


async def test_read_only_folder_is_told_in_time(
    sqlite_url: str, tmp_path: Path, public_folder: Path
) -> None:
    """A database on a disk that may not be written is an error at the start and no hang."""
    shutil.copy(tmp_path / "bot.db", public_folder)
    with as_nobody(public_folder), within(10):
        for path in ("bot.db", "new.db", "new/bot.db"):
            with pytest.raises(StorageError):
                await Database(f"sqlite+aiosqlite:///{public_folder / path}").open()


async def test_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    """A folder where the file should be is an error."""
    with pytest.raises(StorageError):
        await Database(f"sqlite+aiosqlite:///{tmp_path}").open()


@pytest.mark.filterwarnings("ignore:.*deleted before being closed:ResourceWarning")
async def test_stopped_disk_hangs_nobody(sqlite_url: str) -> None:
    """A call that never returns is left behind; the next ones end in time, and so does closing."""
    database = Database(sqlite_url, timeout=0.3)
    await database.open()
    returns = asyncio.Event()

    async def stop(_: Transaction) -> None:
        while not returns.is_set():
            with contextlib.suppress(asyncio.CancelledError):
                await returns.wait()

    for _ in range(2):
        with within(1), pytest.raises(StorageBusy):
            await database.write(stop)
    with within(2):
        await database.close()

    returns.set()
    await asyncio.wait(database._late)
    gc.collect()
    # The driver's threads report to this loop when they end: it must not be gone by then.
    async with asyncio.timeout(5):
        while any("connection_worker" in thread.name for thread in threading.enumerate()):
            await asyncio.sleep(0.01)


async def test_migration_that_cannot_start_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no process can be started the tables stay as they are and the bot is told."""
    monkeypatch.setattr("sys.executable", str(tmp_path / "no-python"))
    with pytest.raises(StorageError, match="no process could be started"):
        await Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}").open()


async def test_migration_that_takes_too_long_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A migration that hangs is ended and told."""
    monkeypatch.setattr("bot.storage.database.MIGRATION_TIMEOUT", 0.01)
    with within(5), pytest.raises(StorageError, match="longer than"):
        await Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}").open()


def test_disconnect_is_translated() -> None:
    """What an operating system says about a connection is a StorageError."""
    with pytest.raises(StorageUnavailable), translated():
        raise ConnectionResetError
    with pytest.raises(StorageBusy), translated():
        raise TimeoutError
