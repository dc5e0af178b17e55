"""The annual order: the county's part of the nation's number, estimates, what is refused, what is decided."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from models.errors import InputFault
from models.running_tables import PARAMETERS
from models.sections.order import CountyOrder, Order, OrderFacts, half_up
from models.shares import Shares
from models.tables import NATION, POPULATION, Table
from planner.comparable import one_unit
from planner.order_told import order_lines
from planner.ordered import order_of
from planner.run import run
from planner.scenario import read_scenario
from tests.small_case import BARE, described, keys, loaded, small_case

NATION_ROWS = "year,inhabitants\n2010,8938490\n2011,\n"
ORDER = """\
extends = "case.toml"
years = [2010]
kinds = ["asylum"]
[basis]
amount = "flow"
[order]
national = 100
nation = "nation.csv"
"""
FILES = {"nation.csv": NATION_ROWS}
SOURCES = described(["municipalities.csv", "population.csv", "kinds.csv", "places.csv", "capacity.csv",
                     "nation.csv", "parameters.csv", "decided.csv"])


def ordered(tmp_path: Path, more: str = "", files: dict[str, str] | None = None) -> Path:
    """A small case with the order of 100 in the nation, of which the county has a tenth."""
    return small_case(tmp_path, {"case.toml": BARE, "sources.toml": SOURCES, **FILES, **(files or {})},
                      ORDER + more)


def facts(part: Fraction = Fraction(1, 4)) -> OrderFacts:
    """Two years of a county of two with 25 and 35 inhabitants in a nation of 100."""
    each = {2018: (10, 15), 2019: (15, 20)}
    people = tuple({"code": c, "year": y, "inhabitants": n} for y, two in each.items()
                   for c, n in zip(("0114", "0180"), two, strict=True))
    nation = tuple({"year": y, "inhabitants": 100} for y in (2019, 2020))
    rate = ({"parameter": "part", "value": part, "unit": "", "valid_from": None, "valid_to": None},)
    tables = {"nation.csv": Table("nation.csv", NATION, nation),
              "population.csv": Table("population.csv", POPULATION, people),
              "parameters.csv": Table("parameters.csv", PARAMETERS, rate)}
    days = {2019: date(2019, 3, 1), 2020: date(2020, 3, 1)}
    return OrderFacts(days, ("0114", "0180"), tables, "population.csv",
                      lambda: Shares({"0114": 400, "0180": 600}, "nation", 100_000, "decided", "official"))


def test_a_half_goes_up() -> None:
    assert [half_up(Fraction(n, 4)) for n in (1, 2, 3, 4, 6)] == [0, 1, 1, 1, 2]


def test_the_part_is_of_the_inhabitants_the_year_before() -> None:
    found = Order(1_500, nation="nation.csv").county(facts())
    assert found == (CountyOrder(2019, 1_500, Fraction(1, 4), 25, 100),
                     CountyOrder(2020, 1_500, Fraction(35, 100), 35, 100))
    assert [one.number for one in found] == [375, 525]


def test_a_list_is_one_number_a_year() -> None:
    found = Order((10, 30), nation="nation.csv").county(facts())
    assert [(one.exact, one.number) for one in found] == [(Fraction(5, 2), 3), (Fraction(21, 2), 11)]


def test_the_part_can_be_the_sum_of_the_shares_or_a_parameter() -> None:
    assert Order(1_500, "shares").county(facts())[0] == CountyOrder(
        2019, 1_500, Fraction(1, 100), 1_000, 100_000)
    found = Order(1_500, "part", parameters="parameters.csv").county(facts(Fraction(184, 1000)))
    assert [one.number for one in found] == [276, 276]


def test_the_estimate_is_the_official_example() -> None:
    """9.45 promille of the nation x 1 500 = 14.175 -> 14."""
    county = CountyOrder(2018, 1_500, Fraction(184, 1000))
    assert county.estimate(Fraction(945, 100_000) / Fraction(184, 1000)) == 14


@pytest.mark.parametrize(("order", "key"), [
    (Order((1, 2, 3), nation="nation.csv"), "order-length"),
    (Order(5), "order-no-nation"),
    (Order(5, "del"), "order-word"),
    (Order(5, "other", parameters="parameters.csv"), "parameter-missing"),
])
def test_what_is_missing_is_told_once(order: Order, key: str) -> None:
    with pytest.raises(InputFault) as refused:
        order.county(facts())
    assert [one.key for one in refused.value.faults] == [key]


def test_a_part_above_the_whole_is_refused() -> None:
    with pytest.raises(InputFault) as refused:
        Order(5, "part", parameters="parameters.csv").county(facts(Fraction(5, 4)))
    assert refused.value.faults[0].key == "order-part-range"


def test_shares_of_the_county_say_nothing_of_the_nation() -> None:
    of_county = Shares({"0114": 1, "0180": 1}, "county", 2, "by-population", "official")
    with pytest.raises(InputFault) as refused:
        Order(5, "shares").county(OrderFacts({2019: date(2019, 1, 1)}, ("0114",), {}, "", lambda: of_county))
    assert refused.value.faults[0].key == "order-shares-county"


def test_the_county_s_number_becomes_the_need(tmp_path: Path) -> None:
    need = loaded(ordered(tmp_path)).problem.need
    assert need.added("asylum", 0) == 10  # 893 849 of 8 938 490 inhabitants, of 100


def test_the_part_by_shares_is_that_of_the_shares_the_plan_divides_by(tmp_path: Path) -> None:
    """60 + 20 + 10 promille of the nation, of which a revision leaves 40 + 20 + 10."""
    files = {"andelar.csv": "code,promille\n0180,60.00\n0114,20.00\n0192,10.00\n",
             "gamla.csv": "code,promille\n0180,40.00\n0114,20.00\n0192,10.00\n"}
    files["sources.toml"] = SOURCES + described(list(files))
    made = run(read_scenario(ordered(tmp_path, """part = "shares"
[shares]
model = "decided"
table = "andelar.csv"
whole = "nation"
revision = "never-up"
revision_of = "gamla.csv"
""", files), ["order.national=1500"]))
    assert [one.number for one in order_of(made)] == [105]
    assert made.plan.problem.need.added("asylum", 0) == 105


def test_a_scenario_s_own_need_goes_first_and_the_reader_is_told(tmp_path: Path) -> None:
    made = run(read_scenario(ordered(tmp_path, "[need]\nnew = 7\n")))
    assert made.plan.problem.need.added("asylum", 0) == 7
    assert list(order_lines(made, "sv")) == [
        "Länets antal står i [need]; beställningen i [order] används inte."]


def test_a_sound_order_has_no_fault(tmp_path: Path) -> None:
    assert keys(ordered(tmp_path)) == []


@pytest.mark.parametrize(("sets", "key"), [
    (["basis.amount=stock"], "order-stock"),
    (["order.national=[1, 2]"], "order-length"),
    (["order.part=shares"], "order-shares-county"),
    (["order.part=andel"], "order-word"),
    (["order.nation="], "order-no-nation"),
    (["years=[2011]", "population_date=2009-12-31"], "order-nation-year"),
    (["order.national=-5"], "too-low"),
    (["order.natinal=5"], "unknown-key-meant"),
])
def test_each_fault_is_told(tmp_path: Path, sets: list[str], key: str) -> None:
    assert key in keys(ordered(tmp_path), sets)


def test_a_decision_stands_beside_the_plan(tmp_path: Path) -> None:
    from planner.contents import parts_of
    from planner.decided_beside import decided_of
    path = ordered(tmp_path, '[decided]\ntable = "decided.csv"\ntitle = "Beslutet"\n',
                   {"decided.csv": "code,year,number\n0180,2010,6\n0192,,1\n0114,2009,5\n"})
    made = run(read_scenario(path))
    found = decided_of(made)
    assert [(one.code, one.planned, one.decided, one.difference) for one in found] == [
        ("0180", 9, 6, 3), ("0192", 0, 1, -1)]
    text = "\n".join(line for part in parts_of(made, "sv") for line in part)
    assert "Beslutet är känt för 2 av 3 kommuner" in text
    assert "planen 9, beslutet 7" in text
    assert "Stockholm (+3)" in text
    assert "Nynäshamn (−1)" in text


def test_the_plan_does_not_bend_to_the_decision(tmp_path: Path) -> None:
    plain = run(read_scenario(ordered(tmp_path / "a")))
    beside = run(read_scenario(ordered(tmp_path / "b", '[decided]\ntable = "decided.csv"\n',
                                       {"decided.csv": "code,number\n0180,0\n"})))
    assert plain.plan.places == beside.plan.places


def test_units_are_never_put_beside_each_other(tmp_path: Path) -> None:
    places = loaded(ordered(tmp_path / "a")).problem
    bare = BARE.replace('places = "places.csv"\n', "")
    persons = loaded(small_case(tmp_path / "b", {"case.toml": bare, "sources.toml": SOURCES, **FILES},
                                ORDER.replace("2010", "2019").replace("[basis]", """\
population_date = 2009-12-31
[regime]
unit = "persons"
[need]
new = 3
[basis]"""))).problem
    assert one_unit([("a", places), ("b", places)]) == "places"
    with pytest.raises(InputFault) as refused:
        one_unit([("a", places), ("b", persons)])
    assert refused.value.faults[0].values == {"places": "a", "referrals": "–", "persons": "b"}
