"""The HTTP server: reads requests, obeys the faults and limits, writes answers as Discord does."""

import asyncio
import json
import time
import traceback
from collections import deque
from typing import Any, Final

from aiohttp import BodyPartReader, web

from .backend import Backend
from .errors import INVALID_FORM, INVALID_JSON, NO_ROUTE, UNAUTHORIZED, ApiError
from .faults import Fault, FaultKind
from .gateway import GATEWAY_PATH, RESUME_PATH
from .journal import Request, Violation
from .json_types import Json
from .limits import Verdict
from .router import Answer, Call, Route, Router
from .routes import ROUTES

API: Final = "/api/v10"
CLOUDFLARE_PAGE: Final = (
    "<!doctype html><html><head><title>Access denied | Cloudflare</title></head>"
    "<body><h1>Error 1015</h1><p>You are being rate limited</p></body></html>"
)
MESSAGES: Final = {
    500: "500: Internal Server Error",
    502: "502: Bad Gateway",
    503: "503: Service Unavailable",
    504: "504: Gateway Timeout",
}


JSON: Final = {"Via": "1.1 google", "Content-Type": "application/json"}
"""Discord names no charset beside the content type, and Via stands on every answer."""


class Cut(Exception):
    """The connection is to be dropped instead of an answer."""


class Server:
    """Serve the API and the gateway on one loopback port."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._router = Router(ROUTES)
        self._runner: web.ServerRunner | None = None
        self._invalid: deque[float] = deque()
        self.address = ""

    async def start(self, port: int) -> None:
        """Listen on loopback; port 0 picks a free one."""
        self._server = web.Server(self._serve, access_log=None)
        self._runner = web.ServerRunner(self._server, shutdown_timeout=0.5)
        await self._runner.setup()
        await self._listen(port)
        host, bound = self._runner.addresses[0][:2]
        self.address = f"{host}:{bound}"
        self._backend.gateway.address = f"ws://{self.address}"

    async def _listen(self, port: int) -> None:
        if self._runner is None:
            raise RuntimeError("the server has not been started")
        self._site = web.TCPSite(self._runner, "127.0.0.1", port, backlog=1024)
        await self._site.start()

    async def vanish(self, seconds: float) -> None:
        """Cut every connection and refuse new ones for a time, as if the network were gone."""
        port = int(self.address.rpartition(":")[2])
        await self._site.stop()
        self._backend.gateway.cut()
        for connection in self._server.connections:
            connection.force_close()
        await asyncio.sleep(seconds)
        await self._listen(port)

    async def stop(self) -> None:
        """Close every connection and stop listening."""
        self._backend.gateway.cut()
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def invalid_requests(self) -> int:
        """Count the answers of the last ten minutes that Discord counts towards a ban."""
        limit = time.monotonic() - 600
        while self._invalid and self._invalid[0] < limit:
            self._invalid.popleft()
        return len(self._invalid)

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path in (GATEWAY_PATH, RESUME_PATH, "/"):
            return await self._backend.gateway.serve(request)
        journal = self._backend.journal
        journal.in_flight += 1
        try:
            return await self._serve_api(request, path.removeprefix(API))
        finally:
            journal.in_flight -= 1
            journal.touch()

    async def _serve_api(self, request: web.BaseRequest, path: str) -> web.StreamResponse:
        journal = self._backend.journal
        raw_path = request.rel_url.raw_path.removeprefix(API)
        found = self._router.find(request.method, raw_path) if request.path != path else None
        record = Request(
            at=time.monotonic(),
            method=request.method,
            path=path,
            route=f"{request.method} {found[0].template}" if found else None,
            query=dict(request.query),
            headers={k: v for k, v in request.headers.items() if k != "Authorization"},
        )
        journal.requests.append(record)
        journal.touch()
        try:
            response = await self._respond(request, record, found)
        except Cut:
            record.status = 0
            if request.transport is not None:
                request.transport.abort()
            return web.Response()
        finally:
            record.done_at = time.monotonic()
        record.status = response.status
        return response

    async def _respond(
        self,
        request: web.BaseRequest,
        record: Request,
        found: tuple[Route, dict[str, str]] | None,
    ) -> web.Response:
        if self.invalid_requests >= self._backend.rules.invalid_requests:
            return _cloudflare()
        record.body, record.files = await _read(request)
        struck = self._backend.faults.strike(
            record.method, record.path, counts_globally=found is None or found[0].needs_token
        )
        record.fault = ", ".join(f"{fault.kind}" for fault in struck) or None
        for fault in struck:
            if not fault.after_effect:
                response = await self._fail(fault)
                if response is not None:
                    return response
        response = self._answer(request, record, found)
        for fault in struck:
            if fault.after_effect:
                response = await self._fail(fault) or response
        return response

    async def _fail(self, fault: Fault) -> web.Response | None:
        match fault.kind:
            case FaultKind.SLOW:
                await asyncio.sleep(fault.seconds)
                return None
            case FaultKind.RESET:
                raise Cut
            case FaultKind.CLOUDFLARE:
                self._invalid.append(time.monotonic())
                return _cloudflare(fault.retry_after)
            case FaultKind.RATE_LIMIT:
                return self._limited(fault.retry_after, fault.scope, {})
            case FaultKind.GARBLE:
                return web.Response(body=b'{"id": "', headers=JSON)
            case FaultKind.STATUS if fault.page:
                page = f"<html><h1>{fault.status}</h1></html>"
                return web.Response(text=page, status=fault.status, content_type="text/html")
            case FaultKind.STATUS:
                message = MESSAGES.get(fault.status, str(fault.status))
                return _json({"message": message, "code": 0}, fault.status, {})

    def _limited(self, retry_after: float, scope: str, headers: dict[str, str]) -> web.Response:
        if scope != "shared":
            self._invalid.append(time.monotonic())
        is_global = scope == "global"
        body = {
            "message": "You are being rate limited.",
            "retry_after": round(retry_after, 3),
            "global": is_global,
        }
        told = {
            **headers,
            "Retry-After": str(max(round(retry_after), 1)),
            "X-RateLimit-Scope": scope,
        }
        if is_global:
            told["X-RateLimit-Global"] = "true"
        return _json(body, 429, told)

    def _answer(
        self,
        request: web.BaseRequest,
        record: Request,
        found: tuple[Route, dict[str, str]] | None,
    ) -> web.Response:
        backend = self._backend
        headers: dict[str, str] = {}
        try:
            if found is None:
                backend.journal.unknown_routes.append(f"{record.method} {record.path}")
                raise ApiError(NO_ROUTE)
            route, params = found
            if route.needs_token:
                authorization = request.headers.get("Authorization")
                if authorization != f"Bot {backend.world.application.token}":
                    raise ApiError(UNAUTHORIZED)
            line = f"{route.method} {route.template}"
            verdict: Verdict = backend.limits.take(line, params, counts_globally=route.needs_token)
            headers = verdict.headers
            if verdict.retry_after:
                scope = "global" if verdict.is_global else "user"
                return self._limited(verdict.retry_after, scope, headers)
            self._check_body(record)
            answer = route.handler(
                Call(
                    backend=backend,
                    method=record.method,
                    path=record.path,
                    params=params,
                    query=record.query,
                    body=record.body,
                    files=record.files,
                )
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            answer = self._surprise(record, error)
        except ApiError as error:
            record.code = error.refusal.code
            if error.refusal.status in (401, 403):
                self._invalid.append(time.monotonic())
            answer = Answer(error.body(), error.refusal.status)
        return _json(answer.body, answer.status, headers)

    def _surprise(self, record: Request, error: Exception) -> Answer:
        """Refuse a body of a shape that nobody foresaw, and say where the fake stumbled."""
        where = f"{record.method} {record.path}"
        what = "".join(traceback.format_exception(error))
        self._backend.journal.violate(
            Violation(code="malformed", what=what, where=where, body=record.body)
        )
        record.code = INVALID_FORM.code
        return Answer(ApiError(INVALID_FORM).body(), INVALID_FORM.status)

    def _check_body(self, record: Request) -> None:
        """Refuse what is no JSON for Discord: broken text, or halves of surrogate pairs."""
        if record.body is BROKEN:
            where = f"{record.method} {record.path}"
            self._backend.journal.violate(
                Violation(code=INVALID_JSON.code, what=INVALID_JSON.message, where=where)
            )
            raise ApiError(INVALID_JSON)


BROKEN: Final[Json] = {"broken": True}


def _has_surrogates(value: object) -> bool:
    if isinstance(value, str):
        return not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value)
    if isinstance(value, dict):
        return any(_has_surrogates(item) for item in value.values())
    return isinstance(value, list) and any(map(_has_surrogates, value))


async def _read(request: web.BaseRequest) -> tuple[Any, dict[str, bytes]]:
    """Read a body: JSON, or multipart with `payload_json` and files by `field/filename`."""
    if not request.can_read_body:
        return None, {}
    if not request.content_type.startswith("multipart/"):
        return _parse(await request.read()), {}
    body: Any = {}
    files: dict[str, bytes] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        data = bytes(await part.read())
        if part.name == "payload_json":
            body = _parse(data)
        else:
            files[f"{part.name}/{part.filename}"] = data
    return body, files


def _parse(data: bytes) -> Any:
    if not data:
        return None
    try:
        body = json.loads(data)
    except ValueError:
        return BROKEN
    # Only an escaped half of a pair can smuggle a lone surrogate in.
    return BROKEN if b"\\ud" in data.lower() and _has_surrogates(body) else body


def _cloudflare(retry_after: float = 60.0) -> web.Response:
    headers = {"Retry-After": str(max(round(retry_after), 1))}
    return web.Response(text=CLOUDFLARE_PAGE, status=429, content_type="text/html", headers=headers)


def _json(body: object, status: int, headers: dict[str, str]) -> web.Response:
    if status == 204:
        return web.Response(status=204, headers={**headers, "Via": JSON["Via"]})
    told = {**headers, **JSON}
    return web.Response(body=json.dumps(body).encode(), status=status, headers=told)
