"""When nothing fits: which rules, for whom, cannot hold together."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from models.conflict_rows import Demands, Verdict
from models.conflict_turns import Turns
from models.conflict_wide import widened
from models.errors import NumericalTrouble
from models.formulation import Because, Formulation
from models.moving import KEEPS
from models.need import Cell
from models.problem import Problem
from models.search import Stopped
from models.solvers import Solver
from models.solvers.budget import Budget


def sums_that_cannot_fit(problem: Problem) -> tuple[Because, ...]:
    """Kinds and years whose limits, added up, leave no room for the total (no solver needed).

    The total wanted and, for each municipality, the least (where they sum to more) or the
    most (where they sum to less), with the rule that says so as their note; of the least amounts the
    largest that pass the total, so that any one of them dropped lets the rest fit. Empty when the
    sums fit.
    """
    for kind in problem.need.kinds:
        for year in problem.need.years:
            total = problem.need.total[kind, year]
            bounds = {m: problem.limits[m, kind, year] for m in problem.county.codes}
            need = Because("need", "", kind, year, total)
            lows = {m: low for m, (low, _) in bounds.items()}
            if sum(lows.values()) > total:
                return need, *_bounds(problem, "least", {(m, kind, year): lows[m]
                                                         for m in _largest(lows, total)})
            highs = {(m, kind, year): high for m, (_, high) in bounds.items() if high is not None}
            if len(highs) == len(bounds) and sum(highs.values()) < total:
                return need, *_bounds(problem, "most", highs)
    return ()


def _bounds(problem: Problem, side: str, figures: Mapping[Cell, int]) -> Iterator[Because]:
    """What municipalities have at least or at most, each with the first rule that says so."""
    said: dict[Cell, str] = {}
    for rule in problem.rules:
        for cell, low, high in rule.bounds(problem):
            if cell in figures and figures[cell] == (low if side == "least" else high):
                signed = rule.word == KEEPS and figures[cell] > problem.need.existing(cell)
                said.setdefault(cell, "agreement" if signed else rule.word)
    for cell, figure in figures.items():
        yield Because(side, *cell, figure, said.get(cell, ""))


def _largest(lows: Mapping[str, int], total: int) -> list[str]:
    """The municipalities with the largest least amounts, until these pass the total; in the given order."""
    found: list[str] = []
    for m in sorted(lows, key=lambda m: -lows[m]):
        found.append(m)
        if sum(lows[one] for one in found) > total:
            break
    return [m for m in lows if m in found]


def conflict(rules: Formulation, solver: Solver, budget: Budget,
             wide: Formulation) -> tuple[tuple[Because, ...], bool]:
    """A minimal set of demands that cannot hold together: drop any one and the rest fit.

    ``wide`` is the formulation of the same rules for ``raised`` totals, so that only the rows of the
    need bound places by them. When the time runs out the set found so far is given: it cannot hold,
    but may not be minimal (second value False). Raises NumericalTrouble where the demands fit after
    all.
    """
    found = _Shrinking(Demands(widened(rules, wide), solver, budget))
    try:
        found.shrink()
        minimal = True
    except Stopped:
        minimal = False
    names = (found.demands.names[i] for i in sorted(found.held))
    return tuple(sorted(names, key=lambda because: because.rule != "need")), minimal


class _Shrinking:
    """Demands that cannot hold together, and those of them that are shown to be needed.

    A demand is needed when whole numbers keep all the others: these are checked exactly. What a
    proof does not rest on is dropped at once.
    """

    def __init__(self, demands: Demands) -> None:
        self.demands = demands
        self.held = frozenset(range(len(demands.names)))
        self.needed: set[int] = set()
        self.close = False  # would broken numbers keep what is held?

    def shrink(self) -> None:
        """Drop demands until each one left is shown to be needed."""
        if not self._without(()):
            raise NumericalTrouble("conflict")
        names = self.demands.names
        for rule in sorted({names[one].rule for one in self.held}):
            self._without([one for one in self.held if names[one].rule == rule])
        size = 1
        while unsure := sorted(self.held - self.needed):
            size = 2 * size if self._without(unsure[:size]) else max(1, size // 2)

    def _without(self, some: Collection[int]) -> bool:
        """Drop these, where the rest cannot hold either; else note what that shows to be needed."""
        if self.needed.intersection(some):
            return False
        verdict = self._asked(some)
        if verdict.point is None:
            self.held, self.close = verdict.needed, verdict.close
            return True
        broken = self.demands.broken(verdict.point, self.held)
        if len(broken) == 1:
            self.needed |= Turns(self.demands, self.held, verdict.point).needed(broken.pop())
        return False

    def _asked(self, some: Collection[int]) -> Verdict:
        """Do the others fit? Of a single demand preferably shown by numbers that break it by one alone:
        the nearer they are, the more they show to be needed.
        """
        if self.close and len(some) == 1:
            verdict = self.demands.ask(self.held, some, close=True)
            if verdict.point is not None:
                return verdict
        return self.demands.ask(self.held.difference(some), close=self.close)
