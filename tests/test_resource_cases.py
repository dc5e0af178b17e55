"""The county cases with a ceiling, resources, a reserve and the county's part of the nation."""

from __future__ import annotations

from dataclasses import replace

from models.lookup import figures
from models.measures import worst_gap
from models.plan import Ending
from models.reserves import can_open, room_left
from models.solve import plan
from planner.nation import nation_years
from tests.test_case_plans import EVERY, STOCKHOLM, TABY, case, new, solved
from tests.test_cases import rows


def test_drygt_340_goes_beyond_340_as_far_as_it_can_be_shared_fairly() -> None:
    made = solved("drygt-340")
    total = made.problem.need.total
    assert [total["mixed", year] for year in (2010, 2011)] == [210, 280]
    assert 340 < total["mixed", 2012] < 380
    assert worst_gap(made, made.quotas) <= 2.5
    more = next(need for need in made.problem.needs if need.total["mixed", 2012] == total["mixed", 2012] + 1)
    assert plan(replace(made.problem, need=more, needs=())).ending is Ending.INFEASIBLE


def test_the_level_is_held() -> None:
    made = solved("drygt-340")
    assert all(made.new((code, "mixed", 2013)) == 0 for code in made.problem.county.codes)


def test_resources_and_the_reserve_move_places() -> None:
    made, free = solved("resurser"), new("folkmangd")
    after = new("resurser")
    assert after != free
    assert after[TABY] < free[TABY]
    assert after[STOCKHOLM] > free[STOCKHOLM]
    guardians = {r["code"]: int(r["available"]) for r in rows("stockholm-2010", "resources.csv")
                 if r["resource"] == "gode män"}
    assert all(made.places[code, "mixed", 2010] <= n for code, n in guardians.items())
    assert any(made.places[code, "mixed", 2010] == n for code, n in guardians.items())


def test_the_room_kept_free_is_there_and_the_county_can_open_what_is_asked() -> None:
    made = solved("resurser")
    kept = {r["code"]: int(r["free"]) for r in rows("stockholm-2010", "reserve.csv") if r["free"]}
    assert len(kept) >= 8
    for code, free in kept.items():
        left = room_left(made, (code, 2010))
        assert left is not None
        assert left >= free
    assert sum(can_open(made, "reserve.csv", 90).values()) >= 60
    assert set(figures(made.problem, "reserve.csv", "open_90")) == set(made.problem.county.codes)


def test_the_nations_part_is_no_limit_yet_but_resources_are() -> None:
    made, asked = solved("rikets-del"), case("rikets-del").asked
    assert asked.cap == {2015: 219}  # 4,850 places, 442,105 of 9,747,355 inhabitants
    planned = made.problem.need.total["asylum", 2015]
    assert 71 < planned < 101
    assert made.problem.need.total["permit", 2015] - 63 == planned - 41


def test_the_nations_figures_are_those_of_the_sources_and_nothing_else() -> None:
    for folder in ("stockholm-2010", "ostergotland-2012"):
        table = rows(folder, "nation.csv")
        assert {r["year"]: r["places"] for r in table if r["places"]} == {"2015": "4850", "2016": "40000"}
        assert {r["year"]: r["inhabitants"] for r in table}["2019"] == "10230185"


def test_beside_every_scenario_the_county_has_its_part_of_the_inhabitants() -> None:
    for name in EVERY:
        found = case(name)
        years = nation_years(EVERY[name].settings, found.tables, found.problem.county.codes)
        parts = [one.part for one in years]
        assert all(part is not None and 0.04 < part < 0.23 for part in parts), name
        assert all(one.due is None for one in years if one.year < 2015), name
