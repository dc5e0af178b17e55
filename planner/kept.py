"""The files of a run as they were read, kept in its folder: they read back as the same run, names and all.

A sub-folder with the scenario as one file (what it extends and what was set is in it), every table under
the name that the scenario gives it, its other versions, the boundaries of maps, and where each is from.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

from models.errors import InputFault
from planner.merge import Loc, Node, parse_sets
from planner.sources import FILE, Source
from planner.template.toml_text import key_text, toml

if TYPE_CHECKING:
    from planner.run import Run
    from planner.scenario import Scenario

KEPT = "underlag"
NOTICE = "NOTICE"  # what a publisher asks to have said, beside its files
TEXTS = ("title", "description")  # keys that name no file
OTHERS = "versions"


@dataclass(frozen=True)
class Kept:
    """A file to keep: its name as written, where it lies, its source, SHA-256 of what was read ("": any)."""

    written: str
    path: Path
    source: Source
    digest: str = ""


@dataclass
class _Places:
    """Where each file is put (posix, below the sub-folder), and what it is then called."""

    taken: dict[str, Path] = field(default_factory=dict)

    def put(self, one: Kept) -> tuple[str, str]:
        """The place of a file, and the name that finds it there: as written wherever that can be."""
        file, sign, sheet = one.written.partition("#")
        usual = _usual(file) or one.path.name
        place, number = usual, 1
        while self.taken.setdefault(place.casefold(), one.path) != one.path:
            number += 1
            place = f"{number}-{PurePosixPath(usual).name}"
        return place, one.written if place == _usual(file) else f"{place}{sign}{sheet}"


def keep(run: Run, folder: Path) -> str:
    """Keep the files of a run in its folder; gives the path of the boundaries there ("": none).

    Nothing is kept where a table has been altered since it was read.
    """
    files = list(_files(run))
    if any(one.digest and _digest(one.path) != one.digest for one in files):
        return ""
    name = f"{run.scenario.path.name.removesuffix('.toml')}.toml"
    places = _Places({name.casefold(): run.scenario.path, FILE: run.scenario.path})
    renamed, sources = {}, dict[str, dict[str, Source]]()
    for one in files:
        place, renamed[one.written] = places.put(one)
        _copy(one.path, folder / KEPT / place)
        sheet = renamed[one.written].partition("#")[2]
        key = PurePosixPath(place).name + (f"#{sheet}" if sheet else "")
        sources.setdefault(str(PurePosixPath(place).parent), {})[key] = one.source
    for below, described in sources.items():
        _write(folder / KEPT / below / FILE, "\n".join(_source_lines(described)))
    _write(folder / KEPT / name, "\n".join(_lines(_scenario(run, renamed), ())) + "\n")
    drawn = run.scenario.settings.case.boundaries
    return f"{KEPT}/{renamed[drawn]}" if drawn else ""


def kept_scenario(folder: Path) -> Path | None:
    """The scenario that a run's folder keeps; None where it keeps none."""
    found = [path for path in (folder / KEPT).glob("*.toml") if path.name != FILE]
    return found[0] if len(found) == 1 else None


def as_given(run: Run) -> dict[str, Any]:
    """What run.json says of how it was asked: the scenario's file as given, and what was set."""
    from planner.report.command import given, sets
    return {"file": given(run.scenario.path), "sets": sets([run])[1::2]}


def as_asked(scenario: Scenario, asked: Mapping[str, Any]) -> Scenario:
    """The kept scenario with its path and what was set as they were given; the files are the kept ones."""
    tree = scenario.tree
    for text in asked["sets"]:
        (loc, _), = parse_sets([text], scenario.folder)
        tree = _set_by(tree, loc, f"--set {text}")
    return replace(scenario, path=Path(asked["file"]), tree=tree)


def _set_by(node: Node, loc: Loc, file: str) -> Node:
    """The tree with the part at a path said to be set by that flag."""
    if not loc:
        return Node(node.value, replace(node.origin, file=file))
    below = node.child(loc[0])
    if below is None:
        return node
    return Node({**node.value, loc[0]: _set_by(below, loc[1:], file)}, node.origin)


def is_kept(scenario: Scenario) -> bool:
    """Is the scenario read back from the files that a run keeps?"""
    return scenario.folder.name == KEPT


def _files(run: Run) -> Iterator[Kept]:
    """The tables, the boundaries, and the other versions that can be read."""
    from planner.naming import named_tables, with_population
    from planner.shelf import Shelf
    from planner.versions import versions_of
    scenario, case, shelf = run.scenario, run.case, Shelf()
    named, _ = named_tables(with_population(scenario.settings, scenario.tree), scenario.tree)
    for name, one in named.items():
        yield Kept(name, one.path, case.sources[name], case.raw_hashes[name])
    drawn = scenario.settings.case.boundaries
    if drawn and case.geography.boundaries:
        yield Kept(drawn, case.geography.boundaries, case.sources[drawn], case.raw_hashes[drawn])
    tried = {one.file: one.digest for one in run.ranges.tried} if run.ranges else {}
    for version in versions_of(scenario, named):
        path = version.named.path
        try:  # of a run without ranges nobody has read them
            source = shelf.source(version.file, path, version.named.folder)
        except InputFault:
            continue
        if path.is_file():
            yield Kept(version.file, path, source, tried.get(version.file, ""))


def _scenario(run: Run, renamed: Mapping[str, str]) -> dict[str, Any]:
    """Every key that somebody wrote, with the names that files have here; versions of used tables."""
    from planner.naming import named_tables, with_population
    from planner.versions import FEWEST, versions_of
    scenario = run.scenario
    named, _ = named_tables(with_population(scenario.settings, scenario.tree), scenario.tree)
    written = {key: value if key in TEXTS else _moved(value, renamed)
               for key, value in scenario.tree.plain().items() if key != OTHERS}
    others: dict[str, list[str]] = {}
    for one in versions_of(scenario, named):
        if one.file in renamed:
            others.setdefault(renamed[one.table], []).append(renamed[one.file])
    others = {table: found for table, found in others.items() if len(found) >= FEWEST}
    return {**written, **({OTHERS: others} if others else {})}


def _moved(value: Any, renamed: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _moved(below, renamed) for key, below in value.items()}
    if isinstance(value, tuple):
        return tuple(_moved(below, renamed) for below in value)
    return renamed.get(value, value) if isinstance(value, str) else value


def _lines(table: Mapping[str, Any], loc: tuple[str, ...]) -> Iterator[str]:
    """A table as TOML, a line for each key by its whole name: the order stays as it was."""
    for key, value in table.items():
        name = (*loc, key)
        if isinstance(value, Mapping) and value:
            yield from _lines(value, name)
        else:
            yield f"{'.'.join(map(key_text, name))} = {toml(value)}"


def _source_lines(described: Mapping[str, Source]) -> Iterator[str]:
    for name, source in sorted(described.items()):
        yield f"[{toml(name)}]"
        yield from (f"{key} = {toml(value)}" for key, value in vars(source).items() if value)
        yield ""


def _usual(file: str) -> str:
    """A name as it lies below the sub-folder; empty where it points out of it."""
    found = PurePosixPath(os.path.normpath(file).replace(os.sep, "/"))
    out = found.is_absolute() or PureWindowsPath(file).anchor or ".." in found.parts
    return "" if out else str(found)


def _copy(path: Path, place: Path) -> None:
    """Copy a file, and what its publisher asks to have said."""
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, place)
    notice = path.with_name(NOTICE)
    if notice.is_file() and not place.with_name(NOTICE).exists():
        shutil.copyfile(notice, place.with_name(NOTICE))


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")
