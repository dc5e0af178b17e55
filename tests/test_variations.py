"""One thing changed in a question: that thing and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.plan import Ending
from models.solve import plan
from models.variations import farther, roomier, with_total, without
from planner import read_scenario
from planner.case import load_case
from tests.tiny_counties import CODES, tiny

SCENARIOS = Path(__file__).resolve().parent.parent / "scenarios"


def test_without_a_rule_only_that_rule_is_gone() -> None:
    problem = tiny(1)
    other = without(problem, "capacity")
    assert other is not None
    assert [rule.word for rule in other.rules] == ["need", "keep-existing"]
    assert replace(other, rules=problem.rules) == problem
    assert without(problem, "need") is None
    assert without(problem, "pace") is None


@pytest.mark.parametrize("more", [1, -1])
def test_more_room_is_one_municipality_s(more: int) -> None:
    problem = tiny(1)
    other = roomier(problem, CODES[0], more)
    assert other is not None
    before = {row["code"]: row["capacity"] for row in problem.tables["capacity.csv"].rows}
    after = {row["code"]: row["capacity"] for row in other.tables["capacity.csv"].rows}
    assert after == {**before, CODES[0]: before[CODES[0]] + more}


def test_a_total_is_changed_in_the_last_year_and_never_below_the_year_before() -> None:
    problem = tiny(1)
    kind, (first, last) = problem.need.kinds[0], problem.need.years
    other = with_total(problem, 1)
    assert other is not None
    assert other.need.total == {**problem.need.total, (kind, last): problem.need.total[kind, last] + 1}
    level = problem.need.total[kind, first] - problem.need.total[kind, last] - 1
    assert with_total(problem, level) is None


def test_a_longer_way_needs_a_limit() -> None:
    assert farther(tiny(1)) is None


def test_a_total_takes_the_kind_that_follows_along() -> None:
    """Twelve new permit places for five asylum places: one asylum place more asks for up to three more."""
    problem = load_case(read_scenario(SCENARIOS / "ostergotland-2012" / "permit-12-5.toml")).problem
    rule, years = problem.rule("permit-follows-asylum"), problem.need.years
    other = with_total(problem, 1, "asylum")
    assert other is not None
    assert other.need.total["asylum", years[-1]] == problem.need.total["asylum", years[-1]] + 1
    assert other.need.total["permit", years[-1]] == rule.total(other.need, 1) == 138
    alone = with_total(problem, 1, "permit")
    assert alone is not None
    assert alone.need.total["asylum", years[-1]] == problem.need.total["asylum", years[-1]]


def test_what_is_reckoned_from_a_rule_goes_with_it() -> None:
    problem = load_case(read_scenario(SCENARIOS / "stockholm-2010" / "resurser.toml")).problem
    assert problem.rule("reserve") is not None
    other = without(problem, "capacity")
    assert other is not None
    assert other.rule("reserve") is None
    assert plan(other).ending is Ending.PROVED


def test_whether_places_may_close_is_not_asked_where_new_places_are_counted() -> None:
    problem = load_case(read_scenario(SCENARIOS / "stockholm-2010" / "folkmangd.toml")).problem
    assert without(problem, "keep-existing") is None
    free = without(problem, "commuting")
    assert free is not None
    assert without(free, "keep-existing") is not None
