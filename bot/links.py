"""Whether the addresses of a knowledge base still answer: bounded, and polite to every host."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urldefrag, urlsplit

import aiohttp

from bot.exits import Exit
from knowledge import KnowledgeBase

USER_AGENT = "criteria-bot (checks the links of its sources)"
AT_ONCE = 8
"""Requests under way at a time; one a host."""
PAUSE = 1.0
"""Seconds between two requests to one host."""
PATIENCE = 20.0
"""Seconds for one request."""
LOST = 10
"""Addresses that fail without any having answered, before the machine is said to be offline."""
MAX_WAIT = 30.0
"""Seconds that a host may ask to be waited for."""
MOVED = {HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT}


class Offline(Exception):
    """No address could be reached at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address and the places of the knowledge base that name it."""

    url: str
    named_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of an address: `problem` is None where it answered, `moved` where it is now."""

    link: Link
    problem: str | None = None
    moved: str | None = None

    def __str__(self) -> str:
        names = ", ".join(self.link.named_by)
        what = self.problem or (f"has moved to {self.moved}" if self.moved else "answers")
        return f"{names}: {self.link.url}: {what}"


def links(knowledge: KnowledgeBase) -> tuple[Link, ...]:
    """Return every address of *knowledge*, those that differ in the fragment only once."""
    named: dict[str, list[str]] = defaultdict(list)
    for source in knowledge.sources.values():
        named[urldefrag(source.url).url].append(f"sources.yaml: {source.id}")
    for framework in knowledge.frameworks.values():
        named[urldefrag(framework.homepage).url].append(f"frameworks.yaml: {framework.id}")
    return tuple(Link(url=url, named_by=tuple(names)) for url, names in named.items())


async def look_up(
    links: Iterable[Link], *, pause: float = PAUSE, patience: float = PATIENCE
) -> list[Outcome]:
    """
    Ask for every one of *links*, with *pause* and *patience* in seconds.

    Raises:
        Offline: where nothing can be reached.
    """
    by_host: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        by_host[urlsplit(link.url).netloc].append(link)
    async with aiohttp.ClientSession(
        headers={"User-Agent": USER_AGENT},
        timeout=aiohttp.ClientTimeout(total=patience),
        trust_env=True,
    ) as session:
        visit = _Visit(session, pause)
        await asyncio.gather(*map(visit.host, by_host.values()))
    if visit.outcomes and not visit.reached:
        raise Offline
    return visit.outcomes


class _Visit:
    """One round over all hosts."""

    def __init__(self, session: aiohttp.ClientSession, pause: float) -> None:
        self.outcomes: list[Outcome] = []
        self.reached = False
        self._session = session
        self._pause = pause
        self._free = asyncio.Semaphore(AT_ONCE)

    async def host(self, links: list[Link]) -> None:
        """Look the addresses of one host up, one after the other."""
        for link in links:
            async with self._free:
                if len(self.outcomes) >= LOST and not self.reached:
                    return
                self.outcomes.append(await self._ask(link))
            await asyncio.sleep(self._pause)

    async def _ask(self, link: Link) -> Outcome:
        try:
            return await self._head_or_get(link)
        except TimeoutError:
            return Outcome(link=link, problem="does not answer in time")
        except (aiohttp.ClientError, OSError, ValueError) as error:
            what = str(error) or type(error).__name__
            return Outcome(link=link, problem=f"cannot be reached ({what})")

    async def _head_or_get(self, link: Link) -> Outcome:
        """Ask with HEAD, and with GET where the host does not like that."""
        wait = self._pause
        try:
            outcome, asked = await self._request("HEAD", link)
            if not outcome.problem:
                return outcome
            wait = max(wait, asked)
        except aiohttp.ServerDisconnectedError:
            pass
        await asyncio.sleep(wait)
        outcome, _ = await self._request("GET", link)
        return outcome

    async def _request(self, method: str, link: Link) -> tuple[Outcome, float]:
        """Return what came of one request, and how many seconds the host wants to be left alone."""
        async with self._session.request(method, link.url, allow_redirects=True) as response:
            self.reached = True
            moved = any(step.status in MOVED for step in response.history)
            failed = response.status >= HTTPStatus.BAD_REQUEST
            outcome = Outcome(
                link=link,
                problem=f"HTTP {response.status} {response.reason}" if failed else None,
                moved=str(response.url) if moved else None,
            )
            return outcome, _seconds(response.headers.get("Retry-After", ""))


def check_links(knowledge: KnowledgeBase) -> tuple[Exit, str]:
    """Look every address of *knowledge* up, and say which do not answer and which have moved."""
    every = links(knowledge)
    try:
        outcomes = asyncio.run(look_up(every))
    except Offline:
        return Exit.OFFLINE, "No address can be reached: is this machine connected to the internet?"
    dead = sorted(str(outcome) for outcome in outcomes if outcome.problem)
    moved = sorted(str(outcome) for outcome in outcomes if outcome.moved and not outcome.problem)
    summary = f"{len(every)} addresses: {len(dead)} do not answer, {len(moved)} have moved"
    return Exit.DEAD_LINKS if dead else Exit.OK, "\n".join((*dead, *moved, summary))


def _seconds(retry_after: str) -> float:
    """Read a `Retry-After`, at most `MAX_WAIT`; one that names a date asks for nothing here."""
    return min(float(retry_after), MAX_WAIT) if retry_after.isdecimal() else 0.0
