"""One table, many edges: the same rows as plain CSV, CSV for Excel, text on a screen, pandas.

A ``Sheet`` holds exact values (text, whole numbers, fractions); rounding happens only where
a value is written, half to even, so that the same rows always give the same bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.wording import decimal, whole

if TYPE_CHECKING:
    import pandas as pd

CODE, TEXT, WHOLE, NUMBER = "code", "text", "whole", "number"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Field:
    """A column: its name in files, its title for readers, its type.

    ``digits`` decimals are written to CSV files, ``shown`` decimals on screen and in Excel;
    ``sign``: a reader sees + before what is above nought; ``part``: a part of 1, a per cent in Excel.
    """

    name: str
    title: str
    type: str = TEXT
    digits: int = 4
    shown: int = 1
    sign: bool = False
    part: bool = False


@dataclass(frozen=True)
class Sheet:
    """Rows under fields; ``word`` names its file, ``title`` is what a reader sees.

    A value is None (nothing to say), text, int or Fraction; a number field holds the last two, or
    text in place of a number that is hidden (``1–4``, ``..``).
    ``marked`` holds the (row, column) of values to be marked as the better ones.
    """

    word: str
    title: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Any, ...], ...]
    marked: frozenset[tuple[int, int]] = frozenset()

    def column(self, name: str) -> list[Any]:
        """The values of one column."""
        at = [f.name for f in self.fields].index(name)
        return [row[at] for row in self.rows]

    def plain(self) -> str:
        """CSV for machines: comma, decimal point, LF, no grouping; empty where nothing is to say."""
        table = [[_plain(v, f) for v, f in zip(row, self.fields, strict=True)] for row in self.rows]
        return _csv([[f.name for f in self.fields], *table], ",")

    def for_excel(self) -> str:
        """CSV for Swedish Excel: semicolon and decimal comma (write it as utf-8-sig)."""
        table = [[_excel(v, f) for v, f in zip(row, self.fields, strict=True)] for row in self.rows]
        return _csv([[_guarded(f.title) for f in self.fields], *table], ";")

    def text(self, language: str = "sv") -> str:
        """An aligned table for a screen; a marked value has a star after it."""
        body = [[self._shown(i, j, language) for j in range(len(self.fields))]
                for i in range(len(self.rows))]
        table = [[f.title for f in self.fields], *body]
        widths = [max(len(row[j]) for row in table) for j in range(len(self.fields))]
        lines = [self._line(row, widths) for row in table]
        lines.insert(1, "  ".join("-" * w for w in widths))
        return "\n".join(lines) + "\n"

    def frame(self) -> pd.DataFrame:
        """The rows as a pandas table; fractions become floats, for drawing only."""
        import pandas as pd
        made = {}
        for j, f in enumerate(self.fields):
            values = [float(row[j]) if isinstance(row[j], Fraction) else row[j] for row in self.rows]
            if f.type in (WHOLE, NUMBER):  # nothing is drawn of a number that is hidden
                values = [None if isinstance(value, str) else value for value in values]
            number = f.type == NUMBER or (f.type == WHOLE and None in values)
            made[f.name] = pd.Series(values, dtype="float64" if number else
                                     "int64" if f.type == WHOLE else "object")
        return pd.DataFrame(made)

    def _shown(self, i: int, j: int, language: str) -> str:
        text = shown(self.rows[i][j], self.fields[j], language)
        if any(column == j for _, column in self.marked):
            text += " *" if (i, j) in self.marked else "  "
        return text

    def _line(self, row: Sequence[str], widths: Sequence[int]) -> str:
        parts = [text.rjust(w) if f.type in (WHOLE, NUMBER) else text.ljust(w)
                 for text, w, f in zip(row, widths, self.fields, strict=True)]
        return "  ".join(parts).rstrip()


def fixed(value: Fraction | int, digits: int) -> str:
    """A number with exactly so many decimals, point, rounded half to even; never -0."""
    scaled = round(Fraction(value) * 10**digits)
    units, rest = divmod(abs(scaled), 10**digits)
    return ("-" if scaled < 0 else "") + str(units) + (f".{rest:0{digits}d}" if digits else "")


def enough_digits(whole_units: int) -> int:
    """Decimals that give back any share a / A exactly: round(share x A) = a, for A = whole_units."""
    return len(str(whole_units))


def shown(value: Any, field: Field, language: str = "sv") -> str:
    """One value as a reader sees it; a dash where there is nothing to say."""
    if value is None or value == "":
        return "–"
    if isinstance(value, Fraction):
        return decimal(value, field.shown, language, sign=field.sign)
    if isinstance(value, int) and field.sign:
        return decimal(Fraction(value), 0, language, sign=True)
    grouped = isinstance(value, int) and field.name != "year"
    return whole(value, language) if grouped else str(value)


def _plain(value: Any, field: Field) -> str:
    if value is None:
        return ""
    if isinstance(value, Fraction):
        return fixed(value, field.digits)
    return str(value)


def _excel(value: Any, field: Field) -> str:
    if isinstance(value, Fraction):
        return fixed(value, field.digits).replace(".", ",")
    text = _plain(value, field)
    return _guarded(text) if field.type == TEXT else text


def _guarded(text: str) -> str:
    """Text that a spreadsheet might take for a formula, kept as text."""
    return "'" + text if text.startswith(FORMULA_SIGNS) else text


def _csv(rows: Sequence[Sequence[str]], separator: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\n").writerows(rows)
    return out.getvalue()
