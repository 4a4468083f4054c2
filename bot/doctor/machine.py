"""Checks of this machine: settings, knowledge, database and disk. None of them changes anything."""

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.doctor.finding import Finding, ok, problem, warning
from bot.settings import Settings, SettingsError, open_to_others
from bot.storage.database import Database
from bot.storage.errors import (
    StorageBusy,
    StorageCorrupt,
    StorageError,
    StorageMismatch,
    StorageUnwritable,
)
from knowledge import KnowledgeError, load

MIB = 1024 * 1024
SCANT = 100 * MIB
FULL = 10 * MIB
SQLITE = "sqlite"
_REMEDIES: Mapping[type[StorageError], str] = {
    StorageCorrupt: "put a backup in its place, or move the file away: a new one will be made",
    StorageBusy: "find out who else uses it",
    StorageUnwritable: "make room, and let the bot write there",
    StorageMismatch: "update the bot, or put a backup in its place",
}
_PARTS = 3
"""A token's parts: an id, a time and a signature, with dots between them."""


def settings() -> tuple[Settings | None, Finding]:
    """Read the settings."""
    try:
        return Settings.read(), ok("settings", "can be used")
    except SettingsError as error:
        text = "; ".join(str(error).splitlines())
        return None, problem("settings", text, "see .env.example", lasting=True)


def env_file(path: Path) -> Finding:
    """Look whether others can read the token."""
    if not path.exists():
        return ok(".env", "is not there; all settings come from the environment")
    if open_to_others(path):
        return warning(".env", "can be read by other users", "chmod 600 .env")
    return ok(".env", "can be read by its owner alone")


def token(settings: Settings) -> Finding:
    """Look at the form of the token."""
    if settings.discord_token is None:
        return problem(
            "token",
            "DISCORD_TOKEN is not set, so the bot talks in the terminal only",
            "copy it from the developer portal into .env",
            lasting=True,
        )
    if settings.discord_token.get_secret_value().count(".") != _PARTS - 1:
        return warning(
            "token", "does not look like a bot's token", "copy it from the page Bot, Reset Token"
        )
    return ok("token", "is set")


def knowledge(settings: Settings) -> Finding:
    """Load the knowledge base."""
    try:
        found = load(settings.knowledge_dir)
    except KnowledgeError as error:
        first = str(error).splitlines()[0]
        return problem("knowledge", first, "python -m bot check lists every problem", lasting=True)
    counts = f"{len(found.criteria)} criteria, {len(found.sources)} sources"
    return ok("knowledge", f"{counts}, version {found.version}")


async def database(settings: Settings) -> Finding:
    """Open the database and look for damage; one that is not there yet is no problem."""
    path = sqlite_file(settings.database_url)
    if path is not None and not path.exists():
        home = next(parent for parent in path.absolute().parents if parent.exists())
        if not os.access(home, os.W_OK):
            return problem("database", f"{home} cannot be written", f"let the bot write {home}")
        return ok("database", f"{path} will be made at the first start")
    if path is not None and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return problem("database", f"{path} cannot be written", f"let the bot write {path.parent}")
    found = Database(settings.database_url)
    try:
        await found.open(migrate=False)
        await found.check()
        current = await found.is_current()
    except StorageError as error:
        return problem("database", str(error), _REMEDIES.get(type(error), "look at DATABASE_URL"))
    finally:
        await found.close()
    size = f", {path.stat().st_size / MIB:.1f} MiB" if path else ""
    age = "" if current else "; its tables are older and will be brought up to date at the start"
    return ok("database", f"is whole{size}{age}")


def disk(settings: Settings) -> Iterator[Finding]:
    """Look how much room the database has; nothing where it is on another machine."""
    path = sqlite_file(settings.database_url)
    if path is None:
        return
    home = next(parent for parent in path.absolute().parents if parent.exists())
    free = shutil.disk_usage(home).free
    text = f"{free / MIB:,.0f} MiB are free"
    if free < FULL:
        yield problem("disk", text, "make room: nothing can be kept")
    elif free < SCANT:
        yield warning("disk", text, "make room")
    else:
        yield ok("disk", text)


def sqlite_file(url: str) -> Path | None:
    """Return the file of the database at *url*, None where it has none."""
    scheme, _sep, rest = url.partition(":///")
    if not scheme.startswith(SQLITE) or rest in {"", ":memory:"}:
        return None
    return Path(rest.partition("?")[0])
