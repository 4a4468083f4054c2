"""The log: one line an event on standard error, for people or for machines, and without secrets."""

import logging
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TextIO

from bot.redaction import Redaction
from bot.rest import passes
from bot.settings import LogFormat, Settings

if TYPE_CHECKING:
    from structlog.typing import EventDict, Processor

log = logging.getLogger(__name__)


def set_up(settings: Settings, stream: TextIO | None = None) -> None:
    """
    Log to *stream*, by default standard error, as *settings* say.

    Libraries are never below INFO: at DEBUG they write whole messages, and statements with the ids
    of members. What ends the process or a thread, and warnings, go the same way, so that nothing
    escapes the redaction.
    """
    handler = _Handler(stream or sys.stderr)
    handler.setFormatter(_formatter(settings, colors=handler.stream.isatty()))
    level = logging.getLevelNamesMapping()[settings.log_level]
    logging.basicConfig(level=max(level, logging.INFO), handlers=[handler], force=True)
    for ours in ("bot", "knowledge"):
        logging.getLogger(ours).setLevel(level)
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda found: _note(found.exc_value, "an error could not be raised")
    threading.excepthook = lambda found: _note(found.exc_value, "a thread failed")


def secrets_of(settings: Settings) -> list[str]:
    """Return what *settings* hold that nobody may see."""
    secrets = [settings.discord_token.get_secret_value()] if settings.discord_token else []
    _scheme, _sep, rest = settings.database_url.partition("://")
    login, at, _host = rest.rpartition("@")
    _user, colon, password = login.partition(":")
    return [*secrets, password] if at and colon else secrets


class _Handler(logging.StreamHandler[TextIO]):
    """Writes to a stream; says of a record that cannot be written only where it came from."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Leave the arguments out, which the standard library would show as they are."""
        with suppress(OSError, ValueError):  # The stream itself may be what is gone.
            self.stream.write(
                f"a record of {record.name}, line {record.lineno}, cannot be written\n"
            )


def _formatter(settings: Settings, *, colors: bool) -> logging.Formatter:
    with _without_rich():
        from structlog import dev, processors, stdlib

    class Formatter(stdlib.ProcessorFormatter):
        """Writes a record, and hides secrets in all of it, the trace included."""

        def format(self, record: logging.LogRecord) -> str:
            return redact(super().format(record))

    redact = Redaction(secrets_of(settings))
    before: list[Processor] = [
        stdlib.add_log_level,
        stdlib.add_logger_name,
        processors.TimeStamper(fmt="iso", utc=True),
        _brief,
    ]
    writers: dict[LogFormat, list[Processor]] = {
        LogFormat.CONSOLE: [
            dev.ConsoleRenderer(colors=colors, exception_formatter=dev.plain_traceback)
        ],
        LogFormat.JSON: [
            processors.format_exc_info,
            processors.JSONRenderer(ensure_ascii=False, default=str),
        ],
    }
    return Formatter(
        foreign_pre_chain=before,
        processors=[
            stdlib.ProcessorFormatter.remove_processors_meta,
            *writers[settings.log_format],
        ],
    )


def _brief(_logger: Any, _name: str, event: "EventDict") -> "EventDict":
    """Write a fault of the network in one line: its trace tells nothing."""
    found = event.get("exc_info")
    if isinstance(found, tuple) and found[1] is not None and passes(found[1]):
        del event["exc_info"]
        event["event"] = f"{event['event']}: {found[1]!r}"
    return event


@contextmanager
def _without_rich() -> Iterator[None]:
    """Keep structlog from importing rich, which costs more than all else at the start."""
    modules: dict[str, Any] = sys.modules
    if "rich" in modules:
        yield
        return
    modules["rich"] = None
    try:
        yield
    finally:
        del modules["rich"]


def _uncaught(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.critical("the process failed", exc_info=(kind, error, trace))


def _note(error: BaseException | None, text: str) -> None:
    log.error(text, exc_info=error)
