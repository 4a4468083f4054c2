"""Knowledge that follows its files."""

import re
import shutil
from pathlib import Path

from conftest import ROOT, Start

from fake_discord import FakeDiscord


async def test_changed_files_are_loaded(fake: FakeDiscord, begin: Start, tmp_path: Path) -> None:
    """A change shows in the next answer; a mistake leaves the last good one, and is told once."""
    directory = tmp_path / "knowledge"
    shutil.copytree(ROOT / "tests" / "databases", directory)
    bot = await begin(
        AUTO_RELOAD="true",
        KNOWLEDGE_DIR=str(directory),
        COOLDOWN_USER="0",
        COOLDOWN_CHANNEL="0",
    )
    path = next((directory / "criteria").glob("*.yaml"))
    good = path.read_text("utf-8")
    title = good.splitlines()[0]
    assert title.startswith("title:")

    async def answer() -> str:
        question = await fake.direct(fake.user, f"!compare {path.stem}")
        return (await fake.reply(to=question)).text()

    assert "Changed by hand" not in await answer()
    path.write_text(good.replace(title, 'title: {en: "Changed by hand"}', 1), "utf-8")
    await fake.wait(lambda: bot.written.count("reloaded the knowledge") == 1, 15, "the reload")
    assert "Changed by hand" in await answer()

    for _ in range(2):
        path.write_text(good.replace("title:", "titel:", 1), "utf-8")
        await fake.wait(lambda: "was not reloaded" in bot.written, 15, "the refusal")
        assert "Changed by hand" in await answer()
    owner = fake.world.dm(fake.world.owner)
    await fake.wait(
        lambda: any(m.channel is owner for m in fake.world.messages.values()), 10, "the owner told"
    )
    told = [m.text() for m in fake.world.messages.values() if m.channel is owner]
    assert len(told) == 1
    assert path.name in told[0]
    assert bot.written.count("was not reloaded") == 1

    path.write_text(good, "utf-8")
    await fake.wait(lambda: bot.written.count("reloaded the knowledge") == 2, 15, "the mended one")
    assert "Changed by hand" not in await answer()


async def test_owner_reloads_what_others_then_miss(
    fake: FakeDiscord, begin: Start, tmp_path: Path
) -> None:
    """Cards of a criterion that is gone say so politely; mistakes are told to the owner alone."""
    directory = tmp_path / "knowledge"
    shutil.copytree(ROOT / "tests" / "databases", directory)
    sources = directory / "sources.yaml"
    await begin(KNOWLEDGE_DIR=str(directory), COOLDOWN_USER="0", COOLDOWN_CHANNEL="0")
    asked = await fake.say(fake.channel, fake.user, "!compare backup")
    card = await fake.reply(to=asked)
    for path in directory.rglob("*.yaml"):
        text = path.read_text("utf-8")
        path.write_text(re.sub(r"(, backup|backup, )", "", text), "utf-8")
    gone = (directory / "criteria" / "backup.yaml").read_text("utf-8")
    (directory / "criteria" / "backup.yaml").unlink()
    others = "".join(p.read_text("utf-8") for p in (directory / "criteria").glob("*.yaml"))
    unused = [
        source
        for source in re.findall(r"^([a-z0-9-]+):", sources.read_text("utf-8"), re.MULTILINE)
        if source in gone and source not in others
    ]
    for source in unused:
        text = sources.read_text("utf-8")
        block = rf"^{source}:.*\n(?:[ #].*\n|\n)*"
        sources.write_text(re.sub(block, "", text, flags=re.MULTILINE), "utf-8")

    command = await fake.say(fake.channel, fake.world.owner, "!reload")
    assert "Reloaded: 9 criteria" in (await fake.reply(to=command, timeout=15)).text()
    for custom_id in {c["custom_id"] for c in card.components() if c["type"] == 2}:
        pressed = await fake.press(fake.user, card, custom_id)
        answer = await fake.reply(to=pressed)
        assert answer.text() == "I do not know that point any more. Please ask again."
        assert answer.ephemeral
    follow_up = await fake.say(fake.channel, fake.user, "and in DuckDB?", reply_to=card)
    await fake.settled()
    assert not any("backup" in each.text().lower() for each in fake.answers(follow_up))

    broken = directory / "criteria" / "json.yaml"
    broken.write_text("titel: {}\n", "utf-8")
    again = await fake.say(fake.channel, fake.world.owner, "!reload")
    public = (await fake.reply(to=again, timeout=15)).text()
    owner = fake.world.dm(fake.world.owner)
    private = [m.text() for m in fake.world.messages.values() if m.channel is owner]
    still = await fake.say(fake.channel, fake.user, "!compare json")

    assert "json.yaml" not in public
    assert "the old knowledge stays" in public
    assert "json.yaml:1" in private[0]
    assert "## " in (await fake.reply(to=still)).text()
