"""A picture of counts: horizontal bars, most first, readable on a dark and on a light Discord."""

import io
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.font_manager import FontEntry

from knowledge import Language

log = logging.getLogger(__name__)

CHINESE_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans CJK JP",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
)
"""Fonts with Chinese characters, as systems bring them; best first."""
BACKGROUND, INK, FAINT, BAR = "#ffffff", "#1e1f22", "#6d6f78", "#5865f2"
WIDTH, ROW, MARGIN = 7.2, 0.42, 1.1
"""Inches: the picture's width, the height of a bar, and that of all else."""
DPI = 150


def chinese_font(fonts: "list[FontEntry]") -> str | None:
    """Return the best of *fonts* that has Chinese characters, None where none has."""
    there = {font.name for font in fonts}
    return next((name for name in CHINESE_FONTS if name in there), None)


def speaks(language: Language) -> Language:
    """Return the language that a picture can be written in here: boxes are worse than English."""
    from matplotlib.font_manager import fontManager

    if language is not Language.ZH or chinese_font(fontManager.ttflist):
        return language
    _look_again()
    return language if chinese_font(fontManager.ttflist) else Language.EN


def _look_again() -> None:
    """Let matplotlib see fonts that were installed after it wrote its list of all there are."""
    from matplotlib.font_manager import findSystemFonts, fontManager

    known = {font.fname for font in fontManager.ttflist}
    for path in sorted(set(findSystemFonts()) - known):
        try:
            fontManager.addfont(path)
        except (OSError, RuntimeError, ValueError) as error:
            log.debug("%s is no font that can be used: %s", path, error)


def draw(title: str, counts: Mapping[str, int]) -> bytes:
    """
    Draw *counts* by label under *title*, as PNG.

    Takes a second or two the first time, while matplotlib is loaded; call it in a thread.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties, fontManager

    family = [name for name in (chinese_font(fontManager.ttflist), "DejaVu Sans") if name]
    font = FontProperties(family=family, size=11)
    heading = FontProperties(family=family, size=14)
    figure = Figure(figsize=(WIDTH, MARGIN + ROW * len(counts)), dpi=DPI, facecolor=BACKGROUND)
    FigureCanvasAgg(figure)
    axes: Any = figure.add_subplot()
    labels, values = list(counts), list(counts.values())
    bars = axes.barh(range(len(labels)), values, color=BAR, height=0.62)
    axes.bar_label(bars, padding=5, fontproperties=font, color=INK)
    axes.set_yticks(range(len(labels)), labels, fontproperties=font, color=INK)
    axes.invert_yaxis()
    axes.set_xlim(0, max(values, default=1) * 1.12)
    axes.set_xticks([])
    axes.tick_params(length=0)
    axes.set_title(title, loc="left", fontproperties=heading, color=INK, pad=14)
    for side in axes.spines.values():
        side.set_visible(False)
    axes.spines["left"].set_visible(True)
    axes.spines["left"].set_color(FAINT)
    figure.tight_layout(pad=1.6)
    picture = io.BytesIO()
    figure.savefig(picture, format="png", facecolor=BACKGROUND)
    return picture.getvalue()
