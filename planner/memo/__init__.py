"""The memo that a board decides on: a Word document with the headings of a Swedish tjänsteskrivelse."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.edition import ComparisonEdition, Edition


def write_memo(path: Path, edition: Edition) -> None:
    """Write the memo of a run."""
    from planner.memo.head import blank, title
    from planner.memo.of_run import blocks
    from planner.memo.render import Edges, write
    from planner.release import stamp
    from planner.wording import say
    run, language = edition.run, edition.language
    foot = say("memo.foot", language, scenario=run.scenario.name, run=edition.view.run_id[:12])
    edges = Edges(stamp(edition.release, language), foot, blank([run], "diary_number", language))
    write(path, title([run], language), edges, blocks(edition), language)


def write_comparison_memo(path: Path, edition: ComparisonEdition) -> None:
    """Write the memo of a comparison in which one scenario at least has a plan."""
    from planner.memo.head import blank, title
    from planner.memo.of_comparison import blocks
    from planner.memo.render import Edges, write
    from planner.release import stamp
    from planner.wording import say
    runs, language = edition.comparison.runs, edition.language
    foot = say("memo.foot_comparison", language, run=edition.comparison.id[:12])
    edges = Edges(stamp(edition.release, language), foot, blank(runs, "diary_number", language))
    write(path, title(runs, language), edges, blocks(edition), language)
