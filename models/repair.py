"""The fairest way out when nothing fits: who gives how much of which figure.

Each figure of a rule that may give is loosened by whole steps. The relative concessions
(concession / max(1, figure)) are brought level by level to their lexicographically least, the
largest first; then the first in the order gives most.
"""

from __future__ import annotations

from dataclasses import replace

from models.errors import NumericalTrouble
from models.held import Infeasible
from models.need import Need
from models.problem import Problem
from models.repair_found import Concession, Outcome, Repair
from models.repair_moving import way_out
from models.repair_question import How, fairest_given, fits, least_beside, left_over, loosened
from models.repair_quotas import READERS, moving
from models.repair_tables import repaired
from models.search import Stopped
from models.sections.repair import RepairKeys
from models.solvers import solver as solver_of
from models.solvers.budget import Budget

__all__ = ["LONGEST", "Concession", "Outcome", "Repair", "lowest", "repair"]

WORD = "repair"
LONGEST = 120.0  # seconds for the way out where none are given


def repair(problem: Problem, solver: str, seconds: float | None = None) -> Repair:
    """The fairest way out of a problem that is proved to have no plan; of several needs, of the lowest.

    Units: those of the figures. ``seconds`` limits the time of all solves together (none given:
    ``LONGEST``). Endings: proved; a way out that is not proved the fairest, or none found, where quotas
    that rules read move with the figures; no way out (``left`` says what stands in the way); stopped by
    time or trouble.
    """
    keys: RepairKeys = problem.section(WORD) or RepairKeys()
    asked = replace(problem, need=lowest(problem))
    how = How(asked, keys.rules, solver_of(solver), Budget(LONGEST if seconds is None else seconds))
    try:
        return _repair(how)
    except (Stopped, NumericalTrouble):
        return Repair(Outcome.STOPPED, how.rules)


def lowest(problem: Problem) -> Need:
    """The need with the smallest total over kinds and years of those that the scenario lets be met."""
    return min(problem.needs or (problem.need,), key=lambda need: sum(need.total.values()))


def _repair(how: How) -> Repair:
    reads = [word for word in READERS if how.problem.rule(word) is not None]
    words = moving(how.problem, loosened(how, READERS).reasons) if reads else ()
    if words:
        return way_out(how, words)
    asked = loosened(how)
    held = asked.held
    try:
        given = fairest_given(how, asked)
    except Infeasible:
        return Repair(Outcome.NONE, how.rules, left=left_over(how), held=held)
    after = repaired(how.problem, given)
    if not fits(how, after):
        return Repair(Outcome.QUOTAS, how.rules, held=held)
    return Repair(Outcome.PROVED, how.rules, given, least_beside(how), problem=after, held=held)
