"""Make the other versions of the assumed tables, each by a stated rule of its own.

Run ``python scenarios/assumed_versions.py`` to rewrite them in each case's folder ``antaganden``.
Each rule is stated for the reader in that folder's ``sources.toml``, and the case's ``case.toml``
names the files under ``[versions]``. A new assumed table gets its versions as lines in
``stockholm`` or ``ostergotland`` below: file name -> text.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # the rules of the tables themselves stand in the file beside

import assumed_answers as answers  # noqa: E402
import assumed_areas as areas  # noqa: E402
import assumed_housed as housed  # noqa: E402
import assumed_kinds as types  # noqa: E402
import assumed_permits as granted  # noqa: E402
import assumed_resources as means  # noqa: E402
from assumed_relief import BOTKYRKA, SIGTUNA, SODERTALJE, SOLNA, relief  # noqa: E402
from assumed_relief import HEADER as RELIEF_HEAD  # noqa: E402
from assumed_tables import (  # noqa: E402
    LINKOPING,
    NORRKOPING,
    STOCKHOLM,
    Case,
    Rows,
    largest_remainder,
    minutes,
    ostergotland_places,
    stockholm_answers,
    stockholm_places,
    text,
    up,
)

FOLDER = "antaganden"
SLOW, FAST = Decimal("1.5"), Decimal("1.2")  # detours
FIVE = 5
Numbers = Mapping[str, int]
Members = Mapping[str, tuple[str, ...]]


def by_people(case: Case, places: int, least: int = 0) -> dict[str, int]:
    """So many places by inhabitants alone; none in municipalities with fewer than ``least``."""
    return largest_remainder({c: Fraction(p if p >= least else 0) for c, p in case.people.items()}, places)


def on_largest(case: Case, places: int) -> dict[str, int]:
    """So many places by inhabitants on the five largest municipalities."""
    largest = sorted(case.people, key=lambda c: (-case.people[c], c))[:FIVE]
    return largest_remainder({c: Fraction(p if c in largest else 0) for c, p in case.people.items()}, places)


def by_received(case: Case, places: int) -> dict[str, int]:
    """So many places by the unaccompanied minors received."""
    received = {r["code"]: Fraction(int(r["unaccompanied"])) for r in case.read("received.csv")}
    return largest_remainder(received, places)


def room(case: Case, today: Numbers, unit: Callable[[str], int]) -> dict[str, int]:
    """Today's places and one for every ``unit`` inhabitants begun."""
    return {c: today[c] + up(p, unit(c)) for c, p in case.people.items()}


def begun(case: Case, unit: int, least: int = 0, own: Numbers | None = None) -> dict[str, int]:
    """One for every ``unit`` inhabitants begun; none below ``least``; ``own`` units of some."""
    return {c: up(p, (own or {}).get(c, unit)) if p >= least else 0 for c, p in case.people.items()}


def days(case: Case, newly_arrived: int, unaccompanied: int) -> Rows:
    """Days in the reception system: so many for each newly arrived, so many for each minor alone."""
    return [(r["code"], r["name"], newly_arrived * (int(r["newly_arrived"]) - int(r["unaccompanied"]))
             + unaccompanied * int(r["unaccompanied"])) for r in case.read("received.csv")]


def of_pairs(case: Case) -> dict[str, str]:
    """Other pairs that may have places in each other."""
    chosen = {"alla-grannar": housed.every, "minsta-storre": housed.nearest_in_size}
    return {f"housed-{name}.csv": text(housed.HEADER, housed.of(case, choose))
            for name, choose in chosen.items()}


def of_areas(case: Case, members: Members, name: str, others: Members) -> dict[str, str]:
    """Other areas under that name, and the same areas with the places split alike."""
    return {name: text(areas.HEADER, areas.by_people(others, case.names, case.people)),
            "areas-lika.csv": text(areas.HEADER, areas.alike(members, case.names))}


def dense(case: Case, code: str) -> bool:
    """More than 900 inhabitants a square kilometre?"""
    return case.people[code] > 900 * case.area[code]


def stockholm() -> dict[str, str]:
    """The other versions of Stockholm 2010 as text, by file name."""
    case = Case(HERE / "stockholm-2010", 2009)
    today = stockholm_places(case)
    scarce = room(case, today, lambda c: 10_000 if c == STOCKHOLM else 14_000 if dense(case, c) else 7_000)
    ample = room(case, today, lambda c: 4_000)
    flat = {c: up(3 * n, 2) for c, n in by_people(case, 340).items()}

    def table(header: str, figures: Numbers) -> str:
        return text(f"code,name,{header}", case.named(figures))
    return {
        "places-folkmangd.csv": table("places", by_people(case, 140)),
        "places-fem-storsta.csv": table("places", on_largest(case, 140)),
        "places-mottagna.csv": table("places", by_received(case, 140)),
        "capacity-knapp.csv": table("capacity", scarce),
        "capacity-riklig.csv": table("capacity", ample),
        "capacity-en-och-en-halv.csv": table("capacity", {c: max(n, today[c]) for c, n in flat.items()}),
        "schools-farre.csv": table("school_places", begun(case, 20_000, 20_000, {STOCKHOLM: 5_500})),
        "schools-alla.csv": table("school_places", begun(case, 9_000)),
        "pace-lugn.csv": table("places", begun(case, 25_000)),
        "pace-snabb.csv": table("places", begun(case, 10_000)),
        "days-ett-halvar.csv": text("code,name,days", days(case, 180, 365)),
        "days-ensamkommande.csv": text("code,name,days", days(case, 365, 730)),
        "relief-mindre.csv": text(RELIEF_HEAD, relief(
            case.names, {SOLNA: "0.25", SIGTUNA: "0.25", SODERTALJE: "0.125", BOTKYRKA: "0.125"})),
        "relief-ankomst.csv": text(RELIEF_HEAD, relief(case.names, {SOLNA: "0.5", SIGTUNA: "0.5"})),
        "minutes-langsam.csv": text("from,to,minutes", minutes(case, 40, SLOW)),
        "minutes-snabb.csv": text("from,to,minutes", minutes(case, 60, FAST)),
        **of_areas(case, areas.STOCKHOLM, "areas-norrort.csv", areas.STOCKHOLM_NORRORT),
        **of_pairs(case),
        "resources-knapp.csv": text(means.RESOURCES, means.both(case.names, case.people, today, 10_000, 4)),
        "resources-riklig.csv": text(means.RESOURCES, means.both(case.names, case.people, today, 6_000, 7)),
        "use-28-timmar.csv": text(means.USE, means.use(28)),
        "use-36-timmar.csv": text(means.USE, means.use(36)),
        "reserve-storre.csv": text(means.RESERVE, means.reserve(case.names, case.people, 50_000)),
        "reserve-langsammare.csv": text(means.RESERVE, means.reserve(
            case.names, case.people, 100_000, 80_000, 30_000)),
        "answers-fler-ja.csv": stockholm_answers(case, answers.TURN_MORE),
        "answers-farre.csv": stockholm_answers(case, answers.TURN_FEWER),
    }


def kinds(case: Case, asylum: Numbers, permit: Numbers) -> str:
    """Places of today by kind."""
    return text("code,name,kind,places", [
        (code, name, kind, places[code]) for code, name in case.names.items()
        for kind, places in (("asylum", asylum), ("permit", permit))])


def stockholm_types() -> dict[str, str]:
    """Other versions of Stockholm 2010 by place types: smaller and larger homes, other places today."""
    case = Case(HERE / "stockholm-2010", 2009)
    return {
        "boendeformer-sma-hem.csv": text(types.KINDS, types.types(4, 8)),
        "boendeformer-stora-hem.csv": text(types.KINDS, types.types(8, 16)),
        "places-boendeformer-mest-hvb.csv": text(
            types.PLACES, types.today(stockholm_places(case), case.names, 10, 20)),
        "places-boendeformer-fler-familjehem.csv": text(
            types.PLACES, types.today(stockholm_places(case), case.names, 3, 10)),
    }


def ostergotland() -> dict[str, str]:
    """The other versions of Östergötland 2012 as text, by file name."""
    case = Case(HERE / "ostergotland-2012", 2011)
    today = ostergotland_places(case)
    permits = {c: up(3 * n, 2) for c, n in today.items()}
    both = {c: today[c] + permits[c] for c in today}
    asylum, permit = sum(today.values()), sum(permits.values())

    def table(header: str, figures: Numbers) -> str:
        return text(f"code,name,{header}", case.named(figures))
    return {
        "places-folkmangd.csv": kinds(case, by_people(case, asylum), by_people(case, permit)),
        "places-fem-storsta.csv": kinds(case, on_largest(case, asylum), on_largest(case, permit)),
        "places-storre.csv": kinds(case, by_people(case, asylum, 10_000), by_people(case, permit, 10_000)),
        "capacity-knapp.csv": table("capacity", room(
            case, both, lambda c: 5_000 if c in (LINKOPING, NORRKOPING) else 4_000)),
        "capacity-riklig.csv": table("capacity", room(case, both, lambda c: 2_500)),
        "schools-farre.csv": table("school_places", begun(case, 3_500, 10_000)),
        "schools-alla.csv": table("school_places", begun(case, 2_500)),
        "minutes-langsam.csv": text("from,to,minutes", minutes(case, 50, SLOW)),
        "minutes-snabb.csv": text("from,to,minutes", minutes(case, 70, FAST)),
        **of_areas(case, areas.OSTERGOTLAND, "areas-tva.csv", areas.OSTERGOTLAND_TWO),
        "resources-knapp.csv": text(means.RESOURCES, means.guardians(case.names, case.people, both, 6_000)),
        "resources-riklig.csv": text(means.RESOURCES, means.guardians(case.names, case.people, both, 4_000)),
        "use-bara-asyl.csv": text("resource,kind,use,where", [
            (means.GUARDIANS, "asylum", 1, "answers"), (means.GUARDIANS, "permit", 0, "answers")]),
        "use-dar-platsen-ligger.csv": text(means.USE, [(means.GUARDIANS, 1, "lies")]),
        **{name: text(granted.HEADER, rows) for name, rows in granted.versions().items()},
        "answers-fler-gar-ut.csv": text(answers.BY_KIND, answers.ostergotland(case.names, falls=8)),
        "answers-senare.csv": text(answers.BY_KIND, answers.ostergotland(case.names, ends="2013-06-30")),
    }


CASES: Mapping[str, Callable[[], dict[str, str]]] = {
    "stockholm-2010": stockholm, "stockholm-2010/boendeformer": stockholm_types,
    "ostergotland-2012": ostergotland}


def tables() -> dict[Path, str]:
    """Every other version of both cases: file -> text."""
    with localcontext(Context(prec=40)):
        return {HERE / case / FOLDER / name: body for case, make in CASES.items()
                for name, body in make().items()}


def rewrite(made: Mapping[Path, str]) -> None:
    """Write tables where they stand."""
    for path, body in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body.encode("utf-8"))


if __name__ == "__main__":
    rewrite(tables())
