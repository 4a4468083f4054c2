"""Copies of the database from the terminal."""

import sqlite3
from pathlib import Path

import pytest

from bot.cli import main
from bot.exits import Exit
from bot.storage import Storage


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
