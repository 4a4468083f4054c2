"""Every setting, read once from the environment and `.env`, checked before anything starts."""

import ipaddress
import os
import re
import stat
from enum import StrEnum
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

import knowledge
from knowledge import Language

MAX_PREFIX = 8
_RATE = re.compile(r"[1-9][0-9]{0,5}/[1-9][0-9]{0,5}s")


class LogLevel(StrEnum):
    """How much the log says."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"

    @classmethod
    def _missing_(cls, value: object) -> "LogLevel | None":
        return cls.__members__.get(str(value).upper())


class LogFormat(StrEnum):
    """How the log is written."""

    CONSOLE = "console"
    JSON = "json"


class SettingsError(Exception):
    """Settings that cannot be used; the text lists every problem and no value of the token."""


def _token(token: SecretStr) -> SecretStr:
    value = token.get_secret_value()
    if value != value.strip() or value[0] in "\"'":
        raise ValueError("has quotes or spaces around it; write the bare token")
    if value.lower().startswith("bot "):
        raise ValueError("begins with the word Bot; write the token alone")
    if not value.isascii() or not value.isprintable() or " " in value:
        raise ValueError("holds a space or a character that no token has; copy it again")
    return token


def check_prefix(prefix: str) -> str:
    """
    Return *prefix* where commands may begin with it.

    Raises:
        ValueError: saying why they may not.
    """
    if any(c.isspace() for c in prefix) or not 0 < len(prefix) <= MAX_PREFIX:
        raise ValueError(f"must be 1 to {MAX_PREFIX} characters without a space, for example !")
    if prefix[0] in "/@<#":
        raise ValueError(
            "may not begin with / @ < or #, which Discord takes for itself; use for example !"
        )
    return prefix


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError("is no address; write for example https://discord.com/api/v10") from None
    if parts.scheme not in {"http", "https"} or not host or parts.query or parts.fragment:
        raise ValueError("is no address; write for example https://discord.com/api/v10")
    if parts.scheme == "http" and not _is_loopback(host):
        raise ValueError("must be https: the token travels there (http is for this machine alone)")
    return url.rstrip("/")


def _rate(text: str) -> str:
    if text != "0" and not _RATE.fullmatch(text):
        raise ValueError("must be a count and seconds such as 5/10s, or 0 for no limit")
    return text


def _endpoint(text: str) -> str:
    host, _colon, port = text.rpartition(":")
    if not (port.isascii() and port.isdecimal() and int(port) < 65_536) or "/" in host:
        raise ValueError("must be an address and a port such as 127.0.0.1:9090, or a port alone")
    return f"{host or '127.0.0.1'}:{port}"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Settings(BaseSettings):
    """What the person who runs the bot decides. An empty value counts as unset."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,
    )

    discord_token: Annotated[SecretStr, AfterValidator(_token)] | None = Field(
        default=None,
        description=(
            "The bot's token from the Discord developer portal. "
            "Without it the bot talks in the terminal."
        ),
    )
    command_prefix: Annotated[str, AfterValidator(check_prefix)] = Field(
        default="!",
        description="What commands in messages begin with. A full-width ！ counts as !.",
    )
    default_language: Language = Field(
        default=Language.EN,
        description="The language of an answer when nothing else tells it: en or zh.",
    )
    knowledge_dir: Path = Field(
        default=Path(knowledge.__file__).parent,
        description="The knowledge base's directory; by default the one that comes with the bot.",
    )
    log_level: LogLevel = Field(
        default=LogLevel.INFO, description="How much the log says: DEBUG, INFO, WARNING or ERROR."
    )
    log_format: LogFormat = Field(
        default=LogFormat.CONSOLE,
        description="How the log is written: console for people, json for machines.",
    )
    message_content_intent: bool = Field(
        default=True,
        description=(
            "Whether to ask Discord for the message content intent, which !compare in a server "
            "needs. Without it slash commands, mentions and direct messages still work."
        ),
    )
    owner_contact: str | None = Field(
        default=None, description="Shown by /about: where to report a wrong fact."
    )
    allow_dms: bool = Field(
        default=True,
        description=(
            "Whether direct messages are answered. If not, whoever writes one is told so, once a "
            "day; slash commands work there all the same."
        ),
    )
    cooldown_user: Annotated[str, AfterValidator(_rate)] = Field(
        default="5/10s",
        description="How many questions one member may ask in so many seconds; 0 for no limit.",
    )
    cooldown_channel: Annotated[str, AfterValidator(_rate)] = Field(
        default="20/10s",
        description="How many questions a channel may ask in so many seconds; 0 for no limit.",
    )
    database_url: str = Field(
        default="sqlite+aiosqlite:///data/bot.db",
        description=(
            "The database of preferences and votes; PostgreSQL is "
            "postgresql+asyncpg://user:password@host/name."
        ),
    )
    auto_reload: bool = Field(
        default=False,
        description="Whether to load the knowledge anew when its files change, without !reload.",
    )
    metrics_addr: Annotated[str, AfterValidator(_endpoint)] | None = Field(
        default=None,
        description=(
            "Where /livez, /readyz and /metrics are served, for example 127.0.0.1:9090; a port "
            "alone is on this machine only. Off by default."
        ),
    )
    global_requests_per_second: int = Field(
        default=50,
        ge=0,
        le=10_000,
        description=(
            "How many requests a second go to Discord, which allows a bot 50; 0 for as many as "
            "it takes."
        ),
    )
    discord_api_url: Annotated[str, AfterValidator(_address)] | None = Field(
        default=None,
        description=(
            "Another address for Discord's API, for a proxy or a compatible server, "
            "for example http://127.0.0.1:8080/api/v10."
        ),
    )

    @classmethod
    def read(cls) -> "Settings":
        """
        Read the settings of this process.

        Raises:
            SettingsError: listing every setting that cannot be used.
        """
        try:
            return cls()
        except ValidationError as error:
            lines = (_explain(str(e["loc"][0]), e["type"], e["msg"]) for e in error.errors())
            raise SettingsError("\n".join(dict.fromkeys(lines))) from None
        except UnicodeDecodeError:
            raise SettingsError(".env: is not UTF-8; save the file as UTF-8") from None
        except OSError as error:
            raise SettingsError(f".env: cannot be read ({error.strerror})") from None


def open_to_others(path: Path) -> bool:
    """Tell whether other users of this machine may read the file at *path*."""
    try:
        return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
    except OSError:
        return False


def _explain(name: str, kind: str, message: str) -> str:
    """Write one problem without the value: it may be the token."""
    what = message.removeprefix("Value error, ")
    if kind == "enum":
        what = what.replace("Input should be", "must be")
    elif kind.startswith("bool"):
        what = "must be true or false"
    return f"{name.upper()}: {what}"
