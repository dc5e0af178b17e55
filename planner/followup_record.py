"""The folder of a follow-up: the March report, whole or absent, and the same bytes every time.

marsrapport.txt, uppfoljning.csv (exact; internal where children or persons are counted),
uppfoljning.xlsx and the figure (for others), uppfoljning.json (what it rests on).
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.atomic import write_folder
from planner.followup_sheets import FILE, Told, exact_sheet, indicator_sheet, shown_sheet
from planner.followup_text import head_lines, report_lines, rule_lines
from planner.wording import say

if TYPE_CHECKING:
    from planner.view import View

REPORT, RECORD = "marsrapport.txt", f"{FILE}.json"


def followup_id(told: Told) -> str:
    """SHA-256 over the run and the outcome (64 hex digits)."""
    from planner.identity import digest
    return digest({"followup": told.followed.run.id, "outcome": told.followed.outcome.digest})


def write_followup(told: Told, out: Path) -> Path:
    """Write the report's folder below ``out`` (in one rename) and give its path; raises ``OSError``."""
    from planner.record import folder_name
    name = f"{told.followed.run.scenario.name}-{told.say('folder')}"
    return write_folder(Path(out) / folder_name(name, followup_id(told)), partial(_fill, told))


def _fill(told: Told, folder: Path) -> None:
    from planner.figures.followup import draw
    from planner.figures.style import save
    from planner.provenance import json_text
    _write(folder / REPORT, "\n".join(report_lines(told)))
    _write(folder / f"{FILE}.csv", exact_sheet(told).plain())
    _write(folder / RECORD, json_text(document(told)))
    _book(folder / f"{FILE}.xlsx", told)
    for drawn in draw(view_of(told), told):
        save(drawn, folder)


def _book(path: Path, told: Told) -> None:
    """The workbook for others: the table, the indicators, what to know."""
    from planner.workbook.book import Book
    run = told.followed.run
    example = say("record.example", told.language) if run.case.example else ""
    book = Book(path, run.scenario.settings.title or run.scenario.name, told.language, example)
    book.sheet(shown_sheet(told))
    book.sheet(indicator_sheet(told))
    rows = [(told.say("about_report"), line) for line in head_lines(told)]
    rows += [(told.say("about_reading"), told.say("gap_reading"))]
    rows += [(say("regime_text.name", told.language), line) for line in rule_lines(told)]
    book.pairs(say("sheet.about", told.language),
               [*rows, (told.say("about_run"), run.id),
                (told.say("about_outcome"), told.followed.outcome.name)])
    book.save()


def document(told: Told) -> dict[str, Any]:
    """The content of uppfoljning.json: run, outcome, years, regime; no count of a municipality."""
    from planner.regime_told import regime_record
    from planner.version import VERSION
    run, outcome = told.followed.run, told.followed.outcome
    return {"followup": followup_id(told), "run": run.id, "scenario": run.scenario.name,
            "language": str(told.language), "unit": told.unit, "example": run.case.example,
            "outcome": {"file": outcome.name, "sha256": outcome.digest, "years": list(outcome.years),
                        "kinds": list(outcome.kinds),
                        "missing": {str(year): outcome.missing(year) for year in outcome.years}},
            "carried_in": bool(told.followed.earlier), "assumed": list(run.case.assumed),
            **regime_record(run.plan.problem), "version": VERSION}


def view_of(told: Told) -> View:
    """What the figure sees of the run: its plan, read back."""
    import pandas as pd

    from planner.results import kind_names, plan_sheet
    from planner.source_line import source_line
    from planner.view import View
    run, nothing = told.followed.run, pd.DataFrame()
    source = say("figure.outcome_source", told.language, source=source_line(run.case, told.language),
                 name=told.followed.outcome.name)
    return View(run.id, run.scenario.name, run.scenario.settings.title or run.scenario.name,
                run.plan.problem.county.name, told.language, run.case.example, source,
                plan_sheet(run, told.language).frame(), nothing, nothing, kind_names(run, told.language))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")
