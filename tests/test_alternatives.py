"""Forced or chosen, as it is computed and told: ranges, the order, the margin, other plans, the folder."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from models.alternatives import alternatives, turned
from models.errors import InputFault
from models.plan import Ending
from models.solve import plan
from planner import read_scenario, run
from planner.alternatives_record import kept, write_alternatives
from planner.alternatives_run import Sought, alternatives_of
from planner.alternatives_text import told_lines
from planner.cli import main
from planner.figures import alternatives as figure
from planner.record import write_run
from planner.results import view
from tests.small_case import TABLES, described, small_case

CODES = ("0114", "0180", "0192")
ALIKE = {"population.csv": "code,year,inhabitants\n" + "".join(f"{code},2009,1000\n" for code in CODES),
         "places.csv": "code,kind,places\n" + "".join(f"{code},asylum,1\n" for code in CODES)}
ASKED = ('years=[2010]', 'kinds=["asylum"]', "need.total=7")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Three municipalities alike and one place too many to share evenly."""
    return small_case(tmp_path / "fall", ALIKE)


def sought(path: Path, *more: str, **asked: int) -> Sought:
    one, = alternatives_of(path, [*ASKED, *more], **asked)
    return one


def text(one: Sought, language: str = "sv") -> str:
    return "\n".join(told_lines(one, language))


def test_municipalities_alike_are_tied_and_the_order_decides(path: Path) -> None:
    one = sought(path)
    found = one.found
    assert found is not None
    assert found.complete
    assert {c[0]: (r.least, r.most) for c, r in found.best.items()} == dict.fromkeys(CODES, (2, 3))
    assert found.tied == CODES
    assert found.reversed is not None
    assert [found.plan.places[c] for c in found.plan.problem.cells] == [3, 2, 2]
    assert {c[0]: n for c, n in found.reversed.places.items()} == {"0114": 2, "0180": 2, "0192": 3}
    told = text(one)
    assert "0 av 3 kommuner får samma antal platser i varje bästa plan." in told
    assert ("Målen skiljer inte Upplands Väsby, Stockholm och Nynäshamn åt. Där avgör ordningen "
            "(större folkmängd först, sedan kommunkod): den som står först får flest.") in told
    assert ("Stod de i omvänd ordning hade planen gett Upplands Väsby 2 i stället för 3 och Nynäshamn 3 "
            "i stället för 2.") in told


def test_the_opposite_order_is_what_planning_with_it_gives(path: Path) -> None:
    found = sought(path).found
    assert found is not None
    assert found.reversed is not None
    again = plan(turned(found.plan.problem, found.tied))
    assert again.places == found.reversed.places
    assert again.problem.county.codes == CODES[::-1]
    assert turned(found.plan.problem, ("0114", "0192")).county.codes == ("0192", "0180", "0114")


def test_a_plan_that_had_to_be_so_says_it(path: Path) -> None:
    one = sought(path, "need.total=6", margin=0)
    assert one.found is not None
    assert one.found.reversed is None
    assert not one.found.others
    told = text(one)
    assert "Alla 3 kommuner får samma antal platser i varje bästa plan." in told
    assert "Någon annan plan inom marginalen finns inte." in told
    assert "All 3 municipalities get the same number of places in every best plan." in text(one, "en")


def test_other_plans_are_told_with_how_far_they_are_and_what_goals_come_to(path: Path) -> None:
    one = sought(path, plans=2)
    found = one.found
    assert found is not None
    assert len(found.others) == 2
    first, second = found.others
    assert first.moved == sum(max(0, n - found.plan.places[c]) for c, n in first.places.items())
    assert second.nearest == min(second.moved, sum(max(0, n - first.places[c])
                                                   for c, n in second.places.items()))
    told = text(one)
    assert f"Plan 2: {second.moved} platser hamnar hos en annan kommun än i planen. Minst " \
           f"{second.nearest} skiljer den" in told
    assert "Största avvikelse: 1,7 platser (planen: 0,7 platser)" in told
    assert all(first.goals[0] <= goal.value + 1 for goal in found.plan.goals[:1])


def test_what_was_not_settled_in_time_is_never_told_as_proved(path: Path) -> None:
    made = run(read_scenario(path, ASKED))
    found = alternatives(made.plan, "paired", seconds=1e-9)
    assert not found.complete
    assert not any(reach.proved or reach.forced for reach in (*found.best.values(), *found.near.values()))
    told = text(Sought(made, found, 1, 3))
    assert "Inte bevisat, tiden tog slut: Upplands Väsby, Stockholm och Nynäshamn." in told
    assert "Bevisat är att 0 av 3 kommuner får samma antal" in told
    assert "eller mer isär" in told
    assert "Tiden räckte till 0 av 3 andra planer." in told
    drawn, = figure.draw(view(made), Sought(made, found, 1, 3))
    assert drawn.build() is not None


def test_a_whole_answer_is_not_replaced_by_one_cut_short(path: Path, tmp_path: Path) -> None:
    whole = sought(path)
    folder = write_alternatives(whole, tmp_path, "sv")
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    short = replace(whole, found=alternatives(whole.run.plan, "paired", seconds=1e-9))
    assert kept(folder, short)
    assert not kept(folder, whole)
    assert write_alternatives(short, tmp_path, "sv") == folder
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == before


def test_without_a_proved_plan_nothing_is_said_to_be_forced(path: Path) -> None:
    one = sought(path, "need.total=900")
    assert one.found is None
    assert one.run.plan.ending is Ending.INFEASIBLE
    assert "Utan en bevisad plan går det inte att säga vad som är låst." in text(one)


def test_the_folder_holds_every_year_and_the_same_bytes_on_every_solver(path: Path, tmp_path: Path) -> None:
    names = None
    for solver in ("paired", "cp-sat", "highs"):
        one, = alternatives_of(path, ['kinds=["asylum"]', "need.total=[7, 11]"], solver=solver)
        folder = write_alternatives(one, tmp_path / solver, "sv")
        files = {p.name: p.read_bytes() for p in folder.iterdir()}
        names = names or files
        assert files == names
    assert sorted(names) == ["alternativ.csv", "alternativ.json", "alternativ.pdf", "alternativ.png",
                             "alternativ.svg", "alternativ.txt", "alternativ.xlsx"]
    rows = list(csv.DictReader(names["alternativ.csv"].decode().splitlines()))
    assert [(row["code"], row["year"]) for row in rows] == [(c, y) for c in CODES for y in ("2010", "2011")]
    assert all(int(r["near_least"]) <= int(r["best_least"]) <= int(r["in_plan"]) for r in rows)
    assert all(row["best_proved"] == row["near_proved"] == "yes" for row in rows)
    record = json.loads(names["alternativ.json"])
    assert (record["complete"], record["margin"], record["tied"]) == (True, 1, list(CODES))


def test_what_is_assumed_is_said_in_names_and_title(tmp_path: Path) -> None:
    assumed = described([n for n in TABLES if n != "places.csv"]) + described(["places.csv"], "assumed")
    one = sought(small_case(tmp_path / "fall", {**ALIKE, "sources.toml": assumed}))
    folder = write_alternatives(one, tmp_path / "ut", "sv")
    assert {"alternativ_EXEMPEL.png", "alternativ_EXEMPEL.svg", "alternativ_EXEMPEL.txt"} <= {
        p.name for p in folder.iterdir()}
    drawn, = figure.draw(view(one.run), one)
    assert drawn.title.startswith("EXEMPEL")


def test_a_run_s_folder_is_asked_as_its_scenario_is(path: Path, tmp_path: Path) -> None:
    folder = write_run(run(read_scenario(path, ASKED)), tmp_path / "ut")
    one, = alternatives_of(folder)
    other = sought(path).found
    assert one.found is not None
    assert other is not None
    assert (one.found.best, one.found.near, one.found.others) == (other.best, other.near, other.others)
    with pytest.raises(InputFault) as refused:
        list(alternatives_of(folder, ["need.total=9"]))
    assert [f.key for f in refused.value.faults] == ["alternatives-set"]


def test_a_run_whose_plan_is_another_is_refused(path: Path, tmp_path: Path) -> None:
    made = run(read_scenario(path, ASKED))
    back = sought(path).found
    assert back is not None
    assert back.reversed is not None
    folder = write_run(replace(made, plan=replace(made.plan, places=back.reversed.places)), tmp_path / "ut")
    with pytest.raises(InputFault) as refused:
        list(alternatives_of(folder))
    assert [f.key for f in refused.value.faults] == ["alternatives-other"]


def test_the_command_line(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sets = [word for one in ASKED for word in ("--set", one)]
    line = ["alternatives", str(path), *sets, "--out", str(tmp_path / "ut"), "--plans", "1"]
    assert main([*line, "--margin", "2", "--language", "en"]) == 0
    shown = capsys.readouterr().out
    assert "Margin 2: plans in which no goal is more than 2 worse than in the best plan" in shown
    assert "One plan within the margin" in shown
    assert main([*line, "--margin", "halv"]) == 2
    assert "inte ett heltal från 0" in capsys.readouterr().err
