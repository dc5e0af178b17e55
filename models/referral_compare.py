"""The referral rule beside other ways to make whole numbers of the same shares, from the same start.

Every method divides the same total: the account and the new referrals that count in it. What no
method steers (the account itself, ties, announced places) is a lower bound, and a municipality
without a share has it as its upper bound too. All exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, lcm

from models.apportion import LARGEST_REMAINDER, Apportionment, apportion
from models.referral import Referred
from models.referral_question import Question

SAINTE_LAGUE = "sainte-lague"
USUAL = (LARGEST_REMAINDER, SAINTE_LAGUE)
FURTHER = ("hill", "adams", "dhondt")


@dataclass(frozen=True)
class Beside:
    """One total divided from one start: what every method is given.

    ``lower`` is the account with what no method steers, ``counted`` how many new referrals stand
    in the account when the total is reached.
    """

    question: Question
    lower: Mapping[str, int]
    counted: int

    @classmethod
    def of(cls, question: Question, referred: Referred) -> Beside:
        """The same referrals as the rule has made."""
        return cls(question, question.unsteered(referred), question.counted(referred))

    @property
    def start(self) -> int:
        """Referrals in the county's account before."""
        return sum(self.question.received.values())

    def quotas(self, extra: int = 0) -> dict[str, Fraction]:
        """q[m] = target[m] / (sum of the county's targets) x (all in the account), summing to it."""
        targets = {m: self.question.targets.at(m, self.counted + extra) for m in self.lower}
        whole = sum(targets.values())
        total = self.start + self.counted + extra
        return {m: target * total / whole if whole else Fraction(0) for m, target in targets.items()}

    def divided(self, method: str, extra: int = 0) -> Apportionment:
        """The account at its end if the method divided it, with ``extra`` referrals more."""
        quotas = self.quotas(extra)
        unit = lcm(*(q.denominator for q in quotas.values()))
        upper = {m: self.lower[m] for m, weight in self.question.weights.items() if weight == 0}
        return apportion(method, {m: int(q * unit) for m, q in quotas.items()},
                         self.start + self.counted + extra, lower=self.lower, upper=upper,
                         order=self.question.order)


@dataclass(frozen=True)
class Break:
    """A number at least a whole referral outside its quota: below it rounded down or above it rounded up.

    ``held``: the account before, or what no method steers, is alone the reason.
    """

    code: str
    received: int
    quota: Fraction
    held: bool


def breaks(beside: Beside, received: Mapping[str, int]) -> tuple[Break, ...]:
    """Who ends outside its quota, in the order of the question."""
    quotas = beside.quotas()
    return tuple(Break(m, received[m], quotas[m], received[m] == beside.lower[m] > quotas[m])
                 for m in beside.question.order
                 if not floor(quotas[m]) <= received[m] <= ceil(quotas[m]))


@dataclass(frozen=True)
class Paradox:
    """One referral more in all, and a municipality ends with fewer."""

    total: int
    code: str
    before: int
    after: int


def paradoxes(beside: Beside, method: str, span: int) -> tuple[Paradox, ...]:
    """The order paradoxes of a method from the county's total to ``span`` referrals more.

    The rule itself has none while the turns of the ties and the nation's pace stay as they are: it
    gives child by child, and one more child takes nothing back.
    """
    found = []
    made = (beside.divided(method, extra).places for extra in range(span + 1))
    for extra, (before, after) in enumerate(pairwise(made), 1):
        found += [Paradox(beside.start + beside.counted + extra, m, before[m], after[m])
                  for m in beside.question.order if after[m] < before[m]]
    return tuple(found)


@dataclass(frozen=True)
class Lean:
    """Mean deviation from the quota, in referrals, of the half with smaller and that with larger shares."""

    small: Fraction
    large: Fraction


def lean(beside: Beside, received: Mapping[str, int]) -> Lean | None:
    """Does a method favour the small or the large? None with fewer than two shares.

    Halves by share, those without one left out, as is the middle one of an odd number.
    """
    weights, quotas = beside.question.weights, beside.quotas()
    codes = sorted((m for m in weights if weights[m]), key=lambda m: (weights[m], m))
    half = len(codes) // 2
    if not half:
        return None
    small, large = (sum((received[m] - quotas[m] for m in part), Fraction(0)) / half
                    for part in (codes[:half], codes[-half:]))
    return Lean(small, large)
