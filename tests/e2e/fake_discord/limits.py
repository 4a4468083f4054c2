"""Rate limits: the headers of every answer, and the buckets that a test makes real."""

import time
from dataclasses import dataclass, field
from hashlib import blake2s
from typing import Final, NamedTuple

MAJOR: Final = ("channel_id", "guild_id", "webhook_id", "token")
GENEROUS: Final = 100_000


@dataclass(slots=True, kw_only=True, eq=False)
class Bucket:
    """A fixed window of so many requests in so many seconds."""

    limit: int
    per: float
    used: int = 0
    ends: float = 0.0

    def take(self) -> float:
        """Count a request; return 0, or the seconds to wait when the window is full."""
        now = time.monotonic()
        if now >= self.ends:
            self.used, self.ends = 0, now + self.per
        if self.used >= self.limit:
            return self.ends - now
        self.used += 1
        return 0.0


class Verdict(NamedTuple):
    """What the limits say to one request."""

    headers: dict[str, str]
    retry_after: float = 0.0
    is_global: bool = False


@dataclass(slots=True, kw_only=True, eq=False)
class Limits:
    """Keep the buckets; routes without one are told generous numbers and never limited."""

    global_a_second: int = 0
    rules: dict[str, tuple[int, float]] = field(default_factory=dict)
    _buckets: dict[str, Bucket] = field(default_factory=dict)
    _hashes: dict[str, str] = field(default_factory=dict)
    _global: Bucket | None = None

    def bucket(self, route: str, limit: int, per: float) -> None:
        """Limit a route, written as in the table of routes, for each channel or guild apart."""
        self.rules[route] = (limit, per)

    def take(self, route: str, params: dict[str, str], *, counts_globally: bool) -> Verdict:
        """Count a request and write its headers."""
        if self.global_a_second and counts_globally:
            if self._global is None or self._global.limit != self.global_a_second:
                self._global = Bucket(limit=self.global_a_second, per=1.0)
            if wait := self._global.take():
                return Verdict({"X-RateLimit-Global": "true"}, wait, is_global=True)
        rule = self.rules.get(route)
        if rule is None:
            return Verdict(self._headers(route, GENEROUS, GENEROUS - 1, 1.0))
        limit, per = rule
        key = f"{route} {' '.join(params.get(name, '') for name in MAJOR)}"
        bucket = self._buckets.setdefault(key, Bucket(limit=limit, per=per))
        wait = bucket.take()
        left = max(bucket.ends - time.monotonic(), 0.001)
        return Verdict(self._headers(route, limit, limit - bucket.used, left), wait)

    def _headers(self, route: str, limit: int, remaining: int, reset: float) -> dict[str, str]:
        if route not in self._hashes:
            self._hashes[route] = blake2s(route.encode(), digest_size=16).hexdigest()
        return {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(remaining),
            "X-RateLimit-Reset": f"{time.time() + reset:.3f}",
            "X-RateLimit-Reset-After": f"{reset:.3f}",
            "X-RateLimit-Bucket": self._hashes[route],
        }
