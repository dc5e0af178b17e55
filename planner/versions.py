"""Other defensible versions of a scenario's tables: ``[versions]``, one list of files per table.

A key is the table's name as the scenario writes it, a value the files that could stand in its
place, each looked up beside the file that wrote it. A table that the scenario does not use is
passed over, for a case names the versions of all its tables in one place.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from models.errors import Fault, InputFault
from models.tables import KINDS, MUNICIPALITIES, TILES
from planner.case import Case, load_case
from planner.guessing import strange
from planner.merge import Loc
from planner.naming import Named, locate, named_tables, with_population
from planner.scenario import Scenario
from planner.shelf import Shelf

FEWEST = 2  # other versions that say something of how much rests on an assumption
DESCRIBING = (MUNICIPALITIES, TILES)  # say who there is and where, not how much


@dataclass(frozen=True)
class Version:
    """A file that can stand in a table's place: the table's name, the file as written, how it is read."""

    table: str
    file: str
    named: Named


@dataclass(frozen=True)
class Variant:
    """The scenario with one table replaced, the rest as it is."""

    version: Version
    case: Case

    @property
    def rule(self) -> str:
        """How the version was made, as its sources.toml says."""
        return self.case.sources[self.version.table].rule


def variants(scenario: Scenario, shelf: Shelf | None = None) -> tuple[Variant, ...]:
    """One variant per version of a table that the scenario uses, in the order written.

    Raises ``InputFault`` with the faults of ``[versions]`` and of every version's table.
    """
    shelf = shelf or Shelf()
    named, _ = named_tables(with_population(scenario.settings, scenario.tree), scenario.tree)
    faults = {repr(one): one for one in _key_faults(scenario, named)}
    made = []
    for version in () if faults else versions_of(scenario, named):
        try:
            made.append(_variant(scenario, version, shelf))
        except InputFault as error:
            faults |= {repr(one): one for one in error.faults}
    if faults:
        raise InputFault(faults.values())
    return tuple(made)


def _variant(scenario: Scenario, version: Version, shelf: Shelf) -> Variant:
    """The case with one table replaced; a version of the kinds must have the same ones."""
    case = load_case(scenario, shelf, {version.table: version.named})
    if version.named.spec is KINDS:
        own = load_case(scenario, shelf).problem.need.kinds
        if case.problem.need.kinds != own:
            raise InputFault([scenario.tree.complain("versions-kinds", version.named.loc, file=version.file,
                                                     kinds=", ".join(own))])
    return Variant(version, case)


def versions_of(scenario: Scenario, named: Mapping[str, Named]) -> Iterator[Version]:
    """The versions of the tables that the scenario uses (``named``)."""
    for table, files in scenario.settings.versions.items():
        if table in named and _meant(scenario, table, named[table]):
            for i, file in enumerate(files):
                found = locate(file, named[table].spec, ("versions", table, i), scenario.tree)
                yield Version(table, file, replace(found, name=table, file=file))


def _beside(scenario: Scenario, table: str) -> Path:
    """The file of that name beside the file that wrote its versions."""
    folder = scenario.tree.near(("versions", table)).origin.folder
    return Path(os.path.normpath(folder / table.partition("#")[0]))


def _meant(scenario: Scenario, table: str, named: Named) -> bool:
    """Is it this table whose versions were written, not another file of the same name elsewhere?"""
    own = _beside(scenario, table)
    return own == named.path or not own.is_file()


def _key_faults(scenario: Scenario, named: Mapping[str, Named]) -> Iterator[Fault]:
    """What is wrong with the keys and lists of ``[versions]``, before any file is read."""
    tree = scenario.tree
    for table, files in scenario.settings.versions.items():
        loc: Loc = ("versions", table)
        if table not in named and not _beside(scenario, table).is_file():
            yield strange(tree, "versions-table", loc, table, named)
        elif len(files) < FEWEST:
            yield tree.complain("versions-few", loc, table=table, count=len(files), least=FEWEST)
        elif table in named and named[table].spec in DESCRIBING:
            yield tree.complain("versions-describing", loc, table=table)
        else:
            yield from _file_faults(scenario, table, named.get(table))


def _file_faults(scenario: Scenario, table: str, own: Named | None) -> Iterator[Fault]:
    """Versions that stand twice, or that are the table itself."""
    tree, seen = scenario.tree, set[tuple[Path, str]]()
    for i, file in enumerate(scenario.settings.versions[table]):
        loc = ("versions", table, i)
        name, _, sheet = file.partition("#")
        at = Path(os.path.normpath(tree.near(loc).origin.folder / name)), sheet
        if not name.strip():
            yield tree.complain("expected-filled", loc, found=file)
        elif own is not None and at == (own.path, own.sheet):
            yield tree.complain("versions-itself", loc, table=table)
        elif at in seen:
            yield tree.complain("versions-twice", loc, table=table, file=file)
        seen.add(at)
