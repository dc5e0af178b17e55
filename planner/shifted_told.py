"""What each municipality's own capacity shifts: as a sheet, as lines on a screen and in run.json."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.errors import InputFault
from models.lookup import Entry
from models.measures import gap, worst_gap
from models.need import Cell
from models.plan import Plan
from models.problem import FILLED, LIMITS, PLAIN
from models.quotas import quotas
from models.shifted import Shift, Shifted, own_limits, room_left
from planner.tabular import CODE, NUMBER, TEXT, WHOLE, Field, Sheet
from planner.wording import decimal, listing, say, whole

if TYPE_CHECKING:
    from planner.run import Run

COLUMNS = (
    ("code", CODE), ("name", TEXT), ("kind", TEXT), ("year", WHOLE), ("capacity", WHOLE), ("source", TEXT),
    ("date", TEXT), ("stated_by", TEXT), ("status", TEXT), ("places", WHOLE), ("room_left", WHOLE),
    ("looked", TEXT), ("without_limit", WHOLE), ("shifted", WHOLE), ("carried_by", TEXT),
    ("quota_before", NUMBER), ("gap_before", NUMBER), ("quota_after", NUMBER), ("gap_after", NUMBER))
NAMED = 4  # so many that carry another's places are named in a sentence
Quotas = Mapping[Cell, Fraction]


def capacity_sheets(run: Run, language: str) -> list[Sheet]:
    """capacity.csv: every municipality's own limit in the last year, where the figure comes from, and
    what it shifts to whom; the quota and gap before limits and with everyone's limits counted in.

    None where it was not looked into, or the scenario has no rule of capacity.
    """
    if run.shifted is None:
        return []
    fields = tuple(Field(name, say(f"column.{name}", language), type_) for name, type_ in COLUMNS)
    rows = tuple(_rows(run, run.shifted, language))
    return [Sheet("capacity", say("sheet.capacity", language), fields, rows)]


def after_limits(plan: Plan) -> Quotas | None:
    """Quotas with everyone's limits counted in, room too; None where they cannot be formed."""
    problem = plan.problem
    try:
        return quotas(replace(problem, basis=replace(problem.basis, quota=FILLED, fill=LIMITS)))
    except InputFault:
        return None


def _rows(run: Run, found: Shifted, language: str) -> Iterator[tuple[Any, ...]]:
    plan, problem = run.plan, run.plan.problem
    before, after = quotas(problem, PLAIN), after_limits(plan)
    for town in problem.county.municipalities:
        shift = found.of(town.code)
        for entry in own_limits(problem, town.code):
            kinds = [cell[1] for cell in entry.cells]
            yield (town.code, town.name, entry.kind or (kinds[0] if len(kinds) == 1 else "all"), entry.year,
                   entry.figure, *_stated(run, entry), sum(plan.places[cell] for cell in entry.cells),
                   room_left(plan, entry), say(f"shifted.{_looked(found, shift, town.code)}", language),
                   *_moved(plan, shift, kinds, language), *_measured(plan, entry, before),
                   *_measured(plan, entry, after))


def _stated(run: Run, entry: Entry) -> tuple[str, str, str, str]:
    """Source, date, who stated it and status: the row's own, else the table's."""
    rule: Any = run.plan.problem.rule("capacity")
    source, table = run.case.sources[rule.table], run.case.tables[rule.table]
    row = entry.row
    return (row.get("source") or source.publisher, str(row.get("date") or source.date),
            row.get("stated_by") or "", table.row_status(row))


def _looked(found: Shifted, shift: Shift | None, code: str) -> str:
    """Was the limit looked into: yes, room is left, no time, or no proved plan without it."""
    if shift is None:
        return "no_time" if code in found.left_out else "has_room"
    return "yes" if shift.computed else "not_proved"


def _moved(plan: Plan, shift: Shift | None, kinds: list[str], language: str) -> tuple[Any, Any, str]:
    """Places without the limit, how many it shifts, and who carries them."""
    if shift is None or not shift.computed:
        return None, None, ""
    return (sum(shift.without[k] for k in kinds), shift.more(kinds),
            ", ".join(told(plan, shift.others(kinds), language)))


def told(plan: Plan, others: Mapping[str, int], language: str) -> list[str]:
    """Each municipality with its number, most first; a minus before what it has fewer."""
    names = plan.problem.county.by_code
    ranked = sorted(others, key=lambda c: (-others[c], plan.problem.county.codes.index(c)))
    return [f"{names[c].name} {decimal(others[c], 0, language)}" for c in ranked]


def _measured(plan: Plan, entry: Entry, found: Quotas | None) -> tuple[Fraction | None, Fraction | None]:
    """Quota and gap over the cells of a limit."""
    if found is None:
        return None, None
    return (sum((found[cell] for cell in entry.cells), Fraction(0)),
            sum((gap(plan, cell, found) for cell in entry.cells), Fraction(0)))


def capacity_lines(run: Run, language: str) -> Iterator[str]:
    """What ``plan`` prints of the capacities: who would have had more, who carries it, how fair it is."""
    found = run.shifted
    if found is None or not (found.shifts or found.left_out):
        return
    plan, kinds = run.plan, run.plan.problem.need.kinds
    yield say("shifted.title", language)
    names = plan.problem.county.by_code
    moving = [s for s in found.shifts if s.more(kinds)]
    yield from ("  " + sentence(run, shift, language) for shift in moving)
    groups = {
        "nothing": [s.code for s in found.shifts if s.computed and s not in moving],
        "unproved": [s.code for s in found.shifts if not s.computed], "time": found.left_out}
    for word, codes in groups.items():
        if codes:
            yield "  " + say(f"shifted.list_{word}", language,
                             names=listing([names[c].name for c in codes], language))
    yield "  " + fairness(plan, language)


def sentence(run: Run, shift: Shift, language: str) -> str:
    """One municipality's limit: its figure, what it would have had, who carries the places."""
    plan, kinds = run.plan, run.plan.problem.need.kinds
    others, more = shift.others(kinds), shift.more(kinds)
    word = "sentence_one" if more == 1 else "sentence" if more > 0 else "sentence_fewer"
    text = say(f"shifted.{word}", language, name=plan.problem.county.by_code[shift.code].name,
               limit=limit_text(run, shift.code, language), without=sum(shift.without.values()),
               more=abs(more))
    if more < 0:
        return text + "."
    carry = {c: n for c, n in others.items() if n > 0}
    fewer = {c: n for c, n in others.items() if n < 0}
    parts = [say("shifted.carried", language, names=some_of(plan, carry, language, len(others) == 1))]
    parts += [say("shifted.fewer", language, names=some_of(plan, fewer, language))] if fewer else []
    return text + "".join(parts) + "."


def some_of(plan: Plan, others: Mapping[str, int], language: str, alone: bool = False) -> str:
    """The municipalities with their numbers (how many, whichever way); of many the first.

    ``alone``: the one municipality needs no number, for the sentence has said it.
    """
    shown = told(plan, {c: abs(n) for c, n in others.items()}, language)
    if alone:
        return plan.problem.county.by_code[next(iter(others))].name
    if len(shown) <= NAMED:
        return listing(shown, language)
    return say("shifted.and_others", language, names=", ".join(shown[:NAMED - 1]),
               count=len(shown) - NAMED + 1)


def limit_text(run: Run, code: str, language: str) -> str:
    """The municipality's figure; by kind where it has several."""
    limits = own_limits(run.plan.problem, code)
    if len(limits) == 1 and (not limits[0].kind or len(run.plan.problem.need.kinds) == 1):
        return whole(limits[0].figure, language)
    return listing([f"{whole(e.figure, language)} {_kind(run, e.kind, language)}" for e in limits], language)


def _kind(run: Run, kind: str, language: str) -> str:
    return run.case.kinds[kind][language] if kind else say("shifted.together", language)


def fairness(plan: Plan, language: str) -> str:
    """The worst gap against the share before limits, and with everyone's limits counted in."""
    before = decimal(worst_gap(plan, quotas(plan.problem, PLAIN)), 1, language)
    after = after_limits(plan)
    if after is None:
        return say("shifted.fair_before", language, before=before)
    return say("shifted.fair", language, before=before, after=decimal(worst_gap(plan, after), 1, language))


def capacity_record(run: Run) -> dict[str, Any] | None:
    """What run.json says of the limits looked into."""
    if run.shifted is None:
        return None
    return {"complete": run.shifted.complete, "left_out": list(run.shifted.left_out),
            "limits": [{"code": s.code, "status": s.ending.value, "places": dict(s.places),
                        "without": dict(s.without),
                        "carried": [{"code": c, "kind": k, "places": n} for (c, k), n in s.carried.items()]}
                       for s in run.shifted.shifts]}
