"""Many questions at once, and one answer each."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from conftest import BotProcess, bot_process

from fake_discord import FakeDiscord, Interaction, Message, Rules, World

ASKED = ("!compare debugging", "哪个更容易调试", "!compare deployment", "!对比 显卡")
UNLIMITED = {"COOLDOWN_USER": "0", "COOLDOWN_CHANNEL": "0"}


@asynccontextmanager
async def serving(
    rules: Rules,
    directory: Path,
    *,
    world: World | None = None,
    allowed: tuple[int | str, ...] = (),
    **settings: str,
) -> AsyncIterator[tuple[FakeDiscord, BotProcess]]:
    """A fake Discord by *rules*, and a bot that is ready there and violates what is *allowed*."""
    async with FakeDiscord(world or World.small(), rules=rules) as fake:
        async with bot_process(fake, directory, **(UNLIMITED | settings)) as bot:
            await fake.ready(shards=rules.recommended_shards)
            await bot.prepared()
            yield fake, bot
        fake.assert_clean(*allowed)


async def ask(fake: FakeDiscord, count: int, *, every_s: float = 0.0) -> list[Message]:
    """Ask *count* questions in direct messages."""
    asked = []
    for n in range(count):
        asked.append(await fake.direct(fake.user, ASKED[n % len(ASKED)]))
        if every_s:
            await asyncio.sleep(every_s)
    return asked


async def one_answer_each(fake: FakeDiscord, asked: list[Message], within_s: float) -> None:
    """Wait until each question has an answer, and fail where one has another number of them."""
    for question in asked:
        await fake.reply(to=question, timeout=within_s)
    await fake.settled()
    assert [len(fake.answers(question)) for question in asked] == [1] * len(asked)


async def registered(fake: FakeDiscord) -> None:
    """Wait until slash commands can be used."""
    await fake.wait(lambda: len(fake.commands()) >= 5, 10, "slash commands")


async def compare(fake: FakeDiscord, question: str = "tpu") -> Interaction:
    """Ask by a slash command."""
    return await fake.slash(fake.user, fake.channel, "compare", {"question": question})


async def written(bot: BotProcess, text: str, within_s: float = 10.0) -> None:
    """Wait until the bot has written *text* into its log."""
    async with asyncio.timeout(within_s):
        while text not in bot.written:
            await asyncio.sleep(0.05)
