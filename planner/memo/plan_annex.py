"""Which columns the annex of one plan has: what is there today, what is new and what there is afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from planner.memo.annex import GAP, QUOTA, Column, Group, annex, fitting, roomy
from planner.memo.blocks import NOTE, Block, Line
from planner.memo.facts import when
from planner.report.planned import Planned, total
from planner.small_counts import COVERED
from planner.wording import say

LEDGER = "ledger"


def plan_annex(planned: Planned, title: str) -> Iterator[Block]:
    """The annex of a plan, each year by itself where the pages hold it, else their sum; what it means."""
    yield from annex(title, planned.names, chosen(planned), planned.edition.language)
    yield from (Line(note, NOTE) for note in notes(planned))


def chosen(planned: Planned) -> list[Group]:
    """The columns in the detail that the pages hold."""
    return _groups(planned, *_detail(planned))


def notes(planned: Planned) -> Iterator[str]:
    """What the gap is, where it stands in the annex; that the years stand together, where they do."""
    language, (yearly, against) = planned.edition.language, _detail(planned)
    if against:
        yield gap_note(planned)
    if len(planned.years) > 1 and not yearly:
        yield say("memo_annex.years_in_workbook", language, when=when(planned.years))


def gap_note(planned: Planned) -> str:
    """From what the gap is counted."""
    basis = next(iter(planned.cells.values()))["basis"]
    return say(f"memo_annex.gap_{basis}", planned.edition.language, year=planned.last)


def _detail(planned: Planned) -> tuple[bool, bool]:
    """Does each year stand by itself, and do quotas and gaps stand there?"""
    details = ((True, True), (False, True))
    held = [one for one in details if roomy(_groups(planned, *one))]
    yearly = fitting([_groups(planned, True, False), _groups(planned, False, False)]) == 0
    return next((one for one in held if one[0] == yearly), held[0] if held else (yearly, False))


def _groups(planned: Planned, yearly: bool, against: bool) -> list[Group]:
    return [Group(f"{name[:1].upper()}{name[1:]}" if len(planned.kinds) > 1 else "",
                  (*_columns(planned, kind, yearly), *(_against(planned, kind) if against else ())))
            for kind, name in planned.kinds.items()]


def _against(planned: Planned, kind: str) -> Iterator[Column]:
    """The last year's quota and the gap to it."""
    for word, field in (("quota", QUOTA), ("gap", GAP)):
        yield Column(say(f"memo_annex.{word}", planned.edition.language),
                     partial(_value, planned, word, kind, planned.last), field)


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
