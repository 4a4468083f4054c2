"""Health and figures over HTTP, for whoever watches over many programs. Off by default."""

import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager

from aiohttp import web
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Metric,
    generate_latest,
)
from prometheus_client.metrics_core import InfoMetricFamily
from prometheus_client.registry import Collector

from bot.meter import Meter, Outcome, Surface

log = logging.getLogger(__name__)

SECONDS = (
    0.001,
    0.0025,
    0.005,
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1.0,
    2.5,
    5.0,
    15.0,
    60.0,
    300.0,
)
"""Bounds of the histogram, from an answer at once to one that waited out an outage."""


class Figures(Meter):
    """Counts for Prometheus, in a registry of its own; no label names a person or a place."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._questions = Counter(
            "criteria_questions",
            "Questions by the way they came and what became of them",
            ("surface", "outcome"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "criteria_answer_seconds",
            "Seconds from a question's arrival until its answer was sent",
            buckets=SECONDS,
            registry=self.registry,
        )
        self._refused = Counter(
            "criteria_refused", "Questions without a place", registry=self.registry
        )
        self._repeated = Counter(
            "criteria_requests_repeated", "Requests that were made again", registry=self.registry
        )
        self._limited = Counter(
            "criteria_rate_limited", "Requests that Discord limited", registry=self.registry
        )
        self._connections = Counter(
            "criteria_gateway_connections",
            "Connections to the gateway by whether the session was resumed",
            ("session",),
            registry=self.registry,
        )

    def watch(self, name: str, text: str, value: Callable[[], float], **labels: str) -> None:
        """Show *value*, looked up whenever somebody asks, as the gauge *name*."""
        gauge = Gauge(f"criteria_{name}", text, tuple(labels), registry=self.registry)
        (gauge.labels(**labels) if labels else gauge).set_function(value)

    def name(self, name: str, text: str, value: Callable[[], str], *, label: str) -> None:
        """Show *value*, a word that is looked up whenever somebody asks, behind *label*."""
        self.registry.register(_Word(f"criteria_{name}", text, value, label))

    def asked(self, surface: Surface, outcome: Outcome, seconds: float) -> None:
        """Count a question and how long it took."""
        self._questions.labels(surface=surface.value, outcome=outcome.value).inc()
        self._seconds.observe(seconds)

    def refused(self) -> None:
        """Count a question for which there was no place."""
        self._refused.inc()

    def repeated(self) -> None:
        """Count a request that was made again."""
        self._repeated.inc()

    def limited(self) -> None:
        """Count a request that Discord took as one too many."""
        self._limited.inc()

    def connected(self, *, resumed: bool) -> None:
        """Count a connection to the gateway."""
        self._connections.labels(session="resumed" if resumed else "new").inc()


class _Word(Collector):
    """A word that changes: what it was before is not shown any more."""

    def __init__(self, name: str, text: str, value: Callable[[], str], label: str) -> None:
        self._about = name, text
        self._value = value
        self._label = label

    def collect(self) -> Iterator[Metric]:
        """Look it up."""
        yield InfoMetricFamily(*self._about, value={self._label: self._value()})


@asynccontextmanager
async def serving(
    figures: Figures, address: str, lacks: Callable[[], str | None]
) -> AsyncIterator[int | None]:
    """
    Serve `/livez`, `/readyz` and `/metrics` at *address*, a host and a port, within this.

    *lacks* names what the bot needs before it can answer, None when it is ready. Yields the port,
    None where the address cannot be used: that is logged, and the bot goes on.
    """

    async def livez(_request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def readyz(_request: web.Request) -> web.Response:
        missing = lacks()
        return web.Response(text=f"{missing or 'ok'}\n", status=503 if missing else 200)

    async def metrics(_request: web.Request) -> web.Response:
        text = generate_latest(figures.registry)
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE_LATEST})

    app = web.Application()
    app.router.add_get("/livez", livez)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", metrics)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    host, _colon, port = address.rpartition(":")
    try:
        try:
            await web.TCPSite(runner, host.strip("[]"), int(port)).start()
        except OSError as error:
            log.error("METRICS_ADDR=%s cannot be used: %s", address, error.strerror)
            yield None
        else:
            log.info("health and figures are at http://%s:%d", host, runner.addresses[0][1])
            yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
