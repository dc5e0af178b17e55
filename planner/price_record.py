"""The folder of prices: whole or absent, the same bytes every time.

priser.csv, priser_mal.csv and priser_kommuner.csv, priser.xlsx with the same and the sentences,
priser.txt to read aloud, priser.json with every value as an exact fraction.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.plan import Value
from models.price import GoalPrice, Price
from planner.answer_folder import assumed_told, write_answer, write_book
from planner.price_sheets import sheets_of, text_sheet
from planner.price_told import lines, stated, titled
from planner.wording import say

if TYPE_CHECKING:
    from planner.price_run import Priced

WORD = "priser"


def write_prices(found: Priced, out: Path, language: str) -> Path:
    """Write the folder below ``out`` in one rename and give its path; raises ``OSError``."""
    return write_answer(found, "price_sheet.folder", partial(_fill, found), out, language)


def _fill(found: Priced, language: str, folder: Path) -> None:
    from planner.figures.style import stem
    from planner.provenance import json_text
    for sheet in sheets_of(found, language):
        _write(folder / f"{sheet.word}.csv", sheet.plain())
    _write(folder / f"{stem(WORD, found.case.example)}.txt", "\n\n".join(lines(found, language)) + "\n")
    _write(folder / f"{WORD}.json", json_text(document(found, language)))
    sheets = (*sheets_of(found, language), text_sheet(found, language))
    write_book(found, folder / f"{WORD}.xlsx", sheets, _about(found, language), language)


def _about(found: Priced, language: str) -> Iterator[tuple[str, str]]:
    from planner.money_first import first_lines
    from planner.version import VERSION
    yield from (("", line) for line in first_lines(found.case.problem, language))
    yield say("about.scenario", language), f"{found.scenario.settings.title} ({found.scenario.name})"
    yield say("about.run", language), found.id
    yield say("about.statement", language), say(f"ending.{found.plan.ending.value}", language,
                                                assumed=len(found.case.assumed),
                                                inputs=len(found.case.inputs))
    yield say("about.assumed", language), assumed_told(found, language)
    yield "", say("price.how", language)
    yield "", say("price.sum", language)
    yield say("about.versions", language), f"platsplan {VERSION}"


def document(found: Priced, language: str) -> dict[str, Any]:
    """The content of priser.json as plain data; fractions as text."""
    from planner.money_first import first_record
    from planner.provenance import versions
    from planner.version import VERSION
    return {
        **first_record(found.case.problem, language),
        "id": found.id, "scenario": found.scenario.name, "title": found.scenario.settings.title,
        "language": str(language), "status": found.plan.ending.value, "example": found.case.example,
        "solver": found.plan.solver, "complete": found.complete,
        "prices": [_price(found, price, language) for price in found.prices], "unasked": list(found.unasked),
        "inputs": {"count": len(found.case.inputs), "assumed": list(found.case.assumed)},
        "resolved": found.scenario.resolved, "versions": {"platsplan": VERSION, **versions()},
    }


def _price(found: Priced, price: Price, language: str) -> dict[str, Any]:
    wish = price.wish
    return {"sort": wish.sort, "word": wish.word, "place": wish.place, "kind": wish.kind, "year": wish.year,
            "figure": wish.figure, "told": titled(found, wish, language),
            "stated": stated(found, wish, language), "with": price.with_it.value,
            "without": price.without.value, "stopped": price.stopped,
            "worst": _goal(price.worst), "total": _goal(price.total),
            "goals": [_goal(goal) for goal in price.goals],
            "places": {code: list(pair) for code, pair in price.places.items()}}


def _goal(goal: GoalPrice | None) -> dict[str, Any] | None:
    if goal is None:
        return None
    return {"goal": goal.word, "own": _exact(goal.own), "with": _exact(goal.with_it),
            "without": _exact(goal.without), "cost": _exact(goal.cost)}


def _exact(value: Value | None) -> Any:
    if value is None:
        return None
    return [str(one) for one in value] if isinstance(value, tuple) else str(value)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")
