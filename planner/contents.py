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
    from planner.answers_told import answer_sheets
    from planner.decided_beside import decided_sheets
    from planner.kinds_told import kind_sheets
    from planner.measured import measure_sheet
    from planner.money_told import money_sheets
    from planner.order_told import order_sheets
    from planner.permit_told import permit_sheets
    from planner.ranges_told import range_sheets
    from planner.reserve_told import reserve_sheets
    from planner.resources_told import resource_sheets
    from planner.results import flow_sheet, plan_sheet, share_sheet
    from planner.shifted_told import capacity_sheets
    from planner.whereabouts import where_sheets
    makers = (
        order_sheets,
        decided_sheets,
        answer_sheets,
        where_sheets,
        permit_sheets,
        kind_sheets,
        reserve_sheets,
        resource_sheets,
        range_sheets,
        capacity_sheets,
        money_sheets,
    )
    first = [plan_sheet(run, language), share_sheet(run, language), flow_sheet(run, language),
             measure_sheet(run.plan, language)]
    return [*first, *(sheet for make in makers for sheet in make(run, language))]


def parts_of(run: Run, language: str) -> Iterator[Iterable[str]]:
    """The parts that ``plan`` prints of a run that has a plan, each with an empty line before it."""
    from planner.answers_told import answer_lines
    from planner.decided_beside import decided_lines
    from planner.kinds_told import kind_lines
    from planner.money_text import money_lines
    from planner.need_text import asked_lines, nation_lines
    from planner.order_told import order_lines
    from planner.permit_told import permit_lines
    from planner.plan_text import goal_lines, table_lines
    from planner.ranges_told import range_lines
    from planner.regime_told import regime_lines
    from planner.reserve_told import reserve_lines
    from planner.resources_told import resource_lines
    from planner.schools_told import school_lines
    from planner.share_text import model_lines
    from planner.shifted_told import capacity_lines
    from planner.whereabouts import where_lines
    yield asked_lines(run, language)
    yield order_lines(run, language)
    yield range_lines(run, language)
    yield table_lines(run, language)
    yield decided_lines(run, language)
    yield answer_lines(run, language)
    yield goal_lines(run.plan, language)
    yield school_lines(run, language)
    yield capacity_lines(run, language)
    yield permit_lines(run, language)
    yield nation_lines(run, language)
    yield resource_lines(run, language)
    yield reserve_lines(run, language)
    yield where_lines(run, language)
    yield kind_lines(run, language)
    yield money_lines(run, language)
    yield model_lines(run.plan.problem, language)
    yield regime_lines(run.plan.problem, language)
