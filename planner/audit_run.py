"""The audit of the key that a scenario names, on the figures of its case."""

from __future__ import annotations

from models.audit import audit
from planner.audit_told import Told
from planner.case import load_case
from planner.naming import with_population
from planner.scenario import Scenario
from planner.share_steps import facts_of


def audit_of(scenario: Scenario) -> tuple[Told, bool]:
    """The audit with names for its words, and whether the scenario rests on assumed values.

    Raises ``InputFault`` where the scenario or its tables are at fault.
    """
    case = load_case(scenario)
    settings = with_population(scenario.settings, scenario.tree)
    county, model, keys = case.problem.county, settings.shares, settings.window
    found = audit(model, facts_of(settings, case.tables, county.codes))
    names = {town.code: town.name for town in county.municipalities}
    afterwards = bool(keys.revision_of or keys.transfers)
    rests = (len(case.assumed), len(case.inputs))
    return Told(scenario.name, model.word, found, names, afterwards, case.problem, rests), case.example
