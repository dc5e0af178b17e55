"""Kinds of place: who may use them, types, ages, units of their own and the days they may be used."""

from __future__ import annotations

import csv
import itertools
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.groups import shortage, use
from models.place_types import Validity, groups_of, validity
from models.rules.smallest_home import SmallestHome
from planner import read_scenario, run
from planner.kinds_told import kind_lines, kind_sheets
from planner.record import write_run
from tests.small_case import SCENARIO, faults, keys, loaded, small_case

STOCKHOLM = Path(__file__).parent.parent / "scenarios/stockholm-2010/boendeformer/boendeformer.toml"
HEAD = "kind,name_sv,name_en,groups,type,smallest,largest,age_from,age_to,valid_from,valid_to\n"
ASYLUM = "asylum,HVB-platser,residential places,asylsökande;nya,hvb,3,6,13,17,,\n"
PERMIT = "permit,familjehem,family homes,nya,familjehem,1,1,,17,,\n"
HOMES = SCENARIO + '\n[rules.smallest-home]\nunits = "kinds.csv"\n'


def kinds(*rows: str) -> dict[str, str]:
    """The table of kinds with these rows."""
    return {"kinds.csv": HEAD + "".join(rows)}


def grouped(groups: str) -> str:
    """The scenario with these needs of groups."""
    return f"{SCENARIO}\n[need.groups]\n{groups}\n"


def random_groups(seed: int) -> tuple[dict[str, int], dict[str, int], dict[str, set[str]]]:
    """Up to four groups and four kinds with whole needs and places."""
    drawn = random.Random(seed)
    groups = [f"g{i}" for i in range(drawn.randint(1, 4))]
    words = [f"k{i}" for i in range(drawn.randint(1, 4))]
    return ({g: drawn.randint(0, 5) for g in groups}, {k: drawn.randint(0, 6) for k in words},
            {g: {k for k in words if drawn.random() < 0.5} for g in groups})


def overfull(needs: dict[str, int], places: dict[str, int],
             may_use: dict[str, set[str]]) -> Iterator[set[str]]:
    """Every set of groups that needs more than its kinds hold, by counting."""
    for count in range(1, len(needs) + 1):
        for chosen in itertools.combinations(needs, count):
            reached = {k for g in chosen for k in may_use[g]}
            if sum(needs[g] for g in chosen) > sum(places[k] for k in reached):
                yield set(chosen)


def test_a_shortage_is_found_exactly_when_there_is_one() -> None:
    for seed in range(1000):
        needs, places, may_use = random_groups(seed)
        found, bad = shortage(needs, places, may_use), list(overfull(needs, places, may_use))
        assert (found is None) == (not bad)
        if found:
            assert set(found.groups) in bad
            assert not any(one < set(found.groups) for one in bad)
            assert found.needed > found.places
        else:
            flow = use(needs, places, may_use)
            assert all(sum(n for (g, _), n in flow.items() if g == group) == needs[group] for group in needs)


def test_a_kind_may_be_used_between_its_days() -> None:
    window = Validity(date(2016, 1, 1), date(2017, 12, 31))
    assert [window.refuses(year) for year in (2015, 2016, 2017, 2018)] == ["before", "", "", "after"]
    assert validity({"type": "stödboende"}).first == date(2016, 1, 1)
    later = date(2017, 7, 1)
    assert validity({"type": "stödboende", "valid_from": later}) == Validity(later, None)
    assert validity({"type": "hvb"}).refuses(1950) == ""


def test_groups_are_written_with_semicolons() -> None:
    assert groups_of({"groups": " a; b ;a;"}) == ("a", "b")
    assert groups_of({"groups": None}) == ()


def test_stodboende_does_not_exist_before_2016(tmp_path: Path) -> None:
    path = small_case(tmp_path, kinds(ASYLUM, PERMIT.replace(",familjehem,1", ",stödboende,1")))
    found, = faults(path)
    assert (found.key, found.place.line, found.place.column) == ("kind-before-law", 3, "type")
    assert found.place.file.endswith("kinds.csv")
    assert found.values["limit"] == "2016-01-01"
    assert keys(path, ["years=[2016, 2017]", "population_date=2009-12-31"]) == []
    assert keys(path, ['kinds=["asylum"]', "need.total=[20, 30]"]) == []


def test_days_of_a_kind_are_kept(tmp_path: Path) -> None:
    path = small_case(tmp_path, kinds(ASYLUM, PERMIT.replace(",17,,", ",17,2010-06-01,2010-12-31")))
    found, = faults(path)
    assert (found.key, found.place.line, found.place.column) == ("kind-after", 3, "valid_to")
    assert (found.values["year"], found.values["limit"]) == ("2011", "2010-12-31")
    path = small_case(tmp_path, kinds(ASYLUM, PERMIT.replace(",17,,", ",17,2011-06-01,")))
    assert [(f.key, f.place.column) for f in faults(path)] == [("kind-before", "valid_from")]


@pytest.mark.parametrize(("old", "new", "key", "column"), [
    (",3,6,", ",6,3,", "kind-order", "largest"), (",13,17,", ",17,13,", "kind-order", "age_to"),
    (",hvb,", ",hvbb,", "kind-type-meant", "type"), (",hvb,", ",xyzzy,", "kind-type", "type")])
def test_a_row_that_contradicts_itself_is_told(tmp_path: Path, old: str, new: str, key: str,
                                               column: str) -> None:
    found, = faults(small_case(tmp_path, kinds(ASYLUM.replace(old, new), PERMIT)))
    assert (found.key, found.place.line, found.place.column) == (key, 2, column)


@pytest.mark.parametrize(("groups", "key"), [
    ("nya = 40", "group-short"), ("'asylsökande' = 21\nnya = 9", "group-short"),
    ("'asylsökande' = 20\nnya = [9, 20]", "groups-short"), ("'asylsökande' = 20\nnya = 9", ""),
    ("'asylsökande' = [20, 30]\nnya = 9", ""), ("'asylsökande' = [20]", "need-length"),
    ("'asylsökare' = 1", "group-unknown-meant"), ("'pensionärer' = 1", "group-unknown"),
    ("nya = -1", "too-low")])
def test_groups_need_places_that_they_may_use(tmp_path: Path, groups: str, key: str) -> None:
    assert keys(small_case(tmp_path, kinds(ASYLUM, PERMIT), grouped(groups))) == ([key] if key else [])


def test_groups_that_are_short_together_are_named(tmp_path: Path) -> None:
    text = grouped("'asylsökande' = 18\nnya = 12")
    found, = faults(small_case(tmp_path, kinds(ASYLUM, PERMIT), text))
    assert dict(found.values) == {"groups": "asylsökande, nya", "year": "2010", "needed": 30,
                                  "kinds": "asylum, permit", "places": 29}


def test_a_need_of_at_least_is_raised_until_the_groups_fit(tmp_path: Path) -> None:
    path = small_case(tmp_path, kinds(ASYLUM, PERMIT), grouped("nya = 30"))
    sets = ["years=[2010]", "need.total={asylum=20, permit=9}", "need.ceiling={asylum=22, permit=9}"]
    made = run(read_scenario(path, sets))
    assert sum(made.plan.problem.need.total.values()) == 30
    assert keys(path, [*sets[:2], "need.ceiling={asylum=20, permit=9}"]) == ["group-short"]


def test_a_group_without_a_planned_kind_is_told(tmp_path: Path) -> None:
    path = small_case(tmp_path, kinds(ASYLUM, PERMIT), grouped("'asylsökande' = 1"))
    assert keys(path, ['kinds=["permit"]', "need.total=9"]) == ["group-no-kind"]


def test_every_kind_needs_a_size_where_homes_have_one(tmp_path: Path) -> None:
    without = kinds(ASYLUM, PERMIT.replace(",1,1,", ",,,"))
    assert keys(small_case(tmp_path, without, HOMES)) == ["home-size-missing"]
    assert keys(small_case(tmp_path, kinds(ASYLUM, PERMIT), HOMES)) == []


def test_each_kind_keeps_its_own_unit(tmp_path: Path) -> None:
    made = run(read_scenario(small_case(tmp_path, kinds(ASYLUM, PERMIT), HOMES)))
    new = [made.plan.new_since_start(cell) for cell in made.plan.problem.cells if cell[1] == "asylum"]
    assert all(n == 0 or n >= 3 for n in new)
    lines = list(kind_lines(made, "sv"))
    assert lines == ["Vem platserna är till för",
                     "  HVB-platser: för asylsökande och nya; 13–17 år; en enhet har 3–6 platser.",
                     "  Familjehem: för nya; till och med 17 år; en plats i taget."]
    assert "residential" in list(kind_lines(made, "en"))[1].lower()


def test_the_sheet_of_kinds_stands_in_the_folder(tmp_path: Path) -> None:
    made = run(read_scenario(small_case(tmp_path, kinds(ASYLUM, PERMIT), grouped("nya = 5"))))
    folder = write_run(made, tmp_path / "out")
    with (folder / "kinds.csv").open(encoding="utf-8", newline="") as file:
        first, _ = csv.DictReader(file)
    assert (first["groups"], first["smallest"], first["after"]) == ("asylsökande; nya", "3", "30")
    last = list(kind_lines(made, "sv"))[-1]
    assert last == "  Nya behöver 5 platser 2011; ryms i HVB-platser och familjehem."


@pytest.mark.parametrize("chosen", ['["hvb", "stodboende"]', '["stodboende"]'])
def test_the_county_of_2010_has_no_stodboende(chosen: str) -> None:
    found = faults(STOCKHOLM, [f"kinds={chosen}", "need.total=[340]", "need.groups={}"])
    law = [one for one in found if one.key == "kind-before-law"]
    assert [(one.place.line, one.values["type"]) for one in law] == [(5, "stödboende")]


def test_the_countys_place_types_each_keep_their_unit() -> None:
    case = loaded(STOCKHOLM)
    rule = case.problem.rule("smallest-home")
    assert isinstance(rule, SmallestHome)
    groups = rule.groups(case.problem)
    assert [rule.size(case.problem, group) for group in groups] == [(6, 12), (1, 2), (1, 3)]
    assert sum(case.problem.need.total.values()) == 340
    assert sum(case.problem.need.total_today.values()) == 140


def test_names_alone_say_nothing(tmp_path: Path) -> None:
    made = run(read_scenario(small_case(tmp_path)))
    assert kind_sheets(made, "sv") == []
    assert list(kind_lines(made, "sv")) == []
