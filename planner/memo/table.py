"""A table of a memo: figures to the right, the header again on each page, no row across a page break."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.memo.blocks import Grid
from planner.memo.styles import FIGURE, PALE, TEXT
from planner.memo.word import element, words

if TYPE_CHECKING:
    from docx.document import Document

NAME = 3  # a column of text is at most so many times as wide as one of figures
SIGN, EDGE = 70_000, 120_000  # EMU that a sign of the longest text takes, and what lies beside it
TIGHT, MANY = 7.5, 12  # points, where a table has so many columns or more
TWIPS = 635  # EMU (the document's own units) in a twentieth of a point


@dataclass(frozen=True)
class Cell:
    """A cell's text, how many columns it stands over, and how it is written."""

    text: str
    width: int
    columns: int = 1
    style: str = TEXT
    bold: bool = False
    middle: bool = False


def add_grid(document: Document, grid: Grid, clean: Callable[[str], str]) -> None:
    """Add a table, under its title where it is captioned."""
    if grid.captioned:
        document.add_paragraph(clean(grid.title), style="Caption").paragraph_format.keep_with_next = True
    table = document.add_table(0, len(grid.header), style="Table Grid")
    table.autofit = False
    table._tbl.tblPr.append(element("tblCaption", val=clean(grid.title)))
    widths = _widths(document, grid)
    for column, width in zip(table._tbl.tblGrid, widths, strict=True):
        column.w = width
    size = TIGHT if len(grid.header) > MANY else None
    rows = list(_rows(grid, widths, clean))
    heads = len(rows) - len(grid.rows)
    for i, row in enumerate(rows):
        kept = i < heads or (grid.whole and i < len(rows) - 1)
        table._tbl.append(_row(row, i < heads, kept, size))


def _widths(document: Document, grid: Grid) -> list[int]:
    """The page's width shared out: columns of text get what they need, if that is not too much."""
    section: Any = document.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    figures = len(grid.header) - grid.texts
    name = 2 * NAME if len(grid.header) > MANY else NAME
    share = room * name // (name * grid.texts + figures)
    longest = max((len(text) for row in grid.rows for text in row[:grid.texts]), default=0)
    text = min(share, SIGN * longest + EDGE) if figures else share
    return [text if i < grid.texts else (room - text * grid.texts) // figures
            for i in range(len(grid.header))]


def _rows(grid: Grid, widths: Sequence[int], clean: Callable[[str], str]) -> Iterator[list[Cell]]:
    """Header rows, then the rows of the table."""
    if grid.over:
        at = 0
        over = []
        for text, columns in grid.over:
            over.append(Cell(clean(text), sum(widths[at:at + columns]), columns, bold=True, middle=True))
            at += columns
        yield over
    for i, row in enumerate((grid.header, *grid.rows)):
        bold = i == 0 or (grid.total and i == len(grid.rows))
        yield [Cell(clean(text), widths[j], style=TEXT if j < grid.texts else FIGURE, bold=bold)
               for j, text in enumerate(row)]


def _row(cells: Sequence[Cell], head: bool, kept: bool, size: float | None) -> Any:
    """A row; ``kept`` on the same page as the next one, ``head`` again on each page."""
    made, about = element("tr"), element("trPr")
    about.append(element("cantSplit"))
    if head:
        about.append(element("tblHeader"))
    made.append(about)
    for cell in cells:
        made.append(_cell(cell, head, kept, size))
    return made


def _cell(cell: Cell, head: bool, kept: bool, size: float | None) -> Any:
    made, about = element("tc"), element("tcPr")
    about.append(element("tcW", w=str(cell.width // TWIPS), type="dxa"))
    if cell.columns > 1:
        about.append(element("gridSpan", val=str(cell.columns)))
    if head:
        about.append(element("shd", val="clear", color="auto", fill=PALE))
    paragraph, shape = element("p"), element("pPr")
    shape.append(element("pStyle", val=cell.style.replace(" ", "")))
    if kept:
        shape.append(element("keepNext"))
    if cell.middle:
        shape.append(element("jc", val="center"))
    paragraph.append(shape)
    paragraph.append(words(cell.text, cell.bold, size))
    made.append(about)
    made.append(paragraph)
    return made
