"""A need of at least so many with a ceiling, a level that is held, and the county's part of the nation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

from models.at_least import first_that_fits
from models.need import Need
from models.pieces import pieces
from models.plan import Ending, Plan
from models.problem import Problem
from models.solve import plan
from models.solvers import Answer, highs
from planner.asked import Asked
from planner.need_text import need_record
from planner.plan_text import run_lines
from planner.run import Run, run
from planner.scenario import read_scenario
from tests.small_case import CASE, TABLES, described, faults, keys, loaded, small_case
from tests.tiny_counties import best, tiny

SOLVERS = tuple(pieces("solvers"))
NEED = "[need.total]\nasylum = [20, 30]\npermit = 9\n"
NATION = "year,inhabitants,places\n2010,9340682,\n2011,9415570,400\n"
HOMES = "[rules.smallest-home]\nplaces = 4\nmost = 4\n"


def higher(need: Need, step: int) -> Need:
    """The need with so many more places of the first kind in the last year."""
    at = (need.kinds[0], need.years[-1])
    return replace(need, total={**need.total, at: need.total[at] + step})


def tried(seed: int) -> Problem:
    """A tiny county in homes of a fixed size, with totals to try upwards or downwards."""
    draw, problem = Random(3000 + seed), tiny(seed, 1, 1 + seed % 2)
    size = draw.randint(2, 3)
    home = pieces("rules")["smallest-home"](places=size, most=size)
    steps = range(draw.randint(1, 5))
    order: Sequence[int] = steps if draw.random() < 0.5 else steps[::-1]
    needs = tuple(higher(problem.need, step) for step in order)
    return replace(problem, rules=(*problem.rules, home), need=needs[0], needs=needs)


def in_homes(problem: Problem, x: Any) -> bool:
    """Does every municipality have whole homes of new places?"""
    home: Any = problem.rule("smallest-home")
    return all((x[cell] - problem.need.existing(cell)) % home.places == 0 for cell in problem.cells)


@pytest.mark.parametrize("first", range(0, 80, 20))
def test_the_first_total_that_fits_is_planned(first: int) -> None:
    for seed in range(first, first + 20):
        problem = tried(seed)
        made = plan(problem)
        for need in problem.needs:
            one = replace(problem, need=need)
            wanted = best(one, lambda x, p=one: in_homes(p, x))
            if wanted is not None:
                assert (made.ending, made.problem.need, made.places) == (Ending.PROVED, need, wanted), seed
                break
        else:
            lowest = min(problem.needs, key=lambda need: sum(need.total.values()))
            assert (made.ending, made.problem.need) == (Ending.INFEASIBLE, lowest), seed
            assert made.conflict, seed


def test_the_totals_that_are_tried_differ_in_how_it_goes() -> None:
    problems = [tried(seed) for seed in range(80)]
    plans = [plan(p) for p in problems]
    first = sum(m.found and m.problem.need == p.needs[0] for m, p in zip(plans, problems, strict=True))
    none = sum(not m.found for m in plans)
    assert min(first, none, len(plans) - first - none) >= 8


@pytest.mark.parametrize("seed", [1, 6, 13, 30])
def test_the_same_answer_on_all_solvers(seed: int) -> None:
    found = [plan(tried(seed), word) for word in SOLVERS]
    assert len({repr((p.ending, p.problem.need.total, p.places)) for p in found}) == 1


def test_only_the_first_total_is_searched_for_a_conflict() -> None:
    asked: list[tuple[int, bool]] = []
    problem = tried(1)
    needs = tuple(higher(problem.need, step) for step in range(3))

    def attempt(one: Problem, explain: bool) -> Plan:
        asked.append((needs.index(one.need), explain))
        return Plan(one, Ending.INFEASIBLE, "highs", {})

    made = first_that_fits(replace(problem, needs=needs), attempt)
    assert asked == [(0, False), (1, False), (2, False), (0, True)]
    assert made.problem.need == needs[0]


@pytest.mark.parametrize("ending", [Ending.NOTHING_FOUND, Ending.NUMERICAL, Ending.NOT_PROVED])
def test_a_total_that_is_not_settled_is_never_passed_over(ending: Ending) -> None:
    problem = tried(1)
    needs = tuple(higher(problem.need, step) for step in range(3))
    endings = iter([Ending.INFEASIBLE, ending])
    made = first_that_fits(replace(problem, needs=needs),
                           lambda one, _: Plan(one, next(endings), "highs", {}))
    assert (made.ending, made.problem.need) == (ending, needs[1])


def test_no_time_for_the_conflict_is_still_proved_not_to_fit() -> None:
    problem = tried(1)
    endings = iter([Ending.INFEASIBLE] * 2 + [Ending.NOTHING_FOUND])
    needs = tuple(higher(problem.need, step) for step in range(2))
    made = first_that_fits(replace(problem, needs=needs),
                           lambda one, _: Plan(one, next(endings), "highs", {}))
    assert (made.ending, made.stopped) == (Ending.INFEASIBLE, "time")


class Late(highs.Highs):
    """Stops when a whole-number question comes, as a time limit would."""

    word = "late"

    def relax(self, rows: Any, cost: Any, low: Any, high: Any, seconds: float | None) -> Answer | None:
        return None

    def solve(self, rows: Any, cost: Any, low: Any, high: Any, seconds: float | None) -> Answer:
        return Answer("time", None, 0.0, np.zeros(0))


def test_time_running_out_on_a_total_is_nothing_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.solve.solver_of", lambda word: Late())
    found = [plan(tried(seed)) for seed in range(12)]
    stopped = [p for p in found if p.ending is Ending.NOTHING_FOUND]
    assert stopped
    assert all(p.stopped == "time" and not p.conflict for p in stopped)


# [need] in a scenario


def with_need(folder: Path, need: str, more: str = "", nation: str = NATION,
              years: str = "[2010, 2011]") -> Path:
    files = {"case.toml": CASE.replace(NEED, need).replace("[2010, 2011]", years, 1), "nation.csv": nation,
             "sources.toml": described([*TABLES, "nation.csv"])}
    return small_case(folder, files, f'extends = "case.toml"\n\n[rules.capacity]\n\n{more}')


def totals(folder: Path, need: str, **how: str) -> list[tuple[int, ...]]:
    """The county totals tried in turn: asylum by year, then permit by year."""
    problem = loaded(with_need(folder, need, **how)).problem
    return [tuple(need.total.values()) for need in problem.needs or (problem.need,)]


def test_totals_rise_to_the_ceiling_year_by_year(tmp_path: Path) -> None:
    need = "[need.total]\nasylum = [20, 30]\npermit = 9\n\n[need.ceiling]\nasylum = [21, 33]\n"
    assert totals(tmp_path, need) == [(20, 30, 9, 9), (21, 31, 9, 9), (21, 32, 9, 9), (21, 33, 9, 9)]


def test_the_largest_is_tried_from_the_ceiling_down(tmp_path: Path) -> None:
    need = '[need]\ntake = "largest"\n\n' + NEED + "\n[need.ceiling]\nasylum = 32\n"
    assert totals(tmp_path, need)[0] == (32, 32, 9, 9)
    assert totals(tmp_path, need)[-1] == (20, 30, 9, 9)
    assert len(totals(tmp_path, need)) == 13


def test_one_total_is_one_need(tmp_path: Path) -> None:
    assert loaded(with_need(tmp_path, NEED)).problem.needs == ()


def test_a_level_is_held(tmp_path: Path) -> None:
    need = "[need]\nhold = true\n\n[need.total]\nasylum = [20, 30]\n\n[need.new]\npermit = [5]\n"
    assert totals(tmp_path, need, years="[2010, 2011, 2012]") == [(20, 30, 30, 9, 9, 9)]


def test_a_follower_follows_each_total(tmp_path: Path) -> None:
    need = "[need.total]\nasylum = [20, 30]\n\n[need.ceiling]\nasylum = [20, 31]\n"
    more = "[rules.permit-follows-asylum]\nratio = 1\n"
    assert totals(tmp_path, need, more=more) == [(20, 30, 14, 24), (20, 31, 14, 25)]


CAPPED = '[need]\nnation = "nation.csv"\ncap = "inhabitants"\n\n' + NEED.replace("permit = 9\n", "")
FOLLOWING = "[rules.permit-follows-asylum]\nratio = 1\n"


def test_the_cap_is_the_countys_part_rounded_down(tmp_path: Path) -> None:
    people = 38641 + 829417 + 25781  # the county's inhabitants on 31 December 2009
    nation = f"year,inhabitants,places\n2010,{10 * people},239\n"
    assert totals(tmp_path / "a", CAPPED.replace("[20, 30]", "[25]"), more=FOLLOWING, nation=nation,
                  years="[2010]") == [(23, 17)]
    nation = nation.replace("239", "50")  # less than there is today: today's places stand
    assert totals(tmp_path / "b", CAPPED.replace("[20, 30]", "[25]"), more=FOLLOWING, nation=nation,
                  years="[2010]") == [(10, 4)]


def test_a_year_without_a_figure_has_no_cap(tmp_path: Path) -> None:
    people = TABLES["population.csv"] + "0114,2010,1\n0180,2010,1\n0192,2010,1\n"
    files = {"case.toml": CASE.replace(NEED, CAPPED), "population.csv": people,
             "nation.csv": "year,inhabitants,places\n2010,9340682,\n2011,30,290\n",
             "sources.toml": described([*TABLES, "nation.csv"])}
    case = loaded(small_case(tmp_path, files, 'extends = "case.toml"\n' + FOLLOWING))
    assert case.asked.cap == {2011: 29}
    assert case.problem.need.total["asylum", 2010] == 20
    assert case.problem.need.total["asylum", 2011] == 29


@pytest.mark.parametrize(("need", "found"), [
    (NEED + "\n[need.ceiling]\nasylum = [19, 40]\n", ["need-ceiling-low"]),
    (NEED + "\n[need.ceiling]\nasylum = 2000\n", ["need-ceiling-wide", "need-ceiling-wide"]),
    (NEED + "\n[need.ceiling]\nasylum = [40, 35]\n", ["need-falls"]),
    (NEED + "\n[need.ceiling]\nasylum = [40]\n", ["need-length"]),
    (NEED + "\n[need.ceiling]\nasylm = 40\n", ["need-kind-meant"]),
    (NEED + "\n[need.ceiling]\nasylum = 40.5\n", ["expected-need"]),
    ('[need]\ntake = "largest"\n\n' + NEED, ["need-take-alone"]),
    ('[need]\ntake = "most"\n\n' + NEED, ["bad-word"]),
    ('[need]\ncap = "inhabitants"\n\n' + NEED, ["need-cap-no-nation", "need-cap-kinds"]),
    ('[need]\ncap = "inhabitants"\nnation = "nation.csv"\n\n' + NEED,
     ["need-cap-no-figure", "need-cap-kinds"]),
    ("[need]\nhold = true\n\n" + NEED.replace("[20, 30]", "[20, 30, 40]"), ["need-length"]),
    ("[need]\nhold = true\n\n" + NEED.replace("[20, 30]", "[]"), ["need-length"]),
])
def test_faults_of_the_need(tmp_path: Path, need: str, found: list[str]) -> None:
    assert keys(with_need(tmp_path, need)) == found


def test_a_ceiling_for_a_kind_that_follows_is_told(tmp_path: Path) -> None:
    need = "[need.total]\nasylum = [20, 30]\n\n[need.ceiling]\npermit = 40\n"
    assert keys(with_need(tmp_path, need, FOLLOWING)) == ["need-ceiling-kind"]


def test_a_cap_that_falls_is_told_while_places_are_kept(tmp_path: Path) -> None:
    people = TABLES["population.csv"] + "0114,2010,38641\n0180,2010,829417\n0192,2010,25781\n"
    files = {"case.toml": CASE.replace(NEED, CAPPED), "population.csv": people,
             "nation.csv": "year,inhabitants,places\n2010,9340682,300\n2011,9415570,200\n",
             "sources.toml": described([*TABLES, "nation.csv"])}
    told = faults(small_case(tmp_path, files, 'extends = "case.toml"\n' + FOLLOWING))
    assert [(f.key, f.place.key, bool(f.place.line)) for f in told] == [("need-cap-falls", "need.cap", True)]


# what a reader is told


def planned(folder: Path, need: str, **how: str) -> Run:
    return run(read_scenario(with_need(folder, need, **how)))


def test_text_and_record_say_what_was_asked_what_is_planned_and_why(tmp_path: Path) -> None:
    need = "[need]\nhold = true\n\n[need.total]\nasylum = [20]\npermit = 4\n\n[need.ceiling]\nasylum = 30\n"
    made = planned(tmp_path, need, more=HOMES)
    lines = [line.strip() for line in run_lines(made, None, "sv")]
    assert "Asylplatser 2010–2011: begärt minst 20 och högst 30, planerat 22" in lines
    assert ("Det är det minsta antal som går att förena med reglerna; "
            "lägre antal är prövade och går inte.") in lines
    assert 'Skriv take = "largest" under [need] för så många som går.' in lines
    assert "Antalet 2010 behålls åren därefter." in lines
    record = need_record(made)
    assert (record["asked"]["take"], record["asked"]["totals_tried"]) == ("smallest", 3)
    assert record["asked"]["totals"][0] == {"kind": "asylum", "year": 2010, "least": 20, "most": 30,
                                            "cap": None, "planned": 22}


def test_text_when_no_total_fits(tmp_path: Path) -> None:
    need = NEED + "\n[need.ceiling]\nasylum = [21, 33]\n"
    made = planned(tmp_path, need, more="[rules.ceiling]\nplaces = 1\n")
    lines = list(run_lines(made, None, "sv"))
    assert made.plan.ending is Ending.INFEASIBLE
    none = "Inget av antalen går att förena med reglerna; alla 4 är prövade."
    assert any(line.startswith(none) for line in lines)
    assert ("Kraven nedan gäller det minsta som prövades: "
            "Asylplatser 20 (2010) och Asylplatser 30 (2011).") in lines
    assert any("ska ha 20 platser" in line for line in lines)
    hurried = replace(made, plan=replace(made.plan, conflict=(), stopped="time"))
    assert not any("Kraven nedan" in line for line in run_lines(hurried, None, "sv"))


def test_text_when_time_runs_out_says_what_is_not_settled(tmp_path: Path) -> None:
    made = planned(tmp_path, NEED + "\n[need.ceiling]\nasylum = 33\n")
    late = replace(made, plan=Plan(made.plan.problem, Ending.NOTHING_FOUND, "highs", {}, stopped="time"))
    lines = list(run_lines(late, None, "sv"))
    assert any(line.startswith("Prövningen stannade vid Asylplatser 20 (2010)") for line in lines)
    assert not any("går inte" in line for line in lines)


def test_beside_every_plan_the_county_against_the_nation_or_that_it_is_missing(tmp_path: Path) -> None:
    without = planned(tmp_path / "a", NEED)
    told = list(run_lines(without, None, "sv"))
    assert "Länet mot riket: saknas; scenariot nämner ingen tabell över riket." in told
    years = need_record(without)["nation"]
    assert all(one["nation_places"] is one["nation_inhabitants"] is None for one in years)
    made = planned(tmp_path / "b", '[need]\nnation = "nation.csv"\n\n' + NEED)
    lines = [line.strip() for line in run_lines(made, None, "sv")]
    start = lines.index("Länet mot riket:")
    assert lines[start + 1].startswith("2010: uppgift om rikets behov av platser saknas (länet planerar 29)")
    assert lines[start + 1].endswith("893\u00a0839 av rikets 9\u00a0340\u00a0682 invånare (9,6 %)")
    assert lines[start + 2] == ("2011: 39 av rikets 400 platser (9,8 %); "
                                "uppgift om invånarna i länet eller riket saknas")


def test_a_table_that_is_only_shown_is_no_input_and_one_that_caps_is(tmp_path: Path) -> None:
    shown = loaded(with_need(tmp_path / "a", '[need]\nnation = "nation.csv"\n\n' + NEED))
    assert "nation.csv" not in shown.inputs
    nation = "year,inhabitants,places\n2010,9340682,400\n"
    caps = loaded(with_need(tmp_path / "b", CAPPED.replace("[20, 30]", "[25]"), FOLLOWING, nation, "[2010]"))
    assert "nation.csv" in caps.inputs


def test_the_text_says_when_the_cap_lowered_the_number(tmp_path: Path) -> None:
    nation = "year,inhabitants,places\n2010,8938390,239\n"
    need = CAPPED.replace("[20, 30]", "[25]")
    made = planned(tmp_path, need, more=FOLLOWING, nation=nation, years="[2010]")
    lines = [line.strip() for line in run_lines(made, None, "sv")]
    assert ("2010: sänkt från 25 till 23. Fler är inte länets del, efter folkmängd, "
            "av rikets 239 asylplatser.") in lines


def test_a_cap_that_lowers_nothing_is_told_with_its_exact_figure(tmp_path: Path) -> None:
    nation = "year,inhabitants,places\n2010,9340682,400\n"
    need = CAPPED.replace("[20, 30]", "[25]")
    made = planned(tmp_path, need, more=FOLLOWING, nation=nation, years="[2010]")
    lines = [line.strip() for line in run_lines(made, None, "sv")]
    assert ("2010: länets del, efter folkmängd, av rikets 400 asylplatser är högst 38 hela platser (38,27); "
            "det sänker inget antal.") in lines
    assert not any("largest" in line for line in lines)  # there is one number only


def test_asked_tells_the_needs_only_where_there_are_several() -> None:
    need = tiny(1).need
    assert Asked((need,)).tried(need) == ()
    assert Asked((need, higher(need, 1))).tried(need) == (need, higher(need, 1))
