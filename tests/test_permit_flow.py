"""Permit places as stock and flow: by hand, by another road, and what must always hold."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.permit_flow import (
    JANUARY,
    NOBODY,
    PEAK,
    SPREAD,
    STEADY,
    YEAR_END,
    Month,
    Start,
    Terms,
    flow,
    monthly,
    yearly,
)

HALF = Fraction(1, 2)
PLAIN = Terms(Fraction(1), 2, HALF, 1, 6, Fraction(0))
parts = st.fractions(0, 1, max_denominator=12)
some_terms = st.builds(Terms, st.fractions(0, 3, max_denominator=24), st.integers(0, 14), parts,
                       st.integers(0, 3), st.integers(1, 40), parts)
starts = st.builds(Start, st.integers(0, 60), st.integers(0, 90), st.sampled_from((STEADY, NOBODY)))


def run(start: Start, totals: list[int], terms: dict[int, Terms], growth: str = JANUARY) -> tuple[Month, ...]:
    return flow(start, monthly(start.asylum, totals, growth), terms)


def test_one_year_by_hand() -> None:
    """12 places, one child a place and year: one child comes a month, half a permit two months later."""
    months = run(Start(0, 0), [12], {2012: PLAIN})
    assert [m.entering for m in months] == [1] * 12
    assert [m.permits for m in months] == [0, 0, *[HALF] * 10]
    assert [m.refused for m in months] == [0, 0, *[HALF] * 10]
    assert [m.moving for m in months] == [0, 0, 0, *[HALF] * 9]
    assert [m.own for m in months] == [0] * 9 + [HALF] * 3  # April's came first, and leave six months on
    assert [m.stock for m in months] == [0, 0, 0, HALF, 1, 3 * HALF, 2, 5 * HALF, 3, 3, 3, 3]
    assert [m.waiting for m in months] == [1, *[2] * 11]
    assert [m.granted for m in months] == [0, 0, *[HALF] * 10]
    year, = yearly(months)
    assert (year.entering, year.permits, year.own, year.stock) == (12, 5, 3 * HALF, 3)
    assert (year.peak, year.peak_month, year.needed()) == (3, "2012-09", 3)


def test_places_of_today_have_children_on_their_way_and_those_on_permit_places_leave_evenly() -> None:
    months = run(Start(12, 6), [12], {2012: PLAIN})
    assert [m.moving for m in months] == [HALF] * 12
    assert [m.own for m in months] == [1] * 6 + [HALF] * 6
    assert [m.stock for m in months] == [11 * HALF, 5, 9 * HALF, 4, 7 * HALF, *[Fraction(3)] * 7]
    assert yearly(months)[0].needed(PEAK) == 6  # at the end of January, when one has left
    empty = run(Start(12, 6, NOBODY), [12], {2012: PLAIN})
    assert [m.moving for m in empty] == [0, 0, 0, *[HALF] * 9]


def test_those_who_leave_otherwise_do_so_evenly_and_need_no_dwelling() -> None:
    terms = Terms(Fraction(1), 0, Fraction(1), 0, 4, HALF)
    months = flow(Start(0, 0), (Fraction(12), *[Fraction(0)] * 11), {2012: terms})
    assert [m.otherwise for m in months[:6]] == [0, *[Fraction(1, 8)] * 4, 0]
    assert [m.own for m in months[:6]] == [0, 0, 0, 0, HALF, 0]
    assert [m.stock for m in months[:6]] == [1, Fraction(7, 8), Fraction(6, 8), Fraction(5, 8), 0, 0]


def test_places_open_in_january_or_over_the_year() -> None:
    assert monthly(0, [12, 24], JANUARY) == (*[12] * 12, *[24] * 12)
    assert monthly(0, [12, 24], SPREAD) == tuple(range(1, 25))
    assert monthly(12, [0], SPREAD)[-1] == 0


NAMES = ("entering", "permits", "refused", "moving", "own", "otherwise", "waiting", "granted", "stock")
Found = list[dict[str, Fraction]]


def by_cohorts(start: Start, places: tuple[Fraction, ...], terms: dict[int, Terms]) -> Found:
    """The same by another road: each month's children followed to the end of their stay."""
    first, count = min(terms), len(places)

    def at(i: int) -> Terms:
        return terms[min(max(first + i // 12, first), max(terms))]
    found = [dict.fromkeys(NAMES, Fraction(0)) for _ in range(count)]

    def add(name: str, children: Fraction, month: int, until: int | None = None) -> None:
        for i in range(max(month, 0), min(month + 1 if until is None else until, count)):
            found[i][name] += children

    def settle(children: Fraction, month: int, t: Terms) -> None:
        away = children * t.otherwise
        for j in range(1, t.stay + 1):
            add("otherwise", away / t.stay, month + j)
            add("stock", away / t.stay, month, month + j)
        add("own", children - away, month + t.stay)
        add("stock", children - away, month, month + t.stay)
    earliest = -(at(0).handling + at(0).after) if start.before == STEADY else 0
    for came in range(earliest, count):
        children = (places[came] if came >= 0 else start.asylum) * at(came).turnover / 12
        decided = came + at(came).handling
        add("entering", children, came, came + 1)
        add("waiting", children, came, decided)
        permits = children * at(decided).rate
        add("permits", permits, decided)
        add("refused", children - permits, decided)
        moved = decided + at(decided).after
        add("granted", permits, decided, moved)
        add("moving", permits, moved)
        settle(permits, moved, at(moved))
    each = Fraction(start.permit, at(0).stay)
    for j in range(at(0).stay):
        add("own", each * (1 - at(0).otherwise), j)
        add("otherwise", each * at(0).otherwise, j)
        add("stock", each, 0, j)
    return found


@given(starts, st.lists(st.integers(0, 80), min_size=1, max_size=4), st.sampled_from((JANUARY, SPREAD)),
       st.data())
@settings(max_examples=150, deadline=None)
def test_it_is_what_following_every_months_children_gives(start: Start, totals: list[int], growth: str,
                                                          data: st.DataObject) -> None:
    terms = {2012 + i: data.draw(some_terms) for i in range(len(totals))}
    months = run(start, totals, terms, growth)
    expected = by_cohorts(start, monthly(start.asylum, totals, growth), terms)
    assert [{name: getattr(m, name) for name in NAMES} for m in months] == expected


@given(starts, st.lists(st.integers(0, 80), min_size=1, max_size=4), st.data())
@settings(max_examples=100, deadline=None)
def test_no_child_is_lost_in_any_month(start: Start, totals: list[int], data: st.DataObject) -> None:
    """Came + on permit places at the start = waiting + permit, not yet moved + refused + there + left."""
    terms = {2012 + i: data.draw(some_terms) for i in range(len(totals))}
    months = run(start, totals, terms)
    first, t = months[0], terms[2012]
    before = first.waiting - first.entering + first.permits + first.refused
    granted = first.granted - first.permits + first.moving
    monthly_today = start.asylum * t.turnover / 12 if start.before == STEADY else Fraction(0)
    assert (before, granted) == (monthly_today * t.handling, monthly_today * t.rate * t.after)
    there = before + granted + start.permit
    for m in months:
        there += m.entering - m.refused - m.own - m.otherwise
        assert there == m.waiting + m.granted + m.stock
        assert min(m.waiting, m.granted, m.stock, m.own, m.otherwise, m.refused) >= 0


@pytest.mark.parametrize("seed", range(30))
def test_more_children_more_permits_longer_stays_never_need_fewer_places(seed: int) -> None:
    draw = Random(seed)
    own = Terms(Fraction(draw.randint(1, 30), 10), draw.randint(0, 9), Fraction(draw.randint(0, 9), 10),
                draw.randint(0, 3), draw.randint(1, 40), Fraction(draw.randint(1, 9), 10))
    more = (Terms(own.turnover + Fraction(1, 10), own.handling, own.rate, own.after, own.stay, own.otherwise),
            Terms(own.turnover, own.handling, own.rate + Fraction(1, 10), own.after, own.stay, own.otherwise),
            Terms(own.turnover, own.handling, own.rate, own.after, own.stay + 1, own.otherwise),
            Terms(own.turnover, own.handling, own.rate, own.after, own.stay,
                  own.otherwise - Fraction(1, 10)))
    start, totals = Start(draw.randint(0, 50), draw.randint(0, 50)), [draw.randint(0, 60) for _ in range(4)]
    least = run(start, totals, {2012 + i: own for i in range(4)})
    for terms in more:
        found = run(start, totals, dict.fromkeys(range(2012, 2016), terms))
        assert all(a.stock >= b.stock for a, b in zip(found, least, strict=True))
        for a, b in zip(yearly(found), yearly(least), strict=True):
            assert a.needed(YEAR_END) >= b.needed(YEAR_END)
            assert a.needed(PEAK) >= b.needed(PEAK)
    bigger = run(start, [n + 3 for n in totals], {2012 + i: own for i in range(4)})
    assert all(a.stock >= b.stock for a, b in zip(bigger, least, strict=True))


@given(st.lists(starts, min_size=2, max_size=2), some_terms, st.integers(0, 50), st.integers(0, 50))
@settings(max_examples=40, deadline=None)
def test_two_towns_together_are_the_sum_of_each(pair: list[Start], terms: Terms, a: int, b: int) -> None:
    """The flow is linear, so municipalities add up to the county exactly."""
    one, two = pair[0], Start(pair[1].asylum, pair[1].permit, pair[0].before)
    both = Start(one.asylum + two.asylum, one.permit + two.permit, one.before)
    parts_ = zip(run(one, [a, b], {2012: terms, 2013: terms}), run(two, [b, a], {2012: terms, 2013: terms}),
                 strict=True)
    whole = run(both, [a + b, a + b], {2012: terms, 2013: terms})
    assert [x.stock + y.stock for x, y in parts_] == [m.stock for m in whole]


def test_in_the_long_run_the_stock_is_what_comes_times_the_stay() -> None:
    terms = Terms(Fraction(35, 24), 5, Fraction(7, 10), 1, 36, Fraction(1, 10))
    months = run(Start(24, 0), [24] * 8, dict.fromkeys(range(2012, 2020), terms))
    coming = 24 * terms.turnover / 12 * terms.rate
    stay = (1 - terms.otherwise) * 36 + terms.otherwise * Fraction(37, 2)
    assert months[-1].stock == coming * stay
    assert months[-1].own == coming * (1 - terms.otherwise)
    assert yearly(months)[-1].needed() == ceil(coming * stay)
