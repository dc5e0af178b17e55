"""Table files as grids of text: the dialects of Swedish offices, and .xlsx.

Nothing is guessed by statistics. Encoding: UTF-8 (with or without BOM), else cp1252.
Separator: the first of semicolon, tab and comma that stands in the header line. A cell
that is a number in a workbook is a ``Figure``, so that its text is not taken for print.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import InputFault, fault
from planner.book_marks import letters, marks

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

TEXT_ENDINGS, BOOK_ENDING = (".csv", ".tsv", ".txt"), ".xlsx"
ALL, DEEP = "*", 2_000_000  # every sheet of a workbook; more rows than a sheet can have


class Figure(str):
    """The text of a cell that a workbook holds as a number."""


class Broken(str):
    """The text of a cell whose formula came to an error, as ``#REF!``."""


@dataclass(frozen=True)
class Line:
    """One row of a file: its line (or row) number, 1 = first, and its cells, stripped."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table file as read: the rows that are not blank, and SHA-256 of the file's bytes.

    Of a workbook: the name of the ``sheet``, and its ``merged`` cells (ranges as A2:A4). ``titles`` are the
    headers as they stand in the file, where they were read as the columns that they mean. ``sheets`` are
    those of a workbook read whole: the rows of the sheet at place i are numbered from i * ``DEEP``.
    """

    lines: tuple[Line, ...]
    digest: str
    separator: str = ""
    sheet: str = ""
    merged: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()

    def whence(self, number: int | None) -> tuple[str, int | None]:
        """The sheet that a line stands in, and its row there."""
        if number is None or not self.sheets:
            return self.sheet, number
        return self.sheets[number // DEEP], number % DEEP


def read_grid(path: Path, sheet: str, shown: str) -> Grid:
    """The rows of a .csv or .xlsx file; ``shown`` is its name in faults (``InputFault``)."""
    ending = path.suffix.lower()
    if ending != BOOK_ENDING and (ending not in TEXT_ENDINGS or sheet):
        raise InputFault([fault("table-ending", file=shown)])
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputFault([fault("no-table", file=_file(shown))]) from error
    digest = sha256(data).hexdigest()
    if ending == BOOK_ENDING:
        return _book(data, digest, sheet, shown)
    text = _decoded(data, shown)
    separator, skip = _separator(text)
    return Grid(_filled(_rows(text, separator, skip, shown)), digest, separator)


def _file(shown: str) -> str:
    """The file alone: a workbook that cannot be read is one fault, however many sheets are named."""
    book, _, _sheet = shown.rpartition(f"{BOOK_ENDING}#")
    return book + BOOK_ENDING if book else shown


def _filled(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(line for line in lines if any(line.cells))


def _decoded(data: bytes, shown: str) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise InputFault([fault("utf16", file=shown)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = data[:error.start].count(b"\n") + 1
        raise InputFault([fault("encoding", file=shown, line=line)]) from error


def _separator(text: str) -> tuple[str, bool]:
    """The separator, and whether the first line is Excel's ``sep=``."""
    lines = [line for line in text.splitlines() if line.strip()]
    header = lines[0] if lines else ""
    if header.lower().startswith("sep=") and len(header.strip("\r\n")) == 5:
        return header[4], True
    return next((sign for sign in ";\t," if sign in header), ","), False


def _rows(text: str, separator: str, skip: bool, shown: str) -> Iterable[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found: list[Line] = []
    before = 0
    try:
        for cells in reader:
            if not (skip and not found and cells and cells[0].lower().startswith("sep=")):
                found.append(Line(before + 1, tuple(_clean(cell) for cell in cells)))
            before = reader.line_num
    except csv.Error as error:
        raise InputFault([fault("csv-quotes", file=shown, line=before + 1)]) from error
    return found


def _clean(cell: str) -> str:
    return cell.strip(" \t\r\n\u00a0\u202f\ufeff")


def _book(data: bytes, digest: str, sheet: str, shown: str) -> Grid:
    from python_calamine import CalamineError, CalamineWorkbook
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, OSError, ValueError) as error:
        raise InputFault([fault("not-a-workbook", file=_file(shown))]) from error
    names = book.sheet_names
    if sheet == ALL:
        whole = [replace(line, number=line.number + k * DEEP) for k, title in enumerate(names)
                 for line in _of_sheet(book, data, title).lines]
        return Grid(tuple(whole), digest, sheet=ALL, sheets=tuple(names))
    if sheet and sheet not in names:
        raise InputFault([fault("no-sheet", file=_file(shown), sheet=sheet,
                                known=", ".join(names))])
    if not sheet and len(names) > 1:
        raise InputFault([fault("which-sheet", file=shown, known=", ".join(names))])
    return replace(_of_sheet(book, data, sheet or names[0]), digest=digest)


def _of_sheet(book: CalamineWorkbook, data: bytes, title: str) -> Grid:
    """The rows of one sheet that are not blank."""
    rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
    found = marks(data, title)
    lines = [_line(i, row, found.errors) for i, row in enumerate(rows, 1)]
    return Grid(_filled(lines), "", sheet=title, merged=found.merged)


def _line(number: int, row: Sequence[object], errors: Mapping[str, str]) -> Line:
    cells = [_cell(value) for value in row]
    if errors:
        broken = {j: errors.get(f"{letters(j)}{number}") for j in range(len(cells))}
        cells = [Broken(broken[j]) if broken[j] else cell for j, cell in enumerate(cells)]
    return Line(number, tuple(cells))


def _cell(value: object) -> str:
    """A workbook's cell as text; a number keeps the 15 digits that Excel itself keeps."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (int, float)):
        return Figure(int(value) if value == int(value) else format(value, ".15g"))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else _clean(str(value))
