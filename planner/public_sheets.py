"""Tables of a run or a comparison with what a public edition hides covered, or left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.small_counts import COVERED
from planner.tabular import CODE, NUMBER, WHOLE, Field, Sheet
from planner.wording import say

if TYPE_CHECKING:
    from models.plan import Plan
    from planner.public_hiding import Hiding

# What does not rest on anybody's count of children; every other column is covered where one is hidden.
OPEN = ("code", "name", "kind", "year", "basis", "population", "share", "capacity", "capacity_for", "quota")
# Tables without such counts; all others but the plan and its measures are left out.
UNTOUCHED = ("shares", "kinds", "inputs", "money_values", "money_place")
# The column after which a comparison's table holds what rests on scenarios.
LAST = {"new_places": "today", "places_after": "today"}
COUNTY = ("new_places",)  # measures of the county that the need tells
WORST = ("worst_before",)
# Gaps by the shares alone; quotas after limits may be what somebody has received.
OF_GAPS = (*WORST, "total_before", "movable_before")
# What the shares give: covered for all where a share could be reckoned back to a small count.
BY_SHARE = ("share", "quota", "gap", "sentence")
NO_SHARES = ("kinds", "flows_county", "inputs", "new_places", "places_after", "outcome", "outcome_county")


def covered(sheet: Sheet, plan: Plan, hiding: Hiding, language: str) -> Sheet | None:
    """A run's table with what its hiding says covered; None where it is left out."""
    shown = _counts_covered(sheet, plan, hiding, language)
    return _shares_covered(shown) if shown and hiding.shares else shown


def _shares_covered(sheet: Sheet) -> Sheet | None:
    """The table without what the shares give; None where it is left out."""
    if sheet.word == "measures":
        return replace(sheet, rows=tuple(row for row in sheet.rows if row[0] in COUNTY))
    if sheet.word != "plan":
        return sheet if sheet.word in NO_SHARES else None
    return replace(sheet, rows=tuple(
        tuple(value if f.name not in BY_SHARE or value is None else "" if f.name == "sentence" else COVERED
              for f, value in zip(sheet.fields, row, strict=True)) for row in sheet.rows))


def _counts_covered(sheet: Sheet, plan: Plan, hiding: Hiding, language: str) -> Sheet | None:
    if not hiding.new or sheet.word in UNTOUCHED:
        return sheet
    if sheet.word == "plan":
        return _plan(sheet, plan, hiding, language)
    if sheet.word == "measures":
        shown = _measures_shown([hiding])
        return replace(sheet, rows=tuple(row for row in sheet.rows if row[0] in shown))
    return None


def _after(sheet: Sheet, codes: Collection[str], last: str, scenarios: int) -> Sheet:
    """The table with nothing shown of some municipalities after a column: what follows are scenarios,
    whatever they are called, and then baselines, of which nothing is shown of anybody.
    """
    names = [f.name for f in sheet.fields]
    at = next(i for i, f in enumerate(sheet.fields) if f.type == CODE)
    lead = names.index(last) + 1
    return replace(sheet, rows=tuple(
        tuple(COVERED if value is not None and j >= lead + (0 if row[at] in codes else scenarios) else value
              for j, value in enumerate(row)) for row in sheet.rows))


def _row(fields: Sequence[Field], row: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(value if f.name in OPEN or value is None else "" if f.name == "rests_on" else COVERED
                 for f, value in zip(fields, row, strict=True))


def _plan(sheet: Sheet, plan: Plan, hiding: Hiding, language: str) -> Sheet:
    """The plan with a column more: what is received and new together, which is shown where parts are not."""
    from models.measures import amount
    names = [f.name for f in sheet.fields]
    rows = []
    for cell, row in zip(plan.problem.cells, sheet.rows, strict=True):
        own = dict(zip(names, row, strict=True))
        made = dict(zip(names, _row(sheet.fields, row), strict=True)) if cell[0] in hiding.new else own
        both = hiding.together.get(cell, amount(plan, cell))
        made = {**made, "received": hiding.received.get(cell[0], own["received"]), "gap": own["gap"]}
        made |= {"quota": COVERED, "gap": COVERED} if hiding.quotas else {}
        made |= {"gap": COVERED} if isinstance(both, str) else {}
        made |= {"sentence": _sentence({**made, "together": both}, language)} \
            if hiding.quotas or cell[0] in hiding.new else {}
        rows.append((*made.values(), both))
    together = Field("together", say("table.together", language), WHOLE)
    return replace(sheet, fields=(*sheet.fields, together), rows=tuple(rows))


def _sentence(row: Mapping[str, Any], language: str) -> str:
    """The row's sentence from what is shown in it."""
    told = {name: row[name] for name in ("quota", "received", "new", "together")}
    if row["new"] != COVERED:
        key = "sentence"
    else:
        key = "sentence_hidden" if isinstance(row["together"], str) else "sentence_together"
    key = f"{key}_no_quota" if row["quota"] == COVERED else key
    return say(f"public.{key}", language, name=row["name"], **told)


def compared(sheet: Sheet, hidings: Iterable[Hiding], language: str) -> Sheet | None:
    """A comparison's table with what any of its runs hides covered; None where it is left out."""
    found = list(hidings)
    codes = frozenset(code for one in found for code in one.new)
    shares = any(one.shares for one in found)
    if (not codes and not shares) or sheet.word in UNTOUCHED:
        return sheet
    if sheet.word == "measures":
        return _measures(sheet, found, language)
    if not codes:
        return sheet if sheet.word in NO_SHARES else None
    return _after(sheet, codes, LAST[sheet.word], len(found)) if sheet.word in LAST else None


def _measures_shown(hidings: Sequence[Hiding]) -> tuple[str, ...]:
    """The measures that tell nothing of what is hidden."""
    if any(one.shares for one in hidings):
        return COUNTY
    if not any(one.gaps for one in hidings):
        return (*COUNTY, *OF_GAPS)
    return (*COUNTY, *(WORST if all(one.worst or not one.gaps for one in hidings) else ()))


def _measures(sheet: Sheet, hidings: Sequence[Hiding], language: str) -> Sheet:
    """Only what the need tells and, where no gap is hidden, gaps: of scenarios, never of baselines."""
    shown = _measures_shown(hidings)
    told = {say(f"measure.{word}", language) for word in shown}
    kept = [i for i, row in enumerate(sheet.rows) if row[0] in told]
    last = 2 + len(hidings)
    rows = tuple(tuple(COVERED if f.type == NUMBER and j >= last and value is not None else value
                       for j, (f, value) in enumerate(zip(sheet.fields, sheet.rows[i], strict=True)))
                 for i in kept)
    marked = frozenset((kept.index(i), j) for i, j in sheet.marked if i in kept)
    return replace(sheet, rows=rows, marked=marked)
