"""Faults of shared homes and of places housed elsewhere: rows right one by one that cannot be used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from models.errors import Fault
from models.rules.co_operation import CoOperation
from models.rules.housed_elsewhere import BY_AGREEMENT_FROM, HousedElsewhere
from planner.cells import Known
from planner.data import Read, Reader
from planner.guessing import strange
from planner.merge import Node
from planner.naming import Named
from planner.settings import Settings
from planner.shelf import Shelf


def joint_faults(settings: Settings, tree: Node, named: Mapping[str, Named], shelf: Shelf,
                 known: Known) -> Iterator[Fault]:
    """What is wrong in the table of areas, in that of pairs, and in the areas a scenario names."""
    sharing, housed = settings.rule(CoOperation.word), settings.rule(HousedElsewhere.word)
    if sharing is not None:
        yield from _areas(sharing, tree, _reader(named[sharing.table], shelf, known))
    if housed is not None:
        reader = _reader(named[housed.table], shelf, known)
        for read in reader.rows():
            _pair(settings.years, reader, read)
        yield from reader.faults


def _reader(named: Named, shelf: Shelf, known: Known) -> Reader:
    return Reader(shelf.grid(named), named.spec, named.shown, known)


def _areas(rule: CoOperation, tree: Node, reader: Reader) -> Iterator[Fault]:
    rows: dict[str, list[Read]] = {}
    for read in reader.rows():
        rows.setdefault(read.row["area"], []).append(read)
    for i, area in enumerate(rule.areas):
        if area not in rows:
            yield strange(tree, "area-unknown", ("rules", rule.word, "areas", i), area, rows)
    for area, members in rows.items():
        if not rule.areas or area in rule.areas:
            if not any(m.row["split"] != 0 for m in members):
                reader.complain("area-split-none", members[0].line, "split", area=area)
            hosts = [m.row["host"] for m in members]
            if 0 in hosts and 1 not in hosts:
                reader.complain("area-host-none", members[0].line, "host", area=area)
    yield from reader.faults


def _pair(years: tuple[int, ...], reader: Reader, read: Read) -> None:
    row = read.row
    start, end = row["agreement_from"], row["agreement_to"]
    if row["code"] == row["located"]:
        reader.complain("housed-same", read.line, "located", code=row["code"])
    if start is not None and end is not None and end < start:
        reader.complain("housed-order", read.line, "agreement_to", first=str(start), found=str(end))
    late = [year for year in years if year >= BY_AGREEMENT_FROM.year]
    if start is None and end is None and late:
        reader.complain("housed-needs-agreement", read.line, "agreement_from", code=row["code"],
                        located=row["located"], year=str(late[0]))
