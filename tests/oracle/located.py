"""Where places lie: every way to share homes and to house elsewhere that goes with given places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import inf
from operator import le
from typing import NamedTuple

from models.need import Cell
from models.problem import Problem
from tests.oracle import homes
from tests.oracle.answers import released
from tests.oracle.flows import schools
from tests.oracle.resources import capacities, reserves, resources
from tests.oracle.sharing import areas, pairs
from tests.oracle.splits import Counts, along, housed, laid, parted

Places = Mapping[Cell, int]


class State(NamedTuple):
    """One year: parts by (area, member, kind), hosted by (area, host, kind), elsewhere by (answers,
    located, kind); places at home (base), in homes of its own (own) and lying there (located) by cell."""

    part: Counts
    hosted: Counts
    elsewhere: Counts
    base: Places
    own: Places
    located: Places
    minutes: int
    stays: tuple[float, ...] = ()
    allows: tuple[float, ...] = ()


@dataclass(frozen=True)
class Where:
    """Where the places of a plan lie: the states of its years, minutes, fewest own and shared homes."""

    states: tuple[State, ...]
    own: Places
    located: Places
    town_homes: list[homes.Options]
    shared_homes: list[homes.Options]

    @cached_property
    def minutes(self) -> int:
        """The least minutes that go with it."""
        return sum(s.minutes for s in self.states)

    @cached_property
    def away(self) -> int:
        """New places that lie elsewhere than where they are counted, over kinds and years."""
        shared = sum(max(0, p - s.hosted.get(at, 0)) for s in self.states for at, p in s.part.items())
        return shared + sum(h for s in self.states for h in s.elsewhere.values())


class Locator:
    """Lists the ways, year by year; a year's ways are kept for the places of that year."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.areas, self.pairs = areas(problem), pairs(problem)
        self.keep = problem.rule("keep-existing") is not None
        self.units, self.school = homes.units(problem), schools(problem)
        self.uses = capacities(problem) + resources(problem)
        self.reserves, self.released = reserves(problem), released(problem)
        self.groups = homes.groups(problem) or (problem.need.kinds,)
        self.known: dict[tuple[int, tuple[int, ...]], list[State]] = {}

    def ways(self, x: Places) -> Iterator[Where]:
        """Every way in which the places may lie."""
        return self._walk(x, 0, ())

    def _walk(self, x: Places, index: int, before: tuple[State, ...]) -> Iterator[Where]:
        if index == len(self.problem.need.years):
            found = self._whole(before)
            if found is not None:
                yield found
            return
        for state in self._year(x, index):
            if not before or all(map(le, before[-1].stays, state.allows)):
                yield from self._walk(x, index + 1, (*before, state))

    def _whole(self, states: tuple[State, ...]) -> Where | None:
        """The way, if its homes can stay open over the years."""
        own = {c: v for s in states for c, v in s.own.items()}
        shared = [homes.choices(tuple(sum(s.hosted[a.name, b, k] for k in u.kinds) for s in states),
                                u.least, u.most, 0, homes.ending(self.problem, a.members, u.kinds))
                  for a in self.areas for b in a.hosts for u in self.units]
        towns = homes.town_choices(self.problem, own) if self.units and all(shared) else []
        if not (all(shared) and all(towns)):
            return None
        return Where(states, own, {c: v for s in states for c, v in s.located.items()}, towns, shared)

    def _stays(self, state: State, index: int) -> State:
        """The state with what may not fall where places are kept: parts, shared places, base, usable pairs.

        What a year has in ``stays`` is at most what the next has in ``allows``; where new places go with
        their agreement, what they were counted in may fall.
        """
        year, need = self.problem.need.years[index], self.problem.need
        if not self.keep:
            return state
        rising = {at for p in self.pairs if year in p.years for at in along(p)
                  if not self.released.get((at[0], at[2], year))}
        still = {(a.name, k) for a in self.areas for k in need.kinds
                 if not any(self.released.get((m, k, year)) for m in a.members)}
        shared = [*state.part.items(), *state.hosted.items()]
        base = [v - need.existing(c) for c, v in state.base.items()]
        stays = [*state.elsewhere.values(), *(v for _, v in shared), *base]
        allows = [h if at in rising else inf for at, h in state.elsewhere.items()]
        allows += [v if (at[0], at[2]) in still else inf for at, v in shared]
        allows += [v + self.released.get(c, 0) for c, v in zip(state.base, base, strict=True)]
        return state._replace(stays=tuple(stays), allows=tuple(allows))

    def _year(self, x: Places, index: int) -> list[State]:
        """The ways of one year, by its places."""
        year, need = self.problem.need.years[index], self.problem.need
        cells = [(m, k, year) for m in self.problem.county.codes for k in need.kinds]
        at = index, tuple(x[c] for c in cells)
        if at not in self.known:
            self.known[at] = [self._stays(s, index) for s in self._listed({c: x[c] for c in cells}, index)]
        return self.known[at]

    def _listed(self, x: dict[Cell, int], index: int) -> Iterator[State]:
        year = self.problem.need.years[index]
        room = {c: v - (self.problem.need.existing(c) if self.keep else 0) for c, v in x.items()}
        if min(room.values()) < 0:
            return
        for part, left in parted(self.areas, self.groups, room):
            for away, base_left in housed(self.pairs, left, year):
                base = {c: x[c] - (room[c] - base_left[c]) for c in x}
                own = dict(base)
                for (_, b, k), h in away.items():
                    own[b, k, year] += h
                if not self._homes_fit(own, year):
                    continue
                for hosted in laid(self.areas, self.units, part):
                    state = self._state(x, index, (part, hosted, away), base, own)
                    if state is not None:
                        yield state

    def _homes_fit(self, own: Places, year: int) -> bool:
        """Can each town's own new places of this year live in homes of the size asked for?"""
        need = self.problem.need
        for m in self.problem.county.codes if self.units else ():
            news = [(sum(own[m, k, year] - need.existing((m, k, year)) for k in u.kinds),)
                    for u in self.units]
            if not homes.town_options(news, self.units, homes.free_beds(self.problem, m),
                                      [frozenset()] * len(self.units)):
                return False
        return True

    def _state(self, x: Places, index: int, counts: tuple[Counts, Counts, Counts], base: Places,
               own: Places) -> State | None:
        """The year's state, if room, resources, reserve and school places allow it."""
        year, located = self.problem.need.years[index], dict(own)
        for (_, b, k), v in counts[1].items():
            located[b, k, year] += v
        if not all(u.kept(x, located) for u in self.uses if u.year == year):
            return None
        if not all(r.kept(located) for r in self.reserves if r.year == year):
            return None
        minutes = self.school.least(located, index) if self.school else 0
        return None if minutes is None else State(*counts, base, own, located, minutes)
