"""What is handed out of a run or a comparison: a report, a workbook and a memo, for each release."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from planner.release import PUBLIC, RELEASES, file_name

if TYPE_CHECKING:
    from planner.compare import Comparison
    from planner.run import Run

BOTH = "both"
USUAL = (PUBLIC,)


def asked_for(word: str) -> tuple[str, ...]:
    """The releases of a flag's word: public, internal, or both."""
    return RELEASES if word == BOTH else (word,)


def write_exports(run: Run, folder: Path, language: str, releases: Iterable[str] = USUAL) -> None:
    """Write the report, the workbook and the memo of a run that has a plan into its folder."""
    from planner.edition import edition
    from planner.memo import write_memo
    from planner.report import write_report
    from planner.workbook import write_plan_workbook
    example = run.case.example
    for release in releases:
        made = edition(run, release, language)
        write_report(folder / file_name("report", release, example, language, "html"), made)
        write_plan_workbook(folder / file_name("plan", release, example, language, "xlsx"), made)
        write_memo(folder / file_name("memo", release, example, language, "docx"), made)


def write_comparison_exports(comparison: Comparison, folder: Path, releases: Iterable[str] = USUAL) -> None:
    """Write the report, the workbook and the memo of a comparison into its folder."""
    from planner.edition import comparison_edition
    from planner.memo import write_comparison_memo
    from planner.report import write_comparison_report
    from planner.workbook import write_comparison_workbook
    language, example = comparison.language, any(run.case.example for run in comparison.runs)
    for release in releases:
        made = comparison_edition(comparison, release)
        write_comparison_workbook(
            folder / file_name("comparison", release, example, language, "xlsx"), made)
        if made.runs:
            write_comparison_report(folder / file_name("report", release, example, language, "html"), made)
            write_comparison_memo(folder / file_name("memo", release, example, language, "docx"), made)
