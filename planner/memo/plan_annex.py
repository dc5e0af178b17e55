"""Which columns the annex of one plan has: what is there today, what is new and what there is afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from planner.memo.annex import Column, Group, annex, fitting
from planner.memo.blocks import Block
from planner.memo.facts import when
from planner.report.planned import Planned, total
from planner.small_counts import COVERED
from planner.wording import say

LEDGER = "ledger"


def plan_annex(planned: Planned, title: str) -> Iterator[Block]:
    """The annex of a plan: each year by itself where the pages hold it, else their sum."""
    yield from annex(title, planned.names, chosen(planned), planned.edition.language)


def chosen(planned: Planned) -> list[Group]:
    """The columns in the detail that the pages hold."""
    levels = _levels(planned)
    return levels[fitting(levels)]


def summed_years(planned: Planned) -> str:
    """That the years stand together, where they do; else nothing."""
    if len(planned.years) == 1 or fitting(_levels(planned)) == 0:
        return ""
    return say("memo_annex.years_in_workbook", planned.edition.language, when=when(planned.years))


def _levels(planned: Planned) -> tuple[list[Group], list[Group]]:
    def groups(yearly: bool) -> list[Group]:
        return [Group(f"{name[:1].upper()}{name[1:]}" if len(planned.kinds) > 1 else "",
                      tuple(_columns(planned, kind, yearly))) for kind, name in planned.kinds.items()]

    return groups(True), groups(False)


def _columns(planned: Planned, kind: str, yearly: bool) -> Iterator[Column]:
    """Today, what ends, new (each year or all) and after; of referrals those received before, where known."""
    def head(word: str, **values: Any) -> str:
        return say(f"memo_annex.{word}", planned.edition.language, **values)

    basis = next(iter(planned.cells.values()))["basis"]
    first, last = planned.years[0], planned.last
    if planned.places or basis == LEDGER:
        today = "received" if basis == LEDGER else "before"
        yield Column(head("today"), partial(_value, planned, today, kind, first))
    if any(of == kind for _, of, _ in planned.edition.view.ended):
        yield Column(head("ended"), partial(_ended, planned, kind))
    spans = [(year,) for year in planned.years] if yearly else [planned.years]
    for years in spans:
        told = head("new_year", year=years[0]) if len(planned.years) > 1 and yearly else head("new")
        yield Column(told, partial(_opened, planned, kind, years))
    if planned.places:
        yield Column(head("after"), partial(_value, planned, "after", kind, last))
    elif basis == LEDGER:
        yield Column(head("after"), partial(_together, planned, kind, last))


def _value(planned: Planned, word: str, kind: str, year: int, code: str) -> Any:
    return planned.cells[code, kind, year][word]


def _ended(planned: Planned, kind: str, code: str) -> int:
    """Places that go with their agreement."""
    return sum(n for (at, of, _), n in planned.edition.view.ended.items() if (at, of) == (code, kind))


def _opened(planned: Planned, kind: str, years: Sequence[int], code: str) -> Any:
    """New places, those that stand instead of what ends among them."""
    ended = planned.edition.view.ended
    found = [_plus(planned.cells[code, kind, year]["new"], ended.get((code, kind, year), 0))
             for year in years]
    return found[0] if len(found) == 1 else total(found)


def _plus(value: Any, more: int) -> Any:
    return value if isinstance(value, str) else value + more


def _together(planned: Planned, kind: str, year: int, code: str) -> Any:
    """What is received before the plan and new in it: as the table says, else quota + gap."""
    row = planned.cells[code, kind, year]
    if "together" in row:
        return row["together"]
    parts = (row["quota"], row["gap"])
    if any(isinstance(part, str) for part in parts):
        return COVERED
    return int(sum(parts, Fraction(0)))
