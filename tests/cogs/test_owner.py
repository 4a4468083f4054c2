"""`!reload`, `!sync` and `!status`: for the owner, and for nobody else."""

import asyncio
import shutil
from pathlib import Path

import pytest
import simcord

import knowledge
from bot.client import CriteriaBot
from bot.cogs.owner import MAX_PROBLEMS, problems
from bot.desk import Desk
from bot.notices import EN, ZH, Notices
from bot.storage import Storage, StorageError
from bot.version import version
from bot.writer import MAX_CONTENT
from knowledge import KnowledgeError, Language
from knowledge.document import Problem
from tests.cogs.world import World

COMMANDS = ("reload", "sync", "status")


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A copy of the knowledge that a test may change."""
    source = Path(knowledge.__file__).parent
    ignored = shutil.ignore_patterns("*.py", "__pycache__")
    return Path(shutil.copytree(source, tmp_path / "knowledge", ignore=ignored))


@pytest.fixture
def simcord_bot(desk: Desk, directory: Path) -> CriteriaBot:
    """A bot that reloads the copy."""
    return CriteriaBot(desk, message_content=True, knowledge_dir=directory, shards=1)


@pytest.fixture
def owner(world: World, simcord_bot: CriteriaBot) -> simcord.MemberActor:
    """Bob, to whom the bot belongs."""
    simcord_bot.owner_id = world.bob.id
    return world.bob


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize("command", COMMANDS)
async def test_owners_commands_are_silent_to_others(
    world: World, owner: simcord.MemberActor, simcord_bot: CriteriaBot, command: str
) -> None:
    """In a server, in a direct message, in an edit: nothing is answered and nothing is done."""
    answerer = simcord_bot.desk.answerer
    before = len(world.env.http_requests)

    await world.alice.send(world.channel, f"!{command}")
    await world.alice.send_dm(f"！{command.upper()} now")
    message = await world.alice.send(world.channel, "hello")
    await world.alice.edit(message, f"!{command}")

    assert world.sent() == []
    assert not [r for r in world.env.http_requests[before:] if r.path.endswith("/commands")]
    assert simcord_bot.desk.answerer is answerer


@pytest.mark.simcord(check_errors=False)
async def test_manager_is_no_owner(
    world: World, owner: simcord.MemberActor, manager: simcord.MemberActor
) -> None:
    """Who manages a server does not manage the bot."""
    for command in COMMANDS:
        await manager.send(world.channel, f"!{command}")

    assert world.sent() == []


@pytest.mark.simcord(check_errors=False)
async def test_unknown_owner_is_nobody(
    world: World, simcord_bot: CriteriaBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While Discord does not say whose bot it is, it is nobody's, and nobody is told."""

    async def fail() -> None:
        raise TimeoutError

    monkeypatch.setattr(simcord_bot, "application_info", fail)

    await world.alice.send(world.channel, "!status")

    assert world.sent() == []


async def test_reload_answers_from_new_files(
    world: World, owner: simcord.MemberActor, directory: Path
) -> None:
    """The next question is answered from what stands in the files now."""
    path = directory / "criteria" / "debugging.yaml"
    text = path.read_text("utf-8")
    assert "en: Debugging" in text
    path.write_text(text.replace("en: Debugging", "en: Hunting bugs", 1), "utf-8")

    await owner.send(world.channel, "!reload")
    await settled(world, 1)
    await world.alice.send(world.channel, "!compare debugging")

    told, answered = world.sent()
    assert told.text == EN.reloaded.format(criteria=52, sources=sources(world))
    assert answered.text.startswith("## Hunting bugs")


@pytest.mark.parametrize("direct", [True, False])
async def test_broken_files_leave_old_knowledge(
    world: World, owner: simcord.MemberActor, directory: Path, direct: bool
) -> None:
    """The owner alone learns file and line, and the bot answers as before."""
    (directory / "criteria" / "debugging.yaml").write_text("title: [```\n", "utf-8")

    if direct:
        await owner.send_dm("!reload")
        await settled(world, 1)
    else:
        await owner.send(world.channel, "!reload")
        await settled(world, 2)
    await world.alice.send(world.channel, "!compare debugging")

    *told, answered = world.sent()
    dm = f"/channels/{owner.user.dm_channel.id}/messages"
    assert "criteria/debugging.yaml:" in told[0].text
    assert told[0].path == dm
    assert told[0].text.count("```") == 2
    assert [sent.text for sent in told[1:]] == ([] if direct else [EN.problems_sent])
    assert answered.text.startswith("## Debugging")


async def test_owner_without_direct_messages_is_sent_to_log(
    world: World,
    owner: simcord.MemberActor,
    directory: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Where nothing can be told in private, nothing of the files is told in public."""
    (directory / "criteria" / "debugging.yaml").write_text("title: [\n", "utf-8")
    dm = owner.user.dm_channel.id
    world.env.inject_error("POST", f"/channels/{dm}/messages", status=403, times=1)

    await owner.send(world.channel, "!reload")
    await settled(world, 2)

    assert world.sent()[-1].text == EN.problems_logged
    assert "criteria/debugging.yaml" in caplog.text


async def test_sync_registers_what_is_missing(world: World, owner: simcord.MemberActor) -> None:
    """A list that somebody emptied is written again, and only then."""
    await owner.send(world.channel, "!sync")
    world.env.backend.register_commands(None, [])
    await owner.send(world.channel, "!sync")

    same, written = world.sent()
    assert same.text == EN.same_commands
    assert written.text.startswith("Registered ")
    assert "compare" in world.alice.available_commands(world.channel)


async def test_sync_that_failed_is_told(world: World, owner: simcord.MemberActor) -> None:
    """The owner learns where to look."""
    world.env.inject_error("GET", "/applications/*/commands", status=403, times=1)

    await owner.send(world.channel, "!sync")

    assert world.answer().text == EN.not_synced


async def test_status_tells_how_the_bot_fares(
    world: World, owner: simcord.MemberActor, opened: Storage
) -> None:
    """Version, shards, latency, knowledge and database."""
    await owner.send(world.channel, "!status")
    await settled(world, 1)

    lines = world.answer().text.splitlines()
    assert lines[:3] == [
        f"## {EN.status_title}",
        EN.version.format(value=version()),
        EN.shards.format(value=1),
    ]
    assert lines[3].startswith("**Latency:** ")
    assert lines[4:] == [
        EN.knowledge.format(criteria=52, sources=sources(world)),
        EN.database.format(value=EN.database_well),
    ]


async def test_status_tells_problem_of_database(
    world: World, owner: simcord.MemberActor, tmp_path: Path, storage: Storage
) -> None:
    """What is wrong stands there in the words of the log, in the owner's language."""
    (tmp_path / "bot.db").write_bytes(b"no database" * 100)
    with pytest.raises(StorageError):
        await storage.open()
    storage.preferences._members.put(owner.id, Language.ZH)

    await owner.send(world.channel, "!status")
    await settled(world, 1)

    assert ZH.database.format(value=storage.database.problem) in world.answer().text


@pytest.mark.parametrize("notices", [EN, ZH])
@pytest.mark.parametrize(("count", "length"), [(1, 10), (1, 5000), (300, 100), (3, 490)])
def test_problems_are_cut_by_whole_lines(notices: Notices, count: int, length: int) -> None:
    """The message fits, every line is whole, and what is left out is counted."""
    error = KnowledgeError(
        Problem(file=f"{n}.yaml", line=n, path="facts", what="oh", remedy="x" * length)
        for n in range(1, count + 1)
    )

    text = problems(error, notices)

    shown = [line for line in text.splitlines() if line.endswith("x")]
    assert len(text) <= MAX_CONTENT
    assert all(line.count("x") >= length for line in shown)
    assert sum(map(len, shown)) <= MAX_PROBLEMS
    if more := count - len(shown):
        assert notices.more_problems.format(count=more) in text


def sources(world: World) -> int:
    """How many sources the bot knows."""
    bot = world.env.bot
    assert isinstance(bot, CriteriaBot)
    return len(bot.desk.answerer.knowledge.sources)


async def settled(world: World, messages: int) -> None:
    """Wait until the bot has written as many messages: a thread is at work."""
    for _ in range(200):
        await world.env.settle()
        if len(world.sent()) >= messages:
            return
        await asyncio.sleep(0.02)
