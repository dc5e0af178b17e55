"""Plans beside each other: which inputs differ, who gets what in each, how each measures.

The better value is marked measure by measure; no scenario is ever called the winner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.run import Run
    from planner.tabular import Sheet


@dataclass(frozen=True)
class Comparison:
    """Several runs of one county, beside each other.

    ``inputs``: one row per key or table that differs, a column per scenario. ``new`` and
    ``after``: one row per municipality and kind, places in each scenario's last year (new since
    today, and in service), then the baselines. ``measures``: one row per measure, the better
    scenarios' values marked and named in the last column. ``notes`` are sentences to read
    beside the tables.
    """

    runs: tuple[Run, ...]
    language: str
    inputs: Sheet
    new: Sheet
    after: Sheet
    measures: Sheet
    notes: tuple[str, ...]

    @property
    def id(self) -> str:
        """SHA-256 over the ids of the runs, in their order (64 hex digits)."""
        from planner.identity import digest
        return digest([[run.scenario.name, run.id] for run in self.runs])

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The four tables, in reading order."""
        return (self.inputs, self.new, self.after, self.measures)

    def text(self) -> str:
        """The comparison as aligned tables for a screen."""
        from planner.beside import comparison_text
        return comparison_text(self)


def compare(runs: Sequence[Run], language: str = "sv") -> Comparison:
    """Put runs of one county beside each other; runs without a plan keep empty columns.

    Raises ``InputFault`` where the runs have different municipalities, ``ValueError`` without runs.
    """
    from planner import beside
    from planner.differences import input_sheet
    if not runs:
        raise ValueError("nothing to compare")
    beside.refuse_other_counties(runs)
    names = beside.names_of(runs)
    columns = beside.columns(runs, names, language)
    return Comparison(tuple(runs), language, input_sheet(runs, names, language),
                      beside.place_sheet(columns, "new_places", language),
                      beside.place_sheet(columns, "places_after", language),
                      beside.measure_sheet(columns, language), beside.notes(runs, language))


def write_comparison(comparison: Comparison, out: Path) -> Path:
    """Write the comparison's folder below ``out`` (in one rename) and give its path.

    A CSV for Swedish Excel per table (semicolon, decimal comma, byte order mark), one
    workbook, and the figure page. Raises ``OSError``.
    """
    from planner.atomic import write_folder
    from planner.record import ID_SHOWN
    from planner.wording import say
    name = f"{say('compare.folder', comparison.language)}-{comparison.id[:ID_SHOWN]}"
    return write_folder(Path(out) / name, partial(_fill, comparison))


def _fill(comparison: Comparison, folder: Path) -> None:
    from planner.excel import write_comparison_workbook
    from planner.figures import draw_comparison
    from planner.results import view
    for sheet in comparison.sheets:
        path = folder / f"{sheet.word}.csv"
        path.write_text(sheet.for_excel(), encoding="utf-8-sig", newline="")
    write_comparison_workbook(folder / "comparison.xlsx", comparison)
    views = [view(run, comparison.language) for run in comparison.runs if run.plan.found]
    if views:
        draw_comparison(views, folder, comparison)
