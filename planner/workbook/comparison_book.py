"""The workbook of a comparison: the scenarios side by side, what differs, and what they rest on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from planner.release import stamp
from planner.report.comparison.scenarios import Scenarios
from planner.tabular import CODE, WHOLE, Field, Sheet
from planner.wording import say
from planner.workbook.book import Book, Live, Sums
from planner.workbook.pages import sorted_by_name
from planner.workbook.run_book import FLOWS, release_rows
from planner.workbook.scenarios_beside import flows_of_all, numbered, shares_beside

if TYPE_CHECKING:
    from planner.edition import ComparisonEdition
    from planner.workbook.formulas import At

PLACES = ("places_after", "new_places")
MARK = " -"  # a column of differences is named after its scenario


def write_comparison_workbook(path: Path, edition: ComparisonEdition) -> None:
    """The scenarios beside the first, the edition's tables, assumptions, sources, then "Om"."""
    from planner.plan_text import statement
    from planner.workbook.assumptions import assumption_sheet, source_sheet
    comparison, language = edition.comparison, edition.language
    example = say("record.example", language) if any(r.case.example for r in comparison.runs) else ""
    title = ", ".join(run.scenario.settings.title or run.scenario.name for run in comparison.runs)
    book = Book(path, title, language, example, stamp(edition.release, language))
    scenarios = Scenarios(edition)
    called, planned = ([one.label for one in found] for found in (scenarios.all, scenarios.planned))
    beside = _beside(edition, scenarios)
    if beside:
        beside = sorted_by_name(beside)
        book.sheet(beside, Sums(_whole(beside)), Live(_differences(beside)))
    own = [sorted_by_name(found) for found in (shares_beside(scenarios, language),) if found]
    own += filter(None, (flows_of_all(scenarios, word, language) for word in FLOWS))
    for sheet in (*own, *(sorted_by_name(numbered(one, scenarios, language)) for one in edition.sheets)):
        places = _whole(sheet) if sheet.fields[0].type == CODE else ()
        book.sheet(sheet, Sums(places) if places else None,
                   Live(bars=places if sheet.word in PLACES else (), together=True))
    if edition.runs:
        book.sheet(assumption_sheet(edition.runs, planned))
        book.sheet(source_sheet(edition.runs, called=planned))
    runs = [(label, f"{run.scenario.settings.title} ({run.id}). {statement(run, language)}")
            for label, run in zip(called, comparison.runs, strict=True)]
    notes = (*comparison.notes, *comparison.range_notes)
    book.pairs(say("sheet.about", language), [*release_rows(edition), *runs, *(("", note) for note in notes)])
    book.save()


def _whole(sheet: Sheet) -> tuple[str, ...]:
    return tuple(f.name for f in sheet.fields if f.type == WHOLE and f.name != "year")


def _beside(edition: ComparisonEdition, found: Scenarios) -> Sheet | None:
    """Places after in every scenario, and what each has more or fewer than the first."""
    language = edition.language
    whole = next((sheet for sheet in edition.sheets if sheet.word == PLACES[0]), None)
    if whole is None:
        return None
    names = [f.name for f in whole.fields]
    first = names.index("today") + 1
    scenarios = range(first, first + len(edition.comparison.runs))
    others = list(scenarios)[1:]
    numbers = {j: found.all[j - first].number for j in scenarios}
    shown = numbered(whole, found, language)
    fields = (*shown.fields[:scenarios[-1] + 1], *(
        Field(names[j] + MARK, say("workbook.against_first", language, what=numbers[j], first=numbers[first]),
              WHOLE, sign=True) for j in others))
    rows = tuple((*row[:scenarios[-1] + 1], *(
        row[j] - row[first] if isinstance(row[j], int) and isinstance(row[first], int) else None
        for j in others)) for row in whole.rows)
    return Sheet("comparison", say("sheet.comparison", language), fields, rows)


def _differences(sheet: Sheet) -> dict[At, str]:
    """Each scenario less the first, where both have a figure."""
    from xlsxwriter.utility import xl_rowcol_to_cell
    names = [f.name for f in sheet.fields]
    first = names.index("today") + 1
    last = len(names) - (len(names) - first) // 2  # as many differences as scenarios but the first
    return {(i, j): f"={xl_rowcol_to_cell(i + 1, j - last + first + 1)}-{xl_rowcol_to_cell(i + 1, first)}"
            for i, row in enumerate(sheet.rows) for j in range(last, len(names)) if row[j] is not None}
