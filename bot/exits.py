"""What the exit statuses of the command line mean."""

from enum import IntEnum


class Exit(IntEnum):
    """Those from 64 on are the ones that `sysexits.h` has for the same."""

    OK = 0
    """Found, or done."""
    PROBLEMS = 1
    """`check` found problems, or stale facts; the bot ended, and may be started again."""
    UNSURE = 2
    """`ask` asked back."""
    UNKNOWN = 3
    """`ask` has no answer."""
    DEAD_LINKS = 4
    """`check --links` found addresses that do not answer."""
    USAGE = 64
    """The command line, or a file named on it, is not as it should be."""
    OFFLINE = 69
    """`check --links` could reach no address at all."""
    CONFIG = 78
    """Settings or a knowledge base that cannot be used."""
    INTERRUPTED = 130
    """Ended by Ctrl-C."""
