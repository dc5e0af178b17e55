"""Tables of areas and of pairs that cannot be used are told by table, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.case import load_case
from planner.printing import fault_line
from planner.scenario import read_scenario
from tests.small_case import SCENARIO, TABLES, described, faults, small_case

SHARING = SCENARIO + '[rules.co-operation]\ntable = "areas.csv"\n'
HOUSED = SCENARIO + '[rules.housed-elsewhere]\ntable = "housed.csv"\n'


def case(folder: Path, scenario: str, name: str, text: str) -> Path:
    """A small case with one more table."""
    sources = described(list(TABLES)) + described([name], "assumed")
    return small_case(folder, {name: text, "sources.toml": sources}, scenario)


def refused(path: Path) -> str:
    """Every fault as a planner reads it."""
    return "\n".join(fault_line(one, "sv") for one in faults(path))


@pytest.mark.parametrize(("text", "told"), [
    ("area,code,split\nNorr,0114,0\nNorr,0180,0\n", "areas.csv:2: split: alla vikter i området Norr är 0"),
    ("area,code,host\nNorr,0114,0\nNorr,0180,0\n", "areas.csv:2: host: ingen kommun i området Norr har 1"),
    ("area,code,split\nNorr,0114,-1\n", "areas.csv:2: split:"),
    ("area,code\nNorr,0999\n", "areas.csv:2: code:")])
def test_areas_that_cannot_share(tmp_path: Path, text: str, told: str) -> None:
    assert told in refused(case(tmp_path, SHARING, "areas.csv", text))


def test_an_area_that_does_not_exist(tmp_path: Path) -> None:
    path = case(tmp_path, SHARING + 'areas = ["Nord"]\n', "areas.csv", "area,code\nNorr,0114\nNorr,0180\n")
    told = refused(path)
    assert "rules.co-operation.areas" in told
    assert "menade du ”Norr”" in told


@pytest.mark.parametrize(("scenario", "text", "told"), [
    (HOUSED, "code,located\n0114,0114\n", "housed.csv:2: located: platsen ligger i samma kommun (0114)"),
    (HOUSED, "code,located,agreement_from,agreement_to\n0114,0180,2012-01-01,2011-01-01\n",
     "housed.csv:2: agreement_to: avtalet slutar 2011-01-01, före sin första dag 2012-01-01"),
    (HOUSED, "code,located\n0114,0777\n", "housed.csv:2: located:")])
def test_pairs_that_cannot_be_used(tmp_path: Path, scenario: str, text: str, told: str) -> None:
    assert told in refused(case(tmp_path, scenario, "housed.csv", text))


def test_housing_elsewhere_needs_an_agreement_from_june_2018(tmp_path: Path) -> None:
    late = HOUSED.replace("title", "years = [2018, 2019]\npopulation_date = 2009-12-31\ntitle")
    told = refused(case(tmp_path, late, "housed.csv", "code,located\n0114,0180\n"))
    assert "housed.csv:2: agreement_from: från den 1 juni 2018 får 0114 ha platser i 0180 bara" in told


def test_tables_that_can_be_used(tmp_path: Path) -> None:
    areas = "area,code,split,host\nNorr,0114,2,1\nNorr,0180,1,0\n"
    problem = load_case(read_scenario(case(tmp_path, SHARING, "areas.csv", areas))).problem
    area, = problem.rule("co-operation").all(problem)  # type: ignore[union-attr]
    assert (dict(area.split), area.hosts) == ({"0180": 1, "0114": 2}, ("0114",))
