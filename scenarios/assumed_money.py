"""Make the tables of amounts, rates and lengths by date, and their other versions.

Run ``python scenarios/assumed_money.py`` to rewrite them. State grants from 1 July 2017 and the real
costs in Stockholm county 2015 have a source; all else is assumed by the rules stated in each
case's sources.toml. The costs of other years and counties are those of Stockholm county 2015.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # the rules of the first cases stand in the files beside

from assumed_versions import FOLDER, rewrite  # noqa: E402

FILE = "ersattningar.csv"
HEADER = ("parameter", "value", "unit", "valid_from", "valid_to", "status", "source", "note")
OLD = "Ersättning till kommuner för ensamkommande barn till och med den 30 juni 2017"
NEW = "Ersättning till kommuner för ensamkommande barn från och med den 1 juli 2017"
REAL = "Verklig kostnad per dygn i Stockholms län 2015"
STANDS = "Beloppet är känt till och med den 30 juni 2017; när det började gälla är inte hittat."
FULL = {"hvb": 2017, "familjehem": 1258, "jourhem": 2102}  # kronor a day
EMPTY = {"hvb": Fraction(7, 10), "familjehem": Fraction(1, 10), "jourhem": Fraction(1, 2)}  # of a full place
PLACE, DAY, CHILD = "kronor per överenskommen plats och dygn", "kronor per dygn", "kronor per barn och dygn"
Row = tuple[object, ...]
FORECAST: list[Row] = [
    ("forecast-nation", 1500, "barn", "2018-01-01", "2018-12-31", "official", "Prognosen för 2018", ""),
    ("forecast-nation", 1500, "barn", "2019-01-01", "2019-12-31", "assumed", "", "Prognosen för 2018.")]
# Case: are the costs of 2015 its own county's, and the national forecast where an order is counted.
CASES: Mapping[str, tuple[bool, list[Row]]] = {
    "stockholm-2010": (True, []), "ostergotland-2012": (False, []), "stockholm-2019/pengar": (True, FORECAST)}


def grants() -> list[Row]:
    """What the state paid, before and after 1 July 2017."""
    return [
        ("place-day", 1600, PLACE, "2010-01-01", "2016-12-31", "assumed", OLD, STANDS),
        ("place-day", 1600, PLACE, "2017-01-01", "2017-06-30", "official", OLD, ""),
        ("occupied-day", 300, "kronor per belagd plats och dygn", "2010-01-01", "2017-06-30", "assumed", OLD,
         "Svag källa; startdatum inte hittat."),
        ("child-day", 1350, CHILD, "2017-07-01", "", "official", NEW, ""),
        ("youth-day", 750, "kronor per ungdom och dygn", "2017-07-01", "", "official", NEW, ""),
        ("referral-once", 52000, "kronor per anvisat barn", "2017-07-01", "", "official", NEW, ""),
        ("fixed-year", 500000, "kronor per kommun och år", "2017-07-01", "", "official", NEW, ""),
        ("forecast-child", 9450, "kronor per barn", "2017-07-01", "", "official", NEW, ""),
        ("arrival-day", 3000, CHILD, "2017-07-01", "", "official", NEW, "")]


def costs(sourced: bool, more: Fraction, empty: Mapping[str, Fraction]) -> list[Row]:
    """What a place costs, full and empty; ``sourced`` where 2015 is the county's own figure."""
    rows: list[Row] = []
    for type_, kronor in FULL.items():
        full = half_up(kronor * more)
        own = sourced and more == 1
        spans = [("2010-01-01", "2014-12-31", ""), ("2015-01-01", "2015-12-31", "x"), ("2016-01-01", "", "")]
        for first, last, real in spans if own else [("2010-01-01", "", "")]:
            rows.append((f"cost-full-{type_}", full, DAY, first, last, "official" if real else "assumed",
                         REAL if real else "", "" if real else "Efter Stockholms län 2015."))
        rows.append((f"cost-empty-{type_}", 10 * half_up(full * empty[type_] / 10), DAY, "2010-01-01", "",
                     "assumed", "", "En del av kostnaden för en belagd plats."))
    return rows


def lengths(occupied: str, stay: int) -> list[Row]:
    """Parts and lengths that no source gives."""
    return [
        ("occupied", occupied, "del av platserna", "2010-01-01", "", "assumed", "", ""),
        ("part-under-18", "0.9", "del av barnen", "2010-01-01", "", "assumed", "", ""),
        ("children-per-place", "1.46", "barn per plats och år", "2010-01-01", "", "assumed", "",
         "Järfälla 2015: 24 platser för omkring 35 barn."),
        ("days-per-child", stay, "dygn per anvisat barn och år", "2010-01-01", "", "assumed", "",
         "Dygn av det år då barnet anvisas: ett halvår, om barnen kommer jämnt och stannar.")]


def table(case: str, occupied: str = "0.9", more: Fraction = Fraction(1),
          empty: Mapping[str, Fraction] = EMPTY, stay: int = 180) -> str:
    """The table of a case as text: comma, LF, one header line."""
    sourced, forecast = CASES[case]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows([*grants(), *costs(sourced, more, empty), *lengths(occupied, stay), *forecast])
    return out.getvalue()


def half_up(value: Fraction) -> int:
    """The nearest whole number, a half upwards."""
    return (value + Fraction(1, 2)).__floor__()


def tables() -> dict[Path, str]:
    """The table of each case and its other versions: file -> text."""
    found = {}
    for case, (_, orders) in CASES.items():
        folder = HERE / case / FOLDER
        found |= {
            HERE / case / FILE: table(case),
            folder / "ersattningar-dyrare.csv": table(case, more=Fraction(5, 4))}
        found |= {folder / "ersattningar-kortare.csv": table(case, stay=90)} if orders else {
            folder / "ersattningar-lagre-belaggning.csv": table(case, occupied="0.7"),
            folder / "ersattningar-billigare-tomt.csv": table(
                case, empty={type_: part / 2 for type_, part in EMPTY.items()})}
    return found


if __name__ == "__main__":
    rewrite(tables())
