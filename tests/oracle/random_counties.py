"""Small random counties, the same for the same seed, each around a hidden plan.

Most limits leave room for the hidden plan, so that most counties have one; some do not. Weights,
minutes, prices and inhabitants are drawn from few figures, so that ties are common.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from models.county import County, Municipality
from models.need import Cell, Need
from models.problem import Basis, Problem
from models.shares import Shares
from models.tables import Table, TableSpec
from tests.oracle import enumerate as every
from tests.oracle.random_pieces import draw_goals, draw_rules, make

CODES = ("0114", "0115", "0117", "0120", "0180")
KINDS = ("asylum", "permit")
YEARS = (2010, 2011)
MOST_PLANS = 2500


@dataclass
class Draw:
    """What the pieces of one county are drawn from: the hidden plan and the tables so far."""

    random: Random
    county: County
    need: Need
    hidden: dict[Cell, int]
    keep: bool
    tables: dict[str, Table]
    areas: dict[str, tuple[str, ...]]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in tie order."""
        return self.county.codes

    def chance(self, part: float) -> bool:
        """True in this part of the draws."""
        return self.random.random() < part

    def tabled(self, name: str, spec: TableSpec, rows: list[dict[str, Any]]) -> str:
        """Add a table; gives its name."""
        self.tables[name] = Table(name, spec, tuple(rows))
        return name

    def hidden_sum(self, cells: list[Cell]) -> int:
        """Places of the hidden plan in the cells together."""
        return sum(self.hidden[c] for c in cells)

    def today_sum(self, cells: list[Cell]) -> int:
        """Places today in the cells together."""
        return sum(self.need.existing(c) for c in cells)


def towns_of(random: Random, counts: tuple[int, ...]) -> County:
    """So many towns as one of the counts says, in no order, often of equal size."""
    codes = random.sample(CODES, random.choice(counts))
    sizes = random.choice(((1000,), (1000, 2000), (900, 1700, 5000, 21000)))
    towns = [Municipality(c, f"Town {c}", random.choice(sizes)) for c in codes]
    order = random.sample(codes, len(codes)) if random.random() < 0.2 else None
    return County.of("Random county", towns, order)


def spread(random: Random, places: int, codes: tuple[str, ...]) -> dict[str, int]:
    """So many places on random towns."""
    found = dict.fromkeys(codes, 0)
    for _ in range(places):
        found[random.choice(codes)] += 1
    return found


def _needs(random: Random, county: County, most: int, keep: bool) -> tuple[Need, dict[Cell, int]]:
    """Places today, and a hidden plan that adds at most ``most`` places a year and kind.

    Where places may close, each year's places are spread anew and the total may fall.
    """
    kinds, years = KINDS[:random.choice((1, 1, 2))], YEARS[:random.choice((1, 1, 2))]
    today, total, hidden = {}, {}, {}
    for kind in kinds:
        now = spread(random, random.choice((0, 0, 1, 3, 5)), county.codes)
        today.update({(m, kind): v for m, v in now.items() if v})
        for year in years:
            added = spread(random, random.choice((0, 2, most // 2, most, most)), county.codes)
            now = {m: v * keep + added[m] for m, v in now.items()}
            hidden.update({(m, kind, year): v for m, v in now.items()})
            total[kind, year] = sum(now.values())
    return Need(kinds, years, today, total), hidden


def _weights(random: Random, county: County) -> dict[str, int]:
    """Equal weights, inhabitants, or small whole numbers with zeros; never all zero."""
    how = random.randrange(4)
    if how == 0:
        return dict.fromkeys(county.codes, 1)
    if how == 1:
        return {m.code: m.inhabitants for m in county.municipalities}
    weights = {m: random.choice((0, 0, 1, 2) if how == 2 else (1, 2, 3, 5)) for m in county.codes}
    weights[random.choice(county.codes)] += 1
    return weights


def _shares(random: Random, county: County, need: Need) -> dict[tuple[str, int], Shares]:
    """The same shares for every kind and year, or new ones for each."""
    one, same = _weights(random, county), random.random() < 0.6
    tables = {(k, t): one if same else _weights(random, county) for k in need.kinds for t in need.years}
    return {at: Shares(w, "county", sum(w.values()), "decided", "assumed") for at, w in tables.items()}


def _basis(random: Random) -> Basis:
    """Stock or flow, plain or filled by starts or by limits."""
    amount, quota = random.choice(("stock", "flow")), random.choice(("plain", "filled"))
    fill = random.choice(("starts", "starts", "limits"))
    return Basis(amount, quota, fill)


def county(seed: int, plans: int = MOST_PLANS) -> Problem:
    """The county of this seed, with at most so many plans before the rules (else fewer places).

    The default lists all plans in a fraction of a second.
    """
    random = Random(seed)
    towns = towns_of(random, (2, 2, 3, 3, 3, 4, 4, 5))
    keep = random.random() < 0.92
    need, hidden = _shrunk(random, towns, keep, plans)
    draw = Draw(random, towns, need, hidden, keep, {}, {})
    rules = draw_rules(draw)
    goals = draw_goals(draw, rules)
    return Problem(towns, need, _shares(random, towns, need), _basis(random), tuple(rules),
                   tuple(goals), draw.tables, draw.areas)


def _shrunk(random: Random, towns: County, keep: bool, plans: int) -> tuple[Need, dict[Cell, int]]:
    """A need with at most ``plans`` plans before the other rules: fewer places until it fits."""
    rules = (make("rules", "need"), *[make("rules", "keep-existing")] * keep)
    most = random.choice((6, 9, 12))
    need, hidden = _needs(random, towns, most, keep)
    while every.size(Problem(towns, need, {}, rules=rules)) > plans:
        most = max(1, most - 1)
        need, hidden = _needs(random, towns, most, keep)
    return need, hidden
