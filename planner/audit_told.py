"""The audit of a key in words: each test passed or failed, and where it fails who and by which numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from models.audit import EXACT, FAILED, LEVEL, OWN, REFUSED, ROUNDING, SCALE, Audit
from models.audit_trials import BROKEN
from planner.regime_told import regime_lines
from planner.wording import counted, decimal, listing, say, subject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.audit import Finding, Verdict
    from models.problem import Problem
    from models.shares.facts import Factor

SHOWN = 3  # cases told of one test; the files have all
FEWEST, MOST = 2, 9  # decimals of a share in promille: as few as show that it moved


@dataclass(frozen=True)
class Told:
    """An audit with what its words need: the scenario, the model, and the municipalities' names."""

    title: str
    model: str
    audit: Audit
    names: Mapping[str, str]
    afterwards: bool = False  # does the scenario revise or move the model's shares?
    problem: Problem | None = None  # the scenario's, where the audit is of one
    rests: tuple[int, int] | None = None  # so many of so many tables are assumed


def audit_lines(told: Told, language: str) -> Iterator[str]:
    """The audit as text: how it was made, every test, and a conclusion."""
    audit, piece = told.audit, subject("shares").get(told.model, {}).get(language, told.model)
    yield say("audit.title", language, name=told.title)
    yield say("audit.model", language, model=told.model, told=piece)
    yield from regime_lines(told.problem, language) if told.problem else ()
    if told.rests:
        yield say("refer.rests", language, assumed=told.rests[0], inputs=told.rests[1])
    if told.afterwards:
        yield say("audit.before_steps", language)
    if audit.factors:
        yield say("audit.how", language)
        named = listing((_long(factor, language) for factor in audit.factors), language)
        yield say("audit.factors", language, factors=named)
    else:
        yield say("audit.no_factors", language)
    yield ""
    for verdict in audit.verdicts:
        yield from _verdict_lines(told, verdict, language)
    yield ""
    yield from _conclusion(audit, language)


def _verdict_lines(told: Told, verdict: Verdict, language: str) -> Iterator[str]:
    """One test: passed or failed, how many cases, and the worst of those that do not hold."""
    cases = grave(verdict)
    key = "failing" if verdict.result in (FAILED, ROUNDING) else "cases"
    test = test_said(verdict, language)
    if verdict.tried > 1:
        test = say(f"audit.{key}", language, test=test, count=verdict.tried, fails=len(cases))
    yield say("audit.line", language, result=say(f"audit_result.{verdict.result}", language), test=test)
    for finding in cases[:SHOWN]:
        yield f"    {case_said(told, finding, language)}"


def grave(verdict: Verdict) -> list[Finding]:
    """The cases that make the result what it is, the largest first."""
    sorts = {FAILED: (EXACT, BROKEN), ROUNDING: (ROUNDING,), LEVEL: (LEVEL,), REFUSED: (REFUSED,)}
    found = [one for one in verdict.findings if one.sort in sorts.get(verdict.result, ())]
    return sorted(found, key=lambda one: (-one.size, one.code, one.other, one.change))


def test_said(verdict: Verdict, language: str) -> str:
    """What a test demands, of its factor."""
    key, factor = verdict.test, verdict.factor
    if verdict.test == OWN and factor:
        key = f"{OWN}-{factor.direction}"
    elif verdict.test == SCALE and factor and factor.level:
        key = f"{SCALE}-level"
    moves = say(f"audit_moves.{verdict.moves}", language) if verdict.moves else ""
    return say(f"audit_test.{key}", language, factor=_short(factor, language), moves=moves)


def case_said(told: Told, finding: Finding, language: str) -> str:
    """One case: which municipality, from what to what, and whose share moved how."""
    old, new = (_figure(value, language) for value in finding.figures or (Fraction(0), Fraction(0)))
    before, after = _shares(finding, language)
    key = finding.test
    if finding.sort in (BROKEN, REFUSED):
        key = finding.sort if finding.code else f"{finding.sort}-all"
    change = say(f"audit_change.{finding.change}", language) if finding.change else ""
    return say(f"audit_case.{key}", language, name=told.names.get(finding.code, ""), old=old, new=new,
               other=told.names.get(finding.other, ""), before=before, after=after, change=change,
               factor=_short(finding.factor, language), why=_why(finding, language))


def _why(finding: Finding, language: str) -> str:
    """What the program says as it refuses the figures: its sentences that name no value."""
    known = subject("fault")
    told = [known[key][language] for key in finding.why.split(", ") if key in known]
    return " ".join(text for text in told if "{" not in text) or finding.why


def _conclusion(audit: Audit, language: str) -> Iterator[str]:
    results = [verdict.result for verdict in audit.verdicts]
    fails = results.count(FAILED)
    if fails:
        yield say("audit.failed_some", language, fails=fails, count=len(results) - results.count(LEVEL))
    else:
        yield say("audit.passed_all", language)
    if ROUNDING in results:
        step = decimal(1000 * audit.base.step, FEWEST, language)
        count = results.count(ROUNDING)
        yield say(counted("audit.rounding_some", count), language, step=step, count=count)
    yield say("audit.limits", language)


def _short(factor: Factor | None, language: str) -> str:
    """What a factor is called: the heading of its column in a workbook."""
    if factor is None:
        return ""
    known = subject("heading")
    word = known.get(factor.column, {}).get(language, factor.column).replace("_", " ")
    return f"”{word}”" if language == "sv" else f"“{word}”"


def _long(factor: Factor, language: str) -> str:
    return f"{_short(factor, language)} ({factor.table})"


def _figure(value: Fraction, language: str) -> str:
    digits = 0 if value.denominator == 1 else FEWEST
    return decimal(value, digits, language)


def _shares(finding: Finding, language: str) -> tuple[str, str]:
    """A share before and after, in promille, with as many decimals as show that it moved."""
    if finding.after is None:
        return "", ""
    before, after = 1000 * (finding.before or Fraction(0)), 1000 * finding.after
    digits = next((d for d in range(FEWEST, MOST) if round(before, d) != round(after, d)), MOST)
    return decimal(before, digits, language), decimal(after, digits, language)

