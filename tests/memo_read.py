"""A memo read back from its file: headings, paragraphs, tables, what stands on each page."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import docx


class Memo:
    """A document on disk, as a reader's program has it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.document: Any = docx.Document(str(path))

    def headings(self) -> list[tuple[str, str]]:
        """Style and text of every heading."""
        return [(p.style.name, p.text) for p in self.document.paragraphs
                if p.style.name.startswith("Heading") or p.style.name == "Title"]

    def under(self, heading: str) -> str:
        """All text between a heading and the next one of any level."""
        found, inside = [], False
        for p in self.document.paragraphs:
            if p.style.name.startswith("Heading"):
                inside = p.text == heading
            elif inside:
                found.append(p.text)
        return "\n".join(found)

    def rows(self, table: int) -> list[list[str]]:
        """The cells of a table; -1 is the last one, the annex."""
        return [[cell.text for cell in row.cells] for row in self.document.tables[table].rows]

    def header(self) -> str:
        """What stands on top of every page."""
        return "\n".join(text(p) for p in self.document.sections[0].header.paragraphs)

    def parts(self) -> dict[str, bytes]:
        """Every part of the file."""
        with zipfile.ZipFile(self.path) as file:
            return {name: file.read(name) for name in file.namelist()}

    def dates(self) -> set[tuple[int, ...]]:
        """When the parts were made, as the file has it."""
        with zipfile.ZipFile(self.path) as file:
            return {info.date_time for info in file.infolist()}


def text(paragraph: Any) -> str:
    """A paragraph with what stands in its fields to fill in."""
    return "".join(one.text or "" for one in paragraph._p.iter() if one.tag.endswith("}t"))
