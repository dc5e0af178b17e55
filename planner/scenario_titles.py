"""What scenarios are called beside each other for a reader: by their titles, never by the names of files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.answers_told import title_of
from planner.beside import names_of

if TYPE_CHECKING:
    from planner.run import Run
    from planner.tabular import Sheet


def titles_of(runs: Sequence[Run], language: str) -> list[str]:
    """The scenarios' titles; one met again gets the scenario's own name after it."""
    titles, names = [title_of(run, language) for run in runs], names_of(runs)
    return [title if titles.count(title) == 1 or title == name else f"{title} ({name})"
            for title, name in zip(titles, names, strict=True)]


def titled(sheet: Sheet, runs: Sequence[Run], language: str) -> Sheet:
    """A sheet of the comparison with titles for names: over its columns, and where the better are named.

    A baseline that is the same only for one of them names its scenario in brackets.
    """
    called = dict(zip(names_of(runs), titles_of(runs, language), strict=True))
    fields = tuple(replace(one, title=_exchanged(one.title, called)) for one in sheet.fields)
    at = next((j for j, one in enumerate(sheet.fields) if one.name == "better"), None)
    rows = sheet.rows if at is None else tuple(
        (*row[:at], _listed(row[at], called), *row[at + 1:]) for row in sheet.rows)
    return replace(sheet, fields=fields, rows=rows)


def _exchanged(heading: str, called: dict[str, str]) -> str:
    if heading in called:
        return called[heading]
    for name, title in called.items():
        if heading.endswith(f" ({name})"):
            return f"{heading.removesuffix(f' ({name})')} ({title})"
    return heading


def _listed(names: str | None, called: dict[str, str]) -> str:
    """The better scenarios by their titles: the names are joined by commas in the order of the columns."""
    rest, found = names or "", []
    while rest:
        name = max((one for one in called if rest == one or rest.startswith(f"{one}, ")), key=len, default="")
        if not name:
            return names or ""
        found.append(called[name])
        rest = rest[len(name):].removeprefix(", ")
    return "; ".join(found)
