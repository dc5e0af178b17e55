"""Room kept free and places that can open soon: plans against a full list, faults, what a reader is told."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from models import tables
from models.errors import InputFault
from models.pieces import pieces
from models.plan import Ending
from models.problem import Problem
from models.reserves import can_open, county_keeps, reserve_rows, room_left, rooms
from models.rules.reserve import Reserve
from models.solve import plan
from planner.conflict_told import because_line
from planner.reserve_told import reserve_lines, reserve_sheets
from planner.run import Run, run
from planner.scenario import read_scenario
from planner.sentences import Sentences
from tests.small_case import TABLES, described, faults, small_case
from tests.three_towns import table, three_towns
from tests.tiny_counties import CODES, Places, also, best, lying, tiny

SOLVERS = tuple(pieces("solvers"))
RESERVE = "code,free,open_30,open_90\n0114,2,1,3\n0180,,20,30\n"
SCENARIO = 'extends = "case.toml"\n\n[rules.capacity]\n\n[rules.reserve]\ncounty = 10\n'
SOURCES = described([*TABLES, "reserve.csv"])


def reserved(seed: int) -> Problem:
    """A tiny county with rows of reserve and, by turns, something the county shall be able to open."""
    draw, problem = Random(2000 + seed), tiny(seed, 1 + seed % 2, 2 - seed % 2)
    room = {r["code"] for r in problem.tables["capacity.csv"].rows}
    rows = [{"code": c, "free": draw.choice([None, 0, 1, 2]) if c in room else None,
             "open_30": draw.choice([None, 1]), "open_90": draw.randint(1, 3)} for c in CODES]
    rows.append({"code": CODES[2], "year": 2011, "open_30": 1, "open_90": 1})
    rule = Reserve(county=draw.randint(0, 5), days=draw.choice([30, 90]))
    return also(problem, rule, table("reserve.csv", tables.RESERVE, rows))


def in_reserve(problem: Problem, x: Places) -> bool:
    """Is the room kept free and can the county open what is asked, worked out anew from the tables?"""
    rule = problem.rule("reserve")
    assert isinstance(rule, Reserve)
    room = {r["code"]: r["capacity"] for r in problem.tables["capacity.csv"].rows}
    rows = problem.tables["reserve.csv"].rows
    for year in problem.need.years:
        named = {r["code"] for r in rows if r["year"] == year}
        opens = 0
        for row in rows:
            if row["year"] != year and (row["year"] is not None or row["code"] in named):
                continue
            left = room.get(row["code"], 99) - lying(problem, x, row["code"], year)
            if row["free"] is not None and left < row["free"]:
                return False
            opens += min(row[f"open_{rule.days}"] or 0, left)
        if opens < rule.county:
            return False
    return True


@pytest.mark.parametrize("first", range(0, 100, 25))
def test_the_plan_is_the_first_of_all_that_keep_the_reserve(first: int) -> None:
    for seed in range(first, first + 25):
        problem = reserved(seed)
        wanted = best(problem, lambda x, p=problem: in_reserve(p, x))
        made = plan(problem)
        assert made.ending is (Ending.PROVED if wanted else Ending.INFEASIBLE), seed
        assert (made.places or None) == wanted, seed


def test_the_reserve_matters_in_the_counties_that_are_tried() -> None:
    tried = [reserved(seed) for seed in range(100)]
    found = [(best(p, lambda x, p=p: in_reserve(p, x)), best(p, lambda x: True)) for p in tried]
    assert sum(kept is not None and kept != free for kept, free in found) >= 10
    assert sum(kept is None for kept, _ in found) >= 10


@pytest.mark.parametrize("seed", [4, 9, 22])
def test_the_same_plan_on_all_solvers(seed: int) -> None:
    found = [plan(reserved(seed), word) for word in SOLVERS]
    assert len({repr((p.ending, p.places)) for p in found}) == 1


def test_room_is_the_row_for_all_kinds_or_the_sum_of_the_kinds() -> None:
    capacity = pieces("rules")["capacity"]()
    assert rooms(three_towns([capacity])) == {("0114", 2010): 9, ("0114", 2011): 9}
    both = table("capacity.csv", tables.CAPACITY, [
        {"code": "0115", "kind": "asylum", "capacity": 4}, {"code": "0115", "kind": "permit", "capacity": 3},
        {"code": "0115", "kind": "permit", "year": 2011, "capacity": 5},
        {"code": "0117", "kind": "asylum", "capacity": 4}])
    assert rooms(also(three_towns(), capacity, both)) == {("0115", 2010): 7, ("0115", 2011): 9}


def test_a_row_of_a_year_goes_before_one_for_every_year() -> None:
    rows = reserve_rows(three_towns(), "reserve.csv")
    assert (rows["0117", 2010]["open_90"], rows["0117", 2011]["open_90"]) == (2, 1)
    assert ("0115", 2010) not in rows


def test_what_can_open_is_never_more_than_the_room_left() -> None:
    made = plan(reserved(7))
    assert made.found
    for days in (30, 90):
        for at, places in can_open(made, "reserve.csv", days).items():
            left = room_left(made, at)
            assert 0 <= places <= (99 if left is None else left)


def test_without_a_figure_of_room_nothing_can_be_kept_free() -> None:
    rows = [{"code": "0117", "free": 1}]
    problem = also(three_towns(), Reserve(), table("reserve.csv", tables.RESERVE, rows))
    with pytest.raises(InputFault) as raised:
        plan(problem)
    assert [f.key for f in raised.value.faults] == ["reserve-no-capacity"]


def case(folder: Path, reserve: str = RESERVE, scenario: str = SCENARIO, **files: str) -> Path:
    return small_case(folder, {"reserve.csv": reserve, "sources.toml": SOURCES, **files}, scenario)


@pytest.mark.parametrize(("reserve", "scenario", "found"), [
    (RESERVE, SCENARIO.replace("[rules.capacity]\n", ""), ["reserve-no-capacity"]),
    (RESERVE.replace("1,3", "3,1"), SCENARIO, ["reserve-order"]),
    ("code,free,open_30\n0114,1,1\n", SCENARIO, ["reserve-no-open"]),
    ("code,year,open_90\n0114,2010,1\n", SCENARIO, ["reserve-no-open"]),
    (RESERVE, SCENARIO.replace("county = 10", "days = 60"), []),
])
def test_faults_of_the_reserve(tmp_path: Path, reserve: str, scenario: str, found: list[str]) -> None:
    told = faults(case(tmp_path, reserve, scenario))
    assert [f.key for f in told] == (found or ["bad-word"])
    assert all(f.place.line for f in told)


def test_room_of_one_kind_only_is_no_room_for_all(tmp_path: Path) -> None:
    path = case(tmp_path, **{"capacity.csv": "code,kind,capacity\n0114,asylum,10\n0180,,90\n"})
    assert [(f.key, f.place.line) for f in faults(path)] == [("reserve-no-capacity", 2)]


def planned(folder: Path, county: int, reserve: str = RESERVE) -> Run:
    return run(read_scenario(case(folder, reserve, SCENARIO.replace("county = 10", f"county = {county}"))))


def test_sheet_and_text_tell_what_can_open_and_who_carries_it(tmp_path: Path) -> None:
    made = planned(tmp_path, 10)
    (sheet,) = reserve_sheets(made, "sv")
    assert [f.name for f in sheet.fields] == [
        "code", "name", "year", "reserve_free", "room_left", "open_30", "open_90"]
    assert sheet.column("open_30") == [20, 20, 1, 1]
    lines = list(reserve_lines(made, "sv"))
    assert lines[0] == "Reserv:"
    assert lines[1] == "  2010: 21 platser kan öppnas inom 30 dagar: Stockholm 20 och Upplands Väsby 1"
    assert "(begärt minst 10)" in lines[2]
    assert lines[3] == "  2010: rum hålls ledigt för 2: Upplands Väsby 2"


def test_a_run_without_the_rule_has_neither_sheet_nor_text(tmp_path: Path) -> None:
    made = run(read_scenario(case(tmp_path, scenario='extends = "case.toml"\n')))
    assert [*reserve_sheets(made, "sv"), *reserve_lines(made, "sv")] == []


def test_a_municipality_hears_that_the_reserve_holds_it_back(tmp_path: Path) -> None:
    made = planned(tmp_path, 0, RESERVE.replace("0114,2", "0114,8"))
    told = Sentences(made.plan, "sv", {"asylum": "asylplatser", "permit": "PUT-platser"})
    assert told.of(("0114", "permit", 2010)).endswith("här tar gränsen emot: reserven, ledigt rum för 8")


def test_a_municipality_hears_that_the_countys_reserve_needs_its_room() -> None:
    rows = [{"code": CODES[0], "open_90": 2}]
    made = plan(also(tiny(0), Reserve(county=2), table("reserve.csv", tables.RESERVE, rows)))
    assert [room_left(made, (CODES[0], year)) for year in (2010, 2011)] == [3, 2]
    assert county_keeps(made, CODES[0], 2010) is None  # one place more still leaves room for two
    kept = county_keeps(made, CODES[0], 2011)
    assert kept is not None
    assert (kept.rule, kept.figure, kept.note) == ("reserve-county", 2, "90")


def test_a_conflict_names_the_countys_reserve(tmp_path: Path) -> None:
    made = planned(tmp_path, 99)
    assert made.plan.ending is Ending.INFEASIBLE
    told = [because_line(b, made.plan.problem, made.case.kinds, "sv") for b in made.plan.conflict]
    assert "Länet ska kunna öppna minst 99 platser inom 90 dagar (2010)." in told
