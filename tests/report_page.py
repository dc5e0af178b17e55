"""A report read back as a reader would: its tables, headings, ids and addresses."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Table:
    """A table: caption, column names, rows of texts with the code of each, the last line."""

    caption: str = ""
    fields: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    codes: list[str | None] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)

    def by_code(self) -> dict[str | None, dict[str, str]]:
        return {code: dict(zip(self.fields, row, strict=True))
                for code, row in zip(self.codes, self.rows, strict=True)}


class ReportPage(HTMLParser):
    """Everything that tests ask of a page, gathered in one reading."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Table] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[tuple[str, str]] = []
        self.items: list[str] = []
        self.codes: list[str] = []
        self.inner: dict[str, list[str]] = {"style": [], "script": []}
        self._open: list[str] = []
        self._part = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        if tag not in ("meta", "link", "br", "input", "img"):
            self._open.append(tag)
        if tag == "table":
            self.tables.append(Table())
        elif tag in ("thead", "tbody", "tfoot"):
            self._part = tag
        elif tag == "tr" and self._part == "tbody":
            self.tables[-1].rows.append([])
            self.tables[-1].codes.append(found.get("data-code"))
        elif tag in ("th", "td"):
            self._cell(found)
        elif tag in ("h1", "h2", "h3"):
            self.headings.append((tag, ""))
        elif tag == "li":
            self.items.append("")
        elif tag == "code":
            self.codes.append("")
        elif tag in self.inner:
            self.inner[tag].append("")

    def _cell(self, found: dict[str, str | None]) -> None:
        table = self.tables[-1]
        if self._part == "thead":
            table.fields.append(found.get("data-field") or "")
        elif self._part == "tbody":
            table.rows[-1].append("")
        else:
            table.foot.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = self._open[-1] if self._open else ""
        if "caption" in self._open:
            self.tables[-1].caption += data
        elif self._open and inside in ("th", "td"):
            if self._part == "tbody":
                self.tables[-1].rows[-1][-1] += data.strip()
            elif self._part == "tfoot":
                self.tables[-1].foot[-1] += data.strip()
        elif inside in ("h1", "h2", "h3"):
            self.headings[-1] = (inside, self.headings[-1][1] + data)
        elif inside == "li":
            self.items[-1] += data.strip()
        elif inside == "code":
            self.codes[-1] += data
        elif inside in self.inner:
            self.inner[inside][-1] += data

    def table(self, caption: str) -> Table:
        """The table of a caption."""
        return next(one for one in self.tables if one.caption == caption)

    def attributes(self, name: str) -> list[str | None]:
        """The values of an attribute, wherever it stands."""
        return [found[name] for _, found in self.tags if name in found]
