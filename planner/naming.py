"""Which table files a scenario names, and where each of them lies.

A file name is looked up beside the file that wrote it. A default that nobody wrote is
looked up beside the file that first wrote the section it belongs to.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from models.errors import Fault, InputFault
from models.pieces import tables_of
from models.problem import LEDGER
from models.tables import NATION, POPULATION, TableSpec
from planner.keys import CASE_TABLES, SHARE_TABLES
from planner.merge import Loc, Node
from planner.settings import Settings


@dataclass(frozen=True)
class Named:
    """A table as a scenario names it: the name as written, the file, the sheet, the spec, the key.

    ``file`` is the name of a version that stands in its place (empty: the table itself).
    """

    name: str
    path: Path
    sheet: str
    spec: TableSpec
    loc: Loc
    folder: Path
    file: str = ""

    @property
    def written(self) -> str:
        """The file as written: its own where it stands in the place of the table of that name."""
        return self.file or self.name

    @property
    def shown(self) -> str:
        """The file (and sheet) as faults show it."""
        return f"{self.path}#{self.sheet}" if self.sheet else str(self.path)


def locate(name: str, spec: TableSpec, loc: Loc, tree: Node) -> Named:
    """The file of a table named at this key."""
    folder = tree.near(loc).origin.folder
    file, _, sheet = name.partition("#")
    return Named(name, Path(os.path.normpath(folder / file)), sheet, spec, loc, folder)


def with_population(settings: Settings, tree: Node) -> Settings:
    """The settings with the case's population table where a share model names none itself."""
    names = {f.name: settings.case.population for f in fields(settings.shares)
             if f.metadata.get("table") is POPULATION and tree.at(("shares", f.name)) is None}
    if not names:
        return settings
    from dataclasses import replace
    return settings.model_copy(update={"shares": replace(settings.shares, **names)})


def named_tables(settings: Settings, tree: Node) -> tuple[dict[str, Named], list[Fault]]:
    """Every table of the case, the shares, the rules and the goals, by its name as written.

    Faults where one name means two files, or one file two sorts of table; such a name is left out.
    """
    found: dict[str, Named] = {}
    faults: dict[str, Fault] = {}
    for one in _all(settings, tree, faults):
        other = found.setdefault(one.name, one)
        if other.path != one.path:
            faults[one.name] = tree.complain("name-two-files", one.loc, name=one.name,
                                             first=str(other.path), second=str(one.path))
        elif other.spec != one.spec:
            faults[one.name] = tree.complain("file-two-tables", one.loc, name=one.name,
                                             first=other.spec.word, second=one.spec.word)
    return {name: one for name, one in found.items() if name not in faults}, list(faults.values())


def vital_tables(settings: Settings) -> tuple[str, ...]:
    """The tables of places, capacity and answers, and of the account that a plan goes on from."""
    rules = (settings.rule("capacity"), settings.rule("answers"))
    account = settings.section("ledger") if settings.basis.amount == LEDGER else None
    named = (settings.case.places, *(rule.table for rule in rules if rule),
             *(tables_of(account) if account else ()))
    return tuple(name for name in named if name)


def _all(settings: Settings, tree: Node, faults: dict[str, Fault]) -> Iterator[Named]:
    for key, spec in CASE_TABLES.items():
        if name := getattr(settings.case, key):
            yield locate(name, spec, ("case", key), tree)
    if settings.need.nation:
        yield locate(settings.need.nation, NATION, ("need", "nation"), tree)
    for key, spec in SHARE_TABLES.items():
        if name := getattr(settings.window, key):
            yield locate(name, spec, ("shares", key), tree)
    pieces: list[tuple[Any, Loc]] = [(rule, ("rules", rule.word)) for rule in settings.rules]
    pieces += [(goal, ("goals", index)) for index, goal in enumerate(settings.goals)]
    pieces += [(section, (section.word,)) for section in settings.sections]
    for piece, loc in [*pieces, (settings.shares, ("shares",))]:
        try:
            found = list(_of_piece(piece, loc, tree))
        except InputFault as error:
            faults |= {f"{loc} {f.key}": tree.complain(f.key, loc, **f.values) for f in error.faults}
            continue
        for one in found:
            ours = loc == ("shares",) and one.name == settings.case.population and one.spec == POPULATION
            yield locate(one.name, one.spec, ("case", "population"), tree) if ours else one


def _of_piece(piece: Any, loc: Loc, tree: Node) -> Iterator[Named]:
    """The tables of a piece, each at the key where its name is written (else at the piece)."""
    written: Mapping[str, Loc] = dict(_texts(tree.at(loc), loc))
    keys = {getattr(piece, f.name): (*loc, f.name) for f in fields(piece) if f.metadata.get("table")}
    for name, spec in tables_of(piece).items():
        yield locate(name, spec, written.get(name) or keys.get(name, loc), tree)


def _texts(node: Node | None, loc: Loc) -> Iterator[tuple[str, Loc]]:
    """Every text under a node, with its path."""
    if node is None:
        return
    if isinstance(node.value, str):
        yield node.value, loc
    inner = node.value.items() if isinstance(node.value, dict) else (
        enumerate(node.value) if isinstance(node.value, tuple) else ())
    for part, below in inner:
        yield from _texts(below, (*loc, part))
