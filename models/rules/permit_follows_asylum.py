"""Places for children with a permit follow the places for those who wait for one."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from models.formulation import AT_LEAST, Because
from models.need import Need
from models.pieces import key
from models.rules import Rule

if TYPE_CHECKING:
    from models.formulation import Count, Draft
    from models.problem import Problem

Term = tuple["Count", int]


@dataclass(frozen=True)
class PermitFollowsAsylum(Rule):
    """In each municipality new permit places follow new asylum places at the ratio P/Q.

    For every m and t, with lag l years: Q (x[m,perm,t] - e) >= P (x[m,asyl,t-l] - e) - (Q - 1),
    rounded down in each municipality so that the county's total can be met; for the county
    the same row without - (Q - 1). An index before the first year means today. Where the
    scenario gives no total for the follower: T[perm,t] = E + ceil(P (T[asyl,t-l] - E) / Q).
    Unit: places; years. Source: the ratio is not published; the scenario's.
    """

    word: ClassVar[str] = "permit-follows-asylum"
    leader: str = key("kind of place that leads", "asylum")
    follower: str = key("kind of place that follows", "permit")
    ratio: Fraction = key("new follower places per new leader place, as 1 or \"12/5\"", Fraction(1))
    lag: int = key("years between them", 0)

    def total(self, need: Need, index: int) -> int:
        """T of the follower in the index-th year, from the leader's total."""
        grown = need.grown(self.leader, index - self.lag)
        follow = -(-self.ratio.numerator * grown // self.ratio.denominator)
        return need.total_today[self.follower] + follow

    def write(self, problem: Problem, draft: Draft) -> None:
        """One row per municipality and year, and one for the county each year."""
        for index, year in enumerate(problem.need.years):
            county: list[Term] = []
            existing = 0
            for code in problem.county.codes:
                terms, constant = self._lead(problem, draft, code, index)
                rounding = self.ratio.denominator - 1
                draft.row((self.word, code, year), terms, AT_LEAST, constant - rounding,
                          Because(self.word, code, self.follower, year))
                county, existing = county + terms, existing + constant
            draft.row((self.word, "county", year), county, AT_LEAST, existing,
                      Because(self.word, kind=self.follower, year=year))

    def _lead(self, problem: Problem, draft: Draft, code: str, index: int) -> tuple[list[Term], int]:
        """Q x[perm,t] - P x[asyl,t-l] as terms, and what it must reach before rounding."""
        p, q = self.ratio.numerator, self.ratio.denominator
        years, existing = problem.need.years, problem.need.existing
        follower = (code, self.follower, years[index])
        terms, constant = [(draft.x[follower], q)], q * existing(follower)
        if index >= self.lag:
            leader = (code, self.leader, years[index - self.lag])
            terms.append((draft.x[leader], -p))
            constant -= p * existing(leader)
        return terms, constant
