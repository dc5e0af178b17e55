"""The folder of an explanation: one page per municipality, whole or absent, the same bytes every time.

forklaring_CODE.txt are the pages (``_EXEMPEL`` in the name where values are assumed), forklaring.csv
and vad_om.csv every figure and every change, forklaring.json what they belong to.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from planner.atomic import write_folder
from planner.explain_page import page_lines
from planner.explain_sheets import change_sheet, figure_sheet
from planner.explain_told import Told

WORD = "forklaring"


def explanation_id(told: Told) -> str:
    """SHA-256 over the run, the municipalities asked about and the last plan (64 hex digits)."""
    from planner.identity import digest
    last = {"last": sorted([*cell, n] for cell, n in told.last.items())} if told.last else {}
    return digest({"explained": told.run.id, "codes": list(told.found.codes), **last})


def write_explanation(told: Told, out: Path) -> Path:
    """Write the folder below ``out`` (in one rename) and give its path; raises ``OSError``."""
    from planner.record import folder_name
    name = folder_name(f"{told.run.scenario.name}-{WORD}", explanation_id(told))
    return write_folder(Path(out) / name, partial(_fill, told))


def _fill(told: Told, folder: Path) -> None:
    from planner.provenance import json_text
    ending = "_EXEMPEL" if told.run.case.example else ""
    for code in told.found.codes:
        _write(folder / f"{WORD}_{code}{ending}.txt", "\n".join(page_lines(told, code)) + "\n")
    for sheet in (figure_sheet(told), change_sheet(told)):
        _write(folder / f"{sheet.word}.csv", sheet.plain())
    _write(folder / f"{WORD}.json", json_text(document(told)))


def document(told: Told) -> dict[str, Any]:
    """The content of forklaring.json: which run, which municipalities, how each change ended."""
    from planner.regime_told import regime_record
    from planner.version import VERSION
    case = told.run.case
    return {"explanation": explanation_id(told), "run": told.run.id, "scenario": told.run.scenario.name,
            "language": str(told.language), "example": case.example, "codes": list(told.found.codes),
            "year": told.year, "inputs": {"count": len(case.inputs), "assumed": list(case.assumed)},
            "changes": [{"change": one.change.word, "about": one.change.about, "status": one.state}
                        for one in told.found.answers],
            **regime_record(told.problem), "version": VERSION}


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")
