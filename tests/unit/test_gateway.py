"""Events that arrive over the gateway."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.gateway import pass_over


def _fail(data: Any) -> None:
    raise ValueError(data)


def test_event_that_cannot_be_read_is_one_line(caplog: pytest.LogCaptureFixture) -> None:
    """It names the event and the place, and nothing of what was written."""
    seen: list[Any] = []
    parsers: dict[str, Callable[[Any], None]] = {"MESSAGE_CREATE": _fail, "RESUMED": seen.append}
    pass_over(parsers)

    parsers["MESSAGE_CREATE"]("secret words")
    parsers["RESUMED"]("data")

    (record,) = caplog.records
    assert record.getMessage().startswith("MESSAGE_CREATE could not be read: ValueError in ")
    assert "secret" not in record.getMessage()
    assert record.exc_info is None
    assert seen == ["data"]


def test_session_that_cannot_be_read_is_an_error() -> None:
    """Without it the bot would wait for ever."""
    parsers: dict[str, Callable[[Any], None]] = {"READY": _fail}
    pass_over(parsers)

    with pytest.raises(ValueError, match="x"):
        parsers["READY"]("x")
