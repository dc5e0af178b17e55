"""What a number depends on: every answer against all plans, or against the scenario changed and planned."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random

import pytest

from models.explained import (
    FARTHER,
    FEWER,
    MORE,
    ROOM,
    WITHOUT,
    Answer,
    Change,
    changes,
    explained,
    in_last_year,
)
from models.plan import Ending, Plan
from models.problem import DEFAULT_SOLVER
from models.solve import plan
from planner import read_scenario, run
from planner.several import Beside
from tests.small_case import CASE, SCENARIO, TABLES, small_case
from tests.small_plans import best
from tests.test_shifted import A, B, C, county

STOCKHOLM = Path(__file__).resolve().parent.parent / "scenarios" / "stockholm-2010"
KIND = "asylum"
IN_TURN = Beside(DEFAULT_SOLVER).plans


@pytest.mark.parametrize("seed", range(40))
def test_every_answer_is_what_looking_at_all_plans_of_the_changed_question_gives(seed: int) -> None:
    draw = Random(seed)
    people = {code: draw.randint(50, 400) for code in (A, B, C, "0104")[:draw.randint(2, 4)]}
    total = draw.randint(2, 8)
    today = {m: draw.randint(0, 2) for m in people if draw.random() < 0.5}
    today = today if sum(today.values()) <= total else {}
    room = {m: today.get(m, 0) + draw.randint(0, 4) for m in people if draw.random() < 0.8}
    made = plan(county(people, room, total, today))
    if made.ending is Ending.INFEASIBLE:
        return
    expected: dict[Change, Mapping[str, int] | None] = {
        Change(WITHOUT, "keep-existing"): best(people, {}, room, total),
        Change(WITHOUT, "capacity"): best(people, today, {}, total),
        Change(MORE, KIND): best(people, today, room, total + 1)}
    for m in room:
        expected[Change(ROOM, m)] = best(people, today, {**room, m: room[m] + 1}, total)
    if total > sum(today.values()):
        expected[Change(FEWER, KIND)] = best(people, today, room, total - 1)
    found = explained(made, tuple(people), IN_TURN)
    assert {one.change for one in found.answers} == set(expected)
    for one in found.answers:
        _is_so(one, expected[one.change], in_last_year(made))


def _is_so(one: Answer, wanted: Mapping[str, int] | None, now: Mapping[str, int]) -> None:
    """The answer's places are the best plan's; what moves is the difference, and sums as the county does."""
    assert one.now == now
    assert one.ending is (Ending.INFEASIBLE if wanted is None else Ending.PROVED)
    assert one.other == (wanted or {})
    if wanted is None:
        assert (one.moved, one.alike) == ({}, False)
        return
    assert one.moved == {m: wanted[m] - now[m] for m in now if wanted[m] != now[m]}
    assert one.alike == (not one.moved)
    assert sum(one.moved.values()) == {MORE: 1, FEWER: -1}.get(one.change.word, 0)
    some = next(iter(now))
    sizes = [abs(n) for n in one.others(some).values()]
    assert sizes == sorted(sizes, reverse=True)
    assert {**one.others(some), **({some: one.moved[some]} if some in one.moved else {})} == one.moved


def test_each_county_wide_change_is_planned_once_and_room_only_for_those_asked() -> None:
    problem = county({A: 100, B: 200, C: 300}, {A: 2, B: 3}, 8)
    planned: list[int] = []

    def plans(problems: object) -> list[Plan]:
        planned.append(len(problems))  # type: ignore[arg-type]
        return IN_TURN(problems)  # type: ignore[arg-type]

    made = plan(problem)
    explained(made, (A, B, C), plans)
    explained(made, (A,), plans)
    explained(made, (C,), plans)
    assert planned == [6, 5, 4]  # two rules, two totals; C states no room that could be one more


def test_without_time_an_answer_is_unknown_and_nothing_is_told_of_it() -> None:
    made = plan(county({A: 100, B: 200}, {A: 2}, 6))
    found = explained(made, (A,), Beside(DEFAULT_SOLVER, 0.0).plans)
    assert [(one.state, dict(one.other), one.alike) for one in found.answers] == [("unknown", {}, False)] * 5


@cache
def planned(path: Path, *sets: str) -> Plan:
    """The plan of a scenario file with some keys changed in it, as a user would."""
    return run(read_scenario(path, list(sets))).plan


STOCKHOLM_CHANGES = {
    Change(WITHOUT, "keep-existing"): "rules.keep-existing=false",
    Change(WITHOUT, "capacity"): "rules.capacity=false",
    Change(WITHOUT, "smallest-home"): "rules.smallest-home=false",
    Change(WITHOUT, "commuting"): "rules.commuting=false",
    Change(MORE, "mixed"): "need.total=341", Change(FEWER, "mixed"): "need.total=339",
    Change(FARTHER): "rules.commuting.limit=55"}


@pytest.mark.parametrize("name", ["folkmangd", "hem-6"])
def test_an_answer_is_what_the_scenario_gives_with_that_key_changed(name: str) -> None:
    path = STOCKHOLM / f"{name}.toml"
    found = explained(planned(path), ("0187",), IN_TURN)
    answers = {one.change: one for one in found.answers}
    assert set(answers) - set(STOCKHOLM_CHANGES) == {Change(ROOM, "0187")}
    for change, answer in answers.items():
        if change in STOCKHOLM_CHANGES:
            other = planned(path, STOCKHOLM_CHANGES[change])
            assert (answer.ending, answer.other) == (other.ending, in_last_year(other)), change


def test_one_place_of_room_more_is_what_the_table_with_one_more_gives(tmp_path: Path) -> None:
    files = {"case.toml": CASE.replace("[20, 30]", "[20, 24]"),
             "capacity.csv": TABLES["capacity.csv"].replace("0180,90", "0180,21")}
    path = small_case(tmp_path / "fall", files)
    raised = small_case(tmp_path / "mer", {**files, "capacity.csv": files["capacity.csv"].replace(
        "0180,21", "0180,22")})
    found = explained(planned(path), ("0180",), IN_TURN)
    only, = found.of(ROOM, "0180")
    assert only.other == in_last_year(planned(raised))
    assert only.moved["0180"] == 1
    assert found.of(ROOM, "0114") == ()


def test_a_problem_offers_only_the_changes_it_has_room_for(tmp_path: Path) -> None:
    problem = planned(small_case(tmp_path, scenario=SCENARIO.replace("\n[rules.capacity]\n", ""))).problem
    words = [change for change, _ in changes(problem, ("0180",))]
    assert words == [Change(WITHOUT, "keep-existing"), Change(MORE, KIND), Change(FEWER, KIND),
                     Change(MORE, "permit")]  # permit places are as many as today: they cannot be fewer


def test_the_total_of_each_kind_is_changed_by_itself(tmp_path: Path) -> None:
    path = small_case(tmp_path)
    found = explained(planned(path), ("0180",), IN_TURN)
    other = planned(path, "need.total.permit=10")
    answer, = (one for one in found.of(MORE) if one.change.about == "permit")
    assert (answer.other, sum(answer.moved.values())) == (in_last_year(other), 1)
