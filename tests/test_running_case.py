"""The running account of Stockholm county, simulated: tables as their rules make them, every verb on it."""

from __future__ import annotations

import csv
import runpy
import tomllib
from pathlib import Path

import pytest

from models.ledger import ledger
from planner.case import load_case
from planner.cli import main
from planner.scenario import read_scenario

SCENARIOS = Path(__file__).resolve().parent.parent / "scenarios"
PLACE = SCENARIOS / "stockholm-2019" / "lopande"
RULES = runpy.run_path(str(SCENARIOS / "assumed_running.py"))


def rows(name: str) -> list[dict[str, str]]:
    with open(PLACE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_tables_are_what_their_rules_make() -> None:
    made = RULES["tables"]()
    assert {path: path.read_bytes() for path in made} == {p: b.encode() for p, b in made.items()}
    assert set(PLACE.rglob("*.csv")) == set(made)


@pytest.mark.parametrize("folder", [PLACE, PLACE / "antaganden"])
def test_every_table_is_described_as_assumed(folder: Path) -> None:
    sources = tomllib.loads((folder / "sources.toml").read_text(encoding="utf-8"))
    assert set(sources) == {path.name for path in folder.glob("*.csv")}
    assert all(one["status"] == "assumed" and one["rule"] for one in sources.values())


def test_shares_keep_the_counties_whole_the_floor_and_the_published_figure() -> None:
    table = rows("andelar.csv")
    for first in {row["valid_from"] for row in table}:
        weights = {row["code"]: int(row["weight"]) for row in table if row["valid_from"] == first}
        assert sum(weights.values()) == 18_400
        assert min(weights.values()) >= 100
        assert len(weights) == 26
    published = [row for row in table if row["status"] == "official"]
    assert [(row["code"], row["valid_from"], row["weight"]) for row in published] == [
        ("0125", "2017-03-01", "319")]


def test_the_countys_referrals_are_its_part_of_the_nations() -> None:
    nation = sum(int(row["referrals"]) for row in rows("riket.csv"))
    assert nation == 2_100 + 1_800 + 1_500 + 250
    assert sum(int(row["count"]) for row in rows("anvisningar.csv")) == nation * 18_400 // 100_000


@pytest.mark.parametrize("reading", ["today", "period"])
def test_the_account_adds_up(reading: str) -> None:
    problem = load_case(read_scenario(PLACE / "avrakning.toml", [f"ledger.reading={reading}"])).problem
    account = ledger(problem)
    owed = sum(account.owed(code, reading) for code in problem.county.codes)
    assert owed == account.county_target(reading) - sum(account.received.values())
    assert sum(account.received.values()) == 1_039


@pytest.mark.parametrize(("verb", "file", "said"), [
    ("plan", "avrakning.toml", "Tillsammans"), ("plan", "period.toml", "varje periods andel"),
    ("ledger", "avrakning.toml", "Måltal"), ("shares", "avrakning.toml", "184,00"),
    ("refer", "anvisning/anvisning.toml", "Skuggberäkning. Anvisning beslutas av Migrationsverket."),
    ("redistribute", "omfordelning/omfordelning.toml", "Nykvarn")])
def test_every_verb_runs_on_it(verb: str, file: str, said: str, tmp_path: Path,
                               capsys: pytest.CaptureFixture[str]) -> None:
    beside = {"plan": ["--ranges", "no", "--shifted", "no"]}.get(verb, [])
    out = [] if verb == "shares" else ["--out", str(tmp_path)]
    assert main([verb, str(PLACE / file), *out, *beside]) == 0
    told = capsys.readouterr().out
    assert said in told
    assert verb != "refer" or told.startswith(said)


def test_a_plan_on_small_counts_is_internal_and_prints_none_of_them(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head, *lines = (PLACE / "anvisningar.csv").read_text(encoding="utf-8").splitlines()
    early = "\n".join([head, *(line for line in lines if line.split(",")[2] <= "2016-02")])
    (tmp_path / "anvisningar.csv").write_text(early + "\n", encoding="utf-8")
    (tmp_path / "sources.toml").write_text(
        '["anvisningar.csv"]\npublisher = "P"\ndate = "2016"\nstatus = "assumed"\nrule = "r"\n',
        encoding="utf-8")
    scenario = tmp_path / "tidigt.toml"
    scenario.write_text(f'extends = "{(PLACE / "avrakning.toml").as_posix()}"\n'
                        'versions = {}\n[ledger]\ntable = "anvisningar.csv"\nthrough = "2016-02"\n',
                        encoding="utf-8")
    beside = ["--ranges", "no", "--shifted", "no"]
    assert main(["plan", str(scenario), "--out", str(tmp_path / "ut"), *beside]) == 0
    told = capsys.readouterr().out.splitlines()
    rows_told = [line.split() for line in told if line.startswith(("Nykvarn", "Ekerö"))]
    assert rows_told
    assert all(row[1] == "1–4" and row[3] == ".." and row[5] == ".." for row in rows_told)
    folder = next((tmp_path / "ut").iterdir())
    assert '"internal": true' in (folder / "run.json").read_text(encoding="utf-8")
    assert "INTERNT" in (next(folder.glob("gap*.svg"))).read_text(encoding="utf-8")
