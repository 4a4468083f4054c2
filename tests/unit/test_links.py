"""The look-up of addresses, against a server of this process."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

import bot.links
from bot.exits import Exit
from bot.links import USER_AGENT, Link, Offline, Outcome, check_links, links, look_up
from knowledge import KnowledgeBase
from tests.small_base import SmallBase


@dataclass(slots=True, kw_only=True)
class Site:
    """A small site that notes what it is asked."""

    requests: list[tuple[str, str]] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    times: list[float] = field(default_factory=list)
    under_way: int = 0
    most: int = 0
    server: TestServer | None = None

    def link(self, path: str) -> Link:
        """Return the link to *path* of the site."""
        assert self.server is not None
        return Link(url=str(self.server.make_url(path)), named_by=(f"sources.yaml: {path[1:]}",))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer by what the path says."""
        self.requests.append((request.method, request.path))
        self.agents.add(request.headers["User-Agent"])
        self.times.append(time.monotonic())
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            return await self._answer(request)
        finally:
            self.under_way -= 1

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        match request.path, request.method:
            case ("/gone", _):
                return web.Response(status=404)
            case ("/get-only", "HEAD"):
                return web.Response(status=405)
            case ("/hangs-up", "HEAD"):
                assert request.transport is not None
                request.transport.close()
            case ("/busy", "HEAD"):
                return web.Response(status=429, headers={"Retry-After": "0"})
            case ("/for-good", _):
                raise web.HTTPMovedPermanently("/fine")
            case ("/for-now", _):
                raise web.HTTPFound("/fine")
            case ("/slow", _):
                await asyncio.sleep(30)
            case _:
                await asyncio.sleep(0.01)
        return web.Response(text="fine")


@pytest.fixture
async def site(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    """A site on this machine that no proxy stands before."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    site = Site()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", site.answer)
    site.server = TestServer(app)
    async with site.server:
        yield site


async def problems(site: Site, *paths: str) -> dict[str, str | None]:
    """Look *paths* up without pauses, and return what is wrong with each."""
    outcomes = await look_up([site.link(path) for path in paths], pause=0, patience=0.5)
    return {outcome.link.named_by[0].split()[-1]: outcome.problem for outcome in outcomes}


async def test_look_up_asks_with_head(site: Site) -> None:
    """An address that answers HEAD is fetched no further; the agent says who asks."""
    assert await problems(site, "/fine") == {"fine": None}
    assert site.requests == [("HEAD", "/fine")]
    assert site.agents == {USER_AGENT}
    assert "criteria-bot" in USER_AGENT


@pytest.mark.parametrize("path", ["/get-only", "/hangs-up", "/busy"])
async def test_look_up_asks_again_with_get(site: Site, path: str) -> None:
    """A host that does not like HEAD is asked with GET."""
    assert await problems(site, path) == {path[1:]: None}
    # The client may repeat a HEAD of its own accord when the connection breaks.
    assert list(dict.fromkeys(site.requests)) == [("HEAD", path), ("GET", path)]


async def test_look_up_tells_what_is_wrong(site: Site) -> None:
    """A missing page, one that does not answer in time and a dead host are told apart."""
    dead = Link(url=f"http://127.0.0.1:{unused_port()}/", named_by=("dead",))
    outcomes = await look_up([site.link("/gone"), site.link("/slow"), dead], pause=0, patience=0.5)
    by_url = {outcome.link.named_by[0]: outcome.problem or "" for outcome in outcomes}
    assert by_url["sources.yaml: gone"] == "HTTP 404 Not Found"
    assert by_url["sources.yaml: slow"] == "does not answer in time"
    assert by_url["dead"].startswith("cannot be reached (")


async def test_look_up_tells_what_has_moved_for_good(site: Site) -> None:
    """Permanent redirects are reported with the new address, temporary ones are not."""
    outcomes = await look_up([site.link("/for-good"), site.link("/for-now")], pause=0)
    assert [outcome.problem for outcome in outcomes] == [None, None]
    assert [outcome.moved for outcome in outcomes] == [site.link("/fine").url, None]


async def test_look_up_is_polite_to_a_host(site: Site) -> None:
    """One host gets one request at a time, with a pause in between."""
    await look_up([site.link(f"/{number}") for number in range(4)], pause=0.05)
    assert site.most == 1
    gaps = [later - earlier for earlier, later in zip(site.times, site.times[1:], strict=False)]
    assert min(gaps) >= 0.05


async def test_look_up_gives_up_where_nothing_can_be_reached() -> None:
    """Without any answer the machine is offline; it does not wait for hundreds of failures."""
    port = unused_port()
    dead = [Link(url=f"http://127.0.0.1:{port}/{n}", named_by=("x",)) for n in range(10_000)]
    with pytest.raises(Offline):
        await look_up(dead, pause=0, patience=0.5)


async def test_look_up_of_nothing_is_fine() -> None:
    """No address, no outcome, and nobody is offline."""
    assert await look_up([]) == []


async def test_look_up_survives_an_address_that_is_none() -> None:
    """An address that cannot even be asked for is one more that cannot be reached."""
    with pytest.raises(Offline):
        await look_up([Link(url=f"http://{'a' * 80}.example/", named_by=("x",))], pause=0)


def test_links_are_all_addresses_once(small_base: SmallBase) -> None:
    """Sources and home pages are looked up, those with the same page once."""
    small_base.replace(
        "sources.yaml", '"https://coffee.example/book"', '"https://tea.example/book#coffee"'
    )
    assert {link.url: link.named_by for link in links(small_base.load())} == {
        "https://tea.example/book": ("sources.yaml: tea-book", "sources.yaml: coffee-book"),
        "https://tea.example/": ("frameworks.yaml: tea",),
        "https://coffee.example/": ("frameworks.yaml: coffee",),
    }


@pytest.mark.parametrize(
    ("header", "seconds"), [("", 0.0), ("7", 7.0), ("900", 30.0), ("Fri, 31 Dec 1999", 0.0)]
)
def test_retry_after_is_bounded(header: str, seconds: float) -> None:
    """A host may ask for a pause, but not for ever."""
    assert bot.links._seconds(header) == seconds


def outcomes_of(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, **last: str) -> None:
    """Let every address of *base* answer but the last, whose outcome is *last*."""

    async def answer(every: tuple[Link, ...]) -> list[Outcome]:
        *fine, other = every
        return [*(Outcome(link=link) for link in fine), Outcome(link=other, **last)]

    monkeypatch.setattr(bot.links, "look_up", answer)


def test_check_links_lists_the_dead(small_base: SmallBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dead address has a status of its own and a line that says who names it."""
    base = small_base.load()
    outcomes_of(base, monkeypatch, problem="HTTP 404 Not Found")
    assert check_links(base) == (
        Exit.DEAD_LINKS,
        "frameworks.yaml: coffee: https://coffee.example/: HTTP 404 Not Found\n"
        "4 addresses: 1 do not answer, 0 have moved",
    )


def test_check_links_lists_the_moved(
    small_base: SmallBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address that moved still answers: it is listed, and all is well."""
    base = small_base.load()
    outcomes_of(base, monkeypatch, moved="https://new.example/")
    assert check_links(base) == (
        Exit.OK,
        "frameworks.yaml: coffee: https://coffee.example/: has moved to https://new.example/\n"
        "4 addresses: 0 do not answer, 1 have moved",
    )


def test_check_links_says_that_the_machine_is_offline(
    small_base: SmallBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without internet nothing is said about the addresses."""

    async def offline(every: tuple[Link, ...]) -> list[Outcome]:
        raise Offline

    monkeypatch.setattr(bot.links, "look_up", offline)
    assert check_links(small_base.load()) == (
        Exit.OFFLINE,
        "No address can be reached: is this machine connected to the internet?",
    )


def test_outcome_of_a_good_address_says_so() -> None:
    """An outcome can be printed whatever it is."""
    link = Link(url="https://a.example/", named_by=("x", "y"))
    assert str(Outcome(link=link)) == "x, y: https://a.example/: answers"
