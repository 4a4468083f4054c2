"""What is counted while the bot answers; by default nothing is."""

from enum import StrEnum


class Surface(StrEnum):
    """The way by which a question came."""

    PREFIX = "prefix"
    SLASH = "slash"
    MENTION = "mention"
    DIRECT = "direct"
    REPLY = "reply"
    CHANNEL = "channel"
    MENU = "menu"


class Outcome(StrEnum):
    """What became of a question."""

    FOUND = "found"
    UNSURE = "unsure"
    UNKNOWN = "unknown"
    LIMITED = "limited"
    BUSY = "busy"


class Meter:
    """Counts nothing; where somebody wants figures, one that does stands here."""

    def asked(self, surface: Surface, outcome: Outcome, seconds: float) -> None:
        """Count a question, and the *seconds* from its arrival until its answer was sent."""

    def refused(self) -> None:
        """Count a question for which there was no place."""

    def repeated(self) -> None:
        """Count a request that was made again."""

    def limited(self) -> None:
        """Count a request that Discord took as one too many."""

    def connected(self, *, resumed: bool) -> None:
        """Count a connection to the gateway, with its old session or a new one."""
