"""The table that is decided on: every municipality by name, all kinds and years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from models.problem import FLOW, LEDGER
from planner.report.planned import Planned, total
from planner.report.section import Section
from planner.report.table import table
from planner.tabular import CODE, TEXT, WHOLE, Field, Sheet
from planner.wording import counted, say

if TYPE_CHECKING:
    from planner.edition import Edition

PLACES = ("before", "new", "after")
SINCE = "new_since_start"
OTHERS = ("received", "new", "together")  # of referrals and persons nothing stands from year to year
Column = tuple[Field, int, str]  # the field, its year, the column of the plan


def section(edition: Edition) -> Section:
    """One table a kind, the county's sum last; of several kinds one of all together first."""
    language = edition.language
    tables = [table(sheet, language, last=sums(sheet, language)) for sheet in decision_sheets(edition)]
    note = Markup("<p>{}</p>").format(note_of(edition))
    return Section("decision", say("report.decision", language), note + Markup("").join(tables),
                   own_page=True)


def note_of(edition: Edition) -> str:
    """In which order they stand, and what the gap is a gap of."""
    language, problem = edition.language, edition.run.plan.problem
    years = problem.need.years
    gap = say("report.decision_gap", language)
    if problem.basis.amount == LEDGER:
        gap = say(f"table.ledger_{problem.section('ledger').reading}", language)
    elif problem.basis.amount == FLOW:
        gap = say(counted("table.flow_note", len(years)), language, year=years[0])
    return " ".join((say("report.decision_note", language), gap, say("report.decision_sign", language)))


def decision_sheets(edition: Edition) -> Iterator[Sheet]:
    """The decision as tables, sorted by name: code, name, then before, new, after, quota and gap."""
    planned, language = Planned(edition), edition.language
    if len(planned.kinds) > 1 and planned.places:
        yield _together(planned, language)
    for kind, name in planned.kinds.items():
        columns = list(_columns(planned, language))
        rows = tuple((code, town, *(planned.cells[code, kind, year][column] for _, year, column in columns))
                     for code, town in planned.names.items())
        title = say("report.decision_of", language, kind=f"{name[:1].upper()}{name[1:]}",
                    years=_years(planned))
        yield Sheet(f"decision-{kind}", title, (*_named(planned), *(field for field, *_ in columns)), rows)


def _columns(planned: Planned, language: str) -> Iterator[Column]:
    """Before; new and after of each year; new since the start, where the gap is of that; quota and gap."""
    wanted = PLACES if planned.places else OTHERS
    several = len(planned.years) > 1
    for year in planned.years:
        for name in wanted:
            field = planned.field(name)
            if field is None or (name in ("before", "received") and year != planned.years[0]):
                continue
            yield _of_year(field, year, several and name not in ("before", "received"), language), year, name
    for name in (*((SINCE,) if planned.since_start else ()), "quota", "gap"):
        field = planned.field(name)
        if field is not None:
            told = several and name != SINCE
            yield _of_year(field, planned.last, told, language, sign=name == "gap"), planned.last, name


def _of_year(field: Field, year: int, told: bool, language: str, *, sign: bool = False) -> Field:
    if not told:
        return replace(field, sign=sign)
    title = say("report.column_year", language, column=field.title, year=year)
    return replace(field, name=f"{field.name}-{year}", title=title, sign=sign)


def _together(planned: Planned, language: str) -> Sheet:
    fields = (*_named(planned), *(Field(word, say(f"column.{word}", language), WHOLE) for word in PLACES))
    rows = tuple((code, name, planned.before(code), planned.new(code), planned.after(code))
                 for code, name in planned.names.items())
    return Sheet("decision", say("report.decision_all", language, years=_years(planned)), fields, rows)


def _named(planned: Planned) -> tuple[Field, Field]:
    def title(word: str) -> str:
        return say(f"column.{word}", planned.edition.language)
    return Field("code", title("code"), CODE), Field("name", title("name"), TEXT)


def _years(planned: Planned) -> str:
    first, last = planned.years[0], planned.last
    return str(first) if first == last else f"{first}–{last}"


def sums(sheet: Sheet, language: str) -> tuple[Any, ...]:
    """The county's line: the sum of every column; empty where one of its figures is hidden."""
    found: list[Any] = []
    for field in sheet.fields:
        value = None if field.type in (CODE, TEXT) else total(sheet.column(field.name))
        found.append(None if isinstance(value, str) else value)
    found[1] = say("table.county", language)
    return tuple(found)
