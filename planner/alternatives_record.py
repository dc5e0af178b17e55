"""The folder of ``alternatives``, whole or absent: alternativ.txt, .csv (all years), .xlsx, .json, figure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.alternatives_run import Sought
from planner.alternatives_text import forced_lines, margin_lines, order_lines, other_lines, told_lines
from planner.atomic import write_folder
from planner.tabular import CODE, TEXT, WHOLE, Field, Sheet
from planner.wording import say

if TYPE_CHECKING:
    from models.alternatives import Reach

FILE = "alternativ"
COLUMNS = (("code", CODE), ("name", TEXT), ("kind", TEXT), ("year", WHOLE), ("in_plan", WHOLE),
           ("best_least", WHOLE), ("best_most", WHOLE), ("best_proved", TEXT), ("near_least", WHOLE),
           ("near_most", WHOLE), ("near_proved", TEXT), ("opposite_order", WHOLE))


def write_alternatives(sought: Sought, out: Path, language: str) -> Path:
    """Write the folder below ``out`` (in one rename) and give its path; raises ``OSError``.

    A folder that already holds the whole answer to the same question is kept where this one is not whole.
    """
    from planner.record import folder_name
    place = Path(out) / folder_name(f"{sought.run.scenario.name}-{FILE}", sought.id)
    return place if kept(place, sought) else write_folder(place, partial(_fill, sought, language))


def kept(place: Path, sought: Sought) -> bool:
    """Does the folder hold the whole answer, and this one is not whole?"""
    record = place / f"{FILE}.json"
    if not record.is_file() or (sought.found is not None and sought.found.complete):
        return False
    return bool(json.loads(record.read_text(encoding="utf-8")).get("complete"))


def _fill(sought: Sought, language: str, folder: Path) -> None:
    from planner.figures.alternatives import draw
    from planner.figures.style import save, stem
    from planner.provenance import json_text
    from planner.results import view
    text = "\n".join(told_lines(sought, language))
    _write(folder / f"{stem(FILE, sought.run.case.example)}.txt", text + "\n")
    _write(folder / f"{FILE}.json", json_text(document(sought, language)))
    if sought.found is None:
        return
    sheet = exact_sheet(sought, language)
    _write(folder / f"{FILE}.csv", sheet.plain())
    _book(folder / f"{FILE}.xlsx", sought, sheet, language)
    for drawn in draw(view(sought.run, language), sought):
        save(drawn, folder)


def exact_sheet(sought: Sought, language: str) -> Sheet:
    """alternativ.csv: a row per municipality, kind and year, in the order of the tie rule.

    Places in service: in the plan, least and most over all best plans and within the margin, whether
    each range is proved (yes, no), in the plan of the opposite order (empty where nobody is tied or it
    is not proved), and in each of the other plans.
    """
    found = sought.found
    assert found is not None
    titles = [Field(word, say(f"column.{word}", language), type_) for word, type_ in COLUMNS]
    titles += [Field(f"plan_{n}", say("column.other_plan", language, number=n), WHOLE)
               for n in range(1, len(found.others) + 1)]
    return Sheet(FILE, say("sheet.alternatives", language), tuple(titles), tuple(_rows(sought)))


def _rows(sought: Sought) -> Iterator[tuple[Any, ...]]:
    from models.plan import Ending
    found = sought.found
    assert found is not None
    back = found.reversed.places if found.reversed and found.reversed.ending is Ending.PROVED else {}
    for cell in found.plan.problem.cells:
        code, kind, year = cell
        yield (code, found.plan.problem.county.by_code[code].name, kind, year, found.plan.places[cell],
               *_ends(found.best[cell]), *_ends(found.near[cell]), back.get(cell),
               *(other.places[cell] for other in found.others))


def _ends(reach: Reach) -> tuple[int, int, str]:
    return reach.least, reach.most, "yes" if reach.proved else "no"


def document(sought: Sought, language: str) -> dict[str, Any]:
    """The content of alternativ.json: what was asked, what is known, what it rests on."""
    from planner.plan_text import statement
    from planner.version import VERSION
    run, found = sought.run, sought.found
    known = {} if found is None else {
        "complete": found.complete,
        "others": [{"moved": one.moved, "nearest": one.nearest} for one in found.others],
        "others_finished": found.finished, "tied": list(found.tied),
        "opposite_order": found.reversed.ending.value if found.reversed else None}
    return {"alternatives": sought.id, "run": run.id, "scenario": run.scenario.name,
            "language": str(language), "status": run.plan.ending.value, "statement": statement(run, language),
            "margin": sought.margin, "plans": sought.asked, **known,
            "example": run.case.example, "assumed": list(run.case.assumed),
            "version": VERSION}


def _book(path: Path, sought: Sought, sheet: Sheet, language: str) -> None:
    """The workbook: the table, and what it says."""
    from planner.workbook.book import Book
    run = sought.run
    example = say("record.example", language) if run.case.example else ""
    book = Book(path, run.scenario.settings.title or run.scenario.name, language, example)
    book.sheet(sheet)
    told = [*forced_lines(sought, language), *order_lines(sought, language), *margin_lines(sought, language),
            *(line.strip() for line in other_lines(sought, language))]
    rows = [(say("alternatives.about_told", language) if not n else "", line) for n, line in enumerate(told)]
    book.pairs(say("sheet.about", language), [*rows, (say("alternatives.about_run", language), run.id)])
    book.save()


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")
