"""The audit of a key: it passes what is sound, and says where and by which numbers a key fails."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.audit import (
    EMPTY,
    EXACT,
    FAILED,
    LEVEL,
    NOTHING,
    OTHERS,
    OWN,
    PASSED,
    REFUSED,
    ROUNDING,
    SCALE,
    SUM,
    TESTS,
    Audit,
    Verdict,
    audit,
)
from models.audit_trials import larger, outcome
from models.errors import InputFault
from models.pieces import pieces
from models.shares import Shares
from models.shares.burden import Burden
from models.shares.by_population import ByPopulation
from models.shares.decided import Decided
from models.shares.facts import EITHER, LESS, MORE, Factor, ShareFacts, Values
from models.shares.newly_arrived import NewlyArrived
from models.shares.weighted import Criterion, Weighted
from tests.eu_key import EuKey, states
from tests.share_tables import CODES, decided, factor, facts, measures, people, received, settled

SOUND = Burden(newly_arrived=Fraction(1), unaccompanied=Fraction(2), days_weight=Fraction(0),
               to_share=Fraction(100), days="")
COUNTY = facts(people(600, 300, 100), received((10, 10), (0, 0), (10, 0)))


def verdict(found: Audit, test: str, column: str = "") -> Verdict:
    """The verdict of a test, of the factor of that column."""
    (one,) = [v for v in found.verdicts if v.test == test and (v.factor.column if v.factor else "") == column]
    return one


def failed(found: Audit) -> list[tuple[str, str]]:
    """The tests that fail, with the columns of their factors."""
    return [(v.test, v.factor.column if v.factor else "") for v in found.verdicts if v.result == FAILED]


# keys that are sound

def test_the_burden_family_passes() -> None:
    found = audit(SOUND, COUNTY)
    assert found.passed
    assert [f.column for f in found.factors] == ["inhabitants", "newly_arrived", "unaccompanied"]
    assert verdict(found, OWN, "inhabitants").moves == MORE
    assert verdict(found, OWN, "newly_arrived").moves == LESS
    assert verdict(found, SCALE, "inhabitants").result == PASSED
    assert verdict(found, SCALE, "newly_arrived").result == LEVEL
    assert verdict(found, EMPTY, "inhabitants").result == REFUSED
    assert verdict(found, EMPTY, "newly_arrived").result == PASSED


def test_every_case_is_tried() -> None:
    """Three municipalities, four changes; nought has neither a percent nor a double of its own."""
    found = audit(SOUND, COUNTY)
    assert verdict(found, OWN, "inhabitants").tried == 12
    # 10 -> 11 and 20 whole; 0 -> 1; 10: of the second, 0, only one more
    assert verdict(found, OWN, "newly_arrived").tried == 4 + 1 + 4
    assert verdict(found, SUM).tried == 1 + 12 + 9 + 4 + 1 + 1 + 3 + 3 + 2


def test_what_is_made_larger() -> None:
    assert larger(Fraction(250), True) == {"one": 251, "percent": 253, "tenth": 275, "double": 500}
    assert larger(Fraction(1, 2), False) == {"one": Fraction(3, 2), "percent": Fraction(101, 200),
                                             "tenth": Fraction(11, 20), "double": 1}
    assert larger(Fraction(0), True) == {"one": 1}


town = st.tuples(st.integers(1, 300), st.integers(0, 30), st.integers(0, 30))
towns = st.lists(town, min_size=2, max_size=4)


def county(rows: list[tuple[int, int, int]]) -> ShareFacts:
    codes = tuple(f"{100 + i:04}" for i in range(len(rows)))
    return facts(people(*(r[0] for r in rows), codes=codes),
                 received(*((r[1], r[2]) for r in rows), codes=codes), codes=codes)


@settings(max_examples=15, deadline=None)
@given(towns, st.fractions(0, 3, max_denominator=4), st.integers(1, 200), st.integers(0, 20_000),
       st.sampled_from(("lifted", "first")), st.sampled_from(("scaled", "level")))
def test_the_burden_family_moves_the_right_way(rows: list, weight: Fraction, number: int, floor: int,
                                               place: Any, at_zero: Any) -> None:
    model = Burden(weight, Fraction(1), Fraction(0), Fraction(number), days="", floor=Fraction(floor, 100),
                   floor_place=place, at_zero=at_zero)
    wrong = {test for test, _ in failed(audit(model, county(rows)))}
    assert wrong <= ({OTHERS} if at_zero == "scaled" else set())


def test_a_burden_scaled_at_zero_can_lower_another_and_the_level_cannot() -> None:
    """As the first receives one it is at 0, and what it lacked is taken from all the others together."""
    held = facts(people(1, 1, 5), received((0, 0), (0, 0), (0, 1)))
    scaled = Burden(Fraction(0), Fraction(1), Fraction(0), Fraction(1), days="")
    found = audit(scaled, held)
    assert failed(found) == [(OTHERS, "unaccompanied")]
    cases = verdict(found, OTHERS, "unaccompanied").findings
    case = next(f for f in cases if (f.code, f.other) == CODES[:2])
    assert (case.change, case.figures) == ("one", (0, 1))
    assert (case.before, case.after) == (Fraction(2, 7), Fraction(3, 11))
    assert audit(replace(scaled, at_zero="level"), held).passed


@settings(max_examples=15, deadline=None)
@given(towns)
def test_shares_by_population_pass_whatever_their_figures(rows: list) -> None:
    found = audit(ByPopulation(), county(rows))
    assert found.passed
    assert {v.result for v in found.verdicts} == {PASSED, REFUSED}


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 90), *[st.integers(1, 9)] * 4, st.integers(0, 20)), min_size=2,
                max_size=4), st.sampled_from(("2014", "2019")))
def test_the_newly_arrived_keys_move_the_right_way(rows: list, key: Any) -> None:
    codes = tuple(f"{100 + i:04}" for i in range(len(rows)))
    held = facts(people(*(r[0] for r in rows), codes=codes), measures(*(r[1:5] for r in rows), codes=codes),
                 settled(*(r[5] for r in rows), codes=codes), codes=codes)
    found = audit(NewlyArrived(key, 50, self_settled="settled.csv"), held)
    assert [one for one in failed(found) if one[0] in (OWN, SCALE, EMPTY, SUM)] == []


# keys that are not

def test_a_weighted_key_that_counts_reception_the_wrong_way_fails() -> None:
    """Half by inhabitants, half by newly arrived: who has received more gets more."""
    wrong = Weighted((Criterion("population.csv", Fraction(1), "inhabitants"),
                      Criterion("received.csv", Fraction(1), "newly_arrived")))
    found = audit(wrong, COUNTY)
    assert failed(found) == [(OWN, "newly_arrived")]
    case = max(verdict(found, OWN, "newly_arrived").findings, key=lambda one: one.size)
    assert (case.sort, case.change, case.code, case.other) == (EXACT, "double", "0180", "0180")
    assert case.figures == (10, 20)
    assert (case.before, case.after) == (Fraction(3, 10) + Fraction(1, 4), Fraction(3, 10) + Fraction(1, 3))


def test_the_same_key_by_other_measures_passes() -> None:
    right = Weighted((Criterion("population.csv", Fraction(1), "inhabitants"),
                      Criterion("jobs.csv", Fraction(1))))
    found = audit(right, facts(people(600, 300, 100), factor("jobs.csv", 5, 3, 2)))
    assert found.passed
    assert verdict(found, OWN, "value").moves == MORE


# France, Luxembourg and the like: inhabitants, product, asylum applications, unemployment.
EUROPE = states((50, 1, 10, 3), (10, 10, 30, 20), (2, 1, 30, 3))


def test_the_relocation_key_of_2015_fails() -> None:
    """Its caps: when one state's unemployment rises its share falls, and so does that of a capped one."""
    found = audit(EuKey(), facts(EUROPE))
    assert (OTHERS, "unemployment") in failed(found)
    assert (NOTHING, "") in failed(found)
    assert {(EMPTY, c) for c in ("inhabitants", "asylum_reception", "unemployment")} <= set(failed(found))
    case = next(f for f in verdict(found, OTHERS, "unemployment").findings
                if (f.code, f.other, f.change) == ("0180", "0182", "one"))
    assert (case.figures, case.sort) == ((3, 4), EXACT)
    assert (case.before, case.after) == (Fraction(538_597, 9_225_600), Fraction(10_224_043, 175_286_400))
    assert case.after < case.before


def test_without_its_caps_the_relocation_key_moves_nobody_the_same_way() -> None:
    found = audit(EuKey(capped=False), facts(EUROPE))
    assert [one for one in failed(found) if one[0] in (OWN, OTHERS, SCALE, SUM)] == []


class Made:
    """A key made for a test: the parts that a function gives of the inhabitants and the received."""

    word = "made"

    def __init__(self, parts: Any, *columns: str) -> None:
        self.parts, self.columns = parts, columns

    def factors(self) -> tuple[Factor, ...]:
        return tuple(Factor("population.csv" if c == "inhabitants" else "received.csv", c)
                     for c in self.columns)

    def exact(self, held: ShareFacts) -> Values:
        return self.parts(*(list(f.values(held).values()) for f in self.factors()))

    def shares(self, held: ShareFacts) -> Shares:
        weights = {code: int(part * 100_000) for code, part in self.exact(held).items()}
        return Shares(weights, "county", 100_000, "made", "assumed")


def over(values: Iterable[Fraction]) -> Values:
    listed = [Fraction(v) for v in values]
    return {c: v / sum(listed) for c, v in zip(CODES, listed, strict=True)}


EVEN = facts(people(600, 300, 100), received((10, 10), (5, 0), (10, 0)))


def test_inhabitants_that_lower_a_share_are_found_with_their_numbers() -> None:
    turned = Made(lambda p: over(1 / n for n in p), "inhabitants")
    found = audit(turned, EVEN)
    assert (OWN, "inhabitants") in failed(found)
    case = max(verdict(found, OWN, "inhabitants").findings, key=lambda one: one.size)
    assert (case.code, case.figures, case.change) == ("0182", (100, 200), "double")
    assert case.after < case.before


def test_a_key_that_counts_amounts_fails_the_scale() -> None:
    added = Made(lambda p: over(n + 50 for n in p), "inhabitants")
    found = audit(added, EVEN)
    assert verdict(found, SCALE, "inhabitants").result == FAILED
    assert verdict(found, NOTHING).result == PASSED  # all get as much as nobody, and it less than the rest
    assert verdict(found, SUM).result == FAILED  # rounded down one by one: the sum is short


def test_a_municipality_with_nothing_that_gets_more_than_others_is_found() -> None:
    fixed = Made(lambda p: over((500 - p[0] / 2, p[1], p[2])), "inhabitants")
    assert [f.code for f in verdict(audit(fixed, EVEN), NOTHING).findings if f.sort == EXACT] == ["0180"]


def test_a_measure_that_works_both_ways_is_found() -> None:
    """Jobs raise the share of the first and lower that of the others: no rule says which is right."""
    model = Made(lambda p: over((p[0], 1000 - p[1], 1000 - p[2])), "value")
    model.factors = lambda: (Factor("jobs.csv", "value"),)  # type: ignore[method-assign]
    found = audit(model, facts(factor("jobs.csv", 5, 3, 2)))
    assert Factor("jobs.csv", "value").direction == EITHER
    one = verdict(found, OWN, "value")
    assert (one.result, one.moves) == (FAILED, LESS)
    assert {f.code for f in one.findings} == {"0180"}


def test_rounding_alone_is_told_apart() -> None:
    """The third loses by the exact key as the second gets more, and gains a hundredth by rounding."""
    model = Weighted((Criterion("a.csv", Fraction(3)), Criterion("b.csv", Fraction(1))))
    found = audit(model, facts(factor("a.csv", 1, 1, 16), factor("b.csv", 325_844, 2469, 30_513)))
    (one,) = [v for v in found.verdicts if v.result == ROUNDING]
    (case,) = one.findings
    assert (one.test, case.change, case.code, case.other) == (OTHERS, "percent", "0181", "0182")
    assert case.after - case.before == Fraction(1, 100_000)
    assert found.passed


# the models of the program

def test_decided_shares_have_only_their_sum_to_audit() -> None:
    found = audit(Decided("shares.csv", unit="percent"), facts(decided(50, 30, 20)))
    assert [(v.test, v.result) for v in found.verdicts] == [(SUM, PASSED)]


def test_every_share_model_says_what_it_counts_by() -> None:
    for word, piece in pieces("shares").items():
        assert inspect.isfunction(getattr(piece, "factors", None)), word


@pytest.mark.parametrize("model", [
    ByPopulation(), SOUND, Decided("shares.csv", unit="percent"),
    Weighted((Criterion("measures.csv", Fraction(1), "housing"), Criterion("jobs.csv", Fraction(1)))),
    NewlyArrived("2014", 50), NewlyArrived("2019", 50, self_settled="settled.csv")])
def test_nothing_but_its_factors_changes_a_share_table(model: Any) -> None:
    """Every number of every table is changed; only those of the model's factors may be felt."""
    held = facts(people(600, 300, 100), received((10, 10), (5, 0), (10, 3)), factor("jobs.csv", 5, 3, 2),
                 measures((4, 3, 2, 1), (1, 2, 3, 4), (5, 5, 1, 1)), settled(5, 0, 9), decided(50, 30, 20))
    counted = {(f.table, f.column) for f in model.factors()}
    base = outcome(model, held).exact
    felt = set()
    for name, one in held.tables.items():
        for column in one.spec.columns:
            if column.type in ("int", "number") and one.rows[0].get(column.name) is not None:
                other = Fraction(one.rows[0][column.name] * 3)
                new = Factor(name, column.name).changed(held, {"0180": other})
                if name != "shares.csv" and outcome(model, new).exact != base:
                    felt.add((name, column.name))
    assert felt == counted


def test_an_audit_of_figures_that_give_no_shares_is_refused() -> None:
    with pytest.raises(InputFault):
        audit(SOUND, facts(people(600, 300, 100)))


def test_the_tests_are_those_that_are_documented() -> None:
    from models import audit as module
    assert all(f"{test}:" in (module.__doc__ or "") for test in TESTS)
