"""The command that makes a report again: the paths as they were given, and the flags that were used."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from planner.release import PUBLIC
from planner.wording import LANGUAGES

if TYPE_CHECKING:
    from planner.merge import Node
    from planner.run import Run

PROGRAM = "python3 run_plan.py"
SET = "--set "  # how a value that was set is told from one that a file wrote


def command(verb: str, paths: Iterable[str], flags: Iterable[str]) -> str:
    """The command as a shell reads it; each path and flag once."""
    told = map(shlex.quote, dict.fromkeys(paths))
    return " ".join((PROGRAM, verb, *told, *map(shlex.quote, flags)))


def given(path: Path) -> str:
    """A path as it was given, with /; an absolute one from where the program is run, or its name alone."""
    if path.is_absolute():
        here = Path.cwd()
        path = path.relative_to(here) if path.is_relative_to(here) else Path(path.name)
    return Path(os.path.normpath(path)).as_posix()


def sets(runs: Sequence[Run]) -> list[str]:
    """What was set on the command line, as it was written there."""
    found = dict.fromkeys(text for run in runs for text in _set(run.scenario.tree))
    return [part for text in found for part in ("--set", text)]


def _set(node: Node) -> Iterator[str]:
    if node.origin.file.startswith(SET):
        yield node.origin.file.removeprefix(SET)
        return
    inner = node.value.values() if isinstance(node.value, dict) else \
        node.value if isinstance(node.value, tuple) else ()
    for one in inner:
        yield from _set(one)


def flags_of(runs: Sequence[Run], release: str, language: str, *, shifted: bool) -> list[str]:
    """The flags that are not as they are of themselves; ``shifted`` is what the verb does of itself."""
    found = dict.fromkeys(flag for run in runs for flag in _solving(run))
    flags = [part for flag in found for part in flag]
    if any(run.scenario.settings.versions and run.ranges is None for run in runs):
        flags += ["--ranges", "no"]
    made = any(run.shifted is not None for run in runs)
    if made != shifted and any(run.plan.problem.rule("capacity") for run in runs):
        flags += ["--shifted", "yes" if made else "no"]
    flags += [] if release == PUBLIC else ["--release", release]
    return flags + ([] if str(language) == LANGUAGES[0] else ["--language", str(language)])


def _solving(run: Run) -> Iterator[tuple[str, str]]:
    own = run.scenario.settings
    if run.plan.solver and run.plan.solver != own.solver:
        yield "--solver", run.plan.solver
    if run.seconds is not None and run.seconds != own.seconds:
        yield "--seconds", f"{run.seconds:g}"
