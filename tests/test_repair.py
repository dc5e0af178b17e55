"""The way out as a reader meets it: sentences, run.json, and an override that plan takes as it stands."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from models.errors import InputFault
from models.plan import Ending
from models.repair import Outcome
from models.sections.repair import MAY, USUAL, RepairKeys
from planner.plan_text import ending_lines
from planner.record import write_run
from planner.run import Run, run
from planner.scenario import read_scenario
from planner.wording import spoken, words
from tests.small_case import CASE, SCENARIO, TABLES, described, keys, small_case
from tests.test_case_plans import SCENARIOS

PINS = ("code,kind,year,places,who,when,why\n0192,asylum,,2,Kommunstyrelsen,2010-01-01,avtal\n"
        "0114,permit,2010,7,Kommunstyrelsen,2010-01-01,avtal\n")
EXTRA = {
    "floor.csv": "code,kind,year,places\n0192,asylum,2011,9\n0192,permit,,1\n",
    "ceiling.csv": "code,kind,year,places\n0180,,2011,6\n",
    "pace.csv": "code,kind,year,places\n0180,asylum,,3\n",
    "pinned.csv": PINS,
    "reserve.csv": "code,year,free,open_30,open_90\n0114,,4,,2\n0180,,70,,9\n0192,2011,5,,\n",
    "resources.csv": "resource,code,year,available\ngode män,0114,,90\ngode män,0180,,170\n"
                     "gode män,0192,,50\n",
    "use.csv": "resource,kind,use,where\ngode män,asylum,12,\ngode män,permit,8,\n",
    "schools.csv": "code,year,school_places\n0114,,3\n0180,,4\n0180,2011,6\n0192,,0\n",
    "minutes.csv": "from,to,minutes\n0114,0114,9\n0180,0180,9\n0192,0192,9\n0114,0180,30\n",
}
# What makes a county that does not fit, rule by rule; two kinds, two years.
RULES = {
    "capacity": "",
    "floor": '[rules.floor]\nplaces = 1\ntable = "floor.csv"\n',
    "floor-alone": "[rules.floor]\nplaces = 4\n",
    "ceiling": '[rules.ceiling]\nplaces = 4\ntable = "ceiling.csv"\n',
    "pace": '[rules.pace]\nplaces = 2\ntable = "pace.csv"\n',
    "reserve": '[rules.reserve]\ncounty = 20\n',
    "limit": "[rules.limit]\n",
    "commuting": "[rules.commuting]\nlimit = 45\n",
    "pinned": '[rules.pinned]\n[rules.floor]\nplaces = 1\n[repair]\nmay_give = ["pinned"]\n',
}
TIGHT = "code,kind,year,capacity,date,stated_by\n0114,,,5,2010-01-02,kommunen\n0180,,,18,,\n0192,,2011,4,,\n"


def clash(folder: Path, word: str, tables: dict[str, str] | None = None) -> Run:
    """A run of a county that does not fit by the rule."""
    used = {name: text for name, text in EXTRA.items() if name in RULES[word] or name in _usual(word)}
    files = {**({"capacity.csv": TIGHT} if word == "capacity" else {}), **used, **(tables or {})}
    sources = described([*TABLES, *used])
    scenario = SCENARIO + RULES[word]
    return run(read_scenario(small_case(folder, {**files, "sources.toml": sources}, scenario)))


def _usual(word: str) -> tuple[str, ...]:
    return {"reserve": ("reserve.csv",), "limit": ("resources.csv", "use.csv"), "pinned": ("pinned.csv",),
            "commuting": ("schools.csv", "minutes.csv")}.get(word, ())


@pytest.mark.parametrize("word", RULES)
def test_the_override_is_planned_as_it_stands(word: str, tmp_path: Path) -> None:
    made = clash(tmp_path / "case", word)
    assert made.plan.ending is Ending.INFEASIBLE
    assert made.repair is not None
    assert made.repair.outcome is Outcome.PROVED
    folder = write_run(made, tmp_path / "out")
    after = run(read_scenario(folder / "vag-ut.toml"))
    assert after.plan.ending is Ending.PROVED
    assert after.repair is None
    assert set(after.case.assumed) >= {p.name for p in folder.glob("vag-ut-*.csv")}
    again = write_run(clash(tmp_path / "case", word), tmp_path / "again")
    assert {p.name: p.read_bytes() for p in again.iterdir()} == {
        p.name: p.read_bytes() for p in folder.iterdir()}


@pytest.mark.parametrize("word", RULES)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_figure_told_is_the_run_s(word: str, language: str, tmp_path: Path) -> None:
    made = clash(tmp_path / "case", word)
    assert made.repair is not None
    lines = list(ending_lines(made, language))
    title = words()["repair.title"][language]
    told = lines[lines.index(title) + 1:]
    names = {town.code: town.name for town in made.plan.problem.county.municipalities}
    for one in made.repair.given:
        who = names.get(one.because.code, {"sv": "länet", "en": "the county"}[language])
        said = words()["repair.step"][language].format(who=who, after=one.after, before=one.figure.figure)
        assert any(said in line for line in told), said
    top = max(one.relative for one in made.repair.given)
    if all(one.figure.figure for one in made.repair.given):
        assert any(f" {round(top * 100)} " in line for line in told)
    for wrong in ("dual", "slack", "relax", "leximin", "pareto"):
        assert wrong not in "\n".join(lines).lower()


def test_least_and_most_of_one_municipality_are_one_sentence(tmp_path: Path) -> None:
    lines = list(ending_lines(clash(tmp_path / "case", "floor"), "sv"))
    assert "Nynäshamn ska ha minst 9 platser men rymmer bara 5 (asylplatser, 2011)." in lines
    lines = list(ending_lines(clash(tmp_path / "next", "pace"), "sv"))
    assert not any("men rymmer bara" in line for line in lines)


def test_room_in_places_is_written_in_places_where_referrals_are_planned(tmp_path: Path) -> None:
    regime = '[regime]\nname = "running-share"\noutside = "ett prov"\nunit = "referrals"\n'
    regime += 'children_per_place = "3/2"\n'
    files = {"capacity.csv": TIGHT.replace(",18,", ",12,"),
             "case.toml": CASE.replace('places = "places.csv"\n', "")}
    path = small_case(tmp_path / "case", files, SCENARIO + regime)
    made = run(read_scenario(path))
    assert made.repair is not None
    assert made.repair.outcome is Outcome.PROVED
    assert any("anvisningar" in line for line in ending_lines(made, spoken("sv", "referrals")))
    after = run(read_scenario(write_run(made, tmp_path / "out") / "vag-ut.toml"))
    assert after.plan.ending is Ending.PROVED


def test_run_json_has_the_way_out(tmp_path: Path) -> None:
    made = clash(tmp_path / "case", "capacity")
    assert made.repair is not None
    found = json.loads((write_run(made, tmp_path / "out") / "run.json").read_text(encoding="utf-8"))["repair"]
    assert found["status"] == "proved"
    assert found["may_give"] == list(USUAL)
    assert [one["after"] for one in found["given"]] == [one.after for one in made.repair.given]
    assert all(Fraction(one["relative"]) == Fraction(one["concession"], max(1, one["figure"]))
               for one in found["given"])
    assert sum(one["concession"] for one in found["least_sum"]) <= sum(
        one["concession"] for one in found["given"])


def test_what_may_not_give_is_told_where_it_stands_in_the_way(tmp_path: Path) -> None:
    scenario = SCENARIO + '[rules.pinned]\n[repair]\nmay_give = ["capacity"]\n'
    pins = PINS + "0180,asylum,2010,30,Kommunstyrelsen,2010-01-01,avtal\n"
    files = {"pinned.csv": pins, "sources.toml": described([*TABLES, "pinned.csv"])}
    made = run(read_scenario(small_case(tmp_path / "case", files, scenario)))
    assert made.repair is not None
    assert made.repair.outcome is Outcome.NONE
    assert {"pinned", "need"} & {b.rule for b in made.repair.left}
    assert "capacity" not in {b.rule for b in made.repair.left}
    lines = list(ending_lines(made, "sv"))
    assert any(line.startswith("Ingen väg ut finns") for line in lines)
    names = {p.name for p in write_run(made, tmp_path / "out").iterdir()}
    assert "vag-ut.toml" not in names


def test_quotas_that_cannot_be_formed_as_they_are_do_not_hide_a_way_out(tmp_path: Path) -> None:
    scenario = SCENARIO + "[rules.floor]\nplaces = 9\n[rules.within-gap]\ngap = 1\n"
    made = run(read_scenario(small_case(tmp_path / "case", {}, scenario)))
    assert made.repair is not None
    assert made.repair.outcome is Outcome.PROVED
    assert made.repair.moving == ("within-gap",)
    after = run(read_scenario(write_run(made, tmp_path / "out") / "vag-ut.toml"))
    assert after.plan.ending is Ending.PROVED


def test_a_word_that_cannot_give_is_refused(tmp_path: Path) -> None:
    for given in ('["need"]', '["capacity", "capacity"]', '["tak"]'):
        path = small_case(tmp_path / "case", {}, f"{SCENARIO}[repair]\nmay_give = {given}\n")
        assert keys(path) == ["repair-may-give"]
    with pytest.raises(InputFault):
        RepairKeys(("keep-existing",))
    assert RepairKeys(MAY).rules == MAY
    assert RepairKeys().rules == USUAL


def test_a_county_of_26_shares_the_shortage(tmp_path: Path) -> None:
    path = SCENARIOS / "stockholm-2010" / "folkmangd.toml"
    made = run(read_scenario(path, ["need.total=420"]))
    assert made.repair is not None
    assert made.repair.outcome is Outcome.PROVED
    assert made.timings["repair"] < 30
    worst = max(one.relative for one in made.repair.given)
    assert worst < max(one.relative for one in made.repair.least)
    after = run(read_scenario(write_run(made, tmp_path) / "vag-ut.toml"))
    assert after.plan.ending is Ending.PROVED
