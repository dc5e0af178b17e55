"""Make the assumed tables of the county cases by stated rules, from the official tables beside them.

Run ``python scenarios/assumed_tables.py`` to rewrite them (other versions: ``assumed_versions.py``). Each
rule is stated in ``sources.toml``; no floats, so every machine makes the same bytes.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction
from functools import cached_property
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # the areas stand in the file beside

import assumed_answers as answers  # noqa: E402
import assumed_areas as areas  # noqa: E402
import assumed_housed as housed  # noqa: E402
import assumed_kinds as types  # noqa: E402
import assumed_permits as granted  # noqa: E402
import assumed_resources as means  # noqa: E402
from assumed_distance import kilometres  # noqa: E402
from assumed_relief import BOTKYRKA, SIGTUNA, SODERTALJE, SOLNA, relief  # noqa: E402
from assumed_relief import HEADER as RELIEF_HEAD  # noqa: E402
from assumed_resources import begun as up  # noqa: E402

DETOUR = Decimal("1.3")  # road or rail against the straight line
WAITING, OWN, OWN_WIDE, WIDE_KM2 = 10, 15, 25, 500  # minutes, minutes, minutes, km2
HUDDINGE, HANINGE = "0126", "0136"
LARGE_RECEPTION = (SODERTALJE, BOTKYRKA, HUDDINGE, HANINGE)
STOCKHOLM, LINKOPING, NORRKOPING = "0180", "0580", "0581"
Rows = Iterable[tuple[object, ...]]


@dataclass(frozen=True)
class Case:
    """The official facts of one case that the rules start from."""

    folder: Path
    year: int

    def read(self, table: str) -> list[dict[str, str]]:
        """The rows of one of the case's tables, as text."""
        with open(self.folder / table, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    @cached_property
    def names(self) -> dict[str, str]:
        """Name of each municipality by code, in code order."""
        return {r["code"]: r["name"] for r in self.read("municipalities.csv")}

    @cached_property
    def people(self) -> dict[str, int]:
        """Inhabitants on 31 December of the case's year."""
        return {r["code"]: int(r["inhabitants"]) for r in self.read("population.csv")
                if r["year"] == str(self.year)}

    @cached_property
    def area(self) -> dict[str, Fraction]:
        """Area including inland water, square kilometres."""
        return {r["code"]: Fraction(r["value"]) for r in self.read("area.csv")}

    def named(self, figures: Mapping[str, object]) -> Rows:
        """One row per municipality: code, name, figure."""
        return [(code, name, figures[code]) for code, name in self.names.items()]


def largest_remainder(weights: Mapping[str, Fraction], total: int) -> dict[str, int]:
    """The total in whole parts by weight; the rest to the largest remainders, then weight, then code."""
    whole = sum(weights.values())
    exact = {c: w * total / whole for c, w in weights.items()}
    parts = {c: int(q) for c, q in exact.items()}
    ranked = sorted(weights, key=lambda c: (parts[c] - exact[c], -weights[c], c))
    for code in ranked[:total - sum(parts.values())]:
        parts[code] += 1
    return parts


def minutes(case: Case, speed: int, detour: Decimal = DETOUR) -> Rows:
    """Minutes between every pair: kilometres x detour / speed + waiting, rounded half up."""
    towns = {r["code"]: (Decimal(r["latitude"]), Decimal(r["longitude"]))
             for r in case.read("municipalities.csv")}
    for a in towns:
        for b in towns:
            if a == b:
                time = OWN_WIDE if case.area[a] > WIDE_KM2 else OWN
            else:
                travel = kilometres(towns[a], towns[b]) * detour * 60 / speed + WAITING
                time = int(travel.quantize(Decimal(1), ROUND_HALF_UP))
            yield a, b, time


def stockholm_places(case: Case) -> dict[str, int]:
    """The 140 of today: by inhabitants, more where the letter says so, none in the smaller ones."""
    factor = {SIGTUNA: Fraction(8), SOLNA: Fraction(5, 2),
              **dict.fromkeys(LARGE_RECEPTION, Fraction(3, 2))}
    weights = {c: factor.get(c, Fraction(1)) * (p if p >= 35_000 else 0) for c, p in case.people.items()}
    return largest_remainder(weights, 140)


def stockholm_capacity(case: Case) -> dict[str, int]:
    """Today's places and a number by inhabitants; fewer where building is densest."""
    today, unit = stockholm_places(case), {STOCKHOLM: 8_000}
    return {c: today[c] + up(p, unit.get(c, 12_000 if p > 900 * case.area[c] else 6_000))
            for c, p in case.people.items()}


def stockholm_answers(case: Case, turn: tuple[str, ...] = answers.TURN) -> str:
    """Who is asked for how many of the 340 by inhabitants, and what each answers."""
    due = largest_remainder({c: Fraction(p) for c, p in case.people.items()}, 340)
    return text(answers.HEADER, answers.stockholm(
        case.names, case.people, stockholm_places(case), stockholm_capacity(case), due, turn))


def stockholm_schools(case: Case) -> dict[str, int]:
    """School places left: by inhabitants, most in the city, none in the smaller municipalities."""
    unit = {STOCKHOLM: 4_500}
    return {c: up(p, unit.get(c, 18_000)) if p >= 20_000 else 0 for c, p in case.people.items()}


def ostergotland_places(case: Case) -> dict[str, int]:
    """Asylum places of today: by inhabitants, none in the smaller municipalities."""
    def places(code: str, people: int) -> int:
        if people < 10_000:
            return 0
        return up(people, 6_000) if code == NORRKOPING else up(people, 15_000)
    return {c: places(c, p) for c, p in case.people.items()}


def ostergotland_kinds(case: Case) -> Rows:
    """Today's places by kind: permit places one and a half times the asylum places, rounded up."""
    today = ostergotland_places(case)
    for code, name in case.names.items():
        yield code, name, "asylum", today[code]
        yield code, name, "permit", up(3 * today[code], 2)


def ostergotland_all(case: Case) -> dict[str, int]:
    """Today's places of both kinds together."""
    return {c: n + up(3 * n, 2) for c, n in ostergotland_places(case).items()}


def ostergotland_capacity(case: Case) -> dict[str, int]:
    """Both kinds together: today's places and a number by inhabitants."""
    today, unit = ostergotland_all(case), {LINKOPING: 5_000}
    return {c: today[c] + up(p, unit.get(c, 3_500)) for c, p in case.people.items()}


def ostergotland_schools(case: Case) -> dict[str, int]:
    """School places left: by inhabitants, none in the smaller municipalities."""
    return {c: up(p, 3_000) if p >= 10_000 else 0 for c, p in case.people.items()}


def days(case: Case) -> Rows:
    """Days in the reception system: a year for each newly arrived."""
    return [(r["code"], r["name"], 365 * int(r["newly_arrived"])) for r in case.read("received.csv")]


def pace(case: Case) -> dict[str, int]:
    """Most new places in one year: one for every 20,000 inhabitants begun."""
    return {c: up(p, 20_000) for c, p in case.people.items()}


def stockholm_means(case: Case, unit: int = 8_000, more: int = 5) -> Rows:
    """Guardians and hours of staff in each municipality."""
    return means.both(case.names, case.people, stockholm_places(case), unit, more)


def stockholm() -> dict[str, str]:
    """The assumed tables of Stockholm 2010 as text, by file name."""
    case = Case(HERE / "stockholm-2010", 2009)
    return {
        "places.csv": text("code,name,places", case.named(stockholm_places(case))),
        "capacity.csv": text(means.CAPACITY, means.stated(
            case.names, stockholm_capacity(case), "2010-02-05")),
        "schools.csv": text("code,name,school_places", case.named(stockholm_schools(case))),
        "pace.csv": text("code,name,places", case.named(pace(case))),
        "days.csv": text("code,name,days", days(case)),
        "relief.csv": text(RELIEF_HEAD, relief(case.names)),
        "minutes.csv": text("from,to,minutes", minutes(case, 50)),
        "answers.csv": stockholm_answers(case),
        "areas.csv": text(areas.HEADER, areas.by_people(areas.STOCKHOLM, case.names, case.people)),
        "housed.csv": text(housed.HEADER, housed.of(case)),
        "resources.csv": text(means.RESOURCES, stockholm_means(case)),
        "use.csv": text(means.USE, means.use()),
        "reserve.csv": text(means.RESERVE, means.reserve(case.names, case.people)),
    }


def stockholm_types() -> dict[str, str]:
    """The assumed tables of Stockholm 2010 by place types as text, by file name."""
    case = Case(HERE / "stockholm-2010", 2009)
    return {
        "boendeformer.csv": text(types.KINDS, types.types()),
        "places-boendeformer.csv": text(types.PLACES, types.today(stockholm_places(case), case.names)),
    }


def ostergotland() -> dict[str, str]:
    """The assumed tables of Östergötland 2012 as text, by file name."""
    case = Case(HERE / "ostergotland-2012", 2011)
    return {
        "places.csv": text("code,name,kind,places", ostergotland_kinds(case)),
        "capacity.csv": text(means.CAPACITY, means.stated(
            case.names, ostergotland_capacity(case), "2011-12-31")),
        "schools.csv": text("code,name,school_places", case.named(ostergotland_schools(case))),
        "minutes.csv": text("from,to,minutes", minutes(case, 60)),
        "answers.csv": text(answers.BY_KIND, answers.ostergotland(case.names)),
        "areas.csv": text(areas.HEADER, areas.by_people(areas.OSTERGOTLAND, case.names, case.people)),
        "resources.csv": text(means.RESOURCES, means.guardians(
            case.names, case.people, ostergotland_all(case), 5_000)),
        "use.csv": text(means.USE, means.use()[:1]),
        "parametrar.csv": text(granted.HEADER, granted.figures()),
    }


def text(header: str, rows: Rows) -> str:
    """A table as text: comma, LF, one header line."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return out.getvalue()


CASES: Mapping[str, Callable[[], dict[str, str]]] = {
    "stockholm-2010": stockholm, "stockholm-2010/boendeformer": stockholm_types,
    "ostergotland-2012": ostergotland}


def tables() -> dict[Path, str]:
    """Every assumed table of both cases: file -> text."""
    with localcontext(Context(prec=40)):
        return {HERE / case / name: body for case, make in CASES.items() for name, body in make().items()}


if __name__ == "__main__":
    for file, made in tables().items():
        file.write_bytes(made.encode("utf-8"))
