"""A page for each municipality: its rows of the plan, and why this number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from models.explained import Explained
from planner.explain_beside import rest_sentences
from planner.explain_page import parts
from planner.explain_told import Told
from planner.plan_text import statement
from planner.release import INTERNAL
from planner.report.page import rendered
from planner.report.planned import Planned, hides
from planner.report.section import Section
from planner.report.sections.decision import OTHERS, PLACES, SINCE
from planner.report.table import table
from planner.tabular import Sheet, shown
from planner.version import VERSION
from planner.wording import say

if TYPE_CHECKING:
    from planner.edition import Edition

FIRST, LAST = ("kind", "year"), ("quota", "gap", "capacity")
FILES = "run"  # a sentence about the files of an explanation
ID_SHOWN = 12
FINER = ("school",)  # the way from home to school points at single children
Part = tuple[str, list[str]]


def section(edition: Edition) -> Section:
    """A list of the municipalities, then a page each, in the order of names; the first under the heading."""
    planned, language = Planned(edition), edition.language
    told = Told.of(edition.run, Explained(edition.run.plan, tuple(planned.names), ()), language)
    rests_on = statement(edition.run, told.language)
    pages = [{"code": code, "name": name, "title": _title(planned, code),
              "table": table(own_rows(planned, code), language), "parts": list(_parts(planned, told, code)),
              "rests": _rests(told, code, rests_on)}
             for code, name in planned.names.items()]
    return Section("municipalities", say("report.municipalities", language),
                   Markup(rendered("municipalities.html.j2", language, pages=pages)), own_page=True)


def _title(planned: Planned, code: str) -> str:
    after = planned.after(code)
    if isinstance(after, str):  # a hidden number is not asked about
        return planned.names[code]
    key = "explain.title-one" if after == 1 else "explain.title"
    return say(key, planned.edition.language, name=planned.names[code], places=after, year=planned.last)


def own_rows(planned: Planned, code: str) -> Sheet:
    """The municipality's rows of the plan, with the columns that are decided on."""
    counts = (*(PLACES if planned.places else OTHERS), *((SINCE,) if planned.since_start else ()))
    words = (*FIRST, *counts, *LAST)
    fields = [replace(field, sign=field.name == "gap")
              for field in map(planned.field, words) if field is not None]
    rows = [row for (own, _, _), row in planned.cells.items() if own == code]
    values = [tuple(planned.kinds[row["kind"]] if field.name == "kind" else row[field.name]
                    for field in fields) for row in rows]
    kept = [j for j, field in enumerate(fields) if any(value[j] is not None for value in values)]
    title = say("report.rows_of", planned.edition.language, name=planned.names[code])
    return Sheet(f"rows-{code}", title, tuple(fields[j] for j in kept),
                 tuple(tuple(value[j] for j in kept) for value in values))


def _rests(told: Told, code: str, rests_on: str) -> str:
    """What the number rests on and which run it is: the page may be handed out on its own."""
    said = (one.text(told.language) for one in rest_sentences(told, code) if one.key != FILES)
    run = say("report.foot", told.language, run=told.run.id[:ID_SHOWN], version=VERSION)
    return " ".join((rests_on, *said, run))


def _parts(planned: Planned, told: Told, code: str) -> Iterator[Part]:
    """What is said of its number; where a count is hidden only what the edition's own plan says."""
    edition = planned.edition
    if hides(edition):
        said = [shown(row["sentence"], field) for (own, _, _), row in planned.cells.items()
                if own == code and (field := planned.field("sentence")) and row["sentence"]]
        yield from [(say("explain_part.head", edition.language), said)] if said else ()
        return
    for word, sentences in parts(told, code):
        if edition.release == INTERNAL or word not in FINER:
            yield (say(f"explain_part.{word}", edition.language),
                   [sentence.text(told.language) for sentence in sentences])
