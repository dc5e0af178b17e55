"""The referral rule, mirrored: to whom the next children are directed, one by one, exactly.

The published rule since 2016: the next child goes to the municipality with the lowest fulfilment,

    fulfilment[m] = received[m] / target[m],   target[m] = share[m] x (all referrals since the start).

What is not published is a setting of its own (``Points``). Everything is whole numbers and
fractions: two municipalities are compared by cross products, never by a rounded quotient.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import lcm

from models.contest import Contest, Line
from models.errors import Fault, InputFault, fault
from models.filling import Number

BEFORE, AFTER = "before", "after"
SHARE, POPULATION, CODE = "share", "population", "code"
COUNTED, TIES = (BEFORE, AFTER), (SHARE, POPULATION, CODE)
KINDS = EQUALISING, KIN, ANNOUNCED = "equalising", "tie", "announced"
LOWEST, MOST_OWED = "lowest-fulfilment", "most-owed"


@dataclass(frozen=True)
class Points:
    """The points that no source settles, each a named setting.

    ``counted``: is the fulfilment that of before the child (received / target: Adams' divisor
    method) or after it ((received + 1) / target: D'Hondt's). ``kin_counted`` and
    ``announced_counted``: do referrals by tie and to announced places count as received.
    ``rule`` is the lowest fulfilment, or for comparison the most owed (target - received).
    """

    counted: str = BEFORE
    kin_counted: bool = True
    announced_counted: bool = True
    rule: str = LOWEST

    def counts(self, kind: str) -> bool:
        """Does a referral of that kind stand in the account?"""
        return {KIN: self.kin_counted, ANNOUNCED: self.announced_counted}.get(kind, True)


@dataclass(frozen=True)
class Targets:
    """target[m] after n more counted referrals: base[m] + pace[m] x n, in referrals."""

    base: Mapping[str, Fraction]
    pace: Mapping[str, Fraction]

    def at(self, code: str, counted: int) -> Fraction:
        """The target of one municipality after so many more counted referrals."""
        return self.base[code] + self.pace[code] * counted


def today(weights: Mapping[str, int], before: int, *, part: Fraction = Fraction(1),
          pace: Fraction = Fraction(1)) -> Targets:
    """Targets of the reading today: the present share of all referrals, past ones too.

    ``before`` referrals have been made in the whole that the county has the ``part`` of (county:
    1), and ``pace`` more are made there for each counted one in the county (county: 1).
    """
    shares = _shares(weights, part)
    return Targets({m: share * before for m, share in shares.items()},
                   {m: share * pace for m, share in shares.items()})


def period(base: Mapping[str, Fraction], weights: Mapping[str, int], *, part: Fraction = Fraction(1),
           pace: Fraction = Fraction(1)) -> Targets:
    """Targets of the reading period: what earlier periods gave, and the present share of what comes."""
    return Targets({m: Fraction(base[m]) for m in weights},
                   {m: share * pace for m, share in _shares(weights, part).items()})


def _shares(weights: Mapping[str, int], part: Fraction) -> dict[str, Fraction]:
    """Share of the whole: w / (sum of w) x the county's part of it."""
    total = sum(weights.values())
    return {m: w * part / total if total else Fraction(0) for m, w in weights.items()}


def tie_order(rule: str, weights: Mapping[str, Number], inhabitants: Mapping[str, int]) -> tuple[str, ...]:
    """The order between equal fulfilment: larger share, then larger population, then code.

    ``rule`` names the first of the three that counts.
    """
    start = TIES.index(rule)
    return tuple(sorted(weights, key=lambda m: (-weights[m], -inhabitants[m], m)[start:]))


@dataclass(frozen=True)
class Referred:
    """The referrals in turn, and where they end.

    ``codes[i]`` received referral i + 1, which is of the kind ``kinds[i]``; ``received`` is the
    account afterwards, ``equal`` the (0-based) referrals that stood between equals and were
    given by the tie order.
    """

    codes: tuple[str, ...]
    kinds: tuple[str, ...]
    received: Mapping[str, int]
    equal: tuple[int, ...] = ()

    def given(self, kind: str | None = None) -> dict[str, int]:
        """How many of these referrals each municipality received, of one kind or all."""
        kinds = KINDS if kind is None else (kind,)
        return {m: sum(self._tally[m, made] for made in kinds) for m in self.received}

    @cached_property
    def _tally(self) -> Counter[tuple[str, str]]:
        """How many referrals of each municipality and kind."""
        return Counter(zip(self.codes, self.kinds, strict=True))


Steps = Mapping[int, str]


def refer(received: Mapping[str, int], weights: Mapping[str, int], number: int, *, order: Sequence[str],
          points: Points = Points(), targets: Targets | None = None,
          kin: Steps | None = None, announced: Mapping[str, int] | None = None) -> Referred:
    """The next ``number`` referrals and the account after them.

    Every child who is not in ``kin`` (0-based turn: the municipality of the tie) goes to an
    announced place while there are any (among those the lowest fulfilment first), then to the
    municipality that stands lowest. The target counts the child who is to be directed, so no
    target is 0 where there is a share. Equal fulfilment goes by ``order``; a municipality
    without a share gets no equalising referral. ``received`` may leave municipalities out (0).
    Time: number x log(municipalities) whole-number comparisons.
    """
    faults = _faults(received, weights, number, order, kin or {}, announced or {})
    if faults:
        raise InputFault(faults)
    start = {m: received.get(m, 0) for m in weights}
    steps = _Steps(start, targets or today(weights, sum(start.values())), tuple(order), points)
    return steps.run(number, kin or {}, announced or {}, {m for m, w in weights.items() if w})


@dataclass
class _Steps:
    """The account while the referrals are made."""

    received: dict[str, int]
    targets: Targets
    order: tuple[str, ...]
    points: Points
    counted: int = 0
    codes: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    equal: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        parts = [*self.targets.base.values(), *self.targets.pace.values()]
        self.unit = lcm(*(part.denominator for part in parts))
        self.base = {m: int(part * self.unit) for m, part in self.targets.base.items()}
        self.pace = {m: int(part * self.unit) for m, part in self.targets.pace.items()}
        self.at = {m: index for index, m in enumerate(self.order)}
        if self.points.rule == LOWEST and _alike(self.base, self.pace):  # then growth turns no order
            self.base, self.pace = self.pace, dict.fromkeys(self.pace, 0)

    def run(self, number: int, kin: Steps, announced: Mapping[str, int], sharing: set[str]) -> Referred:
        """All referrals in turn."""
        left = {m: places for m, places in announced.items() if places}
        free, all_ = self.contest(set(left)), self.contest(sharing)
        for turn in range(number):
            if turn in kin:
                self.give(kin[turn], KIN, free, all_)
            elif left:
                code = self.next(free, turn)
                left[code] -= 1
                if left[code] == 0:
                    del left[code]
                    free.set(self.at[code], None)
                self.give(code, ANNOUNCED, free, all_)
            else:
                self.give(self.next(all_, turn), EQUALISING, free, all_)
        return Referred(tuple(self.codes), tuple(self.kinds), self.received, tuple(self.equal))

    def contest(self, among: set[str]) -> Contest:
        """The municipalities that may be next, in the order that decides between equals."""
        return Contest([self.line(m) if m in among else None for m in self.order], 1)

    def next(self, contest: Contest, turn: int) -> str:
        """Who stands lowest when the child to be directed is counted in the targets."""
        first = contest.first(self.counted + 1)
        if contest.shared():
            self.equal.append(turn)
        return self.order[first]

    def give(self, code: str, kind: str, *contests: Contest) -> None:
        """Write one referral down, and in the account where its kind counts."""
        self.codes.append(code)
        self.kinds.append(kind)
        if self.points.counts(kind):
            self.counted += 1
            self.received[code] += 1
            for contest in contests:
                if contest.lines[self.at[code]] is not None:
                    contest.first(self.counted)
                    contest.set(self.at[code], self.line(code))

    def line(self, code: str) -> Line:
        """target / received, greatest first; for the most owed target - received."""
        received, base, pace = self.received[code], self.base[code], self.pace[code]
        if self.points.rule == MOST_OWED:
            return base - self.unit * received, pace, 1
        if base == pace == 0:  # only at announced places: behind all who have a share
            return 0, 0, 1
        return base, pace, received + (self.points.counted == AFTER)


def _alike(base: Mapping[str, int], pace: Mapping[str, int]) -> bool:
    """Do all targets grow in the same proportion? Then the order between them never turns."""
    whole, growth = sum(base.values()), sum(pace.values())
    return growth > 0 and all(base[m] * growth == pace[m] * whole for m in base)


def evenly(number: int, ties: Mapping[str, int]) -> dict[int, str]:
    """Turns for referrals by tie among so many: spread evenly, each municipality's own nearly so.

    The k-th of all K (from 1) has the turn floor((2 k - 1) number / 2 K); they stand in the order of
    (2 i - 1) / 2 T for the i-th of a municipality's T, then code.
    """
    parts = sorted((Fraction(2 * i - 1, 2 * count), code)
                   for code, count in ties.items() for i in range(1, count + 1))
    return {(2 * i + 1) * number // (2 * len(parts)): code for i, (_, code) in enumerate(parts)}


def _faults(received: Mapping[str, int], weights: Mapping[str, int], number: int, order: Sequence[str],
            kin: Steps, announced: Mapping[str, int]) -> list[Fault]:
    """What is wrong with the figures: signs, names without a share row, nobody to direct to."""
    faults = [fault("refer-number", number=number)] if number < 0 else []
    named = {*received, *kin.values(), *announced}
    faults += [fault("refer-stranger", code=m) for m in sorted(named - set(weights))]
    faults += [fault("refer-negative", code=m) for m in sorted(set(weights) & {*received, *announced})
               if received.get(m, 0) < 0 or announced.get(m, 0) < 0]
    faults += [fault("refer-weight", code=m) for m in sorted(weights) if weights[m] < 0]
    faults += [fault("refer-order", code=m) for m in sorted(set(weights) ^ set(order))]
    turns = sum(turn < number for turn in kin)
    if number > turns + sum(announced.values()) and not any(w > 0 for w in weights.values()):
        faults.append(fault("refer-no-weight", number=number))
    return faults
