"""The tables of a comparison: places and measures of each scenario and baseline, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from models.baselines import BASELINES
from models.need import Cell
from models.plan import Ending, Plan
from models.problem import PLAIN
from models.quotas import quotas
from planner.measured import ABOUT, LOW, TRIVIAL, Measured, measured
from planner.moved_places import moved_places
from planner.results import kind_names
from planner.tabular import CODE, NUMBER, TEXT, WHOLE, Field, Sheet
from planner.wording import say

if TYPE_CHECKING:
    from planner.compare import Comparison
    from planner.run import Run

HEADINGS = {"inputs": "heading_inputs", "new_places": "heading_new", "places_after": "heading_after",
            "measures": "heading_measures", "order": "heading_order",
            "decided": "heading_decided"}
OURS = ("code", "name", "kind", "today", "measure", "unit", "better", "year", "outcome")
# Judged only where all scenarios have the same quotas: each is measured against its own.
GAPS = ("worst_before", "total_before", "movable_before", "worst_after", "total_after", "movable_after")
MOVED = "moved_from_first"  # its name where all plans have the same totals
# What a baseline, which knows no rule, cannot have.
OF_RULES = ("minutes", "elsewhere", "homes", "shared_homes", "at_home")


@dataclass(frozen=True)
class Column:
    """One column of the comparison: a scenario's plan, or a baseline (then not judged)."""

    title: str
    plan: Plan
    kinds: Mapping[str, str]
    baseline: bool = False

    def last(self, code: str, kind: str) -> Cell:
        """The cell of the plan's last year."""
        return code, kind, self.plan.problem.need.years[-1]

    def places(self, code: str, kind: str) -> int | None:
        """Places in service in the last year; None where the column has nothing to say."""
        return self.plan.places.get(self.last(code, kind))

    def new(self, code: str, kind: str) -> int | None:
        """New places that begin in the plan's years, those that replace others too."""
        if self.places(code, kind) is None:
            return None
        return sum(self.plan.opened((code, kind, year)) for year in self.plan.problem.need.years)


def names_of(runs: Sequence[Run]) -> list[str]:
    """The scenarios' names; a name met again, or that a column of ours has, gets a number after it."""
    names = [run.scenario.name for run in runs]
    found: list[str] = []
    for name in names:
        told, number = name, 0
        while told in (*found, *OURS) or (number == 0 and names.count(name) > 1):
            number += 1
            told = f"{name} ({number})"
        found.append(told)
    return found


def columns(runs: Sequence[Run], names: Sequence[str], language: str) -> list[Column]:
    """A column per scenario, then the three baselines; each once where scenarios share it."""
    own = [Column(name, run.plan, kind_names(run, language)) for name, run in zip(names, runs, strict=True)]
    return own + [made for word in BASELINES for made in _baseline(word, own, language)]


def _baseline(word: str, own: Sequence[Column], language: str) -> list[Column]:
    """The baseline of every scenario, those that end alike as one."""
    found: dict[str, Column] = {}
    for column in own:
        problem = column.plan.problem
        plan = Plan(problem, Ending.PROVED, "", {}, BASELINES[word](problem).places)
        last = sorted((cell, n) for cell, n in plan.places.items() if cell[2] == problem.need.years[-1])
        alike = repr(([(cell[:2], n) for cell, n in last], sorted(problem.need.today.items()),
                      sorted(problem.need.fallen.items()),
                      problem.basis.amount))
        found.setdefault(alike, Column(column.title, plan, column.kinds, baseline=True))
    title = say(f"compare.{word}", language)
    return [replace(c, title=title if len(found) == 1 else f"{title} ({c.title})") for c in found.values()]


def place_sheet(columns: Sequence[Column], word: str, language: str) -> Sheet:
    """Municipality by municipality and kind: places today, then in every column's last year."""
    first = columns[0].plan.problem
    kinds = {kind: name for column in columns for kind, name in column.kinds.items()}
    fields = (*(Field(n, say(f"column.{n}", language), t) for n, t in (("code", CODE), ("name", TEXT))),
              *((Field("kind", say("column.kind", language)),) if len(kinds) > 1 else ()),
              Field("today", say("column.today", language), WHOLE),
              *(Field(c.title, c.title, WHOLE) for c in columns))
    rows = []
    for town in first.county.municipalities:
        for kind in kinds:
            told = [c.new(town.code, kind) if word == "new_places" else c.places(town.code, kind)
                    for c in columns]
            named = (town.code, town.name, *((kinds[kind],) if len(kinds) > 1 else ()))
            rows.append((*named, first.need.existing((town.code, kind, 0)), *told))
    return Sheet(word, say(f"sheet.{word}", language), fields, tuple(rows))


def measure_sheet(columns: Sequence[Column], language: str) -> Sheet:
    """Measure by measure: the value in every column, and which scenarios have the better one."""
    first = columns[0].plan
    last_only = _years_differ(c.plan for c in columns)
    like, found = _same_size(columns), [_measures(c, first, last_only) for c in columns]
    moved = _only_moved(columns)
    rows: list[tuple[Any, ...]] = []
    marked = set()
    for key in (k for k in ABOUT if any(m[k].value not in (None, TRIVIAL.get(k)) for m in found)):
        best = [] if key in GAPS and not quotas_alike(columns) else _best(
            [m[key] for m in found], columns, like)
        marked |= {(len(rows), j + 2) for j in best}
        name = MOVED if key == "from_first" and moved else key
        rows.append((say(f"measure.{name}", language),
                     say(f"unit_name.{ABOUT[key][0]}", language),
                     *(m[key].value for m in found),
                     ", ".join(columns[j].title for j in best)))
    texts = ("measure", "unit")
    fields = (*(Field(n, say(f"column.{n}", language)) for n in texts),
              *(Field(c.title, c.title, NUMBER) for c in columns),
              Field("better", say("column.better", language)))
    return Sheet("measures", say("sheet.measures", language), fields, tuple(rows), frozenset(marked))


def _only_moved(columns: Sequence[Column]) -> bool:
    """Have all columns the same years and totals, so that what one has more another has fewer of?"""
    found = set()
    for places in (column.plan.places for column in columns if column.plan.places):
        sums: dict[tuple[str, int], int] = {}
        for (_, kind, year), n in places.items():
            sums[kind, year] = sums.get((kind, year), 0) + n
        found.add(tuple(sorted(sums.items())))
    return len(found) == 1


def _measures(column: Column, first: Plan, last_only: bool) -> dict[str, Measured]:
    """The measures of a column; of a baseline only those that need no rule."""
    whole = all(cell in column.plan.places for cell in column.plan.problem.cells)
    plan = column.plan if whole else Plan(column.plan.problem, column.plan.ending, "", {})
    end = plan.problem.need.years[-1]
    found = {m.key: m for m in measured(plan, None, (end,) if last_only else None)}
    found["from_first"] = Measured("from_first", None if plan is first else moved_places(plan, first))
    if column.baseline:
        found |= {key: Measured(key, None) for key in OF_RULES}
    return found


def _years_differ(plans: Iterable[Plan]) -> bool:
    return len({plan.problem.need.years for plan in plans}) > 1


def quotas_alike(plans: Iterable[Column | Run]) -> bool:
    """Have all scenarios the same quotas before limits? Else a smaller gap may be a smaller demand."""
    found = [quotas(one.plan.problem, PLAIN) for one in plans
             if not (isinstance(one, Column) and one.baseline)]
    return all(one == found[0] for one in found)


def _same_size(columns: Sequence[Column]) -> bool:
    """Do all scenarios end with the same number of places of each kind?"""
    needs = [c.plan.problem.need for c in columns if not c.baseline]
    return len({tuple((kind, n.total[kind, n.years[-1]]) for kind in n.kinds) for n in needs}) == 1


def _best(values: Sequence[Measured], columns: Sequence[Column], like: bool) -> list[int]:
    """The scenarios with the better value; none where all are alike or cannot be judged."""
    judged = {j: m.value for j, m in enumerate(values) if m.value is not None and not columns[j].baseline}
    way, grows = values[0].better, values[0].grows
    if way is None or (grows and not like) or len(set(judged.values())) < 2:
        return []
    best = min(judged.values()) if way == LOW else max(judged.values())
    return [j for j, value in judged.items() if value == best]


def notes(runs: Sequence[Run], language: str) -> tuple[str, ...]:
    """What to know when reading: who has no plan and why, assumed inputs, different sizes, baselines."""
    from planner.answers_told import what_if_lines
    from planner.money_first import first_lines
    from planner.plan_text import statement
    from planner.regime_told import regime_lines
    told = [f"{name}: {statement(run, language)}" for name, run in zip(names_of(runs), runs, strict=True)
            if not run.plan.found]
    if any(run.case.example for run in runs):
        told.insert(0, say("record.example", language))
    told += [f"{name}: {line}" for name, run in zip(names_of(runs), runs, strict=True)
             for line in (*first_lines(run.plan.problem, language), *what_if_lines(run, language))]
    if not _same_size([Column("", run.plan, {}) for run in runs]):
        told.append(say("compare.different_totals", language))
    if _years_differ(run.plan for run in runs):
        told.append(say("compare.different_years", language))
    told += dict.fromkeys(line for run in runs for line in regime_lines(run.plan.problem, language))
    return (*told, say("compare.own_quotas", language), say("compare.baselines", language))


def comparison_text(comparison: Comparison) -> str:
    """The tables under their headings, for a screen."""
    from planner.order_levels import level_notes
    language = comparison.language
    parts = list(comparison.notes)
    for sheet in comparison.sheets:
        parts += ["", heading(comparison, sheet)]
        if sheet is comparison.inputs and not sheet.rows:
            parts.append(say("compare.no_difference", language))
        else:
            parts.append(_with_total(sheet, language).text(language).rstrip("\n"))
        parts += comparison.range_notes if sheet.word == "ranges" else ()
        parts += level_notes(comparison) if sheet.word == "order" else ()
    return "\n".join(parts) + "\n"


def heading(comparison: Comparison, sheet: Sheet) -> str:
    """What stands over a table on a screen."""
    from planner.ranges_beside import counts_of
    if sheet.word == "ranges":
        return say(f"ranges.heading_{counts_of(comparison.runs)}", comparison.language)
    return say(f"compare.{HEADINGS[sheet.word]}", comparison.language)


def _with_total(sheet: Sheet, language: str) -> Sheet:
    """The county's sum under a table of places."""
    if sheet.fields[0].type != CODE or sheet.word == "ranges":
        return sheet  # ends of ranges do not add up
    sums = [sum(v for v in sheet.column(f.name) if v is not None) if f.type == WHOLE else ""
            for f in sheet.fields]
    sums[1] = say("compare.county", language)
    shown = tuple(tuple("" if v is None else v for v in row) for row in sheet.rows)
    return Sheet(sheet.word, sheet.title, sheet.fields, (*shown, tuple(sums)))
