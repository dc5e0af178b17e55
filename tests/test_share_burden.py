from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import InputFault
from models.pieces import tables_of
from models.shares.burden import Burden
from models.shares.facts import ShareFacts
from models.tables import ASSUMED, DAYS, MUNICIPALITY, POPULATION, Table
from tests.share_tables import days, facts, keys, people, received

PLAIN_BURDEN = Burden(newly_arrived=Fraction(1), unaccompanied=Fraction(2), days_weight=Fraction(0),
                      to_share=Fraction(100), days="")


def test_burden_by_hand() -> None:
    """Parts .6 .3 .1; b = 30, 0, 10, sum 40; z = .6*140-30, .3*140, .1*140-10 = 54, 42, 4."""
    held = facts(people(600, 300, 100), received((10, 10), (0, 0), (10, 0)))
    assert PLAIN_BURDEN.exact(held) == {"0180": Fraction(54, 100), "0181": Fraction(42, 100),
                                        "0182": Fraction(4, 100)}
    shares = PLAIN_BURDEN.shares(held)
    assert dict(shares.weights) == {"0180": 54_000, "0181": 42_000, "0182": 4_000}
    assert (shares.whole, shares.whole_units, shares.official) == ("county", 100_000, False)
    assert shares.status == MUNICIPALITY


def test_nobody_gets_less_than_nothing() -> None:
    """b = 70 for the smallest: z = -53 counts as 0, the others keep 102 to 51."""
    held = facts(people(600, 300, 100), received((0, 0), (0, 0), (70, 0)))
    assert PLAIN_BURDEN.exact(held) == {"0180": Fraction(2, 3), "0181": Fraction(1, 3), "0182": Fraction(0)}
    assert PLAIN_BURDEN.shares(held).weights == {"0180": 66_667, "0181": 33_333, "0182": 0}


def test_days_count_as_person_years() -> None:
    model = Burden(Fraction(0), Fraction(0), Fraction(1, 2), Fraction(100), received="")
    held = facts(people(1, 1, 2), days(365 * 40, 0, 0))
    assert list(model.exact(held).values()) == [Fraction(10, 100), Fraction(30, 100), Fraction(60, 100)]
    assert model.shares(held).status == ASSUMED
    assert tables_of(model) == {"population.csv": POPULATION, "days.csv": DAYS}


def test_the_floor_lifts_and_repeats() -> None:
    """Parts 50, 6 and 44 percent under a floor of 8 percent: the second is lifted, the others scaled."""
    held = facts(people(50, 6, 44), received((0, 0), (0, 0), (0, 0)))
    model = Burden(Fraction(1), Fraction(1), Fraction(0), Fraction(10), floor=Fraction(80), days="")
    assert model.exact(held) == {"0180": Fraction(50 * 92, 9400), "0181": Fraction(8, 100),
                                 "0182": Fraction(44 * 92, 9400)}
    shares = model.shares(held)
    assert dict(shares.weights) == {"0180": 48_936, "0181": 8_000, "0182": 43_064}


def repeated(parts: Mapping[str, Fraction], floor: Fraction) -> dict[str, Fraction]:
    """The rule word by word: lift who is under the floor, scale the rest, until nobody falls under."""
    held: set[str] = set()
    while True:
        free = {n: p for n, p in parts.items() if n not in held}
        room = 1 - floor * len(held)
        whole = sum(free.values())
        scaled = {n: p * room / whole for n, p in free.items()} if whole else dict.fromkeys(free, Fraction(0))
        under = {n for n, p in scaled.items() if p < floor}
        if not under:
            return dict.fromkeys(held, floor) | scaled
        held |= under


counts = st.integers(0, 40)
towns = st.lists(st.tuples(st.integers(1, 500), counts, counts), min_size=1, max_size=7)
weights = st.fractions(0, 3, max_denominator=4)


def asked(rows: list[tuple[int, int, int]], m: Fraction, u: Fraction, number: int,
          floor: int) -> tuple[Burden, ShareFacts]:
    codes = tuple(f"{100 + i:04}" for i in range(len(rows)))
    held = facts(people(*(r[0] for r in rows), codes=codes),
                 received(*((r[1], r[2]) for r in rows), codes=codes), codes=codes)
    return Burden(m, u, Fraction(0), Fraction(number), floor=Fraction(floor, 100), days=""), held


@given(towns, weights, weights, st.integers(1, 500), st.integers(0, 14_000))
def test_burden_sums_exactly_and_keeps_its_floor(rows: list, m: Fraction, u: Fraction, number: int,
                                                 floor: int) -> None:
    model, held = asked(rows, m, u, number, floor)
    shares, exact = model.shares(held), model.exact(held)
    assert shares.total == shares.whole_units == 100_000
    assert sum(exact.values()) == 1
    assert min(shares.weights.values()) >= floor
    assert min(exact.values()) >= Fraction(floor, 100_000)
    for code in held.codes:
        assert abs(shares.weights[code] - exact[code] * 100_000) < 1


@given(towns, weights, weights, st.integers(1, 500), st.integers(0, 14_000))
def test_the_floor_is_the_end_of_the_repetition(rows: list, m: Fraction, u: Fraction, number: int,
                                                floor: int) -> None:
    model, held = asked(rows, m, u, number, 0)
    without = model.exact(held)
    least = Fraction(floor, 100_000)
    expected = repeated(without, least)
    assert asked(rows, m, u, number, floor)[0].exact(held) == expected


@given(towns, weights, weights, st.integers(1, 500), st.integers(0, 14_000), st.integers(1, 300),
       st.integers(0, 6))
def test_more_inhabitants_never_lower_a_share(rows: list, m: Fraction, u: Fraction, number: int, floor: int,
                                              born: int, who: int) -> None:
    who %= len(rows)
    model, before = asked(rows, m, u, number, floor)
    grown = [(p + born, *rest) if i == who else (p, *rest) for i, (p, *rest) in enumerate(rows)]
    code = before.codes[who]
    after = asked(grown, m, u, number, floor)[1]
    assert model.exact(after)[code] >= model.exact(before)[code]
    assert model.shares(after).weights[code] >= model.shares(before).weights[code] - 1  # rounding alone


@given(towns, weights, weights, st.integers(1, 500), st.integers(0, 14_000), st.integers(0, 6))
def test_having_received_more_never_raises_a_share(rows: list, m: Fraction, u: Fraction, number: int,
                                                   floor: int, who: int) -> None:
    who %= len(rows)
    model, before = asked(rows, m, u, number, floor)
    more = [(p, a + 5, b) if i == who else (p, a, b) for i, (p, a, b) in enumerate(rows)]
    code = before.codes[who]
    assert model.exact(asked(more, m, u, number, floor)[1])[code] <= model.exact(before)[code]


@given(towns, weights, weights, st.integers(1, 500), st.integers(0, 14_000),
       st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(rows: list, m: Fraction, u: Fraction, number: int,
                                               floor: int, random) -> None:
    model, held = asked(rows, m, u, number, floor)
    mixed = {}
    for name, one in held.tables.items():
        shuffled = list(one.rows)
        random.shuffle(shuffled)
        mixed[name] = Table(name, one.spec, tuple(shuffled), one.status)
    assert model.shares(ShareFacts(held.codes, mixed)) == model.shares(held)


@pytest.mark.parametrize(("changed", "expected"), [
    ({"newly_arrived": Fraction(-1)}, ["shares-key-negative"]),
    ({"to_share": Fraction(0)}, ["shares-number"]),
    ({"floor": Fraction(1, 1000)}, ["shares-floor-steps"]),
    ({"floor": Fraction(334)}, ["shares-floor-much"]),
    ({"floor": Fraction(-1)}, ["shares-key-negative"]),
    ({"received": ""}, ["shares-unnamed", "shares-unnamed"]),
    ({"received": "other.csv"}, ["shares-table", "shares-table"]),
    ({"days_weight": Fraction(1), "days": "days.csv", "arrival_weight": Fraction(1)}, ["shares-row"] * 3),
])
def test_a_burden_that_cannot_be_computed(changed: dict, expected: list[str]) -> None:
    given = {"newly_arrived": Fraction(1), "unaccompanied": Fraction(2), "days_weight": Fraction(0),
             "to_share": Fraction(100), "days": "", **changed}
    held = facts(people(600, 300, 100), received((1, 1), (0, 0), (0, 0)), days(1, 2, 3))
    with pytest.raises(InputFault) as caught:
        Burden(**given).shares(held)
    assert keys(caught) == expected


def test_a_negative_figure_and_an_empty_column() -> None:
    with pytest.raises(InputFault) as caught:
        PLAIN_BURDEN.shares(facts(people(0, 0, 0), received((-1, 0), (0, 0), (0, 0))))
    assert keys(caught) == ["shares-nothing", "shares-negative"]


# the floor's whole and place

NATIONAL = {"newly_arrived": Fraction(1), "unaccompanied": Fraction(1), "days_weight": Fraction(0),
            "to_share": Fraction(10), "days": ""}
EVEN = facts(people(50, 6, 44), received((0, 0), (0, 0), (0, 0)))


def test_days_as_arrival_municipality_count_as_person_years() -> None:
    """E = 365 days at weight 4: b = 4 of the first; z = .5*104-4, .25*104, .25*104."""
    spent = tuple({"code": c, "days": 0, "arrival_days": n}
                  for c, n in zip(EVEN.codes, (365, 0, 0), strict=True))
    model = Burden(Fraction(0), Fraction(0), Fraction(0), Fraction(100), Fraction(4), received="")
    held = facts(people(2, 1, 1), Table("days.csv", DAYS, spent, MUNICIPALITY))
    assert list(model.exact(held).values()) == [Fraction(48, 100), Fraction(26, 100), Fraction(26, 100)]


def test_a_floor_of_the_nation_is_larger_in_the_county() -> None:
    """1 promille of the nation is 1/20 of a county with 20 promille: 50 promille of the county."""
    of_nation = Burden(**NATIONAL, floor=Fraction(1), floor_of="nation", county_promille=Fraction(20))
    of_county = Burden(**NATIONAL, floor=Fraction(50))
    assert of_nation.exact(EVEN) == of_county.exact(EVEN)
    assert of_nation.shares(EVEN).weights == of_county.shares(EVEN).weights


def test_shares_stated_in_promille_of_the_nation_sum_to_the_countys_part() -> None:
    model = Burden(**NATIONAL, floor=Fraction(15, 10), floor_of="nation", whole="nation",
                   county_promille=Fraction(20))
    shares = model.shares(EVEN)
    assert dict(shares.weights) == {"0180": 984, "0181": 150, "0182": 866}  # 1850 x 50/94 and 44/94
    assert (shares.whole, shares.whole_units, shares.total) == ("nation", 100_000, 2000)


def test_a_floor_that_comes_first_leaves_the_rest_to_the_model() -> None:
    """8 percent each, and 76 percent by the model's parts 50, 6 and 44."""
    model = Burden(**NATIONAL, floor=Fraction(80), floor_place="first")
    assert list(model.exact(EVEN).values()) == [Fraction(4600, 10_000), Fraction(1256, 10_000),
                                                Fraction(4144, 10_000)]


@given(towns, st.integers(1, 100_000), st.integers(0, 600), st.sampled_from(("county", "nation")),
       st.sampled_from(("county", "nation")), st.sampled_from(("lifted", "first")))
def test_every_floor_is_kept_in_whole_and_exact_shares(rows: list, county: int, floor: int, of: str,
                                                       whole: str, place: str) -> None:
    held = asked(rows, Fraction(1), Fraction(1), 20, 0)[1]
    model = Burden(**NATIONAL, floor=Fraction(floor, 100), floor_of=of, whole=whole, floor_place=place,
                   county_promille=Fraction(county, 100))
    if model.least_units * len(rows) > model.units:
        with pytest.raises(InputFault) as caught:
            model.shares(held)
        assert keys(caught) == ["shares-floor-much"]
        return
    shares = model.shares(held)
    assert shares.total == (county if whole == "nation" else 100_000)
    least = Fraction(floor, county if of == "nation" else 100_000)
    assert sum(model.exact(held).values()) == 1
    assert min(model.exact(held).values()) >= least
    assert all(Fraction(weight, shares.total) >= least for weight in shares.weights.values())


@pytest.mark.parametrize(("changed", "expected"), [
    ({"whole": "nation"}, "shares-county-promille"),
    ({"floor": Fraction(1), "floor_of": "nation"}, "shares-county-promille"),
    ({"whole": "nation", "county_promille": Fraction(1001)}, "shares-county-promille-off"),
    ({"whole": "nation", "county_promille": Fraction(1, 1000)}, "shares-county-promille-off"),
    ({"county_promille": Fraction(0)}, "shares-county-promille-off"),
    ({"floor": Fraction(7), "floor_of": "nation", "county_promille": Fraction(20)}, "shares-floor-much"),
])
def test_a_floor_without_its_whole_is_refused(changed: dict, expected: str) -> None:
    with pytest.raises(InputFault) as caught:
        Burden(**NATIONAL, **changed).shares(EVEN)
    assert keys(caught) == [expected]


@given(towns, weights, weights, st.integers(1, 500))
def test_the_level_gives_all_that_is_shared_and_no_more(rows: list, m: Fraction, u: Fraction,
                                                        number: int) -> None:
    """sum max(p l - b, 0) = F for some l, and where nobody is at 0 it is the family's own sum b + F."""
    model, held = asked(rows, m, u, number, 0)
    leveled = replace(model, at_zero="level").exact(held)
    people_of = {r["code"]: r["inhabitants"] for r in held.tables["population.csv"].rows}
    part = {c: Fraction(n, sum(people_of.values())) for c, n in people_of.items()}
    burden = {r["code"]: m * r["newly_arrived"] + u * r["unaccompanied"]
              for r in held.tables["received.csv"].rows}
    levels = {(leveled[c] * number + burden[c]) / part[c] for c in held.codes if leveled[c]}
    assert len(levels) == 1
    assert all(part[c] * min(levels) <= burden[c] for c in held.codes if not leveled[c])
    if all(leveled.values()):
        assert leveled == model.exact(held)
