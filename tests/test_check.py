"""check: all that can be told without a solver, at once and fast."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from planner.check import check
from planner.printing import fault_line
from tests.small_case import CASE, SCENARIO, TABLES, described, faults, keys, small_case

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ("numpy", "scipy", "pandas", "matplotlib", "pulp", "ortools", "python_calamine")


def test_sound_scenarios_have_no_faults(tmp_path: Path) -> None:
    assert check([small_case(tmp_path)]) == ()
    assert check([ROOT / "scenarios" / "stockholm-2010", ROOT / "scenarios" / "ostergotland-2012"]) == ()


def test_faults_of_all_tables_come_together(tmp_path: Path) -> None:
    path = small_case(
        tmp_path,
        {
            "places.csv": "code,kind,places\n114,asylum,2\n0180,asylm,8\n",
            "capacity.csv": "code;capacity\n0114;1,5\n0199;-3\n",
            "population.csv": "code,year,inhabitants\n0114,2009,38641\n0180,2009,829.417\n",
        },
    )
    found = faults(path)
    assert {(Path(f.place.file).name, f.key, f.place.line, f.place.column) for f in found} == {
        ("places.csv", "cell-lost-zero", 2, "code"),
        ("places.csv", "cell-unknown-kind-meant", 3, "kind"),
        ("capacity.csv", "cell-fraction", 2, "capacity"),
        ("capacity.csv", "cell-unknown-code", 3, "code"),
        ("capacity.csv", "cell-negative", 3, "capacity"),
        ("population.csv", "cell-ambiguous", 3, "inhabitants"),
    }
    line = fault_line(next(f for f in found if f.key == "cell-lost-zero"), "sv")
    assert line.endswith(
        "places.csv:2: code: koden 114 har tappat sin inledande nolla: skriv 0114 som text"
    )


def test_faults_of_keys_and_of_tables_come_together(tmp_path: Path) -> None:
    scenario = SCENARIO + '[rules.pace]\nplaces = "5"\nplace = 5\n'
    path = small_case(tmp_path, {"capacity.csv": "code,capacity\n114,3\n"}, scenario)
    assert sorted(keys(path)) == ["cell-lost-zero", "expected-whole", "unknown-key-meant"]


WEIGHTED = """
[shares]
model = "weighted"
criteria = [{table = "population.csv", column = "inhabitants", weight = 60},
            {table = "areal.csv", weight = "80/2"}]
"""


def test_shares_by_weighted_criteria(tmp_path: Path) -> None:
    files = {
        "areal.csv": "code;value\n0114;79,9\n0180;187\n0192;358\n",
        "sources.toml": described([*TABLES, "areal.csv"]),
    }
    path = small_case(tmp_path, files, SCENARIO + WEIGHTED)
    assert keys(path) == []
    small_case(tmp_path, files, SCENARIO + WEIGHTED.replace("column", "colum"))
    (one,) = faults(path)
    assert (one.key, one.place.key) == ("unknown-key-meant", "shares.criteria[1].colum")
    small_case(tmp_path, files, SCENARIO + WEIGHTED.replace("weight = 60", "weight = -60"))
    (one,) = faults(path)
    assert (one.key, one.place.line) == ("too-low", 8)


def test_missing_municipalities_and_years(tmp_path: Path) -> None:
    path = small_case(tmp_path, {"places.csv": "code,kind,places\n0114,asylum,2\n0180,asylum,8\n"})
    assert keys(path) == ["municipality-missing"]
    path = small_case(
        tmp_path, {"population.csv": "code,year,inhabitants\n0114,2009,38641\n0180,2009,829417\n"}
    )
    assert keys(path) == ["inhabitants-missing"]
    assert keys(path, ["population_date=2010-12-31"]) == ["population-year"]


def test_a_table_of_the_nation_may_be_used_where_all_must_be_covered(tmp_path: Path) -> None:
    nation = TABLES["population.csv"] + "1480,2009,507330\n"
    assert keys(small_case(tmp_path, {"population.csv": nation})) == []
    assert keys(small_case(tmp_path, {"population.csv": nation + "0199,2009,5\n"})) == ["cell-unknown-code"]


def test_a_municipality_of_another_county(tmp_path: Path) -> None:
    assert keys(small_case(tmp_path), ["case.county_code=05"]) == ["other-county"] * 3


def test_places_must_say_their_kind_where_there_are_two(tmp_path: Path) -> None:
    assert keys(small_case(tmp_path, {"places.csv": "code,places\n0114,2\n0180,8\n0192,0\n"})) == [
        "places-kind"
    ]


@pytest.mark.parametrize(
    ("sources", "found"),
    [
        (None, ["no-sources"]),
        (described([n for n in TABLES if n != "places.csv"]), ["no-source"]),
        (described([n.replace("places", "place") for n in TABLES]), ["no-source-meant"]),
        (described(list(TABLES)).replace("official", "oficial", 1), ["bad-word-meant"]),
        (described(list(TABLES)).replace("publisher", "publishr", 1), ["missing-key", "unknown-key-meant"]),
        (described(list(TABLES)).replace("official", "assumed", 1), ["source-no-rule"]),
        (described(list(TABLES)).replace('"SCB"', '""', 1), ["expected-filled"]),
        (described(list(TABLES)).replace("2010-01-01", "2010", 1), ["expected-date"]),
    ],
)
def test_sources(tmp_path: Path, sources: str | None, found: list[str]) -> None:
    path = small_case(tmp_path, {} if sources is None else {"sources.toml": sources})
    if sources is None:
        (tmp_path / "sources.toml").unlink()
    assert sorted(keys(path)) == found


def test_tables_that_are_not_there(tmp_path: Path) -> None:
    found = faults(small_case(tmp_path), ["rules.pace.table=takt.csv", "case.boundaries=b.geojson"])
    assert sorted((f.key, Path(f.place.file).name) for f in found) == [
        ("no-source", "sources.toml"),
        ("no-source", "sources.toml"),
        ("no-table", "takt.csv"),
    ]


def test_boundaries_have_every_municipality(tmp_path: Path) -> None:
    shape = '{"features": [{"properties": {"kommunkod": "0114"}}, {"properties": {"kommunkod": "0180"}}]}'
    files = {"b.geojson": shape, "sources.toml": described([*TABLES, "b.geojson"])}
    path = small_case(tmp_path, files)
    assert keys(path, ["case.boundaries=b.geojson"]) == ["boundary-missing"]
    small_case(tmp_path, {**files, "b.geojson": "[]"})
    assert keys(path, ["case.boundaries=b.geojson"]) == ["not-boundaries"]


def test_faults_of_a_share_model_are_placed(tmp_path: Path) -> None:
    keys = 'newly_arrived = 1\nunaccompanied = 0\ndays_weight = 0\nto_share = 0\ndays = ""\n'
    shares = f'[shares]\nmodel = "burden"\n{keys}'
    files = {
        "received.csv": "code,newly_arrived,unaccompanied\n0114,1,1\n0180,9,1\n0192,0,0\n",
        "sources.toml": described([*TABLES, "received.csv"]),
    }
    (one,) = check([small_case(tmp_path, files, SCENARIO + shares)])
    assert (one.place.key, one.place.line) == ("shares.to_share", 10)


def test_shared_faults_are_told_once(tmp_path: Path) -> None:
    small_case(
        tmp_path, {"a.toml": SCENARIO, "b.toml": SCENARIO, "capacity.csv": "code,capacity\n0114,x\n"}
    )
    assert len(check([tmp_path])) == 1
    small_case(tmp_path, {"case.toml": CASE + "x = 1\n"})
    assert len([f for f in check([tmp_path]) if f.place.file.endswith("case.toml")]) == 1


def test_nothing_heavy_is_loaded() -> None:
    code = (
        "import sys; from planner.check import check; check(['scenarios/stockholm-2010']); "
        f"print([m for m in {HEAVY} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_list_of_sources_is_no_scenario(tmp_path: Path) -> None:
    folder = small_case(tmp_path).parent
    assert [f.key for f in check([folder / "sources.toml"])] == ["sources-no-scenario"]
