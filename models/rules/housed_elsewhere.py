"""Places counted to one municipality that lie in another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from models.formulation import AT_MOST, Because
from models.moving import may_fall, most_new, stays, years_before
from models.pieces import key
from models.rules import Rule
from models.tables import HOUSED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from models.formulation import Draft
    from models.problem import Problem

# Socialtjänstlagen from this day: another municipality only by agreement between the two.
BY_AGREEMENT_FROM = date(2018, 6, 1)


@dataclass(frozen=True)
class HousedElsewhere(Rule):
    """New places that lie in another municipality than the one that answers for them: listed pairs only.

    For a listed pair a, b, kind k and year t: h[a,b,k,t] places are counted to a and lie in
    b; over the kinds of a row h is at most ``most``. A pair may be used in a year whose 31
    December lies within its agreement; a pair without dates only before 1 June 2018, when
    housing elsewhere was free. Room, school places and the smallest home hold where the
    place lies, the share where it is counted. h never falls while the pair may be used and
    places that exist are kept. Unit: places. Source: the agreement between the two.
    """

    word: ClassVar[str] = "housed-elsewhere"
    table: str = key("table of pairs: code, located, kind, most, agreement_from, agreement_to",
                     "housed.csv", table=HOUSED)

    def pairs(self, problem: Problem, year: int) -> tuple[Mapping[str, Any], ...]:
        """The rows that may be used in a year, in the county's order."""
        rank = {code: i for i, code in enumerate(problem.county.codes)}
        rows = (row for row in problem.tables[self.table].rows if _open(row, year)
                and row["code"] in rank and row["located"] in rank and row["code"] != row["located"])
        return tuple(sorted(rows, key=lambda r: (rank[r["code"]], rank[r["located"]], r["kind"] or "")))

    def guests_leave(self, problem: Problem, host: str, kinds: tuple[str, ...], year: int,
                     before: int) -> bool:
        """May places that the host houses go this year: their own agreement ends, or the pair's has?"""
        used, still = ({(r["code"], k) for r in self.pairs(problem, t) if r["located"] == host
                        for k in kinds if r["kind"] in (None, k)} for t in (before, year))
        return any((a, k) not in still or may_fall(problem, a, k, year) for a, k in used)

    def lends(self, problem: Problem) -> Iterator[str]:
        """Municipalities with a pair in some plan year."""
        for year in problem.need.years:
            yield from (row["code"] for row in self.pairs(problem, year))

    def involves(self, problem: Problem) -> Iterator[str]:
        """Both of every pair."""
        for year in problem.need.years:
            for row in self.pairs(problem, year):
                yield from (row["code"], row["located"])

    def write(self, problem: Problem, draft: Draft) -> None:
        """Nothing more: all rows stand in ``move``."""

    def move(self, problem: Problem, draft: Draft) -> None:
        """Counts h with their limits."""
        for year, before in years_before(problem):
            for row in self.pairs(problem, year):
                self._pair(problem, draft, row, year, before)

    def _pair(self, problem: Problem, draft: Draft, row: Mapping[str, Any], year: int,
              before: int | None) -> None:
        a, b = row["code"], row["located"]
        kinds = (row["kind"],) if row["kind"] else problem.need.kinds
        because = Because(self.word, a, row["kind"] or "", year, row["most"],
                          problem.county.by_code[b].name)
        for kind in kinds:
            at = (a, b, kind, year)
            if at not in draft.h:
                count = draft.h[at] = draft.count(("housed", *at), 0, most_new(problem, kind, year))
                draft.away[a, kind, year].append((count, -1))
                draft.guests[b, kind, year].append((count, 1))
                if (a, b, kind, before) in draft.h and not may_fall(problem, a, kind, year):
                    both = count, draft.h[a, b, kind, before]
                    stays(problem, draft, ("housed-stays", *at), both, replace(because, rule="housed-stays"))
        if row["most"] is not None:
            label = "+".join(kinds)
            draft.row(("housed-most", a, b, label, year), [(draft.h[a, b, k, year], 1) for k in kinds],
                      AT_MOST, row["most"], because)


def _open(row: Mapping[str, Any], year: int) -> bool:
    day, start, end = date(year, 12, 31), row["agreement_from"], row["agreement_to"]
    if start is None and end is None:
        return day < BY_AGREEMENT_FROM
    return (start is None or start <= day) and (end is None or day <= end)
