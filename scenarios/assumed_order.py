"""Make the assumed tables of the cases of the annual order, and their other versions, by stated rules.

Run ``python scenarios/assumed_order.py`` to rewrite them. Each rule is stated in the case's
``sources.toml``, that of another version in ``antaganden/sources.toml``; whole numbers and exact
fractions only, so every machine makes the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # the rules of the first cases stand in the files beside

from assumed_tables import STOCKHOLM, Case, Rows, largest_remainder, text  # noqa: E402
from assumed_versions import FOLDER, days, rewrite  # noqa: E402

AGREED, REFERRED = 888, 5_521  # Stockholm county 2015: places agreed, children referred
JARFALLA, HUDDINGE, UPPLANDS_BRO, DANDERYD, VALLENTUNA = "0123", "0126", "0139", "0162", "0115"
STATED: Mapping[str, tuple[int, str]] = {
    VALLENTUNA: (20, "Vallentuna, avtalade platser 2015"), JARFALLA: (24, "Järfälla, platser 2015"),
    HUDDINGE: (41, "Huddinge, platser 2015"), DANDERYD: (19, "Danderyd, avtalade platser 2015")}
CAME: Mapping[str, tuple[int, str]] = {
    STOCKHOLM: (2_194, "Stockholms stad, mottagna ensamkommande barn 2015"),
    UPPLANDS_BRO: (84, "Upplands-Bro, anvisade 2015"), JARFALLA: (35, "Järfälla, ungefär 35 barn 2015")}
PLACES = "code,name,places,status,source"
RECEIVED = "code,name,newly_arrived,unaccompanied,status,source"
DAYS = "code,name,days"
MEASURES = "code,name,labour_market,asylum_reception"
SETTLED = "code,name,self_settled"
LARGE, SMALL = 100_000, 30_000  # inhabitants
FIVE = 5
Weights = Mapping[str, Fraction]


def people(case: Case, skip: Iterable[str] = ()) -> dict[str, Fraction]:
    """Inhabitants as weights, without some municipalities."""
    return {c: Fraction(p) for c, p in case.people.items() if c not in skip}


def with_stated(stated: Mapping[str, tuple[int, str]], weights: Weights, total: int) -> dict[str, int]:
    """The total: the stated figures as they stand, the rest by the weights of the others."""
    known = {c: n for c, (n, _) in stated.items()}
    others = {c: w for c, w in weights.items() if c not in known}
    return known | largest_remainder(others, total - sum(known.values()))


def stockholm_places(case: Case, weights: Weights) -> str:
    """The 888 of 2015; the four stated figures carry their own status and source."""
    today = with_stated(STATED, weights, AGREED)
    return text(PLACES, [(c, name, today[c], *(("municipality", STATED[c][1]) if c in STATED else ("", "")))
                         for c, name in case.names.items()])


def alike_and_people(case: Case, stated: Iterable[str]) -> dict[str, Fraction]:
    """Half of the weight equal for all that have no stated figure, half by inhabitants."""
    others = people(case, stated)
    whole = sum(others.values())
    return {c: Fraction(1, len(others)) + p / whole for c, p in others.items()}


def received_2018() -> dict[str, tuple[int, int]]:
    """Newly arrived received in 2018 and of them unaccompanied, as published."""
    rows = Case(HERE / "stockholm-2019", 2018).read("received.csv")
    return {r["code"]: (int(r["newly_arrived"]), int(r["unaccompanied"])) for r in rows}


def by_received() -> dict[str, Fraction]:
    """The unaccompanied minors received in 2018 as weights."""
    return {c: Fraction(n) for c, (_, n) in received_2018().items()}


def on_largest(case: Case) -> dict[str, Fraction]:
    """Inhabitants of the five largest municipalities without a stated figure; 0 for the others."""
    others = people(case, STATED)
    largest = sorted(others, key=lambda c: (-others[c], c))[:FIVE]
    return {c: p if c in largest else Fraction(0) for c, p in others.items()}


def came_2015(case: Case, weights: Weights) -> str:
    """Reception of 2015: unaccompanied minors of the county by weights, newly arrived as in 2018."""
    minors, arrived = with_stated(CAME, weights, REFERRED), received_2018()
    return text(RECEIVED, [(c, name, arrived[c][0], minors[c],
                            *(("assumed", f"{CAME[c][1]}; nyanlända antagna") if c in CAME else ("", "")))
                           for c, name in case.names.items()])


def days_2015(case: Case, each: int) -> Rows:
    """Days in the reception system: so many for each newly arrived of 2018."""
    arrived = received_2018()
    return [(c, name, each * arrived[c][0]) for c, name in case.names.items()]


def stockholm_order() -> tuple[dict[str, str], dict[str, str]]:
    """The assumed tables of the order in places for 2016, and their other versions."""
    case = Case(HERE / "stockholm-2016-order", 2014)
    return ({"places.csv": stockholm_places(case, people(case))},
            {"places-halften-lika.csv": stockholm_places(case, alike_and_people(case, STATED)),
             "places-mottagna-2018.csv": stockholm_places(case, by_received()),
             "places-fem-storsta.csv": stockholm_places(case, on_largest(case))})


def stockholm_share() -> tuple[dict[str, str], dict[str, str]]:
    """The assumed tables of the running share of 2016, and their other versions."""
    case = Case(HERE / "stockholm-2016-andel", 2014)
    return ({"received.csv": came_2015(case, people(case)), "days.csv": text(DAYS, days_2015(case, 365))},
            {"received-som-2018.csv": came_2015(case, by_received()),
             "received-halften-lika.csv": came_2015(case, alike_and_people(case, CAME)),
             "days-ett-halvar.csv": text(DAYS, days_2015(case, 180)),
             "days-tva-ar.csv": text(DAYS, days_2015(case, 730))})


def stockholm_2019() -> tuple[dict[str, str], dict[str, str]]:
    """The assumed days and part of the nation of the share model of 2019, and their other versions."""
    case = Case(HERE / "stockholm-2019", 2018)
    return ({"days.csv": text(DAYS, days(case, 365, 365)), "parameters.csv": part_of_nation("0.184")},
            {"days-ett-halvar.csv": text(DAYS, days(case, 180, 365)),
             "days-ensamkommande.csv": text(DAYS, days(case, 365, 730)),
             "days-folkmangd.csv": text(DAYS, days_by_people(case)),
             "parameters-174.csv": part_of_nation("0.174"), "parameters-194.csv": part_of_nation("0.194")})


def part_of_nation(part: str) -> str:
    """The county's part of the nation as a parameter."""
    return text("parameter,value,unit", [("lansandel", part, "del av riket")])


def days_by_people(case: Case) -> Rows:
    """As many days in the county as in the table itself, by inhabitants."""
    whole = sum(365 * int(r["newly_arrived"]) for r in case.read("received.csv"))
    return [(c, case.names[c], n) for c, n in largest_remainder(people(case), whole).items()]


def measures(case: Case, labour: Callable[[int], Fraction], reception: str) -> str:
    """The key of 2019: inhabitants weighted by size as labour market, a column of 2018 as reception."""
    arrived = {r["code"]: r for r in case.read("received.csv")}
    return text(MEASURES, [(c, name, largest_whole(labour(case.people[c])), arrived[c][reception])
                           for c, name in case.names.items()])


def largest_whole(value: Fraction) -> int:
    """The whole part of a figure."""
    return value.numerator // value.denominator


def alike(inhabitants: int) -> Fraction:
    """The labour market as the inhabitants."""
    return Fraction(inhabitants)


def larger(inhabitants: int) -> Fraction:
    """The labour market of a municipality with 100 000 inhabitants or more counts one and a quarter."""
    return inhabitants * (Fraction(5, 4) if inhabitants >= LARGE else Fraction(1))


def smaller(inhabitants: int) -> Fraction:
    """That of a municipality with fewer than 30 000 inhabitants counts three quarters."""
    return inhabitants * (Fraction(3, 4) if inhabitants < SMALL else Fraction(1))


def settled(case: Case, quarters: int) -> str:
    """Who settles on their own: so many quarters of the newly arrived received in 2018, rounded down."""
    return text(SETTLED, [(r["code"], r["name"], int(r["newly_arrived"]) * quarters // 4)
                          for r in case.read("received.csv")])


def ostergotland_2019() -> tuple[dict[str, str], dict[str, str]]:
    """The assumed tables of the newly-arrived key of 2019 in Östergötland, and their other versions."""
    case = Case(HERE / "ostergotland-2019", 2018)
    return ({"measures.csv": measures(case, alike, "newly_arrived"), "self_settled.csv": settled(case, 2)},
            {"measures-storre-orter.csv": measures(case, larger, "newly_arrived"),
             "measures-inte-mindre.csv": measures(case, smaller, "newly_arrived"),
             "measures-ensamkommande.csv": measures(case, alike, "unaccompanied"),
             "self_settled-farre.csv": settled(case, 1), "self_settled-fler.csv": settled(case, 3)})


CASES: Mapping[str, Callable[[], tuple[dict[str, str], dict[str, str]]]] = {
    "stockholm-2016-order": stockholm_order, "stockholm-2016-andel": stockholm_share,
    "stockholm-2019": stockholm_2019, "ostergotland-2019": ostergotland_2019}


def tables() -> dict[Path, str]:
    """Every assumed table of these cases and every other version: file -> text."""
    found: dict[Path, str] = {}
    for case, make in CASES.items():
        first, others = make()
        found |= {HERE / case / name: body for name, body in first.items()}
        found |= {HERE / case / FOLDER / name: body for name, body in others.items()}
    return found


if __name__ == "__main__":
    rewrite(tables())
