"""Faults as data: a test adds a rule, the server obeys it until it is used up."""

import time
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Literal, TypeAlias

Scope: TypeAlias = Literal["user", "shared", "global"]


class FaultKind(StrEnum):
    """What goes wrong."""

    STATUS = "status"
    RATE_LIMIT = "rate limit"
    CLOUDFLARE = "cloudflare"
    RESET = "reset"
    SLOW = "slow"
    GARBLE = "garble"


@dataclass(slots=True, kw_only=True, eq=False)
class Fault:
    """One rule; it strikes requests that match `route`, a pattern like `POST /channels/*`.

    The pattern is compared with the method and the path below `/api/v10`. Times are in seconds.
    """

    kind: FaultKind
    route: str = "*"
    times: int | None = 1
    """How many requests it strikes; None is all of them."""
    skip: int = 0
    """How many matching requests pass first."""
    every: int = 1
    """Strike only every so many matching requests."""
    until: float | None = None
    """The monotonic time at which the rule ends."""
    after_effect: bool = False
    """Let the request take effect first, then answer with the fault."""
    status: int = 500
    page: bool = False
    """Answer with a page of HTML, as what stands before Discord does."""
    seconds: float = 0.0
    scope: Scope = "user"
    hits: int = 0
    seen: int = 0

    @property
    def spent(self) -> bool:
        """Tell whether the rule has ended."""
        if self.until is not None and time.monotonic() >= self.until:
            return True
        return self.times is not None and self.hits >= self.times

    @property
    def retry_after(self) -> float:
        """How long a limited client is told to wait: until the rule's end where it has one."""
        if self.until is not None:
            return max(self.until - time.monotonic(), 0.05)
        return self.seconds

    def strikes(self, line: str) -> bool:
        """Tell whether this request is struck, and count it."""
        if self.spent or not fnmatchcase(line, self.route):
            return False
        self.seen += 1
        if self.seen <= self.skip or (self.seen - self.skip - 1) % self.every:
            return False
        self.hits += 1
        return True


class Faults:
    """Hold the rules; each method adds one and returns it, so that its `hits` can be asserted."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []
        self.gateway_closed_until = 0.0
        self.gateway_closed_path: str | None = None
        self.gateway_refusals = 0
        self.gateway_hang_ups = 0

    def add(self, fault: Fault) -> Fault:
        """Add a rule."""
        self.rules.append(fault)
        return fault

    def clear(self) -> None:
        """End all rules."""
        self.rules.clear()
        self.gateway_closed_until = 0.0

    def status(
        self,
        status: int,
        route: str = "*",
        *,
        times: int | None = 1,
        skip: int = 0,
        every: int = 1,
        after_effect: bool = False,
        lasting: float | None = None,
        page: bool = False,
    ) -> Fault:
        """Answer with a server error, before or after the effect; `page`: in HTML."""
        return self.add(
            Fault(
                kind=FaultKind.STATUS,
                status=status,
                page=page,
                route=route,
                times=times,
                skip=skip,
                every=every,
                after_effect=after_effect,
                until=_end(lasting),
            )
        )

    def rate_limit(
        self,
        route: str = "*",
        *,
        retry_after: float = 0.5,
        scope: Scope = "user",
        times: int | None = 1,
        skip: int = 0,
        lasting: float | None = None,
    ) -> Fault:
        """Answer 429; with `lasting` every matching request until then, told to wait until then."""
        return self.add(
            Fault(
                kind=FaultKind.RATE_LIMIT,
                route=route,
                seconds=retry_after,
                scope=scope,
                times=None if lasting else times,
                skip=skip,
                until=_end(lasting),
            )
        )

    def cloudflare(
        self,
        route: str = "*",
        *,
        retry_after: float = 60.0,
        times: int | None = 1,
        lasting: float | None = None,
    ) -> Fault:
        """Answer 429 as Cloudflare does: HTML with error 1015, and no Via header."""
        return self.add(
            Fault(
                kind=FaultKind.CLOUDFLARE,
                route=route,
                seconds=retry_after,
                times=None if lasting else times,
                until=_end(lasting),
            )
        )

    def reset(
        self,
        route: str = "*",
        *,
        times: int | None = 1,
        skip: int = 0,
        every: int = 1,
        after_effect: bool = False,
        lasting: float | None = None,
    ) -> Fault:
        """Cut the connection, before or after the effect."""
        return self.add(
            Fault(
                kind=FaultKind.RESET,
                route=route,
                times=times,
                skip=skip,
                every=every,
                after_effect=after_effect,
                until=_end(lasting),
            )
        )

    def slow(
        self,
        seconds: float,
        route: str = "*",
        *,
        times: int | None = 1,
        skip: int = 0,
        after_effect: bool = False,
    ) -> Fault:
        """Answer late; the effect comes after the delay, or before it with `after_effect`."""
        return self.add(
            Fault(
                kind=FaultKind.SLOW,
                route=route,
                seconds=seconds,
                times=times,
                skip=skip,
                after_effect=after_effect,
            )
        )

    def garble(
        self, route: str = "*", *, times: int | None = 1, after_effect: bool = False
    ) -> Fault:
        """Answer 200 with half an object, before or after the effect."""
        return self.add(
            Fault(kind=FaultKind.GARBLE, route=route, times=times, after_effect=after_effect)
        )

    def close_gateway(self, seconds: float, *, path: str | None = None) -> None:
        """Refuse new gateway connections with 503 for a time; those that are open stay.

        `path` closes that address alone, such as the one for RESUME.
        """
        self.gateway_closed_until = time.monotonic() + seconds
        self.gateway_closed_path = path

    def hang_up(self, times: int) -> None:
        """Cut so many new gateway connections before HELLO."""
        self.gateway_hang_ups = times

    def gateway_refuses(self, path: str) -> bool:
        """Tell whether a gateway connection is refused now, and count it."""
        refused = time.monotonic() < self.gateway_closed_until and path.startswith(
            self.gateway_closed_path or ""
        )
        self.gateway_refusals += refused
        return refused

    def gateway_hangs_up(self) -> bool:
        """Tell whether a gateway connection is cut before HELLO, and count it down."""
        if not self.gateway_hang_ups:
            return False
        self.gateway_hang_ups -= 1
        return True

    def strike(self, method: str, path: str, *, counts_globally: bool = True) -> list[Fault]:
        """List the rules that strike a request: delays, and the first other one.

        A global limit never strikes interactions, which do not count towards it.
        """
        if not self.rules:
            return []
        self.rules = [rule for rule in self.rules if not rule.spent]
        line = f"{method} {path}"
        struck: list[Fault] = []
        for rule in self.rules:
            taken = any(fault.kind is not FaultKind.SLOW for fault in struck)
            if rule.kind is not FaultKind.SLOW and taken:
                continue
            if rule.scope == "global" and not counts_globally:
                continue
            if rule.strikes(line):
                struck.append(rule)
        return struck


def _end(lasting: float | None) -> float | None:
    return None if lasting is None else time.monotonic() + lasting
