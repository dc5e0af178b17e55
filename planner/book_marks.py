"""What a workbook's sheet holds that its values do not show: formula errors and merged cells.

A reader of values gives an empty cell for ``#REF!`` and for all but one of merged cells. Both
would be figures lost in silence, so they are looked up in the sheet's own XML.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

MAIN, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class Marks:
    """``errors``: cell (as D14) -> its text (``#REF!``); ``merged``: ranges (as A2:A4)."""

    errors: Mapping[str, str] = field(default_factory=dict)
    merged: tuple[str, ...] = ()


def marks(data: bytes, sheet: str) -> Marks:
    """The marks of one sheet of a workbook; none where its XML cannot be found."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            text = book.read(_part(book, sheet))
    except (KeyError, zipfile.BadZipFile, ElementTree.ParseError):
        return Marks()
    if b't="e"' not in text and b"mergeCell" not in text:
        return Marks()
    root = ElementTree.fromstring(text)
    merged = tuple(one.get("ref", "") for one in _all(root, "mergeCell"))
    return Marks(dict(_errors(root)), merged)


def letters(column: int) -> str:
    """The letters of a column, 0 = A: 27 is AB."""
    text, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        text = chr(ord("A") + digit) + text
    return text


def number(name: str) -> int:
    """The column of its letters, A = 0."""
    found = 0
    for letter in name:
        found = 26 * found + ord(letter) - ord("A") + 1
    return found - 1


def reference(sheet: str, column: int, line: int | None) -> str:
    """Sheet and cell as a formula would name them: ``Kapacitet!D14``, ``'Platser i dag'!A2``."""
    shown = sheet if re.fullmatch(r"\w+", sheet) else f"'{sheet}'"
    return shown if line is None else f"{shown}!{letters(column)}{line}"


def _part(book: zipfile.ZipFile, sheet: str) -> str:
    """The name of the sheet's own file inside the workbook; ``KeyError`` where there is none."""
    listed = {one.get("name"): one.get(ID) for one in _all(ElementTree.fromstring(book.read(MAIN)), "sheet")}
    linked = {one.get("Id"): one.get("Target", "")
              for one in _all(ElementTree.fromstring(book.read(LINKS)), "Relationship")}
    return posixpath.normpath(posixpath.join("xl", linked[listed[sheet]])).lstrip("/")


def _errors(root: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for cell in _all(root, "c"):
        if cell.get("t") == "e":
            yield cell.get("r", ""), next((one.text or "" for one in _all(cell, "v")), "")


def _all(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """The elements of a name, whatever their namespace."""
    return (one for one in root.iter() if one.tag.rpartition("}")[2] == name)
