"""Knowledge that follows its files, where AUTO_RELOAD says so."""

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.renewal import Renewal
from knowledge import KnowledgeError

log = logging.getLogger(__name__)


async def watch(
    renewal: Renewal, directory: Path, tell: Callable[[KnowledgeError], Awaitable[None]]
) -> None:
    """
    Load the knowledge anew whenever files in *directory* change, until this is cancelled.

    Where it cannot be used the old one stays, and *tell* is called, once for the same problems:
    editors save often.
    """
    from watchfiles import DefaultFilter, awatch

    told = ""
    async for _changes in awatch(directory, watch_filter=DefaultFilter(), recursive=True):
        try:
            await renewal.renew()
        except KnowledgeError as error:
            if str(error) != told:
                told = str(error)
                log.error("the knowledge was not reloaded:\n%s", error)
                await tell(error)
        except OSError as error:
            log.error("the knowledge was not reloaded: %s", error)
        else:
            told = ""
