"""Model and decision side by side: numbers, differences and sums, as sheet, text and view."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.decided_beside import Beside, beside
from planner.readable import readable
from planner.tabular import CODE, NUMBER, TEXT, WHOLE, Field, Sheet
from planner.wording import decimal, listing, say

if TYPE_CHECKING:
    from models.sections.decided import DecidedKeys
    from planner.run import Run

COLUMNS = (("code", CODE), ("name", TEXT), ("kind", TEXT), ("year", WHOLE), ("fair", NUMBER),
           ("planned", WHOLE), ("decided", WHOLE), ("difference", WHOLE), ("ratio", NUMBER))


def decided_of(run: Run) -> tuple[Beside, ...]:
    """The decided numbers beside a found plan; nothing where the scenario names no decision."""
    keys: DecidedKeys | None = run.plan.problem.section("decided")
    return beside(run.plan, run.plan.problem.tables[keys.table].rows) if keys else ()


def decided_title(run: Run, language: str) -> str:
    """What the decision is called."""
    keys: DecidedKeys | None = run.plan.problem.section("decided")
    return (keys.title if keys else "") or say("decided_text.untitled", language)


def decided_sheets(run: Run, language: str) -> Iterator[Sheet]:
    """decided.csv: share of the county's number, plan, decision, plan less decision, decided ÷ share."""
    found = decided_of(run)
    if not found:
        return
    names = {town.code: town.name for town in run.plan.problem.county.municipalities}
    rows = tuple((one.code, names[one.code], one.kind or "", one.year, one.fair, one.planned, one.decided,
                  one.difference, one.ratio) for one in found)
    fields = tuple(Field(name, say(f"column.{name}", language), type_, shown=2 if name == "ratio" else 1,
                         sign=name == "difference") for name, type_ in COLUMNS)
    yield Sheet("decided", say("sheet.decided", language), fields, rows)


def decided_lines(run: Run, language: str) -> Iterator[str]:
    """The table on a screen, the sums, who gets more and fewer; nothing without a decision."""
    if run.plan.problem.section("decided") is None or not run.plan.found:
        return
    found, county = decided_of(run), run.plan.problem.county
    yield say("decided_text.title", language, title=decided_title(run, language)) + ":"
    if not found:
        yield "  " + say("decided_text.none", language)
        return
    yield from (f"  {line}" for line in _table(run, language).text(language).splitlines())
    known = {one.code for one in found}
    if len(known) < len(county.codes):
        yield "  " + say("decided_text.part", language, count=len(known), all=len(county.codes))
    for year in dict.fromkeys(one.year for one in found):
        yield "  " + _sums([one for one in found if one.year == year], year, language)
    yield from (f"  {line}" for line in _sides(run, found, language))
    yield "  " + say("decided_text.reading", language)


def _table(run: Run, language: str) -> Sheet:
    """The sheet for a screen: without the code, and without a kind or year that is the same for all."""
    sheet = readable(next(decided_sheets(run, language)), run.case.kinds, language)
    kept = [i for i, f in enumerate(sheet.fields) if f.name not in ("code", "kind", "year")
            or (f.name != "code" and len(set(sheet.column(f.name))) > 1)]
    return Sheet(sheet.word, sheet.title, tuple(sheet.fields[i] for i in kept),
                 tuple(tuple(row[i] for i in kept) for row in sheet.rows))


def _sums(found: Sequence[Beside], year: int, language: str) -> str:
    return say("decided_text.sums", language, year=year, planned=sum(one.planned for one in found),
               decided=sum(one.decided for one in found))


def _sides(run: Run, found: Sequence[Beside], language: str) -> Iterator[str]:
    """Who gets more by the plan, who fewer, who the same: largest difference first."""
    names = {town.code: town.name for town in run.plan.problem.county.municipalities}
    sums: dict[str, int] = {}
    for one in found:
        sums[one.code] = sums.get(one.code, 0) + one.difference
    ranked = sorted(sums, key=lambda code: -abs(sums[code]))
    for word, side in (("over", 1), ("under", -1)):
        told = [say("decided_text.one", language, name=names[c], difference=signed(sums[c], language))
                for c in ranked if side * sums[c] > 0]
        if told:
            yield say(f"decided_text.{word}", language, names=listing(told, language))
    same = [names[c] for c in ranked if sums[c] == 0]
    if same:
        yield say("decided_text.same", language, names=listing(same, language))


def signed(value: int, language: str) -> str:
    """A difference with its sign: +3, −2, 0."""
    return decimal(Fraction(value), 0, language, sign=True)


def decided_record(run: Run) -> list[dict[str, Any]]:
    """What run.json says of the decision: one entry for each number."""
    return [{"code": one.code, "kind": one.kind, "year": one.year, "plan": one.planned,
             "decided": one.decided, "difference": one.difference} for one in decided_of(run)]
