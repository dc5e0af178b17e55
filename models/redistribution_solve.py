"""The best redistribution by the goals in order, proved stage by stage, and one only.

Beside t[g,r] there is z[g,r] in {0, 1} with z <= t <= most z, so that z says whether the pair is
used, and over[m] >= w'[m] - fits[m], over[m] >= 0 where m has a stated room. The goals are

    capacity   sum of over        offered    sum of what givers offer, less the sum of t
    commuting  sum of minutes[g,r] t[g,r]
    fewest     sum of z           least      sum of t

each minimised with those before it held at their best. Then the tie rule: as few transfers and as
little moved as there still is a choice of, then the lexicographically greatest z and t by
(giver, receiver) in the county's order: the larger municipality gives first, to the larger one.
No transfer at all always keeps the rules, so a proposal is never infeasible.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.errors import NumericalTrouble
from models.formulation import AT_LEAST, AT_MOST, Because, Count, Draft, Formulation
from models.held import Infeasible, Terms
from models.need import Need
from models.plan import Ending
from models.problem import DEFAULT_SOLVER, Problem
from models.redistribution import (
    CAPACITY,
    COMMUTING,
    FEWEST,
    LEAST,
    OFFERED,
    Pair,
    Redistribution,
    Transfer,
    over,
    values,
)
from models.search import Search, Stopped
from models.solvers import solver as solver_of
from models.solvers.budget import Budget
from models.ties import blocks, decide

LAST = (FEWEST, LEAST)  # what the tie rule minimises first, where no goal did
_WHY = Because("redistribution")


@dataclass(frozen=True)
class Proposal:
    """The transfers proposed, in the county's order.

    ``values`` is what each goal comes to, ``proved`` the goals whose value is proved best with
    those before it; ``tied``: several lists were equally good and the order decided.
    """

    question: Redistribution
    ending: Ending
    transfers: tuple[Transfer, ...] = ()
    values: Mapping[str, int | None] = field(default_factory=dict)
    proved: tuple[str, ...] = ()
    tied: bool = False
    stopped: str = ""
    formulation: Formulation | None = None

    @property
    def found(self) -> bool:
        """Is there a list (proved or not; it may be empty)?"""
        return self.ending in (Ending.PROVED, Ending.NOT_PROVED)


class Draught:
    """The counts and rows of a question: ``t`` and ``z`` by pair, ``over`` by municipality."""

    def __init__(self, question: Redistribution) -> None:
        self.question, self.draft = question, Draft()
        self.t: dict[Pair, Count] = {}
        self.z: dict[Pair, Count] = {}
        self.over: dict[str, Count] = {}
        for (giver, receiver), most in question.pairs.items():
            self.t[giver, receiver] = self.draft.count(("t", giver, receiver), 0, most)
            self.z[giver, receiver] = self.draft.count(("z", giver, receiver), 0, 1)
        self._rows()

    def terms(self, goal: str) -> Terms:
        """A goal as a cost, without what no transfer can change."""
        if goal == CAPACITY:
            return [(count, 1) for count in self.over.values()]
        if goal == FEWEST:
            return [(count, 1) for count in self.z.values()]
        if goal == COMMUTING:
            table = self.question.minutes or {}
            return [(count, table[pair]) for pair, count in self.t.items()]
        return [(count, -1 if goal == OFFERED else 1) for count in self.t.values()]

    def transfers(self, search: Search) -> tuple[Transfer, ...]:
        """The incumbent as transfers, in the county's order."""
        assert search.incumbent is not None
        found = {pair: int(search.incumbent[count.index]) for pair, count in self.t.items()}
        return tuple(Transfer(*pair, units) for pair, units in found.items() if units)

    def _rows(self) -> None:
        question = self.question
        for pair, count in self.t.items():
            used = self.z[pair]
            self.draft.row(("most", *pair), [(count, 1), (used, -question.pairs[pair])], AT_MOST, 0, _WHY)
            self.draft.row(("used", *pair), [(count, 1), (used, -1)], AT_LEAST, 0, _WHY)
        for code in question.county.codes:
            out = [(count, 1) for pair, count in self.t.items() if pair[0] == code]
            into = [(count, 1) for pair, count in self.t.items() if pair[1] == code]
            if out:
                self.draft.row(("out", code), out, AT_MOST, question.most_out(code), _WHY)
            if into:
                self.draft.row(("in", code), into, AT_MOST, question.most_in(code), _WHY)
            if out or into:
                self._above(code, [*out, *((count, -1) for count, _ in into)])

    def _above(self, code: str, less: list[tuple[Count, int]]) -> None:
        """over >= w - fits - out + in, where the municipality can come above its room at all."""
        fits = self.question.fits(code)
        if fits is None:
            return
        beyond = self.question.weights[code] - fits
        taken = self.question.most_in(code) if code in self.question.receivers else 0
        if beyond + taken > 0:
            self.over[code] = self.draft.count(("over", code), 0, beyond + taken)
            self.draft.row(("over", code), [(self.over[code], 1), *less], AT_LEAST, beyond, _WHY)


def formulate(question: Redistribution) -> Formulation:
    """The rules of a question as whole-number counts and rows, without any goal."""
    return Draught(question).draft.finish()


def propose(question: Redistribution, solver: str = DEFAULT_SOLVER, seconds: float | None = None) -> Proposal:
    """The one list that is best by the goals in order and first by the tie rule.

    Endings: proved; not proved or nothing found when the time ran out; numerical trouble.
    """
    drawn = Draught(question)
    rules = drawn.draft.finish()
    if not drawn.t:
        return Proposal(question, Ending.PROVED, (), values(question, ()), question.goals, formulation=rules)
    around = Problem(question.county, Need((), (), {}, {}), {})
    search = Search(around, drawn.draft, solver_of(solver), Budget(seconds))
    try:
        search.begin()
    except Stopped:
        return Proposal(question, Ending.NOTHING_FOUND, stopped="time", formulation=rules)
    except (NumericalTrouble, Infeasible) as trouble:
        return Proposal(question, Ending.NUMERICAL, stopped=str(trouble), formulation=rules)
    return _pursue(question, drawn, search, rules)


def _pursue(question: Redistribution, drawn: Draught, search: Search, rules: Formulation) -> Proposal:
    reached: dict[str, int] = {}
    tied, ending, stopped = False, Ending.PROVED, ""
    try:
        for goal in (*question.goals, *(word for word in LAST if word not in question.goals)):
            outcome = search.minimise(drawn.terms(goal))
            search.keep((goal, "hold"), drawn.terms(goal), outcome.value, outcome.bound)
            reached[goal] = outcome.value
        for counts in (drawn.z, drawn.t):
            for block in blocks(search, list(counts.values())):
                tied |= decide(search, block)
    except Stopped:
        ending, stopped = Ending.NOT_PROVED, "time"
    except (NumericalTrouble, Infeasible) as trouble:
        return Proposal(question, Ending.NUMERICAL, stopped=str(trouble), formulation=rules)
    made = drawn.transfers(search)
    found = values(question, made)
    _check(question, search, rules, found, reached)
    proved = tuple(goal for goal in question.goals if goal in reached)
    return Proposal(question, ending, made, found, proved, tied, stopped, rules)


def _check(question: Redistribution, search: Search, rules: Formulation,
           found: Mapping[str, int | None], reached: Mapping[str, int]) -> None:
    """The last word: every box and row exactly, and each goal's value counted anew from the list."""
    assert search.incumbent is not None
    broken = rules.broken([int(v) for v in search.incumbent[:len(rules.counts)]])
    fixed = {CAPACITY: _unmoved(question), OFFERED: question.offered}
    broken += [goal for goal, value in reached.items() if found[goal] != value + fixed.get(goal, 0)]
    if broken:
        raise NumericalTrouble(", ".join(broken))


def _unmoved(question: Redistribution) -> int:
    """What is above the room of those that neither give nor receive in any pair."""
    taking_part = {code for pair in question.pairs for code in pair}
    return sum(units for code, units in over(question, question.weights).items() if code not in taking_part)
