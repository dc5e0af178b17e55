"""The folder of a redistribution: whole or absent, and the same bytes every time.

omfordelning.csv is the form (giver, receiver, promille); transfers.csv the same with its days, as
the ledger reads it; before_after.csv, grants.csv and goals.csv the rest, all in plain CSV;
omfordelning.xlsx holds them for readers; omfordelning.json says what they rest on.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from models.redistribution import Transfer
from planner.atomic import write_folder
from planner.redistribute_run import Redistributed
from planner.redistribute_sheets import booked_sheet, form_sheet, grant_sheet, side_sheet
from planner.tabular import Field, Sheet
from planner.wording import say

WORD = "omfordelning"


def write_redistribution(done: Redistributed, out: Path, language: str = "sv") -> Path:
    """Write the folder below ``out`` (in one rename) and give its path."""
    from planner.record import folder_name
    return write_folder(Path(out) / folder_name(f"{done.scenario.name}-{WORD}", done.id),
                        partial(_fill, done, language))


def _fill(done: Redistributed, language: str, folder: Path) -> None:
    from planner.provenance import json_text
    _write(folder / f"{WORD}.json", json_text(document(done, language)))
    if not done.proposal.found:
        return
    from planner.figures.redistribution import draw
    from planner.figures.style import save
    plain = (form_sheet(done, language), booked_sheet(done, language), *_beside(done, language))
    for sheet in plain:
        _write(folder / f"{sheet.word}.csv", sheet.plain())
    _book(done, folder / f"{WORD}.xlsx", language)
    for drawn in draw(done, language):
        save(drawn, folder)


def _beside(done: Redistributed, language: str) -> Iterator[Sheet]:
    """Both sides, the grants where amounts are given, the goals."""
    yield side_sheet(done, language)
    grants = grant_sheet(done, language)
    yield from [grants] if grants is not None else []
    yield goal_sheet(done, language)


def goal_sheet(done: Redistributed, language: str) -> Sheet:
    """What the proposal comes to by each goal, and the list where there is one, with their units."""
    from planner.redistribute_text import value_text
    words = ("goal", "proposal", *(["list"] if done.listed else []))
    made = (done.proposal.transfers, *([done.listed.transfers] if done.listed else []))
    rows = tuple((say(f"redistribute_goal.{goal}", language),
                  *(value_text(done, goal, one, language) for one in made)) for goal in done.question.goals)
    return Sheet("goals", say("redistribute_sheet.goals", language),
                 tuple(Field(word, say(f"redistribute_column.{word}", language)) for word in words), rows)


def _book(done: Redistributed, path: Path, language: str) -> None:
    """omfordelning.xlsx: the form first, then the rest, the sources and what it rests on."""
    from planner.redistribute_text import head_lines, left_lines, note_lines
    from planner.workbook.book import Book
    example = say("record.example", language) if done.example else ""
    book = Book(path, done.scenario.settings.title or done.scenario.name, language, example)
    for sheet in (form_sheet(done, language, named=True), *_beside(done, language), _sources(done, language)):
        book.sheet(sheet)
    told = (*head_lines(done, language), *note_lines(done, language), *left_lines(done, language))
    first = (say("about.scenario", language), done.scenario.name), (say("about.run", language), done.id)
    book.pairs(say("sheet.about", language), [*first, *(("", line.strip()) for line in told)])
    book.save()


def _sources(done: Redistributed, language: str) -> Sheet:
    """Every input table with its publisher, date, status and how it was made."""
    names = ("table", "status", "publisher", "date", "rule")
    rows = tuple((name, say(f"rests.{done.case.tables[name].status}", language), source.publisher,
                  source.date, source.rule)
                 for name in done.case.inputs for source in [done.case.sources[name]])
    return Sheet("sources", say("sheet.sources", language),
                 tuple(Field(name, say(f"column.{name}", language)) for name in names), rows)


def document(done: Redistributed, language: str) -> dict[str, Any]:
    """The content of omfordelning.json as plain data."""
    from planner.provenance import versions
    from planner.redistribute_text import statement
    from planner.regime_told import regime_record
    from planner.version import VERSION
    asked, proposal = done.question, done.proposal
    return {
        "run": done.id, "scenario": done.scenario.name, "title": done.scenario.settings.title,
        "language": language, "status": proposal.ending.value, "statement": statement(done, language),
        "example": done.example, "solver": done.solver, "stopped": proposal.stopped,
        **regime_record(done.case.problem), "first": str(asked.first), "last": str(asked.last),
        "whole": asked.whole, "forecast": asked.forecast, "unit": "0.01 promille",
        "goals": [{"goal": goal, "value": proposal.values.get(goal), "proved": goal in proposal.proved}
                  for goal in asked.goals],
        "tied": proposal.tied, "proposal": _plain(proposal.transfers),
        "list": {"name": done.listed.name, "transfers": _plain(done.listed.transfers),
                 "values": dict(done.reached(done.listed.transfers))} if done.listed else None,
        "above_room": done.above if proposal.found else {},
        "amounts": {word: {"value": str(one.value), "unit": one.unit, "status": one.status,
                           "source": one.source} for word, one in (done.amounts or {}).items()},
        "inputs": {"count": len(done.case.inputs), "assumed": list(done.case.assumed)},
        "resolved": done.scenario.resolved, "versions": {"platsplan": VERSION, **versions()},
    }


def _plain(transfers: tuple[Transfer, ...]) -> list[dict[str, Any]]:
    return [{"giver": one.giver, "receiver": one.receiver, "units": one.units} for one in transfers]


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")
