"""From a run to tables: plan.csv, shares.csv, flows.csv as sheets, and the view that figures draw."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.lookup import entries
from models.measures import gap
from models.need import Cell
from models.plan import Plan
from models.problem import LEDGER, Problem
from models.quotas import received
from planner.answers_told import answer_sheets, title_of
from planner.decided_beside import decided_sheets, decided_title
from planner.internal import internal
from planner.measured import measure_sheet
from planner.money_told import money_frame
from planner.permit_story import story_of
from planner.resting import Resting
from planner.sentences import Sentences
from planner.source_line import source_line
from planner.tabular import CODE, NUMBER, TEXT, WHOLE, Field, Sheet, enough_digits
from planner.whereabouts import Whereabouts, areas_of, where_sheets
from planner.wording import say, spoken

if TYPE_CHECKING:
    from planner.run import Run
    from planner.view import View

PLAN_COLUMNS: tuple[tuple[str, str], ...] = (
    ("code", CODE), ("name", TEXT), ("kind", TEXT), ("year", WHOLE), ("before", WHOLE), ("new", WHOLE),
    ("after", WHOLE), ("quota", NUMBER), ("gap", NUMBER), ("new_since_start", WHOLE), ("basis", TEXT),
    ("population", WHOLE), ("share", NUMBER), ("per_10000", NUMBER), ("capacity", WHOLE),
    ("capacity_for", TEXT), ("located", WHOLE), ("elsewhere", WHOLE), ("hosted", WHOLE),
    ("rests_on", TEXT), ("sentence", TEXT))
SHARE_COLUMNS: tuple[tuple[str, str], ...] = (
    ("code", CODE), ("name", TEXT), ("kind", TEXT), ("year", WHOLE), ("weight", WHOLE), ("total", WHOLE),
    ("share", NUMBER), ("whole", TEXT), ("whole_units", WHOLE), ("model", TEXT), ("status", TEXT),
    ("official", TEXT))
FLOW_COLUMNS: tuple[tuple[str, str], ...] = (
    ("from_code", CODE), ("from_name", TEXT), ("to_code", CODE), ("to_name", TEXT), ("year", WHOLE),
    ("places", WHOLE), ("minutes", WHOLE))


def plan_sheet(run: Run, language: str) -> Sheet:
    """plan.csv: one row per municipality, kind and year, in the order of the tie rule.

    Places are whole; ``quota`` and ``gap`` (amount - quota, signed) are exact fractions in the
    amounts of ``basis``; ``share`` is the exact part of the county (0..1); ``capacity`` is the
    room for the kind, or for all kinds together where ``capacity_for`` says "all"; ``located``
    places lie in the municipality (what capacity is set against), of those it answers for
    ``elsewhere`` lie in another, and of those that lie in it others answer for ``hosted``. Basis
    ledger has one column more: what was ``received`` before the plan, which the gap counts with the new.
    """
    problem = run.plan.problem
    rows = tuple(_plan_rows(run, language)) if run.plan.found else ()
    digits = max(enough_digits(shares.total) for shares in problem.shares.values())
    fields = _fields(PLAN_COLUMNS, language, digits)
    if problem.basis.amount == LEDGER:
        held = received(problem)
        fields = (*fields, *_fields((("received", WHOLE),), language, digits))
        rows = tuple((*row, held[row[0]]) for row in rows)
    if run.plan.found and any(map(run.plan.ended, problem.cells)):  # then more than new places is in it
        net = say("column.net", language)
        fields = tuple(replace(f, title=net) if f.name == "new" else f for f in fields)
    return Sheet("plan", say("sheet.plan", language), fields, rows)


def _plan_rows(run: Run, language: str) -> Iterator[tuple[Any, ...]]:
    plan, problem = run.plan, run.plan.problem
    sentences = Sentences(plan, language, kind_names(run, language))
    rooms, rests, where = room(problem), Resting(run.case, problem), Whereabouts.of(plan)
    for cell in problem.cells:
        code, kind, year = cell
        town = problem.county.by_code[code]
        most, which = rooms.get(cell, (None, ""))
        yield (code, town.name, kind, year, plan.before(cell), plan.new(cell), plan.places[cell],
               plan.quotas[cell], gap(plan, cell, plan.quotas), plan.new_since_start(cell),
               problem.basis.amount, town.inhabitants, problem.shares[kind, year].share(code),
               Fraction(10_000 * plan.places[cell], town.inhabitants), most, which, where.located(cell),
               where.elsewhere.get(cell, 0), where.hosted.get(cell, 0), rests.of(cell), sentences.of(cell))


def room(problem: Problem) -> dict[Cell, tuple[int, str]]:
    """The capacity of each cell that has one, and whether it is for its "kind" or for "all"."""
    rule: Any = problem.rule("capacity")
    found: dict[Cell, tuple[int, str]] = {}
    for entry in entries(problem, rule.table, "capacity") if rule else ():
        own = entry.place not in problem.areas
        which = "kind" if entry.kind or len(problem.need.kinds) == 1 else "all"
        for cell in entry.cells if own else ():
            found[cell] = min(found.get(cell, (entry.figure, which)), (entry.figure, which))
    return found


def share_sheet(run: Run, language: str) -> Sheet:
    """shares.csv: the whole-number weight of each municipality, their sum, and the exact share."""
    problem = run.plan.problem
    rows = []
    for code, kind, year in problem.cells:
        s = problem.shares[kind, year]
        rows.append((code, problem.county.by_code[code].name, kind, year, s.weights[code], s.total,
                     s.share(code), s.whole, s.whole_units, s.model, s.status, "yes" if s.official else "no"))
    digits = max(enough_digits(shares.total) for shares in problem.shares.values())
    fields = _fields(SHARE_COLUMNS, language, digits)
    return Sheet("shares", say("sheet.shares", language), fields, tuple(rows))


def flow_sheet(run: Run, language: str) -> Sheet:
    """flows.csv: from which municipality to which school, how many places, minutes one way."""
    plan, problem = run.plan, run.plan.problem
    rank = {code: i for i, code in enumerate(problem.county.codes)}
    minutes = _minutes(plan)
    rows = [(home, _name(problem, home), school, _name(problem, school), year, places,
             minutes.get((home, school))) for (home, school, year), places in plan.flows.items() if places]
    rows.sort(key=lambda r: (rank[r[0]], r[4], rank.get(r[2], len(rank)), r[2]))
    return Sheet("flows", say("sheet.flows", language), _fields(FLOW_COLUMNS, language, 4), tuple(rows))


def view(run: Run, language: str = "sv") -> View:
    """What figures, workbook and comparison see of a run (columns: ``planner.view``)."""
    from planner.view import View
    language = spoken(language, run.case.problem.unit)
    return View(
        run.id, run.scenario.name, title_of(run, language), run.plan.problem.county.name,
        language, run.case.example, source_line(run.case, language), plan_sheet(run, language).frame(),
        flow_sheet(run, language).frame(), measure_sheet(run.plan, language).frame(),
        kind_names(run, language), run.case.geography, run.ranges, run.shifted,
        next((sheet.frame() for sheet in answer_sheets(run, language)), None),
        next((sheet.frame() for sheet in where_sheets(run, language)), None), areas_of(run.plan.problem),
        {c: gone for c in run.plan.problem.cells if run.plan.found and (gone := run.plan.ended(c))},
        permits=story_of(run.plan),
        decided=next((sheet.frame() for sheet in decided_sheets(run, language)), None),
        decided_title=decided_title(run, language), money=money_frame(run, language),
        internal=internal(run.case.problem))


def kind_names(run: Run, language: str) -> dict[str, str]:
    """The name of each planned kind in the language, in the scenario's order."""
    return {kind: run.case.kinds[kind][language] for kind in run.plan.problem.need.kinds}


def _fields(columns: tuple[tuple[str, str], ...], language: str, share_digits: int) -> tuple[Field, ...]:
    return tuple(Field(name, say(f"column.{name}", language), type_,
                       share_digits if name == "share" else 4, 4 if name == "share" else 1,
                       part=name == "share") for name, type_ in columns)


def _minutes(plan: Plan) -> dict[tuple[str, str], int]:
    from models.goals.travel import travel_minutes
    return travel_minutes(plan.problem)


def _name(problem: Problem, code: str) -> str:
    return problem.county.by_code[code].name if code in problem.county.by_code else code
