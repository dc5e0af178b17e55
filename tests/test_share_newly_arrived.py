"""Numbers of newly arrived persons by the keys of 2014 and 2019."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import InputFault
from models.shares.facts import ShareFacts
from models.shares.newly_arrived import WEIGHTS, NewlyArrived
from models.shares.weighted import Criterion, Weighted
from tests.share_tables import facts, keys, measures, people, settled

EVEN = ((1, 1, 1, 0), (1, 1, 1, 0), (2, 2, 2, 10))
HELD = facts(people(1, 1, 2), measures(*EVEN), settled(0, 0, 0))


def test_the_weights_sum_to_a_hundred() -> None:
    assert {key: sum(weights.values()) for key, weights in WEIGHTS.items()} == {"2014": 100, "2019": 100}


def test_the_key_of_2014_by_hand() -> None:
    """Parts of 45, 30, 15 and 10 percent: labour 1/2 1/4 1/4, people 1/4 1/4 1/2, the rest even."""
    held = facts(people(1, 1, 2), measures((2, 1, 1, 0), (1, 1, 1, 0), (1, 2, 2, 0)))
    shares = NewlyArrived("2014", 1000).shares(held)
    assert dict(shares.weights) == {"0180": 363, "0181": 250, "0182": 387}  # 362.5, 250, 387.5
    assert (shares.whole, shares.whole_units, shares.official, shares.notes) == ("county", 1000, True, ())


def test_the_key_of_2014_is_the_weighted_model_with_its_printed_weights() -> None:
    held = facts(people(7, 4, 9), measures((2, 5, 1, 0), (3, 1, 1, 0), (1, 2, 4, 0)))
    model = Weighted((Criterion("measures.csv", Fraction(45), "labour_market"),
                      Criterion("population.csv", Fraction(30), "inhabitants"),
                      Criterion("measures.csv", Fraction(15), "housing"),
                      Criterion("measures.csv", Fraction(10), "demography")))
    assert NewlyArrived("2014", 366).exact(held) == model.exact(held)


def test_relief_of_2019_by_hand() -> None:
    """43 + 37 percent by parts 1/4 1/4 1/2; relief 2p - a: 1/2, 1/2 and 1 - 1 = 0 of 20 percent."""
    shares = NewlyArrived("2019", 100).shares(HELD)
    assert dict(shares.weights) == {"0180": 30, "0181": 30, "0182": 40}
    assert (shares.official, shares.notes) == (False, ("newly-arrived-2019",))


def test_those_who_settle_themselves_are_taken_from_the_number() -> None:
    """D = 80, S = 10 0 10: k x 100 - S = 25-10, 25, 50-10."""
    held = facts(people(1, 1, 2), measures(*EVEN), settled(10, 0, 10))
    directed = NewlyArrived("2014", 80, self_settled="settled.csv")
    assert dict(directed.shares(held).weights) == {"0180": 15, "0181": 25, "0182": 40}
    both = NewlyArrived("2014", 100, counts="all", self_settled="settled.csv")
    assert both.shares(held).weights == directed.shares(held).weights
    assert not directed.shares(held).official
    assert directed.shares(held).notes == ("newly-arrived-settled",)


def test_nobody_is_asked_for_less_than_nobody() -> None:
    """S = 60 in the first: k x 100 = 25 - 60 counts as 0; 25 and 50 are scaled to 40 together."""
    held = facts(people(1, 1, 2), measures(*EVEN), settled(60, 0, 0))
    model = NewlyArrived("2014", 40, self_settled="settled.csv")
    assert list(model.exact(held).values()) == [0, Fraction(1, 3), Fraction(2, 3)]
    assert dict(model.shares(held).weights) == {"0180": 0, "0181": 13, "0182": 27}


figure = st.integers(0, 30)
row = st.tuples(st.integers(1, 30), st.integers(1, 30), figure, figure, figure, st.integers(0, 60))


@given(st.lists(row, min_size=2, max_size=6), st.sampled_from(("2014", "2019")), st.integers(1, 400))
def test_the_sum_is_exact_and_never_negative(rows: list[tuple[int, ...]], key: Any, number: int) -> None:
    codes = tuple(f"{100 + i:04}" for i in range(len(rows)))
    rows = [(p, lab, home + 1, demo + 1, carried + 1, alone) for p, lab, home, demo, carried, alone in rows]
    held = facts(people(*(r[0] for r in rows), codes=codes),
                 measures(*((r[1], r[2], r[3], r[4]) for r in rows), codes=codes),
                 settled(*(r[5] for r in rows), codes=codes), codes=codes)
    model = NewlyArrived(key, number, self_settled="settled.csv")
    shares, exact = model.shares(held), model.exact(held)
    assert shares.total == shares.whole_units == number
    assert sum(exact.values()) == 1
    assert min(exact.values()) >= 0
    assert min(shares.weights.values()) >= 0
    for code in codes:
        assert abs(shares.weights[code] - exact[code] * number) < 1


@pytest.mark.parametrize(("model", "held", "expected"), [
    (NewlyArrived("2014", 20, counts="all", self_settled="settled.csv"),
     facts(people(1, 1, 2), measures(*EVEN), settled(10, 0, 10)), ["shares-all-settled"]),
    (NewlyArrived("2014", 20, self_settled="settled.csv"), facts(people(1, 1, 2), measures(*EVEN)),
     ["shares-table"]),
    (NewlyArrived("2014", 20), facts(people(1, 1, 2), measures(*(((1, 0, 1, 0),) * 3))), ["shares-nothing"]),
    (NewlyArrived("2014", 20), facts(people(1, 1, 2), measures((1, 1, 1, 0), (1, 1, -1, 0), (1, 1, 1, 0))),
     ["shares-negative"]),
])
def test_numbers_that_cannot_be_computed(model: NewlyArrived, held: ShareFacts, expected: list[str]) -> None:
    with pytest.raises(InputFault) as caught:
        model.shares(held)
    assert keys(caught) == expected
