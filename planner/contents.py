"""What a planned run holds beside its plan, in reading order: one list of sheets, one of text parts.

A sheet becomes a CSV file and a sheet of the workbook; a text part is printed by ``plan``. A
subject that the run does not have gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.run import Run
    from planner.tabular import Sheet


def sheets_of(run: Run, language: str) -> list[Sheet]:
    """The sheets of a run that has a plan; the plan first."""
    from planner.kinds_told import kind_sheets
    from planner.measured import measure_sheet
    from planner.results import flow_sheet, plan_sheet, share_sheet
    return [plan_sheet(run, language), share_sheet(run, language), flow_sheet(run, language),
            measure_sheet(run.plan, language), *kind_sheets(run, language)]


def parts_of(run: Run, language: str) -> Iterator[Iterable[str]]:
    """The parts that ``plan`` prints of a run that has a plan, each with an empty line before it."""
    from planner.kinds_told import kind_lines
    from planner.plan_text import goal_lines, table_lines
    yield table_lines(run, language)
    yield goal_lines(run.plan, language)
    yield kind_lines(run, language)
