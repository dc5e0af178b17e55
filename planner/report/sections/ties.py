"""Where other plans are as good, and what decided."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from markupsafe import Markup

from planner.collation import by_name
from planner.plan_text import goal_lines
from planner.report.planned import hides
from planner.report.section import Section
from planner.report.sections.first import tied
from planner.report.table import table
from planner.report.told import told
from planner.tabular import CODE, TEXT, WHOLE, Field, Sheet
from planner.wording import say

if TYPE_CHECKING:
    from planner.edition import Edition

COLUMNS = (("code", CODE), ("name", TEXT), ("kind", TEXT), ("year", WHOLE))
SPAN = ("least", "most", "places")


def section(edition: Edition) -> Section:
    """The goals with what each came to, and every number that the order of the municipalities decided."""
    language, plan = edition.language, edition.run.plan
    hidden = hides(edition)  # a goal's value is a distance from a quota, and gives away what is counted
    parts = [] if hidden else [told(_of_goals(edition), language)]
    parts.append(told([tied(edition)], language))
    if plan.ties and not hidden:
        parts.append(table(tie_sheet(edition), language))
    return Section("ties", say("report.goals_ties", language), Markup("").join(parts))


def _of_goals(edition: Edition) -> list[str]:
    """The goals under their heading, without what is said of ties."""
    title, *lines = goal_lines(edition.run.plan, edition.language)
    return [title, *itertools.takewhile(lambda line: line.startswith(" "), lines)]


def tie_sheet(edition: Edition) -> Sheet:
    """Each number that could be another in a plan as good: least, most, and the plan's."""
    plan, language = edition.run.plan, edition.language
    towns, kinds = plan.problem.county.by_code, edition.view.kinds
    fields = (*(Field(word, say(f"column.{word}", language), type_) for word, type_ in COLUMNS),
              *(Field(word, say(f"report.tie_{word}", language), WHOLE) for word in SPAN))
    rows = [(tie.cell[0], towns[tie.cell[0]].name, kinds[tie.cell[1]], tie.cell[2], tie.least, tie.most,
             plan.places[tie.cell]) for tie in plan.ties]
    rows.sort(key=lambda row: (by_name(row[1]), row[2], row[3]))
    return Sheet("ties", say("report.tie_table", language), fields, tuple(rows))
