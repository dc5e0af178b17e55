"""Does a scenario keep to its regime: its window, its unit, and what may be counted under it?"""

from __future__ import annotations

from collections.abc import Iterator

from models.errors import Fault
from models.problem import LEDGER
from models.regimes import BY_WORD, PERSONS, PLACES, REFERRALS, Regime, in_force
from models.sections.regime import RegimeKeys
from planner.guessing import strange
from planner.merge import Node
from planner.settings import Settings
from planner.window import in_year

# Rules that only compare amounts: they mean the same whatever is counted.
ANY_UNIT = ("need", "keep-existing", "floor", "ceiling", "pace", "pinned", "relief", "within-gap",
            "within-quota")
CAPACITY = "capacity"


def regime_faults(found: Settings, tree: Node) -> Iterator[Fault]:
    """Faults of [regime], and of keys and rules that do not go with what is counted."""
    if found.section("regime") is None and tree.child("regime"):
        return  # it cannot be read, and its own faults say so
    keys = found.section("regime") or RegimeKeys()
    if keys.name and keys.name not in BY_WORD:
        yield strange(tree, "regime-unknown", ("regime", "name"), keys.name, tuple(BY_WORD))
        return
    regime = BY_WORD[keys.name] if keys.name else in_force(found.first_day, keys.unit)
    if keys.name and regime and not keys.outside.strip():
        yield from _window(found, tree, regime)
    if regime and regime.unit != keys.unit and (keys.unit != PLACES or regime.unit == PERSONS):
        yield tree.complain("regime-unit", ("regime", "unit"), expected=regime.unit, **_of(regime))
    yield from _units(found, tree, keys)
    if found.basis.amount == LEDGER:
        yield from _ledger(found, tree, keys, regime)


def _of(regime: Regime) -> dict[str, str]:
    return {"regime": regime.word, "first": str(regime.first or "…"), "last": str(regime.last or "…")}


def _window(found: Settings, tree: Node, regime: Regime) -> Iterator[Fault]:
    """A fault for each plan year whose day lies outside the regime's window."""
    for year in found.years:
        day = in_year(found.first_day, year)
        if not regime.holds(day):
            yield tree.complain("regime-window", ("regime", "name"), day=str(day), **_of(regime))


def _units(found: Settings, tree: Node, keys: RegimeKeys) -> Iterator[Fault]:
    """Rules and tables that count places where the scenario counts something else."""
    at = ("regime", "children_per_place")
    if keys.children_per_place is not None and keys.unit != REFERRALS:
        yield tree.complain("children-unit", at)
    if keys.children_per_place is not None and keys.children_per_place <= 0:
        yield tree.complain("children-zero", at)
    if keys.unit == PLACES:
        if not found.case.places:
            yield tree.complain("places-none", ("case",))
        return
    if found.case.places:
        yield tree.complain("places-unit", ("case", "places"), name=found.case.places, unit=keys.unit)
    yield from _rules(found, tree, keys)


def _rules(found: Settings, tree: Node, keys: RegimeKeys) -> Iterator[Fault]:
    for rule in found.rules:
        loc = ("rules", rule.word)
        if rule.word == CAPACITY and keys.unit == REFERRALS:
            if keys.children_per_place is None:
                yield tree.complain("capacity-unit", loc)
        elif rule.word not in ANY_UNIT:
            yield tree.complain("rule-unit", loc, rule=rule.word, unit=keys.unit)


def _ledger(found: Settings, tree: Node, keys: RegimeKeys, regime: Regime | None) -> Iterator[Fault]:
    """What the basis ledger needs: a running account, its unit, one kind, and the section."""
    at = ("basis", "amount")
    if regime and not regime.runs and regime.unit != PERSONS:
        yield tree.complain("ledger-regime", at, **_of(regime))
    if keys.unit != REFERRALS:
        yield tree.complain("ledger-unit", at)
    if found.kinds and len(found.kinds) > 1:
        yield tree.complain("ledger-kinds", at, kinds=", ".join(found.kinds))
    if found.section("ledger") is None and tree.child("ledger") is None:
        yield tree.complain("ledger-none", at)
