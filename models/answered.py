"""A plan beside what municipalities have answered: who is asked, who has signed, what is left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from models.agreements import WORD, Answer, Row, answers, holds_today
from models.plan import Plan

SIGNED, PROMISED, REFUSED, WAITING, NOT_ASKED, TODAY = (
    "signed", "promised", "no", "waiting", "not-asked", "today")
ASSUMED_YES, ASSUMED_NO = "assumed-yes", "assumed-no"


@dataclass(frozen=True)
class Line:
    """One municipality, kind ("" = all together) and plan year: its answer, and the new places that
    the plan lets begin there in that year (whole places).
    """

    code: str
    kind: str
    year: int
    planned: int
    answer: Answer | None = None
    assumed_no: bool = False

    @property
    def signed(self) -> int:
        """New places signed."""
        return (self.answer and self.answer.signed) or 0

    @property
    def promised(self) -> int:
        """New places promised and not signed."""
        real = self.answer is not None and not self.answer.assumed and self.answer.signed is None
        return (self.answer.fixed or 0) if real and self.answer else 0

    @property
    def left(self) -> int:
        """New places of the plan that are not signed yet: max(0, planned - signed)."""
        return max(0, self.planned - self.signed)

    @property
    def unasked(self) -> int:
        """New places of the plan beyond what was asked for, promised or signed."""
        known = (self.answer.asked, self.answer.fixed, self.answer.signed) if self.answer else ()
        return max(0, self.planned - max((n or 0 for n in known), default=0))

    @property
    def standing(self) -> str:
        """How far it has come: one of the words above."""
        if self.assumed_no and not (self.answer and self.answer.fixed == 0):
            return ASSUMED_NO
        if self.answer is None:
            return NOT_ASKED
        if self.answer.assumed:
            return ASSUMED_YES
        if self.answer.fixed is None:
            return WAITING
        if not self.answer.fixed:
            return REFUSED
        return PROMISED if self.answer.signed is None else SIGNED


@dataclass(frozen=True)
class Answered:
    """The answers of a found plan, whose problem has the rule answers."""

    plan: Plan

    @property
    def rule(self) -> Any:
        """The rule answers."""
        return self.plan.problem.rule(WORD)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every municipality, kind and plan year, in the county's order."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[Line]:
        need = self.plan.problem.need
        rows = {(a.code, a.kind, a.year): a for a in answers(self.plan.problem)}
        several = len(need.kinds) > 1
        for code in self.plan.problem.county.codes:
            pooled = several and any((code, "", year) in rows for year in need.years)
            for kind in ("",) if pooled else need.kinds:
                for year in need.years:
                    kinds = (kind,) if kind else need.kinds
                    planned = sum(self.plan.opened((code, k, year)) for k in kinds)
                    answer = rows.get((code, kind, year), None if several else rows.get((code, "", year)))
                    yield Line(code, kind, year, planned, answer, code in self.rule.no)

    @cached_property
    def today(self) -> tuple[Row, ...]:
        """The rows of agreements on today's places, in the county's order."""
        order = {code: i for i, code in enumerate(self.plan.problem.county.codes)}
        first = self.plan.problem.need.years[0]
        rows = [r for r in self.plan.problem.tables[self.rule.table].rows
                if r["year"] < first and r.get("signed") and holds_today(r, first)]
        return tuple(sorted(rows, key=lambda r: (order[r["code"]], r.get("kind") or "", r["year"])))

    def who(self, *standings: str) -> tuple[str, ...]:
        """The municipalities that stand so in some kind and year, in the county's order."""
        return tuple(dict.fromkeys(line.code for line in self.lines if line.standing in standings))

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """The municipalities that have been asked, or have answered unasked."""
        return tuple(dict.fromkeys(line.code for line in self.lines if line.answer is not None))

    @cached_property
    def refused(self) -> tuple[str, ...]:
        """The municipalities that have said no and yes to nothing."""
        said_yes = set(self.who(SIGNED, PROMISED))
        return tuple(code for code in self.who(REFUSED) if code not in said_yes)

    @cached_property
    def waiting(self) -> tuple[str, ...]:
        """The municipalities that have been asked and have answered nothing yet."""
        answered = {line.code for line in self.lines if line.answer and line.answer.fixed is not None
                    and not line.answer.assumed}
        return tuple(code for code in self.asked if code not in answered)

    @cached_property
    def agreements(self) -> tuple[int, int, int]:
        """Municipalities with an agreement: today, in the last year with what is signed, and there if
        the whole plan is signed. A place in service rests on an agreement.
        """
        need = self.plan.problem.need
        codes, last = self.plan.problem.county.codes, need.years[-1]
        signed = {a.code for a in answers(self.plan.problem) if a.signed and a.stands(last)}
        today = sum(any(need.existing((m, k, 0)) for k in need.kinds) for m in codes)
        then = sum(m in signed or any(need.existing((m, k, last)) for k in need.kinds) for m in codes)
        return today, then, sum(any(self.plan.places[m, k, last] for k in need.kinds) for m in codes)
