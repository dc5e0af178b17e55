"""Which run this is, what it was made with, and the command that makes it again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from planner.plan_text import statement
from planner.provenance import versions
from planner.report.command import command, flags_of, given, sets
from planner.report.page import rendered
from planner.report.section import Section
from planner.solver_words import solver_name
from planner.template.decided import CASE_SCENARIO
from planner.version import VERSION
from planner.wording import say

if TYPE_CHECKING:
    from planner.edition import Edition


def section(edition: Edition) -> Section:
    """The statement, what is hidden and why, then run, scenario, solver, versions, command."""
    language = edition.language
    html = rendered("provenance.html.j2", language, statement=statement(edition.run, language),
                    notes=edition.notes, rows=list(_rows(edition)), commands=list(_commands(edition)))
    return Section("provenance", say("report.provenance", language), Markup(html))


def _commands(edition: Edition) -> Iterator[tuple[str, Markup]]:
    """From the run's folder, in which what was set is written; from the scenario's file as it was given."""
    language, runs = edition.language, [edition.run]
    flags = flags_of(runs, edition.release, language, shifted=True)
    yield say("report.again_case", language), escape(command("plan", [CASE_SCENARIO], flags))
    yield say("report.again_scenario", language), escape(command(
        "plan", [given(edition.run.scenario.path)], [*sets(runs), *flags]))


def _rows(edition: Edition) -> Iterator[tuple[str, str]]:
    run, language = edition.run, edition.language
    yield say("about.scenario", language), run.scenario.name
    yield say("about.run", language), run.id
    yield say("about.solver", language), solver_name(run.plan.solver, language)
    yield say("about.versions", language), ", ".join(
        f"{name} {version}" for name, version in {"platsplan": VERSION, **versions()}.items())
