"""What a button or a menu does, written into its custom_id, so that it outlives the process."""

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge import Language

MAX_CUSTOM_ID = 100
_PATTERN = re.compile(
    r"cb1:(?P<verb>[a-z]{1,8}):(?P<language>[a-z]{2}):(?P<page>[0-9]{1,3})"
    r":(?P<order>[0-9.]{0,30}):(?P<criteria>[a-z0-9+-]{0,65})"
)


class Verb(StrEnum):
    """The kinds of action."""

    CARD = "card"
    MENU = "menu"
    LIST = "list"
    UP = "up"
    DOWN = "down"
    SHOW = "show"
    GAPS = "gaps"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """
    One action.

    `CARD` shows `criteria` at `page` (0 is the short form), `MENU` shows the criterion that was
    selected, `LIST` shows a page of all criteria, `UP` and `DOWN` vote, `SHOW` shows to everybody
    what only the asker has seen, `GAPS` shows a page of a server's open questions. `order` holds
    the frameworks' places in `frameworks.yaml`, in the order in which they are shown.
    """

    verb: Verb
    language: Language
    page: int = 0
    order: tuple[int, ...] = ()
    criteria: tuple[str, ...] = ()

    def encode(self) -> str:
        """Write the action as a custom_id, at most `MAX_CUSTOM_ID` characters."""
        order = ".".join(map(str, self.order))
        criteria = "+".join(self.criteria)
        return f"cb1:{self.verb}:{self.language}:{self.page}:{order}:{criteria}"

    @classmethod
    def decode(cls, custom_id: str) -> "Action | None":
        """Read a custom_id; None where it is none of ours, however it was tampered with."""
        match = _PATTERN.fullmatch(custom_id)
        if not match:
            return None
        try:
            return cls(
                verb=Verb(match["verb"]),
                language=Language(match["language"]),
                page=int(match["page"]),
                order=tuple(int(place) for place in match["order"].split(".") if place),
                criteria=tuple(name for name in match["criteria"].split("+") if name),
            )
        except ValueError:
            return None
