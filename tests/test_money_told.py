"""Money in a run: sheets, text, figure, record; cost before fairness is said first; faults stop it."""

from __future__ import annotations

import csv
import json
import runpy
from collections.abc import Sequence
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from models.money import account
from planner import compare, read_scenario, run
from planner.case import load_case
from planner.cli import main
from planner.figures import facts, money
from planner.money_first import cost_first
from planner.money_text import money_lines
from planner.money_words import formula
from planner.plan_text import run_lines
from planner.record import write_run
from planner.results import view
from planner.run import Run
from tests.money_case import VALUES, Values, counted
from tests.small_case import SCENARIO, TABLES, described, keys, small_case
from tests.test_whereabouts_told import words_of

ROOT = Path(__file__).resolve().parent.parent
FILE = "ersattningar.csv"
SECTION = '\n[money]\nkinds = ["asylum"]\n'
ONE = ["years=[2017]", "need.total.asylum=20", "population_date=2009-12-31"]
FIRST = "Kostnaden går före rättvisan i det här scenariot"


def amounts(values: Values) -> str:
    """The table of parameters as text."""
    rows = [f"{word},{value},enhet,{first},{last}" for word, many in values.items()
            for value, first, last in many]
    return "\n".join(["parameter,value,unit,valid_from,valid_to", *rows]) + "\n"


def case(folder: Path, values: Values = VALUES, section: str = SECTION, **files: str) -> Path:
    """The small case with the section money."""
    held = {FILE: amounts(values), **files}
    sources = described(list(TABLES)) + described(list(held), "assumed")
    return small_case(folder, {**held, "sources.toml": sources}, SCENARIO + section)


def planned(path: Path, sets: Sequence[str] = ONE) -> Run:
    return run(read_scenario(path, sets))


def rows_of(folder: Path, word: str) -> list[dict[str, str]]:
    with (folder / f"{word}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_sheets_add_up_and_every_line_says_what_it_rests_on(tmp_path: Path) -> None:
    folder = write_run(planned(case(tmp_path)), tmp_path / "ut")
    lines, sums = rows_of(folder, "money"), rows_of(folder, "money_sums")
    towns, county = [r for r in sums if r["code"]], [r for r in sums if not r["code"]]
    for side, column in (("grant", "grants"), ("cost", "costs")):
        for town in towns:
            own = [r for r in lines if (r["code"], r["side"]) == (town["code"], side)]
            assert sum(int(r["kronor"]) for r in own) == int(town[column])
        assert sum(int(r[column]) for r in towns) == int(county[0][column])
    assert all(int(r["grants"]) - int(r["costs"]) == int(r["left"]) for r in sums)
    place = next(r for r in lines if (r["code"], r["line"], r["kind"]) == ("0180", "place-day", "asylum"))
    places = next(int(r["after"]) for r in rows_of(folder, "plan")
                  if (r["code"], r["kind"]) == ("0180", "asylum"))
    assert place["formula"] == f"{places} platser × 73 dygn × 1\u00a0600 kronor"
    assert (place["first_day"], place["last_day"]) == ("2017-01-01", "2017-03-14")
    assert int(place["kronor"]) == places * 73 * 1600
    assert (place["amount_from"], place["amount_to"], place["status"]) == ("", "2017-06-30", "assumed")
    taken = next(r for r in lines if r["line"] == "occupied-day")
    assert taken["others"] == "del av platserna som är belagd 0,75 enhet, 2017-01-01–öppet, antagen"
    titles = CalamineWorkbook.from_path(next(folder.glob("plan_offentlig*.xlsx"))).sheet_names
    assert {"Pengar", "Pengar per kommun", "Vad en plats kostar", "Belopp och antaganden"} <= set(titles)
    used = {r["parameter"] for r in rows_of(folder, "money_values")}
    assert used == set(VALUES) - {"days-per-child", "arrival-day", "cost-arrival-day", "forecast-child",
                                  "forecast-nation"}


def test_the_text_is_short_and_says_what_is_left_out(tmp_path: Path) -> None:
    made = planned(case(tmp_path))
    lines = list(money_lines(made, "sv"))
    assert lines[0] == "Pengar, hela kronor:"
    assert lines[1].startswith("  2017: statens bidrag ")
    assert lines[2].count(" och ") == 1
    assert "Stockholm −" in lines[2]
    assert any("platser efter uppehållstillstånd till och med den 30 juni 2017" in line for line in lines)
    assert any("länets del av riket är inte angiven" in line for line in lines)
    before, after = (next(line for line in lines if line.strip().startswith(day))
                     for day in ("2017-06-30", "2017-07-01"))
    assert before.endswith("upp till 48,7 procent belagt (380/781)")
    assert after.endswith("aldrig")
    assert len(lines) < 18
    assert "state grants" in " ".join(money_lines(made, "en"))
    assert list(money_lines(planned(small_case(tmp_path / "b")), "sv")) == []


def test_a_run_without_the_section_has_no_money(tmp_path: Path) -> None:
    bare = planned(small_case(tmp_path))
    folder = write_run(bare, tmp_path / "ut")
    assert list(folder.glob("money*")) == []
    assert view(bare).money is None


def test_the_figure_shows_both_and_is_an_example_where_an_amount_is_assumed(tmp_path: Path) -> None:
    seen = view(planned(case(tmp_path)))
    drawn, = money.draw(seen, facts.read(seen))
    assert drawn.stem == "money_EXEMPEL"
    words = [" ".join(word.split()) for word in words_of(drawn)]
    assert any("antagna värden: Statens bidrag och kostnad" in word for word in words)
    assert {"Bidrag", "Kostnad", "Kvar", "Upplands Väsby", "Stockholm", "Nynäshamn"} <= set(words)


def test_other_versions_of_the_amounts_give_a_range(tmp_path: Path) -> None:
    less = {**VALUES, "occupied": [("0.5", "", "")]}
    text = '\n[versions]\n"ersattningar.csv" = ["a.csv", "b.csv"]\n'
    path = case(tmp_path, section=SECTION + text, **{
        "a.csv": amounts(less), "b.csv": amounts({**VALUES, "cost-empty-hvb": [("0", "", "")]})})
    made = run(read_scenario(path, ONE), ranges=True)
    told = next(line for line in money_lines(made, "sv") if "Med andra antaganden" in line)
    assert " till " in told
    assert "−" in told


def test_faults_of_the_amounts_stop_the_run_and_nothing_is_written(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoiled: Values = {**VALUES, "child-day": [("1350", "2018-01-01", "")], "occupied": [("1.1", "", "")],
                       "fixed-year": []}
    path = case(tmp_path / "fall", spoiled)
    assert set(keys(path, ONE)) == {"money-value", "parameter-outside", "parameter-missing"}
    assert main(["plan", str(path), *(part for one in ONE for part in ("--set", one)),
                 "--out", str(tmp_path / "ut")]) == 2
    err = capsys.readouterr().err
    assert "child-day" in err
    assert "2018-01-01" in err
    assert "fixed-year" in err
    assert not (tmp_path / "ut").exists()


def test_a_misspelt_kind_or_file_is_told(tmp_path: Path) -> None:
    misspelt = case(tmp_path / "a", section='\n[money]\nkinds = ["asylm"]\n')
    assert keys(misspelt, ONE) == ["kind-not-planned-meant"]
    assert "unknown-key-meant" in keys(case(tmp_path / "b", section='\n[money]\nkind = "asylum"\n'), ONE)


def test_the_planning_estimate_says_share_and_rounding() -> None:
    problem = counted((2019,), unit="referrals", whole="nation", kinds=("asylum",))
    found = account(problem, dict.fromkeys(problem.cells, 0))
    line, = (line for line in found.lines if (line.code, line.word) == ("0114", "forecast-child"))
    told = "14 barn (andelen 9,45 promille av rikets prognos, avrundat) × 9\u00a0450 kronor"
    assert (formula(line, "sv"), line.kronor) == (told, 14 * 9450)
    once, = (line for line in account(problem, dict.fromkeys(problem.cells, 3)).lines
             if (line.code, line.word) == ("0115", "referral-once"))
    assert formula(once, "en") == "3 referred children × 52,000 kronor"


# cost before fairness


@pytest.mark.parametrize(("goals", "first"), [
    (["cost", "worst-gap"], True), (["worst-gap", "cost"], False), (["worst-gap", "level-gaps"], False),
    (["worst-gap", "cost", "level-gaps"], True), (["change", "cost"], True), (["participation"], False),
    (["cost", "level-fulfilment"], True), (["total-gap", "square-gap", "cost"], False)])
def test_whether_cost_goes_before_fairness(goals: list[str], first: bool) -> None:
    class Word:
        def __init__(self, word: str) -> None:
            self.word = word

    class Asked:
        def __init__(self) -> None:
            self.goals = [Word(word) for word in goals]
    assert cost_first(Asked()) is first  # type: ignore[arg-type]


def test_cost_before_fairness_is_the_first_that_is_said(tmp_path: Path) -> None:
    files = {"prices.csv": "code,price\n0114,1\n0180,3\n0192,2\n",
             "sources.toml": described([*TABLES, "prices.csv"])}
    path = small_case(tmp_path, files, 'goals = ["cost", "worst-gap"]\n' + SCENARIO)
    made = planned(path, [])
    folder = write_run(made, tmp_path / "ut")
    assert next(run_lines(made, None, "sv")) == f"{FIRST}."
    text = (folder / "run.json").read_text(encoding="utf-8")
    assert next(iter(json.loads(text).items())) == ("cost_before_fairness", f"{FIRST}.")
    book = CalamineWorkbook.from_path(next(folder.glob("plan_offentlig*.xlsx")))
    about = book.get_sheet_by_name("Om").to_python()
    assert about[0][1] == f"{FIRST}."
    fair = planned(small_case(tmp_path / "b", files, 'goals = ["worst-gap", "cost"]\n' + SCENARIO), [])
    assert FIRST not in "".join(run_lines(fair, None, "sv"))


# the county cases


def test_the_tables_are_what_their_rules_make() -> None:
    made = runpy.run_path(str(ROOT / "scenarios" / "assumed_money.py"))["tables"]()
    assert len(made) == 11
    assert {path: path.read_bytes() for path in made} == {p: body.encode() for p, body in made.items()}


@pytest.mark.parametrize(("folder", "name", "alone"), [
    ("stockholm-2010", "pengar", "folkmangd"), ("ostergotland-2012", "permit-1-pengar", "permit-1"),
    ("stockholm-2019/pengar", "pengar", "../folkmangd")])
def test_money_never_changes_the_plan(folder: str, name: str, alone: str) -> None:
    place = ROOT / "scenarios" / folder
    counted, bare = (run(read_scenario(place / f"{one}.toml")) for one in (name, alone))
    assert counted.plan.places == bare.plan.places
    assert list(money_lines(counted, "sv"))


def test_the_order_of_2019_names_its_grants_and_is_a_figure_of_children() -> None:
    made = run(read_scenario(ROOT / "scenarios" / "stockholm-2019" / "pengar" / "pengar.toml"), ranges=True)
    text = "\n".join(money_lines(made, "sv"))
    assert made.ranges is not None
    assert "Bara barn som anvisas under året räknas" in text
    assert "Med andra antaganden om belopp och beläggning" in text
    assert [one.table for one in made.ranges.tried] == [FILE, FILE]
    assert load_case(read_scenario(ROOT / "scenarios/stockholm-2019/pengar/pengar.toml")).assumed == (FILE,)
    seen = view(made)
    assert [drawn.stem for drawn in money.draw(seen, facts.read(seen))] == ["money_EXEMPEL"]


def test_a_comparison_says_which_scenario_puts_cost_first(tmp_path: Path) -> None:
    files = {"prices.csv": "code,price\n0114,1\n0180,3\n0192,2\n",
             "sources.toml": described([*TABLES, "prices.csv"])}
    paths = [small_case(tmp_path / goals[0], files, f"goals = {json.dumps(goals)}\n" + SCENARIO)
             for goals in (["cost", "worst-gap"], ["worst-gap", "cost"])]
    pair = compare([planned(path, []) for path in paths])
    assert sum(FIRST in note for note in pair.notes) == 1
