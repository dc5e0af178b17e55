"""A scenario: one question, read from a TOML file with what it extends and what is set."""

from __future__ import annotations

import os
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from fractions import Fraction
from functools import reduce
from pathlib import Path
from typing import Any

from models.errors import Fault, InputFault, fault
from planner.expand import expand, without
from planner.merge import Loc, Node, merge, parse_sets, read_extended
from planner.settings import PLAIN_KEYS, Settings
from planner.validate import settings_of

NOT_SCENARIOS = ("case.toml", "sources.toml")


@dataclass(frozen=True)
class Scenario:
    """One question, complete and valid in itself; its tables are not read yet.

    ``name`` is the file's stem, with the values of ``[expand]`` after it; ``folder`` the
    file's folder; ``resolved`` every key in force as plain, ordered data (fractions as
    text); ``tree`` the keys with the file and line of each.
    """

    name: str
    path: Path
    folder: Path
    settings: Settings
    resolved: dict[str, Any]
    tree: Node = field(repr=False, compare=False)


def read_scenario(path: str | Path, sets: Sequence[str] = ()) -> Scenario:
    """The one scenario of a file; ``sets`` are KEY=VALUE laid on top. Raises ``InputFault``."""
    path = Path(path)
    if path.is_dir():
        raise InputFault([fault("folder-not-file", file=os.path.normpath(path))])
    found = read_scenarios(path, sets)
    if len(found) > 1:
        raise InputFault([fault("several-runs", file=os.path.normpath(path), at="expand", count=len(found))])
    return found[0]


def read_scenarios(path: str | Path, sets: Sequence[str] = ()) -> tuple[Scenario, ...]:
    """Every scenario of a file (its ``[expand]`` applied) or of a folder's files, sorted.

    Raises ``InputFault`` with all faults of all files.
    """
    found, faults = survey(path, sets)
    if faults:
        raise InputFault(faults)
    return found


def survey(path: str | Path, sets: Sequence[str] = ()) -> tuple[tuple[Scenario, ...], tuple[Fault, ...]]:
    """The scenarios that can be read, and the faults of those that cannot; raises nothing."""
    found = look_over(path, sets)
    return tuple(found.scenarios), tuple(found.faults.values())


@dataclass
class Survey:
    """Scenarios that can be read, the trees of those that cannot, and their faults, each once."""

    scenarios: list[Scenario] = field(default_factory=list)
    broken: list[Node] = field(default_factory=list)
    faults: dict[str, Fault] = field(default_factory=dict)

    def keep(self, faults: Sequence[Fault]) -> None:
        """Add faults: files that extend the same file share its faults."""
        for one in faults:
            self.faults.setdefault(repr(one), one)


def look_over(path: str | Path, sets: Sequence[str] = ()) -> Survey:
    """Everything that can be told of a file or a folder without its tables; raises nothing."""
    found = Survey()
    try:
        for file in scenario_files(Path(path)):
            _read(file, sets, found)
    except InputFault as error:
        found.keep(error.faults)
    return found


def scenario_files(path: Path) -> tuple[Path, ...]:
    """The scenario files of a folder, or the file itself.

    First those that others of the folder build on (most first): a comparison is told from
    the first. Then by name.
    """
    if not path.is_dir():
        if path.name == "sources.toml":
            raise InputFault([fault("sources-no-scenario", file=os.path.normpath(path))])
        return (path,)
    found = sorted(p for p in path.glob("*.toml") if p.name not in NOT_SCENARIOS and p.name[0] != ".")
    if not found:
        raise InputFault([fault("empty-folder", file=os.path.normpath(path))])
    built_on = Counter(base for file in found for base in [_extends(file)] if base)
    return tuple(sorted(found, key=lambda file: (-built_on[file.name], file.name)))


def _extends(file: Path) -> str:
    """The file that a scenario builds on, as written; nothing where it cannot be told yet."""
    try:
        base = tomllib.loads(file.read_text(encoding="utf-8-sig")).get("extends", "")
    except (OSError, ValueError):
        return ""  # its reading tells what is wrong
    return base if isinstance(base, str) else ""


def _read(file: Path, sets: Sequence[str], found: Survey) -> None:
    try:
        tree = reduce(_set, parse_sets(sets, file.parent), read_extended(file))
        made = list(expand(tree))
    except InputFault as error:
        found.keep(error.faults)
        return
    for ending, one in made:
        try:
            settings = settings_of(one)
        except InputFault as error:
            found.keep(error.faults)
            found.broken.append(one)
        else:
            name = "-".join(filter(None, (file.stem, ending)))
            found.scenarios.append(Scenario(name, file, file.parent, settings, resolved(settings), one))


def _set(tree: Node, setting: tuple[Loc, Node]) -> Node:
    """A tree with one setting on top; the setting goes before the lists of ``[expand]``."""
    loc, node = setting
    return merge(without(tree, loc), node)


def resolved(settings: Settings) -> dict[str, Any]:
    """Every key in force as plain data: the same for the same question, however it is written."""
    found = {name: plain(getattr(settings, name)) for name in PLAIN_KEYS}
    found |= {"population_date": f"{settings.inhabitants_year}-12-31", "plan_date": str(settings.first_day)}
    found["basis"]["quota"] = settings.basis.quota_word
    found["shares"] = {"model": settings.shares.word, **plain(settings.shares), **plain(settings.window)}
    found["rules"] = {rule.word: plain(rule) for rule in settings.rules}
    found["goals"] = [{"goal": goal.word, **plain(goal)} for goal in settings.goals]
    return found | {section.word: plain(section) for section in settings.sections}


def plain(value: Any) -> Any:
    """Pieces, models, fractions and dates as dicts, lists, text, whole numbers and switches."""
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if hasattr(type(value), "model_fields"):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return {k: plain(v) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(v) for v in value]
    return str(value) if isinstance(value, (Fraction, date)) else value
