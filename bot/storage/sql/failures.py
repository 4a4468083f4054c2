"""From the errors of SQLAlchemy and the drivers to the few that the bot knows."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.storage.errors import (
    StorageBusy,
    StorageCorrupt,
    StorageError,
    StorageUnavailable,
    StorageUnwritable,
)

NO_ADDRESS = (
    "DATABASE_URL is no address of a database; write sqlite+aiosqlite:///data/bot.db "
    "or postgresql+asyncpg://user:password@host/name"
)

_SQLITE: dict[int, type[StorageError]] = {
    sqlite3.SQLITE_BUSY: StorageBusy,
    sqlite3.SQLITE_LOCKED: StorageBusy,
    sqlite3.SQLITE_PERM: StorageUnwritable,
    sqlite3.SQLITE_READONLY: StorageUnwritable,
    sqlite3.SQLITE_FULL: StorageUnwritable,
    sqlite3.SQLITE_IOERR: StorageUnwritable,
    sqlite3.SQLITE_CORRUPT: StorageCorrupt,
    sqlite3.SQLITE_NOTADB: StorageCorrupt,
}

_POSTGRESQL: dict[str, type[StorageError]] = {
    "25006": StorageUnwritable,  # a read-only transaction
    "40P01": StorageBusy,  # a deadlock
    "53100": StorageUnwritable,  # the disk is full
    "53300": StorageBusy,  # too many connections
    "55P03": StorageBusy,  # a lock that is not to be had
    "57014": StorageBusy,  # a query that was cancelled
    "58030": StorageUnwritable,  # an error of the disk
    "XX001": StorageCorrupt,
    "XX002": StorageCorrupt,
}

_SENTENCES: dict[type[StorageError], str] = {
    StorageBusy: "the database is held by somebody else",
    StorageUnavailable: "the database cannot be used",
    StorageUnwritable: "the database cannot be written; is its disk full or read-only?",
    StorageCorrupt: "the database is damaged; put a backup in its place",
}


@contextmanager
def translated() -> Iterator[None]:
    """Turn whatever the database, its driver or its address raises into a `StorageError`."""
    try:
        yield
    except StorageError:
        raise
    except (ArgumentError, NoSuchModuleError):
        # The text of these may hold the address, and so the password.
        raise StorageUnavailable(NO_ADDRESS) from None
    except ModuleNotFoundError as error:
        raise StorageUnavailable(
            f"{error.name} is not installed; PostgreSQL needs: pip install criteria-bot[postgres]"
        ) from error
    except (SQLAlchemyError, sqlite3.Error, OSError, UnicodeError, OverflowError) as error:
        raise _translate(error) from error


def _translate(error: Exception) -> StorageError:
    cause = error.orig if isinstance(error, DBAPIError) and error.orig else error
    kind = _kind(cause)
    reason = str(cause).partition("\n")[0][:200]
    return kind(f"{_SENTENCES[kind]} ({reason or type(cause).__name__})")


def _kind(cause: BaseException) -> type[StorageError]:
    if isinstance(cause, PoolTimeoutError | TimeoutError):
        return StorageBusy
    code = getattr(cause, "sqlite_errorcode", None)
    if isinstance(code, int):
        # The low byte is the kind, the rest says more about it.
        return _SQLITE.get(code & 0xFF, StorageUnavailable)
    return _POSTGRESQL.get(getattr(cause, "sqlstate", None) or "", StorageUnavailable)
