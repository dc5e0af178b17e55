"""Each measure against figures worked out by hand on three towns."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from models import measures
from models.plan import Ending, Plan
from models.problem import FLOW, PLAIN, Basis
from models.quotas import quotas
from models.rules.capacity import Capacity
from models.rules.keep_existing import KeepExisting
from models.rules.smallest_home import SmallestHome
from planner.measured import ABOUT, exact, measured, number
from tests.three_towns import three_towns

PLACES = {("0114", "asylum", 2010): 4, ("0115", "asylum", 2010): 2, ("0117", "asylum", 2010): 1,
          ("0114", "permit", 2010): 2, ("0115", "permit", 2010): 2, ("0117", "permit", 2010): 0}
FLOWS = {("0114", "0114", 2010): 1, ("0115", "0115", 2010): 3, ("0117", "0115", 2010): 1}


def plan(basis: Basis | None = None) -> Plan:
    problem = three_towns([KeepExisting(), Capacity("capacity.csv")], basis=basis, years=(2010,))
    return Plan(problem, Ending.PROVED, "highs", quotas(problem), PLACES, FLOWS)


def test_gaps_against_plain_quotas() -> None:
    """Asylum 7 places: 4.2, 2.1, 0.7; permit 4 places: 2.4, 1.2, 0.4."""
    plain = quotas(plan().problem, PLAIN)
    assert measures.worst_gap(plan(), plain) == Fraction(8, 10)
    assert measures.total_gap(plan(), plain) == Fraction(2 + 1 + 3 + 4 + 8 + 4, 10)


def test_gaps_of_new_places_where_the_basis_is_flow() -> None:
    """3 new asylum places: 1.8, 0.9, 0.3 against 1, 1, 1; 2 permit: 1.2, 0.6, 0.2 against 0, 2, 0."""
    flow = plan(Basis(FLOW, PLAIN))
    assert measures.amount(flow, ("0115", "permit", 2010)) == 2
    assert measures.gap(flow, ("0115", "permit", 2010), flow.quotas) == Fraction(14, 10)
    assert measures.total_gap(flow, flow.quotas) == Fraction(8 + 1 + 7 + 12 + 14 + 2, 10)


def test_the_worst_that_can_move_leaves_out_who_cannot() -> None:
    problem = three_towns([KeepExisting()], years=(2010,))
    stuck = replace(plan(), problem=problem)
    problem.limits.update({cell: (2, 2) for cell in PLACES if cell[0] == "0115"})
    plain = quotas(problem, PLAIN)
    assert measures.worst_gap(stuck, plain) == Fraction(8, 10)
    assert measures.worst_movable_gap(stuck, plain) == Fraction(4, 10)
    problem.limits.update(dict.fromkeys(PLACES, (2, 2)))
    assert measures.worst_movable_gap(stuck, plain) is None


def test_places_per_inhabitants_and_new_places() -> None:
    assert measures.per_10000(plan(), "0114", 2010) == Fraction(6 * 10_000, 600)
    assert measures.least_per_10000(plan()) == 100
    assert measures.most_per_10000(plan()) == Fraction(4 * 10_000, 300)
    assert measures.new_places(plan()) == 11 - 6


def test_school_travel() -> None:
    assert measures.minutes_per_place(plan()) == Fraction(10 + 3 * 12 + 40, 5)
    assert measures.school_elsewhere(plan()) == Fraction(1, 5)
    assert measures.school_elsewhere(replace(plan(), flows={})) is None
    assert measures.minutes_per_place(plan(), (2011,)) is None


def test_homes_cost_and_change() -> None:
    assert measures.homes_opened(plan()) is None
    problem = three_towns([SmallestHome(2)], years=(2010,))
    opened = {("0115", "asylum+permit", 2010): 1}
    assert measures.homes_opened(replace(plan(), problem=problem, homes=opened)) == 1
    assert measures.cost(plan()) == 7 * 1600 + 4 * 1900
    assert measures.change(plan()) == 1
    assert measures.change(plan(), {("0114", "asylum", 2010): 4, ("0115", "asylum", 2010): 5}) == 3
    assert measures.change(plan(), {("0114", "asylum", 1999): 4}) is None


def test_every_measure_is_listed_with_its_unit() -> None:
    assert [m.key for m in measured(plan())] == list(ABOUT)
    assert all(m.value is None for m in measured(replace(plan(), places={})))


@pytest.mark.parametrize(("value", "text", "shown"), [
    (3, "3", 3), (Fraction(17, 3), "17/3", 5.6667), (None, "", None),
    ((Fraction(3), Fraction(1, 2)), "3 1/2", [3.0, 0.5])])
def test_values_as_exact_text_and_as_numbers(value: object, text: str, shown: object) -> None:
    assert exact(value) == text
    assert number(value) == shown
