"""What a workbook says of itself: scenario, id, versions, goals, sources and assumptions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.answers_told import title_of
from planner.internal import internal
from planner.money_first import first_lines
from planner.need_text import need_rows
from planner.plan_text import goal_value, statement
from planner.provenance import versions
from planner.regime_told import regime_lines
from planner.release import INTERNAL
from planner.share_text import about_shares
from planner.solver_words import solver_name
from planner.version import VERSION
from planner.wording import listing, say

if TYPE_CHECKING:
    from planner.run import Run


def about_rows(run: Run, language: str, release: str = INTERNAL) -> Iterator[tuple[str, str]]:
    """Subject and text, one row each; that small counts make it internal is said only where it is."""
    settings, inner = run.scenario.settings, release == INTERNAL and internal(run.case.problem)
    yield from ((say("about.statement", language), line) for line in first_lines(run.case.problem, language))
    rows = {
        "title": title_of(run, language), "scenario": run.scenario.name, "description": settings.description,
        "county": run.plan.problem.county.name, "run": run.id,
        "statement": statement(run, language),
        "example": say("record.example" if run.case.example else "record.no", language),
        "internal": say("table.internal", language) if inner else "",
        "assumed": listing(run.case.assumed, language) or say("record.no", language),
        "solver": solver_name(run.plan.solver, language),
        "versions": ", ".join(f"{k} {v}" for k, v in {"platsplan": VERSION, **versions()}.items()),
    }
    yield from ((say(f"about.{word}", language), text) for word, text in rows.items() if text)
    for i, goal in enumerate(run.plan.goals, 1):
        shown = goal_value(run.plan, goal, language)
        yield say("about.goal", language, number=i, goal=say(f"goal_text.{goal.word}", language)), shown
    regime = " ".join(regime_lines(run.plan.problem, language))
    yield from [(say("regime_text.name", language), regime)] if regime else ()
    yield from ((say("sheet.shares", language), text) for text in about_shares(run.plan.problem, language))
    yield from need_rows(run, language)
    for word in ("gap", "rests"):
        yield say(f"about.{word}", language), say(f"about.{word}_text", language)
