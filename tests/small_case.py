"""A county of three municipalities in a folder, to be spoiled by tests."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from models.errors import Fault, InputFault
from planner.case import Case, load_case
from planner.check import check
from planner.scenario import read_scenario
from planner.wording import say

TABLES = {
    "municipalities.csv": "code,name,latitude,longitude\n0114,Upplands Väsby,59.5,17.9\n"
    "0180,Stockholm,59.3,18.1\n"
    "0192,Nynäshamn,58.9,17.9\n",
    "population.csv": "code,year,inhabitants\n0114,2009,38641\n0180,2009,829417\n"
    "0192,2009,25781\n0180,2008,810120\n",
    "kinds.csv": "kind,name_sv,name_en\nasylum,asylplatser,asylum places\npermit,PUT-platser,permit places\n",
    "places.csv": "code,kind,places\n0114,asylum,2\n0114,permit,0\n"
    "0180,asylum,8\n0180,permit,4\n0192,asylum,0\n",
    "capacity.csv": "code,capacity\n0114,10\n0180,90\n0192,5\n",
}
COUNTY = """\
[case]
county = "Stockholms län"
county_code = "01"
municipalities = "municipalities.csv"
population = "population.csv"
kinds = "kinds.csv"
"""
BARE = "years = [2010, 2011]\n\n" + COUNTY + 'places = "places.csv"\n'
CASE = BARE + """
[need.total]
asylum = [20, 30]
permit = 9
"""
SCENARIO = 'extends = "case.toml"\ntitle = "Efter folkmängd"\n\n[rules.capacity]\n'


def described(names: Sequence[str], status: str = "official") -> str:
    """A sources.toml for these files."""
    rule = 'rule = "så här"\n' if status == "assumed" else ""
    return "".join(
        f'["{name}"]\npublisher = "SCB"\ndate = 2010-01-01\nstatus = "{status}"\n{rule}\n' for name in names
    )


def small_case(folder: Path, files: dict[str, str] | None = None, scenario: str = SCENARIO) -> Path:
    """Write the case with some files exchanged; the path of its scenario."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {
        **TABLES,
        "case.toml": CASE,
        "sources.toml": described(list(TABLES)),
        "plan.toml": scenario,
        **(files or {}),
    }
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder / "plan.toml"


def loaded(path: Path, sets: Sequence[str] = ()) -> Case:
    """The case of a scenario file."""
    return load_case(read_scenario(path, sets))


def faults(path: Path, sets: Sequence[str] = ()) -> list[Fault]:
    """The faults that check finds; each can be worded in both languages."""
    found = list(check([path], sets))
    for one in found:
        assert say(f"fault.{one.key}", "sv", **one.values) != say(f"fault.{one.key}", "en", **one.values)
    return found


def keys(path: Path, sets: Sequence[str] = ()) -> list[str]:
    """The keys of the faults that check finds, in their order."""
    return [one.key for one in faults(path, sets)]


def refused(path: Path, sets: Sequence[str] = ()) -> list[str]:
    """The keys of the faults for which the scenario is not read."""
    try:
        read_scenario(path, sets)
    except InputFault as error:
        return [one.key for one in error.faults]
    return []
