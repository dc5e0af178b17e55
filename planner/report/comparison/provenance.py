"""Which runs these are, what they were made with, and the command that makes the comparison again."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import escape

from planner.edition import ComparisonEdition
from planner.plan_text import statement
from planner.provenance import versions
from planner.report.command import command, flags_of, given, sets
from planner.report.comparison.scenarios import Scenarios
from planner.report.page import rendered
from planner.report.section import Section
from planner.solver_words import solver_name
from planner.version import VERSION
from planner.wording import say


def section(edition: ComparisonEdition) -> Section:
    """How each run ended, its id, the versions and the command."""
    language, scenarios = edition.language, Scenarios(edition)
    runs = [one.run for one in scenarios.all]
    flags = [*sets(runs), *flags_of(runs, edition.release, language, shifted=False)]
    html = rendered("comparison/provenance.html.j2", language, rows=list(_rows(edition)),
                    ended=[(one, statement(one.run, language)) for one in scenarios.all],
                    command=escape(command("compare", [given(run.scenario.path) for run in runs], flags)))
    return Section("provenance", say("report_compare.provenance", language), html)


def _rows(edition: ComparisonEdition) -> Iterator[tuple[str, str]]:
    language, scenarios = edition.language, Scenarios(edition)
    yield say("report_compare.id", language), edition.comparison.id
    for one in scenarios.all:
        yield say("report_compare.run", language, number=one.number, title=one.title), one.run.id
    solvers = dict.fromkeys(solver_name(one.run.plan.solver, language) for one in scenarios.all)
    yield say("about.solver", language), "; ".join(solvers)
    yield say("about.versions", language), ", ".join(
        f"{name} {version}" for name, version in {"platsplan": VERSION, **versions()}.items())
