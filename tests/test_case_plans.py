"""The county cases solved: every scenario is proved, and the scenarios differ where they should."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from models.plan import Ending, Plan
from models.solve import plan
from planner.case import Case, load_case
from planner.check import check
from planner.scenario import read_scenarios

SCENARIOS = Path(__file__).parent.parent / "scenarios"
FOLDERS = ("stockholm-2010", "stockholm-2010/behov", "stockholm-2010/boendeformer", "ostergotland-2012")
EVERY = {s.name: s for folder in FOLDERS for s in read_scenarios(SCENARIOS / folder)}
STOCKHOLM, SOLNA, SIGTUNA, SODERTALJE, BOTKYRKA = "0180", "0184", "0191", "0181", "0127"
TABY, NYNASHAMN, KINDA = "0160", "0192", "0513"


@cache
def case(name: str) -> Case:
    return load_case(EVERY[name])


@cache
def solved(name: str) -> Plan:
    return plan(case(name).problem)


def new(name: str) -> dict[str, int]:
    """New places since the start in the last year, by municipality, kinds together."""
    made = solved(name)
    need = made.problem.need
    return {code: sum(made.new_since_start((code, kind, need.years[-1])) for kind in need.kinds)
            for code in made.problem.county.codes}


def test_the_scenarios_that_the_leaderships_compare_are_there() -> None:
    assert set(EVERY) == {
        "folkmangd", "andelsmodellen", "ansvar", "pendling-30", "pendling-45", "pendling-60", "hem-6",
        "stegvis", "tak-for-avvikelse", "drygt-340-total-300", "drygt-340-total-340", "drygt-340-total-380",
        "permit-1", "permit-12-5", "permit-1-pendling-45", "permit-12-5-pendling-45", "permit-strom",
        "pengar", "permit-1-pengar",
        "gemensamma-hem", "alla-tar-del", "boendeformer", "svar", "svar-57-procent", "overenskommelser",
        "drygt-340", "resurser", "rikets-del", "hos-grannen", "hem-6-permit-1", "gemensamma-hem-permit-1"}


@pytest.mark.parametrize("folder", FOLDERS)
def test_check_finds_no_fault(folder: str) -> None:
    assert check([SCENARIOS / folder]) == ()


@pytest.mark.parametrize("name", EVERY)
def test_every_scenario_is_proved_and_adds_up(name: str) -> None:
    made = solved(name)
    assert made.ending is Ending.PROVED
    for (kind, year), total in made.problem.need.total.items():
        assert sum(made.places[code, kind, year] for code in made.problem.county.codes) == total


@pytest.mark.parametrize("name", EVERY)
def test_every_scenario_says_what_it_is(name: str) -> None:
    settings = EVERY[name].settings
    assert settings.title
    assert settings.description.endswith(".")
    assert case(name).example


def test_need_is_340_and_grows_by_200() -> None:
    need = case("folkmangd").problem.need
    assert (need.total_today["mixed"], need.total["mixed", 2010]) == (140, 340)


def test_ostergotland_adds_15_asylum_places_a_year_and_permits_follow() -> None:
    one, more = case("permit-1").problem.need, case("permit-12-5").problem.need
    assert [one.added("asylum", i) for i in (0, 1)] == [15, 15]
    assert [one.added("permit", i) for i in (0, 1)] == [15, 15]
    assert [more.added("permit", i) for i in (0, 1)] == [36, 36]


def test_one_far_above_its_share_gets_nothing_and_pulls_no_quota_below_zero() -> None:
    made = solved("folkmangd")
    assert new("folkmangd")[SIGTUNA] == 0
    assert made.quotas[SIGTUNA, "mixed", 2010] == made.problem.need.today[SIGTUNA, "mixed"]
    assert sum(made.quotas.values()) == 340


def test_capacity_binds_for_some_and_not_for_most() -> None:
    made = solved("folkmangd")
    room = {r["code"]: r["capacity"] for r in made.problem.tables["capacity.csv"].rows}
    full = {code for code in room if made.places[code, "mixed", 2010] == room[code]}
    assert TABY in full
    assert 4 <= len(full) <= 13


def test_longer_commuting_changes_the_plan() -> None:
    plans = [new(f"pendling-{minutes}") for minutes in (30, 45, 60)]
    assert plans[0] != plans[1] != plans[2]
    assert plans[2][NYNASHAMN] > plans[1][NYNASHAMN]
    assert new("pendling-45") == new("folkmangd")


def test_whole_homes_leave_several_municipalities_without_new_places() -> None:
    homes = new("hem-6")
    assert all(places == 0 or places >= 6 for places in homes.values())
    assert sum(1 for places in homes.values() if places == 0) >= 5


def test_relief_moves_places_from_those_who_carry_much() -> None:
    relieved, without = new("ansvar"), new("folkmangd")
    assert all(relieved[c] < without[c] for c in (SOLNA, SODERTALJE, BOTKYRKA))
    assert relieved[SIGTUNA] == 0
    assert relieved[STOCKHOLM] > without[STOCKHOLM]


def test_the_worked_example_of_the_later_model_says_that_it_is_one() -> None:
    shares = case("andelsmodellen").problem.shares["mixed", 2010]
    assert not shares.official
    assert "räkneexempel" in EVERY["andelsmodellen"].settings.title
    assert new("andelsmodellen") != new("folkmangd")


def test_the_fairness_ceiling_holds_and_shortens_the_way_to_school() -> None:
    made, beside = solved("tak-for-avvikelse"), solved("ansvar")
    worst = {g.word: g.value for g in made.goals}
    travel = {g.word: g.value for g in beside.goals}
    assert worst["worst-gap"] <= 3
    assert worst["travel"] < travel["travel"]


def test_stepwise_growth_keeps_its_pace_and_ends_at_340() -> None:
    made = solved("stegvis")
    most = {r["code"]: r["places"] for r in made.problem.tables["pace.csv"].rows}
    steps = {cell: made.new(cell) for cell in made.places}
    assert all(step <= most[cell[0]] for cell, step in steps.items())
    assert any(step == most[cell[0]] for cell, step in steps.items())


def test_own_school_places_decide_where_towns_lie_far_apart() -> None:
    assert new("permit-1")[KINDA] > 0
    assert new("permit-1-pendling-45")[KINDA] == 0


@pytest.mark.parametrize(("alone", "shared"), [("hem-6", "gemensamma-hem"),
                                               ("hem-6-permit-1", "gemensamma-hem-permit-1")])
def test_shared_homes_let_more_municipalities_take_part(alone: str, shared: str) -> None:
    assert sum(n > 0 for n in new(shared).values()) > sum(n > 0 for n in new(alone).values())
    made = solved(shared)
    for at, homes in made.shared_homes.items():
        area, host, _, year = at
        there = sum(n for (g, b, _, t), n in made.hosted.items() if (g, b, t) == (area, host, year))
        assert there >= 6 if homes else there == 0
    least, most = (next(g.value for g in solved(name).goals if g.word == "worst-gap")
                   for name in (shared, alone))
    assert least < most


def test_everyone_takes_part_when_that_comes_first() -> None:
    assert min(new("alla-tar-del").values()) >= 1
    assert min(new("gemensamma-hem").values()) == 0


def test_the_smaller_ones_have_places_with_a_neighbour() -> None:
    made, homes = solved("hos-grannen"), new("hem-6")
    housed = {code: n for (code, _, _, _), n in made.elsewhere.items() if n}
    assert len(housed) >= 5
    assert all(n <= 6 for n in housed.values())
    assert all(new("hos-grannen")[code] > homes[code] for code in (NYNASHAMN, "0140"))
