import ctypes

import pytest

from bot.allocator import ARENA_MAX, give_back, share_memory


class _Library:
    def __init__(self) -> None:
        self.told: list[tuple[int, ...]] = []

    def mallopt(self, option: int, value: int) -> int:
        self.told.append((option, value))
        return 1

    def malloc_trim(self, kept: int) -> int:
        self.told.append((kept,))
        return 1


def test_threads_share_one_arena(monkeypatch: pytest.MonkeyPatch) -> None:
    """The C library is told so once, by the number of its option."""
    library = _Library()
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: library)

    share_memory()

    assert library.told == [(ARENA_MAX, 1)]


def test_what_is_no_longer_needed_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is kept for later."""
    library = _Library()
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: library)

    give_back()

    assert library.told == [(0,)]


@pytest.mark.parametrize("error", [AttributeError, OSError, TypeError])
def test_another_c_library_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    """Not every system has that option, and none needs it."""

    def refuse(_name: None) -> None:
        raise error

    monkeypatch.setattr(ctypes, "CDLL", refuse)

    share_memory()
    give_back()
