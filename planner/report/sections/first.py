"""What a reader must know first, in five sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from planner.plan_text import by_population, statement
from planner.report.page import rendered
from planner.report.planned import Planned, hides, total
from planner.report.section import Section
from planner.source_line import called
from planner.wording import counted, decimal, listing, say

if TYPE_CHECKING:
    from planner.edition import Edition

MOST = 3  # so many municipalities are named as those that get most; up to FEW where they are alike
FEW = 5


def section(edition: Edition) -> Section:
    """What is decided, how good it is, what it rests on, who gets most, what is tied."""
    language = edition.language
    html = rendered("lines.html.j2", language, lines=list(sentences(edition)), ordered=True, style="first")
    return Section("first", say("report.first", language), html, in_menu=False)


def sentences(edition: Edition) -> Iterator[str]:
    """The five sentences."""
    planned = Planned(edition)
    yield decided(planned)
    yield statement(edition.run, edition.language)
    yield rests(edition)
    told = listing(filter(None, (most(planned), farthest(planned))), edition.language)
    yield f"{told[:1].upper()}{told[1:]}."
    yield tied(edition)


def decided(planned: Planned) -> str:
    """How many places the county goes from and to."""
    language, codes = planned.edition.language, planned.names
    new = total(map(planned.new, codes))
    if isinstance(new, str):  # parts of it are hidden: the county's own number is told among the measures
        new = _measured(planned.edition, "new_places", new)
    values = {"county": planned.edition.view.county, "year": planned.last, "new": new,
              "before": total(map(planned.before, codes)), "after": total(map(planned.after, codes))}
    fewer = isinstance(new, int) and new < 0
    return say("report.decided_fewer" if fewer else "report.decided", language, **values)


def _measured(edition: Edition, word: str, otherwise: Any) -> Any:
    """A measure of the edition."""
    sheet = edition.sheet("measures")
    rows = zip(sheet.column("measure"), sheet.column("value"), strict=True) if sheet else ()
    return dict(rows).get(word, otherwise)


def rests(edition: Edition) -> str:
    """What is assumed, and for how many municipalities another assumption gives another number."""
    language, case = edition.language, edition.run.case
    if not case.assumed:
        return say("report.rests_nothing", language)
    names = called(case, case.assumed, language)
    tables = f"{names[:1].upper()}{names[1:]}"
    are = say(counted("report.are", len({table.spec.word for table in map(case.tables.get, case.assumed)
                                         if table is not None})), language)
    ranges = edition.run.ranges
    if ranges is None or hides(edition):
        return say("report.rests", language, tables=tables, are=are)
    towns = ranges.plan.problem.county.by_code
    spans = {code: ranges.span(ranges.last(code)) for code in towns}
    wide, versions = sum(one.wide for one in spans.values()), len(ranges.counted)
    if not wide:
        return say("report.rests_alike", language, tables=tables, are=are, versions=versions)
    code = max(spans, key=lambda one: spans[one].most - spans[one].least)
    span = spans[code]
    return say(counted("report.rests_ranges", wide), language, tables=tables, are=are, versions=versions,
               count=wide, all=len(towns), name=towns[code].name, least=span.least, most=span.most,
               plan=span.plan)


def most(planned: Planned) -> str:
    """Who gets most new places, the largest first."""
    language = planned.edition.language
    found = {code: planned.new(code) for code in planned.names}
    gets = {code: new for code, new in found.items() if isinstance(new, int) and new > 0}
    hidden = sum(isinstance(new, str) for new in found.values())
    if hidden:  # one of them may get more
        return say(counted("report.most_hidden", hidden), language, count=hidden)
    named = largest(gets)
    told = [say("report.one_of", language, name=planned.names[code], count=gets[code]) for code in named]
    if not told:
        return say("report.most_none", language)
    return say("report.most", language, names=listing(told, language))


def largest(gets: Mapping[str, int]) -> list[str]:
    """The three largest, with those as large as the third; without the third where that names too many."""
    order = sorted(gets, key=lambda code: -gets[code])
    if len(order) <= MOST:
        return order
    least = gets[order[MOST - 1]]
    whole = [code for code in order if gets[code] >= least]
    return whole if len(whole) <= FEW else [code for code in order if gets[code] > least]


def farthest(planned: Planned) -> str:
    """Who is farthest from its quota in the last year, and by how much."""
    language = planned.edition.language
    gaps = {cell: row["gap"] for cell, row in planned.cells.items() if cell[2] == planned.last}
    if any(isinstance(gap, str) for gap in gaps.values()) or not any(gaps.values()):
        return ""
    code, kind, year = max(gaps, key=lambda cell: abs(gaps[cell]))
    gap = gaps[code, kind, year]
    name = planned.names[code]
    of_kind = name if len(planned.kinds) == 1 else say("report.of_kind", language, name=name,
                                                       kind=planned.kinds[kind])
    return say("report.above" if gap > 0 else "report.below", language, name=of_kind,
               gap=decimal(abs(gap), 1, language))


def tied(edition: Edition) -> str:
    """Whether other plans are as good, and what then decided."""
    plan, language = edition.run.plan, edition.language
    if edition.hidden:  # a tie tells of a distance from the quota
        return say("report.ties_hidden", language)
    if not plan.ties_listed:
        return say("goal_text.ties_unknown", language)
    if not plan.ties:
        return say("report.no_ties", language)
    order = say(f"goal_text.{'by_population' if by_population(plan.problem) else 'by_table'}", language)
    count = len({tie.cell[0] for tie in plan.ties})
    return say(counted("report.ties", count), language, count=count, order=order)
