"""What a workbook rests on: every assumed table with its rule and what it decides, and all sources.

The sheet of sources has the columns that a case's own has, with a row for the sheets of the workbook
that a planner may name as tables of the next case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from models.regimes import PLACES
from models.tables import ASSUMED, OFFICIAL
from planner.book_sources import SOURCES
from planner.edition import Edition
from planner.headings import headings, sheet_name
from planner.tabular import TEXT, WHOLE, Field, Sheet
from planner.wording import say, subject
from planner.workbook.pages import columns_of

COLUMNS = (("holds", TEXT), ("file", TEXT), ("assumed_rule", TEXT), ("decides", TEXT), ("tried", WHOLE),
           ("most_moved", WHOLE), ("publisher", TEXT), ("date", TEXT))
TRIED = ("tried", "most_moved")  # left out where nothing else was tried
TOLD = ("publisher", "date", "status", "rule", "note")


def assumption_sheet(editions: Sequence[Edition], called: Sequence[str] = ()) -> Sheet:
    """Every input table with an assumed figure: how it was made, what it decides, what others move.

    ``tried`` versions of it were planned, and of those whose plan counts the furthest moves
    ``most_moved`` places; empty where none was tried. Of several runs the scenarios that use it, by
    what they are ``called``, else by their names.
    """
    language, several = editions[0].language, len(editions) > 1
    columns = [*COLUMNS, *([("scenarios", TEXT)] if several else [])]
    fields = tuple(Field(name, say(f"column.{name}", language), type_) for name, type_ in columns)
    found: dict[tuple[Any, ...], list[str]] = {}
    for one, label in _named(editions, called):
        for name in one.run.case.assumed:
            found.setdefault(_assumed(one, name), []).append(label)
    rows = tuple((*row, *([", ".join(dict.fromkeys(names))] if several else []))
                 for row, names in found.items())
    sheet = Sheet("assumptions", say("sheet.assumptions", language), fields, rows)
    untried = not any(sheet.column("tried"))
    return columns_of(sheet, [f.name for f in fields if not (untried and f.name in TRIED)])


def _assumed(edition: Edition, name: str) -> tuple[Any, ...]:
    case, language = edition.run.case, edition.language
    word, source = case.tables[name].spec.word, case.sources[name]
    decides = subject("decides")
    moved = list(_moved(edition, name))
    counted = [places for places in moved if places is not None]
    return (sheet_name(word, language), name, source.rule or say("workbook.rows_assumed", language),
            decides[word][language] if word in decides else "", len(moved) or None,
            max(counted, default=None), source.publisher, source.date)


def _moved(edition: Edition, table: str) -> Iterator[int | None]:
    """Places that each tried version of a table moves; None where its plan does not count."""
    sheet = edition.sheet("versions")
    if sheet is None:
        return
    for named, moved in zip(sheet.column("table"), sheet.column("moved"), strict=True):
        if named == table:
            yield int(moved) if isinstance(moved, (int, Fraction)) else None


def _named(editions: Sequence[Edition], called: Sequence[str]) -> Iterator[tuple[Edition, str]]:
    """Each run and what it is called."""
    return zip(editions, called or [one.run.scenario.name for one in editions], strict=True)


@dataclass(frozen=True)
class _Row:
    """A row of the sheet of sources: its table, and who published it, when, how certain, how made."""

    table: str
    told: tuple[str, ...]


def source_sheet(editions: Sequence[Edition], plan: str = "", shares: str = "",
                 called: Sequence[str] = ()) -> Sheet:
    """Every input table with its publisher, date, status and how it was made.

    ``plan`` and ``shares`` are the titles of the sheets that can be read back, told last; where
    scenarios differ in a table of one name, each has its row.
    """
    language = editions[0].language
    rows: list[_Row] = []
    for one, label in _named(editions, called):
        for name in one.run.case.inputs:
            row = _Row(name, _source(one, name))
            same = [other for other in rows if other.table == name]
            if same and all(other.told != row.told for other in same):
                row = _Row(f"{name} ({label})", row.told)
            if row not in rows:
                rows.append(row)
    rows += [row for one in editions[:1] for row in _own(one, plan, shares)]
    titles = headings(SOURCES, language) | {"table": say("heading_also.sources/table", language)}
    fields = tuple(Field(name, titles[name]) for name in ("table", *TOLD))
    return Sheet("sources", sheet_name(SOURCES.word, language), fields,
                 tuple((row.table, *row.told) for row in rows))


def _own(edition: Edition, plan: str, shares: str) -> Iterator[_Row]:
    """The rows of the workbook's own sheets."""
    run, language = edition.run, edition.language
    years = run.plan.problem.need.years
    told = {"id": run.id[:12], "plan": run.scenario.name, "year": years[-1]}
    if plan and run.case.problem.unit == PLACES:
        yield _Row(plan, ("Platsplan", f"{years[-1]}-12-31", _status(ASSUMED, language),
                          say("next_year.places_rule", language, **told), ""))
    if shares:
        table = list(run.plan.problem.shares.values())
        status = OFFICIAL if all(s.official and s.status == OFFICIAL for s in table) else ASSUMED
        yield _Row(shares, ("Platsplan", f"{years[0]}-01-01", _status(status, language),
                            say("workbook.shares_rule", language, **told), ""))


def _source(edition: Edition, name: str) -> tuple[str, ...]:
    source, table = edition.run.case.sources[name], edition.run.case.tables[name]
    return (source.publisher, source.date, _status(table.status, edition.language), source.rule, source.note)


def _status(status: str, language: str) -> str:
    return subject("status_word")[status][language]
