"""Views made for the tests of figures: real names, inhabitants and boundaries, simple arithmetic."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pandas as pd

from planner.view import Geography, View

SCENARIOS = Path(__file__).parent.parent / "scenarios"
MEASURES = (("Största avvikelse", "1,8", "platser"), ("Restid per plats", "14,2", "minuter"),
            ("Skola i annan kommun", "37", "platser"), ("Nya hem", "21", "hem"))


def table(case: str, name: str) -> list[dict[str, str]]:
    """The rows of a table of a case."""
    with (SCENARIOS / case / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def share_out(total: int, weights: Mapping[str, int], least: Mapping[str, int]) -> dict[str, int]:
    """Largest remainder, never below ``least`` (one place at a time to the furthest below)."""
    whole = sum(weights.values())
    found = dict(least)
    while sum(found.values()) < total:
        short = {c: Fraction(total * w, whole) - found[c] for c, w in weights.items()}
        found[max(sorted(short), key=lambda c: short[c])] += 1
    return found


def plan_rows(names: Mapping[str, str], people: Mapping[str, int], today: Mapping[tuple[str, str], int],
              totals: Mapping[str, Sequence[int]], years: Sequence[int], basis: str,
              capacity: Mapping[str, int]) -> pd.DataFrame:
    """The rows of plan.csv for county totals by kind and year."""
    rows, county = [], sum(people.values())
    for kind, wanted in totals.items():
        start = {c: today.get((c, kind), 0) for c in names}
        now, existing = start, sum(start.values())
        for year, total in zip(years, wanted, strict=True):
            if basis == "stock":
                after = share_out(total, people, now)
            else:
                new = share_out(total - existing, people, {c: now[c] - start[c] for c in names})
                after = {c: start[c] + new[c] for c in names}
            for code, name in names.items():
                amount = after[code] - (start[code] if basis == "flow" else 0)
                quota = Fraction((total - (existing if basis == "flow" else 0)) * people[code], county)
                rows.append({
                    "code": code, "name": name, "kind": kind, "year": year, "before": now[code],
                    "new": after[code] - now[code], "after": after[code],
                    "quota": round(float(quota), 4), "gap": round(float(amount - quota), 4),
                    "new_since_start": after[code] - start[code], "basis": basis,
                    "population": people[code], "share": people[code] / county,
                    "per_10000": 10000 * after[code] / people[code],
                    "capacity": capacity.get(code), "rests_on": "assumed", "sentence": ""})
            now = after  # the next year grows from here
    return pd.DataFrame(rows)


def flow_rows(case: str, plan: pd.DataFrame, year: int) -> pd.DataFrame:
    """New places to the nearest school places in turn."""
    names = {r["code"]: r["name"] for r in table(case, "municipalities.csv")}
    left = {r["code"]: int(r["school_places"]) for r in table(case, "schools.csv")}
    ways = sorted((int(r["minutes"]), r["from"], r["to"]) for r in table(case, "minutes.csv"))
    need = plan[plan.year == year].groupby("code")["new_since_start"].sum().to_dict()
    rows = []
    for minutes, home, school in ways:
        places = min(need.get(home, 0), left.get(school, 0))
        if places > 0:
            need[home] -= places
            left[school] -= places
            rows.append({"from_code": home, "from_name": names[home], "to_code": school,
                         "to_name": names[school], "year": year, "places": int(places),
                         "minutes": minutes})
    columns = ["from_code", "from_name", "to_code", "to_name", "year", "places", "minutes"]
    return pd.DataFrame(rows, columns=columns)


def geography(case: str) -> Geography:
    """Boundaries, tiles and towns of a case."""
    tiles = {r["code"]: (int(r["column"]), int(r["row"])) for r in table(case, "tiles.csv")}
    towns = {r["code"]: (float(r["latitude"]), float(r["longitude"]))
             for r in table(case, "municipalities.csv")}
    return Geography(SCENARIOS / case / "boundaries.geojson", tiles, towns)


def view_of(plan: pd.DataFrame, flows: pd.DataFrame, kinds: Mapping[str, str], place: Geography,
            county: str, language: str = "sv", example: bool = True, title: str = "Efter folkmängd") -> View:
    """A view around ready tables."""
    source = ("Källor: SCB, Folkmängd i riket, län och kommuner 31 december; SCB, kommungränser. "
              "Antaget: platser i dag, kapacitet, skolplatser, restider.")
    if language == "en":
        source = "Statistics Sweden, population 31 December. Assumed: places today, capacity, minutes."
    measures = pd.DataFrame(MEASURES, columns=["measure", "value", "unit"])
    return View("0f3a9c51d2e84b77", "folkmangd", title, county, language, example, source, plan, flows,
                measures, dict(kinds), place)


def stockholm(language: str = "sv", years: Sequence[int] = (2010,), totals: Sequence[int] = (340,),
              basis: str = "stock", **more: object) -> View:
    """26 municipalities, one kind, 140 places today."""
    case = "stockholm-2010"
    names = {r["code"]: r["name"] for r in table(case, "municipalities.csv")}
    people = {r["code"]: int(r["inhabitants"]) for r in table(case, "population.csv")
              if r["year"] == "2009"}
    today = {(r["code"], "mixed"): int(r["places"]) for r in table(case, "places.csv")}
    capacity = {r["code"]: int(r["capacity"]) for r in table(case, "capacity.csv")}
    plan = plan_rows(names, people, today, {"mixed": totals}, years, basis, capacity)
    kinds = {"mixed": "blandade platser" if language == "sv" else "mixed places"}
    return view_of(plan, flow_rows(case, plan, years[-1]), kinds, geography(case), "Stockholms län",
                   language, **more)  # type: ignore[arg-type]


def ostergotland(language: str = "sv", **more: object) -> View:
    """13 municipalities, two kinds, two years, shares against the new places."""
    case = "ostergotland-2012"
    names = {r["code"]: r["name"] for r in table(case, "municipalities.csv")}
    people = {r["code"]: int(r["inhabitants"]) for r in table(case, "population.csv")
              if r["year"] == "2011"}
    today = {(r["code"], r["kind"]): int(r["places"]) for r in table(case, "places.csv")}
    sums = {k: sum(n for (_, kind), n in today.items() if kind == k) for k in ("asylum", "permit")}
    totals = {"asylum": [sums["asylum"] + 15, sums["asylum"] + 30],
              "permit": [sums["permit"] + 36, sums["permit"] + 72]}
    capacity = {r["code"]: int(r["capacity"]) for r in table(case, "capacity.csv")}
    plan = plan_rows(names, people, today, totals, (2012, 2013), "flow", capacity)
    kinds = {r["kind"]: r[f"name_{language}"] for r in table(case, "kinds.csv")}
    return view_of(plan, flow_rows(case, plan, 2013), kinds, geography(case), "Östergötlands län",
                   language, **more)  # type: ignore[arg-type]


def many(count: int, names: Sequence[str] = (), language: str = "sv", years: Sequence[int] = (2010,),
         kinds: Sequence[str] = ("mixed",), basis: str = "flow") -> View:
    """As many municipalities as wanted, sizes falling steeply as in Sweden, without a map."""
    codes = [f"{i + 101:04d}" for i in range(count)]
    called = {c: names[i] if i < len(names) else f"Kommun {i + 1}" for i, c in enumerate(codes)}
    people = {c: 3000 + 900000 // (i + 1) for i, c in enumerate(codes)}
    today = {(c, k): i % 4 for i, c in enumerate(codes) for k in kinds}
    start = sum(i % 4 for i in range(count))
    totals = {k: [start + count * (i + 1) for i in range(len(years))] for k in kinds}
    plan = plan_rows(called, people, today, totals, years, basis, {})
    return view_of(plan, pd.DataFrame(columns=["from_code", "from_name", "to_code", "to_name", "year",
                                               "places", "minutes"]),
                   {k: f"platser av slaget {k}" for k in kinds}, Geography(), "Provlän", language, False)
