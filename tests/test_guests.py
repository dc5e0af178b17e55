"""Places of a neighbour in the homes of a municipality: they may go when what they rest on ends."""

from __future__ import annotations

from datetime import date

import pytest

from models.plan import Ending
from models.problem import Problem
from models.solve import plan
from models.tables import ANSWERS, AREAS, CAPACITY, HOUSED
from tests.oracle.compare import differences
from tests.oracle.small import county, goal, row, rule, table

FIRST = (date(1, 1, 1), date(1, 12, 31))


def guests(pair_ends: bool) -> Problem:
    """A has six places with B for one year; B takes none of its own, C takes over."""
    answers = table("answers.csv", ANSWERS, ("A", None, 1, 6, 6, 6, None, None, None, *FIRST),
                    ("A", None, 2, 6, 0), ("B", None, 1, 6, 0), ("B", None, 2, 6, 0))
    pair = ("A", "B", None, None, *(FIRST if pair_ends else (date(1, 1, 1), None)))
    rules = [rule("smallest-home", places=6), rule("housed-elsewhere"), rule("capacity"), rule("answers")]
    return county((1, 1, 1), (6, 6), rules=rules, goals=[goal("worst-gap")],
                  tables=[answers, table("housed.csv", HOUSED, pair),
                          table("capacity.csv", CAPACITY, ("A", None, None, 0))])


@pytest.mark.parametrize("pair_ends", [False, True])
def test_a_home_for_guests_closes_when_their_agreement_ends(pair_ends: bool) -> None:
    problem = guests(pair_ends)
    made = plan(problem)
    assert made.ending is Ending.PROVED
    assert row(problem, dict(made.places), 1) == [6, 0, 0]
    assert row(problem, dict(made.places), 2) == [0, 0, 6]
    assert (made.homes["B", "asylum", 1], made.homes["B", "asylum", 2]) == (1, 0)
    assert differences(problem) == []


def test_a_kind_without_a_smallest_home_is_split_too() -> None:
    rules = [rule("smallest-home", places=2, kinds=(("a",),)), rule("co-operation")]
    problem = county((1, 1), {"a": (2,), "b": (2,)}, rules=rules, goals=[goal("worst-gap")],
                     tables=[table("areas.csv", AREAS, ("North", "A"), ("North", "B")),
                             table("capacity.csv", CAPACITY, ("A", None, None, 0))])
    made = plan(problem)
    shared = {at: n for at, n in made.parts.items() if at[2] == "b"}
    assert abs(shared["North", "A", "b", 1] - shared["North", "B", "b", 1]) <= 1
    assert differences(problem) == []
