"""How this Discord differs from the real one, for a test or a benchmark that needs it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Hold the numbers of the platform; every default is Discord's own unless said otherwise.

    All times are in seconds.
    """

    strict: bool = True
    """Validate every payload; switched off, the fake is lighter (benchmarks)."""
    interaction_deadline: float = 3.0
    interaction_life: float = 900.0
    nonce_window: float = 180.0
    heartbeat_interval: float = 41.25
    session_life: float = 120.0
    """How long a session whose socket is gone can be resumed."""
    replay_limit: int = 50_000
    """Events kept for a RESUME, a session."""
    identify_interval: float = 0.0
    """Least time between two IDENTIFY of one shard bucket; Discord's is 5, here off by default."""
    identifies_a_day: int = 1000
    gateway_sends_a_minute: int = 120
    gateway_payload_bytes: int = 4096
    guilds_a_shard: int = 2500
    recommended_shards: int = 1
    followups_without_bot: int = 5
    invalid_requests: int = 10_000
    """Answers of 401, 403 and unshared 429 in ten minutes that bring the Cloudflare ban."""
    global_requests_a_second: int = 0
    """Discord's is 50; 0, the default here, is no global limit."""
    history: int | None = None
    """Requests, actions and messages kept; None keeps all, and only then are answers found."""
