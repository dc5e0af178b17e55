"""A county of four municipalities in a folder, with willing ones, to redistribute and to spoil."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from models.errors import InputFault
from planner.printing import fault_line
from planner.redistribute_run import Redistributed, redistribute
from planner.scenario import read_scenario
from tests.small_case import COUNTY, described

TABLES = {
    "municipalities.csv": "code,name\n0114,Upplands Väsby\n0163,Sollentuna\n0180,Stockholm\n0184,Solna\n",
    "population.csv": "code,year,inhabitants\n0114,2018,45543\n0163,2018,72528\n0180,2018,962154\n"
                      "0184,2018,80950\n",
    "kinds.csv": "kind,name_sv,name_en\nreferral,anvisningar,referrals\n",
    "shares.csv": "code,weight\n0114,350\n0163,569\n0180,7550\n0184,945\n",
    "willing.csv": "code,role,most,decided_by,date\n0184,giver,,Kommunstyrelsen,2019-01-15\n"
                   "0163,givare,\"1,50\",,\n0114,receiver,3.00,,\n0180,mottagare,,,\n",
    "room.csv": "code,children\n0114,8\n0163,7\n0180,120\n0184,10\n",
    "minutes.csv": "from,to,minutes\n0184,0114,25\n0184,0180,15\n0163,0114,12\n0163,0180,70\n",
    "amounts.csv": "parameter,value,unit,valid_from,valid_to\nforecast-child,9450,kr,2017-07-01,\n"
                   "fixed-year,500000,kr,2017-07-01,\nreferral-once,52000,kr,2017-07-01,\n"
                   "child-day,1350,kr,2017-07-01,\n",
}
SCENARIO = """\
title = "Omfördelning 2019"
years = [2019]
population_date = 2018-12-31
plan_date = 2019-03-01

[regime]
unit = "referrals"

""" + COUNTY + """
[need]
new = 141

[basis]
amount = "flow"

[shares]
model = "decided"
table = "shares.csv"
whole = "nation"

[redistribute]
forecast = 1500
capacity = "room.csv"
minutes = "minutes.csv"
limit = 60
parameters = "amounts.csv"
"""


def willing_county(folder: Path, files: dict[str, str] | None = None, scenario: str = SCENARIO,
                   assumed: Sequence[str] = ()) -> Path:
    """Write the case with some files exchanged; the path of its scenario."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {**TABLES, **(files or {})}
    sources = described([name for name in tables if name not in assumed]) + described(assumed, "assumed")
    for name, text in {**tables, "sources.toml": sources, "plan.toml": scenario}.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder / "plan.toml"


def made(path: Path, sets: Sequence[str] = (), listed: Path | None = None) -> Redistributed:
    """The redistribution of a scenario file."""
    return redistribute(read_scenario(path, sets), listed=listed)


def refused(path: Path, sets: Sequence[str] = (), listed: Path | None = None) -> list[str]:
    """The keys of the faults for which it is refused, each worded in both languages."""
    try:
        made(path, sets, listed)
    except InputFault as error:
        for one in error.faults:
            assert fault_line(one, "sv") != fault_line(one, "en")
        return [one.key for one in error.faults]
    return []
