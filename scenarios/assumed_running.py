"""Make the simulated tables of the running account in Stockholm county 2016–2019, and their other versions.

Run ``python scenarios/assumed_running.py`` to rewrite them. Referrals per municipality are not
published: every count here is simulated from a seed by the published rule, each rule is stated in
``lopande/sources.toml``. Whole numbers and exact fractions only, so every machine makes the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from math import ceil
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent)]  # the rules beside, and the models

from assumed_tables import STOCKHOLM, Case, Rows, text  # noqa: E402
from assumed_tables import largest_remainder as parted  # noqa: E402
from assumed_versions import FOLDER, rewrite  # noqa: E402

from models.apportion import LARGEST_REMAINDER, apportion  # noqa: E402
from models.referral import ANNOUNCED, EQUALISING, KIN, Points, refer, tie_order, today  # noqa: E402
from models.simulated_year import drawn  # noqa: E402

CASE, PLACE = "stockholm-2019", "lopande"
NATION, COUNTY, LEAST = 100_000, 18_400, 100  # 0.01 promille: the nation, the county's sum, the floor
EKERO = "0125"
YEARS = (2016, 2017, 2018)  # the shares of year t rest on the year before
SPANS = {2016: ("2016-04-01", "2017-02-28"), 2017: ("2017-03-01", "2018-02-28"),
         2018: ("2018-03-01", "2019-02-28"), 2019: ("2019-03-01", "2020-02-29")}
CHILDREN = {2016: 2_100, 2017: 1_800, 2018: 1_500}  # in the nation
WINTER = 125  # in each of January and February 2019
KIN_PART = Fraction(18, 100)  # referrals by tie
SHARES = "code,name,valid_from,valid_to,weight,status,source"
WEIGHTS = "code,name,weight"
COUNTS = "code,name,month,kind,count"
Shares = Mapping[int, Mapping[str, int]]


def people(case: Case, year: int) -> dict[str, Fraction]:
    """Inhabitants on 31 December of a year."""
    return {r["code"]: Fraction(r["inhabitants"]) for r in case.read("population.csv")
            if r["year"] == str(year)}


def received(case: Case, column: str) -> dict[str, int]:
    """One column of the receptions of 2018."""
    return {r["code"]: int(r[column]) for r in case.read("received.csv")}


def shares(weights: Mapping[str, Fraction], year: int) -> dict[str, int]:
    """The county's 184 promille by weight, at least 1 promille each; Ekerö's 3.19 of 2017 as published."""
    known = {EKERO: 319} if year == 2017 else {}
    others = {c: w for c, w in weights.items() if c not in known}
    places = apportion(LARGEST_REMAINDER, others, COUNTY - sum(known.values()),
                       lower=dict.fromkeys(others, LEAST), quota="filled").places
    return {c: known.get(c, places.get(c, 0)) for c in weights}


def by_people(case: Case) -> Shares:
    """Shares by the inhabitants of the year before."""
    return {year: shares(people(case, year - 1), year) for year in SPANS}


def lowered(case: Case) -> Shares:
    """Shares by inhabitants less twenty for each newly arrived received in 2018."""
    held = received(case, "newly_arrived")
    return {year: shares({c: p - 20 * held[c] for c, p in people(case, year - 1).items()}, year)
            for year in SPANS}


def half_alike(case: Case) -> Shares:
    """Half of the county's shares alike, half by inhabitants."""
    found = {}
    for year in SPANS:
        counts = people(case, year - 1)
        whole = sum(counts.values())
        found[year] = shares({c: Fraction(1, len(counts)) + p / whole for c, p in counts.items()}, year)
    return found


def share_rows(case: Case, table: Shares) -> Rows:
    """A row for each period and municipality."""
    for year, (first, last) in SPANS.items():
        for code, name in case.names.items():
            told = (("official", "Ekerös andel 2017, 3,19 promille av riket")
                    if (year, code) == (2017, EKERO) else ("", ""))
            yield code, name, first, last, table[year][code], *told


def weight_rows(case: Case, table: Shares) -> Rows:
    """The shares of 2019 alone."""
    return [(code, name, table[2019][code]) for code, name in case.names.items()]


def months() -> Iterator[date]:
    """From January 2016 to February 2019."""
    for year in (*YEARS, 2019):
        for month in range(1, 3 if year == 2019 else 13):
            yield date(year, month, 1)


def nation(scale: Fraction = Fraction(1)) -> dict[date, int]:
    """The nation's children a month: the year's, evenly."""
    found = {}
    for month in months():
        if month.year == 2019:
            found[month] = int(WINTER * scale)
        else:
            year = parted({f"{m:02}": Fraction(1) for m in range(1, 13)}, int(CHILDREN[month.year] * scale))
            found[month] = year[f"{month.month:02}"]
    return found


def referred(case: Case, seed: int, by: Mapping[str, int]) -> dict[tuple[str, date, str], int]:
    """The county's referrals by municipality, month and kind: ties drawn, the rest by the rule."""
    table, counts = by_people(case), nation()
    found: dict[tuple[str, date, str], int] = {}
    held = dict.fromkeys(case.names, 0)
    given, whole = 0, 0
    for index, month in enumerate(months()):
        whole += counts[month]
        number = whole * COUNTY // NATION - given
        given += number
        weights = table[_share_year(month)]
        kin = drawn(number, KIN_PART, by, seed * 1_000 + index)
        free = _free(case, month)
        done = refer(held, weights, number, order=tie_order("share", weights, _whole(people(case, 2015))),
                     points=Points(), targets=today(weights, sum(held.values())), kin=kin, announced=free)
        held = dict(done.received)
        for kind in (EQUALISING, KIN, ANNOUNCED):
            found |= {(c, month, kind): n for c, n in done.given(kind).items() if n}
    return found


def _share_year(month: date) -> int:
    """Whose shares hold in a month; before the first period the first."""
    return next(year for year, (_, last) in SPANS.items() if month.isoformat() <= last)


def _whole(counts: Mapping[str, Fraction]) -> dict[str, int]:
    return {c: int(n) for c, n in counts.items()}


def _free(case: Case, month: date) -> dict[str, int]:
    """Announced free places, in April to June 2016 alone: one for each full 60,000 inhabitants."""
    if (month.year, month.month) not in ((2016, 4), (2016, 5), (2016, 6)):
        return {}
    room = {c: int(p) // 60_000 for c, p in people(case, 2015).items() if c != STOCKHOLM}
    return {c: n for c, n in room.items() if n}


def count_rows(case: Case, counts: Mapping[tuple[str, date, str], int]) -> Rows:
    """A row for each count above 0."""
    for (code, month, kind), count in sorted(counts.items()):
        yield code, case.names[code], f"{month:%Y-%m}", kind, count


def nation_rows(counts: Mapping[date, int]) -> Rows:
    """The nation's children, month by month."""
    return [(f"{month:%Y-%m}", count) for month, count in counts.items()]


def capacity(case: Case, each: int) -> Rows:
    """Room for one child a year per begun so many inhabitants; for none or one in the four smallest."""
    room = {c: ceil(p / each) for c, p in people(case, 2018).items()}
    room |= {c: index // 2 for index, c in enumerate(smallest(case))}
    return [(c, case.names[c], room[c]) for c in case.names]


def smallest(case: Case) -> list[str]:
    """The four municipalities with fewest inhabitants, the smallest first."""
    ranked = sorted(people(case, 2018).items(), key=lambda item: (item[1], item[0]))
    return [code for code, _ in ranked[:4]]


def willing(case: Case) -> Rows:
    """The four municipalities with fewest inhabitants would give all or half, four large ones take over."""
    table = by_people(case)[2019]
    for index, code in enumerate(smallest(case)):
        half = table[code] // 2
        most = "" if index < 2 else f"{half // 100}.{half % 100:02}"
        yield code, case.names[code], "giver", most, "Kommunstyrelsen", "2018-11-20"
    for code, most in (("0126", "1.50"), ("0181", "1.00"), ("0136", "1.25"), ("0127", "0.75")):
        yield code, case.names[code], "receiver", most, "Kommunstyrelsen", "2018-11-27"


def expected(case: Case) -> Rows:
    """Ties among the county's next referrals: one for each full 100,000 inhabitants."""
    return [(c, case.names[c], int(p) // 100_000) for c, p in people(case, 2018).items() if p >= 100_000]


def tables() -> dict[Path, str]:
    """Every simulated or assumed table, and every other version: file -> text."""
    case, place = Case(HERE / CASE, 2018), HERE / CASE / PLACE
    counts, kin = _whole(people(case, 2015)), received(case, "unaccompanied")
    made = {
        "andelar.csv": text(SHARES, share_rows(case, by_people(case))),
        f"{FOLDER}/andelar-mottagande.csv": text(SHARES, share_rows(case, lowered(case))),
        f"{FOLDER}/andelar-halften-lika.csv": text(SHARES, share_rows(case, half_alike(case))),
        "andelar-2019.csv": text(WEIGHTS, weight_rows(case, by_people(case))),
        f"{FOLDER}/andelar-2019-mottagande.csv": text(WEIGHTS, weight_rows(case, lowered(case))),
        f"{FOLDER}/andelar-2019-halften-lika.csv": text(WEIGHTS, weight_rows(case, half_alike(case))),
        "anvisningar.csv": text(COUNTS, count_rows(case, referred(case, 1, counts))),
        f"{FOLDER}/anvisningar-annat-fro.csv": text(COUNTS, count_rows(case, referred(case, 2, counts))),
        f"{FOLDER}/anvisningar-anknytning-2018.csv": text(COUNTS, count_rows(case, referred(case, 1, kin))),
        "riket.csv": text("month,referrals", nation_rows(nation())),
        f"{FOLDER}/riket-fler.csv": text("month,referrals", nation_rows(nation(Fraction(6, 5)))),
        f"{FOLDER}/riket-farre.csv": text("month,referrals", nation_rows(nation(Fraction(4, 5)))),
        "barn-per-ar.csv": text("code,name,children", capacity(case, 5_000)),
        "villiga.csv": text("code,name,role,most,decided_by,date", willing(case)),
        "vantade.csv": text("code,name,ties", expected(case))}
    return {place / name: body for name, body in made.items()}


if __name__ == "__main__":
    rewrite(tables())
