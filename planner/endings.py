"""How a run ends, as the process says it: exit codes and their order of gravity.

0 proved (or a check passed) · 1 our fault · 2 scenario or data at fault · 3 infeasible
(proved) · 4 plan found, not proved · 5 limit reached, nothing found · 6 numerical trouble ·
7 solver missing.
"""

from __future__ import annotations

from collections.abc import Iterable

from models.errors import InputFault, NumericalTrouble, SolverMissing
from models.plan import Ending

OK, OUR_FAULT, INPUT_FAULT, INFEASIBLE, NOT_PROVED, NOTHING_FOUND, NUMERICAL, NO_SOLVER = range(8)
GRAVITY = (OUR_FAULT, NO_SOLVER, NUMERICAL, INPUT_FAULT, NOTHING_FOUND, INFEASIBLE, NOT_PROVED, OK)

CODES = {Ending.PROVED: OK, Ending.INFEASIBLE: INFEASIBLE, Ending.NOT_PROVED: NOT_PROVED,
         Ending.NOTHING_FOUND: NOTHING_FOUND, Ending.NUMERICAL: NUMERICAL}
_STRENGTH = {Ending.NOT_PROVED.value: 1, Ending.PROVED.value: 2, Ending.INFEASIBLE.value: 2}
FINAL = frozenset({Ending.PROVED.value, Ending.INFEASIBLE.value})
FAULT_WORDS = {OUR_FAULT: "program-fault", INPUT_FAULT: "input-fault", NO_SOLVER: "solver-missing",
               NUMERICAL: Ending.NUMERICAL.value}


def code_of(status: str) -> int:
    """The exit code of a status word, as it stands in run.json or a batch table."""
    words = {ending.value: code for ending, code in CODES.items()}
    words |= {word: code for code, word in FAULT_WORDS.items()}
    return words[status]


def code_of_error(error: BaseException) -> int:
    """The exit code of an exception: 2, 6 or 7 where it was raised on purpose, else 1."""
    if isinstance(error, InputFault):
        return INPUT_FAULT
    if isinstance(error, SolverMissing):
        return NO_SOLVER
    return NUMERICAL if isinstance(error, NumericalTrouble) else OUR_FAULT


def worst(codes: Iterable[int]) -> int:
    """The gravest of several exit codes (1 > 7 > 6 > 2 > 5 > 3 > 4 > 0); 0 where there is none."""
    return min(codes, key=GRAVITY.index, default=OK)


def says_more(status: str, other: str) -> bool:
    """Does one ending say more than the other? Final, before a plan not proved, before the rest."""
    return _STRENGTH.get(status, 0) > _STRENGTH.get(other, 0)
