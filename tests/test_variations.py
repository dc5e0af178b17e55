"""One thing changed in a question: that thing and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.variations import farther, roomier, with_total, without
from tests.tiny_counties import CODES, tiny


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
