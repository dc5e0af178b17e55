"""Faults of answers: rows that are right one by one but say what cannot be, and what-ifs about nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from models.agreements import fallen, holds_today
from models.errors import Fault
from models.need import Cell
from models.rules.answers import Answers
from models.tables import Table
from planner.cells import Known
from planner.data import Read, Reader
from planner.guessing import guess, strange
from planner.merge import Node
from planner.naming import Named
from planner.needs import today_of
from planner.settings import Settings
from planner.shelf import Shelf

FIGURES = ("asked", "answered", "signed")


def fallen_of(settings: Settings, kinds: tuple[str, ...], tables: Mapping[str, Table]) -> dict[Cell, int]:
    """Places of today that go in the plan years because their agreement ends (``Need.fallen``)."""
    rule = settings.rule(Answers.word)
    rows = tables[rule.table].rows if rule and rule.table in tables else ()
    return fallen((r for r in rows if r["kind"] in (None, *kinds)), kinds, settings.years)


def answer_faults(settings: Settings, tree: Node, kinds: tuple[str, ...], named: Mapping[str, Named],
                  tables: Mapping[str, Table], shelf: Shelf, known: Known) -> Iterator[Fault]:
    """What is wrong in the table of answers and in the what-ifs of its rule."""
    rule = settings.rule(Answers.word)
    if rule is None:
        return
    at = named[rule.table]
    reader = Reader(shelf.grid(at), at.spec, at.shown, known)
    rows = [r for r in reader.rows() if r.row["kind"] in (None, *kinds)]
    today = today_of(tables.get(settings.case.places or ""), kinds, known.codes or {})
    yield from _Answers(settings, kinds, reader, rows, today).faults()
    # Another version of the table may have a yes where the what-if has a no: then no plan fits, no fault.
    new = [] if at.file else [r for r in rows if r.row["year"] >= settings.years[0]]
    yield from _no_faults(tree, rule, new, known.codes or {})
    waiting = [r for r in rows if r.row["year"] in settings.years and r.row["code"] not in rule.no
               and r.row["asked"] and r.row["answered"] is None and r.row["signed"] is None]
    if rule.part is not None and not waiting and not at.file:
        yield tree.complain("answers-part-nobody", ("rules", Answers.word, "part"), table=at.shown)


def _no_faults(tree: Node, rule: Answers, rows: list[Read], codes: Mapping[str, str]) -> Iterator[Fault]:
    """Codes in ``no`` that do not exist, and municipalities that have already said yes."""
    for i, code in enumerate(rule.no):
        loc = ("rules", Answers.word, "no", i)
        if code not in codes:
            meant = next((c for c, name in codes.items() if name.casefold() == code.casefold()),
                         guess(code, codes))
            yield (tree.complain("answers-no-code-meant", loc, name=code, meant=meant, town=codes[meant])
                   if meant else strange(tree, "answers-no-code", loc, code, codes))
        for one in rows:
            signed, answered = one.row["signed"], one.row["answered"]
            fixed = answered if signed is None else signed
            if one.row["code"] == code and fixed:
                yield tree.complain("answers-no-yes", loc, name=codes.get(code, code), places=fixed,
                                    row=one.line, table=rule.table)


class _Answers:
    """The rows of one table of answers, each with its line."""

    def __init__(self, settings: Settings, kinds: tuple[str, ...], reader: Reader, rows: list[Read],
                 today: Mapping[tuple[str, str], int]) -> None:
        self.years, self.kinds, self.reader, self.rows, self.today = (
            settings.years, kinds, reader, rows, today)

    def faults(self) -> list[Fault]:
        """Every fault of every row."""
        for one in self.rows:
            self.figures(one)
            self.dates(one)
            self.year(one)
        self.mixed()
        self.more_than_today()
        return self.reader.faults

    def say(self, key: str, one: Read, column: str, **values: Any) -> None:
        """Write a fault down at a row and a column."""
        self.reader.complain(f"answers-{key}", one.line, column, **values)

    def figures(self, one: Read) -> None:
        """A row that says nothing; more signed than was answered."""
        answered, signed = one.row["answered"], one.row["signed"]
        if all(one.row[word] is None for word in FIGURES):
            self.say("nothing", one, "asked")
        if answered is not None and signed is not None and signed > answered:
            self.say("signed-more", one, "signed", signed=signed, answered=answered)

    def dates(self, one: Read) -> None:
        """An agreement that ends before it begins, or does not hold at the end of its own year."""
        first, last, year = one.row["agreement_from"], one.row["agreement_to"], one.row["year"]
        if first and last and last < first:
            self.say("dates", one, "agreement_to", found=str(last), first=str(first))
        elif year in self.years and first and first > date(year, 12, 31):
            self.say("later", one, "agreement_from", found=str(first), year=str(year))
        elif year in self.years and last and last < date(year, 12, 31):
            self.say("earlier", one, "agreement_to", found=str(last), year=str(year))

    def year(self, one: Read) -> None:
        """A year that is not planned though the plan has begun; places of today without their kind."""
        year = one.row["year"]
        if year >= self.years[0] and year not in self.years:
            self.say("year", one, "year", found=str(year), years=", ".join(map(str, self.years)))
        if year < self.years[0] and one.row["signed"] and not one.row["kind"] and len(self.kinds) > 1:
            self.say("kind", one, "kind", kinds=", ".join(self.kinds))

    def mixed(self) -> None:
        """Answers by kind and for all kinds together from one municipality: they would count twice."""
        together: dict[str, int] = {}
        for one in self.rows:
            if one.row["year"] in self.years and not one.row["kind"] and len(self.kinds) > 1:
                together.setdefault(one.row["code"], one.line)
        for one in self.rows:
            if one.row["year"] in self.years and one.row["kind"] and one.row["code"] in together:
                self.say("mixed", one, "kind", row=together[one.row["code"]])

    def more_than_today(self) -> None:
        """More places signed in agreements on today's places than there are."""
        sums: dict[tuple[str, str], int] = {}
        for one in self.rows:
            row: Mapping[str, Any] = one.row
            if row["year"] >= self.years[0] or not row["signed"] or not holds_today(row, self.years[0]):
                continue
            at = (row["code"], row["kind"] or self.kinds[0])
            sums[at] = sums.get(at, 0) + row["signed"]
            if sums[at] > self.today.get(at, 0):
                self.say("today", one, "signed", signed=sums[at], today=self.today.get(at, 0))
