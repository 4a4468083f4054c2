"""What time it is, in UTC."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeAlias

Clock: TypeAlias = Callable[[], datetime]
"""Returns the present moment with its time zone."""


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)
