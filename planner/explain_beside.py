"""A municipality's number beside others: its way to school, plain divisions, neighbours, the last plan."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from models.baselines import BASELINES
from models.errors import InputFault
from models.explained import in_last_year
from models.goals.change import Change
from models.measures import per_10000
from planner.explain_told import Sentence, Told
from planner.source_line import called

NEAREST = 4  # so many municipalities nearest in population stand beside, where no neighbour is named


def school_sentences(told: Told, code: str) -> Iterator[Sentence]:
    """Where those who are placed go to school in the last year, and how far that is."""
    rule: Any = told.problem.rule("commuting")
    if rule is None:
        return
    minutes, source = told.minutes, told.row_source(told.problem.tables[rule.minutes], None)
    used = {school: n for (home, school, year), n in told.plan.flows.items()
            if (home, year) == (code, told.year) and n}
    for school, places in sorted(used.items(), key=lambda one: (-one[1], minutes[code, one[0]], one[0])):
        values = {"name": told.name(code), "places": places, "school": told.name(school),
                  "minutes": minutes[code, school], "source": source}
        yield Sentence("school_own" if school == code else "school", values, places)
    if not used:
        where = told.whereabouts
        away = sum(where.elsewhere.get(cell, 0) for cell in told.cells(code))
        key = "school_elsewhere" if away else "school_none"
        yield Sentence(key, {"name": told.name(code), "places": away}, away or None)


def baseline_sentences(told: Told, code: str) -> Iterator[Sentence]:
    """What three plain divisions without rules would give it."""
    for word in BASELINES:
        places = baseline(told, word, code)
        if places is not None:
            yield Sentence(f"base_{word}", {"name": told.name(code), "places": places}, places)


def baseline(told: Told, word: str, code: str) -> int | None:
    """Its places in the last year by a plain division; None where that cannot be made."""
    at = ("baseline", word)
    if at not in told.problem.memo:
        try:
            told.problem.memo[at] = BASELINES[word](told.problem).places
        except InputFault:
            told.problem.memo[at] = {}
    places = told.problem.memo[at]
    cells = told.cells(code)
    return sum(places[cell] for cell in cells) if all(cell in places for cell in cells) else None


def neighbours(told: Told, code: str) -> tuple[str, str, tuple[str, ...]]:
    """Whom it is set beside: how they are called, the name of an area, their codes in the county's order.

    The others of its area; else those that border on it; else those nearest in population.
    """
    for area, members in told.problem.areas.items():
        if code in members and len(members) > 1:
            return "in_area", area, tuple(one for one in members if one != code)
    towns = told.problem.county.by_code
    rank = {one: i for i, one in enumerate(told.problem.county.codes)}
    bordering = told.run.case.geography.beside(code) & rank.keys()
    if bordering:
        return "bordering", "", tuple(sorted(bordering, key=rank.__getitem__))
    others = sorted((one for one in rank if one != code), key=lambda one: (
        abs(towns[one].inhabitants - towns[code].inhabitants), rank[one]))[:NEAREST]
    return "alike", "", tuple(sorted(others, key=rank.__getitem__))


def neighbour_sentences(told: Told, code: str) -> Iterator[Sentence]:
    """Places per 10,000 inhabitants: its own, the county's, and the neighbours', each on a line."""
    county = told.problem.county
    now = in_last_year(told.plan)
    whole = Fraction(10_000 * sum(now.values()), sum(m.inhabitants for m in county.municipalities))
    yield Sentence("per_10000", {"name": told.name(code), "own": per_10000(told.plan, code, told.year),
                                 "county": whole})
    key, area, others = neighbours(told, code)
    if others:
        yield Sentence(key, {"area": area, "name": told.name(code)})
    for one in others:
        yield Sentence("neighbour", {"name": told.name(one), "places": now[one],
                                     "own": per_10000(told.plan, one, told.year)}, now[one])


def last_plan_sentences(told: Told, code: str) -> Iterator[Sentence]:
    """What the last plan gave, in the last year that it and this plan have in common.

    The last plan is the one named to the explanation, else the one that the goal change stays near.
    """
    goal = next((goal for goal in told.problem.goals if isinstance(goal, Change)), None)
    given = told.last or (goal.given(told.problem) if goal else {})
    kinds = told.problem.need.kinds
    year = next((year for year in reversed(told.problem.need.years)
                 if all((code, kind, year) in given for kind in kinds)), None)
    if year is None:
        return
    before, now = (sum(places[code, kind, year] for kind in kinds) for places in (given, told.plan.places))
    key = "last_same" if now == before else "last_up" if now > before else "last_down"
    yield Sentence(key, {"name": told.name(code), "before": before, "now": now, "apart": abs(now - before),
                         "year": year}, before)


def rest_sentences(told: Told, code: str) -> Iterator[Sentence]:
    """Which tables the number rests on, least certain first, and which run it is."""
    for text in dict.fromkeys(told.rests.of(cell) for cell in told.cells(code)):
        for part in filter(None, text.split("; ")):
            status, _, names = part.rstrip(")").partition(" (")
            case = told.run.case
            words = sorted(names.split(", "), key=lambda name: case.tables[name].spec.word)
            tables = called(case, words, told.language)
            yield Sentence(f"rests_{status}", {"tables": tables})
    yield Sentence("run", {"scenario": told.run.scenario.name, "run": told.run.id[:12]})
