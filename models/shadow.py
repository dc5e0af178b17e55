"""The shadow calculation, complete: the referrals, the open points both ways, other methods, a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from models.errors import InputFault, fault
from models.referral import LOWEST, MOST_OWED, Referred
from models.referral_compare import USUAL, Beside, Break, Lean, Paradox, breaks, lean, paradoxes
from models.referral_question import Choice, Question, asked, chosen, others
from models.simulated_year import Beyond, Year, beyond, drawn, simulated

if TYPE_CHECKING:
    from models.problem import Problem
    from models.sections.refer import Refer

RULES = (LOWEST, MOST_OWED)


@dataclass(frozen=True)
class Shadow:
    """What the rule gives the next children, and what stands beside it.

    ``others`` are the referrals under the other answer to each unpublished point, by the point's
    word; ``ends`` the account at its end by method (the rule first), ``years`` the simulated year
    by rule, ``room`` the stated room for referrals in a year (None: the scenario has none).
    """

    problem: Problem
    choice: Choice
    question: Question
    referred: Referred
    others: Mapping[str, tuple[Question, Referred]]
    beside: Beside
    ends: Mapping[str, Mapping[str, int]]
    paradoxes: Mapping[str, tuple[Paradox, ...]]
    years: Mapping[str, Year]
    room: Mapping[str, int] | None

    @cached_property
    def breaks(self) -> dict[str, tuple[Break, ...]]:
        """Who ends outside its quota, by method."""
        return {method: breaks(self.beside, end) for method, end in self.ends.items()}

    @cached_property
    def leans(self) -> dict[str, Lean | None]:
        """Whom each method favours, the small or the large."""
        return {method: lean(self.beside, end) for method, end in self.ends.items()}

    @cached_property
    def differing(self) -> tuple[str, ...]:
        """The municipalities to which not all methods give the same number, in the county's order."""
        return tuple(m for m in self.problem.county.codes if len({end[m] for end in self.ends.values()}) > 1)

    def moved(self, word: str) -> dict[str, int]:
        """How many more (or fewer) children each gets under another answer; those with none left out."""
        own, other = self.referred.given(), self.others[word][1].given()
        return {m: other[m] - own[m] for m in self.problem.county.codes if other[m] != own[m]}

    def beyond(self, rule: str) -> dict[str, Beyond]:
        """How often each is asked beyond its stated room in the simulated year."""
        return beyond(self.years[rule].referred, self.room or {})


def shadow(problem: Problem, methods: Sequence[str] = USUAL) -> Shadow:
    """The shadow calculation of a scenario with a section ``[refer]``.

    ``methods`` are those of ``models.apportion`` to set beside the rule. Raises ``InputFault``.
    """
    keys: Refer
    question = asked(problem)  # raises where there is no [refer]
    keys = problem.section("refer")
    referred = question.refer()
    changed = {word: asked(problem, choice) for word, choice in others(problem).items()}
    beside = Beside.of(question, referred)
    ends: dict[str, Mapping[str, int]] = {LOWEST: referred.received,
                                          MOST_OWED: question.refer(rule=MOST_OWED).received}
    ends |= {method: beside.divided(method).places for method in methods}
    kin = drawn(keys.referrals, keys.kin_part, kin_weights(problem), keys.seed)
    return Shadow(problem, chosen(problem), question, referred,
                  {word: (other, other.refer()) for word, other in changed.items()}, beside, ends,
                  {method: paradoxes(beside, method, keys.span) for method in methods},
                  {rule: simulated(question, kin, rule) for rule in RULES}, room(problem))


def kin_weights(problem: Problem) -> dict[str, int]:
    """Where the simulated year's ties fall: unaccompanied minors received, or inhabitants."""
    name = problem.section("refer").kin_table
    if not name:
        return {m: problem.county.by_code[m].inhabitants for m in problem.county.codes}
    found = {row["code"]: row["unaccompanied"] for row in problem.tables[name].rows}
    missing = [fault("shares-row", file=name, column="unaccompanied", code=code)
               for code, count in found.items() if count is None]
    if missing:
        raise InputFault(missing)
    return found


def room(problem: Problem) -> dict[str, int] | None:
    """Room for referrals in the year: the section's own table, else where the scenario counts referrals
    and has a rule capacity, that of its first year.
    """
    named = problem.section("refer").capacity
    if named:
        return {row["code"]: row["children"] for row in problem.tables[named].rows}
    rule = problem.rule("capacity")
    if rule is None or problem.unit != "referrals":
        return None
    first = problem.need.years[0]
    found: dict[str, int] = {}
    for (code, _, year), _, most in rule.bounds(problem):
        if year == first and most is not None:
            found[code] = min(most, found.get(code, most))
    return found
