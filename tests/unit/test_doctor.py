"""What the doctor finds on this machine, without Discord."""

import json
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from bot.doctor import machine
from bot.doctor.finding import Status
from bot.doctor.visit import doctor
from bot.exits import Exit
from bot.settings import Settings
from bot.storage.migrate import upgrade


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def _settings(**values: Any) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[call-arg]


def test_without_a_token_nothing_lasts_but_that() -> None:
    """It says what to do, and what could not be found out."""
    status, text = doctor(as_json=False)

    assert status is Exit.CONFIG
    assert "DISCORD_TOKEN is not set" in text
    assert "not checked discord" in text
    assert "52 criteria" in text


def test_report_as_json_has_each_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine reads it; wrong settings end it early, and no value of theirs is shown."""
    monkeypatch.setenv("DISCORD_TOKEN", "Bot a.secret.token")

    status, text = doctor(as_json=True)

    report = json.loads(text)
    assert (status, report["status"]) == (Exit.CONFIG, 78)
    assert [check["name"] for check in report["checks"]] == ["settings"]
    assert report["checks"][0]["remedy"]
    assert "secret" not in text


def test_offline_everything_else_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What needs Discord is named, and the status says that another try may help."""
    monkeypatch.setenv("DISCORD_TOKEN", "a.secret.token")
    monkeypatch.setenv("DISCORD_API_URL", "http://127.0.0.1:1/api/v10")

    status, text = doctor(as_json=True)

    found = {check["name"]: check["status"] for check in json.loads(text)["checks"]}
    assert status is Exit.PROBLEMS
    assert found["discord"] == "problem"
    names = ("clock", "intents", "installation", "servers", "connections", "commands")
    assert {found[name] for name in names} == {"not checked"}
    assert {found[name] for name in ("settings", "token", "knowledge", "database")} == {"ok"}
    assert "secret" not in text


def test_readable_env_file_is_a_warning(tmp_path: Path) -> None:
    """The token stands in it."""
    path = tmp_path / ".env"
    assert machine.env_file(path).status is Status.OK
    path.touch(mode=0o600)
    assert machine.env_file(path).status is Status.OK
    path.chmod(0o644)
    assert machine.env_file(path).remedy == "chmod 600 .env"


def test_strange_token_is_a_warning() -> None:
    """It may still be one."""
    assert machine.token(_settings(discord_token="abc")).status is Status.WARNING


def test_broken_knowledge_is_a_lasting_problem(tmp_path: Path) -> None:
    """The bot would not start with it."""
    found = machine.knowledge(_settings(knowledge_dir=tmp_path))

    assert (found.status, found.lasting) == (Status.PROBLEM, True)


async def test_database_is_looked_at_and_not_changed(tmp_path: Path) -> None:
    """One that is not there is not made; whole, damaged and old ones are told apart."""
    path = tmp_path / "deep" / "bot.db"
    settings = _settings(database_url=f"sqlite+aiosqlite:///{path}")
    assert "will be made" in (await machine.database(settings)).text
    assert not path.parent.exists()

    path.parent.mkdir()
    sqlite3.connect(path).execute("CREATE TABLE t (x)").connection.close()
    assert "older" in (await machine.database(settings)).text

    path.unlink()
    await upgrade(settings.database_url)
    found = await machine.database(settings)
    assert (found.status, "whole" in found.text) == (Status.OK, True)

    path.write_bytes(b"not a database at all" * 100)
    damaged = await machine.database(settings)
    assert damaged.status is Status.PROBLEM
    assert "backup" in damaged.remedy


async def test_database_that_cannot_be_written_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading it proves nothing."""
    path = tmp_path / "bot.db"
    settings = _settings(database_url=f"sqlite+aiosqlite:///{path}")
    monkeypatch.setattr(os, "access", lambda *_: False)

    assert (await machine.database(settings)).status is Status.PROBLEM
    path.touch()
    assert (await machine.database(settings)).status is Status.PROBLEM


@pytest.mark.parametrize(
    ("free", "status"),
    [(machine.FULL - 1, Status.PROBLEM), (machine.SCANT - 1, Status.WARNING)],
)
def test_full_disk_is_told(monkeypatch: pytest.MonkeyPatch, free: int, status: Status) -> None:
    """Before nothing can be kept any more."""
    usage = type(shutil.disk_usage("."))(total=2**40, used=0, free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    (found,) = machine.disk(_settings())

    assert found.status is status


def test_disk_of_another_machine_is_not_looked_at() -> None:
    """PostgreSQL has its own."""
    assert list(machine.disk(_settings(database_url="postgresql+asyncpg://a:b@c/d"))) == []
    assert machine.sqlite_file("sqlite+aiosqlite:///:memory:") is None
