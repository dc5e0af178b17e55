"""The cases of the annual order: facts as published, assumed tables remade, plans proved, sums golden."""

from __future__ import annotations

import csv
import runpy
import tomllib
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from models.decided_beside import decided_apart
from models.plan import Ending, Plan
from models.solve import plan
from planner.case import Case, load_case
from planner.check import check
from planner.compare import compare
from planner.decided_beside import decided_of
from planner.figures import decided, facts
from planner.figures.order_fan import draw
from planner.figures.style import save
from planner.order_levels import level_notes, levels_of
from planner.ordered import order_of
from planner.results import view
from planner.run import Run, run
from planner.scenario import read_scenarios
from planner.share_text import model_lines
from planner.source_line import source_line

SCENARIOS = Path(__file__).parent.parent / "scenarios"
COUNTY = {"stockholm-2016-order": ("01", 26), "stockholm-2016-andel": ("01", 26),
          "stockholm-2019": ("01", 26), "ostergotland-2019": ("05", 13)}
LEVELS = ("stockholm-2016-order/nivaer", "stockholm-2016-andel/prognoser", "stockholm-2019/nivaer")
FOLDERS = (*COUNTY, *LEVELS)
EVERY = {f"{folder}/{s.name}": s for folder in FOLDERS for s in read_scenarios(SCENARIOS / folder)}
FIRST = {"01": "stockholm-2010", "05": "ostergotland-2012"}
DANDERYD, VALLENTUNA, LINKOPING, NORRKOPING = "0162", "0115", "0580", "0581"
ASSUMED = runpy.run_path(str(SCENARIOS / "assumed_order.py"))
each_case = pytest.mark.parametrize("case", COUNTY)


def rows(case: str, table: str) -> list[dict[str, str]]:
    with open(SCENARIOS / case / table, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def case_of(name: str) -> Case:
    return load_case(EVERY[name])


@cache
def solved(name: str) -> Plan:
    return plan(case_of(name).problem)


@cache
def ran(name: str) -> Run:
    return run(EVERY[name])


def new(name: str) -> dict[str, int]:
    """What each municipality gets in the year."""
    made = solved(name)
    kind, year = made.problem.need.kinds[0], made.problem.need.years[0]
    return {code: made.new((code, kind, year)) for code in made.problem.county.codes}


def test_a_level_s_title_names_its_number_and_the_nation_s_stands_in_the_figure() -> None:
    runs = [ran(name) for name in EVERY if name.startswith("stockholm-2016-andel/prognoser/")]
    levels = levels_of(runs)
    assert [one.national for one in levels] == [16000, 24000, 33000]
    title = levels[0].run.scenario.settings.title
    assert title == "Prognosen 16\u00a0000 barn i riket 2016, efter folkmängd"
    told = "\n".join(level_notes(compare(runs)))
    assert "3\u00a0624 är länets del av 16\u00a0000 i riket." in told


def test_what_no_table_holds_is_told_as_assumed_too() -> None:
    """In figures the county's part of the order; in the plan's text a share model that is not published."""
    forecast = case_of("stockholm-2016-andel/huvudprognos")
    assert "Länets del av rikets antal är ett antagande" in source_line(forecast, "sv")
    assert list(model_lines(forecast.problem, "sv")) == []
    (told,) = model_lines(case_of("stockholm-2019/andelsmodellen").problem, "sv")
    assert told.startswith("Andelarna: folkmängd med avdrag för det som redan bärs; antagen form")
    assert "ett räkneexempel, inte officiella" in told


@pytest.mark.parametrize("folder", FOLDERS)
def test_check_finds_no_fault(folder: str) -> None:
    assert check([SCENARIOS / folder]) == ()


@pytest.mark.parametrize("name", EVERY)
def test_every_scenario_is_proved_adds_up_and_says_what_it_is(name: str) -> None:
    made, settings = solved(name), EVERY[name].settings
    assert made.ending is Ending.PROVED
    for (kind, year), total in made.problem.need.total.items():
        assert sum(made.places[code, kind, year] for code in made.problem.county.codes) == total
    assert settings.title
    assert settings.description.endswith(".")


@each_case
def test_official_tables_are_those_of_the_county_s_first_case(case: str) -> None:
    first = SCENARIOS / FIRST[COUNTY[case][0]]
    for table in ("municipalities.csv", "population.csv", "boundaries.geojson", "tiles.csv"):
        assert (SCENARIOS / case / table).read_bytes() == (first / table).read_bytes(), table
    if case.startswith("stockholm"):
        known = {r["year"]: r["inhabitants"] for r in rows(first.name, "nation.csv")}
        assert {r["year"]: r["inhabitants"] for r in rows(case, "nation.csv")} == known


@each_case
def test_every_table_is_described_and_the_notice_is_there(case: str) -> None:
    for folder in (SCENARIOS / case, SCENARIOS / case / "antaganden"):
        if folder.is_dir():
            sources = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))
            assert set(sources) == {p.name for p in folder.iterdir() if p.suffix in (".csv", ".geojson")}
            assert all(s["status"] != "assumed" or s["rule"] for s in sources.values())
    notice = (SCENARIOS / case / "NOTICE").read_text(encoding="utf-8")
    assert "MIT License" in notice
    assert "GeoNames" in notice


@each_case
def test_every_table_names_the_same_municipalities(case: str) -> None:
    named = {r["code"]: r["name"] for r in rows(case, "municipalities.csv")}
    assert len(named) == COUNTY[case][1]
    for path in (SCENARIOS / case).rglob("*.csv"):
        for row in rows(str(path.parent.relative_to(SCENARIOS)), path.name):
            assert "code" not in row or row["name"] == named[row["code"]], path


def test_assumed_tables_and_their_versions_are_what_their_rules_make() -> None:
    made = ASSUMED["tables"]()
    assert {path: path.read_bytes() for path in made} == {p: b.encode() for p, b in made.items()}


@pytest.mark.parametrize("case", ASSUMED["CASES"])
def test_every_assumed_table_has_two_other_versions_or_more(case: str) -> None:
    first, others = ASSUMED["CASES"][case]()
    settings = next(s for n, s in EVERY.items() if n.startswith(f"{case}/")).settings
    assert set(settings.versions) == set(first)
    assert all(len(files) >= 2 for files in settings.versions.values())
    assert {f"antaganden/{name}" for name in others} == {f for fs in settings.versions.values() for f in fs}
    sources = tomllib.loads((SCENARIOS / case / "sources.toml").read_text(encoding="utf-8"))
    assert {n for n, s in sources.items() if s["status"] == "assumed"} == {*first, "tiles.csv"}


def test_the_888_hold_what_the_municipalities_have_said() -> None:
    for table in ("places.csv", *(f"antaganden/{p.name}" for p in sorted(
            (SCENARIOS / "stockholm-2016-order/antaganden").glob("places-*.csv")))):
        found = rows("stockholm-2016-order", table)
        assert sum(int(r["places"]) for r in found) == 888, table
        assert {r["code"]: int(r["places"]) for r in found if r["status"] == "municipality"} == {
            DANDERYD: 19, VALLENTUNA: 20, "0126": 41, "0123": 24}


def test_the_assumed_reception_of_2015_holds_the_known_sums() -> None:
    found = rows("stockholm-2016-andel", "received.csv")
    assert sum(int(r["unaccompanied"]) for r in found) == 5_521
    assert next(int(r["unaccompanied"]) for r in found if r["code"] == "0180") == 2_194


def test_reception_of_2018_stands_as_published() -> None:
    found = rows("stockholm-2019", "received.csv")
    assert (sum(int(r["newly_arrived"]) for r in found), sum(int(r["unaccompanied"]) for r in found)) == (
        9_091, 1_239)
    assert (SCENARIOS / "stockholm-2019/received.csv").read_bytes() == (
        SCENARIOS / "stockholm-2010/received.csv").read_bytes()


def test_7_355_places_and_the_two_decided_numbers() -> None:
    """The published check: 1.34 and 1.35 times the population's part of the county."""
    name = "stockholm-2016-order/tilldelning"
    assert solved(name).problem.unit == "places"
    beside = {one.code: one for one in decided_of(ran(name))}
    assert {c: (one.planned, one.decided) for c, one in beside.items()} == {
        DANDERYD: (107, 143), VALLENTUNA: (107, 144)}
    assert [round(beside[c].ratio or Fraction(0), 2) for c in (DANDERYD, VALLENTUNA)] == [
        Fraction(134, 100), Fraction(135, 100)]
    assert solved(name).places["0180", "asylum", 2016] == 3_044


def test_the_county_s_children_at_each_forecast_of_2016() -> None:
    found = {s.settings.section("order").national: n for n, s in EVERY.items() if "/prognoser/" in n}
    numbers = {national: order_of(ran(name))[0].number for national, name in found.items()}
    assert numbers == {16_000: 3_624, 24_000: 5_436, 33_000: 7_475}
    part = order_of(ran(found[24_000]))[0]
    assert part.part == Fraction(2_231_439, 9_851_017)
    assert solved(found[24_000]).problem.unit == "referrals"


def test_the_county_s_children_at_the_published_forecasts_beside_2019() -> None:
    numbers = sorted(order_of(ran(n))[0].number for n in EVERY if "2019/nivaer/" in n)
    assert numbers == [229, 344]
    assert not case_of("stockholm-2019/andelsmodellen").problem.shares["referral", 2019].official
    assert new("stockholm-2019/andelsmodellen") != new("stockholm-2019/folkmangd")


def test_another_part_of_the_nation_is_a_named_assumed_parameter() -> None:
    name = "stockholm-2019/lansandel-184"
    assert [one.number for one in order_of(ran(name))] == [276]
    assert set(case_of(name).assumed) == {"days.csv", "parameters.csv"}


def test_the_share_model_of_2019_rests_mainly_on_real_figures() -> None:
    case = case_of("stockholm-2019/andelsmodellen")
    assert case.assumed == ("days.csv",)
    assert {"population.csv", "received.csv"} <= set(case.inputs)


def test_the_decided_numbers_of_ostergotland_are_the_county_s_366() -> None:
    name = "ostergotland-2019/folkmangd"
    assert solved(name).problem.unit == "persons"
    beside = {one.code: one for one in decided_of(ran(name))}
    assert sum(one.decided for one in beside.values()) == sum(one.planned for one in beside.values()) == 366
    assert {c: (beside[c].planned, beside[c].decided) for c in (LINKOPING, NORRKOPING)} == {
        LINKOPING: (128, 213), NORRKOPING: (112, 19)}
    assert sum(one.difference for one in beside.values()) == 0
    assert decided_apart(solved(name)) == 264


def test_the_key_of_2019_rests_on_assumed_measures_and_is_not_official() -> None:
    name = "ostergotland-2019/nyckel-2019"
    case, made = case_of(name), solved(name)
    assert case.assumed == ("measures.csv", "self_settled.csv")
    assert not case.problem.shares["newly-arrived", 2019].official
    assert sum(new(name).values()) == 366
    assert min(new(name).values()) == 0  # never negative, and no floor
    assert decided_apart(made) == 294


@pytest.mark.parametrize("folder", LEVELS)
def test_what_each_level_means_for_every_municipality(folder: str) -> None:
    runs = [ran(name) for name in EVERY if name.startswith(f"{folder}/")]
    levels = levels_of(runs)
    assert [one.number for one in levels] == sorted(one.number for one in levels)
    assert len(levels) == len(runs)
    for one in levels:
        assert sum(one.planned.values()) == one.number
    assert any(sum(one.estimates.values()) != one.number for one in levels)


def test_models_and_decision_stand_in_one_table() -> None:
    made = compare([ran("ostergotland-2019/folkmangd"), ran("ostergotland-2019/nyckel-2019")])
    sheet = next(s for s in made.sheets if s.word == "decided")
    assert [f.name for f in sheet.fields] == ["code", "name", "decided", "folkmangd", "folkmangd -",
                                              "nyckel-2019", "nyckel-2019 -"]
    assert sheet.rows[0] == (LINKOPING, "Linköping", 213, 128, -85, 131, -82)
    assert sum(sheet.column("decided")) == 366
    assert "order" not in [s.word for s in made.sheets]  # they differ in more than the county's number


def test_a_comparison_of_levels_holds_their_table_and_says_that_estimates_do_not_add_up() -> None:
    made = compare([ran(name) for name in EVERY if name.startswith("stockholm-2016-order/nivaer/")])
    sheet = next(s for s in made.sheets if s.word == "order")
    huddinge = next(row for row in sheet.rows if row[1] == "Huddinge")
    assert huddinge[2:] == (41, 42, 84, 84, 168, 168, 347, 347)
    text = made.text().replace("\u00a0", " ")
    assert "Vid 7 355: planeringstalen blir tillsammans 7 357, 2 fler än länets antal." in text


def test_the_figures_of_levels_and_decision_are_drawn(tmp_path: Path) -> None:
    runs = [ran(name) for name in EVERY if name.startswith("stockholm-2016-order/nivaer/")]
    views = [view(one, "sv") for one in runs]
    drawn = [*draw(views[0], levels_of(runs)), *decided.draw(views[-1], facts.read(views[-1]))]
    assert [one.stem for one in drawn] == ["order_levels_EXEMPEL", "decided_EXEMPEL"]
    for one in drawn:
        assert all(path.stat().st_size > 10_000 for path in save(one, tmp_path))
    assert draw(views[0], ()) == []


def test_runs_that_differ_in_more_than_the_number_are_no_levels() -> None:
    andel, folk = ran("stockholm-2019/andelsmodellen"), ran("stockholm-2019/folkmangd")
    assert levels_of([andel, folk]) == ()
    assert levels_of([andel]) == ()
    assert levels_of([andel, andel]) == ()
