"""The folder of a run: what is in it, whole or absent, the same bytes every time."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

import planner
from models.formulation import Because
from models.plan import Ending
from planner import read_scenario, run
from planner.atomic import clear_parts, write_folder
from planner.record import folder_name, read_record, write_run
from planner.results import plan_sheet, view
from planner.run import Run
from planner.sentences import owner, stop_text
from planner.source_line import source_line
from planner.tabular import enough_digits, fixed
from tests.small_case import SCENARIO, TABLES, described, small_case

IMPOSSIBLE = SCENARIO + "\n[rules.floor]\nplaces = 9\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(read_scenario(small_case(tmp_path_factory.mktemp("case"))))


@pytest.fixture(scope="module")
def folder(made: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_run(made, tmp_path_factory.mktemp("out"))


def plan_rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "plan.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_folder_holds_every_file(folder: Path, made: Run) -> None:
    names = {p.name for p in folder.iterdir()}
    assert {"plan.csv", "shares.csv", "flows.csv", "measures.csv", "run.json", "model.lp"} <= names
    assert any(name.startswith("plan_offentlig") and name.endswith(".xlsx") for name in names)
    assert any(name.endswith(".png") for name in names)
    assert folder.name == f"plan-{made.id[:12]}"


def test_plan_csv_is_plain(folder: Path) -> None:
    raw = (folder / "plan.csv").read_bytes()
    assert raw.startswith(b"code,name,kind,year,before,new,after,quota,gap,new_since_start,basis,")
    assert b"\r" not in raw


def test_the_plan_adds_up(folder: Path) -> None:
    rows = plan_rows(folder)
    totals = {("asylum", "2010"): 20, ("asylum", "2011"): 30, ("permit", "2010"): 9, ("permit", "2011"): 9}
    for (kind, year), total in totals.items():
        assert sum(int(r["after"]) for r in rows if (r["kind"], r["year"]) == (kind, year)) == total
    assert all(int(r["before"]) + int(r["new"]) == int(r["after"]) for r in rows)
    assert all(abs(float(r["after"]) - float(r["quota"]) - float(r["gap"])) < 2e-4 for r in rows)
    assert rows[0]["code"] == "0180"


def test_a_share_can_be_read_back_exactly(folder: Path) -> None:
    people = {"0114": 38641, "0180": 829417, "0192": 25781}
    for row in plan_rows(folder):
        assert round(Fraction(row["share"]) * sum(people.values())) == people[row["code"]]
    assert enough_digits(893839) == 6


def test_rows_say_what_they_rest_on(folder: Path) -> None:
    assert plan_rows(folder)[0]["rests_on"] == "official (capacity.csv, places.csv, population.csv)"


def test_a_single_assumed_row_is_told_of_its_municipality_alone(tmp_path: Path) -> None:
    places = "code,kind,places,status\n0114,asylum,2,assumed\n0180,asylum,8,\n0192,asylum,0,\n"
    made = run(read_scenario(small_case(tmp_path, {"places.csv": places})))
    sheet = plan_sheet(made, "sv")
    rests = {(code, kind): text for code, kind, text in
             zip(*(sheet.column(name) for name in ("code", "kind", "rests_on")), strict=True)}
    assert rests["0114", "asylum"] == "assumed (places.csv); official (capacity.csv, population.csv)"
    assert [at for at, text in rests.items() if "assumed" in text] == [("0114", "asylum")]


def test_sentences_tell_share_places_and_what_stops(made: Run) -> None:
    sheet = plan_sheet(made, "sv")
    told = dict(zip(zip(*(sheet.column(n) for n in ("code", "kind", "year")), strict=True),
                    sheet.column("sentence"), strict=True))
    assert told["0192", "asylum", 2011].startswith(
        "Nynäshamn, asylplatser 2011: 2,9 % av länets invånare ger 0,9 av 30")
    assert all("; har " in sentence for sentence in told.values())
    english = plan_sheet(made, "en").column("sentence")
    assert all("; has " in sentence for sentence in english)


def test_a_capacity_that_stops_is_told(tmp_path: Path) -> None:
    capacity = "code,capacity\n0114,30\n0180,20\n0192,30\n"
    made = run(read_scenario(small_case(tmp_path, {"capacity.csv": capacity})))
    sentences = plan_sheet(made, "sv").column("sentence")
    assert any("stannar vid kapaciteten 20 för alla platsslag tillsammans" in s for s in sentences)


def test_an_unknown_rule_is_still_told(made: Run) -> None:
    cell = made.plan.problem.cells[0]
    told = stop_text(Because("another", cell[0]), cell, made.plan, {}, "sv")
    assert told == "stannar vid regeln another"


@pytest.mark.parametrize(("name", "sv", "en"), [("Täby", "Täbys", "Täby\u2019s"),
                                                ("Borås", "Borås", "Borås\u2019s")])
def test_names_as_owners(name: str, sv: str, en: str) -> None:
    assert (owner(name, "sv"), owner(name, "en")) == (sv, en)


def test_run_json_says_how_it_ended_and_on_what_it_rests(folder: Path, made: Run) -> None:
    record = read_record(folder)
    assert record is not None
    assert (record["status"], record["proved_by"], record["run"]) == ("proved", "solver", made.id)
    assert record["goals"][0]["goal"] == "worst-gap"
    assert set(record["goals"][0]["value"]) == {"exact", "number"}
    assert record["statement"] == ("Bästa möjliga plan enligt dessa regler och dessa ingångsvärden; "
                                   "0 av 5 ingångstabeller är antagna.")
    assert {t["table"] for t in record["inputs"]["tables"]} == set(TABLES)
    assert all(len(t["sha256"]) == 64 and t["publisher"] == "SCB" for t in record["inputs"]["tables"])
    assert not any(word in json.dumps(record) for word in ("clock", "elapsed", str(folder.parent)))


def test_a_second_run_gives_the_same_bytes(folder: Path, made: Run, tmp_path: Path) -> None:
    again = run(read_scenario(made.scenario.path))
    other = write_run(again, tmp_path)
    assert again.id == made.id
    assert contents(other) == contents(folder)


def test_neither_row_order_nor_folder_changes_the_plan(folder: Path, made: Run, tmp_path: Path) -> None:
    turned = {name: "\n".join([text.splitlines()[0], *text.splitlines()[:0:-1]]) + "\n"
              for name, text in TABLES.items() if name != "kinds.csv"}
    again = run(read_scenario(small_case(tmp_path / "län å ä ö", turned)))
    assert again.id == made.id
    assert contents(write_run(again, tmp_path))["plan.csv"] == contents(folder)["plan.csv"]


@pytest.mark.parametrize("sets", [["need.total.permit=10"], ["years=[2010,2012]"]])
def test_another_question_has_another_id(made: Run, sets: list[str]) -> None:
    assert run(read_scenario(made.scenario.path, sets)).id != made.id


@pytest.mark.parametrize("sets", [["solver=cbc"], ["seconds=50"]])
def test_how_it_is_solved_is_no_part_of_the_id(made: Run, sets: list[str]) -> None:
    again = run(read_scenario(made.scenario.path, sets))
    assert again.id == made.id
    assert again.plan.places == made.plan.places


def test_a_folder_is_whole_or_absent(tmp_path: Path) -> None:
    def torn(folder: Path) -> None:
        (folder / "a.txt").write_text("a", encoding="utf-8")
        raise OSError("disk full")
    with pytest.raises(OSError, match="disk full"):
        write_folder(tmp_path / "run", torn)
    assert list(tmp_path.iterdir()) == []


def test_an_older_folder_is_replaced_and_an_equal_one_kept(tmp_path: Path) -> None:
    def with_text(text: str) -> None:
        def fill(folder: Path) -> None:
            (folder / "a.txt").write_text(text, encoding="utf-8")
        write_folder(tmp_path / "run", fill)
    with_text("old")
    before = (tmp_path / "run" / "a.txt").stat().st_ino
    with_text("old")
    assert (tmp_path / "run" / "a.txt").stat().st_ino == before
    with_text("new")
    assert (tmp_path / "run" / "a.txt").read_text(encoding="utf-8") == "new"
    assert [p.name for p in tmp_path.iterdir()] == ["run"]


def test_what_a_killed_run_left_is_cleared(tmp_path: Path) -> None:
    (tmp_path / ".run.17.part").mkdir()
    (tmp_path / ".batch.csv.17.part").write_text("", encoding="utf-8")
    (tmp_path / "run").mkdir()
    clear_parts(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["run"]


def test_an_impossible_question_leaves_a_record_without_a_plan(tmp_path: Path) -> None:
    made = run(read_scenario(small_case(tmp_path, scenario=IMPOSSIBLE)))
    assert made.plan.ending is Ending.INFEASIBLE
    folder = write_run(made, tmp_path / "out")
    record = read_record(folder)
    assert record is not None
    assert record["status"] == "infeasible"
    assert record["conflict"]
    assert all(demand["text"] for demand in record["conflict"])
    assert not (folder / "plan.csv").exists()


def test_rules_that_clash_leave_their_model(tmp_path: Path) -> None:
    """Each kind's total has room for its floor; both kinds together are asked for more than there is."""
    floor = "code,kind,year,places\n0180,permit,2010,4\n0180,,2011,30\n"
    scenario = SCENARIO + '\n[rules.floor]\ntable = "floor.csv"\n'
    sources = described([*TABLES, "floor.csv"])
    made = run(read_scenario(small_case(tmp_path, {"floor.csv": floor, "sources.toml": sources}, scenario)))
    assert made.plan.ending is Ending.INFEASIBLE
    names = {p.name for p in write_run(made, tmp_path / "out").iterdir()}
    assert names == {"run.json", "model.lp", "case.xlsx", "scenario.toml", "sources.toml", "vag-ut.toml",
                     "vag-ut-floor.csv"}


def test_a_folder_name_keeps_to_what_every_system_takes() -> None:
    assert folder_name("permit-12/5: å", "0123456789abcdef") == "permit-12_5_ å-0123456789ab"


def test_assumed_figures_make_an_example(tmp_path: Path) -> None:
    sources = described([n for n in TABLES if n != "places.csv"]) + described(["places.csv"], "assumed")
    made = run(read_scenario(small_case(tmp_path, {"sources.toml": sources})))
    assert view(made).example
    assert source_line(made.case, "sv") == "SCB (2010-01-01). Antaget: platser i dag. " \
        "Regler: frivilliga överenskommelser, giltiga till 2013-12-31"
    names = {p.name for p in write_run(made, tmp_path / "out").iterdir()}
    assert {"plan.csv", "run.json"} <= names
    assert all("_EXEMPEL" in name for name in names if name.endswith((".png", ".svg", ".pdf")))


def test_the_package_offers_four_names() -> None:
    assert sorted(planner.__all__) == ["compare", "read_scenario", "read_scenarios", "run"]
    assert callable(planner.run)
    assert callable(planner.compare)
    with pytest.raises(AttributeError):
        planner.nothing  # noqa: B018


@pytest.mark.parametrize(("value", "digits", "text"), [
    (Fraction(1, 8), 2, "0.12"), (Fraction(3, 8), 2, "0.38"), (Fraction(-1, 8), 2, "-0.12"),
    (Fraction(-1, 1000), 2, "0.00"), (7, 0, "7"), (Fraction(-5, 2), 4, "-2.5000")])
def test_numbers_round_half_to_even(value: Fraction | int, digits: int, text: str) -> None:
    assert fixed(value, digits) == text


@pytest.fixture(autouse=True)
def _no_stray_files(tmp_path: Path) -> Iterator[None]:
    yield
    assert not list(tmp_path.rglob("*.part"))
