"""The verb price: what it prints and writes, and that its figures are those of plans made again."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from pathlib import Path

import pytest

from planner.cli import main
from planner.price_run import Priced, Stated, price
from planner.price_told import sentences
from planner.scenario import read_scenario
from planner.template.decided import CASE_SCENARIO
from tests.small_case import TABLES, described, small_case

Capture = pytest.CaptureFixture[str]
PINNED = "code,kind,places,who,when,why\n0114,asylum,9,Länsstyrelsen,2009-10-01,avtal finns\n"
RULES = 'extends = "case.toml"\ntitle = "Efter folkmängd"\n\n[rules.capacity]\n[rules.pinned]\n'
SET = "need.total.permit=10"


@pytest.fixture
def scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A county where one municipality has a decision on it."""
    monkeypatch.chdir(tmp_path)
    files = {"pinned.csv": PINNED, "sources.toml": described([*TABLES, "pinned.csv"])}
    return small_case(tmp_path / "län", files, RULES).relative_to(tmp_path)


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((folder / name).read_text(encoding="utf-8").splitlines()))


def told(found: Priced, language: str = "sv") -> list[str]:
    return [line.replace("\u00a0", " ") for line in sentences(found, language)]


def test_a_decision_is_told_with_who_when_and_why_what_it_costs_and_who_carries_it(scenario: Path) -> None:
    line = told(price(scenario))[1]
    assert line == (
        "1. Beslutet att Upplands Väsby ska ha 9 platser (asylplatser) "
        "(Länsstyrelsen, 2009-10-01: avtal finns) ger en största avvikelse på 7,2 platser i stället för "
        "0,6 platser och avvikelser på tillsammans 30,8 platser i stället för 3,7 platser. "
        "Upplands Väsby har 10 platser med, 3 utan. Färre platser med än utan: Stockholm 7.")


def test_the_figures_told_are_those_of_plans_made_again(scenario: Path) -> None:
    found = price(scenario)
    first = found.prices[0]
    files = scenario.parent
    (files / "free.toml").write_text('extends = "plan.toml"\n[rules]\npinned = false\n', encoding="utf-8")
    free = price(files / "free.toml").plan
    last = free.problem.need.years[-1]
    for code, (with_it, without) in first.places.items():
        assert with_it == sum(found.plan.places[code, kind, last] for kind in ("asylum", "permit"))
        assert without == sum(free.places[code, kind, last] for kind in ("asylum", "permit"))
    assert first.worst is not None
    assert first.worst.without == free.goals[0].value
    assert first.worst.own == found.plan.goals[0].value


def test_what_costs_nothing_is_said_once_and_that_prices_do_not_add_up(scenario: Path) -> None:
    lines = told(price(scenario))
    free = [line for line in lines if line.startswith("Detta kostar ingenting")]
    assert len(free) == 1
    assert "den egna kapaciteten 10 platser i Upplands Väsby" in free[0]
    assert lines[-1].startswith("Priserna går inte att lägga ihop")


@pytest.mark.parametrize(("stated", "shown"), [
    (Stated("Nämnden", "2010-02-01", "ny prognos"), "(Nämnden, 2010-02-01: ny prognos)"),
    (Stated("Nämnden"), "(vem: Nämnden; när: inte angivet; varför: inte angivet)"),
    (Stated(), "(vem, när och varför är inte angivet)")])
def test_a_changed_value_carries_who_when_and_why(stated: Stated, shown: str, scenario: Path) -> None:
    found = price(scenario, [SET], stated)
    line = next(line for line in told(found) if "need.total.permit" in line)
    assert f"Värdet {SET} {shown}" in line
    assert "ett annat antal platser" in line
    laid = next(one for one in found.prices if one.wish.sort == "set")
    assert (laid.worst, laid.goals, laid.moved["0180"]) == (None, (), 1)


def test_a_value_without_which_there_is_no_question_is_told(scenario: Path) -> None:
    bare = scenario.parent / "bar.toml"
    bare.write_text('extends = "plan.toml"\n[case]\nplaces = "saknas.csv"\n', encoding="utf-8")
    found = price(bare, ['case.places="places.csv"'])
    assert found.unasked == ('case.places="places.csv"',)
    assert any(line.startswith("Utan detta går frågan inte att ställa") for line in told(found))


def test_where_nothing_fits_it_is_told_what_to_take_away(scenario: Path, capsys: Capture) -> None:
    assert main(["price", str(scenario), "--set", "need.total.asylum=[20, 110]"]) == 3
    out = capsys.readouterr().out
    assert "Ingen plan uppfyller alla regler" in out
    assert ("Med allt som gäller nu finns ingen plan. Det räcker att ta bort ett av dessa för att en ska "
            "finnas: gränsen för hur många platser varje kommun rymmer; ") in out
    shut = out.split("Inget av detta räcker det att ta bort ensamt: ")[1].splitlines()[0]
    assert "regeln att inga platser läggs ned" in shut


def test_without_time_no_price_is_told(scenario: Path, capsys: Capture) -> None:
    assert main(["price", str(scenario), "--seconds", "0.000001"]) == 5
    assert "Planen själv är inte bevisad, så inga priser sägs." in capsys.readouterr().out


def test_the_folder_holds_the_same_figures_and_the_same_bytes(scenario: Path, capsys: Capture) -> None:
    assert main(["price", str(scenario), "--out", "a"]) == 0
    assert main(["price", str(scenario), "--out", "b"]) == 0
    capsys.readouterr()
    one, other = (next(Path(name).iterdir()) for name in "ab")
    names = sorted(path.name for path in one.iterdir())
    assert names == ["priser.csv", "priser.json", "priser.txt", "priser.xlsx", "priser_kommuner.csv",
                     "priser_mal.csv"]
    assert [(one / n).read_bytes() for n in names] == [(other / n).read_bytes() for n in names]
    first = rows(one, "priser.csv")[0]
    assert (first["who"], first["when"], first["why"], first["code"]) == (
        "Länsstyrelsen", "2009-10-01", "avtal finns", "0114")
    record = json.loads((one / "priser.json").read_text(encoding="utf-8"))
    worst = record["prices"][0]["worst"]
    assert Fraction(worst["with"]) - Fraction(worst["without"]) == Fraction(worst["cost"])
    assert float(first["worst_cost"]) == pytest.approx(float(Fraction(worst["cost"])), abs=1e-4)
    minus = [int(row["minus"]) for row in rows(one, "priser_kommuner.csv") if row["number"] == "1"]
    assert (sum(minus), sorted(minus)) == (0, [-7, 0, 7])


def test_a_run_s_folder_gives_the_prices_of_its_scenario(scenario: Path, capsys: Capture) -> None:
    assert main(["plan", str(scenario), "--ranges", "no", "--shifted", "no", "--out", "körd"]) == 0
    capsys.readouterr()
    folder = next(Path("körd").iterdir())
    assert read_scenario(folder / CASE_SCENARIO).settings.rule("pinned")
    again, asked = price(folder), price(scenario)
    assert [(p.wish.sort, p.wish.word, p.fairness, p.moved) for p in again.prices] == [
        (p.wish.sort, p.wish.word, p.fairness, p.moved) for p in asked.prices]
    assert again.scenario.name == asked.scenario.name


def test_in_english(scenario: Path) -> None:
    line = told(price(scenario), "en")[1]
    assert "The decision that Upplands Väsby shall have 9 places (asylum places)" in line
    assert "Fewer places with it than without: Stockholm 7." in line
