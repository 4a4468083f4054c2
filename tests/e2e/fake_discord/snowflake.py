"""Ids as Discord makes them: their high bits are milliseconds since 2015."""

import time
from datetime import UTC, datetime
from typing import Final

EPOCH_MS: Final = 1_420_070_400_000
TIMESTAMP_SHIFT: Final = 22


def now_ms() -> int:
    """Read the real clock in milliseconds since Discord's epoch."""
    return int(time.time() * 1000) - EPOCH_MS


def moment(snowflake: int) -> datetime:
    """Tell when an id was made."""
    return datetime.fromtimestamp(((snowflake >> TIMESTAMP_SHIFT) + EPOCH_MS) / 1000, UTC)


class Snowflakes:
    """Hand out fresh ids that only ever grow."""

    def __init__(self) -> None:
        self._last = 0
        self._on_shards: set[int] = set()

    def __call__(self) -> int:
        self._last = max(self._last + 1, now_ms() << TIMESTAMP_SHIFT)
        return self._last

    def on_shard(self, shard_id: int, shard_count: int) -> int:
        """Make a guild id that Discord's formula puts on this shard; it may lie some ms back."""
        stamp = now_ms()
        while stamp % shard_count != shard_id or stamp in self._on_shards:
            stamp -= 1
        self._on_shards.add(stamp)
        return stamp << TIMESTAMP_SHIFT


def shard_of(guild_id: int | None, shard_count: int) -> int:
    """Tell which shard hears of a guild; direct messages (no guild) go to shard 0."""
    return 0 if guild_id is None else (guild_id >> TIMESTAMP_SHIFT) % shard_count
