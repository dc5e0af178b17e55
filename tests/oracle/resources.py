"""What is used where places lie or are answered for: room, resources with a use per place, reserves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from models.need import Cell
from models.problem import Problem
from tests.oracle.limits import rows
from tests.oracle.quotas import Refused


@dataclass(frozen=True)
class Use:
    """sum of use x places answered for + sum of use x places lying there <= available, in one year."""

    year: int
    answers: Mapping[Cell, int]
    lies: Mapping[Cell, int]
    available: int

    def kept(self, x: Mapping[Cell, int], located: Mapping[Cell, int]) -> bool:
        """Is there enough?"""
        answered = sum(u * x[c] for c, u in self.answers.items())
        return answered + sum(u * located[c] for c, u in self.lies.items()) <= self.available


def stated(table: list[Any], key: tuple[str, ...], year: int) -> Iterator[Any]:
    """The rows of a year: a row without a year holds unless another of the same key names the year."""
    named = {tuple(r.get(c) for c in key) for r in table if r.get("year") == year}
    for r in table:
        at = tuple(r.get(c) for c in key)
        if r.get("year") == year or (r.get("year") is None and at not in named):
            yield r


def capacities(problem: Problem) -> list[Use]:
    """Room: all places lying in the place."""
    rule: Any = problem.rule("capacity")
    if rule is None:
        return []
    return [Use(cells[0][2], {}, dict.fromkeys(cells, 1), figure)
            for cells, figure, _ in rows(problem, rule.table, "capacity")]


def resources(problem: Problem) -> list[Use]:
    """The rows of limit, each with what a place of each kind uses."""
    rule: Any = problem.rule("limit")
    if rule is None:
        return []
    table, found = list(problem.tables[rule.resources].rows), []
    for year in problem.need.years:
        for r in stated(table, ("resource", "code"), year):
            sides: dict[str, dict[Cell, int]] = {"answers": {}, "lies": {}}
            for u in problem.tables[rule.use].rows:
                if u["resource"] != r["resource"]:
                    continue
                for k in (u["kind"],) if u.get("kind") else problem.need.kinds:
                    for m in problem.areas.get(r["code"], (r["code"],)):
                        sides[u.get("where") or "answers"][m, k, year] = u["use"]
            found.append(Use(year, sides["answers"], sides["lies"], r["available"]))
    return found


def _room(problem: Problem, code: str, year: int) -> int | None:
    """The capacity of all kinds together, or the sum of the kinds' capacities; None: no figure."""
    rule: Any = problem.rule("capacity")
    if rule is None:
        return None
    here = {r.get("kind") or None: r["capacity"] for r in problem.tables[rule.table].rows
            if r["code"] == code and r.get("year") in (None, year)}
    if None in here:
        return here[None]
    return sum(here.values()) if set(here) == set(problem.need.kinds) else None


@dataclass(frozen=True)
class Reserve:
    """What must be left free in a year: (cells, capacity, free) of a place, and over the county."""

    year: int
    free: tuple[tuple[tuple[Cell, ...], int, int], ...]
    open: tuple[tuple[tuple[Cell, ...], int | None, int], ...]
    county: int

    def kept(self, located: Mapping[Cell, int]) -> bool:
        """Room left >= free everywhere, and enough that can open over the county."""
        if any(room - sum(located[c] for c in cells) < free for cells, room, free in self.free):
            return False
        ready = 0
        for cells, room, opens in self.open:
            left = opens if room is None else room - sum(located[c] for c in cells)
            if left < 0:
                return False
            ready += min(opens, left)
        return self.county <= 0 or ready >= self.county


def reserves(problem: Problem) -> list[Reserve]:
    """The reserve of each year; raises Refused where a free figure has no capacity to be set against."""
    rule: Any = problem.rule("reserve")
    if rule is None:
        return []
    found = []
    for year in problem.need.years:
        free, opens = [], []
        for r in stated(list(problem.tables[rule.table].rows), ("code",), year):
            cells = tuple((r["code"], k, year) for k in problem.need.kinds)
            room = _room(problem, r["code"], year)
            if r.get("free") is not None:
                if room is None:
                    raise Refused
                free.append((cells, room, r["free"]))
            opens.append((cells, room, r.get(f"open_{rule.days}") or 0))
        found.append(Reserve(year, tuple(free), tuple(opens) if rule.county > 0 else (), rule.county))
    return found
