"""Workbooks for Excel: of a run and of a comparison, made from an edition's tables."""

from __future__ import annotations

from planner.workbook.comparison_book import write_comparison_workbook
from planner.workbook.run_book import write_plan_workbook

__all__ = ["write_comparison_workbook", "write_plan_workbook"]
