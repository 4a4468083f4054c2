"""Health and figures, over real HTTP."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.meter import Meter, Outcome, Surface
from bot.metrics import Figures, serving


class Served:
    """What is served, and where."""

    def __init__(self) -> None:
        self.figures = Figures()
        self.lacks: str | None = None
        self.url = ""

    async def get(self, path: str) -> tuple[int, str]:
        """Ask for *path*."""
        async with aiohttp.ClientSession() as session, session.get(self.url + path) as response:
            return response.status, await response.text()


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    """An endpoint on loopback."""
    found = Served()
    async with serving(found.figures, "127.0.0.1:0", lambda: found.lacks) as port:
        found.url = f"http://127.0.0.1:{port}"
        yield found


async def test_ready_is_more_than_alive(served: Served) -> None:
    """A bot that waits for Discord is not to be restarted."""
    served.lacks = "no gateway"

    assert await served.get("/livez") == (200, "ok\n")
    assert await served.get("/readyz") == (503, "no gateway\n")
    served.lacks = None
    assert await served.get("/readyz") == (200, "ok\n")


async def test_figures_are_what_was_counted(served: Served) -> None:
    """Prometheus reads them."""
    figures = served.figures
    figures.watch("line_length", "Questions under way", lambda: 7.0)
    figures.watch("build", "The version", lambda: 1.0, version="abc")
    figures.asked(Surface.SLASH, Outcome.FOUND, 0.003)
    figures.asked(Surface.SLASH, Outcome.FOUND, 0.3)
    figures.asked(Surface.DIRECT, Outcome.UNKNOWN, 0.3)
    figures.refused()
    figures.repeated()
    figures.limited()
    figures.connected(resumed=True)

    _status, text = await served.get("/metrics")

    samples = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert samples["criteria_questions_total", "found", "slash"] == 2
    assert samples["criteria_questions_total", "direct", "unknown"] == 1
    assert samples["criteria_answer_seconds_bucket", "0.005"] == 1
    assert samples["criteria_answer_seconds_count",] == 3
    assert samples["criteria_line_length",] == 7
    assert samples["criteria_build", "abc"] == 1
    assert samples["criteria_gateway_connections_total", "resumed"] == 1
    for name in ("refused", "requests_repeated", "rate_limited"):
        assert samples[f"criteria_{name}_total",] == 1


async def test_knowledge_has_one_version_at_a_time(served: Served) -> None:
    """After a reload the old one is gone."""
    versions = ["abc"]
    served.figures.name("knowledge", "The knowledge", lambda: versions[-1], label="version")
    assert 'criteria_knowledge_info{version="abc"} 1.0' in (await served.get("/metrics"))[1]

    versions.append("def")

    text = (await served.get("/metrics"))[1]
    assert 'criteria_knowledge_info{version="def"} 1.0' in text
    assert "abc" not in text


async def test_labels_are_few(served: Served) -> None:
    """Whatever is asked: no label holds what people wrote, or who and where they are."""
    for surface in Surface:
        for outcome in Outcome:
            served.figures.asked(surface, outcome, 1.0)

    _status, text = await served.get("/metrics")

    families = text_string_to_metric_families(text)
    labels = {name for family in families for sample in family.samples for name in sample.labels}
    assert labels == {"surface", "outcome", "le"}
    assert text.count("criteria_questions_total{") == len(Surface) * len(Outcome)


async def test_taken_address_is_logged_and_gone_without(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    """Figures are no reason not to answer."""
    address = served.url.removeprefix("http://")

    async with serving(Figures(), address, lambda: None) as port:
        assert port is None

    assert "METRICS_ADDR" in caplog.text


def test_by_default_nothing_is_counted() -> None:
    """The calls cost nothing."""
    meter = Meter()

    meter.asked(Surface.MENU, Outcome.BUSY, 1.0)
    meter.refused()
    meter.repeated()
    meter.limited()
    meter.connected(resumed=False)

    assert vars(meter) == {}
