"""Scenarios beside each other: what differs, who gets what, the better value of each measure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from models.errors import InputFault
from planner import compare, read_scenario, run
from planner.compare import Comparison, write_comparison
from planner.differences import settings
from planner.run import Run
from tests.small_case import TABLES, described, small_case

KIND = ['kinds=["asylum"]', "years=[2010]"]


def made(folder: Path, *sets: str, name: str = "plan", files: dict[str, str] | None = None) -> Run:
    path = small_case(folder, files)
    named = path.rename(path.with_name(f"{name}.toml"))
    return run(read_scenario(named, [*KIND, *(sets or ["need.total=20"])]))


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Run]:
    folder = tmp_path_factory.mktemp("runs")
    capacity = TABLES["capacity.csv"].replace("0180,90", "0180,14")
    return (made(folder / "a", name="vid"), made(folder / "b", "need.total=20", "rules.floor.places=1",
                                                 name="trång", files={"capacity.csv": capacity}))


@pytest.fixture(scope="module")
def comparison(runs: Sequence[Run]) -> Comparison:
    return compare(runs)


def test_the_inputs_that_differ_are_told(comparison: Comparison) -> None:
    told = {row[0]: row[1:] for row in comparison.inputs.rows}
    assert told["Regel: minst så många nya platser"] == ("–", "platser: 1")
    assert told["Tabell: Kapacitet"] == ("3 rader, officiellt", "3 rader, 1 skiljer: 0180")
    assert len(told) == 2


def test_rules_goals_and_tables_are_told_in_words(runs: Sequence[Run], tmp_path: Path) -> None:
    other = made(tmp_path, "need.total=20", 'goals=["total-gap"]', 'rules.floor.table="floor.csv"', name="x",
                 files={"floor.csv": "code,places\n0114,1\n",
                        "sources.toml": described([*TABLES, "floor.csv"])})
    told = {row[0]: row[1:] for row in compare([runs[0], other]).inputs.rows}
    assert told["Regel: minst så många nya platser"] == ("–", "Golv")
    assert told["Mål, i ordning"][1] == "Summan av avvikelserna"
    assert not any("=" in value or "rules." in key or ".csv" in value
                   for key, values in told.items() for value in (key, *values))


def test_equal_questions_differ_in_nothing(runs: Sequence[Run]) -> None:
    same = compare([runs[0], runs[0]])
    assert same.inputs.rows == ()
    assert "Ingångsvärdena är desamma." in same.text()


def test_a_rule_that_both_have_is_told_key_by_key() -> None:
    told = settings({"title": "x", "solver": "cbc", "rules": {"pace": {"places": 3, "table": ""}},
                     "goals": [{"goal": "travel", "margin": "10"}], "years": [2010, 2011]})
    assert told == {"rules.pace": "places = 3", "rules.pace.places": "3", "rules.pace.table": "–",
                    "goals": "travel", "goals.travel": "margin = 10", "goals.travel.margin": "10",
                    "years": "2010, 2011"}


def test_everyones_places_stand_beside_the_baselines(comparison: Comparison) -> None:
    assert [f.title for f in comparison.new.fields] == [
        "Kommunkod", "Kommun", "Platser idag", "vid", "trång", "Efter folkmängd", "Lika ökning", "Som idag"]
    assert comparison.new.rows[0][:3] == ("0180", "Stockholm", 8)
    for name in ("vid", "trång"):
        assert sum(comparison.new.column(name)) == 10
        assert sum(comparison.after.column(name)) == 20
    assert comparison.new.column("trång")[0] == 6
    assert comparison.new.column("Lika ökning") == [4, 3, 3]


def test_the_better_value_is_marked_and_nobody_wins(comparison: Comparison) -> None:
    best = dict(zip(comparison.measures.column("measure"), comparison.measures.column("better"), strict=True))
    assert best["Största avvikelse före gränser"] == "vid"
    assert best["Nya platser i länet"] == ""
    assert len(comparison.measures.marked) == sum(len(names.split(", ")) for names in best.values() if names)
    titles = [f.title for f in comparison.measures.fields]
    assert {titles[j] for _, j in comparison.measures.marked} <= {"vid", "trång"}


def test_plans_of_different_size_are_not_judged_by_what_grows(tmp_path: Path) -> None:
    pair = compare([made(tmp_path / "a"), made(tmp_path / "b", "need.total=26", name="större")])
    best = dict(zip(pair.measures.column("measure"), pair.measures.column("better"), strict=True))
    assert best["Flest platser per 10 000 invånare i någon kommun"] == ""
    assert any("mått som växer" in note for note in pair.notes)
    assert "Lika ökning (plan)" in [f.title for f in pair.new.fields]


def test_different_years_are_measured_in_their_last(tmp_path: Path) -> None:
    longer = made(tmp_path / "b", "years=[2010,2011]", "need.total=[15,20]", name="stegvis")
    pair = compare([made(tmp_path / "a"), longer])
    values = {row[0]: row[2:4] for row in pair.measures.rows}
    assert values["Största avvikelse före gränser"][0] == values["Största avvikelse före gränser"][1]
    assert values["Platser som ligger annorlunda än i första scenariot"] == (None, 0)
    assert any("sista år" in note for note in pair.notes)


def test_places_that_move_are_counted_once_where_the_totals_are_alike(runs: Sequence[Run]) -> None:
    sheet = compare(runs).measures
    row = next(r for r in sheet.rows if "första" in r[0])
    one, other = (run.plan.places for run in runs)
    assert (row[0], row[3]) == ("Platser som flyttas mot första scenariot",
                                sum(max(0, other[cell] - one[cell]) for cell in one))
    assert row[3] > 0


def test_places_that_lie_otherwise_are_what_some_have_more_of(tmp_path: Path) -> None:
    small, large = made(tmp_path / "a", "need.total=15"), made(tmp_path / "b", "need.total=20", name="fler")
    values = {row[0]: row[2:4] for row in compare([small, large]).measures.rows}
    more = [large.plan.places[cell] - small.plan.places[cell] for cell in small.plan.places]
    assert values["Platser som ligger annorlunda än i första scenariot"] == (
        None, sum(max(0, n) for n in more))


def test_a_run_without_a_plan_has_empty_columns(runs: Sequence[Run], tmp_path: Path) -> None:
    none = made(tmp_path, "need.total=20", "rules.floor.places=9", name="omöjlig")
    pair = compare([runs[0], none])
    assert pair.new.column("omöjlig") == [None, None, None]
    assert any(note.startswith("omöjlig: Ingen plan uppfyller alla regler") for note in pair.notes)
    assert "omöjlig" in pair.text()


def test_other_counties_are_refused(runs: Sequence[Run], tmp_path: Path) -> None:
    two = {name: "\n".join(line for line in text.splitlines() if not line.startswith("0192")) + "\n"
           for name, text in TABLES.items()}
    with pytest.raises(InputFault) as refused:
        compare([runs[0], made(tmp_path, files=two)])
    assert refused.value.faults[0].key == "compare-counties"
    with pytest.raises(ValueError, match="nothing"):
        compare([])


def test_it_is_written_as_csv_workbook_and_figure(comparison: Comparison, tmp_path: Path) -> None:
    folder = write_comparison(comparison, tmp_path)
    assert folder.name == f"jamforelse-{comparison.id[:12]}"
    raw = (folder / "new_places.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfKommunkod;Kommun;")
    names = {p.name for p in folder.iterdir()}
    assert {"inputs.csv", "new_places.csv", "places_after.csv", "measures.csv",
            "jamforelse_offentlig.xlsx"} <= names
    assert any(name.endswith(".png") for name in names)
    book = CalamineWorkbook.from_path(folder / "jamforelse_offentlig.xlsx")
    assert book.sheet_names == ["Jämförelse", "Andelar", "Ingångsvärden", "Nya platser", "Platser efter",
                                "Mått", "Antaganden", "Källor", "Om"]
    assert book.get_sheet_by_name("Nya platser").to_python()[-1][1:5] == ["Summa", 10, 10, 10]


def test_it_speaks_english(runs: Sequence[Run]) -> None:
    text = compare(runs, "en").text()
    assert "Worst gap before limits" in text
    assert "By population" in text
