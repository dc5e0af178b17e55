"""The shadow calculation as others may see it: names, veiled counts, what it rests on, its id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from models.pieces import tables_of
from models.referral_compare import FURTHER, USUAL
from models.shadow import Shadow, shadow
from planner.small_counts import Veiled, veiled
from planner.version import VERSION

if TYPE_CHECKING:
    from models.sections.refer import Refer
    from models.shares import Shares
    from planner.case import Case
    from planner.scenario import Scenario

ALL = "all"
METHODS = {"usual": USUAL, ALL: (*USUAL, *FURTHER)}


@dataclass(frozen=True)
class Shown:
    """A scenario's shadow calculation; ``methods`` says which stand beside (usual or all)."""

    scenario: Scenario
    case: Case
    found: Shadow
    methods: str

    @property
    def keys(self) -> Refer:
        """The scenario's [refer]."""
        keys: Refer = self.case.problem.section("refer")
        return keys

    @property
    def codes(self) -> tuple[str, ...]:
        """The municipalities in the county's order."""
        return self.case.problem.county.codes

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each code."""
        return {town.code: town.name for town in self.case.problem.county.municipalities}

    @property
    def shares(self) -> Shares:
        """The share table in use."""
        need = self.case.problem.need
        return self.case.problem.shares[need.kinds[0], need.years[0]]

    @property
    def account(self) -> bool:
        """Does the scenario have an account, so that received counts are of real children?"""
        return self.case.problem.section("ledger") is not None

    @property
    def example(self) -> bool:
        """Does the calculation rest on assumed shares, counts or expected referrals?"""
        sections = (self.case.problem.section(word) for word in ("ledger", "refer"))
        named = {name for section in sections if section for name in tables_of(section)}
        return self.case.example or bool(named & set(self.case.assumed))

    @cached_property
    def received(self) -> dict[str, Veiled]:
        """What each has received before, 1 to 4 veiled."""
        return veiled(self.found.question.received)

    def open(self, code: str) -> bool:
        """May figures that rest on the municipality's received count be shown?"""
        return self.received[code].exact

    def fulfilment(self, code: str) -> Fraction | None:
        """received / target after the referrals; None where the target is 0."""
        target = self.target(code)
        return self.found.referred.received[code] / target if target else None

    def target(self, code: str) -> Fraction:
        """The target after the referrals, in referrals."""
        return self.found.question.targets.at(code, self.found.beside.counted)

    @cached_property
    def id(self) -> str:
        """SHA-256 over the question, the methods and the program's version (64 hex digits)."""
        from planner.identity import asked, digest
        return digest({"scenario": asked(self.scenario, self.case), "case": self.case.canonical(),
                       "methods": self.methods, "version": VERSION})


def shown_of(scenario: Scenario, case: Case, methods: str) -> Shown:
    """The shadow calculation of a case; raises ``InputFault``."""
    return Shown(scenario, case, shadow(case.problem, METHODS[methods]), methods)


def share_of(found: Shown, code: str) -> Fraction:
    """The municipality's part of the county, 0 to 1."""
    weights = found.found.question.weights
    return Fraction(weights[code], sum(weights.values()))


def largest(changes: dict[str, int], few: int) -> Sequence[str]:
    """The codes with the largest changes, at most ``few``."""
    return sorted(changes, key=lambda m: (-abs(changes[m]), m))[:few]
