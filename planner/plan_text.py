"""One run as text: how it ended, the plan as tables, what each goal came to, where it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from models.problem import FLOW, LEDGER
from planner.conflict_pair import pair_lines
from planner.conflict_told import demands, lead_lines
from planner.contents import parts_of
from planner.internal import internal, received_shown
from planner.money_first import first_lines
from planner.small_counts import COVERED, Veiled
from planner.wording import counted, decimal, say, show, spoken, whole

if TYPE_CHECKING:
    from models.need import Cell
    from models.plan import GoalResult, Plan, Value
    from models.problem import Problem
    from planner.run import Run

# The unit of a goal that has no key ``unit``.
UNITS = {"travel": "minutes", "new-homes": "homes", "cost": "kronor", "change": "places",
         "participation": "municipalities", "at-home": "places",
         "square-gap": "number", "level-fulfilment": "percent"}
PERCENT = ("total", "relative", "percent")
LEVELS_SHOWN = 5


def run_lines(run: Run, folder: Path | None, language: str) -> Iterator[str]:
    """The lines that ``plan`` prints for a run; ``folder`` is where it was written."""
    language = spoken(language, run.case.problem.unit)
    yield from first_lines(run.case.problem, language)
    title = run.scenario.settings.title
    yield f"{title} ({run.scenario.name})" if title else run.scenario.name
    yield from ending_lines(run, language)
    if run.plan.found:
        for part in parts_of(run, language):
            lines = list(part)
            yield from ["", *lines] if lines else ()
    if folder is not None:
        yield ""
        yield say("cli.written" if _written(run, folder) else "cli.kept", language, folder=folder)


def _written(run: Run, folder: Path) -> bool:
    from planner.record import holds_more, read_record
    record = read_record(folder)
    return (record is not None and record["status"] == run.plan.ending.value
            and not holds_more(record, run, record["language"]))


def ending_lines(run: Run, language: str) -> Iterator[str]:
    """How the run ended and, where nothing fits, the demands that cannot all be met."""
    from planner.answers_told import missing_lines, what_if_lines
    from planner.need_text import asked_ending
    from planner.repair_told import repair_lines
    plan = run.plan
    yield statement(run, language)
    yield from what_if_lines(run, language)
    yield from asked_ending(run, language)
    yield from missing_lines(plan, language)
    yield from lead_lines(plan, run.case.kinds, language)
    yield from pair_lines(plan, run.case.kinds, language)
    if plan.conflict:
        yield say("ending_hint.conflict", language)
    for demand in demands(plan, run.case.kinds, language):
        yield f"  - {demand}"
    if plan.ending.value != "proved":
        yield say(f"ending_hint.{plan.ending.value}", language)
    yield from repair_lines(run, language)


def statement(run: Run, language: str) -> str:
    """What is shown and what it rests on: best possible under these rules and these inputs."""
    return say(f"ending.{run.plan.ending.value}", language, assumed=len(run.case.assumed),
               inputs=len(run.case.inputs))


def table_lines(run: Run, language: str) -> Iterator[str]:
    """The plan: a table for each year and kind, a row for each municipality, then the county."""
    problem = run.plan.problem
    for year in problem.need.years:
        for kind in problem.need.kinds:
            if (kind, year) != (problem.need.kinds[0], problem.need.years[0]):
                yield ""
            name = run.case.kinds[kind][language]
            yield f"{name[:1].upper()}{name[1:]}, {year}"
            yield from _table(run.plan, kind, year, language)
    if problem.basis.amount == LEDGER:
        yield say(f"table.ledger_{problem.section('ledger').reading}", language)
        yield from [say("table.internal", language)] if internal(problem) else ()
    elif problem.basis.amount == FLOW or problem.unit != "places":
        years = problem.need.years
        yield say(counted("table.flow_note", len(years)), language, year=years[0])


def _table(plan: Plan, kind: str, year: int, language: str) -> list[str]:
    header = [say(f"table.{word}", language)
              for word in ("municipality", *_counts(plan), "quota", "gap")]
    seen = received_shown(plan.problem)
    rows = [_veiled(header, _row(plan, town.name, [(town.code, kind, year)], language), seen.get(town.code),
                    language) for town in plan.problem.county.municipalities]
    everyone = [(code, kind, year) for code in plan.problem.county.codes]
    rows.append(_row(plan, say("table.county", language), everyone, language))
    return text_table(header, rows)


def _veiled(header: list[str], row: list[str], seen: Veiled | None, language: str) -> list[str]:
    """The row without what would tell a small count of children: received, together, gap."""
    if seen is None or seen.exact:
        return row
    hidden = {say("table.received", language): seen.text(language), say("table.together", language): COVERED,
              say("table.gap", language): COVERED}
    return [hidden.get(head, cell) for head, cell in zip(header, row, strict=True)]


def _counts(plan: Plan) -> dict[str, Callable[[Cell], int]]:
    """The columns of whole numbers: word -> what it counts of a cell.

    Of referrals nothing stands from year to year: only what is new, and what the ledger holds.
    """
    from models.measures import amount
    from models.quotas import received
    basis, problem = plan.problem.basis.amount, plan.problem
    if basis == LEDGER:
        held, several = received(problem), len(problem.need.years) > 1
        return {"received": lambda cell: held[cell[0]], "new": plan.opened,
                **({"since": plan.new_since_start} if several else {}),
                "together": lambda cell: amount(plan, cell)}
    found: dict[str, Callable[[Cell], int]] = {"new": plan.opened}
    if problem.unit == "places":
        ended = {"ended": plan.ended} if any(map(plan.ended, problem.cells)) else {}
        found = {"before": plan.before, **ended, **found, "after": plan.places.__getitem__}
    several = problem.unit == "places" or len(problem.need.years) > 1
    return found | ({"since": plan.new_since_start} if basis == FLOW and several else {})


def _row(plan: Plan, name: str, cells: list[tuple[str, str, int]], language: str) -> list[str]:
    """One row: the sums over its cells."""
    from models.measures import amount
    quota = sum((plan.quotas[cell] for cell in cells), Fraction(0))
    gap = sum(amount(plan, cell) for cell in cells) - quota
    places = (sum(map(count, cells)) for count in _counts(plan).values())
    return [name, *(whole(n, language) for n in places), decimal(quota, 1, language),
            decimal(gap, 1, language, sign=True)]


def goal_lines(plan: Plan, language: str) -> Iterator[str]:
    """Each goal with its value, and whether it is proved best; then how many ties the order decided."""
    yield say("goal_text.title", language)
    for goal in plan.goals:
        text = goal_value(plan, goal, language)
        yield "  " + say("goal_text.line", language, goal=say(f"goal_text.{goal.word}", language), value=text)
        yield from _beside(plan, goal, language)
    if not plan.ties_listed:
        yield say("goal_text.ties_unknown", language)
    if plan.ties:
        word = "by_population" if by_population(plan.problem) else "by_table"
        order = say(f"goal_text.{word}", language)
        yield say("goal_text.ties", language, number=len(plan.ties), order=order)


def _beside(plan: Plan, goal: GoalResult, language: str) -> Iterator[str]:
    """What a goal's value alone would leave out: who cannot move, and whom the method favours."""
    from models.measures import worst_movable_gap
    if plan.found and goal.word == "worst-gap" and unit_of_goal(plan.problem, goal.word) == "places":
        movable = worst_movable_gap(plan, plan.quotas)
        if movable is not None and not isinstance(goal.value, tuple) and movable < goal.value:
            yield "    " + say("goal_text.movable", language, value=value_text(movable, "places", language))
    if goal.word == "level-fulfilment":
        yield "    " + say("goal_text.favours_small", language)


def by_population(problem: Problem) -> bool:
    """Is the order of the tie rule the usual one?"""
    towns = problem.county.municipalities
    return list(towns) == sorted(towns, key=lambda m: (-m.inhabitants, m.code))


def goal_value(plan: Plan, goal: GoalResult, language: str) -> str:
    """What a goal came to, with its unit, and how surely that is the best."""
    unit = unit_of_goal(plan.problem, goal.word)
    told = _standing(goal, unit, language)
    if goal.word in plan.restated:
        told = say("goal_text.restated", language, told=told)
    return f"{value_text(goal.value, unit, language)} ({told})"


def _standing(goal: GoalResult, unit: str, language: str) -> str:
    if goal.bound is None:
        return say("goal_text.open", language)
    if goal.proved and goal.value == goal.bound:
        return say("goal_text.proved", language)
    if goal.proved:
        return say("goal_text.margin", language, bound=value_text(goal.bound, unit, language))
    return say("goal_text.bound", language, bound=value_text(goal.bound, unit, language))


def unit_of_goal(problem: Problem, word: str) -> str:
    """The unit of a goal's value: its key ``unit``, else what the goal counts."""
    goal = next((g for g in problem.goals if g.word == word), None)
    return str(getattr(goal, "unit", UNITS.get(word, "places")))


def value_text(value: Value, unit: str, language: str) -> str:
    """A goal's value with its unit; of a list of levels the first few."""
    factor = 100 if unit in PERCENT else 1
    if isinstance(value, tuple):
        shown = "; ".join(show(Fraction(v) * factor, language) for v in value[:LEVELS_SHOWN])
        shown += "; …" if len(value) > LEVELS_SHOWN else ""
    else:
        shown = show(value if factor == 1 else Fraction(value) * factor, language)
    return say(f"unit.{unit}", language, value=shown)


def text_table(header: Sequence[str], rows: Sequence[Sequence[str]], texts: int = 1) -> list[str]:
    """Lines of a table: the first ``texts`` columns to the left, figures to the right."""
    lines = [list(header), *map(list, rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(header))]
    lines.insert(1, ["-" * width for width in widths])
    return ["  ".join(cell.ljust(width) if i < texts else cell.rjust(width)
                      for i, (cell, width) in enumerate(zip(line, widths, strict=True))).rstrip()
            for line in lines]
