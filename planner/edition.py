"""What a report, a workbook and a memo may show of a run or a comparison, for one release.

Internal: everything, exact. Public: tables already suppressed, so that nothing hidden can stand
anywhere in a file made from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from planner.release import INTERNAL
from planner.tabular import NUMBER, WHOLE

if TYPE_CHECKING:
    from planner.compare import Comparison
    from planner.run import Run
    from planner.tabular import Sheet
    from planner.view import View


@dataclass(frozen=True)
class Edition:
    """One run as a release shows it: its tables (the plan first), the view for charts, what is hidden.

    ``run`` is there for what is no count of children: the question, goals, ties, sources.
    ``notes`` say what is hidden and why; empty where nothing is. ``hidden`` are the codes of the
    municipalities of which counts are hidden: of them nothing may be told from ``run`` but their names.
    """

    run: Run
    release: str
    language: str
    sheets: tuple[Sheet, ...]
    view: View
    notes: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()

    @cached_property
    def hides(self) -> bool:
        """Is any number of it hidden? Then nothing is told that could be reckoned back to it."""
        return bool(self.hidden) or any(
            isinstance(row[j], str) and row[j] for sheet in self.sheets
            for j, field in enumerate(sheet.fields) if field.type in (WHOLE, NUMBER) for row in sheet.rows)

    def sheet(self, word: str) -> Sheet | None:
        """The table of that word, if the run has it."""
        return next((one for one in self.sheets if one.word == word), None)


@dataclass(frozen=True)
class ComparisonEdition:
    """A comparison as a release shows it; ``runs`` are the editions of the runs that have a plan."""

    comparison: Comparison
    release: str
    runs: tuple[Edition, ...]
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        """The language of all of it."""
        return self.comparison.language


def edition(run: Run, release: str, language: str) -> Edition:
    """What a release shows of a run that has a plan."""
    from planner.contents import sheets_of
    from planner.public import published
    from planner.results import view
    from planner.wording import spoken
    language = spoken(language, run.case.problem.unit)
    whole = Edition(run, release, language, tuple(sheets_of(run, language)), view(run, language))
    return whole if release == INTERNAL else published(whole)


def comparison_edition(comparison: Comparison, release: str) -> ComparisonEdition:
    """What a release shows of a comparison."""
    from planner.outcome_told import sheets_with_outcome
    from planner.public import published_comparison
    runs = tuple(edition(run, release, comparison.language) for run in comparison.runs if run.plan.found)
    whole = ComparisonEdition(comparison, release, runs, tuple(sheets_with_outcome(comparison)))
    return whole if release == INTERNAL else published_comparison(whole)
