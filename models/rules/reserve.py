"""Room kept free for ties and sudden need, and places that can open soon."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from models.errors import InputFault, fault
from models.formulation import AT_LEAST, AT_MOST, Because
from models.pieces import key
from models.reserves import reserve_rows, rooms
from models.rules import Rule
from models.tables import RESERVE

if TYPE_CHECKING:
    from models.formulation import Count, Draft
    from models.problem import Problem


@dataclass(frozen=True)
class Reserve(Rule):
    """Room kept free, and places that the county can open in 30 or 90 days.

    For every row of the table with ``free``: capacity[m,t] - the places that lie in m >= free
    (capacity of all kinds together; where a municipality has only rows by kind, their sum). With
    ``county`` > 0, for every year: sum over m of f[m,t] >= county, 0 <= f[m,t] <= open_30 or
    open_90 (as ``days`` says) and, where m has a capacity, f[m,t] <= capacity[m,t] - the places
    that lie in m. Unit: places. Source: the municipalities' own figures or an assumption.
    """

    word: ClassVar[str] = "reserve"
    table: str = key("table of reserves: code, year, free, open_30, open_90", "reserve.csv", table=RESERVE)
    county: int = key("places that the county together can open within the days", 0)
    days: Literal[30, 90] = key("how soon: 30 or 90 days", 90)

    def write(self, problem: Problem, draft: Draft) -> None:
        """One row per municipality and year that keeps room free; the county's rows each year."""
        self._free(problem, draft)
        for year in problem.need.years if self.county else ():
            self._county(problem, draft, year)

    def _free(self, problem: Problem, draft: Draft) -> None:
        room = rooms(problem)
        for at, row in reserve_rows(problem, self.table).items():
            free = row.get("free")
            if free is None:
                continue
            if at not in room:
                raise InputFault([fault("reserve-no-capacity", file=self.table, code=at[0],
                                        name=problem.county.by_code[at[0]].name)])
            draft.row((self.word, *at), _lying(problem, draft, *at), AT_MOST, room[at] - int(free),
                      Because(self.word, at[0], "", at[1], int(free)))

    def _county(self, problem: Problem, draft: Draft, year: int) -> None:
        room, column = rooms(problem), f"open_{self.days}"
        opens: list[tuple[Count, int]] = []
        for at, row in reserve_rows(problem, self.table).items():
            if at[1] == year and row.get(column):
                count = draft.count(("open", *at), 0, int(row[column]))
                opens.append((count, 1))
                if at in room:
                    lying = _lying(problem, draft, *at)
                    draft.row(("open-room", *at), [*lying, (count, 1)], AT_MOST, room[at],
                              Because("reserve-room", at[0], "", year, room[at]))
        draft.row(("open-county", year), opens, AT_LEAST, self.county,
                  Because("reserve-county", "", "", year, self.county, str(self.days)))


def _lying(problem: Problem, draft: Draft, code: str, year: int) -> list[tuple[Count, int]]:
    """All places that lie in the municipality, as terms."""
    return [term for kind in problem.need.kinds for term in draft.located((code, kind, year))]
