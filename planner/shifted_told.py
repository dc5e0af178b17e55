"""What each municipality's own capacity shifts: as a sheet, as lines on a screen and in run.json."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.errors import InputFault
from models.lookup import Entry
from models.measures import gap
from models.need import Cell
from models.plan import Plan
from models.problem import FILLED, LIMITS, PLAIN
from models.quotas import quotas
from models.shifted import Shift, Shifted, own_limits, room_left
from models.whereabouts import located
from planner.tabular import CODE, NUMBER, TEXT, WHOLE, Field, Sheet
from planner.whereabouts import moves
from planner.wording import decimal, listing, say, whole

if TYPE_CHECKING:
    from planner.run import Run

COLUMNS = (
    ("code", CODE), ("name", TEXT), ("kind", TEXT), ("year", WHOLE), ("capacity", WHOLE), ("source", TEXT),
    ("date", TEXT), ("stated_by", TEXT), ("status", TEXT), ("places", WHOLE), ("located", WHOLE),
    ("room_left", WHOLE),
    ("looked", TEXT), ("without_limit", WHOLE), ("shifted", WHOLE), ("carried_by", TEXT),
    ("quota_before", NUMBER), ("gap_before", NUMBER), ("quota_after", NUMBER), ("gap_after", NUMBER))
NAMED = 4  # so many that carry another's places are named in a sentence
Quotas = Mapping[Cell, Fraction]


def capacity_sheets(run: Run, language: str) -> list[Sheet]:
    """capacity.csv: every municipality's own limit in the last year, where the figure comes from, and
    what it shifts to whom; the quota and gap before limits and with everyone's limits counted in.

    ``places`` are those it answers for, ``located`` those that lie there: the capacity is for those.
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
                   entry.figure - room_left(plan, entry), room_left(plan, entry),
                   say(f"shifted.{_looked(found, shift, town.code)}", language),
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
    yield "  " + " ".join(filter(None, (fairness(plan, language), uncounted(plan, language))))


def sentence(run: Run, shift: Shift, language: str) -> str:
    """One municipality's limit: its figure, what it would have had, who carries the places.

    Where places can lie elsewhere the limit is for those that lie there, the rest is what it answers for.
    """
    plan, kinds = run.plan, run.plan.problem.need.kinds
    more, apart = shift.more(kinds), moves(plan.problem)
    values = {"name": plan.problem.county.by_code[shift.code].name, "without": sum(shift.without.values()),
              "limit": limit_text(run, shift.code, language), "more": abs(more),
              "here": here(plan, shift.code), "answers": sum(shift.places.values())}
    text = say(f"shifted.{'answers' if apart else 'limit'}", language, **values)
    if more < 0:
        return text + say("shifted.than_plan", language, **values) + "."
    return text + _carried(plan, shift.others(kinds), more, language) + "."


def here(plan: Plan, code: str) -> int:
    """Places of all kinds that lie in the municipality in the last year, whoever answers for them."""
    need = plan.problem.need
    return sum(located(plan, (code, kind, need.years[-1])) for kind in need.kinds)


def _carried(plan: Plan, others: Mapping[str, int], more: int, language: str) -> str:
    """Who carries the places; where others have fewer at the same time both sides with their sums."""
    carry = {c: n for c, n in others.items() if n > 0}
    fewer = {c: n for c, n in others.items() if n < 0}
    if not fewer:
        names = some_of(plan, carry, language, len(others) == 1)
        return say(f"shifted.carried{'_one' if more == 1 else ''}", language, more=more, names=names)
    return say("shifted.both", language, more=sum(carry.values()), fewer=-sum(fewer.values()),
               names=some_of(plan, carry, language), others=some_of(plan, fewer, language))


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
    """The worst gap against the share before limits, and with everyone's limits counted in, each by name."""
    before, after = quotas(plan.problem, PLAIN), after_limits(plan)
    worst = _worst(plan, before, _over(plan), language)
    if after is None:
        return say("shifted.fair_before", language, worst=worst)
    return say("shifted.fair", language, before=worst, after=_worst(plan, after, (), language))


def uncounted(plan: Plan, language: str) -> str:
    """Who is left out of the worst gap before limits: it has more than its share without any new place."""
    over = _over(plan)
    if not over:
        return ""
    cell, count = max(over, key=lambda c: over[c]), len({cell[0] for cell in over})
    return say(f"shifted.fair_over{'_one' if count == 1 else ''}", language, count=count,
               name=plan.problem.county.by_code[cell[0]].name, most=decimal(over[cell], 1, language))


def _over(plan: Plan) -> dict[Cell, Fraction]:
    """What those have more than their quota that have so without any new place: no limit moves that."""
    before = quotas(plan.problem, PLAIN)
    found = {cell: gap(plan, cell, before) - plan.new_since_start(cell) for cell in plan.problem.cells}
    return {cell: more for cell, more in found.items() if more > 0}


def _worst(plan: Plan, found: Quotas, apart: Collection[Cell], language: str) -> str:
    """The municipality with the largest gap and the gap in places: Täby 3,1."""
    gaps = {cell: abs(gap(plan, cell, found)) for cell in plan.problem.cells if cell not in apart}
    cell = max(gaps, key=lambda c: gaps[c], default=None)
    if cell is None:
        return "0"
    name = plan.problem.county.by_code[cell[0]].name
    return say("shifted.worst", language, name=name, gap=decimal(gaps[cell], 1, language))


def capacity_record(run: Run) -> dict[str, Any] | None:
    """What run.json says of the limits looked into."""
    if run.shifted is None:
        return None
    return {"complete": run.shifted.complete, "left_out": list(run.shifted.left_out),
            "limits": [{"code": s.code, "status": s.ending.value, "places": dict(s.places),
                        "without": dict(s.without),
                        "carried": [{"code": c, "kind": k, "places": n} for (c, k), n in s.carried.items()]}
                       for s in run.shifted.shifts]}
