"""The picture of what is asked most."""

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import matplotlib.image
import pytest
from matplotlib import font_manager

from bot import chart
from bot.chart import chinese_font, draw, speaks
from knowledge import Language


def _pixels(picture: bytes) -> Any:
    return matplotlib.image.imread(io.BytesIO(picture), format="png")


@pytest.mark.parametrize("count", [1, 3, 10])
def test_picture_shows_a_bar_for_each(count: int) -> None:
    """Higher with every bar, opaque, and blue where the bars are."""
    picture = _pixels(draw("Most asked", {f"Criterion {n}": 10 - n for n in range(count)}))

    assert picture.shape[0] > 100
    assert (picture[..., 3] == 1).all()
    blue = (picture[..., 2] > 0.9) & (picture[..., 0] < 0.4)
    rows = blue.any(axis=1).astype(int)
    assert ((rows[1:] - rows[:-1]) == 1).sum() == count


def test_long_titles_fit() -> None:
    """A label is never cut: the bars make room."""
    draw("Most asked", {"A very long title of a criterion that goes on and on": 3, "x": 1})


def test_best_font_with_chinese_is_taken() -> None:
    """And none where there is none."""
    fonts: Any = [SimpleNamespace(name=name) for name in ("DejaVu Sans", "SimHei", "PingFang SC")]

    assert chinese_font(fonts) == "PingFang SC"
    assert chinese_font(fonts[:1]) is None


def test_without_chinese_font_labels_are_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Boxes tell nothing."""
    monkeypatch.setattr(chart, "CHINESE_FONTS", ())

    assert speaks(Language.ZH) is Language.EN
    assert speaks(Language.EN) is Language.EN


def test_with_chinese_font_labels_are_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the font is called."""
    monkeypatch.setattr(chart, "CHINESE_FONTS", ("DejaVu Sans",))

    assert speaks(Language.ZH) is Language.ZH


def test_font_that_was_installed_later_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Matplotlib keeps a list of fonts from the first time; what cannot be read is passed over."""
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    installed = [str(broken), font_manager.findfont("DejaVu Sans")]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", [])
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: installed)
    monkeypatch.setattr(chart, "CHINESE_FONTS", ("DejaVu Sans",))

    assert speaks(Language.ZH) is Language.ZH
