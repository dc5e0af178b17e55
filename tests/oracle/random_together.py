"""Random small counties that act together: each new rule and goal alone, or all with the old ones.

As in ``random_counties`` each stands around a hidden plan that most of its limits leave room for.
"""

from __future__ import annotations

from dataclasses import replace
from math import comb, prod
from random import Random
from typing import Any

from models.county import County
from models.need import Cell, Need
from models.problem import Basis, Problem
from models.shares import Shares
from tests.oracle import enumerate as every
from tests.oracle.random_counties import KINDS, Draw, spread, towns_of
from tests.oracle.random_moves import MOVES, answers, home, keep_room, reserve, resources, units
from tests.oracle.random_pieces import RULES, draw_goal, make
from tests.oracle.sharing import areas, pairs

PIECES = ("co-operation", "housed-elsewhere", "limit", "reserve", "at-least", "answers", "units",
          "participation", "at-home", "together")
MOVING = ("co-operation", "housed-elsewhere", "participation", "at-home", "together")
MOST_PLANS = {True: 150, False: 600}
MOST_WAYS = 2_000


def _need(random: Random, county: County, most: int, falling: bool) -> tuple[Need, dict[Cell, int]]:
    """Places today, some of which fall when ``falling``, and a hidden plan that adds to them."""
    kinds = KINDS[:random.choice((1, 1, 2))]
    years = random.choice(((2010, 2011), (2017, 2018)))[:random.choice((1, 2, 2, 2))]
    today, total, fallen, hidden = {}, {}, {}, {}
    for kind in kinds:
        now = spread(random, random.choice((0, 0, 1, 3)), county.codes)
        gone = dict.fromkeys(county.codes, 0)
        today.update({(m, kind): v for m, v in now.items() if v})
        for year in years:
            added = spread(random, random.choice((0, 1, most // 2, most, most)), county.codes)
            for m in county.codes if falling else ():
                falls = random.choice((0, 0, 0, 1, 2)) if gone[m] < today.get((m, kind), 0) else 0
                falls = min(falls, today.get((m, kind), 0) - gone[m])
                gone[m] += falls
                now[m] -= falls
            now = {m: v + added[m] for m, v in now.items()}
            fallen.update({(m, kind, year): v for m, v in gone.items() if v})
            hidden.update({(m, kind, year): v for m, v in now.items()})
            total[kind, year] = sum(now.values())
    return Need(kinds, years, today, total, fallen), hidden


def _weights(random: Random, county: County) -> dict[str, int]:
    weights = {m: random.choice(random.choice(((1,), (0, 0, 1, 2), (1, 2, 3, 5)))) for m in county.codes}
    weights[random.choice(county.codes)] += 1
    return weights


def _shares(random: Random, county: County, need: Need) -> dict[tuple[str, int], Shares]:
    one, same = _weights(random, county), random.random() < 0.5
    tables = {(k, t): one if same else _weights(random, county) for k in need.kinds for t in need.years}
    return {at: Shares(w, "county", sum(w.values()), "decided", "assumed") for at, w in tables.items()}


def _basis(random: Random) -> Basis:
    return Basis(random.choice(("stock", "flow")), random.choice(("plain", "filled")),
                 random.choice(("starts", "starts", "limits")))


def county(seed: int, piece: str) -> Problem:
    """The county of this seed and piece; ``together`` draws every piece now and then, with the old ones."""
    random = Random(f"{piece} {seed}")
    moving = piece in MOVING or random.random() < 0.4
    towns = towns_of(random, (2, 3, 3, 4 if moving else 5))
    falls = piece == "answers" or (piece == "together" and random.random() < 0.4)
    keep, most = random.random() < 0.93, random.choice((4, 6, 8))
    while True:
        need, hidden = _need(random, towns, most, falls)
        draw = Draw(random, towns, need, hidden, keep, {}, {})
        rules = _rules(draw, piece, moving)
        problem = Problem(towns, need, _shares(random, towns, need), _basis(random), tuple(rules),
                          (), draw.tables, draw.areas)
        if every.size(problem) <= MOST_PLANS[moving] and ways(problem) <= MOST_WAYS:
            break
        most = max(1, most - 1)
    problem = replace(problem, goals=tuple(_goals(draw, rules, piece)))
    if piece == "at-least" or (piece == "together" and draw.chance(0.25)):
        return _at_least(draw, problem)
    return problem


def ways(problem: Problem) -> int:
    """About how many ways there are to lay the new places on areas and pairs: a bound for the lists."""
    outlets = sum(len(a.hosts) + 1 for a in areas(problem)) + len(pairs(problem))
    grown = [problem.need.grown(k, i) for k in problem.need.kinds for i in range(len(problem.need.years))]
    found = prod(comb(max(n, 0) + outlets, outlets) for n in grown)
    return found if problem.rule("smallest-home") is None else found // 4


def _rules(draw: Draw, piece: str, moving: bool) -> list[Any]:
    """need, mostly keep-existing, the piece, and what makes it bind."""
    rules = [make("rules", "need"), *[make("rules", "keep-existing")] * draw.keep]
    share, away = (0.6 * moving, MOVES[0]), (0.5 * moving, MOVES[1])
    mine: dict[str, list[tuple[float, Any]]] = {
        "co-operation": [(1, MOVES[0]), (0.75, home), (0.35, keep_room), (0.2, RULES[5][1])],
        "housed-elsewhere": [(1, MOVES[1]), (0.25, home), (0.8, keep_room), (0.25, RULES[5][1])],
        "limit": [(1, resources), (0.3, home), (0.2, keep_room), share, away],
        "reserve": [(1, keep_room), (1, reserve), (0.2, home), share, away],
        "at-least": [(0.6, home), (0.5, keep_room), (0.3, RULES[1][1]), (0.3, resources), share],
        "answers": [(1, answers), (0.2, home), (0.2, keep_room), share, away],
        "units": [(1, units), share, away, (0.2, keep_room)],
        "participation": [(0.5, home), (0.5, MOVES[0]), (0.3, MOVES[1]), (0.4, keep_room)],
        "at-home": [(0.7, home), (0.7, MOVES[0]), (0.5, MOVES[1]), (0.5, keep_room)],
        "together": [(0.6, MOVES[0]), (0.5, MOVES[1]), (0.3, home), (0.35, keep_room), (0.25, resources),
                     (0.25, reserve), (0.3, answers), (0.25, units),
                     *((0.6 * chance, maker) for i, (chance, maker) in enumerate(RULES) if i not in (0, 4))],
    }
    for chance, maker in mine[piece]:
        if draw.chance(chance):
            rules.append(maker(draw))
    return list({r.word: r for r in rules}.values())


def _goals(draw: Draw, rules: list[Any], piece: str) -> list[Any]:
    """No to four goals in random order, the piece among them if it is one."""
    words = {r.word for r in rules}
    choice = ["worst-gap", "worst-gap", "level-gaps", "total-gap", "cost", "participation"]
    choice += ["travel"] * 2 if "commuting" in words else []
    choice += ["new-homes"] * 2 if "smallest-home" in words else []
    choice += ["at-home"] * 2 if words & {"co-operation", "housed-elsewhere"} else []
    picked = draw.random.sample(choice, draw.random.choice((0, 1, 2, 2, 3)))
    if piece in choice:
        picked.insert(draw.random.randrange(len(picked) + 1), piece)
    return [draw_goal(draw, word) for word in dict.fromkeys(picked)]


def _at_least(draw: Draw, problem: Problem) -> Problem:
    """Totals from below the hidden plan's to above, tried from the smallest or the largest."""
    need, random = problem.need, draw.random
    below, above = random.choice((0, 0, 1, 2, 3)), random.choice((0, 1, 2, 3))
    low = {at: max(v - below, need.left(*at)) for at, v in need.total.items()}
    high = {at: max(low[at], v + random.choice((0, above))) for at, v in need.total.items()}
    steps = max(high[at] - low[at] for at in low)
    needs = [replace(need, total={at: min(low[at] + s, high[at]) for at in low}) for s in range(steps + 1)]
    if draw.chance(0.4):
        needs.reverse()
    return replace(problem, need=needs[0], needs=tuple(needs))
