"""The storage while the bot runs: opened beside the connection, tidied, and opened again."""

import asyncio
import logging

from bot.storage import Storage, StorageBusy, StorageError

log = logging.getLogger(__name__)

TIDY_EVERY_S = 6 * 60 * 60
WRITE_EVERY_S = 15
"""How often counts are brought to the database."""
REOPEN_AFTER_S = 60


async def keep(storage: Storage, connected: asyncio.Event) -> None:
    """
    Open *storage* once *connected*, and keep it tidy until this is cancelled.

    Opening costs more than the first answers should wait for; commands that need it do, from the
    first moment. Where it fails, that is logged and tried again; the bot answers meanwhile.
    """
    while True:
        try:
            if not storage.database.is_open:
                await storage.open(after=connected)
            await storage.tidy()
            for _ in range(int(TIDY_EVERY_S / WRITE_EVERY_S)):
                await asyncio.sleep(WRITE_EVERY_S)
                await storage.asked.write()
        except StorageBusy as error:
            log.warning("the database is busy, trying again in a minute: %s", error)
            await asyncio.sleep(REOPEN_AFTER_S)
        except StorageError as error:
            log.error("the database cannot be used, so nothing new is kept: %s", error)
            await asyncio.sleep(REOPEN_AFTER_S)
