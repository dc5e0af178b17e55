"""What [need] asks for: one county total, or "at least" one with a ceiling, never above the nation's part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from models.errors import InputFault
from models.need import Need
from models.tables import Table
from planner.answer_check import fallen_of
from planner.nation import NationYear, counted_kinds, nation_years
from planner.needs import Wanted, wanted
from planner.ordered import with_order
from planner.permit_check import permit_need
from planner.settings import Settings

if TYPE_CHECKING:
    from planner.merge import Node

MOST_TOTALS = 1000  # a wider range is a slip of the pen, and would be tried one by one
SMALLEST = "smallest"
Amounts = Mapping[str, tuple[int, ...]]  # by kind, one number a year


@dataclass(frozen=True)
class Asked:
    """The county totals to plan for: ``needs`` in the order to try them.

    ``least`` and ``most`` by kind as written, one number a year; ``cap`` by year the most that
    the county's part of the nation allows, where figures give one, for the kind ``capped``.
    """

    needs: tuple[Need, ...]
    least: Amounts = field(default_factory=dict)
    most: Amounts = field(default_factory=dict)
    cap: Mapping[int, int] = field(default_factory=dict)
    capped: str = ""

    def tried(self, need: Need) -> tuple[Need, ...]:
        """The needs to try in turn, where there are several; what has fallen away is as in ``need``."""
        more = self.needs if len(self.needs) > 1 else ()
        return tuple(replace(one, fallen=need.fallen) for one in more)


def asked(settings: Settings, tree: Node, kinds: tuple[str, ...], tables: Mapping[str, Table],
          codes: Mapping[str, str]) -> Asked:
    """What a scenario asks; raises ``InputFault`` with everything wrong in [need]."""
    settings, name = with_order(settings, tree, tables, codes), settings.case.places
    work = wanted(settings, tree, kinds, tables[name] if name else None, codes, name or "")
    work.fallen = fallen_of(settings, kinds, tables)
    work.follows = permit_need(settings, tables) or work.follows
    least = work.given()
    most = _ceiling(work, least)
    cap, kind = _cap(work, nation_years(settings, tables, codes))
    low, high = _under(work, least, cap, kind), _under(work, most, cap, kind)
    if work.faults:
        raise InputFault(work.faults)
    needs = tuple(work.whole(totals) for totals in _in_turn(work, low, high))
    if work.faults:
        raise InputFault(work.faults)
    return Asked(needs, least, most, cap, kind)


def _in_turn(work: Wanted, low: Amounts, high: Amounts) -> Iterator[Amounts]:
    """min(low + s, high) for s = 0, 1, ... until the ceiling is reached everywhere; or backwards."""
    steps = max((b - a for k in low for a, b in zip(low[k], high[k], strict=True)), default=0)
    order = range(steps + 1)
    for step in order if work.settings.need.take == SMALLEST else reversed(order):
        yield {k: tuple(min(a + step, b) for a, b in zip(low[k], high[k], strict=True)) for k in low}


def _ceiling(work: Wanted, least: Amounts) -> Amounts:
    """The most of each kind: its ceiling where it has one, else what is asked at least."""
    found = dict(least)
    written = work.amounts("ceiling")
    if not written and work.settings.need.take != SMALLEST:
        work.complain("need-take-alone", ("need", "take"))
    for kind, amounts in written.items():
        loc = ("need", "ceiling", kind)
        if kind not in least:
            work.complain("need-ceiling-kind", loc, kind=kind)
            continue
        for year, low, high in zip(work.years, least[kind], amounts, strict=False):
            if high < low:
                work.complain("need-ceiling-low", loc, kind=kind, year=str(year), least=low, most=high)
            elif high - low >= MOST_TOTALS:
                work.complain("need-ceiling-wide", loc, kind=kind, year=str(year), count=high - low + 1)
        work.falls(kind, amounts, "ceiling")
        found[kind] = amounts
    return found


def _cap(work: Wanted, years: tuple[NationYear, ...]) -> tuple[dict[int, int], str]:
    """By year the most places the county's part of the nation allows, and the kind it holds for."""
    need = work.settings.need
    if need.cap is None:
        return {}, ""
    kinds = counted_kinds(work.settings, work.kinds)
    due = {one.year: one.due for one in years}
    if not need.nation:
        work.complain("need-cap-no-nation", ("need", "cap"))
    elif all(places is None for places in due.values()):
        work.complain("need-cap-no-figure", ("need", "cap"), table=need.nation,
                      years=", ".join(map(str, work.years)))
    if len(kinds) > 1:
        work.complain("need-cap-kinds", ("need", "cap"), kinds=", ".join(kinds))
    return {year: max(work.sums[kinds[0]], n) for year, n in due.items() if n is not None}, kinds[0]


def _under(work: Wanted, amounts: Amounts, cap: Mapping[int, int], kind: str) -> Amounts:
    """The totals, none above the cap of its year; a fault where the cap makes them fall."""
    if work.faults or not cap or kind not in amounts:
        return amounts
    lowered = tuple(min(n, cap.get(year, n)) for year, n in zip(work.years, amounts[kind], strict=True))
    work.falls(kind, lowered, "cap")
    return {**amounts, kind: lowered}
