"""The question of the referral rule, put together from a problem: account, shares, targets, settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from models.errors import Fault, InputFault, fault
from models.referral import (
    ANNOUNCED,
    BEFORE,
    COUNTED,
    KIN,
    TIES,
    Points,
    Referred,
    Steps,
    Targets,
    evenly,
    period,
    refer,
    tie_order,
    today,
)
from models.referral_shares import Held, day_of, held_shares
from models.regimes import refuse
from models.sections.ledger import PERIOD, TODAY, LedgerKeys
from models.sections.refer import Refer
from models.share_periods import NATION

if TYPE_CHECKING:
    from models.ledger import Ledger
    from models.problem import Problem

ANNOUNCED_YEAR = 2016


@dataclass(frozen=True)
class Choice:
    """One answer to each point that no source settles; ``reading`` as in the account."""

    counted: str = BEFORE
    tie: str = TIES[0]
    ties_counted: bool = True
    announced_counted: bool = True
    reading: str = TODAY


@dataclass(frozen=True)
class Question:
    """Everything the rule needs: the account r_m, weights, targets, the order between equals.

    ``held`` tells whose shares they are and when they hold. ``before`` is the number of all referrals
    so far in the stated ``whole`` (county or nation), ``ahead`` how many are made there while the
    county gets its next ``number``.
    """

    received: Mapping[str, int]
    weights: Mapping[str, int]
    targets: Targets
    number: int
    order: tuple[str, ...]
    points: Points
    ties: Mapping[str, int]
    announced: Mapping[str, int]
    held: Held
    before: int
    ahead: Fraction

    @cached_property
    def kin(self) -> Steps:
        """The turns of the expected referrals by tie, spread evenly."""
        return evenly(self.number, self.ties)

    def refer(self, kin: Steps | None = None, rule: str | None = None) -> Referred:
        """The referrals by the rule; by other turns for ties, or by another rule, where given."""
        points = replace(self.points, rule=rule) if rule else self.points
        return refer(self.received, self.weights, self.number, order=self.order, points=points,
                     targets=self.targets, kin=self.kin if kin is None else kin, announced=self.announced)

    def counted(self, referred: Referred) -> int:
        """How many of the referrals stand in the account."""
        return sum(map(self.points.counts, referred.kinds))

    def unsteered(self, referred: Referred) -> dict[str, int]:
        """The account and, of the new referrals that count, those that no method steers."""
        given = [referred.given(kind) for kind in (KIN, ANNOUNCED) if self.points.counts(kind)]
        return {m: r + sum(one[m] for one in given) for m, r in self.received.items()}


def chosen(problem: Problem) -> Choice:
    """What the scenario itself chooses at each point."""
    keys, account = _keys(problem), problem.section("ledger")
    return Choice(keys.counted, keys.tie, keys.ties_counted, keys.announced_counted,
                  account.reading if account else TODAY)


def others(problem: Problem) -> dict[str, Choice]:
    """The other answers, one point changed at a time, by the point's word."""
    own, account, question = chosen(problem), problem.section("ledger"), asked(problem)
    found = {f"counted-{word}": replace(own, counted=word) for word in COUNTED if word != own.counted}
    found |= {f"tie-{word}": replace(own, tie=word) for word in TIES if word != own.tie}
    if account or question.ties:
        found[f"ties-{_yes(not own.ties_counted)}"] = replace(own, ties_counted=not own.ties_counted)
    if account or question.announced:
        word = f"announced-{_yes(not own.announced_counted)}"
        found[word] = replace(own, announced_counted=not own.announced_counted)
    if account:
        other = PERIOD if own.reading == TODAY else TODAY
        found[f"reading-{other}"] = replace(own, reading=other)
    return found


def _yes(counted: bool) -> str:
    return "counted" if counted else "left-out"


def asked(problem: Problem, choice: Choice | None = None) -> Question:
    """The question as the scenario puts it, or with another choice at the unpublished points.

    Raises ``InputFault``: no ``[refer]``, a regime or a year in which the rule does not hold, more
    expected than there are referrals, or an account that counts otherwise than ``[refer]`` says.
    """
    keys = _keys(problem)
    choice = choice or chosen(problem)
    ties, announced = (_expected(problem, column) for column in ("ties", "announced"))
    faults = [*_regime_faults(problem, announced), *_key_faults(problem, keys, ties, announced)]
    if faults:
        raise InputFault(faults)
    account = _account(problem, choice)
    held = held_shares(problem, keys.shares, account)
    weights, part = held.weights, held.part
    people = {m: problem.county.by_code[m].inhabitants for m in problem.county.codes}
    start = dict(account.received) if account else dict.fromkeys(weights, 0)
    before = account.referrals if account else keys.national or 0
    ahead = keys.referrals / part
    if keys.national_next and held.whole == NATION:
        ahead = Fraction(keys.national_next)
    pace = ahead / keys.referrals if keys.referrals else Fraction(1)
    targets = today(weights, before, part=part, pace=pace)
    if account and choice.reading == PERIOD:
        targets = period({m: account.target(m, PERIOD) for m in weights}, weights, part=part, pace=pace)
    points = Points(choice.counted, choice.ties_counted, choice.announced_counted)
    return Question(start, weights, targets, keys.referrals, tie_order(choice.tie, weights, people), points,
                    ties, announced, held, before, ahead)


def _account(problem: Problem, choice: Choice) -> Ledger | None:
    """The account, with ties and announced places counted as the choice says; None without one."""
    from models.ledger import carried, ledger
    section: LedgerKeys | None = problem.section("ledger")
    if section is None:
        return None
    counted = replace(section, ties_counted=choice.ties_counted, announced_counted=choice.announced_counted)
    same = problem if counted == section else replace(
        problem, sections=tuple(counted if s is section else s for s in problem.sections))
    carried(same)  # refuses an account that goes past the day of the plan
    return ledger(same)


def _keys(problem: Problem) -> Refer:
    found: Refer | None = problem.section("refer")
    if found is None:
        raise InputFault([fault("refer-none", at="refer")])
    return found


def _expected(problem: Problem, column: str) -> dict[str, int]:
    """The expected ties or announced places of each municipality that has any."""
    name = _keys(problem).expected
    rows = problem.tables[name].rows if name else ()
    return {row["code"]: row[column] for row in rows if row.get(column)}


def _regime_faults(problem: Problem, announced: Mapping[str, int]) -> list[Fault]:
    """The rule holds under a running share only, announced places in 2016 only."""
    regime, day = problem.regime, day_of(problem)
    faults = [refuse("refer-regime", regime, day, "regime.name")] if regime and not regime.runs else []
    if announced and day.year != ANNOUNCED_YEAR:
        faults.append(fault("refer-announced", at="refer.expected", day=str(day), year=ANNOUNCED_YEAR))
    return faults


def _key_faults(problem: Problem, keys: Refer, ties: Mapping[str, int],
                announced: Mapping[str, int]) -> list[Fault]:
    faults = []
    known = sum(ties.values()) + sum(announced.values())
    if known > keys.referrals:
        faults.append(fault("refer-expected", at="refer.expected", known=known, number=keys.referrals))
    if not 0 <= keys.kin_part <= 1:
        faults.append(fault("refer-part", at="refer.kin_part", part=str(keys.kin_part)))
    account = problem.section("ledger")
    if account:
        faults += [fault("refer-counted", at=f"refer.{word}", word=word)
                   for word in ("ties_counted", "announced_counted")
                   if getattr(account, word) != getattr(keys, word)]
    if keys.national_next is not None and keys.national_next < keys.referrals:
        faults.append(fault("refer-next", at="refer.national_next", number=keys.referrals,
                            national=keys.national_next))
    if account and keys.national is not None:
        faults.append(fault("refer-national", at="refer.national"))
    return faults
