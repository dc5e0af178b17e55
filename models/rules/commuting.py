"""Everyone placed reaches a school place within the commuting limit."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from models.formulation import AT_MOST, EQUAL, Because
from models.pieces import key
from models.rules import Rule
from models.tables import MINUTES, SCHOOLS

if TYPE_CHECKING:
    from models.formulation import Draft
    from models.problem import Problem

Arc = tuple[str, str, int]  # municipality of the home, of the school, minutes


@dataclass(frozen=True)
class Commuting(Rule):
    """Each new place (or every place) uses one school place that it can reach.

    For every m and t: sum over s of y[m,s,t] = sum over kinds of n[m,k,t] ("new": school
    places left today) or of x[m,k,t] ("all"), of the places that lie in m; y exists only where
    minutes[m,s] <= limit, a pair not in the table cannot be reached; sum over m of
    y[m,s,t] <= school_places[s,t].
    Units: minutes one way; school places. Source: the case's tables.
    """

    word: ClassVar[str] = "commuting"
    limit: int = key("longest travel time one way, in minutes")
    places: Literal["new", "all"] = key("who needs a school place: new places or all", "new")
    minutes: str = key("table of travel times: from, to, minutes", "minutes.csv", table=MINUTES)
    schools: str = key("table of school places: code, year, school_places", "schools.csv", table=SCHOOLS)

    def school_places(self, problem: Problem, year: int) -> dict[str, int]:
        """School places by municipality in a year (a row with that year goes before one without)."""
        rows = problem.tables[self.schools].rows
        found = {r["code"]: r["school_places"] for r in rows if r.get("year") is None}
        return found | {r["code"]: r["school_places"] for r in rows if r.get("year") == year}

    def arcs(self, problem: Problem) -> tuple[Arc, ...]:
        """The pairs within the limit: by order of the home, then minutes, then school code."""
        rank = {code: i for i, code in enumerate(problem.county.codes)}
        rows = problem.tables[self.minutes].rows
        found = [(r["from"], r["to"], r["minutes"]) for r in rows
                 if r["minutes"] <= self.limit and r["from"] in rank]
        return tuple(sorted(found, key=lambda a: (rank[a[0]], a[2], a[1])))

    def needed(self, problem: Problem, code: str, year: int) -> int:
        """What is taken from places in service to get those who need a school place."""
        kinds = problem.need.kinds if self.places == "new" else ()
        return sum(problem.need.existing((code, kind, year)) for kind in kinds)

    def write(self, problem: Problem, draft: Draft) -> None:
        """Flows y, one row per municipality and year, one per school and year."""
        for year in problem.need.years:
            self._year(problem, draft, year, self.arcs(problem))

    def _year(self, problem: Problem, draft: Draft, year: int, arcs: tuple[Arc, ...]) -> None:
        schools = self.school_places(problem, year)
        total = sum(problem.need.total[kind, year] for kind in problem.need.kinds)
        homes, used = defaultdict(list), defaultdict(list)
        for home, school, _ in arcs:
            if schools.get(school, 0):
                count = draft.count(("y", home, school, year), 0, total)
                draft.y[home, school, year] = count
                homes[home].append((count, 1))
                used[school].append((count, 1))
        for code in problem.county.codes:
            x = [(count, -factor) for kind in problem.need.kinds
                 for count, factor in draft.located((code, kind, year))]
            draft.row((self.word, code, year), homes[code] + x, EQUAL, -self.needed(problem, code, year),
                      Because(self.word, code, "", year, self.limit))
        for school, terms in used.items():
            draft.row(("school", school, year), terms, AT_MOST, schools[school],
                      Because("school-places", school, "", year, schools[school]))
