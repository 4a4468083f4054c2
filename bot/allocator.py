"""The C library's allocator, which keeps memory that nobody uses unless it is told not to."""

import ctypes
from contextlib import suppress

ARENA_MAX = -8
"""The number that glibc's `mallopt` knows `M_ARENA_MAX` by."""


def share_memory() -> None:
    """
    Let all threads take memory from one place, of which more can be used again.

    Python's threads seldom ask at the same time. It is worth some 5 MiB once the database and the
    index have come up beside the event loop; where the C library is another one, nothing is done.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(ARENA_MAX, 1)


def give_back() -> None:
    """
    Give back to the system what was needed only while something large came to be.

    It is worth some 7 MiB right after the index was made; where the C library is another one,
    nothing is done.
    """
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
