"""Plans beside each other: which inputs differ, who gets what in each, how each measures.

The better value is marked measure by measure; no scenario is ever called the winner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from planner.exports import USUAL

if TYPE_CHECKING:
    from planner.outcome import Outcome
    from planner.run import Run
    from planner.tabular import Sheet


@dataclass(frozen=True)
class Comparison:
    """Several runs of one county, beside each other.

    ``inputs``: one row per key or table that differs, a column per scenario. ``new`` and
    ``after``: one row per municipality and kind, places in each scenario's last year (new since
    today, and in service), then the baselines. ``measures``: one row per measure, the better
    scenarios' values marked and named in the last column. ``notes`` are sentences to read
    beside the tables. ``outcome`` is what came of it, where it was given.
    """

    runs: tuple[Run, ...]
    language: str
    inputs: Sheet
    new: Sheet
    after: Sheet
    measures: Sheet
    notes: tuple[str, ...]
    outcome: Outcome | None = None
    shown_as: str = ""

    @property
    def id(self) -> str:
        """SHA-256 over the ids of the runs, in their order, and the outcome (64 hex digits); of a
        comparison of which something is hidden, the id over what is shown.
        """
        if self.shown_as:
            return self.shown_as
        from planner.identity import digest
        beside = [["", self.outcome.digest]] if self.outcome else []
        return digest([[run.scenario.name, run.id] for run in self.runs] + beside)

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The ranges over assumptions, the levels of an order and the decision where there are any,
        then the four tables, in reading order.
        """
        from planner.beside import names_of
        from planner.decided_compare import decided_sheets
        from planner.order_levels import level_sheets
        from planner.ranges_beside import range_sheets
        names = names_of(self.runs)
        ranges = range_sheets(self.runs, names, self.language)
        levels = level_sheets(self.runs, self.language)
        decided = decided_sheets(self.runs, names, self.language)
        return (*ranges, *levels, *decided, self.inputs, self.new, self.after, self.measures)

    @property
    def range_notes(self) -> tuple[str, ...]:
        """What to know when reading the ranges, a sentence or more for each scenario."""
        from planner.beside import names_of
        from planner.ranges_beside import range_notes
        return tuple(range_notes(self.runs, names_of(self.runs), self.language))

    def text(self) -> str:
        """The comparison as aligned tables for a screen."""
        from planner.beside import comparison_text
        from planner.outcome_told import outcome_lines
        return comparison_text(self) + "".join(f"{line}\n" for line in outcome_lines(self))


def compare(runs: Sequence[Run], language: str = "sv", outcome: Path | str | None = None) -> Comparison:
    """Put runs of one county beside each other; runs without a plan keep empty columns.

    ``outcome`` is a table of what came of it (code, kind, year, places). Raises ``InputFault`` where
    the runs have different municipalities or units or the outcome is at fault, ``ValueError`` without runs.
    """
    from planner import beside
    from planner.comparable import one_unit
    from planner.differences import input_sheet
    from planner.outcome import read_outcome
    from planner.wording import spoken
    if not runs:
        raise ValueError("nothing to compare")
    language = spoken(language, one_unit([(run.scenario.name, run.plan.problem) for run in runs]))
    names = beside.names_of(runs)
    actual = read_outcome(outcome, [run.case for run in runs]) if outcome is not None else None
    columns = beside.columns(runs, names, language)
    return Comparison(tuple(runs), language, input_sheet(runs, names, language),
                      beside.place_sheet(columns, "new_places", language),
                      beside.place_sheet(columns, "places_after", language),
                      beside.measure_sheet(columns, language), beside.notes(runs, language), actual)


def write_comparison(comparison: Comparison, out: Path, releases: tuple[str, ...] = USUAL) -> Path:
    """Write the comparison's folder below ``out`` (in one rename) and give its path.

    A CSV for Swedish Excel per table (semicolon, decimal comma, byte order mark), the figure page, and
    for each release asked for a report, a workbook and a memo. Raises ``OSError``.
    """
    from planner.atomic import write_folder
    from planner.record import ID_SHOWN
    from planner.wording import say
    name = f"{say('compare.folder', comparison.language)}-{comparison.id[:ID_SHOWN]}"
    return write_folder(Path(out) / name, partial(_fill, comparison, releases))


def _fill(comparison: Comparison, releases: tuple[str, ...], folder: Path) -> None:
    from planner.exports import write_comparison_exports
    from planner.figures import draw_comparison, draw_outcome
    from planner.outcome_told import sheets_with_outcome
    from planner.results import view
    for sheet in sheets_with_outcome(comparison):
        path = folder / f"{sheet.word}.csv"
        path.write_text(sheet.for_excel(), encoding="utf-8-sig", newline="")
    views = [view(run, comparison.language) for run in comparison.runs if run.plan.found]
    if views:
        draw_comparison(views, folder, comparison)
    if comparison.outcome is not None:
        draw_outcome(views, comparison.outcome, folder)
    write_comparison_exports(comparison, folder, releases)
