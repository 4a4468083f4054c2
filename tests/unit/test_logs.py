"""The log as it is written."""

import asyncio
import io
import json
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from pydantic import SecretStr

from bot import logs
from bot.settings import Settings

TOKEN = f"{'M' * 24}.{'G' * 6}.{'x' * 38}"
OURS = ("bot", "knowledge")


@pytest.fixture(autouse=True)
def _kept() -> Iterator[None]:
    """Give the process back its log and its hooks."""
    root = logging.getLogger()
    handlers = root.handlers[:]
    levels = [(logger, logger.level) for logger in (root, *map(logging.getLogger, OURS))]
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook
    yield
    root.handlers[:] = handlers
    for logger, level in levels:
        logger.setLevel(level)
    logging.captureWarnings(False)
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks


@pytest.fixture
def written() -> Any:
    """A function that sets the log up and returns what it is written to."""

    def make(**values: Any) -> io.StringIO:
        stream = io.StringIO()
        known = {"discord_token": SecretStr(TOKEN)} | values
        logs.set_up(Settings(_env_file=None, **known), stream)  # type: ignore[call-arg]
        return stream

    return make


def _fail() -> None:
    raise ValueError(f"the token is {TOKEN}")


def test_console_line_says_when_how_bad_and_where(written: Any) -> None:
    """A person reads it."""
    stream = written()

    logging.getLogger("bot.test").warning("a %s happened", "thing")

    line = stream.getvalue()
    assert all(part in line for part in ("warning", "a thing happened", "bot.test", "Z"))
    assert line.count("\n") == 1
    assert "\x1b" not in line


def test_json_line_has_fixed_keys(written: Any) -> None:
    """A machine reads it; the trace is a text in it."""
    stream = written(log_format="json")

    try:
        _fail()
    except ValueError:
        logging.getLogger("bot.test").exception("出错了")

    line = json.loads(stream.getvalue())
    assert line.keys() == {"event", "level", "logger", "timestamp", "exception"}
    assert (line["event"], line["level"], line["logger"]) == ("出错了", "error", "bot.test")
    assert "ValueError" in line["exception"]


@pytest.mark.parametrize("form", ["console", "json"])
def test_no_way_into_the_log_shows_the_token(written: Any, form: str) -> None:
    """Arguments, traces, warnings, threads and what ends the process."""
    stream = written(log_format=form)

    logging.getLogger("bot.test").error("with %s", TOKEN)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(TOKEN, stacklevel=1)
    thread = threading.Thread(target=_fail)
    thread.start()
    thread.join()
    try:
        _fail()
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)

    assert stream.getvalue().count("[hidden]") >= 4
    assert TOKEN not in stream.getvalue()


def test_password_of_the_database_is_hidden(written: Any) -> None:
    """It stands in an address, and drivers show it."""
    stream = written(database_url="postgresql+asyncpg://me:open-sesame@host/db")

    logging.getLogger("bot.test").error("open-sesame was refused")

    assert "open-sesame" not in stream.getvalue()


def test_fault_of_the_network_is_one_line(written: Any) -> None:
    """Its trace tells nothing, and comes with every try."""
    stream = written()

    try:
        raise ConnectionResetError("gone")
    except ConnectionResetError:
        logging.getLogger("discord.shard").exception("Attempting a reconnect")

    assert stream.getvalue().count("\n") == 1
    assert "ConnectionResetError('gone')" in stream.getvalue()


def test_interrupt_is_not_logged(written: Any) -> None:
    """Ctrl-C is no failure."""
    stream = written()

    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert stream.getvalue() == ""


def test_error_in_a_task_is_logged(written: Any) -> None:
    """An event loop tells its logger."""
    stream = written()

    async def main() -> None:
        asyncio.get_running_loop().call_exception_handler({"message": f"lost {TOKEN}"})

    asyncio.run(main())

    assert "lost [hidden]" in stream.getvalue()


def test_setting_up_imports_no_rich() -> None:
    """It would cost more than all else at the start."""
    code = (
        "import sys; from bot import logs; from bot.settings import Settings; "
        "logs.set_up(Settings(_env_file=None)); print('rich' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "False"


@pytest.mark.parametrize(
    "library", ["discord.gateway", "aiosqlite", "sqlalchemy.engine", "asyncio"]
)
def test_libraries_are_never_at_debug(written: Any, library: str) -> None:
    """There they write messages and statements; our own records are all there."""
    stream = written(log_level="DEBUG")

    logging.getLogger(library).debug("what somebody wrote")
    logging.getLogger("bot.test").debug("ours")

    assert "ours" in stream.getvalue()
    assert "somebody" not in stream.getvalue()


def test_level_is_obeyed_by_all(written: Any) -> None:
    """WARNING hides what is below it, ours and theirs."""
    stream = written(log_level="WARNING")

    for name in ("bot.test", "discord.client"):
        logging.getLogger(name).info("little")
        logging.getLogger(name).warning("much")

    assert "little" not in stream.getvalue()
    assert stream.getvalue().count("much") == 2


def test_record_that_cannot_be_written_shows_no_argument(
    written: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """The standard library would show the arguments as they are."""
    stream = written()

    logging.getLogger("bot.test").error("%d of them", TOKEN)

    assert "bot.test" in stream.getvalue()
    assert TOKEN not in stream.getvalue() + "".join(capsys.readouterr())


@pytest.mark.parametrize("password", ['quo"ted', "back\\slash", "per%cent", "密码很长"])
def test_password_is_hidden_as_json_spells_it(written: Any, password: str) -> None:
    """However it is quoted, the line stays JSON."""
    url = f"postgresql+asyncpg://me:{quote(password)}@host/db"
    stream = written(database_url=url, log_format="json")

    logging.getLogger("bot.test").error("%s was refused by %r at %s", password, [password], url)

    line = json.loads(stream.getvalue())
    assert password not in line["event"]
    assert quote(password) not in line["event"]
    assert line["event"].count("[hidden]") == 3
