"""A way out where rules read quotas: proved only where they stand still, or every fairer one was tried."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest

from models import repair_moving, tables
from models.county import County, Municipality
from models.problem import FILLED, LIMITS, PLAIN, STARTS, Basis, Problem
from models.repair import Outcome, repair
from models.repair_quotas import moving
from models.shares import Shares
from tests.repair_counties import RULES, SECTION, tight
from tests.test_repair_wide import fits
from tests.three_towns import table
from tests.tiny_counties import CODES, also

FLOORS = {"floor": "floor.csv", "capacity": "capacity.csv"}
COLUMN = {"floor": "places", "capacity": "capacity"}


def county(seed: int) -> Problem:
    """Three towns with floors and room that may give, and a rule that reads quotas."""
    draw = Random(seed)
    problem = tight(seed, kinds=1, years=1)
    existing = {m: problem.need.existing((m, "asylum", 2010)) for m in CODES}
    room = [{"code": m, "capacity": existing[m] + draw.randint(0, 3)} for m in CODES]
    floors = [{"code": m, "places": places} for m in CODES if (places := draw.choice((0, 1, 2, 3)))]
    new = {"capacity.csv": table("capacity.csv", tables.CAPACITY, room)}
    problem = replace(problem, tables={**problem.tables, **new}, sections=(SECTION(("floor", "capacity")),),
                      basis=Basis(draw.choice(("stock", "flow")), FILLED, draw.choice((STARTS, LIMITS))))
    problem = also(problem, RULES["floor"](table="floor.csv"), table("floor.csv", tables.FLOOR, floors))
    word = draw.choice(("within-gap", "within-gap", "within-quota", "relief"))
    if word == "relief":
        rows = [{"code": CODES[0], "part": Fraction(draw.randint(1, 3), 4), "reason": "x"}]
        return also(problem, RULES[word](), table("relief.csv", tables.RELIEF, rows))
    gap = {"gap": Fraction(draw.randint(2, 4), 2), "stuck": draw.choice(("conflict", "hold"))}
    return also(problem, RULES[word](**(gap if word == "within-gap" else {})))


def listed(problem: Problem, most: int) -> dict[tuple[str, str], int] | str | None:
    """The fairest way out by listing; "many" where more than ``most`` had to be tried."""
    figures = [(rule, row["code"], int(row[COLUMN[rule]])) for rule in ("floor", "capacity")
               for row in problem.tables[FLOORS[rule]].rows]
    places = problem.county.codes
    figures.sort(key=lambda one: (places.index(one[1]), one[0] != "floor"))
    ranges = [range(figure + 1 if rule == "floor" else 4) for rule, _, figure in figures]
    every = sorted((sorted((Fraction(n, max(1, f)) for n, (*_, f) in zip(steps, figures, strict=True)),
                           reverse=True), [-n for n in steps]) for steps in product(*ranges))
    for number, (_, negative) in enumerate(every):
        given = {(rule, code): -n for n, (rule, code, _) in zip(negative, figures, strict=True)}
        if number >= most:
            return "many"
        if fits(after(problem, given)):
            return {at: n for at, n in given.items() if n}
    return None


def after(problem: Problem, given: dict[tuple[str, str], int]) -> Problem:
    """The question with the figures after the concessions, written here by hand."""
    found: dict[str, Any] = {}
    for rule, name in FLOORS.items():
        sign = -1 if rule == "floor" else 1
        rows = tuple({**row, COLUMN[rule]: row[COLUMN[rule]] + sign * given.get((rule, row["code"]), 0)}
                     for row in problem.tables[name].rows)
        found[name] = replace(problem.tables[name], rows=rows)
    return replace(problem, tables={**problem.tables, **found})


@pytest.mark.parametrize("first", [0, 60])
def test_what_is_called_the_fairest_is_the_fairest(first: int) -> None:
    held = moved = 0
    for seed in range(first, first + 60):
        problem = county(seed)
        if fits(problem):
            continue
        found = repair(problem, "paired")
        wanted = listed(problem, 150)
        if wanted == "many":
            continue
        given = {(one.because.rule, one.because.code): one.step for one in found.given}
        if found.outcome is Outcome.PROVED:
            assert given == wanted, seed
        elif found.outcome is Outcome.NONE:
            assert wanted is None, seed
        else:
            assert found.moving, seed
        held += 1
        moved += bool(found.moving)
    assert held >= 8
    assert moved >= 6


def relieved() -> Problem:
    """Six places: a floor of 2 and a relief of a quarter for the first town, room for six in all."""
    problem = tight(1, kinds=1, years=1)
    people = dict(zip(CODES, (900, 500, 100), strict=True))
    county = County.of("Litet län", [Municipality(code, code, n) for code, n in people.items()])
    shares = dict.fromkeys(problem.shares, Shares(people, "county", 1500, "by-population", tables.OFFICIAL))
    need = replace(problem.need, today={(CODES[1], "asylum"): 1}, total={("asylum", 2010): 6})
    room = [{"code": m, "capacity": n} for m, n in zip(CODES, (4, 2, 0), strict=True)]
    problem = replace(
        problem, county=county, shares=shares, need=need,
        tables={**problem.tables, "capacity.csv": table("capacity.csv", tables.CAPACITY, room)},
        basis=Basis("flow", FILLED, STARTS), sections=(SECTION(("floor", "capacity")),))
    floor = table("floor.csv", tables.FLOOR, [{"code": CODES[0], "places": 2}])
    part = table("relief.csv", tables.RELIEF, [{"code": CODES[0], "part": Fraction(1, 4), "reason": "x"}])
    return also(also(problem, RULES["floor"](table="floor.csv"), floor), RULES["relief"](), part)


def test_what_is_not_proved_the_fairest_is_a_way_out_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = relieved()
    assert not fits(problem)
    proved = repair(problem, "paired")
    assert (proved.outcome, proved.tried) == (Outcome.PROVED, True)
    monkeypatch.setattr(repair_moving, "LISTED", 0)
    found = repair(problem, "paired")
    assert found.outcome is Outcome.FOUND
    assert found.problem is not None
    assert fits(found.problem)
    assert (found.left, found.least, found.moving) == ((), (), ("relief",))
    monkeypatch.setattr(repair_moving, "ROUNDS", 0)
    none = repair(problem, "paired")
    assert (none.outcome, none.given, none.left, none.problem) == (Outcome.QUOTAS, (), (), None)


def test_which_quotas_move() -> None:
    bare = tight(1, kinds=1, years=1)
    gap, quota = RULES["within-gap"](gap=Fraction(1)), RULES["within-quota"]()
    held = RULES["within-gap"](gap=Fraction(1), stuck="hold")
    part = table("relief.csv", tables.RELIEF, [{"code": CODES[0], "part": Fraction(1, 2), "reason": "x"}])
    for rule, basis, lows, highs in (
            (gap, Basis("stock", PLAIN), False, False), (gap, Basis("stock", FILLED), True, False),
            (gap, Basis("stock", FILLED, LIMITS), True, True), (held, Basis("flow", PLAIN), True, True),
            (quota, Basis("flow", PLAIN), True, False), (quota, Basis("flow", PLAIN, LIMITS), True, True),
            (RULES["relief"](), Basis("stock", PLAIN), True, False),
            (RULES["relief"](cap=False), Basis("stock", FILLED), False, False)):
        problem = replace(also(bare, rule, part), basis=basis)
        for reasons, moves in (({"floor"}, lows), ({"agreement"}, lows), ({"capacity"}, highs),
                               ({"ceiling"}, highs), ({"pace", "limit", "school-places"}, False)):
            assert moving(problem, reasons) == ((rule.word,) if moves else ()), (rule, basis, reasons)
