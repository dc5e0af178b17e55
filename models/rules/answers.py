"""What municipalities have answered stands fast (svar och överenskommelser)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar

from models.agreements import Fast, fast
from models.errors import InputFault, fault
from models.formulation import EQUAL, Because, Name
from models.pieces import key
from models.rules import Bound, Rule
from models.tables import ANSWERS

if TYPE_CHECKING:
    from models.formulation import Draft
    from models.problem import Problem

SIGNED, PROMISED, REFUSED = "answer-signed", "answer-promised", "answer-no"
ASSUMED, ASSUMED_NO = "answer-assumed", "answer-assumed-no"


@dataclass(frozen=True)
class Answers(Rule):
    """What municipalities have answered and signed stands fast; the rest is divided again.

    A row's figure is what is signed, else what is answered (0 = no); a row without either fixes
    nothing. For every m, kind (or all kinds together, where the row names none) and plan year t
    with such a row: sum over the kinds of n[m,k,t] = sum of the figures of the rows of the same
    place and kind up to t whose agreement holds on 31 December of t. Places go when their
    agreement ends: a signed row of a year before the plan is on places of today, and they leave
    e from the first year whose 31 December is after ``agreement_to``; new places may go in the
    year in which theirs ends (keep-existing lets them). What if: ``no`` (n = 0 in every year for
    those municipalities) and ``part`` (those who were asked and have not answered accept
    round(part x asked) together, a half upwards, by largest remainder over what each was asked for).
    Unit: places. Source: the municipalities' decisions.
    """

    word: ClassVar[str] = "answers"
    table: str = key("table of answers: code, kind, year, asked, answered, signed, agreement_from, "
                     "agreement_to, decided_by, date, reference", "answers.csv", table=ANSWERS)
    no: tuple[str, ...] = key("what if: codes of municipalities that are assumed to answer no", ())
    part: Fraction | None = key("what if: the part of what is asked that those who have not answered "
                                "are assumed to accept, 0 to 1, as \"57/100\"", None)

    def __post_init__(self) -> None:
        if self.part is not None and not 0 <= self.part <= 1:
            raise InputFault([fault("answers-part", at="part", found=str(self.part))])

    def bounds(self, problem: Problem) -> Iterator[Bound]:
        """L = U = e + the places that stand fast, for a single cell; U alone where kinds share them."""
        for one in fast(problem):
            places = one.places + sum(map(problem.need.existing, one.cells))
            for cell in one.cells:
                yield cell, places if len(one.cells) == 1 else None, places
        for cell in problem.cells:
            if cell[0] in self.no:
                yield cell, problem.need.existing(cell), problem.need.existing(cell)

    def write(self, problem: Problem, draft: Draft) -> None:
        """One row per answer, one per cell of those who are assumed to say no."""
        for one in fast(problem):
            name: Name = (self.word, one.code, *([one.kind] if one.kind else []), one.year)
            existing = sum(map(problem.need.existing, one.cells))
            draft.row(name, [(draft.x[cell], 1) for cell in one.cells], EQUAL, existing + one.places,
                      because(one))
        for cell in problem.cells:
            if cell[0] in self.no:
                draft.row(("answers-no", *cell), [(draft.x[cell], 1)], EQUAL, problem.need.existing(cell),
                          Because(ASSUMED_NO, *cell, 0))


def because(one: Fast) -> Because:
    """Why places stand fast: signed, promised, refused, or assumed in a what-if; who decided, and when."""
    told = (one.answer.row.get("decided_by"), one.answer.row.get("date"), one.answer.row.get("reference"))
    word = PROMISED if one.answer.signed is None else SIGNED
    if not one.places:
        word = REFUSED
    if one.answer.assumed:
        word = ASSUMED
    return Because(word, one.code, one.kind, one.year, one.places, ", ".join(str(t) for t in told if t))
