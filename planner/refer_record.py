"""The folder of a shadow calculation: whole or absent, the same bytes every time.

refer, order, points, rules, breaks, paradoxes and year as CSV (UTF-8, comma, decimal point, LF),
refer.xlsx for others, refer.json, and the figures.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.refer_sheets import csv_sheets, sheets_of
from planner.refer_text import chosen_words
from planner.wording import listing, say

if TYPE_CHECKING:
    from planner.refer_view import Shown


def write_shadow(found: Shown, out: Path, language: str) -> Path:
    """Write the folder below ``out`` in one rename and give its path; raises ``OSError``."""
    from planner.atomic import write_folder
    from planner.record import folder_name
    name = f"{found.scenario.name}-{say('refer_sheet.folder', language)}"
    return write_folder(Path(out) / folder_name(name, found.id), partial(_fill, found, language))


def _fill(found: Shown, language: str, folder: Path) -> None:
    from planner.figures.fulfilment_year import draw as year
    from planner.figures.refer_rules import draw as rules
    from planner.figures.style import save
    from planner.provenance import json_text
    for sheet in csv_sheets(found, language):
        _write(folder / f"{sheet.word}.csv", sheet.plain())
    _write(folder / "refer.json", json_text(document(found, language)))
    write_workbook(found, folder / "refer.xlsx", language)
    for drawn in (*rules(found, language), *year(found, language)):
        save(drawn, folder)


def document(found: Shown, language: str) -> dict[str, Any]:
    """The content of refer.json as plain data: nothing that gives a small count away."""
    from planner.provenance import versions
    from planner.regime_told import regime_record
    from planner.version import VERSION
    question, choice = found.found.question, found.found.choice
    return {
        "shadow": say("refer.first", language), "id": found.id, "scenario": found.scenario.name,
        "title": found.scenario.settings.title, "language": language, "example": found.example,
        **regime_record(found.case.problem), "referrals": question.number, "whole": question.held.whole,
        "chosen": {"counted": choice.counted, "tie": choice.tie, "ties_counted": choice.ties_counted,
                   "announced_counted": choice.announced_counted, "reading": choice.reading},
        "between_equals": len(found.found.referred.equal),
        "moved_by_the_other_answer": {word: sum(n for n in found.found.moved(word).values() if n > 0)
                                      for word in found.found.others},
        "methods": list(found.found.ends),
        "paradoxes": {rule: len(seen) for rule, seen in found.found.paradoxes.items()},
        "mean_deviation": {rule: one and {"small": str(one.small), "large": str(one.large)}
                           for rule, one in found.found.leans.items()},
        "simulated": {"seed": found.keys.seed, "part": str(found.keys.kin_part), "status": "assumed",
                      "ties": len(next(iter(found.found.years.values())).drawn)},
        "inputs": [_input(found, name) for name in found.case.inputs], "resolved": found.scenario.resolved,
        "versions": {"platsplan": VERSION, "python": platform.python_version(), **versions()},
    }


def _input(found: Shown, name: str) -> dict[str, Any]:
    table, source = found.case.tables[name], found.case.sources[name]
    return {"table": name, "holds": table.spec.word, "status": table.status, "publisher": source.publisher,
            "date": source.date, "rule": source.rule,
            "sha256": found.case.raw_hashes.get(name.partition("#")[0], "")}


def write_workbook(found: Shown, path: Path, language: str) -> None:
    """refer.xlsx: the sheets for others and "Om", whose first line says whose decision it is."""
    from planner.workbook.book import Book
    example = say("record.example", language) if found.example else ""
    book = Book(path, found.scenario.settings.title or found.scenario.name, language, example)
    book.pairs(say("sheet.about", language), _about(found, language))
    for sheet in sheets_of(found, language):
        book.sheet(sheet)
    book.save()


def _about(found: Shown, language: str) -> Iterator[tuple[str, str]]:
    from planner.regime_told import regime_lines
    from planner.version import VERSION
    yield "", say("refer.first", language)
    yield say("about.scenario", language), f"{found.scenario.settings.title} ({found.scenario.name})"
    yield say("about.run", language), found.id
    yield say("regime_text.name", language), " ".join(regime_lines(found.case.problem, language))
    yield "", say("refer.open", language, told="; ".join(chosen_words(found, language)))
    yield "", say("refer.rests", language, assumed=len(found.case.assumed), inputs=len(found.case.inputs))
    yield say("about.assumed", language), listing(found.case.assumed, language) or say("record.no", language)
    yield "", say("refer_year.title", language, seed=str(found.keys.seed))
    yield say("about.versions", language), f"platsplan {VERSION}"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")
