"""Who gains and who loses: every scenario against its baselines and against the first scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from models.baselines import BASELINES
from planner.edition import ComparisonEdition
from planner.report.comparison.grid import Cell, Head, Row, grid, whole
from planner.report.comparison.places import AFTER, NEW, Places, stock
from planner.report.comparison.scenarios import Scenario
from planner.report.page import rendered
from planner.report.section import Section
from planner.report.sections.gains import of_baselines
from planner.report.told import told
from planner.wording import decimal, listing, say

NAMED = 3  # so many who gain or lose most are named


@dataclass(frozen=True)
class Against:
    """A scenario's places less another's, or a baseline's: ``apart[code]``, ".." where that is hidden."""

    title: str
    apart: Mapping[str, Any]
    scenario: int | None = None

    @property
    def label(self) -> str:
        """What a sentence calls the other: a scenario by its number too."""
        return self.title if self.scenario is None else f"{self.scenario + 1} {self.title}"

    @property
    def known(self) -> dict[str, int]:
        """The differences that are shown."""
        return {code: value for code, value in self.apart.items() if isinstance(value, int)}


def section(edition: ComparisonEdition) -> Section:
    """How many places lie otherwise, two by two; then each scenario against its baselines and the first."""
    language = edition.language
    places = Places(edition, AFTER if stock(edition) else NEW)
    blocks = [_block(places, one) for one in places.scenarios]
    html = rendered("comparison/gains.html.j2", language, blocks=blocks)
    how = say("report_compare.gains_how", language, first=places.scenarios.planned[0].number)
    titles = {places.scenarios.baseline(one.title)[0] for one in places.baselines}
    made = [word for word in BASELINES if say(f"compare.{word}", language) in titles]
    parts = [told([how, of_baselines(made, language)], language)]
    parts += [moved_table(places)] if len(places.scenarios.planned) > 1 else []
    return Section("gains", say("report_compare.gains", language), Markup("").join([*parts, html]))


def against(places: Places, scenario: Scenario) -> list[Against]:
    """What the scenario is set against: its baselines, then the first scenario."""
    first = places.scenarios.planned[0]
    others = [] if scenario is first else [
        Against(first.short, places.apart(scenario.name, first.name), first.index)]
    language, scenarios = places.edition.language, places.scenarios
    return [Against(say("report_compare.baseline", language, name=scenarios.baseline(one.title)[0]),
                    places.apart(scenario.name, one.name))
            for one in places.own_baselines(scenario)] + others


def moved_table(places: Places) -> Markup:
    """Two by two: places that one plan gives somebody and the other does not, the larger of both ways."""
    language = places.edition.language
    heads = [Head(say("column.scenario", language), False),
             *(Head(one.short, True, one.index) for one in places.scenarios)]
    rows = [Row([Cell(one.label),
                 *(_moved(places, one, other, language) for other in places.scenarios)], None, one.index)
            for one in places.scenarios]
    return grid(say("report_compare.moved", language), heads, rows, language, still=True)


def _moved(places: Places, one: Scenario, other: Scenario, language: str) -> Cell:
    if one is other:
        return Cell("–")
    found = places.apart(one.name, other.name)
    if any(not isinstance(value, int) for value in found.values()):
        return Cell("..")
    more = sum(value for value in found.values() if value > 0)
    return whole(max(more, more - sum(found.values())), language)


def _block(places: Places, scenario: Scenario) -> dict[str, Any]:
    """A scenario's sentences and its table."""
    language, found = places.edition.language, against(places, scenario)
    return {"scenario": scenario, "lines": [(one.scenario, line(one, places, language)) for one in found],
            "table": _table(places, scenario, found)}


def line(one: Against, places: Places, language: str) -> str:
    """How many get more and fewer than there, and who most."""
    known = one.known
    if not known:
        return say("report_compare.against_hidden", language, other=one.label)
    more = sorted((code for code in known if known[code] > 0), key=lambda code: -known[code])
    fewer = sorted((code for code in known if known[code] < 0), key=lambda code: known[code])
    if not more and not fewer:
        return say("report_compare.against_same", language, other=one.label)
    parts = [say(f"report_compare.{word}", language, count=len(codes),
                 names=listing(_named(codes, known, places, language), language))
             for word, codes in (("more", more), ("fewer", fewer)) if codes]
    return say("report_compare.against", language, other=one.label, told=listing(parts, language),
               same=len(known) - len(more) - len(fewer))


def _named(codes: list[str], known: Mapping[str, int], places: Places, language: str) -> Iterator[str]:
    for code in codes[:NAMED]:
        yield say("report_compare.by", language, name=places.towns[code],
                  by=decimal(known[code], 0, language, sign=True))


def _table(places: Places, scenario: Scenario, found: list[Against]) -> Markup:
    """Municipality by municipality, what the scenario gives beyond each of the others."""
    language = places.edition.language
    heads = [Head(say("column.name", language), False), Head(scenario.short, True, scenario.index),
             *(Head(one.title, True, one.scenario) for one in found)]
    rows = [Row([Cell(name), whole(places.of(code, scenario.name), language),
                 *(whole(one.apart[code], language, sign=True) for one in found)], code)
            for code, name in places.towns.items()]
    return grid(say("report_compare.apart", language, title=scenario.short), heads, rows, language)
