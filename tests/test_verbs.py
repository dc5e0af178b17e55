"""Every verb on a small county: what it prints, writes and ends with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from models.formulation import Because
from models.plan import Ending, GoalResult, Plan
from planner.case import load_case
from planner.cli import main
from planner.conflict_told import demands, lead_lines
from planner.plan_text import goal_lines, value_text
from planner.run import Run
from planner.scenario import read_scenario
from tests.small_case import TABLES, described, small_case

Capture = pytest.CaptureFixture[str]
NBSP = "\u00a0"


@pytest.fixture
def scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A scenario in a folder with å and a space; results go to the folder it stands in."""
    monkeypatch.chdir(tmp_path)
    return small_case(tmp_path / "län ett").relative_to(tmp_path)


def ended(scenario: Path, **changes: object) -> Run:
    """A run of the scenario that ended as told."""
    read = read_scenario(scenario)
    case = load_case(read)
    told = {"ending": Ending.PROVED, "solver": "highs", "quotas": {}, **changes}
    return Run("0" * 64, read, case, Plan(case.problem, **told))  # type: ignore[arg-type]


def test_plan_prints_the_ending_the_table_the_goals_and_the_place(scenario: Path, capsys: Capture) -> None:
    assert main(["plan", str(scenario)]) == 0
    out = capsys.readouterr().out
    assert "Efter folkmängd (plan)" in out
    assert ("Bästa möjliga plan enligt dessa regler och dessa ingångsvärden; "
            "0 av 5 ingångstabeller är antagna.") in out
    assert [line.split() for line in out.splitlines() if line.startswith("Hela länet")] == [
        ["Hela", "länet", "10", "10", "20", "20,0", "0,0"], ["Hela", "länet", "4", "5", "9", "9,0", "0,0"],
        ["Hela", "länet", "20", "10", "30", "30,0", "0,0"], ["Hela", "länet", "9", "0", "9", "9,0", "0,0"]]
    assert "Asylplatser, 2011" in out
    assert "Största avvikelse: " in out
    folder = Path(out.splitlines()[-1].removeprefix("Skrivet i "))
    assert folder.parent == Path("resultat")
    assert (folder / "plan.csv").exists()


def test_plan_in_english_where_told(scenario: Path, capsys: Capture) -> None:
    assert main([str(scenario), "--language", "en", "--out", "here"]) == 0
    out = capsys.readouterr().out
    assert "Best possible plan under these rules and these inputs; 0 of 5 input tables are assumed." in out
    assert "Municipality" in out
    assert "Asylum places, 2011" in out
    assert out.splitlines()[-1].startswith("Written in here")


@pytest.mark.parametrize("solver", ["highs", "cbc", "cp-sat"])
def test_the_solver_asked_for_solves(solver: str, scenario: Path) -> None:
    assert main(["plan", str(scenario), "--solver", solver, "--out", solver]) == 0
    record = json.loads(next(Path(solver).glob("*/run.json")).read_text(encoding="utf-8"))
    assert record["solver"] == solver


def test_what_cannot_be_met_is_told_with_whom_it_concerns(scenario: Path, capsys: Capture) -> None:
    assert main(["plan", str(scenario), "--set", "need.total={asylum=[200, 200], permit=9}"]) == 3
    out = capsys.readouterr().out
    assert "Ingen plan uppfyller alla regler med dessa ingångsvärden; det är bevisat." in out
    assert "Länet ska ha 200 platser (asylplatser, 2010)." in out
    assert "Stockholm" in out


def test_a_fault_is_told_with_file_line_and_key_and_nothing_is_written(scenario: Path,
                                                                       capsys: Capture) -> None:
    scenario.write_text('extends = "case.toml"\ntitel = "x"\n[rules.capacit]\n', encoding="utf-8")
    for verb in ("plan", "compare", "check", "shares"):
        assert main([verb, str(scenario)]) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert f"{scenario}:2: titel: " in told.err
        assert f"{scenario}:3: rules.capacit: " in told.err
        assert "menade du ”capacity”?" in told.err
        assert told.err.splitlines()[-1] == "2 fel att rätta; inget har skrivits."
    assert not Path("resultat").exists()


def test_a_code_without_its_zero_is_told_with_table_and_row(scenario: Path, capsys: Capture) -> None:
    table = scenario.parent / "capacity.csv"
    table.write_text("code,capacity\n114,10\n0180,90\n0192,5\n", encoding="utf-8")
    assert main(["plan", str(scenario)]) == 2
    assert f"{table}:2: " in capsys.readouterr().err


def test_a_file_that_does_not_exist_is_a_fault_of_the_user(scenario: Path, capsys: Capture) -> None:
    assert main(["plan", "saknas.toml"]) == 2
    assert capsys.readouterr().err.startswith("saknas.toml: ")


def test_lists_under_expand_make_several_plans(scenario: Path, capsys: Capture) -> None:
    expanded = scenario.read_text(encoding="utf-8") + '\n[expand]\nneed.total.permit = [9, 10]\n'
    scenario.write_text(expanded, encoding="utf-8")
    assert main(["plan", str(scenario)]) == 0
    assert capsys.readouterr().out.count("Bästa möjliga plan") == 2


def test_check_passes_without_writing(scenario: Path, capsys: Capture) -> None:
    assert main(["check", str(scenario)]) == 0
    assert capsys.readouterr().out == f"{scenario}: utan anmärkning.\n"
    assert not Path("resultat").exists()


def test_compare_sets_scenarios_beside_each_other(scenario: Path, capsys: Capture) -> None:
    other = scenario.with_name("annan.toml")
    other.write_text('extends = "plan.toml"\ntitle = "Annan"\n[need]\ntotal = {asylum = 30, permit = 9}\n',
                     encoding="utf-8")
    assert main(["compare", str(scenario.parent)]) == 0
    told = capsys.readouterr()
    assert told.err.splitlines() == ["Räknar 1 av 2: plan", "Räknar 2 av 2: annan"]
    assert "annan: Bästa möjliga plan" in told.out
    assert "Efter folkmängd" in told.out  # a baseline, always shown
    assert len(list(Path("resultat").glob("*/plan.csv"))) == 2
    assert len(list(Path("resultat").glob("*/jamforelse_offentlig*.xlsx"))) == 1


def test_batch_lists_every_run_and_skips_what_is_there(scenario: Path, capsys: Capture) -> None:
    broken = scenario.with_name("trasig.toml")
    broken.write_text('extends = "case.toml"\ntitel = "x"\n', encoding="utf-8")
    assert main(["batch", str(scenario.parent), "--workers", "1"]) == 2
    first = capsys.readouterr()
    assert f"{broken}:2: titel: " in first.err
    assert "fel i scenario eller tabeller" in first.out
    assert Path("resultat/batch.csv").exists()
    assert main(["batch", str(scenario), "--workers", "1"]) == 0
    assert "bevisad (fanns redan)" in capsys.readouterr().out


def test_shares_prints_each_share_table(scenario: Path, capsys: Capture) -> None:
    assert main(["shares", str(scenario)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert ("Andelar för asylplatser 2010, asylplatser 2011, PUT-platser 2010 och "
            "PUT-platser 2011") in lines
    assert lines[1].startswith("Regler: frivilliga överenskommelser")
    assert "Modell: andel efter folkmängd (i scenariofilen: by-population)" in lines
    assert f"0180  Stockholm       829{NBSP}417              92,79" in lines
    assert lines[-1] == f"      Hela länet      893{NBSP}839             100,00"


def test_shares_of_the_nation_and_their_window(scenario: Path, capsys: Capture) -> None:
    folder = scenario.parent
    (folder / "beslut.csv").write_text("code,weight\n0114,945\n0180,12055\n0192,500\n", encoding="utf-8")
    with (folder / "sources.toml").open("a", encoding="utf-8") as sources:
        sources.write('["beslut.csv"]\npublisher = "x"\ndate = 2010-01-01\nstatus = "official"\n')
    scenario.write_text('extends = "case.toml"\nyears = [2010]\n[need]\ntotal = {asylum = 20, permit = 9}\n'
                        '[shares]\nmodel = "decided"\ntable = "beslut.csv"\nwhole = "nation"\n'
                        'valid_from = 2010-01-01\nvalid_to = 2010-12-31\n', encoding="utf-8")
    assert main(["shares", str(scenario)]) == 0
    out = capsys.readouterr().out
    assert "Gäller från 2010-01-01 till 2010-12-31" in out
    assert "länets andelar är tillsammans 135,00 ‰" in out
    assert ["0114", "Upplands", "Väsby", "945", "7,00", "9,45"] in [line.split() for line in out.splitlines()]


def test_schema_is_json(capsys: Capture) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out)["type"] == "object"


def test_list_names_every_piece_with_its_keys(capsys: Capture) -> None:
    assert main(["list"]) == 0
    out = capsys.readouterr().out
    assert "commuting: var och en når en skolplats inom restiden" in out
    assert "limit (måste anges), places (new)" in out
    assert out.splitlines()[-1] == "  cbc, cp-sat, highs, paired"


def test_many_demands_alike_are_one_sentence(scenario: Path) -> None:
    rooms = {"0114": 10, "0180": 90, "0192": 5}
    conflict = (Because("need", "", "asylum", 2010, 2000), Because("pace", "0114", "", 2010, 2),
                *(Because("most", code, "asylum", 2010, room) for code, room in rooms.items()),
                *(Because("commuting", code, "", 2011, 45) for code in rooms),
                Because("capacity", "norr", "", None, 7))
    run = ended(scenario, ending=Ending.INFEASIBLE, conflict=conflict)
    assert list(demands(run.plan, run.case.kinds, "sv")) == [
        f"Länet ska ha 2{NBSP}000 platser (asylplatser, 2010).",
        "Upplands Väsby hinner med högst 2 nya platser på ett år (2010).",
        "Kommunerna kan tillsammans ha högst 105 platser (asylplatser, 2010): "
        "Upplands Väsby 10, Stockholm 90 och Nynäshamn 5.",
        "De som bor i Upplands Väsby, Stockholm och Nynäshamn ska nå en skolplats inom 45 minuter (2011).",
        "Norr rymmer högst 7 platser."]
    assert list(lead_lines(run.plan, run.case.kinds, "sv")) == []  # the run's own need is less


def test_a_conflict_leads_with_what_its_sums_show(scenario: Path) -> None:
    rooms = {"0114": 3, "0180": 4, "0192": 5}
    rows = tuple(Because("capacity", code, "", 2010, room) for code, room in rooms.items())
    run = ended(scenario, ending=Ending.INFEASIBLE, conflict=rows)
    asked = sum(run.plan.problem.need.total[kind, 2010] for kind in run.plan.problem.need.kinds)
    assert list(lead_lines(run.plan, run.case.kinds, "sv")) == [
        f"Kommunerna rymmer tillsammans 12 platser, men länet ska ha {asked} (2010)."]
    assert list(demands(run.plan, run.case.kinds, "sv")) == [
        "Kommunerna rymmer tillsammans högst 12 platser (2010): "
        "Upplands Väsby 3, Stockholm 4 och Nynäshamn 5."]
    some = ended(scenario, ending=Ending.INFEASIBLE, conflict=rows[:2])  # the third has no limit here
    assert list(lead_lines(some.plan, run.case.kinds, "sv")) == []


def test_a_conflict_over_school_places_tells_both_sums() -> None:
    path = Path(__file__).parents[1] / "scenarios/stockholm-2010/gemensamma-hem.toml"
    read = read_scenario(path, ("need.total=600",))
    case = load_case(read)
    schools = case.problem.rule("commuting").school_places(case.problem, 2010)  # type: ignore[union-attr]
    rows = (*(Because("commuting", code, "", 2010, 45) for code in case.problem.county.codes),
            *(Because("school-places", code, "", 2010, n) for code, n in schools.items() if n))
    plan = Plan(case.problem, Ending.INFEASIBLE, "highs", {}, conflict=rows)
    assert list(lead_lines(plan, case.kinds, "sv")) == [
        "460 nya platser ska nå en skolplats, men skolplatserna räcker till 262 (2010)."]
    assert list(demands(plan, case.kinds, "sv")) == [
        "De som bor i alla 26 kommuner ska nå en skolplats inom 45 minuter (2010).",
        "Skolplatserna i 23 kommuner är tillsammans 262 (2010)."]
    fewer = Plan(case.problem, Ending.INFEASIBLE, "highs", {}, conflict=rows[:-1])
    assert list(lead_lines(fewer, case.kinds, "sv")) == []  # not all the school places there are


def test_a_goal_is_shown_with_its_unit_and_what_is_proved(scenario: Path) -> None:
    goals = (GoalResult("worst-gap", 3, 3, True), GoalResult("travel", 1200, 1100, False),
             GoalResult("new-homes", 2, None, False))
    assert list(goal_lines(ended(scenario, goals=goals).plan, "sv")) == [
        "Mål, i ordning:",
        "  Största avvikelse: 3 platser (bevisat bästa enligt reglerna och ingångsvärdena)",
        f"  Restid till skolan, summa: 1{NBSP}200 minuter "
        f"(inte bevisat; bättre än 1{NBSP}100 minuter går inte)",
        "  Nya hem: 2 hem (inte bevisat)"]


@pytest.mark.parametrize(("value", "unit", "text"), [
    (3, "places", "3 platser"), ((3, 2, 1, 0, 0, 0), "places", "3,0; 2,0; 1,0; 0,0; 0,0; … platser"),
    (1, "relative", "100,0 procent av kvoten"),
])
def test_values_of_goals(value: object, unit: str, text: str) -> None:
    assert value_text(value, unit, "sv") == text  # type: ignore[arg-type]


def test_a_run_says_who_stops_at_the_school_places(tmp_path: Path) -> None:
    from planner.run import run
    from planner.schools_told import school_lines
    files = {"minutes.csv": "from,to,minutes\n0114,0114,10\n0180,0180,10\n0192,0192,10\n",
             "schools.csv": "code,school_places\n0114,90\n0180,0\n0192,90\n"}
    files["sources.toml"] = described([*TABLES, *files])
    rules = 'extends = "case.toml"\n\n[rules.commuting]\nlimit = 45\n'
    made = run(read_scenario(small_case(tmp_path, files, rules)))
    lines = list(school_lines(made, "sv"))
    assert lines[-1] == ("2011: inga skolplatser är kvar inom restiden för Stockholm; "
                         "fler platser går inte där.")
