"""One self-contained page for a run or a comparison, to open by double click and to print on A4."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.edition import ComparisonEdition, Edition


def write_report(path: Path, edition: Edition) -> None:
    """Write the report of a run."""
    from planner.report.page import write
    from planner.report.run_report import page
    write(path, page(edition))


def write_comparison_report(path: Path, edition: ComparisonEdition) -> None:
    """Write the report of a comparison."""
    from planner.report.comparison import page
    from planner.report.page import write
    write(path, page(edition))
