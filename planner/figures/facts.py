"""A view's tables as the figures read them: one row per municipality and kind, in plain numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Protocol

from planner.view import View

STOCK, FLOW, LEDGER, POOLED = "stock", "flow", "ledger", "all"


class Named(Protocol):
    """What every row has: the municipality's code and name."""

    @property
    def code(self) -> str:
        """The code, four digits."""

    @property
    def name(self) -> str:
        """The name."""


@dataclass(frozen=True)
class Row:
    """One municipality: places of one kind (or of all), years rising.

    ``today`` and ``after`` (one per year) are whole places in service, ``quota`` and ``gaps``
    (one per year) places in the basis of the goal, ``capacity`` the most places in the last
    year (None where no limit is stated), for all kinds together where ``pooled``;
    ``begun`` the new places that the share is of, by the last year (None: the change since today),
    which are other than all new ones where agreements have ended; ``lying`` the places that lie in
    the municipality in the last year, whoever answers for them (None: those it answers for);
    ``ended`` the places that go with their agreement in each year (empty: none ever).
    """

    code: str
    name: str
    population: int
    today: int
    after: tuple[int, ...]
    quota: float
    gaps: tuple[float, ...]
    capacity: int | None
    pooled: bool = False
    begun: int | None = None
    lying: int | None = None
    ended: tuple[int, ...] = ()

    @property
    def here(self) -> int:
        """Places that lie in the municipality in the last year: what its capacity is set against."""
        return self.last if self.lying is None else self.lying

    @property
    def last(self) -> int:
        """Places in service in the last year."""
        return self.after[-1]

    @property
    def change(self) -> int:
        """Places in the last year less those of today."""
        return self.after[-1] - self.today

    @property
    def gone(self) -> int:
        """Places that go with their agreement in the plan's years: today's and new ones."""
        return sum(self.ended)

    @property
    def new(self) -> int:
        """New places that begin in the plan's years: the change and what they replace."""
        return self.change + self.gone

    @property
    def counted(self) -> int:
        """New places that the share is of, last year: those that are left."""
        return self.change if self.begun is None else self.begun

    @property
    def lost(self) -> int:
        """New places that go again inside the plan, with their agreement."""
        return min(self.gone, max(0, self.new - self.counted))

    @property
    def gap(self) -> float:
        """Places above (+) or below (−) the quota in the last year."""
        return self.gaps[-1]

    @property
    def steps(self) -> tuple[int, ...]:
        """The change in each year."""
        earlier = (self.today, *self.after[:-1])
        return tuple(a - b for a, b in zip(self.after, earlier, strict=True))

    @property
    def opened(self) -> tuple[int, ...]:
        """New places that begin in each year."""
        ended = self.ended or (0,) * len(self.after)
        return tuple(step + gone for step, gone in zip(self.steps, ended, strict=True))

    @property
    def kept(self) -> tuple[int, ...]:
        """Of ``opened`` those left in the last year; what goes again is the earliest."""
        rest, left = self.lost, []
        for places in self.opened:
            taken = min(rest, max(0, places))
            left.append(places - taken)
            rest -= taken
        return tuple(left)


@dataclass(frozen=True)
class Facts:
    """All rows of a view: ``rows[kind][code]``, the years, and the basis: what is set against
    the quota (stock: all places, flow: the new ones, ledger: the new ones and what was received before).
    """

    years: tuple[int, ...]
    basis: str
    rows: Mapping[str, Mapping[str, Row]]

    @property
    def flow(self) -> bool:
        """Are only the new ones counted against the quota?"""
        return self.basis == FLOW

    @cached_property
    def total(self) -> dict[str, Row]:
        """All kinds of a municipality together."""
        first = next(iter(self.rows.values()))
        return {code: _sum(kind[code] for kind in self.rows.values() if code in kind)
                for code in first}

    @cached_property
    def names(self) -> dict[str, str]:
        """The name of each code."""
        return {code: row.name for code, row in self.total.items()}


def read(view: View) -> Facts:
    """The facts of a view; ``ValueError`` when its plan has no rows."""
    groups: dict[str, dict[str, list[dict[str, Any]]]] = {kind: {} for kind in view.kinds}
    for record in view.plan.to_dict("records"):
        groups.setdefault(str(record["kind"]), {}).setdefault(str(record["code"]), []).append(record)
    rows = {kind: {code: _row(records, view.ended) for code, records in sorted(towns.items())}
            for kind, towns in groups.items() if towns}
    if not rows:
        raise ValueError("the view has no plan")
    years = tuple(sorted({int(year) for year in view.plan["year"]}))
    return Facts(years, str(view.plan["basis"].iloc[0]), rows)


def _row(records: list[dict[str, Any]], ended: Mapping[tuple[str, str, int], int]) -> Row:
    """One municipality and kind from its rows, one per year."""
    ordered = [_with_received(r) for r in sorted(records, key=lambda r: int(r["year"]))]
    last = ordered[-1]
    capacity = number(last.get("capacity"))
    gone = tuple(ended.get((str(r["code"]), str(r["kind"]), int(r["year"])), 0) for r in ordered)
    begun, lying = (None if (n := number(last.get(word))) is None else int(n)
                    for word in ("new_since_start", "located"))
    return Row(str(last["code"]), str(last["name"]), int(last["population"]),
               int(ordered[0]["before"]), tuple(int(r["after"]) for r in ordered),
               float(last["quota"]), tuple(float(r["gap"]) for r in ordered),
               None if capacity is None else int(capacity), last.get("capacity_for") == POOLED,
               begun, lying, gone)


def _with_received(record: dict[str, Any]) -> dict[str, Any]:
    """Of the ledger's basis: what was received before stands where else today's places do."""
    held = int(number(record.get("received")) or 0)
    return {**record, "before": int(record["before"]) + held, "after": int(record["after"]) + held}


def number(value: object) -> float | None:
    """A cell of a table as a number; None where it is empty."""
    if value is None or value == "":
        return None
    found = float(value)  # type: ignore[arg-type]
    return None if math.isnan(found) else found


def _sum(rows: Iterable[Row]) -> Row:
    """Several kinds of one municipality as one row."""
    first, *others = rows
    total = replace(first, capacity=_room((first, *others)), pooled=any(r.pooled for r in (first, *others)))
    for row in others:
        total = replace(
            total, today=total.today + row.today, begun=total.counted + row.counted,
            lying=total.here + row.here,
            ended=tuple(a + b for a, b in zip(total.ended, row.ended, strict=True)),
            after=tuple(a + b for a, b in zip(total.after, row.after, strict=True)),
            quota=total.quota + row.quota,
            gaps=tuple(a + b for a, b in zip(total.gaps, row.gaps, strict=True)))
    return total


def _room(rows: Sequence[Row]) -> int | None:
    """The capacity for all kinds together: the shared one once, else the sum when each has its own."""
    shared = [row.capacity for row in rows if row.pooled and row.capacity is not None]
    if shared:
        return min(shared)
    own = [row.capacity for row in rows if row.capacity is not None]
    return sum(own) if len(own) == len(rows) else None
