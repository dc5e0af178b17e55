"""How a sheet lies on the screen and on paper: widths, heights, bars, A4 with its head and foot.

Lengths are Excel's: widths in characters, heights in points. Text wraps between words, so that a
table of a dozen columns still is readable on one A4 across.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from planner.tabular import CODE, TEXT, WHOLE, Field, Sheet
from planner.wording import say

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

WIDEST, WRAPPED, NARROWEST = 90, 48, 8  # widths in characters; longer text wraps
LINE = 15  # a line's height in points
BUTTON = 3  # what the button of a filter takes of a header's width
A4_UPRIGHT = 88  # characters across an upright A4 at full size; wider sheets lie down
LONGEST = 255  # the most signs that Excel takes at the head of a page
BAR, UNDER = "#9CC3E6", "#E8A37C"  # told apart by every colour vision; the figure stands in the cell too


@dataclass(frozen=True)
class Head:
    """What stands at the head of every page: a title, that it is an example, whom it is made for."""

    title: str
    example: str = ""
    stamp: str = ""


def widths(sheet: Sheet) -> list[int]:
    """Columns as wide as their longest value and their header's longest word, at most ``WRAPPED``."""
    return [_width(sheet, j, f) for j, f in enumerate(sheet.fields)]


def _width(sheet: Sheet, j: int, f: Field) -> int:
    longest = max((_length(row[j], f) for row in sheet.rows), default=0)
    word = max((len(part) for part in f.title.split()), default=0)
    return min(max(longest + 1, word + BUTTON, NARROWEST), WRAPPED)


def columns(page: Worksheet, sheet: Sheet, wide: Sequence[int]) -> None:
    """Set widths; rows and the header as high as what wraps in them."""
    for j, width in enumerate(wide):
        page.set_column(j, j, width)
    high(page, 0, [(f.title, max(width - BUTTON, 1)) for f, width in zip(sheet.fields, wide, strict=True)])
    for i, row in enumerate(sheet.rows, 1):
        high(page, i, [(value, width) for value, width in zip(row, wide, strict=True)
                       if isinstance(value, str)])


def high(page: Worksheet, at: int, texts: Iterable[tuple[str, int]]) -> None:
    """A row as high as its longest text wrapped to so many characters; not every reader does so itself."""
    lines = max((len(wrap(text, width)) for text, width in texts), default=1)
    if lines > 1:
        page.set_row(at, LINE * lines)


def paper(page: Worksheet, head: Head, language: str, corner: tuple[int, int], wide: int) -> None:
    """A4, one page wide, the header on every page; stamp and title above, sheet and page number below.

    ``corner`` is the last row and column that are printed.
    """
    page.set_paper(9)
    if wide > A4_UPRIGHT or wide == 0:
        page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.print_area(0, 0, *corner)
    page.repeat_rows(0)
    parts = {"L": head.example, "C": "", "R": head.stamp}
    room = LONGEST - sum(len(_plain(text)) + 2 for text in parts.values())
    parts["C"] = head.title[:max(0, room // 2)]
    page.set_header("".join(f"&{side}{_plain(text)}" for side, text in parts.items() if text))
    page.set_footer(f"&L&A&R{_plain(say('workbook.page', language))} &P/&N")


def _plain(text: str) -> str:
    """Text for a page's head, where & begins a code of Excel's own."""
    return " ".join(text.replace("&", "&&").split())


def bars(page: Worksheet, sheet: Sheet, names: Sequence[str]) -> None:
    """Bars in the cells of these columns; below nought to the left of an axis, in another colour."""
    for j, f in enumerate(sheet.fields):
        if f.name in names and sheet.rows:
            page.conditional_format(area(j, len(sheet.rows)), {
                "type": "data_bar", "bar_color": BAR, "bar_negative_color": UNDER, "bar_solid": True,
                "data_bar_2010": True, "min_type": "num" if not _below(sheet, j) else "min",
                **({"min_value": 0} if not _below(sheet, j) else {})})


def _below(sheet: Sheet, j: int) -> bool:
    return any(not isinstance(row[j], str) and row[j] is not None and row[j] < 0 for row in sheet.rows)


def area(column: int, last: int) -> str:
    """The cells of a column under its header, as a formula names them."""
    from xlsxwriter.utility import xl_range
    return str(xl_range(1, column, last, column))


def _length(value: Any, f: Field) -> int:
    """How many characters a value takes as it is shown; text that may wrap counts by its longest word."""
    if isinstance(value, Fraction):
        return len(f"{float(value):,.{f.shown}f}") + 1
    if isinstance(value, int) and f.type == WHOLE:
        return len(f"{value:,}") + 1
    return len(str(value or "")) + (1 if f.type in (CODE, TEXT) else 0)
