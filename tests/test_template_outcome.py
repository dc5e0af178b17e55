"""Next year's case from an outcome: December's figures, deviations carried on, keys of a year renewed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.errors import InputFault
from planner import read_scenario, run
from planner.case import load_case
from planner.check import check
from planner.cli import main
from planner.followup import lines_of
from planner.followup_read import read_followed
from planner.record import write_run
from planner.run import Run, run_id
from planner.scenario import scenario_files
from planner.template.filling import Filling
from planner.template.folder import BOOK, write_template
from planner.template.next_year import next_year
from planner.wording import subject
from tests.ledger_case import ledger_case
from tests.small_case import COUNTY, SCENARIO, TABLES, described, small_case
from tests.workbooks import sheets_of, template

SCENARIOS = Path(__file__).resolve().parent.parent / "scenarios"
NEW_CASES = [scenario_files(SCENARIOS / name)[0] for name in (
    "stockholm-2016-order", "stockholm-2016-andel", "stockholm-2019", "ostergotland-2019")]
APPROVED = ("approved_by", "approved", "valid_from", "valid_to", "outside", "sum")
PEOPLE = ("places.csv", "capacity.csv")  # tables that count places
ORDER = """\
title = "Beställning"
years = [2017]
plan_date = 2017-03-01

""" + COUNTY + """
[regime]
name = "running-share"
unit = "referrals"

[basis]
amount = "flow"
"""


def id_of(path: Path) -> str:
    scenario = read_scenario(path)
    return run_id(scenario, load_case(scenario))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Path]:
    """A run of two years: asylum 10 -> 20 -> 30, permit 4 -> 9."""
    done = run(read_scenario(small_case(tmp_path_factory.mktemp("fall"))))
    return done, write_run(done, tmp_path_factory.mktemp("resultat"))


def december(folder: Path, rows: Iterable[Iterable[Any]], column: str = "places") -> Path:
    path = folder / "december.csv"
    lines = [",".join(map(str, row)) for row in rows]
    path.write_text("\n".join([f"code,kind,year,{column}", *lines]) + "\n", encoding="utf-8")
    return path


def moved(made: tuple[Run, Path], folder: Path, rows: Iterable[Iterable[Any]], year: int | None = None,
          column: str = "places") -> tuple[Filling, Path]:
    filling = next_year(made[1], None, year, outcome=december(folder, rows, column))
    return filling, write_template(filling, folder / "mall")[1]


def of_year(made: tuple[Run, Path], year: int, apart: int = 0) -> list[tuple[str, str, int, int]]:
    return [(*cell, max(0, n + apart)) for cell, n in made[0].plan.places.items() if cell[2] == year]


def notes(filling: Filling) -> str:
    return " ".join(filling.remarks[""])


# places


def test_the_new_case_starts_from_december(made: tuple[Run, Path], tmp_path: Path) -> None:
    rows = [*of_year(made, 2010, -1), *of_year(made, 2011, -1)]
    filling, path = moved(made, tmp_path, rows)
    problem = load_case(read_scenario(path)).problem
    assert problem.need.years == (2012, 2013)
    assert dict(problem.need.today) == {(code, kind): n for code, kind, year, n in rows if year == 2011}
    assert {problem.need.total[kind, 2012] for kind in ("asylum", "permit")} == {30, 9}
    places = filling.page("places")
    assert places is not None
    assert places.source is not None
    assert (places.source.status, places.source.date) == ("municipality", "2011-12-31")
    assert "utfallet" in notes(filling)
    assert list(check([path])) == []
    assert run(read_scenario(path)).plan.ending.value == "proved"


def test_the_last_year_reported_is_the_one_done(made: tuple[Run, Path], tmp_path: Path) -> None:
    problem = load_case(read_scenario(moved(made, tmp_path, of_year(made, 2010, 1))[1])).problem
    assert problem.need.years == (2011, 2012)
    assert sum(n for (_, kind), n in problem.need.today.items() if kind == "asylum") == 23


def test_who_has_not_reported_stands_with_the_plan_s_places_and_is_told(made: tuple[Run, Path],
                                                                        tmp_path: Path) -> None:
    rows = [row for row in of_year(made, 2011, -1) if row[0] != "0192"]
    filling, path = moved(made, tmp_path, rows)
    header, *table = sheets_of(path.with_name(BOOK))["Platser i dag"]
    at = header.index("Säkerhet") if "Säkerhet" in header else len(header) - 2
    status = {(row[0], row[at]) for row in table}
    assert ("0192", subject("status_word")["assumed"]["sv"]) in status
    assert ("0180", subject("status_word")["municipality"]["sv"]) in status
    problem = load_case(read_scenario(path)).problem
    assert problem.need.today["0192", "asylum"] == made[0].plan.places["0192", "asylum", 2011]
    assert "Utfallet för 2011 är inte komplett" in notes(filling)
    assert "Nynäshamn" in notes(filling)


def test_an_outcome_of_all_kinds_cannot_be_parted(made: tuple[Run, Path], tmp_path: Path) -> None:
    filling, path = moved(made, tmp_path, [(code, "", 2011, 7) for code in ("0114", "0180", "0192")])
    problem = load_case(read_scenario(path)).problem
    assert problem.need.today["0180", "asylum"] == made[0].plan.places["0180", "asylum", 2011]
    assert "skiljer inte platsslagen åt" in notes(filling)


def test_more_places_than_planned_raise_need_and_room_and_it_is_said(made: tuple[Run, Path],
                                                                     tmp_path: Path) -> None:
    filling, path = moved(made, tmp_path, of_year(made, 2011, 8))
    case = load_case(read_scenario(path))
    assert case.problem.need.total["asylum", 2012] == 30 + 3 * 8
    room = {row["code"]: row["capacity"] for row in (filling.page("capacity") or pytest.fail("no room")).rows}
    for code, most in room.items():
        assert most >= sum(n for (c, _), n in case.problem.need.today.items() if c == code)
    assert "kapaciteten höjd" in notes(filling)
    assert "Länets antal är höjt" in notes(filling)
    assert run(read_scenario(path)).plan.ending.value == "proved"


def test_deviations_are_carried_from_case_to_case(made: tuple[Run, Path], tmp_path: Path) -> None:
    """−1 in 2010 and −1 in 2011 make −2; two years later at +1 a year they make 0."""
    rows = [*of_year(made, 2010, -1), *of_year(made, 2011, -1)]
    plan = made[0].plan
    path = moved(made, tmp_path, rows)[1]
    header, *table = sheets_of(path.with_name(BOOK))["Avvikelser"]
    assert header[:4] == ["Kommunkod", "Kommun", "Platsslag", "År"]
    expected = {(code, kind): sum(n - plan.places[c, k, y] for c, k, y, n in rows if (c, k) == (code, kind))
                for code, kind, _, _ in rows}
    assert {(row[0], row[2]): int(row[7]) for row in table} == expected
    second = run(read_scenario(path))
    folder = write_run(second, tmp_path / "resultat")
    later = december(tmp_path, [(*cell, n + 1) for cell, n in second.plan.places.items()])
    carried = {(line.code, line.kind): line.cumulative for line in lines_of(read_followed(folder, later))
               if line.year == 2013}
    assert carried == {cell: n + 2 for cell, n in expected.items()}
    third = next_year(folder, outcome=later)
    page = third.page("deviations")
    assert page is not None
    assert {(row["code"], row["kind"]): row["carried"] for row in page.rows} == carried


def test_a_year_without_a_figure_adds_nothing_and_is_noted(made: tuple[Run, Path], tmp_path: Path) -> None:
    filling, _ = moved(made, tmp_path, of_year(made, 2011, -1))
    page = filling.page("deviations")
    assert page is not None
    row = next(row for row in page.rows if (row["code"], row["kind"]) == ("0180", "asylum"))
    assert (row["deviation"], row["carried"]) == (-1, -1)
    assert row["note"] == "uppgift saknas för 2010; ingenting är inräknat för det"


def test_what_cannot_be_done_is_told(made: tuple[Run, Path], tmp_path: Path,
                                     capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputFault) as error:
        moved(made, tmp_path, of_year(made, 2010), 2011)
    assert [one.key for one in error.value.faults] == ["template-outcome-year"]
    out = tmp_path / "ut"
    path = december(tmp_path, [("0114", "asylum", 2019, 3), ("0999", "asylum", 2011, 3)])
    assert main(["template", "--from", str(made[1]), "--outcome", str(path), "--out", str(out)]) == 2
    assert main(["template", str(tmp_path), "--outcome", str(path), "--out", str(out)]) == 2
    assert "--outcome hör ihop med --from" in capsys.readouterr().err
    assert not out.exists()


# children and persons, shares, sections


@pytest.mark.parametrize("path", NEW_CASES, ids=lambda path: path.parent.name)
def test_a_filled_template_with_sections_is_the_same_run(path: Path, tmp_path: Path) -> None:
    _, scenario = template(path, tmp_path / "mall")
    assert id_of(scenario) == id_of(path)


@pytest.mark.parametrize("path", NEW_CASES, ids=lambda path: path.parent.name)
def test_an_emptied_one_holds_no_figure_and_is_told_what_it_lacks(path: Path, tmp_path: Path) -> None:
    book, scenario = template(path, tmp_path / "mall", empty=True)
    kept = ("Instruktion", "Källor", "Platsslag")
    assert {len(rows) for name, rows in sheets_of(book).items() if name not in kept} == {1}
    assert list(check([scenario]))
    text = scenario.read_text("utf-8")
    assert not set(APPROVED) & set(tomllib.loads(text).get("shares", {}))
    if read_scenario(path).settings.section("order"):
        assert "Fyll i: talet är exemplets." in text


def test_an_account_s_template_is_the_same_run(tmp_path: Path) -> None:
    case = ledger_case(tmp_path / "fall", nation=True)
    book, scenario = template(case, tmp_path / "mall")
    assert id_of(scenario) == id_of(case)
    sheets = sheets_of(book)
    assert {row[3] for row in sheets["Anvisningar"][1:]} == {"utjämnande", "anknytning"}
    assert min(row[2] for row in sheets["Anvisningar"][1:]) == "2017-01"
    assert {"Ingående saldo", "Andelarnas tider", "Rikets anvisningar", "Omfördelade andelar"} <= set(sheets)


def referrals(folder: Path, more: str, files: dict[str, str] | None = None) -> tuple[Run, Path]:
    """A run in referrals of three municipalities."""
    kinds = "kind,name_sv,name_en\nreferral,anvisningar,referrals\n"
    population = TABLES["population.csv"].replace(",2009,", ",2016,")
    named = {**{n: t for n, t in TABLES.items() if n not in PEOPLE}, **(files or {})}
    case = small_case(folder / "fall", {"kinds.csv": kinds, "population.csv": population, **(files or {}),
                                        "case.toml": "", "sources.toml": described([*named])}, ORDER + more)
    done = run(read_scenario(case))
    return done, write_run(done, folder / "resultat")


def test_children_begin_again_from_nought_with_the_order_left_out(tmp_path: Path) -> None:
    files = {"nation.csv": "year,inhabitants,places\n2017,10000000,\n"}
    made = referrals(tmp_path, '\n[order]\nnational = 100\nnation = "nation.csv"\n', files)
    number = sum(made[0].plan.places.values())
    rows = [(*cell, n + 1) for cell, n in made[0].plan.places.items()]
    filling, path = moved(made, tmp_path, rows, column="received")
    found = tomllib.loads(path.read_text("utf-8"))
    assert "order" not in found
    assert found["need"]["new"] == [number]
    assert found["plan_date"] == date(2018, 3, 1)
    assert "places" not in found["case"]
    assert "beställningen gällde de år som är gjorda" in notes(filling)
    assert "platser" not in notes(filling)
    assert list(check([path])) == []
    assert sum(run(read_scenario(path)).plan.places.values()) == number
    page = filling.page("nation")
    assert page is not None
    assert page.name == ""


def test_a_decided_table_stays_and_is_told_to_be_renewed(tmp_path: Path) -> None:
    files = {"andelar.csv": "code,weight\n0114,500\n0180,9000\n0192,500\n"}
    shares = ('\n[need]\nnew = 40\n\n[shares]\nmodel = "decided"\ntable = "andelar.csv"\nwhole = "nation"\n'
              'valid_from = 2017-03-01\nvalid_to = 2018-02-28\napproved_by = "Länsstyrelsen"\n')
    filling = next_year(referrals(tmp_path, shares, files)[1])
    path = write_template(filling, tmp_path / "mall")[1]
    found = tomllib.loads(path.read_text("utf-8"))["shares"]
    assert (found["valid_to"], found["approved_by"]) == (date(2018, 2, 28), "Länsstyrelsen")
    assert found["outside"].startswith("Nya andelar är inte beslutade")
    assert "Nya behövs för 2018-03-01–2019-02-28" in notes(filling)
    assert list(check([path])) == []


def test_a_model_is_worked_out_anew_for_the_next_share_year(tmp_path: Path) -> None:
    files = {"mottagna.csv": "code,newly_arrived,unaccompanied\n0114,1,0\n0180,5,3\n0192,0,0\n"}
    shares = ('\n[need]\nnew = 40\n\n[shares]\nmodel = "burden"\nreceived = "mottagna.csv"\ndays = ""\n'
              'newly_arrived = 1\nunaccompanied = 1\ndays_weight = 0\nto_share = 40\n'
              'valid_from = 2017-03-01\nvalid_to = 2018-02-28\napproved_by = "Länsstyrelsen"\n')
    filling = next_year(referrals(tmp_path, shares, files)[1])
    path = write_template(filling, tmp_path / "mall")[1]
    found = tomllib.loads(path.read_text("utf-8"))["shares"]
    assert (found["valid_from"], found["valid_to"]) == (date(2018, 3, 1), date(2019, 2, 28))
    assert not {"approved_by", "outside"} & set(found)
    assert "byt uppgifterna där" in notes(filling)
    assert "to_share" in notes(filling)
    assert list(check([path])) == []


def test_the_next_regime_takes_over_or_the_reason_is_told(tmp_path: Path) -> None:
    made = referrals(tmp_path, "\n[need]\nnew = 40\n")
    one = next_year(made[1])
    assert one.settings.section("regime").name == "running-share"
    second = run(read_scenario(write_template(one, tmp_path / "ett")[1]))
    folder = write_run(second, tmp_path / "resultat2")
    two = next_year(folder)
    assert two.settings.years == (2019,)
    assert two.settings.section("regime").name == "redistribution"
    assert "Regimen running-share gäller inte de nya åren; redistribution gör det." in notes(two)
    case = small_case(tmp_path / "platser", scenario=SCENARIO.replace("extends", "years = [2015]\nextends")
                      + '\n[regime]\nname = "place-numbers"\n',
                      files={"population.csv": TABLES["population.csv"].replace(",2009,", ",2014,")})
    path = write_template(next_year(write_run(run(read_scenario(case, ["need.total.asylum=20"])),
                                              tmp_path / "resultat3")), tmp_path / "tva")[1]
    assert list(check([path])) == []


def test_a_table_that_no_key_names_any_more_is_marked_as_unused(tmp_path: Path) -> None:
    files = {"golv.csv": "code,places\n0114,1\n", "sources.toml": described([*TABLES, "golv.csv"])}
    case = small_case(tmp_path / "fall", files, SCENARIO + '\n[rules.floor]\ntable = "golv.csv"\n')
    filling = next_year(write_run(run(read_scenario(case)), tmp_path / "resultat"))
    page = filling.page("floor")
    assert page is not None
    assert page.name == ""


def test_lengths_and_rates_go_on_as_assumed_where_none_are_stated(tmp_path: Path) -> None:
    case = SCENARIOS / "ostergotland-2012" / "permit-strom.toml"
    filling = next_year(write_run(run(read_scenario(case)), tmp_path / "resultat"))
    path = write_template(filling, tmp_path / "mall")[1]
    assert list(check([path])) == []
    page = filling.page("parameters")
    assert page is not None
    added = [row for row in page.rows if row["source"] == "antaget: samma värde som åren före"]
    assert [(row["parameter"], row["valid_from"], row["status"]) for row in added] == [
        ("permit-rate", date(2015, 1, 1), "assumed")]
    assert "permit-rate" in notes(filling)
