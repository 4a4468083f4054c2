"""Copies of the database from the terminal."""

import asyncio
import json
import sqlite3
from pathlib import Path

import pytest
import yaml

from bot.cli import main
from bot.exits import Exit
from bot.storage import Kind, Storage
from knowledge import Language


@pytest.fixture
async def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database that has a language in it, as the settings name it."""
    path = tmp_path / "bot.db"
    url = f"sqlite+aiosqlite:///{path}"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    async with Storage(url) as storage:
        await storage.votes.settle()
    return path


def test_copy_is_whole(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """While the bot runs or not; its size is told."""
    copy = database.with_name("copy.db")

    assert main(["backup", str(copy)]) == Exit.OK

    assert "copy.db" in capsys.readouterr().out
    (found,) = sqlite3.connect(copy).execute("PRAGMA integrity_check").fetchone()
    assert found == "ok"


def test_earlier_copy_stays_unless_forced(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody may need it."""
    copy = database.with_name("copy.db")
    copy.write_text("earlier")

    assert main(["backup", str(copy)]) == Exit.USAGE
    assert "--force" in capsys.readouterr().err
    assert copy.read_text() == "earlier"
    assert main(["backup", "--force", str(copy)]) == Exit.OK
    assert copy.stat().st_size > 100


def test_copy_that_cannot_be_written_is_one_line(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The status says that it failed."""
    assert main(["backup", str(database.parent / "nowhere" / "copy.db")]) == Exit.PROBLEMS
    assert capsys.readouterr().out.count("\n") == 1


@pytest.mark.parametrize("url", ["postgresql+asyncpg://a:b@c/d", "sqlite+aiosqlite:///none.db"])
def test_what_cannot_be_copied_is_said(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    url: str,
) -> None:
    """PostgreSQL has a tool of its own, and no empty file is made."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)

    assert main(["backup", "copy.db"]) == Exit.USAGE
    assert list(tmp_path.iterdir()) == []
    assert "backup" in capsys.readouterr().err


async def _fill(url: str) -> None:
    async with Storage(url) as storage:
        storage.asked.count(7, ["debugging"])
        storage.asked.count(7, ["debugging"])
        storage.asked.count(8, ["api"])
        for guild_id in (7, 8):
            await storage.preferences.set_gaps(guild_id, True)
            await storage.questions.add(
                guild_id, f"question of {guild_id}", language=Language.EN, kind=Kind.UNKNOWN
            )


def test_counts_are_printed(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Highest first; of one server alone; for machines."""
    asyncio.run(_fill(f"sqlite+aiosqlite:///{database}"))

    assert main(["stats"]) == Exit.OK
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["2", "debugging"],
        ["1", "api"],
    ]
    assert main(["stats", "--guild", "8", "--json"]) == Exit.OK
    assert json.loads(capsys.readouterr().out) == {"api": 1}


def test_open_questions_are_printed(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With lines to paste; of one server alone; for machines."""
    asyncio.run(_fill(f"sqlite+aiosqlite:///{database}"))

    assert main(["gaps", "--guild", "7"]) == Exit.OK
    listed, _, pasted = capsys.readouterr().out.partition("\n\n")
    assert listed.strip().startswith("1  question of 7 (unknown, ")
    assert yaml.safe_load(pasted) == {"questions": {"en": ["question of 7"]}}
    assert main(["gaps", "--json"]) == Exit.OK
    assert [row["guild_id"] for row in json.loads(capsys.readouterr().out)] == ["7", "8"]


@pytest.mark.parametrize("command", ["stats", "gaps"])
def test_nothing_kept_is_no_error(
    database: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    """Before the first answer, and before the first start."""
    assert main([command]) == Exit.OK
    database.unlink()
    assert main([command]) == Exit.OK
    assert capsys.readouterr().out == "Nothing is kept yet.\n" * 2
    assert not database.exists()


@pytest.mark.parametrize("content", [b"", b"no database" * 1000], ids=["old", "damaged"])
def test_database_that_cannot_be_read_is_one_line(
    database: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    """The status says that it failed."""
    for path in database.parent.glob("bot.db*"):
        path.unlink()
    database.write_bytes(content)

    assert main(["stats"]) == Exit.PROBLEMS
    assert capsys.readouterr().out.startswith("The database cannot be read: ")
