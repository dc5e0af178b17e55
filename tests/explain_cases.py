"""Small cases that bring out the sentences of an explanation that the county cases do not."""

from __future__ import annotations

from pathlib import Path

from tests.ledger_case import ledger_case
from tests.small_case import CASE, SCENARIO, TABLES, described, small_case

Exchange = tuple[dict[str, str], str]  # files, scenario
HOUSES = "code,kind,capacity\n0114,asylum,6\n0114,permit,6\n0180,,34\n"
LAST = """code,kind,year,after
0114,asylum,2011,4
0114,permit,2011,0
0180,asylum,2011,22
0180,permit,2011,8
0192,asylum,2011,1
0192,permit,2011,0
"""
AGREED = "code,kind,year,asked,answered,signed,agreement_to\n0180,asylum,2009,,,2,2010-06-30\n"
GOALS = 'goals = ["worst-gap", {goal = "change", plan = "forra.csv"}]\n'
ONE = CASE.replace("[2010, 2011]", '[2010]\nkinds = ["asylum"]').replace("[20, 30]\npermit = 9", "17")
POINTS = '\n[shares]\nmodel = "decided"\ntable = "vikter.csv"\nunit = "poäng"\nwhole_units = 5\n'
CAPACITY = "\n[rules.capacity]\n"


def _more(**files: str) -> dict[str, str]:
    """Files beside the small case, described."""
    named = {name.replace("_", "."): text for name, text in files.items()}
    return {**named, "sources.toml": described([*TABLES, *(n for n in named if n.endswith(".csv"))])}


CASES: dict[str, Exchange] = {
    "small": ({}, SCENARIO),
    "areas": ({**_more(areas_csv="area,code\nnorr,0114\nnorr,0192\n"),
               "case.toml": CASE.replace("kinds =", 'areas = "areas.csv"\nkinds =')}, SCENARIO),
    "borders": ({**_more(grannar_csv="code,neighbour\n0114,0180\n"),
                 "case.toml": CASE.replace("kinds =", 'neighbours = "grannar.csv"\nkinds =')}, SCENARIO),
    "last": (_more(forra_csv=LAST), SCENARIO.replace(CAPACITY, GOALS + CAPACITY)),
    "flow": ({}, SCENARIO + '\n[basis]\namount = "flow"\n'),
    "limits": ({"capacity.csv": HOUSES}, SCENARIO + '\n[basis]\nfill = "limits"\n'),
    "twins": ({**_more(vikter_csv="code,weight\n0114,1\n0180,3\n0192,1\n"), "case.toml": ONE,
               "places.csv": "code,kind,places\n0114,asylum,0\n0180,asylum,8\n0192,asylum,0\n"},
              SCENARIO + POINTS),
    "full": ({"case.toml": ONE, "capacity.csv": "code,kind,capacity\n0114,,3\n0180,,12\n0192,,2\n"},
             SCENARIO),
    "closing": ({"case.toml": CASE.replace("[20, 30]", "[8, 6]")},
                SCENARIO.replace(CAPACITY, CAPACITY + "\n[rules]\nkeep-existing = false\n")),
    "ends": (_more(answers_csv=AGREED), SCENARIO + '\n[rules.answers]\ntable = "answers.csv"\n'),
}


def folder_of(tmp: Path, name: str) -> Path:
    """Write the case of that name; the path of its scenario."""
    if name == "ledger":
        return ledger_case(tmp / name)
    files, scenario = CASES[name]
    return small_case(tmp / name, files, scenario)
