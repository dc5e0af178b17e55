"""A table of a memo: figures to the right, the header again on each page, no row across a page break."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from planner.memo.blocks import Grid
from planner.memo.styles import PALE, TABLE
from planner.memo.word import element

if TYPE_CHECKING:
    from docx.document import Document

NAME = 3  # a column of names is so many times as wide as one of figures
TIGHT = 7.5  # points, where a table has many columns
MANY = 12


def add_grid(document: Document, grid: Grid, clean: Callable[[str], str]) -> None:
    """Add a table under its title."""
    if grid.captioned:
        document.add_paragraph(clean(grid.title), style="Caption").paragraph_format.keep_with_next = True
    table = document.add_table(0, len(grid.header), style="Table Grid")
    table.autofit = False
    _described(table, clean(grid.title))
    widths = _widths(document, grid)
    size = TIGHT if len(grid.header) > MANY else TABLE
    if grid.over:
        _over(table, grid, clean, size)
    _row(table, [clean(text) for text in grid.header], grid.texts, size, head=True)
    for i, row in enumerate(grid.rows):
        _row(table, [clean(text) for text in row], grid.texts, size,
             bold=grid.total and i == len(grid.rows) - 1)
    _kept(table, grid)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for i, cell in enumerate(row.cells):
            cell.width = widths[i]


def _widths(document: Document, grid: Grid) -> list[int]:
    """The page's width shared out: columns of text get more than columns of figures."""
    section: Any = document.sections[-1]
    room = section.page_width - section.left_margin - section.right_margin
    weights = [NAME if i < grid.texts else 1 for i in range(len(grid.header))]
    weights = [w * 2 if i < grid.texts and len(grid.header) > MANY else w for i, w in enumerate(weights)]
    return [room * w // sum(weights) for w in weights]


def _over(table: Any, grid: Grid, clean: Callable[[str], str], size: float) -> None:
    """The row above the header, each text over its group of columns."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    row = _row(table, [""] * len(grid.header), grid.texts, size, head=True)
    at = 0
    for text, columns in grid.over:
        cell = row.cells[at] if columns == 1 else row.cells[at].merge(row.cells[at + columns - 1])
        for empty in cell.paragraphs[1:]:  # what the merged cells left behind
            empty._p.getparent().remove(empty._p)
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        _fill(cell.paragraphs[0], clean(text), size, bold=True)
        at += columns


def _kept(table: Any, grid: Grid) -> None:
    """Header rows stay with the first row, and the rows of a whole table with each other."""
    heads = 2 if grid.over else 1
    kept = table.rows[:-1] if grid.whole else table.rows[:heads]
    for row in kept:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _row(table: Any, texts: list[str], left: int, size: float, head: bool = False, bold: bool = False) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    row = table.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit"))
    if head:
        properties.append(element("tblHeader"))
    for i, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        paragraph = cell.paragraphs[0]
        _fill(paragraph, text, size, bold or head)
        if i >= left:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if head:
            cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=PALE))
    return row


def _fill(paragraph: Any, text: str, size: float, bold: bool) -> None:
    from docx.shared import Pt
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), True if bold else None


def _described(table: Any, title: str) -> None:
    """What a reader who hears the document is told of the table."""
    properties = table._tbl.tblPr
    if title:
        properties.append(element("tblCaption", val=title))
