"""The audit of a key: what a share model does when its figures change, one at a time.

Shares are compared as exact parts of the county, before rounding; what only the rounded
shares do, within one unit of rounding (0.01 promille, or one person), is told apart.
Tests of every factor f:

own: with more of f in m, the share of m never moves against the direction the rules give f
(more inhabitants never lower, more earlier reception never raise); a factor no rule
speaks of must move all municipalities the same way. others: no other municipality moves
the same way as m. scale: ten times as much of f everywhere leaves the shares as they are
(f that is set against the number to be shared is exempt, and told). nothing: a municipality
with 0 of everything has a share no larger than anyone's. empty: f that is 0 everywhere is
computed or refused in words. sum: in all of these the shares sum to the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from models.audit_trials import (
    BROKEN,
    REFUSED,
    TENFOLD,
    ZERO,
    Answer,
    Outcome,
    Trial,
    Trouble,
    answer,
    outcome,
    trials,
)
from models.shares.facts import EITHER, LESS, MORE, Factor, ShareFacts

OWN, OTHERS, SCALE, NOTHING, EMPTY, SUM = TESTS = ("own", "others", "scale", "nothing", "empty", "sum")
EXACT, ROUNDING, LEVEL = "exact", "rounding", "level"
PASSED, FAILED = "passed", "failed"
NO_EFFECT = "none"


@dataclass(frozen=True)
class Finding:
    """One case in which a test does not hold: what was changed where, and whose share moved how.

    ``sort``: exact (the key itself), rounding (the rounded shares alone, within one unit),
    level (as it is meant), refused or broken (no shares; ``why`` says by what). ``code`` is the
    municipality changed (empty = all), ``other`` the one whose share is told (empty = none);
    ``before`` and ``after`` are parts of the county, exact or rounded as the sort says.
    """

    test: str
    sort: str
    factor: Factor | None = None
    change: str = ""
    code: str = ""
    figures: tuple[Fraction, Fraction] | None = None
    other: str = ""
    before: Fraction | None = None
    after: Fraction | None = None
    why: str = ""

    @property
    def size(self) -> Fraction:
        """How much the share moved."""
        return abs((self.after or Fraction(0)) - (self.before or Fraction(0)))


@dataclass(frozen=True)
class Verdict:
    """How one test went, for one factor or for the key: cases tried, and those that did not hold.

    ``moves`` is what more of the factor was seen to do to a municipality's own share.
    """

    test: str
    factor: Factor | None
    tried: int
    findings: tuple[Finding, ...]
    moves: str = ""

    @property
    def result(self) -> str:
        """failed, rounding, level, refused or passed: the gravest that was found."""
        sorts = {finding.sort for finding in self.findings}
        if sorts & {EXACT, BROKEN}:
            return FAILED
        return next((sort for sort in (ROUNDING, LEVEL, REFUSED) if sort in sorts), PASSED)


@dataclass(frozen=True)
class Audit:
    """All verdicts of a key; ``base`` is what it gives on the figures as they stand."""

    base: Outcome
    factors: tuple[Factor, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def passed(self) -> bool:
        """Does no test of the exact key fail?"""
        return all(verdict.result != FAILED for verdict in self.verdicts)


def audit(model: Any, facts: ShareFacts) -> Audit:
    """Every test of a share model on these facts; raises ``InputFault`` where they give no shares."""
    base, factors = outcome(model, facts), tuple(model.factors())
    tried = {factor: tuple(trials(model, facts, factor, base.due)) for factor in factors}
    verdicts = [test(factor, tried[factor], base) for factor in factors for test in (_own, _others)]
    answers = [trial.answer for found in tried.values() for trial in found]
    for made, seen in (_scale(model, facts, factors, base), _nothing(model, facts, factors, base),
                       _empty(model, facts, factors, base)):
        verdicts += made
        answers += seen
    return Audit(base, factors, (*verdicts, _sum([base, *answers])))


def _sign(value: Fraction) -> int:
    return (value > 0) - (value < 0)


def _moves(found: Iterable[Trial], base: Outcome) -> str:
    """What more of a factor mostly does to the exact share of who has it."""
    signs = [_sign(t.answer.exact[t.code] - base.exact[t.code]) for t in found
             if isinstance(t.answer, Outcome)]
    if not any(signs):
        return NO_EFFECT
    return MORE if signs.count(1) >= signs.count(-1) else LESS


def _own(factor: Factor, found: tuple[Trial, ...], base: Outcome) -> Verdict:
    moves = _moves(found, base)
    wanted = -1 if (moves if factor.direction == EITHER else factor.direction) == LESS else 1
    findings = []
    for trial in found:
        if isinstance(trial.answer, Trouble):
            findings.append(_hindered(OWN, trial))
        else:
            findings += _against(OWN, trial, trial.code, base, -wanted, -wanted)
    return Verdict(OWN, factor, len(found), tuple(findings), moves)


def _others(factor: Factor, found: tuple[Trial, ...], base: Outcome) -> Verdict:
    findings: list[Finding] = []
    for trial in found:
        if isinstance(trial.answer, Outcome):
            exact = _sign(trial.answer.exact[trial.code] - base.exact[trial.code])
            rounded = _sign(trial.answer.rounded[trial.code] - base.rounded[trial.code])
            for other in base.exact:
                if other != trial.code:
                    findings += _against(OTHERS, trial, other, base, exact, rounded)
    return Verdict(OTHERS, factor, len(found), tuple(findings))


def _against(test: str, trial: Trial, code: str, base: Outcome, exact: int,
             rounded: int) -> Iterator[Finding]:
    """A finding where a share moves a way it must not: exactly, or by rounding alone."""
    assert isinstance(trial.answer, Outcome)
    old, new = base.exact[code], trial.answer.exact[code]
    sort = EXACT
    if not exact or _sign(new - old) != exact:
        old, new = base.rounded[code], trial.answer.rounded[code]
        if not rounded or _sign(new - old) != rounded:
            return
        sort = ROUNDING if abs(new - old) <= base.step else EXACT
    yield Finding(test, sort, trial.factor, trial.change, trial.code, (trial.before, trial.after), code, old,
                  new)


def _hindered(test: str, trial: Trial) -> Finding:
    assert isinstance(trial.answer, Trouble)
    return Finding(test, trial.answer.sort, trial.factor, trial.change, trial.code,
                   (trial.before, trial.after), why=trial.answer.why)


Made = tuple[list[Verdict], list[Answer]]


def _scale(model: Any, facts: ShareFacts, factors: tuple[Factor, ...], base: Outcome) -> Made:
    """Ten times as much of a factor everywhere."""
    verdicts, answers = [], []
    for factor in factors:
        values = {code: value * 10 for code, value in factor.values(facts).items()}
        found = answer(model, factor.changed(facts, values), base.due)
        sort = LEVEL if factor.level else EXACT
        verdicts.append(Verdict(SCALE, factor, 1, tuple(_changed(SCALE, factor, TENFOLD, found, base, sort))))
        answers.append(found)
    return verdicts, answers


def _changed(test: str, factor: Factor, change: str, found: Answer, base: Outcome,
             sort: str) -> Iterator[Finding]:
    """A finding for every municipality whose exact share is another than before."""
    if isinstance(found, Trouble):
        yield Finding(test, found.sort, factor, change, why=found.why)
        return
    for code, old in base.exact.items():
        if found.exact[code] != old:
            yield Finding(test, sort, factor, change, other=code, before=old, after=found.exact[code])


def _nothing(model: Any, facts: ShareFacts, factors: tuple[Factor, ...], base: Outcome) -> Made:
    """A municipality that has 0 of every factor."""
    if not factors:
        return [], []
    findings, answers = [], []
    for code in facts.codes:
        emptied = facts
        for factor in factors:
            emptied = factor.changed(emptied, {code: Fraction(0)})
        found = answer(model, emptied, base.due)
        answers.append(found)
        if isinstance(found, Trouble):
            findings.append(Finding(NOTHING, found.sort, None, ZERO, code, why=found.why))
        elif found.exact[code] > min(found.exact.values()) or found.exact[code] < 0:
            findings.append(Finding(NOTHING, EXACT, None, ZERO, code, None, code, base.exact[code],
                                    found.exact[code]))
    return [Verdict(NOTHING, None, len(facts.codes), tuple(findings))], answers


def _empty(model: Any, facts: ShareFacts, factors: tuple[Factor, ...], base: Outcome) -> Made:
    """A factor that is 0 everywhere."""
    verdicts, answers = [], []
    for factor in factors:
        zeros = dict.fromkeys(factor.values(facts), Fraction(0))
        found = answer(model, factor.changed(facts, zeros), base.due)
        hindered = ((Finding(EMPTY, found.sort, factor, ZERO, why=found.why),)
                    if isinstance(found, Trouble) else ())
        verdicts.append(Verdict(EMPTY, factor, 1, hindered))
        answers.append(found)
    return verdicts, answers


def _sum(answers: list[Answer]) -> Verdict:
    """Do exact and rounded shares sum to the whole, in every case that was tried?"""
    made = [one for one in answers if isinstance(one, Outcome)]
    findings = tuple(Finding(SUM, EXACT, before=Fraction(1), after=sum(one.exact.values(), Fraction(0)),
                             figures=(Fraction(one.due), Fraction(one.sum)))
                     for one in made if sum(one.exact.values()) != 1 or one.sum != one.due)
    return Verdict(SUM, None, len(made), findings)


__all__ = ["BROKEN", "EMPTY", "EXACT", "FAILED", "LEVEL", "NOTHING", "NO_EFFECT", "OTHERS", "OWN", "PASSED",
           "REFUSED", "ROUNDING", "SCALE", "SUM", "TESTS", "Audit", "Finding", "Verdict", "audit"]
