"""Channels that refuse the bot: after some refusals they are left alone for a while."""

import logging
from typing import TYPE_CHECKING

import discord
from cachetools import TTLCache

if TYPE_CHECKING:
    from discord.http import Route

log = logging.getLogger(__name__)

ENOUGH = 3
"""Refusals in a row after which a channel is left alone."""
QUIET_S = 600.0
"""How long: Discord bans an address for 10,000 refusals in ten minutes."""
CHANNELS = 10_000


class Muted(discord.Forbidden):
    """Not sent: the channel refused all that was sent there before, for the same reason."""

    def __init__(self, refusal: discord.Forbidden) -> None:
        super().__init__(
            refusal.response, {"code": refusal.code, "message": refusal.text or "refused"}
        )


class Refusals:
    """Counts how often channels refused what the bot wrote."""

    def __init__(self) -> None:
        self._counts: TTLCache[int, int] = TTLCache(CHANNELS, QUIET_S)
        self._muted: TTLCache[int, discord.Forbidden] = TTLCache(CHANNELS, QUIET_S)

    def check(self, route: "Route") -> None:
        """
        Let a request pass unless it goes to a channel that is left alone.

        Raises:
            Muted: the channel's last refusal.
        """
        refusal = self._muted.get(_place(route))
        if refusal is not None:
            raise Muted(refusal)

    def note(self, route: "Route", refusal: discord.Forbidden | None) -> None:
        """Count a *refusal* of a request, None where it was done."""
        place = _place(route)
        if not place:
            return
        if refusal is None:
            self._counts.pop(place, None)
            return
        count = self._counts.get(place, 0) + 1
        self._counts[place] = count
        if count >= ENOUGH:
            self._muted[place] = refusal
            log.warning(
                "channel %d refused %d times (%s): nothing is sent there for %.0f minutes",
                place,
                count,
                refusal.text,
                QUIET_S / 60,
            )

    def forget(self, *channels: int) -> None:
        """Try *channels* again: the rights there have changed."""
        for channel in channels:
            self._counts.pop(channel, None)
            self._muted.pop(channel, None)


def _place(route: "Route") -> int:
    """Return the channel that *route* makes something in, 0 for none."""
    return int(route.channel_id or 0) if route.method == "POST" else 0
