"""The folder of an account: whole or absent, and the same bytes every time.

ledger.csv and months.csv (internal, exact), avrakning.xlsx and a figure (for others), and
ledger.json: the regime, what the account counts, and everything it rests on.
"""

from __future__ import annotations

import platform
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.atomic import write_folder
from planner.ledger_view import Shown
from planner.version import VERSION
from planner.wording import listing, say, spoken

if TYPE_CHECKING:
    from planner.case import Case
    from planner.scenario import Scenario
    from planner.tabular import Sheet

RECORD, BOOK, ENDING = "ledger.json", "avrakning.xlsx", "avrakning"


def ledger_id(scenario: Scenario, case: Case) -> str:
    """SHA-256 over the question, as of a run, and that it is an account (64 hex digits)."""
    from planner.identity import digest
    from planner.run import run_id
    return digest({"account": run_id(scenario, case)})


def write_ledger(scenario: Scenario, found: Shown, out: Path, language: str) -> Path:
    """Write the account's folder below ``out`` (in one rename) and give its path; raises ``OSError``."""
    from planner.record import folder_name
    language = spoken(language, found.case.problem.unit)
    place = Path(out) / folder_name(f"{scenario.name}-{ENDING}", ledger_id(scenario, found.case))
    return write_folder(place, partial(_fill, scenario, found, language))


def _fill(scenario: Scenario, found: Shown, language: str, folder: Path) -> None:
    from planner.figures.ledger import draw
    from planner.figures.style import save
    from planner.ledger_sheets import exact_sheet, month_sheet, sheets_of
    from planner.provenance import json_text
    for sheet in (exact_sheet(found), month_sheet(found)):
        (folder / f"{sheet.word}.csv").write_text(sheet.plain(), encoding="utf-8", newline="")
    record = document(scenario, found, language)
    (folder / RECORD).write_text(json_text(record), encoding="utf-8", newline="")
    _book(folder / BOOK, scenario, found, tuple(sheets_of(found, language)), language)
    for drawn in draw(found, scenario.settings.title or scenario.name, record["account"], language):
        save(drawn, folder)


def document(scenario: Scenario, found: Shown, language: str) -> dict[str, Any]:
    """The content of ledger.json as plain data; no count of a single municipality stands in it."""
    from planner.provenance import versions
    from planner.regime_told import regime_record
    account, counts = found.account, found.account.counts
    return {
        "account": ledger_id(scenario, found.case), "scenario": scenario.name,
        "title": scenario.settings.title, "language": str(language), **regime_record(found.case.problem),
        "statement": say("ledger_text.mirror", language), "example": found.example,
        "whole": account.section.whole, "reading": account.section.reading, "start": str(counts.start),
        "first_month": f"{counts.first:%Y-%m}", "through": f"{counts.through:%Y-%m}",
        "referrals": account.referrals, "left_out": list(counts.left_out),
        "internal": ["ledger.csv", "months.csv"], "inputs": _inputs(found), "resolved": scenario.resolved,
        "versions": {"platsplan": VERSION, "python": platform.python_version(), **versions()},
    }


def _inputs(found: Shown) -> dict[str, Any]:
    """Every table of the account: status, source, how it was made, the hash of its file."""
    return {"count": len(found.tables), "assumed": len(found.assumed),
            "tables": [_table(found, name) for name in found.tables]}


def _table(found: Shown, name: str) -> dict[str, Any]:
    table, source = found.case.tables[name], found.case.sources[name]
    return {"table": name, "holds": table.spec.word, "status": table.status, "publisher": source.publisher,
            "date": source.date, "rule": source.rule, "note": source.note,
            "sha256": found.case.raw_hashes.get(name, "")}


def _book(path: Path, scenario: Scenario, found: Shown, sheets: tuple[Sheet, ...], language: str) -> None:
    """avrakning.xlsx: the account first, then what it is made of, and "Om"."""
    from planner.workbook.book import Book
    example = say("record.example", language) if found.example else ""
    book = Book(path, scenario.settings.title or scenario.name, language, example)
    for sheet in sheets:
        book.sheet(sheet)
    book.pairs(say("sheet.about", language), _about(scenario, found, language))
    book.save()


def _about(scenario: Scenario, found: Shown, language: str) -> list[tuple[str, str]]:
    """Title, regime, what the account is not, id, versions."""
    from planner.ledger_text import head_lines, reading_lines
    from planner.provenance import versions
    rows = {"title": scenario.settings.title, "scenario": scenario.name,
            "description": scenario.settings.description, "county": found.case.problem.county.name,
            "run": ledger_id(scenario, found.case),
            "statement": " ".join(head_lines(found, language)), "rests": " ".join(
                [*reading_lines(found, language), say("ledger_text.small", language)]),
            "assumed": listing(found.assumed, language) or say("record.no", language),
            "versions": ", ".join(f"{k} {v}" for k, v in {"platsplan": VERSION, **versions()}.items())}
    return [(say(f"about.{word}", language), text) for word, text in rows.items() if text]
