"""A conflict names the rule at fault, and many demands alike are one sentence that can be read aloud."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from models import tables
from models.conflict import sums_that_cannot_fit
from models.county import County, Municipality
from models.formulation import Because
from models.need import Need
from models.pieces import pieces
from models.plan import Ending, Plan
from models.problem import Basis, Problem
from models.rules import Rule
from models.shares import Shares
from planner.conflict_told import demand_lines, demands, how_many
from planner.wording import subject
from tests.three_towns import table

RULES = pieces("rules")
KINDS = {"asylum": {"sv": "asylplatser", "en": "asylum places"}}
CODES = tuple(f"01{i:02}" for i in range(1, 13))


def county(total: int, *more: Any, today: int = 2) -> Problem:
    """Twelve towns with two places each, and the rules and tables given."""
    towns = County.of("Län", [Municipality(c, f"Ort {c[2:]}", 100) for c in CODES])
    shares = Shares(dict.fromkeys(CODES, 1), "county", len(CODES), "decided", tables.OFFICIAL)
    need = Need(("asylum",), (2010,), {(c, "asylum"): today for c in CODES}, {("asylum", 2010): total})
    return Problem(towns, need, dict.fromkeys(need.total, shares), Basis("stock", "filled"),
                   (RULES["need"](), RULES["keep-existing"](),
                    *(one for one in more if isinstance(one, Rule))), (),
                   {one.name: one for one in more if isinstance(one, tables.Table)}, {"norr": CODES[:4]})


def rooms(places: int, codes: tuple[str, ...] = CODES) -> tuple[Any, tables.Table]:
    rows = [{"code": code, "capacity": places} for code in codes]
    return RULES["capacity"](), table("capacity.csv", tables.CAPACITY, rows)


def decided(places: int, codes: tuple[str, ...]) -> tuple[Any, tables.Table]:
    rows = [{"code": code, "kind": "asylum", "places": places, "who": "KF", "when": date(2010, 1, 1),
             "why": f"beslut {code}"} for code in codes]
    return RULES["pinned"](), table("pinned.csv", tables.PINNED, rows)


def told(problem: Problem, found: tuple[Because, ...] | None = None, language: str = "sv") -> list[str]:
    conflict = sums_that_cannot_fit(problem) if found is None else found
    return list(demands(Plan(problem, Ending.INFEASIBLE, "highs", {}, conflict=conflict), KINDS, language))


def test_the_ceiling_is_named_with_its_figure_and_its_sum() -> None:
    assert told(county(90, RULES["ceiling"](places=5)))[1:] == [
        "Taket på 5 nya platser i varje kommun ger alla 12 kommuner tillsammans högst 84 platser, dagens "
        "inräknade (asylplatser, 2010)."]
    assert told(county(90, RULES["ceiling"](places=1)), language="en")[1:] == [
        "The ceiling of 1 new place in each municipality gives all 12 municipalities together at most 36 "
        "places, today's included (asylum places, 2010)."]


def test_decisions_and_the_room_of_the_others_are_told_apart() -> None:
    found = told(county(90, *decided(4, CODES[:9]), *rooms(5)))
    assert found == [
        "Länet ska ha 90 platser (asylplatser, 2010).",
        "De 9 beslutade antalen ger tillsammans högst 36 platser (asylplatser, 2010), 4 var.",
        "Kommunerna rymmer tillsammans högst 15 platser (asylplatser, 2010): "
        "Ort 10, Ort 11 och Ort 12, 5 var."]


def test_what_stands_today_and_the_floors_are_named() -> None:
    assert told(county(23))[1:] == [
        "Alla 12 kommuner har tillsammans 24 platser i dag, och inga läggs ned (asylplatser, 2010), "
        "2 var."]
    assert told(county(20, RULES["floor"](places=1)))[1:] == [
        "Med golven för nya platser ska kommunerna tillsammans ha minst 21 platser, dagens inräknade "
        "(asylplatser, 2010): Ort 01, Ort 02, Ort 03, Ort 04, Ort 05, Ort 06 och Ort 07, 3 var."]


@pytest.mark.parametrize("side", ["least", "most"])
def test_every_rule_with_bounds_has_its_own_sentences(side: str) -> None:
    rules: dict[str, Any] = dict(RULES)
    words = {word for word, rule in rules.items() if rule.bounds is not Rule.bounds} | {"agreement"}
    only = {"least": {"capacity", "ceiling"}, "most": {"floor", "keep-existing", "agreement"}}[side]
    for word in words - only:
        for key in (f"{side}-{word}", f"{side}-{word}-one", f"all-{side}-{word}"):
            assert key in subject("because"), key


@pytest.mark.parametrize(("rule", "sentence"), [
    ("pace", "Alla 12 kommuner hinner tillsammans med högst 78 nya platser på ett år (2010)."),
    ("reserve", "Alla 12 kommuner ska tillsammans hålla rum ledigt för 78 i reserv (2010)."),
    ("relief", "Med lättnad får alla 12 kommuner tillsammans högst 78 platser (2010)."),
    ("answer-promised", "Alla 12 kommuner har tillsammans svarat ja till 78 nya platser, varken fler eller "
                        "färre (2010)."),
    ("places-left", "Alla 12 kommuner har tillsammans 78 av dagens platser kvar när överenskommelser har "
                    "gått ut, och inga av dem läggs ned (2010).")])
def test_a_long_list_is_one_sentence_with_the_sum(rule: str, sentence: str) -> None:
    rows = tuple(Because(rule, code, "", 2010, i + 1) for i, code in enumerate(CODES))
    assert told(county(30), rows) == [sentence]
    assert list(demand_lines(rows[:1], county(30), KINDS, "sv")) != [sentence]


def test_many_decisions_are_one_sentence_and_few_keep_their_reasons() -> None:
    rows = tuple(Because("pinned", code, "asylum", 2010, 3, f"KF: {code}") for code in CODES)
    assert told(county(30), rows) == [
        "De 12 beslutade antalen är tillsammans 36 platser (asylplatser, 2010), 3 var."]
    few = told(county(30), rows[:4])
    assert len(few) == 4
    assert all(f"KF: {code}" in line for code, line in zip(CODES, few, strict=False))


def test_municipalities_are_not_called_areas() -> None:
    towns = [Because("capacity", code, "", 2010, 3) for code in CODES[:9]]
    assert how_many(towns, county(30), "sv") == "9 kommuner"
    assert how_many([*towns, Because("capacity", "norr", "", 2010, 3)], county(30), "sv") == (
        "10 kommuner eller områden")


def test_one_place_is_not_places() -> None:
    for rule, note in (("within-quota", "at-least"), ("within-gap", "at-most"), ("places-left", ""),
                       ("reserve-room", ""), ("need", ""), ("most", "ceiling"), ("least", "pinned")):
        for language in ("sv", "en"):
            row = Because(rule, CODES[0], "asylum", 2010, 1, note)
            line, = demand_lines([row], county(30), KINDS, language)
            assert "1 plats" in line or "1 place" in line or "1 av" in line or "1 of" in line, line
            assert "1 platser" not in line, line
            assert "1 places" not in line, line


def test_the_figures_of_the_bounds_add_up_to_less_than_the_need() -> None:
    problem = county(90, *decided(4, CODES[:9]), *rooms(5))
    need, *most = sums_that_cannot_fit(problem)
    assert sum(b.figure or 0 for b in most) == 51 < (need.figure or 0)
    assert {b.note for b in most} == {"pinned", "capacity"}
    fits = replace(problem, need=replace(problem.need, total={("asylum", 2010): 51}))
    assert sums_that_cannot_fit(fits) == ()
