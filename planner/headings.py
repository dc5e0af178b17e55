"""What columns and tables are called in a workbook: Swedish headings, and back to the code's words.

The words stand in ``planner/words/tables.toml``: ``[heading]`` by column, or by table and column
where one word means different things (``floor/places``); ``[sheet_name]`` by table.
"""

from __future__ import annotations

from functools import cache

from models.tables import COMMON, TableSpec
from planner.wording import subject

LENGTH = 31  # the longest sheet name of a workbook


@cache
def headings(spec: TableSpec, language: str = "sv") -> dict[str, str]:
    """Column -> heading, of every column the table may have; the word itself where there is none."""
    words = subject("heading")
    found: dict[str, str] = {}
    for column in (*spec.columns, *COMMON):
        word = words.get(f"{spec.word}/{column.name}") or words.get(column.name)
        found.setdefault(column.name, word[language] if word else column.name)
    return found


@cache
def _columns(spec: TableSpec) -> dict[str, str]:
    """Heading -> column: the word that other tables use too, but the table's own heading goes before it."""
    words = subject("heading")
    usual = {_plain(words[c.name]["sv"]): c.name for c in spec.columns if c.name in words}
    also = subject("heading_also")
    usual |= {_plain(also[at]["sv"]): c.name for c in spec.columns if (at := f"{spec.word}/{c.name}") in also}
    return usual | {_plain(heading): column for column, heading in headings(spec).items()}


def column_of(spec: TableSpec, header: str) -> str:
    """The column that a header means: its own word, or a Swedish heading; else the header as it is."""
    if header in headings(spec):
        return header
    return _columns(spec).get(_plain(header), header)


def sheet_name(word: str, language: str = "sv") -> str:
    """What the sheet of a table is called."""
    words = subject("sheet_name")
    return words[word][language] if word in words else word


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
