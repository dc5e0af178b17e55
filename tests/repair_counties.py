"""Counties so small that every way out can be listed, with rules of every sort that may give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

from models import tables
from models.need import Cell
from models.pieces import pieces
from models.problem import Problem
from tests.three_towns import table
from tests.tiny_counties import CODES, also, plans, tiny

RULES = pieces("rules")
SECTION = pieces("sections")["repair"]
Said = tuple[str, str, str, int, int]  # reason, place, kind, year, what the figure says


def tight(seed: int, *, kinds: int = 1, years: int = 2, words: tuple[str, ...] = (),
          may_give: tuple[str, ...] = ()) -> Problem:
    """A tiny county with too little room, and with the rules named."""
    draw = Random(seed + 1000 * kinds + 100_000 * years)
    problem = tiny(seed, kinds, years)
    room = problem.tables["capacity.csv"]
    rows = [{**row, "capacity": max(0, row["capacity"] - draw.randint(1, 3))} for row in room.rows]
    if draw.random() < 0.4:
        rows.append({"code": "norr", "capacity": draw.randint(1, 5)})
    if draw.random() < 0.4:
        rows.append({"code": rows[0]["code"], "year": 2010, "capacity": draw.randint(0, 2)})
    new = {room.name: table(room.name, tables.CAPACITY, rows)}
    problem = replace(problem, tables=new, sections=(SECTION(may_give),))
    for word in words:
        problem = also(problem, *_made(word, problem, draw))
    return problem


def _made(word: str, problem: Problem, draw: Random) -> tuple[Any, ...]:
    some = draw.sample(CODES, 2)
    kind = problem.need.kinds[-1]
    if word == "floor":
        rows = [{"code": some[0], "kind": kind, "year": problem.need.years[-1],
                 "places": draw.randint(1, 3)}]
        rule = RULES[word](places=draw.randint(0, 1), table="floor.csv")
        return rule, table("floor.csv", tables.FLOOR, rows)
    if word == "ceiling":
        rows = [{"code": code, "places": draw.randint(0, 1)} for code in some]
        return RULES[word](places=2, table="ceiling.csv"), table("ceiling.csv", tables.CEILING, rows)
    if word == "pace":
        return (RULES[word](places=draw.randint(0, 1)),)
    if word == "pinned":
        rows = [{"code": some[0], "kind": kind, "places": draw.randint(0, 3), "who": "KF",
                 "when": date(2010, 1, 1), "why": "avtal"}]
        return RULES[word](), table("pinned.csv", tables.PINNED, rows)
    if word == "limit":
        rows = [{"resource": "tid", "code": code, "available": draw.randint(0, 9)} for code in CODES]
        use = [{"resource": "tid", "kind": None, "use": 4}]
        return (RULES[word](), table("resources.csv", tables.RESOURCES, rows),
                table("use.csv", tables.USE, use))
    if word == "commuting":
        rows = [{"code": code, "school_places": draw.randint(0, 2)} for code in CODES]
        ways = [(a, b) for a, b in zip(CODES, (*CODES[1:], CODES[0]), strict=True)]
        minutes = [{"from": a, "to": b, "minutes": 10} for a, b in (*ways, *((c, c) for c in CODES))]
        return (RULES[word](limit=45), table("schools.csv", tables.SCHOOLS, rows),
                table("minutes.csv", tables.MINUTES, minutes))
    if word == "smallest-home":
        return (RULES[word](places=draw.randint(2, 3)),)
    rows = [{"code": CODES[0], "free": draw.randint(1, 3)}]
    return RULES["reserve"](), table("reserve.csv", tables.RESERVE, rows)


@dataclass(frozen=True)
class Way:
    """A way out: for each figure what it says, and how much it gives."""

    figures: Mapping[Said, int]
    given: Mapping[Said, int]

    def levels(self) -> list[Fraction]:
        """The relative concessions, largest first."""
        return sorted((Fraction(abs(self.given.get(at, 0)), max(1, figure))
                       for at, figure in self.figures.items()), reverse=True)


def ways(problem: Problem) -> Iterator[Way]:
    """Every way out: for every plan of the rules that stand, the least that the others must give."""
    bare = replace(problem, tables={**problem.tables,
                                    "capacity.csv": table("capacity.csv", tables.CAPACITY, [])})
    for x in filter(lambda x: _homes(problem, x), plans(bare)):
        for flows in _flows(problem, x):
            figures, given = _needed(problem, x, flows)
            stands = all(_may(problem, at[0]) for at, amount in given.items() if amount)
            free = [at for at in figures if at[0] == "reserve"]
            extra = [at for at in figures if free and at[:3] == ("capacity", CODES[0], "")]
            for shift in product(range(4), repeat=len(extra)):
                moved = {**given, **{at: given[at] + more for at, more in zip(extra, shift, strict=True)}}
                for at in free:
                    room = min(figures[c] + moved[c] for c in extra if c[3] == at[3])
                    moved[at] = max(0, figures[at] - (room - _all(problem, x, CODES[0], at[3])))
                if stands and all(_may(problem, at[0]) for at, n in moved.items() if n) and all(
                        moved[at] <= figures[at] for at in free):
                    yield Way({at: f for at, f in figures.items() if _may(problem, at[0])}, moved)


def _homes(problem: Problem, x: Mapping[Cell, int]) -> bool:
    """No new places, or at least a home: a rule that never gives."""
    rule: Any = problem.rule("smallest-home")
    new = (sum(_new(problem, x, (m, k, t), False) for k in problem.need.kinds)
           for m in CODES for t in problem.need.years)
    return rule is None or all(n == 0 or n >= rule.places for n in new)


def best(problem: Problem) -> dict[Said, int] | None:
    """The fairest way out by listing: what gives, in the order; None where there is none."""
    found: list[Way] = list(ways(problem))
    if not found:
        return None
    least = min(way.levels() for way in found)
    fair = [way for way in found if way.levels() == least]
    order = sorted(fair[0].figures, key=lambda at: _rank(problem, at))
    first = max(fair, key=lambda way: [way.given.get(at, 0) for at in order])
    return {at: first.given[at] for at in order if first.given.get(at)}


def least_sum(problem: Problem) -> int:
    """The smallest sum of concessions by listing."""
    return min(sum(map(abs, way.given.values())) for way in ways(problem))


WORD = {"school-places": "commuting"}
MOVING = ("floor", "ceiling", "pace")


def _may(problem: Problem, reason: str) -> bool:
    return WORD.get(reason, reason) in problem.section("repair").rules


def _rank(problem: Problem, at: Said) -> tuple[Any, ...]:
    places = (*problem.county.codes, *problem.areas)
    rules = problem.section("repair").rules
    kinds = ("", *problem.need.kinds)
    return places.index(at[1]), rules.index(WORD.get(at[0], at[0])), kinds.index(at[2]), at[3], at[4]


def _cells(problem: Problem, place: str, kind: str, year: int) -> list[Cell]:
    members = problem.areas.get(place, (place,))
    return [(m, k, year) for m in members for k in ((kind,) if kind else problem.need.kinds)]


def _all(problem: Problem, x: Mapping[Cell, int], place: str, year: int) -> int:
    return sum(x[cell] for cell in _cells(problem, place, "", year))


def _rows(problem: Problem, name: str, column: str) -> Iterator[tuple[str, str, int, int]]:
    """place, kind, year and figure: a row of a year goes before one for every year."""
    rows = problem.tables[name].rows
    for year in problem.need.years:
        for row in rows:
            named = any(r["code"] == row["code"] and r.get("kind") == row.get("kind") and r["year"] == year
                        for r in rows)
            if row["year"] == year or (row["year"] is None and not named):
                yield row["code"], row.get("kind") or "", year, row[column]


def _needed(problem: Problem, x: Mapping[Cell, int],
            flows: Mapping[tuple[str, int], int]) -> tuple[dict[Said, int], dict[Said, int]]:
    """Every figure, and how much it must give for this plan (of a decision also downwards)."""
    figures: dict[Said, int] = {}
    given: dict[Said, int] = {}
    for rule in problem.rules:
        for (*at, says), amount in _gives(problem, rule, x, flows):
            reason, place, kind, year = at
            found = (str(reason), str(place), str(kind), int(year), int(says))
            figures[found], given[found] = int(says), amount
    return figures, given


def _gives(problem: Problem, rule: Any, x: Mapping[Cell, int],
           flows: Mapping[tuple[str, int], int]) -> Iterator[tuple[tuple[Any, ...], int]]:
    """Each figure of a rule (reason, place, kind, year, what it says) and what it must give."""
    def lie(place: str, kind: str, year: int) -> int:
        return sum(x[cell] for cell in _cells(problem, place, kind, year))

    said = {"capacity": ("capacity.csv", "capacity"), "pinned": ("pinned.csv", "places"),
            "limit": ("resources.csv", "available"), "commuting": ("schools.csv", "school_places"),
            "reserve": ("reserve.csv", "free")}.get(rule.word)
    reason = "school-places" if rule.word == "commuting" else rule.word
    rows = _rows(problem, *said) if said else _limits(problem, rule) if rule.word in MOVING else ()
    for place, kind, year, says in rows:
        new = sum(_new(problem, x, c, rule.word == "pace") for c in _cells(problem, place, kind, year))
        most = {"capacity": lie(place, kind, year), "limit": 4 * lie(place, "", year),
                "commuting": flows.get((place, year), 0), "reserve": 0}.get(rule.word, new)
        amount = max(0, most - says)
        if rule.word == "pinned":
            amount = lie(place, kind, year) - says
        elif rule.word == "floor":
            amount = max(0, says - new)
        yield (reason, place, kind, year, says), amount


def _limits(problem: Problem, rule: Any) -> Iterator[tuple[str, str, int, int]]:
    if rule.table:
        yield from _rows(problem, rule.table, "places")
    if rule.places is not None:
        for place, kind, year in problem.cells:
            yield place, kind, year, rule.places


def _new(problem: Problem, x: Mapping[Cell, int], cell: Cell, step: bool) -> int:
    code, kind, year = cell
    index = problem.need.years.index(year)
    if step and index:
        return x[cell] - x[code, kind, problem.need.years[index - 1]]
    return x[cell] - problem.need.existing(cell)


def _flows(problem: Problem, x: Mapping[Cell, int]) -> Iterator[dict[tuple[str, int], int]]:
    """School places used by school and year: each town sends some to itself and the rest to the next."""
    if problem.rule("commuting") is None:
        yield {}
        return
    years = problem.need.years
    after = dict(zip(CODES, (*CODES[1:], CODES[0]), strict=True))
    new = {(m, t): sum(_new(problem, x, (m, k, t), False) for k in problem.need.kinds)
           for m in CODES for t in years}
    for home in product(*(range(new[m, t] + 1) for m, t in new)):
        used = dict.fromkeys(new, 0)
        for (m, t), stay in zip(new, home, strict=True):
            used[m, t] += stay
            used[after[m], t] += new[m, t] - stay
        yield used
