"""What a reader of a comparison must know first, in five sentences, and which scenarios there are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from planner.edition import ComparisonEdition
from planner.figures.beside import colour
from planner.report.charts.key import shape
from planner.report.comparison.measures import MOST_DIGITS, rated
from planner.report.comparison.places import AFTER, NEW, Places, last_years, stock
from planner.report.comparison.scenarios import Scenarios
from planner.report.page import rendered
from planner.report.section import Section
from planner.tabular import NUMBER, Field, shown
from planner.wording import counted, listing, say

LABELS = 3  # so many inputs that differ are named


def section(edition: ComparisonEdition) -> Section:
    """The five sentences, then the scenarios with their signs and what each asks."""
    language = edition.language
    items = [{"scenario": one, "colour": colour(one.index), "shape": shape(one.index),
              "asks": one.run.scenario.settings.description} for one in Scenarios(edition).all]
    html = rendered("comparison/first.html.j2", language, lines=list(sentences(edition)), items=items)
    return Section("first", say("report.first", language), html, in_menu=False)


def sentences(edition: ComparisonEdition) -> Iterator[str]:
    """What is compared, how good the plans are, what differs, who it matters most to, how they measure."""
    scenarios = Scenarios(edition)
    yield compared(edition, scenarios)
    yield goodness(edition, scenarios)
    yield inputs(edition)
    yield widest(edition)
    yield measured(edition)


def compared(edition: ComparisonEdition, scenarios: Scenarios) -> str:
    """How many plans, and how many places the county gets in them."""
    language = edition.language
    places = Places(edition, AFTER if stock(edition) else NEW)
    sums = [places.county(one.name) for one in scenarios]
    values = {"count": len(scenarios.planned), "county": scenarios.planned[0].run.plan.problem.county.name,
              "year": last_years(edition)}
    known = sorted(value for value in sums if isinstance(value, int))
    if len(known) < len(sums):
        return say("report_compare.compared_hidden", language, **values)
    word = "compared" if known[0] == known[-1] else "compared_between"
    return say(f"report_compare.{word}", language, **values, least=known[0], most=known[-1])


def goodness(edition: ComparisonEdition, scenarios: Scenarios) -> str:
    """Best possible under their rules and inputs, n of m assumed; who is not proved or has no plan."""
    language = edition.language
    cases = [one.run.case for one in scenarios.all]
    inputs_ = {name for case in cases for name in case.inputs}
    assumed = {name for case in cases for name in case.assumed}
    values = {"assumed": len(assumed), "inputs": len(inputs_)}
    apart = [say(f"report_compare.{'unproved' if one.edition else 'planless'}", language, title=one.label)
             for one in scenarios.all if one.run.plan.ending.value != "proved"]
    if not apart:
        return say("report_compare.good", language, **values)
    return say("report_compare.good_but", language, **values, titles=listing(apart, language))


def inputs(edition: ComparisonEdition) -> str:
    """Which inputs differ, the first of them by name."""
    language = edition.language
    sheet = next(one for one in edition.sheets if one.word == "inputs")
    labels = [row[0] for row in sheet.rows]
    if not labels:
        return say("report_compare.inputs_none", language)
    named = [say("report_compare.quoted", language, text=label) for label in labels[:LABELS]]
    if len(labels) <= LABELS:
        return say("report_compare.inputs_all", language, names=listing(named, language))
    return say(counted("report_compare.inputs_more", len(labels) - LABELS), language,
               names=", ".join(named), count=len(labels) - LABELS)


def widest(edition: ComparisonEdition) -> str:
    """The municipality whose number differs most between the scenarios, and how many have one number."""
    language, places = edition.language, Places(edition, AFTER if stock(edition) else NEW)
    scenarios = places.scenarios.planned
    told = {code: [(places.of(code, one.name), one) for one in scenarios] for code in places.towns}
    known = {code: sorted(pairs, key=lambda pair: pair[0]) for code, pairs in told.items()
             if all(isinstance(value, int) for value, _ in pairs)}
    if not known or len(scenarios) < 2:
        return say("report_compare.widest_hidden", language)
    code = max(known, key=lambda one: known[one][-1][0] - known[one][0][0])
    (least, fewest), (most, largest) = known[code][0], known[code][-1]
    same = sum(pairs[0][0] == pairs[-1][0] for pairs in known.values())
    if least == most:
        return say("report_compare.widest_none", language)
    return say("report_compare.widest", language, name=places.towns[code], least=least, most=most,
               fewest=fewest.label, largest=largest.label, same=same, all=len(places.towns))


def measured(edition: ComparisonEdition) -> str:
    """The first measure by which a scenario is better: who is, who is farthest from it."""
    language = edition.language
    told = ((one, digits) for digits in range(1, MOST_DIGITS + 1) for one in rated(edition) if one.worst
            and _number(one.best, digits, language) != _number(one.least, digits, language))
    found, digits = next(told, (None, 0))
    if found is None:
        return say("report_compare.measured_none", language)
    return say("report_compare.measured", language, measure=found.name, unit=found.unit,
               better=listing([one.label for one in found.better], language),
               worse=listing([one.label for one in found.worst], language),
               best=_number(found.best, digits, language), least=_number(found.least, digits, language))


def _number(value: Any, digits: int, language: str) -> str:
    return shown(value, Field("", "", NUMBER, shown=digits), language)
