"""A made-up county of any size, the same each time: for measuring, never for planning."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, hypot
from random import Random

from models.county import County, Municipality
from models.goals import Goal
from models.need import Need
from models.pieces import pieces
from models.problem import FILLED, STOCK, Basis, Problem
from models.rules import Rule
from models.shares import Shares
from models.tables import AREAS, ASSUMED, CAPACITY, MINUTES, SCHOOLS, Table, TableSpec


def synthetic(municipalities: int, years: int, kinds: int, goals: tuple[str, ...], *, seed: int = 1,
              home: int = 0, limit: int = 45, growth: Fraction = Fraction(3, 2),
              areas: int = 0) -> Problem:
    """Municipalities on a square, populations of a long tail, tight room here and there.

    Today's places follow the population unevenly; the county grows by ``growth`` in equal
    steps; about one municipality in six has less room than its share. With ``areas`` so many
    areas of neighbours share homes, their places split by population in thousands.
    """
    draw = Random(seed)
    codes = [f"{1000 + i}" for i in range(municipalities)]
    people = {c: int(4000 * draw.paretovariate(1.1)) % 900_000 + 3000 for c in codes}
    county = County.of("Mått", [Municipality(c, f"Kommun {c}", people[c]) for c in codes])
    words = tuple(f"kind{k}" for k in range(kinds))
    span = tuple(range(2010, 2010 + years))
    total_people = sum(people.values())
    today = {(c, k): people[c] * 6 * municipalities // total_people + draw.randrange(3)
             for c in codes for k in words}
    total = {}
    for k in words:
        start = sum(today[c, k] for c in codes)
        total |= {(k, t): start + ceil(start * (growth - 1) * (i + 1) / years) for i, t in enumerate(span)}
    weights = Shares(people, "county", total_people, "by-population", ASSUMED)
    rules: list[Rule] = [pieces("rules")[w]() for w in ("need", "keep-existing", "capacity")]
    rules.append(pieces("rules")["commuting"](limit=limit))
    if home:
        rules.append(pieces("rules")["smallest-home"](places=home))
    if areas:
        rules.append(pieces("rules")["co-operation"]())
    chosen: list[Goal] = [pieces("goals")[w]() for w in goals]
    need = Need(words, span, today, total)
    tables = _tables(draw, codes, people, today, words, total, limit) | _areas(codes, people, areas)
    return Problem(county, need, dict.fromkeys(total, weights), Basis(STOCK, FILLED), tuple(rules),
                   tuple(chosen), tables)


def _areas(codes: list[str], people: dict[str, int], areas: int) -> dict[str, Table]:
    rows = [{"area": f"Område {i * areas // len(codes) + 1}", "code": c, "split": people[c] // 1000 + 1,
             "host": None} for i, c in enumerate(codes)] if areas else []
    return {"areas.csv": _table("areas.csv", AREAS, rows)} if areas else {}


def _tables(draw: Random, codes: list[str], people: dict[str, int], today: dict[tuple[str, str], int],
            words: tuple[str, ...], total: dict[tuple[str, int], int], limit: int) -> dict[str, Table]:
    everyone = sum(people.values())
    last = sum(total[k, max(t for _, t in total)] for k in words)
    grown = last - sum(today.values())
    at = {c: (draw.random(), draw.random()) for c in codes}
    reach = 2.2 / len(codes) ** 0.5
    capacity, schools, minutes = [], [], []
    for c in codes:
        now = sum(today[c, k] for k in words)
        wide = Fraction(1, 2) if draw.random() < 1 / 6 else Fraction(8, 5)
        room = now + ceil(wide * Fraction(people[c] * last, everyone)) + 2
        capacity.append({"code": c, "kind": None, "year": None, "capacity": room})
        places = ceil(Fraction(13, 10) * Fraction(people[c] * grown, everyone)) + draw.randrange(3)
        schools.append({"code": c, "year": None, "school_places": places})
        for d in codes:
            far = hypot(at[c][0] - at[d][0], at[c][1] - at[d][1])
            time = 10 if c == d else 15 + int(far / reach * (limit - 15))
            if time <= 2 * limit:
                minutes.append({"from": c, "to": d, "minutes": time})
    return {name: _table(name, spec, rows) for name, spec, rows in (
        ("capacity.csv", CAPACITY, capacity), ("schools.csv", SCHOOLS, schools),
        ("minutes.csv", MINUTES, minutes))}


def _table(name: str, spec: TableSpec, rows: list[dict[str, object]]) -> Table:
    return Table(name, spec, tuple(rows))
