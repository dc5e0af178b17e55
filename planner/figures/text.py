"""Text that fits: how wide words become, how they are shortened, wrapped and made drawable.

All widths are inches, all sizes points; the font is the DejaVu Sans that comes with matplotlib.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

FONT = "DejaVu Sans"
SLACK = 1.03  # the grid of pixels widens small letters a little


@cache
def _font(size: float, bold: bool) -> FontProperties:
    """The one font of all figures, at a size in points."""
    from matplotlib.font_manager import FontProperties

    return FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")


@cache
def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a line of text becomes, in inches."""
    from matplotlib.textpath import TextToPath

    points, _, _ = TextToPath().get_text_width_height_descent(plain(text), _font(size, bold), False)
    return float(points) * SLACK / 72


@cache
def _drawable() -> frozenset[int]:
    """The characters the font can draw."""
    from matplotlib.font_manager import findfont, get_font

    return frozenset(get_font(findfont(_font(10, False))).get_charmap())


def plain(text: object) -> str:
    """One line that the font can draw: other white space becomes a space, unknown signs □."""
    kept = str(text).replace("\u00a0", "\ue000")
    line = " ".join(kept.split()).replace("\ue000", "\u00a0")
    return "".join(c if ord(c) in _drawable() else "□" for c in line)


def shorten(text: object, size: float, most: float, bold: bool = False) -> str:
    """The text, cut with … where it is wider than ``most`` inches."""
    line = plain(text)
    if width(line, size, bold) <= most:
        return line
    low, high = 0, len(line)
    while low < high:  # the longest beginning that fits
        middle = (low + high + 1) // 2
        fits = width(line[:middle].rstrip() + "…", size, bold) <= most
        low, high = (middle, high) if fits else (low, middle - 1)
    return line[:low].rstrip() + "…"


def wrap(text: object, size: float, most: float, lines: int, bold: bool = False) -> list[str]:
    """The text on at most so many lines of ``most`` inches; what does not fit ends with …"""
    rest = plain(text).split(" ")
    done: list[str] = []
    while rest and len(done) < lines - 1:
        taken = 1
        while taken < len(rest) and width(" ".join(rest[:taken + 1]), size, bold) <= most:
            taken += 1
        done.append(shorten(" ".join(rest[:taken]), size, most, bold))
        rest = rest[taken:]
    if rest:
        done.append(shorten(" ".join(rest), size, most, bold))
    return done


def fitting(text: object, size: float, most: float, least: float, bold: bool = False) -> float:
    """The largest size from ``size`` down to ``least`` at which the line fits ``most`` inches."""
    needed = width(plain(text), size, bold)
    return size if needed <= most else max(least, size * most / needed)
