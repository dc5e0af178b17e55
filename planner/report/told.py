"""Lines that are made for a screen, as HTML: paragraphs, lists of indented lines, tables of columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from planner.report.page import rendered

_RULE = re.compile(r"-+(  +-+)*")  # under the heads of a table of columns
_SPACES = re.compile(r"  +")


@dataclass
class Block:
    """Lines of one sort that follow each other: "p", "list" or "table" (the head first)."""

    sort: str
    lines: list[str] = field(default_factory=list)
    rows: list[Sequence[str]] = field(default_factory=list)


def told(lines: Iterable[str], language: str) -> Markup:
    """The lines as paragraphs; indented ones become lists, aligned columns tables."""
    return rendered("told.html.j2", language, blocks=list(blocks(list(lines))))


def blocks(lines: Sequence[str]) -> Iterator[Block]:
    """The lines, those of one sort together."""
    found = Block("")
    for i, line in enumerate(lines):
        sort = _sort(lines, i, found)
        if sort != found.sort or (sort == "p" and found.lines):
            if found.lines or found.rows:
                yield found
            found = Block(sort)
        if sort == "table":
            found.rows += [] if _is_rule(line) else [_SPACES.split(line.strip())]
        elif line.strip():
            found.lines.append(line.strip().removeprefix("- "))
    if found.lines or found.rows:
        yield found


def _sort(lines: Sequence[str], i: int, before: Block) -> str:
    """A head stands over a rule; the rows below it have as many columns."""
    if i + 1 < len(lines) and _is_rule(lines[i + 1]):
        return "table"
    inside = before.sort == "table" and (_is_rule(lines[i]) or (
        len(_SPACES.split(lines[i].strip())) == len(before.rows[0])))
    if inside:
        return "table"
    return "list" if lines[i].startswith("  ") else "p"


def _is_rule(line: str) -> bool:
    return _RULE.fullmatch(line.strip()) is not None
