"""The county cases as data: sums against the official totals, codes, sources, assumed tables remade."""

from __future__ import annotations

import csv
import runpy
import tomllib
from pathlib import Path

import pytest

SCENARIOS = Path(__file__).parent.parent / "scenarios"
CASES = {"stockholm-2010": ("01", 26), "ostergotland-2012": ("05", 13)}
COUNTY_TOTALS = {("stockholm-2010", 2009): 2_019_182, ("stockholm-2010", 2010): 2_054_343,
                 ("stockholm-2010", 2015): 2_231_439, ("ostergotland-2012", 2011): 431_075}
each_case = pytest.mark.parametrize("case", CASES)


def rows(case: str, table: str) -> list[dict[str, str]]:
    """The rows of a table, as text."""
    with open(SCENARIOS / case / table, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def total(case: str, table: str, column: str) -> int:
    """The sum of a column."""
    return sum(int(r[column]) for r in rows(case, table))


@pytest.mark.parametrize(("case", "year"), COUNTY_TOTALS)
def test_population_sums_to_the_countys_official_total(case: str, year: int) -> None:
    found = sum(int(r["inhabitants"]) for r in rows(case, "population.csv") if r["year"] == str(year))
    assert found == COUNTY_TOTALS[case, year]


@each_case
def test_codes_are_four_digits_of_the_county(case: str) -> None:
    county, count = CASES[case]
    codes = {r["code"] for r in rows(case, "municipalities.csv")}
    assert len(codes) == count
    assert all(len(c) == 4 and c.isdecimal() and c.startswith(county) for c in codes)


@each_case
def test_every_table_names_the_same_municipalities(case: str) -> None:
    named = {r["code"]: r["name"] for r in rows(case, "municipalities.csv")}
    for path in sorted((SCENARIOS / case).glob("*.csv")):
        for row in rows(case, path.name):
            for column in ("code", "from", "to"):
                assert row.get(column, next(iter(named))) in named, path.name
            if "code" in row:
                assert row["name"] == named[row["code"]], path.name


@each_case
def test_every_table_has_one_row_for_each_municipality(case: str) -> None:
    codes = {r["code"] for r in rows(case, "municipalities.csv")}
    for table in ("places.csv", "capacity.csv", "schools.csv", "area.csv", "tiles.csv", "population.csv"):
        assert {r["code"] for r in rows(case, table)} == codes, table


@each_case
def test_every_table_is_described_in_sources(case: str) -> None:
    folder = SCENARIOS / case
    sources = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))
    assert set(sources) == {p.name for p in folder.iterdir() if p.suffix in (".csv", ".geojson")}
    for name, source in sources.items():
        assert source["publisher"], name
        assert source["date"], name
        assert source["status"] in ("official", "municipality", "assumed"), name
        assert source["status"] != "assumed" or source["rule"], name


@each_case
def test_tables_are_utf8_with_lf_and_no_mark(case: str) -> None:
    for path in sorted((SCENARIOS / case).glob("*.csv")):
        body = path.read_bytes()
        assert not body.startswith(b"\xef\xbb\xbf"), path
        assert b"\r" not in body, path
        assert body.endswith(b"\n"), path


def test_assumed_tables_are_what_their_rules_make() -> None:
    made = runpy.run_path(str(SCENARIOS / "assumed_tables.py"))["tables"]()
    assert {path: path.read_bytes() for path in made} == {p: b.encode() for p, b in made.items()}


@each_case
def test_every_table_that_a_rule_makes_is_marked_assumed(case: str) -> None:
    sources = tomllib.loads((SCENARIOS / case / "sources.toml").read_text(encoding="utf-8"))
    made = runpy.run_path(str(SCENARIOS / "assumed_tables.py"))["CASES"][case]()
    money = runpy.run_path(str(SCENARIOS / "assumed_money.py"))["tables"]()
    dated = {path.name for path in money if path.parent == SCENARIOS / case}
    assert {n for n, s in sources.items() if s["status"] == "assumed"} == {*made, *dated, "tiles.csv"}


def test_stockholm_starts_from_140_unevenly() -> None:
    today = {r["code"]: int(r["places"]) for r in rows("stockholm-2010", "places.csv")}
    people = {r["code"]: int(r["inhabitants"]) for r in rows("stockholm-2010", "population.csv")
              if r["year"] == "2009"}
    assert sum(today.values()) == 140
    per_person = 340 / sum(people.values())
    assert today["0191"] > 2 * per_person * people["0191"]  # Sigtuna stands far above its part of 340
    assert sum(1 for places in today.values() if places == 0) >= 5


def test_received_sums_to_the_agencys_county_totals() -> None:
    assert total("stockholm-2010", "received.csv", "newly_arrived") == 9_091
    assert total("stockholm-2010", "received.csv", "unaccompanied") == 1_239


def test_room_and_school_places_reach_beyond_the_need() -> None:
    assert total("stockholm-2010", "capacity.csv", "capacity") > 400
    assert total("stockholm-2010", "schools.csv", "school_places") >= 240
    need = 30 + 72  # asylum and permit places
    room = total("ostergotland-2012", "capacity.csv", "capacity")
    assert room - total("ostergotland-2012", "places.csv", "places") >= need
    assert total("ostergotland-2012", "schools.csv", "school_places") >= need


@each_case
def test_minutes_are_known_for_every_pair_and_alike_both_ways(case: str) -> None:
    minutes = {(r["from"], r["to"]): int(r["minutes"]) for r in rows(case, "minutes.csv")}
    assert len(minutes) == CASES[case][1] ** 2
    assert all(m == minutes[b, a] for (a, b), m in minutes.items())


@each_case
def test_tiles_are_one_each(case: str) -> None:
    tiles = [(int(r["column"]), int(r["row"])) for r in rows(case, "tiles.csv")]
    assert len(set(tiles)) == len(tiles)


@each_case
def test_notice_goes_along_with_the_boundaries(case: str) -> None:
    notice = (SCENARIOS / case / "NOTICE").read_text(encoding="utf-8")
    assert "MIT License" in notice
    assert "GeoNames" in notice
