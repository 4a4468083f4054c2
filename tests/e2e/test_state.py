"""What is kept outlives any end, and answers outlive what is kept."""

import asyncio
import os
import resource
import sqlite3
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from conftest import ROOT, Start, bot_process, doctor

from bot.notices import NOTICES
from bot.phrases import PHRASES
from fake_discord import FakeDiscord, Interaction, Message
from knowledge import Language

UNLIMITED = {"COOLDOWN_USER": "0", "COOLDOWN_CHANNEL": "0", "GLOBAL_REQUESTS_PER_SECOND": "0"}
KILLS = 3
VOTERS = 40
UP = PHRASES[Language.EN].helpful
THANKS = PHRASES[Language.EN].voted_up


async def _keeps_votes(fake: FakeDiscord, card: Message, up: str, thanks: str = THANKS) -> None:
    """Wait until the database is open: before, a vote is not kept, and the voter told so."""
    async with asyncio.timeout(30):
        while True:
            press = await fake.press(fake.user, card, up)
            if thanks in (await fake.reply(to=press)).text():
                return
            await asyncio.sleep(0.2)


async def _voted(fake: FakeDiscord) -> tuple[Message, str]:
    """Vote for an answer as soon as votes are kept; return its card and the id of the button."""
    card = await fake.reply(to=await fake.say(fake.channel, fake.user, "!compare debugging"))
    up = next(c["custom_id"] for c in card.components() if c.get("label") == UP)
    await _keeps_votes(fake, card, up)
    return card, up


def _votes(directory: Path) -> int:
    with closing(sqlite3.connect(directory / "data" / "bot.db")) as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return int(file.execute("SELECT count(*) FROM votes").fetchone()[0])


async def test_killed_bot_has_lost_no_confirmed_vote(fake: FakeDiscord, tmp_path: Path) -> None:
    """SIGKILL while many vote and ask: who was thanked has voted, and the file is whole."""
    confirmed: set[str] = set()
    for kill in range(KILLS):
        people = [fake.world.add_user(f"voter {kill} {n}") for n in range(VOTERS)]
        for person in people:
            fake.guild.add_member(person)
        async with bot_process(fake, tmp_path, **UNLIMITED) as bot:
            await fake.ready()
            await bot.prepared()
            card, up = await _voted(fake)
            presses = {}
            for person in people:
                presses[person.name] = await fake.press(person, card, up)
                await fake.direct(person, "which one is easier to debug?")
            enough = partial(_thanked, fake, presses, 1 + 5 * kill)
            await fake.wait(enough, 20, "votes")
            bot.process.kill()
            await bot.process.wait()
        confirmed |= {name for name, press in presses.items() if _thanked(fake, {"": press}, 1)}

    assert len(confirmed) >= 1 + 6 + 11
    assert _votes(tmp_path) >= len(confirmed)


def _thanked(fake: FakeDiscord, presses: Mapping[str, Interaction], count: int) -> bool:
    """Tell whether so many of *presses* were thanked for."""
    answers = [answer for press in presses.values() for answer in fake.answers(press)]
    return sum(THANKS in answer.text() for answer in answers) >= count


def _corrupt(path: Path) -> None:
    path.write_bytes(b"this was a database once " * 400)


def _folder(path: Path) -> None:
    path.mkdir()


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as file:
        file.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        file.execute("INSERT INTO alembic_version VALUES ('9999')")
        file.commit()


@pytest.mark.parametrize("spoil", [_corrupt, _folder, _newer], ids=["corrupt", "folder", "newer"])
async def test_bot_answers_without_its_database(
    fake: FakeDiscord, begin: Start, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    """It says so in its log, to its owner, and `doctor` names it and ends with 1."""
    (tmp_path / "data").mkdir()
    spoil(tmp_path / "data" / "bot.db")
    bot = await begin(**UNLIMITED)
    await fake.wait(lambda: "the database cannot be used" in bot.written, 20, "a line about it")

    await _answers_and_tells(fake, tmp_path)


async def test_bot_answers_while_its_database_is_locked(
    fake: FakeDiscord, begin: Start, tmp_path: Path
) -> None:
    """Somebody else writes for long: answers do not wait, and what is kept is kept later."""
    bot = await begin(**UNLIMITED)
    card, up = await _voted(fake)
    with closing(sqlite3.connect(tmp_path / "data" / "bot.db")) as file:
        file.execute("BEGIN EXCLUSIVE")
        down = await fake.press(fake.user, card, up.replace(":up:", ":down:"))
        assert PHRASES[Language.EN].not_kept in (await fake.reply(to=down)).text()
        assert "answering without the database" in bot.written
        await _answers_and_tells(fake, tmp_path, doctored=False)
        file.rollback()

    await _keeps_votes(fake, card, up)
    assert "the database works again" in bot.written


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process can be held to less")
async def test_bot_answers_while_the_disk_is_full(
    fake: FakeDiscord, begin: Start, tmp_path: Path
) -> None:
    """Nothing more can be written: answers go on, votes are refused, and later kept again."""
    bot = await begin(**UNLIMITED)
    card, up = await _voted(fake)
    # No file may grow further than the database's log of changes has. Where that was just emptied
    # the bot's own log still has room, and not even one page of changes has.
    size = max((tmp_path / "data" / "bot.db-wal").stat().st_size, bot.log.stat().st_size + 2_000)
    none, most = resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (size, most))

    down = await fake.press(fake.user, card, up.replace(":up:", ":down:"))
    assert PHRASES[Language.EN].not_kept in (await fake.reply(to=down)).text()
    assert "full or read-only" in bot.written
    await _answers_and_tells(fake, tmp_path, doctored=False)

    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (none, most))
    await _keeps_votes(fake, card, up.replace(":up:", ":down:"), PHRASES[Language.EN].voted_down)
    assert "the database works again" in bot.written


async def _answers_and_tells(fake: FakeDiscord, directory: Path, *, doctored: bool = True) -> None:
    question = await fake.direct(fake.user, "which one is easier to debug?")
    assert "Debugging" in (await fake.reply(to=question)).text()
    status = await fake.reply(to=await fake.direct(fake.world.owner, "!status"))
    assert NOTICES[Language.EN].database.format(value="")[:-1] in status.text()
    assert NOTICES[Language.EN].database_well not in status.text()
    if doctored:
        code, found = await doctor(fake, directory)
        assert (code, found["database"]["status"]) == (1, "problem")


async def test_copy_is_made_while_the_bot_votes(
    fake: FakeDiscord, begin: Start, tmp_path: Path
) -> None:
    """`backup FILE` beside the running bot: the copy is whole and holds what was confirmed."""
    await begin(**UNLIMITED)
    card, up = await _voted(fake)
    people = [fake.world.add_user(f"voter {n}") for n in range(VOTERS)]
    for person in people:
        fake.guild.add_member(person)
        await fake.press(person, card, up)

    (tmp_path / "copy" / "data").mkdir(parents=True)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "backup", "copy/data/bot.db"),
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
    )
    out, _ = await process.communicate()

    assert process.returncode == 0, out
    assert 1 <= _votes(tmp_path / "copy") <= VOTERS + 1
