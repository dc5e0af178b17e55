"""``[need]`` and the table of places as ``models.need.Need``: whole places by kind and year."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from models.errors import Fault, InputFault
from models.need import Cell, Need
from models.tables import Table
from planner.guessing import strange
from planner.merge import Loc, Node
from planner.settings import Settings

FOLLOWS, KEEPS = "permit-follows-asylum", "keep-existing"


def wanted(settings: Settings, tree: Node, kinds: tuple[str, ...], places: Table | None,
           codes: Mapping[str, str], shown: str) -> Wanted:
    """What [need] asks, to be worked out; ``InputFault`` where places today lack their kind.

    ``places`` gives e (a missing row of a kind = 0); without it nothing is there today.
    """
    if places and len(kinds) > 1 and any(row["kind"] is None for row in places.rows):
        every = ", ".join(kinds)
        raise InputFault([tree.complain("places-kind", ("case", "places"), name=shown, kinds=every)])
    return Wanted(settings, tree, kinds, today_of(places, kinds, codes))


def today_of(places: Table | None, kinds: tuple[str, ...],
             codes: Mapping[str, str]) -> dict[tuple[str, str], int]:
    """e by municipality and kind; a row without a kind is of the only kind there is."""
    if places is None:
        return {}
    return {(row["code"], row["kind"] or kinds[0]): row["places"] for row in places.rows
            if row["code"] in codes and (row["kind"] or kinds[0]) in kinds}


class Wanted:
    """Works out the county totals, T, by kind; collects the faults on the way.

    ``new`` is added up from today; a kind in neither total nor new follows its leader by the
    ratio of permit-follows-asylum.
    """

    def __init__(self, settings: Settings, tree: Node, kinds: tuple[str, ...],
                 today: Mapping[tuple[str, str], int]) -> None:
        self.settings, self.tree, self.kinds, self.today = settings, tree, kinds, today
        self.years = settings.years
        self.sums = {kind: sum(n for (_, k), n in today.items() if k == kind) for kind in kinds}
        self.follows = settings.rule(FOLLOWS)
        self.fallen: Mapping[Cell, int] = {}  # places of today that go in the plan years
        self.faults: list[Fault] = []

    def complain(self, key: str, loc: Loc, **values: object) -> None:
        """Write a fault down at its place."""
        self.faults.append(self.tree.complain(key, loc, **values))

    def given(self) -> dict[str, tuple[int, ...]]:
        """T of the kinds that are given a number, one number a year."""
        total, new = self.amounts("total"), self.amounts("new")
        for kind in sorted(set(total) & set(new)):
            self.complain("need-twice", ("need",), kind=kind)
        found = total | {k: self.summed(k, amounts) for k, amounts in new.items()}
        for kind, amounts in found.items():
            self.falls(kind, amounts, "new" if kind in new else "total")
        return found

    def whole(self, given: Mapping[str, tuple[int, ...]]) -> Need:
        """The need with these totals: those of the kinds that follow are worked out."""
        found = dict(given)
        for kind in self.kinds:
            if kind not in found and not self.faults:
                self.follower(kind, found)
                self.falls(kind, found.get(kind, ()), "total")
        total = {(k, year): amounts[i] for k, amounts in found.items() for i, year in enumerate(self.years)}
        return Need(self.kinds, self.years, self.today, total, self.fallen)

    def amounts(self, key: str) -> dict[str, tuple[int, ...]]:
        """What one key gives: by kind, one number a year."""
        written = getattr(self.settings.need, key)
        if written is None:
            return {}
        if not isinstance(written, Mapping):
            kind = self.only_kind(key)
            return {kind: self.yearly(("need", key), written)} if kind else {}
        for kind in written:
            if kind not in self.kinds:
                self.faults.append(strange(self.tree, "need-kind", ("need", key, kind), kind, self.kinds))
        return {k: self.yearly(("need", key, k), v) for k, v in written.items() if k in self.kinds}

    def only_kind(self, key: str) -> str | None:
        """The kind that a number without a kind means: the only one that does not follow."""
        free = [k for k in self.kinds if not self.follows or k != self.follows.follower]
        if len(free) == 1:
            return free[0]
        self.complain("need-which-kind", ("need", key), kinds=", ".join(self.kinds))
        return None

    def yearly(self, loc: Loc, written: Any) -> tuple[int, ...]:
        """One number a year; a single number holds for every year.

        With ``hold`` a shorter list goes on as it ended: the last total, or no more new places.
        """
        if isinstance(written, int):
            return (written,) * len(self.years)
        short = len(self.years) - len(written)
        if short and not (self.settings.need.hold and written and short > 0):
            self.complain("need-length", loc, count=len(written), years=", ".join(map(str, self.years)))
        held = written[-1] if written and loc[1] != "new" else 0
        return tuple(written) + (held,) * short

    def summed(self, kind: str, new: tuple[int, ...]) -> tuple[int, ...]:
        """Today's places plus the new ones of every year so far."""
        return tuple(self.sums[kind] + sum(new[:i + 1]) for i in range(len(self.years)))

    def follower(self, kind: str, found: dict[str, tuple[int, ...]]) -> None:
        """T of a kind that is given no total: what the rule makes of its leader's total."""
        rule = self.follows
        if rule is None or kind != rule.follower or rule.leader not in found:
            self.complain("need-missing-kind", ("need",), kind=kind)
            return
        led = {(rule.leader, year): total for year, total in zip(self.years, found[rule.leader], strict=True)}
        need = Need(self.kinds, self.years, self.today, led, self.fallen)
        found[kind] = tuple(rule.total(need, i) for i in range(len(self.years)))

    def falls(self, kind: str, amounts: tuple[int, ...], key: str) -> None:
        """Faults where the county's total falls though existing places are kept, or is below zero."""
        if self.faults:
            return
        loc: Loc = ("need", key, kind)
        for i, (before, after) in enumerate(pairwise((self.sums[kind], *amounts))):
            values = {"kind": kind, "year": str(self.years[i]), "before": before, "after": after}
            if after < 0:
                self.complain("need-negative", loc, **values)
            elif after < before and self.settings.rule(KEEPS) and key == "cap":
                self.complain("need-cap-falls", ("need", key), **values)
            elif after < before and self.settings.rule(KEEPS):
                self.complain("need-falls" if i else "need-falls-today", loc, **values)
