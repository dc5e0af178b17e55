"""A home is opened as a unit of several places, not one bed at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from models.errors import InputFault, fault
from models.formulation import AT_LEAST, AT_MOST, Because, Name
from models.lookup import figures
from models.moving import in_company, may_fall, years_before
from models.pieces import key
from models.rules import Rule
from models.tables import HOMES, KINDS

if TYPE_CHECKING:
    from models.formulation import Count, Draft
    from models.need import Cell
    from models.problem import Problem

    Terms = list[tuple[Count, int]]


@dataclass(frozen=True)
class SmallestHome(Rule):
    """No new places, or at least one home: hmin to hmax places each.

    For every m, group j of kinds and year t: sum over k in j of n[m,k,t] = r + w,
    0 <= r (sum over the groups <= free[m], the empty beds in homes that exist),
    hmin o <= w <= hmax o, with o (homes opened so far) and r never falling over the years.
    Without ``most`` the room that the county's total leaves takes its place and o is 0 or 1.
    With ``units`` every kind that has its own smallest unit in that table is a group of its own
    with hmin and hmax from its row; the other kinds go by ``places``, ``most`` and ``kinds``.
    Where places lie elsewhere than where they are counted, n is what lies in m in homes of its
    own, whoever answers for it, and the homes that an area shares are bounded alike, for each
    host b: hmin o[g,b] <= sum over k in j of v[g,b,k,t] <= hmax o[g,b].
    Unit: places; homes. Source: the county's or an assumption.
    """

    word: ClassVar[str] = "smallest-home"
    places: int | None = key("fewest places of a home (hmin); may be left out where units gives every kind's",
                             None, least=1)
    most: int | None = key("most places of a home (hmax); none = no limit", None, least=1)
    kinds: tuple[tuple[str, ...], ...] = key("groups of kinds that share a home; none = all together", ())
    free: str = key("table of empty beds in homes that exist: code, free", "", table=HOMES)
    units: str = key("table of each kind's own unit: kind, smallest, largest", "", table=KINDS)

    def __post_init__(self) -> None:
        """Raise ``InputFault`` where no key says how large a home is."""
        if self.places is None and not self.units:
            raise InputFault([fault("missing-key", at="places", name="places")])

    def groups(self, problem: Problem) -> tuple[tuple[str, ...], ...]:
        """The groups of kinds that share a home, then each kind with a unit of its own.

        Where ``kinds`` is not given, all kinds without a unit of their own stand together.
        """
        own = self._units(problem)
        shared = (tuple(k for k in group if k not in own) for group in self.kinds or (problem.need.kinds,))
        return (*filter(None, shared), *((kind,) for kind in problem.need.kinds if kind in own))

    def size(self, problem: Problem, group: tuple[str, ...]) -> tuple[int, int | None]:
        """hmin and hmax of a group of kinds, places; hmax is None where nothing limits it.

        Raises ``InputFault`` where neither ``places`` nor the table of units gives hmin.
        """
        own = self._units(problem).get(group[0]) if len(group) == 1 else None
        if own is not None:
            return own
        if self.places is None:
            raise InputFault([fault("home-size-missing", at=f"rules.{self.word}", kinds=", ".join(group))])
        return self.places, self.most

    def _units(self, problem: Problem) -> dict[str, tuple[int, int | None]]:
        """Smallest and largest unit of each planned kind that has one of its own."""
        rows = problem.tables[self.units].rows if self.units else ()
        return {row["kind"]: (row["smallest"], row.get("largest")) for row in rows
                if row.get("smallest") is not None and row["kind"] in problem.need.kinds}

    def holes(self, problem: Problem) -> Iterator[tuple[Cell, int, int]]:
        """More new places than the free beds hold, and fewer than a home: nothing in between.

        Whoever shares a home or houses another's places can have a part of a home.
        """
        free, joined = figures(problem, self.free, "free"), in_company(problem)
        for group in self.groups(problem):
            for code in (m for m in problem.county.codes if m not in joined) if len(group) == 1 else ():
                for year in problem.need.years:
                    cell = (code, group[0], year)
                    existing = problem.need.existing(cell)
                    yield cell, existing + free.get(code, 0) + 1, existing + self.size(problem, group)[0] - 1

    def write(self, problem: Problem, draft: Draft) -> None:
        """Homes o and free beds r with their rows, per municipality, group and year."""
        free = figures(problem, self.free, "free")
        for code in problem.county.codes:
            for group in self.groups(problem):
                before = None
                for year, room in self._rooms(problem, group, code):
                    before = self._home(problem, draft, (code, group, year), room, free.get(code, 0), before)
            self._share_beds(problem, draft, code, free.get(code, 0))
        self._shared(problem, draft)

    def _rooms(self, problem: Problem, group: tuple[str, ...], code: str) -> Iterator[tuple[int, int]]:
        """Per year the most new places the group could have if the county's total were all there is.

        Capacity and ceilings have rows of their own, so that a conflict can name them.
        """
        for year in problem.need.years:
            room = sum(problem.need.total[kind, year] - problem.need.existing((code, kind, year))
                       for kind in group)
            yield year, max(room, 0)

    def _share_beds(self, problem: Problem, draft: Draft, code: str, free: int) -> None:
        """Empty beds are one stock, whichever group uses them."""
        groups = ["+".join(group) for group in self.groups(problem)]
        for year in problem.need.years if len(groups) > 1 and free else ():
            draft.row(("beds", code, year), [(draft.r[code, g, year], 1) for g in groups], AT_MOST, free,
                      Because(self.word, code, "", year, free))

    def _home(self, problem: Problem, draft: Draft, at: tuple[str, tuple[str, ...], int], room: int,
              free: int, before: int | None) -> int:
        code, group, year = at
        label = "+".join(group)
        size = self._size(problem, group, room)
        o = draft.o[code, label, year] = draft.count(("homes", code, label, year), 0, size.homes)
        r = draft.r[code, label, year] = draft.count(("free", code, label, year), 0, min(free, room))
        because = Because(self.word, code, label, year, size.least)
        places = [term for k in group for term in draft.own((code, k, year))]
        existing = sum(problem.need.existing((code, k, year)) for k in group)
        size.write(draft, ("home", code, label, year), [*places, (r, -1)], o, existing, because)
        if before is not None and not self._falls(problem, code, group, year, before):
            for what, counts in (("homes-stay", draft.o), ("free-stay", draft.r)):
                terms = [(counts[code, label, year], 1), (counts[code, label, before], -1)]
                draft.row((what, code, label, year), terms, AT_LEAST, 0, because)
        return year

    def _falls(self, problem: Problem, code: str, group: tuple[str, ...], year: int, before: int) -> bool:
        """May homes in the municipality close: new places of its own end, or those of its guests?"""
        pairs: Any = problem.rule("housed-elsewhere")
        leave = pairs is not None and pairs.guests_leave(problem, code, group, year, before)
        return leave or any(may_fall(problem, code, k, year) for k in group)

    def _shared(self, problem: Problem, draft: Draft) -> None:
        """The homes that areas share, per host, group of kinds and year."""
        for group in self.groups(problem):
            label, room = "+".join(group), 0
            for area, host in dict.fromkeys(at[:2] for at in draft.v):
                for year, before in years_before(problem):
                    at = (area, host, label, year)
                    room = sum(draft.v[area, host, k, year].high for k in group)
                    size = self._size(problem, group, room)
                    homes = draft.shared[at] = draft.count(("shared-homes", *at), 0, size.homes)
                    because = Because(self.word, area, label, year, size.least)
                    places = [(draft.v[area, host, k, year], 1) for k in group]
                    size.write(draft, ("shared-home", *at), places, homes, 0, because)
                    if before is not None and self._stay(problem, area, group, year):
                        terms = [(homes, 1), (draft.shared[area, host, label, before], -1)]
                        draft.row(("shared-homes-stay", *at), terms, AT_LEAST, 0, because)

    def _stay(self, problem: Problem, area: str, group: tuple[str, ...], year: int) -> bool:
        members = problem.rule("co-operation").members(problem, area)  # type: ignore[union-attr]
        return not any(may_fall(problem, m, k, year) for m in members for k in group)

    def _size(self, problem: Problem, group: tuple[str, ...], room: int) -> Size:
        least, most = self.size(problem, group)
        return Size(least, room, min(1, room)) if most is None else Size(least, most, room // least)


@dataclass(frozen=True)
class Size:
    """What a home holds, ``least`` to ``largest`` places, and how many homes there is room for."""

    least: int
    largest: int
    homes: int

    def write(self, draft: Draft, name: Name, places: Terms, homes: Count, existing: int,
              because: Because) -> None:
        """least x homes <= places - existing <= largest x homes."""
        what, *at = name
        draft.row((f"{what}-least", *at), [*places, (homes, -self.least)], AT_LEAST, existing, because)
        draft.row((f"{what}-most", *at), [*places, (homes, -self.largest)], AT_MOST, existing, because)
