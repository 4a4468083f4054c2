"""The tables are made and brought up to date at the start, and never by the bot itself."""

import asyncio
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.storage import Database, Storage, StorageMismatch, migrate
from bot.storage.sql import schema
from bot.storage.sql.engine import Engine

ROOT = Path(__file__).parents[2]


async def on(url: str, work: Callable[[Connection], object]) -> object:
    """Do *work* on a connection of its own and commit it."""
    engine = Engine(url, timeout=10)
    try:
        return await engine.change(lambda connection: connection.run_sync(work))
    finally:
        await engine.close()


def set_version(version: str) -> Callable[[Connection], object]:
    """Return work that writes another version into the database."""
    return lambda connection: connection.execute(
        text("UPDATE alembic_version SET version_num = :version"), {"version": version}
    )


async def test_tables_are_made_at_the_first_start(empty_url: str) -> None:
    """An empty database, in a folder that is not there yet, works at once."""
    async with Storage(empty_url, timeout=10) as storage:
        await storage.votes.cast(1, "debugging", up=True)
    async with Storage(empty_url, timeout=10) as storage:
        assert len(await storage.votes.tallies()) == 1


async def test_migrations_make_what_the_schema_says(empty_url: str) -> None:
    """The tables that the steps make are those that the program works with."""
    await migrate.upgrade(empty_url)

    def differences(connection: Connection) -> object:
        return compare_metadata(MigrationContext.configure(connection), schema.metadata)

    assert await on(empty_url, differences) == []


async def test_migrating_again_changes_nothing(url: str) -> None:
    """Where the tables are up to date the program says so and leaves."""
    await migrate.upgrade(url)
    async with Database(url) as database:
        assert database.is_open


async def test_starts_at_once_make_the_tables_once(empty_url: str) -> None:
    """Two copies of the bot that start on one empty database both work."""
    storages = [Storage(empty_url, timeout=10) for _ in range(2)]
    await asyncio.gather(*(storage.database.open() for storage in storages))

    await asyncio.gather(*(storage.votes.cast(1, "a", up=True) for storage in storages))

    assert [len(await storage.votes.tallies()) for storage in storages] == [1, 1]
    await asyncio.gather(*(storage.database.close() for storage in storages))


async def test_newer_tables_are_left_alone(own_url: str) -> None:
    """An older program refuses tables that a newer one made."""
    await on(own_url, set_version("9999"))

    with pytest.raises(StorageMismatch, match=r"9999.*update the bot"):
        await Database(own_url).open()


async def test_step_that_fails_is_told_and_undone(empty_url: str) -> None:
    """Where a step fails nothing of it stays, and the reason is told in one line."""
    await on(
        empty_url.replace("/new/", "/"), lambda c: c.execute(text("CREATE TABLE votes (x INT)"))
    )
    url = empty_url.replace("/new/", "/")
    database = Database(url, timeout=10)

    with pytest.raises(StorageMismatch, match=r"cannot be brought up to date: .*votes"):
        await database.open()

    assert isinstance(database.problem, StorageMismatch)
    await on(url, lambda c: c.execute(text("DROP TABLE votes")))
    await database.open()
    assert not database.problem
    await database.close()


def test_revision_is_the_last_step() -> None:
    """The schema names the last step, and the steps' numbers rise."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).with_name("migrations")))
    steps = [step.revision for step in ScriptDirectory.from_config(config).walk_revisions()]

    assert steps[0] == schema.REVISION
    assert steps == sorted(steps, reverse=True)


def test_program_tells_what_it_cannot_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The program's status and one line on standard error tell how it went."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert migrate.main() == 0
    assert (tmp_path / "data" / "bot.db").exists()

    monkeypatch.setenv("DATABASE_URL", "mysql://bot:secret-word@host/name")
    assert migrate.main() == 1

    said = capsys.readouterr().err
    assert said == "DATABASE_URL must begin with sqlite or postgresql\n"


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import bot.storage", {"sqlalchemy", "aiosqlite", "alembic", "asyncpg"}),
        (
            "import asyncio, bot.storage as s; asyncio.run(s.Database({url!r}).open())",
            {"alembic", "mako", "asyncpg", "sqlalchemy.dialects.postgresql"},
        ),
    ],
)
def test_running_bot_loads_no_more_than_it_needs(
    sqlite_url: str, code: str, absent: set[str]
) -> None:
    """Importing the package loads no SQLAlchemy, opening the database no Alembic."""
    script = f"{code.format(url=sqlite_url)}; import sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, cwd=ROOT, capture_output=True, text=True
    )

    assert absent.isdisjoint(done.stdout.split())
