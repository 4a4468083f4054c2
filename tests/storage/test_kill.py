"""Whoever kills the bot, whenever: the file is whole and no confirmed vote is lost."""

import asyncio
import os
import random
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

from bot.storage import Cast, Storage

ROOT = Path(__file__).parents[2]
KILLS = 50
# The moments differ, and are the same in every run.
MOMENTS = random.Random(20260110)  # noqa: S311


async def start(*arguments: str, **environment: str) -> asyncio.subprocess.Process:
    """Start a Python program of this project."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def test_kill_loses_no_confirmed_vote(sqlite_url: str, tmp_path: Path) -> None:
    """After each of fifty kills the file is whole, and all votes that were confirmed are there."""
    confirmed: set[int] = set()
    voters = await start(str(Path(__file__).with_name("voter.py")), sqlite_url)
    assert voters.stdin is not None
    for attempt in range(KILLS):
        voters.stdin.write(f"{attempt * 1_000_000}\n".encode())
        voter, votes = 0, 0
        async with asyncio.timeout(30):
            async for what, number in said(voters):
                if what == "started":
                    voter = number
                elif what == "voted":
                    confirmed.add(number)
                    votes += 1
                    if votes == 1:
                        asyncio.get_running_loop().call_later(
                            MOMENTS.uniform(0, 0.1), os.kill, voter, signal.SIGKILL
                        )
                else:
                    break

        assert votes
        with closing(sqlite3.connect(tmp_path / "bot.db")) as file:
            assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]

    voters.stdin.close()
    assert voters.stderr is not None
    assert await voters.stderr.read() == b""
    assert await voters.wait() == 0
    assert len(confirmed) > 5 * KILLS
    async with Storage(sqlite_url, timeout=30) as storage:
        await storage.database.check()
        again = [await storage.votes.cast(member, "debugging", up=True) for member in confirmed]
    assert set(again) == {Cast.KEPT}


async def said(process: asyncio.subprocess.Process) -> AsyncIterator[tuple[str, int]]:
    """Yield what *process* says, line by line: a word and a number."""
    assert process.stdout is not None
    async for line in process.stdout:
        assert line.endswith(b"\n"), "half a line"
        what, number = line.split()
        yield what.decode(), int(number)


async def test_kill_while_tables_are_made_leaves_all_or_none(tmp_path: Path) -> None:
    """A start that was killed while it made the tables does not stop the next one."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}"
    for attempt in range(3):
        migration = await start("-m", "bot.storage.migrate", DATABASE_URL=url)
        for _ in range(2000):
            if migration.returncode is not None or (tmp_path / "bot.db").exists():
                break
            await asyncio.sleep(0.005)
        await asyncio.sleep(attempt * 0.1)
        if migration.returncode is None:
            migration.send_signal(signal.SIGKILL)
        await migration.communicate()

        async with Storage(url, timeout=10) as storage:
            assert await storage.votes.cast(1, "debugging", up=True) is Cast.COUNTED
        delete(tmp_path)


def delete(folder: Path) -> None:
    """Delete the database's files."""
    for path in folder.glob("bot.db*"):
        path.unlink()
