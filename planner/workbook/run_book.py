"""The workbook of a run: the plan to read, print and edit, and everything it rests on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from models.problem import STOCK
from models.regimes import PLACES
from planner.plan_page import in_short
from planner.readable import readable
from planner.release import stamp
from planner.small_counts import COVERED
from planner.tabular import WHOLE, Sheet
from planner.wording import say
from planner.workbook.book import Book, Live, Sums
from planner.workbook.formulas import county_formulas, plan_formulas, share_formulas
from planner.workbook.pages import columns_of, page_of, reasons_of, sorted_by_name, with_together

if TYPE_CHECKING:
    from planner.edition import ComparisonEdition, Edition

SUMMED = ("received", "before", "new", "together", "after", "quota", "gap", "new_since_start", "population")
BARS = ("new", "gap")
COUNTY = ("received", "before", "new", "together", "after", "new_since_start")
MEASURES = ("name", "value", "unit")
FLOWS = ("flows", "flows_county")  # without a rule of travelling there is nothing to say


def write_plan_workbook(path: Path, edition: Edition) -> None:
    """Plan, county, baselines, shares, flows, assumptions, sources, the other tables, and "Om" last."""
    from planner.about import about_rows
    from planner.money_first import first_lines
    from planner.workbook.assumptions import assumption_sheet, source_sheet
    from planner.workbook.baselines import baseline_formulas, baseline_sheet
    run, language = edition.run, edition.language
    example = say("record.example", language) if run.case.example else ""
    title = run.scenario.settings.title or run.scenario.name
    book = Book(path, title, language, example, stamp(edition.release, language))
    whole, *others = (sorted_by_name(readable(sheet, run.case.kinds, language)) for sheet in edition.sheets)
    problem = run.plan.problem
    whole = with_together(whole, language)
    plan = page_of(in_short(whole) if problem.unit != PLACES else whole, problem.basis.amount != STOCK)
    by_word = {sheet.word: columns_of(sheet, MEASURES) if sheet.word == "measures" else sheet
               for sheet in others}
    _plan(book, plan)
    _county(book, plan, language)
    beside = sorted_by_name(readable(baseline_sheet(edition), run.case.kinds, language))
    book.sheet(beside, Sums(tuple(f.name for f in beside.fields if f.type == WHOLE)),
               Live(baseline_formulas(beside)))
    if shares := by_word.pop("shares", None):
        book.sheet(shares, live=Live(share_formulas(shares), ("share",)))
    for word in FLOWS:
        if (flows := by_word.pop(word, None)) and flows.rows:
            book.sheet(flows)
    book.sheet(assumption_sheet([edition]))
    book.sheet(source_sheet([edition], plan.title, shares.title if shares else ""))
    for sheet in (reasons_of(whole, plan, language), *by_word.values()):
        book.sheet(sheet)
    said = list(about_rows(run, language, edition.release))
    first = len(list(first_lines(run.case.problem, language)))  # what is to be said before all else
    gap = say(f"memo_annex.gap_{problem.basis.amount}", language, year=problem.need.years[-1])
    book.pairs(say("sheet.about", language), [
        *said[:first], *release_rows(edition), (say("column.gap", language), gap), *said[first:]])
    book.save()


def release_rows(edition: Edition | ComparisonEdition) -> list[tuple[str, str]]:
    """Whom the workbook is made for, and what it does not show."""
    language = edition.language
    return [(say("workbook.release", language), stamp(edition.release, language)),
            *((say("workbook.hidden", language), note) for note in edition.notes)]


def _plan(book: Book, plan: Sheet) -> None:
    """The plan; of one kind and one year with the sums below."""
    one = len(set(zip(plan.column("kind"), plan.column("year"), strict=True))) == 1
    book.sheet(plan, Sums(SUMMED) if one else None, Live(plan_formulas(plan), BARS))


def _county(book: Book, plan: Sheet, language: str) -> None:
    """The county's sums by kind and year, as formulas over the plan's sheet."""
    names = [f.name for f in plan.fields]
    sums = tuple(name for name in COUNTY if name in names)
    fields = [plan.fields[names.index(name)] for name in ("kind", "year", *sums)]
    keys = list(dict.fromkeys(zip(plan.column("kind"), plan.column("year"), strict=True)))
    rows = tuple((kind, year, *(_sum(plan, name, kind, year) for name in sums)) for kind, year in keys)
    sheet = Sheet("county", say("sheet.county", language), tuple(fields), rows)
    book.sheet(sheet, live=Live(county_formulas(sheet, plan)))


def _sum(plan: Sheet, name: str, kind: str, year: int) -> int | str:
    """The sum of a column in a kind and year; hidden where a figure of it is."""
    found = zip(plan.column(name), plan.column("kind"), plan.column("year"), strict=True)
    values = [value for value, k, t in found if (k, t) == (kind, year)]
    return COVERED if any(isinstance(value, str) for value in values) else sum(values)
