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
OFTEN, AGAIN = ("basis", "model", "capacity_for"), 24  # text said again in row after row wraps sooner
DENSE = 1.1  # signs of text in the room of a digit
LINE = 15  # a line's height in points
BUTTON = 3  # what the button of a filter takes of a header's width
A4_UPRIGHT = 88  # characters across an upright A4 at full size; wider sheets lie down
A4_LYING, LEAST = 190, 18  # characters across one that lies, at two thirds; text wraps no sooner than this
LONGEST = (45, 90)  # signs of a title beside the stamp at the head of an upright page, and of one that lies
BAR, UNDER = "#9CC3E6", "#E8A37C"  # told apart by every colour vision; the figure stands in the cell too


@dataclass(frozen=True)
class Head:
    """What stands at the head of every page: a title, that it is an example, whom it is made for."""

    title: str
    example: str = ""
    stamp: str = ""


def widths(sheet: Sheet) -> list[int]:
    """Columns as wide as their longest value and their header's longest word, at most ``WRAPPED``.

    Where all of them are wider than a page that lies can show readably, long text wraps sooner.
    """
    wide = [_width(sheet, j, f) for j, f in enumerate(sheet.fields)]
    long = [width for width, f in zip(wide, sheet.fields, strict=True) if f.type == TEXT and width > LEAST]
    if sum(wide) <= A4_LYING or not long:
        return wide
    most = max(LEAST, (A4_LYING - sum(wide) + sum(long)) // len(long))
    return [min(width, most) if f.type == TEXT else width
            for width, f in zip(wide, sheet.fields, strict=True)]


def _width(sheet: Sheet, j: int, f: Field) -> int:
    longest = max((_length(row[j], f) for row in sheet.rows), default=0)
    word = max((len(part) for part in f.title.split()), default=0)
    return min(max(longest + 2, word + BUTTON, NARROWEST), AGAIN if f.name in OFTEN else WRAPPED)


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
    rooms = [(text, round(width * DENSE)) for text, width in texts]
    long = (len(wrap(text, room)) for text, room in rooms if len(text) > room or "\n" in text)
    lines = max(long, default=1)
    if lines > 1:
        page.set_row(at, LINE * lines)


def paper(page: Worksheet, head: Head, language: str, corner: tuple[int, int], wide: int) -> None:
    """A4, one page wide, the header on every page; stamp and title above, sheet and page number below.

    ``corner`` is the last row and column that are printed.
    """
    page.set_paper(9)
    lies = wide > A4_UPRIGHT or wide == 0
    if lies:
        page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
    page.fit_to_pages(1, 0)
    page.print_area(0, 0, *corner)
    page.repeat_rows(0)
    right = " · ".join(filter(None, (head.example, head.stamp)))
    left = head.title if len(head.title) <= LONGEST[lies] else head.title[:LONGEST[lies] - 1] + "…"
    page.set_header("".join(f"&{side}{_plain(text)}" for side, text in (("L", left), ("R", right)) if text))
    page.set_footer(f"&L&A&R{_plain(say('workbook.page', language))} &P/&N")


def _plain(text: str) -> str:
    """Text for a page's head, where & begins a code of Excel's own."""
    return " ".join(text.replace("&", "&&").split())


def bars(page: Worksheet, sheet: Sheet, names: Sequence[str], together: bool) -> None:
    """Bars in the cells of these columns, from nought; below it to the left of an axis, in another colour.

    ``together``: all on one scale, so that the columns can be held against each other.
    """
    at = [j for j, f in enumerate(sheet.fields) if f.name in names]
    values = {j: [float(row[j]) for row in sheet.rows if isinstance(row[j], (int, Fraction))] for j in at}
    widest = max((value for found in values.values() for value in found), default=0.0)
    for j, found in values.items():
        if any(found):
            ends: dict[str, Any] = {"min_type": "num", "min_value": min(0.0, *found), "max_type": "num",
                                    "max_value": widest if together else max(0.0, *found)}
            page.conditional_format(area(j, len(sheet.rows)), {
                "type": "data_bar", "bar_color": BAR, "bar_negative_color": UNDER, "bar_solid": True,
                "data_bar_2010": True, **ends})


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
