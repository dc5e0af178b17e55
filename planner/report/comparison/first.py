"""What a reader of a comparison must know first, in five sentences, and which scenarios there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from planner.edition import ComparisonEdition
from planner.figures.beside import colour
from planner.report.charts.key import shape
from planner.report.comparison.measures import MOST_DIGITS, measure_sheet
from planner.report.comparison.places import AFTER, NEW, Places, stock
from planner.report.comparison.scenarios import Scenario, Scenarios
from planner.report.page import rendered
from planner.report.section import Section
from planner.tabular import NUMBER, Field, shown
from planner.wording import counted, listing, say, subject

LABELS, NAMED = 3, 2  # so many inputs that differ are all named; of more so many


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
    language, count = edition.language, len(scenarios.planned)
    places = Places(edition, AFTER if stock(edition) else NEW)
    sums = [places.county(one.name) for one in scenarios]
    values = {"plans": _plans(count, language), "when": _when(edition)}
    known = sorted({value for value in sums if isinstance(value, int)})
    if not all(isinstance(value, int) for value in sums):
        return say("report_compare.compared_hidden", language, plans=values["plans"],
                   county=scenarios.planned[0].run.plan.problem.county.name)
    if len(known) == 1:
        return say("report_compare.compared", language, **values, most=known[0])
    if len(known) == 2:
        return say("report_compare.compared_two", language, **values, least=known[0], most=known[1])
    return say("report_compare.compared_between", language, **values, least=known[0], most=known[-1])


def _when(edition: ComparisonEdition) -> str:
    """The last year of all, or that each is told of in its own."""
    years = {one.run.plan.problem.need.years[-1] for one in edition.runs}
    return say("report_compare.in_last", edition.language) if len(years) > 1 else say(
        "report_compare.in_year", edition.language, year=min(years))


def _plans(count: int, language: str) -> str:
    """So many plans, in words up to ten."""
    word = f"count_{count}"
    told = say(f"report_compare.{word}", language) if word in subject("report_compare") else count
    return say(counted("report_compare.plans", count), language, count=told)


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
    """How many inputs differ, the first of them by name."""
    language = edition.language
    sheet = next(one for one in edition.sheets if one.word == "inputs")
    labels = [say("report_compare.quoted", language, text=row[0]) for row in sheet.rows]
    if not labels:
        return say("report_compare.inputs_none", language)
    if len(labels) <= LABELS:
        return say("report_compare.inputs_all", language, names=listing(labels, language))
    return say("report_compare.inputs_more", language, names=listing(labels[:NAMED], language),
               count=len(labels))


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
    least, most = known[code][0][0], known[code][-1][0]
    same = sum(pairs[0][0] == pairs[-1][0] for pairs in known.values())
    if least == most:
        return say("report_compare.widest_none", language)
    return say("report_compare.widest", language, name=places.towns[code], least=least, most=most,
               fewest=numbers([one for value, one in known[code] if value == least], language),
               largest=numbers([one for value, one in known[code] if value == most], language),
               same=same, all=len(places.towns))


def measured(edition: ComparisonEdition) -> str:
    """How far from its quota the municipality farthest from it comes: least and most of the scenarios."""
    language, sheet = edition.language, measure_sheet(edition)
    label = say("measure.worst_after", language)
    row = next((one for one in sheet.rows if one[0] == label), None)
    at = {field.name: j for j, field in enumerate(sheet.fields)}
    values = {} if row is None else {one: row[at[one.name]] for one in Scenarios(edition)}
    if not values or any(value is None or isinstance(value, str) for value in values.values()):
        return say("report_compare.measured_none", language)
    least, most = min(values.values()), max(values.values())
    if least == most:
        return say("report_compare.measured_same", language, most=_number(most, 1, language))
    digits = next((n for n in range(1, MOST_DIGITS) if _number(least, n, language) != _number(
        most, n, language)), MOST_DIGITS)
    return say("report_compare.measured", language, least=_number(least, digits, language),
               most=_number(most, digits, language),
               fewest=numbers([one for one in values if values[one] == least], language),
               largest=numbers([one for one in values if values[one] == most], language))


def numbers(scenarios: Sequence[Scenario], language: str) -> str:
    """Scenarios in a sentence, by their numbers: scenario 1, 4 och 5."""
    told = listing([str(one.number) for one in scenarios], language)
    return say(counted("report_compare.numbers", len(scenarios)), language, numbers=told)


def _number(value: Any, digits: int, language: str) -> str:
    return shown(value, Field("", "", NUMBER, shown=digits), language)
