"""The verb tradeoff: what it prints, writes and draws, and the least change for a gain."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from pathlib import Path

import pytest

from models.errors import InputFault
from models.plan import Ending
from models.tradeoff import Step
from planner.cli import main
from planner.tradeoff_run import Traded, trade
from planner.tradeoff_told import changes, sentences
from tests.small_case import TABLES, described, small_case

Capture = pytest.CaptureFixture[str]
# A plan that gives Upplands Väsby far more than its share.
GIVEN = "code,kind,year,after\n" + "".join(
    f"{code},{kind},{year},{n}\n" for code, kind, places in (
        ("0114", "asylum", (9, 9)), ("0180", "asylum", (10, 20)), ("0192", "asylum", (1, 1)),
        ("0114", "permit", (0, 0)), ("0180", "permit", (9, 9)), ("0192", "permit", (0, 0)))
    for year, n in zip((2010, 2011), places, strict=True))
NEAR = ('extends = "case.toml"\ntitle = "Nära planen"\n'
        'goals = ["worst-gap", {goal = "change", plan = "gammal.csv"}]\n\n[rules.capacity]\n')


@pytest.fixture
def scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A county with a plan to stay near."""
    monkeypatch.chdir(tmp_path)
    files = {"gammal.csv": GIVEN, "sources.toml": described([*TABLES, "gammal.csv"])}
    return small_case(tmp_path / "län", files, NEAR).relative_to(tmp_path)


def told(found: Traded, language: str = "sv") -> list[str]:
    return [line.replace("\u00a0", " ") for line in sentences(found, language)]


def test_fairness_against_change_is_the_usual_pair_here(scenario: Path) -> None:
    found = trade(scenario, most=40)
    assert (found.frontier.first.word, found.frontier.second.word) == ("worst-gap", "change")
    assert found.frontier.complete
    firsts, seconds = ([getattr(s, at) for s in found.frontier.steps] for at in ("first", "second"))
    assert firsts == sorted(set(firsts))
    assert seconds == sorted(set(seconds), reverse=True)
    assert seconds[-1] == 0  # the given plan can be kept


def test_the_values_of_a_step_are_those_of_its_plan(scenario: Path) -> None:
    found = trade(scenario)
    for step in found.frontier.steps:
        assert found.frontier.first.value(step.plan) == step.first
        assert found.frontier.second.value(step.plan) == step.second
        assert sum(abs(now - given) for _, given, now in changes(found, step)) == step.second


def test_the_least_change_for_a_gain_says_who_changes_by_how_much(scenario: Path) -> None:
    found = trade(scenario, gain=Fraction(2))
    steps, start = found.frontier.steps, found.frontier.steps[-1]
    assert isinstance(found.gained, Step)
    enough = [step for step in steps if start.first - step.first >= 2]
    assert found.gained.second == min(step.second for step in enough)
    lines = told(found)
    assert any(line.startswith("Den givna planen kan behållas som den är. Största avvikelse är då 7,")
               for line in lines)
    few = "Minst 2 platser bättre och med så få ändringar som möjligt är den plan"
    assert any(line.startswith(few) for line in lines)
    changed = {cell[0] for cell, _, _ in changes(found, found.gained)}
    assert changed == {"0114", "0180"}
    assert any("Upplands Väsby får " in line and " färre (9 blir " in line for line in lines)
    assert lines[-1] == "En plan flyttar platser, aldrig ett barn."


def test_a_gain_that_no_plan_gives_is_told_with_the_most_there_is(scenario: Path) -> None:
    found = trade(scenario, gain=Fraction(50))
    assert found.gained is None
    assert told(found)[-1].startswith("Ingen plan är 50 platser bättre än så. Som bäst blir det 6,")


def test_a_plan_that_breaks_a_rule_cannot_be_kept(scenario: Path) -> None:
    found = trade(scenario, ["need.total.asylum=[20, 31]"], gain=Fraction(1))
    assert found.frontier.steps[-1].second == 1
    assert any("det minsta antalet ändrade platser 1. " in line for line in told(found))


def test_fewer_steps_than_there_are_is_said(scenario: Path) -> None:
    every = trade(scenario, most=40).frontier
    assert len(every.steps) > 4
    some = trade(scenario, most=3)
    assert not some.frontier.complete
    assert any(line.startswith("Det kan finnas fler steg än de 3") for line in told(some))
    assert {(s.first, s.second) for s in some.frontier.steps} <= {(s.first, s.second) for s in every.steps}
    picked = trade(scenario, most=3, gain=Fraction(2)).frontier
    assert len(picked.steps) in (3, 4)
    assert sorted(picked.steps, key=lambda s: s.first) == list(picked.steps)


@pytest.mark.parametrize(("between", "key"), [
    (("worst-gap", "worst-gap"), "tradeoff-two"), (("worst-gap", "travel"), "tradeoff-goal"),
    (("level-gaps", "change"), "tradeoff-goal"), (("rättvisa", "change"), "tradeoff-goal")])
def test_goals_that_cannot_be_weighed_are_told(between: tuple[str, str], key: str, scenario: Path) -> None:
    with pytest.raises(InputFault) as raised:
        trade(scenario, between=between)
    assert [one.key for one in raised.value.faults] == [key]


def test_the_folder_holds_steps_places_changes_and_a_figure(scenario: Path, capsys: Capture) -> None:
    line = ["tradeoff", str(scenario), "--between", "worst-gap", "change", "--gain", "2", "--steps", "40"]
    assert main([*line, "--out", "a"]) == 0
    assert main([*line, "--out", "b"]) == 0
    out = capsys.readouterr().out
    assert "Bevisat enligt dessa regler och dessa ingångsvärden; 0 av 6 ingångstabeller är antagna." in out
    one, other = (next(Path(name).iterdir()) for name in "ab")
    names = sorted(path.name for path in one.iterdir())
    assert names == ["avvagning.csv", "avvagning.json", "avvagning.pdf", "avvagning.png", "avvagning.svg",
                     "avvagning.txt", "avvagning.xlsx", "avvagning_kommuner.csv", "minsta_andring.csv"]
    assert [(one / n).read_bytes() for n in names] == [(other / n).read_bytes() for n in names]
    found = trade(scenario, gain=Fraction(2), most=40)
    rows = list(csv.DictReader((one / "avvagning.csv").read_text(encoding="utf-8").splitlines()))
    assert [(Fraction(r["first_exact"]), Fraction(r["second_exact"])) for r in rows] == [
        (step.first, step.second) for step in found.frontier.steps]
    assert [r["picked"] for r in rows].count("ja") == 1
    assert {r["more_after"] for r in rows} == {"nej"}
    record = json.loads((one / "avvagning.json").read_text(encoding="utf-8"))
    assert (record["complete"], len(record["steps"])) == (True, len(rows))
    moved = list(csv.DictReader((one / "minsta_andring.csv").read_text(encoding="utf-8").splitlines()))
    assert sum(int(r["difference"]) for r in moved) == 0


def test_nothing_that_fits_and_no_time_are_endings(scenario: Path, capsys: Capture) -> None:
    assert main(["tradeoff", str(scenario), "--set", "need.total.asylum=[20, 200]"]) == 3
    assert "Ingen plan uppfyller alla regler" in capsys.readouterr().out
    assert main(["tradeoff", str(scenario), "--seconds", "0.000001"]) == 5
    assert trade(scenario, seconds=0.000001).ending is Ending.NOTHING_FOUND


@pytest.mark.parametrize("flags", [["--gain", "0"], ["--gain", "mycket"], ["--steps", "2"]])
def test_a_gain_and_a_number_of_steps_are_numbers(flags: list[str], scenario: Path, capsys: Capture) -> None:
    assert main(["tradeoff", str(scenario), *flags]) == 2
    assert "är inte ett" in capsys.readouterr().err


def test_in_english(scenario: Path) -> None:
    lines = told(trade(scenario, gain=Fraction(2)), "en")
    assert lines[-1] == "A plan moves places, never a child."
    assert any("gets" in line and "fewer" in line for line in lines)
