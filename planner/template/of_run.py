"""The case of a run, kept in its folder: what was asked, with every figure as it stood.

``case.xlsx`` and ``scenario.toml`` read back as the same question.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from planner.run import Run
from planner.template.decided import CASE_BOOK, CASE_SCENARIO
from planner.template.filling import filled
from planner.template.scenario_text import scenario_text
from planner.template.workbook import write_workbook


def write_case(run: Run, folder: Path, language: str, drawn: str = "") -> None:
    """Write the case of a run into its folder; ``drawn`` is where the boundaries of maps lie in it."""
    filling = replace(filled(run.scenario, run.case, (), language), name=Path(CASE_SCENARIO).stem)
    write_workbook(folder / CASE_BOOK, filling, language)
    text = scenario_text(filling, CASE_BOOK, drawn, language)
    (folder / CASE_SCENARIO).write_text(text, encoding="utf-8", newline="")
