"""The folder of two goals against each other: whole or absent, the same bytes every time.

avvagning.csv (the steps), avvagning_kommuner.csv (everyone's places in each), minsta_andring.csv
where a gain is asked for, avvagning.xlsx with the same and the sentences, avvagning.txt, the
figure, and avvagning.json with every value as an exact fraction.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.plan import Ending
from models.tradeoff import Step
from planner.answer_folder import assumed_told, write_answer, write_book
from planner.tradeoff_sheets import sheets_of, text_sheet
from planner.tradeoff_told import lines, statement
from planner.wording import say

if TYPE_CHECKING:
    from planner.tradeoff_run import Traded

WORD = "avvagning"


def write_tradeoff(found: Traded, out: Path, language: str) -> Path:
    """Write the folder below ``out`` in one rename and give its path; raises ``OSError``."""
    return write_answer(found, "tradeoff_sheet.folder", partial(_fill, found), out, language)


def _fill(found: Traded, language: str, folder: Path) -> None:
    from planner.figures.style import save, stem
    from planner.figures.tradeoff import draw
    from planner.provenance import json_text
    _write(folder / f"{WORD}.json", json_text(document(found, language)))
    if not found.frontier.steps:
        return
    for sheet in sheets_of(found, language):
        _write(folder / f"{sheet.word}.csv", sheet.plain())
    _write(folder / f"{stem(WORD, found.case.example)}.txt", "\n\n".join(lines(found, language)) + "\n")
    sheets = (*sheets_of(found, language), text_sheet(found, language))
    write_book(found, folder / f"{WORD}.xlsx", sheets, _about(found, language), language)
    for drawn in draw(found, language):
        save(drawn, folder)


def _about(found: Traded, language: str) -> Iterator[tuple[str, str]]:
    from planner.money_first import first_lines
    from planner.version import VERSION
    yield from (("", line) for line in first_lines(found.case.problem, language))
    yield say("about.scenario", language), f"{found.scenario.settings.title} ({found.scenario.name})"
    yield say("about.run", language), found.id
    yield say("about.statement", language), statement(found, language)
    yield say("about.assumed", language), assumed_told(found, language)
    yield say("about.versions", language), f"platsplan {VERSION}"


def document(found: Traded, language: str) -> dict[str, Any]:
    """The content of avvagning.json as plain data; values as exact fractions in text."""
    from planner.money_first import first_record
    from planner.provenance import versions
    from planner.version import VERSION
    frontier = found.frontier
    return {
        **first_record(found.case.problem, language),
        "id": found.id, "scenario": found.scenario.name, "title": found.scenario.settings.title,
        "language": str(language), "status": found.ending.value, "example": found.case.example,
        "first": frontier.first.word, "second": frontier.second.word, "complete": frontier.complete,
        "steps": [_step(step, i in frontier.gaps) for i, step in enumerate(frontier.steps)],
        "gain": None if found.gain is None else str(found.gain), "gained": _gained(found.gained),
        "inputs": {"count": len(found.case.inputs), "assumed": list(found.case.assumed)},
        "resolved": found.scenario.resolved, "versions": {"platsplan": VERSION, **versions()},
    }


def _step(step: Step, gap: bool) -> dict[str, Any]:
    return {"first": str(step.first), "second": str(step.second), "more_may_follow": gap,
            "restated": list(step.plan.restated)}


def _gained(gained: Step | Ending | None) -> Any:
    if isinstance(gained, Ending):
        return gained.value
    return None if gained is None else {"first": str(gained.first), "second": str(gained.second)}


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")
