"""The public edition of a run: what could point out a child is hidden before anything is made of it.

Agreed and planned places are public decisions and are shown. Of journeys to school only the county's
sums are; of an account no count of 1 to 4 children is, and nothing it could be worked out from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.identity import digest
from planner.plan_text import unit_of_goal
from planner.public_flows import county_flows
from planner.public_hiding import Hiding, hiding_of
from planner.public_others import plans_alike
from planner.public_sheets import compared, covered
from planner.wording import counted, say

if TYPE_CHECKING:
    from planner.compare import Comparison
    from planner.edition import ComparisonEdition, Edition
    from planner.run import Run
    from planner.tabular import Sheet
    from planner.view import View

# Goals that are made of gaps; the others count what is new, or journeys.
WORST = "worst-gap"
OF_GAPS = (WORST, "total-gap", "square-gap", "level-gaps", "level-fulfilment")


def published(whole: Edition) -> Edition:
    """The edition as everyone may see it: tables and view covered, the run without what tells of them."""
    return _published(whole, hiding_of([whole.run])[0])


def published_comparison(whole: ComparisonEdition) -> ComparisonEdition:
    """The comparison's tables, and each run's, as everyone may see them beside each other.

    What a run shows here may be less than it shows alone: what is hidden must hold against all scenarios.
    """
    comparison, language = whole.comparison, whole.language
    hidings = hiding_of([one.run for one in whole.runs])
    runs = tuple(_again(one, hiding) for one, hiding in zip(whole.runs, hidings, strict=True))
    sheets = [compared(one, hidings, language) for one in whole.sheets]
    notes = dict.fromkeys(note for one in runs for note in one.notes)
    shown, reduced = tuple(one for one in sheets if one is not None), _reduced(comparison, runs)
    if comparison.outcome is not None or any(one.hides for one in runs):  # an outcome is counts of children
        reduced = replace(reduced, shown_as=digest(
            {"runs": [run.id for run in reduced.runs], "shown": [one.plain() for one in shown]}))
    return replace(whole, runs=runs, comparison=reduced, sheets=shown, notes=(*whole.notes, *notes))


def _again(made: Edition, hiding: Hiding) -> Edition:
    """A run's edition made anew with what is hidden in the comparison, if that is anything."""
    if not hiding.any and not made.hides:
        return made
    from planner.edition import edition
    from planner.release import INTERNAL
    return _published(replace(edition(made.run, INTERNAL, made.language), release=made.release), hiding)


def _published(whole: Edition, hiding: Hiding) -> Edition:
    plan, language = whole.run.plan, whole.language
    open_ = (_without_flows(one, language) for one in whole.sheets)
    shown = [covered(one, plan, hiding, language) for one in open_ if one is not None]
    sheets = tuple(one for one in shown if one is not None)
    run, view = _run(whole.run, hiding), _view(whole.view, sheets, hiding)
    if hiding.any:
        shown_as = _shown_as(run, sheets)
        run, view = replace(run, id=shown_as), replace(view, run_id=shown_as)
    return replace(whole, run=run, sheets=sheets, view=view,
                   notes=(*whole.notes, *_notes(whole, hiding)), hidden=hiding.new)


def _shown_as(run: Run, sheets: Sequence[Sheet]) -> str:
    """The id of a run of which something is hidden: SHA-256 over what is shown (64 hex digits).

    The run's own id is over the exact tables: who knew all but one count could try each against it.
    """
    return digest({"scenario": run.scenario.name, "shown": [one.plain() for one in sheets]})


def _without_flows(sheet: Sheet, language: str) -> Sheet | None:
    """Of the flows their sums, where there are any; another table as it is."""
    if sheet.word != "flows":
        return sheet
    return county_flows(sheet, language) if sheet.rows else None


def _notes(whole: Edition, hiding: Hiding) -> Iterator[str]:
    """What is hidden and why, a sentence for each."""
    language = whole.language
    if any(one.word == "flows" and one.rows for one in whole.sheets):
        yield say("public.flows", language)
    if hiding.whole:
        yield say("public.month" if hiding.month else "public.whole", language)
    elif hiding.new:
        yield say(counted("public.counts", len(hiding.new)), language, count=len(hiding.new))
    if hiding.shares:
        yield say("public.shares", language)
    if hiding.gaps:
        yield say("public.gaps", language)
    if hiding.any and (whole.run.ranges or whole.run.shifted):
        yield say("public.beside", language)


def _run(run: Run, hiding: Hiding) -> Run:
    """The run without the goals, ties and ranges that tell what is hidden."""
    if not hiding.any:
        return run
    plan = run.plan
    goals = tuple(one for one in plan.goals if one.word in OF_GAPS and (not hiding.gaps or (
        hiding.worst and one.word == WORST and unit_of_goal(plan.problem, one.word) == "places")))
    alike = plans_alike(plan)
    ties = tuple(one for one in plan.ties if one.cell[0] not in hiding.new
                 and all(one in other.ties for other in alike))
    return replace(run, plan=replace(plan, goals=goals, ties=ties), ranges=None, shifted=None)


def _view(view: View, sheets: Sequence[Sheet], hiding: Hiding) -> View:
    """The view for charts, made from the tables that are shown; what is hidden is no number there."""
    made = replace(view, flows=view.flows.iloc[:0])
    if not hiding.any:
        return made
    frames: dict[str, Any] = {one.word: one.frame() for one in sheets}
    return replace(made, plan=frames["plan"], measures=frames["measures"], decided=frames.get("decided"),
                   ranges=None, shifted=None, answers=None, lies=None, ended={}, permits=None, money=None,
                   internal=False)


def _reduced(comparison: Comparison, runs: Sequence[Edition]) -> Comparison:
    """The comparison with the runs as they are shown; where anything is hidden, those without a plan
    lose the id of their exact tables too.
    """
    shown, hidden = iter(runs), any(one.hides for one in runs)
    return replace(comparison, runs=tuple(
        next(shown).run if run.plan.found else replace(run, id=_shown_as(run, ())) if hidden else run
        for run in comparison.runs))
