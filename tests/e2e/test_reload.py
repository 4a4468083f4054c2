"""Knowledge that follows its files."""

import shutil
from pathlib import Path

from conftest import ROOT, Start

from fake_discord import FakeDiscord


async def test_changed_files_are_loaded(fake: FakeDiscord, start: Start, tmp_path: Path) -> None:
    """A change shows in the next answer; a mistake leaves the last good one, and is told once."""
    directory = tmp_path / "knowledge"
    shutil.copytree(ROOT / "tests" / "databases", directory)
    bot = await start(
        AUTO_RELOAD="true",
        KNOWLEDGE_DIR=str(directory),
        COOLDOWN_USER="0",
        COOLDOWN_CHANNEL="0",
    )
    await fake.ready()
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
