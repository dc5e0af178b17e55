"""Places that lie where they are counted."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from models.formulation import AT_LEAST, Because
from models.goals import Goal, Linear
from models.pieces import key

if TYPE_CHECKING:
    from models.plan import Plan
    from models.problem import Problem
    from models.search import Search


@dataclass(frozen=True)
class AtHome(Goal):
    """As many new places as possible lie in the municipality that answers for them.

    min sum h + sum over areas, members, kinds and years of max(0, p - v): what is housed
    elsewhere, and of shared homes each part beyond the shared places in the municipality
    itself. Unit: places, summed over the years.
    """

    word: ClassVar[str] = "at-home"
    margin: Fraction = key("how many places more may lie elsewhere for later goals", Fraction(0))

    def aim(self, problem: Problem, search: Search) -> Linear:
        """h as it stands; a count of its own for each part that lies elsewhere."""
        draft = search.draft
        terms = [(count, 1) for count in draft.h.values()]
        for at, part in draft.p.items():
            hosted = draft.v.get(at)
            if hosted is None:
                terms.append((part, 1))
                continue
            away = draft.count((self.word, *at), 0, part.high)
            draft.row((self.word, *at), [(away, 1), (part, -1), (hosted, 1)], AT_LEAST, 0, Because("goal"))
            terms.append((away, 1))
        return Linear(terms)

    def value(self, plan: Plan) -> int:
        """New places of a plan that lie elsewhere than where they are counted."""
        shared = sum(max(0, part - plan.hosted.get(at, 0)) for at, part in plan.parts.items())
        return sum(plan.elsewhere.values()) + shared
