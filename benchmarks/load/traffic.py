"""Questions to a bot: so many under way, or so many a second, and when each was answered."""

import asyncio
import time
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

import knowledge
from fake_discord import FakeDiscord
from fake_discord.journal import Kind, Sent
from knowledge import Language

PATIENCE_S = 120.0


def questions() -> Iterator[str]:
    """Yield every criterion's name and example questions in both languages, over and over."""
    base = knowledge.load(Path(knowledge.__file__).parent)
    texts = [
        text
        for criterion in base.criteria.values()
        for text in (
            criterion.id,
            *(criterion.title[language] for language in Language),
            *(question for language in Language for question in criterion.questions[language][:3]),
        )
    ]
    return cycle(texts)


class Traffic:
    """Asks in one channel of a fake Discord, and notes when answers arrive."""

    def __init__(self, fake: FakeDiscord, texts: Iterator[str]) -> None:
        self._fake = fake
        self._texts = texts
        self._asked: dict[int, float] = {}
        self._free = asyncio.Semaphore(0)
        self._answered = asyncio.Event()
        self.latencies: list[float] = []
        self.doubled = 0
        self._seen: set[int] = set()
        fake.journal.listen(self._note)

    async def at_once(self, count: int, under_way: int) -> float:
        """
        Ask *count* questions, so many under way, and return how many a second were answered.

        Raises:
            TimeoutError: answers do not come any more.
        """
        self._free = asyncio.Semaphore(under_way)
        begun = time.perf_counter()
        for _ in range(count):
            async with asyncio.timeout(PATIENCE_S):
                await self._free.acquire()
            await self._ask()
        await self.quiet()
        return count / (time.perf_counter() - begun)

    async def steadily(self, count: int, a_second: float) -> None:
        """Ask *count* questions at their times, whether those before were answered or not."""
        begun = time.perf_counter()
        for n in range(count):
            late = begun + n / a_second - time.perf_counter()
            await asyncio.sleep(max(late, 0))
            await self._ask()
        await self.quiet()

    async def burst(self, count: int) -> None:
        """Ask *count* questions without a pause."""
        for n in range(count):
            await self._ask()
            if n % 100 == 0:
                await asyncio.sleep(0)
        await self.quiet()

    @property
    def waiting(self) -> int:
        """How many questions have no answer yet."""
        return len(self._asked)

    async def quiet(self) -> None:
        """Wait until all are answered, or nothing more comes for some time."""
        while self._asked:
            self._answered.clear()
            try:
                await asyncio.wait_for(self._answered.wait(), PATIENCE_S)
            except TimeoutError:
                return

    async def _ask(self) -> None:
        fake = self._fake
        text = f"!compare {next(self._texts)}"
        begun = time.perf_counter()
        message = await fake.say(fake.channel, fake.user, text)
        self._asked[message.id] = begun

    def _note(self, sent: Sent) -> None:
        if sent.kind is not Kind.MESSAGE or sent.message is None:
            return
        question = sent.message.reference_id
        if question is None:
            return
        if question in self._seen:
            self.doubled += 1
        self._seen.add(question)
        begun = self._asked.pop(question, None)
        if begun is not None:
            self.latencies.append(time.perf_counter() - begun)
            self._free.release()
            self._answered.set()


def percentile(values: Sequence[float], part: float) -> float:
    """Return the value below which *part* of *values* lie, 0.99 for the 99th percentile."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)]
