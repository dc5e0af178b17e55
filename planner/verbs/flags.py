"""Flags that several verbs share."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import Fault, InputFault, fault
from planner.solver_words import solver_words
from planner.wording import say

if TYPE_CHECKING:
    from planner.scenario import Scenario

RESULTS = Path("resultat")
YES, NO = "yes", "no"


def scenarios(parser: argparse.ArgumentParser, language: str, *, several: bool = False) -> None:
    """The scenario files or folders to read, and the keys to replace in them."""
    parser.add_argument("paths", metavar=say("flag.scenario", language), type=Path,
                        nargs="+" if several else 1,
                        help=say("flag.paths" if several else "flag.path", language))
    parser.add_argument("--set", dest="sets", action="append", default=[],
                        metavar=say("flag.key_value", language), help=say("flag.set", language))


def solving(parser: argparse.ArgumentParser, language: str) -> None:
    """How to solve and where to write."""
    parser.add_argument("--out", type=Path, default=RESULTS, metavar=say("flag.folder", language),
                        help=say("flag.out", language))
    parser.add_argument("--solver", choices=solver_words(), help=say("flag.solver", language))
    parser.add_argument("--seconds", type=lambda text: _seconds(text, language),
                        metavar=say("flag.number", language), help=say("flag.seconds", language))


def beside(parser: argparse.ArgumentParser, language: str, *, ranges: str, shifted: str) -> None:
    """What is planned beside the plan, and what holds where nothing is told."""
    for flag, default in (("ranges", ranges), ("shifted", shifted)):
        parser.add_argument(f"--{flag}", choices=(YES, NO), default=default,
                            help=say(f"flag.{flag}", language, default=default))


def releases(parser: argparse.ArgumentParser, language: str) -> None:
    """Whom the report, the workbook and the memo are made for."""
    from planner.release import PUBLIC, RELEASES
    parser.add_argument("--release", choices=(*RELEASES, "both"), default=PUBLIC,
                        help=say("flag.release", language))


def read(asked: argparse.Namespace) -> list[Scenario]:
    """Every scenario of the paths asked for; the faults of all of them at once."""
    from planner.scenario import read_scenarios
    found: list[Scenario] = []
    faults: list[Fault] = []
    for path in asked.paths:
        try:
            found += read_scenarios(path, asked.sets)
        except InputFault as error:
            faults += error.faults
    if faults:
        raise InputFault({repr(one): one for one in faults}.values())  # a file shared by several is told once
    return found


def writable(asked: argparse.Namespace) -> None:
    """Raise ``InputFault`` where ``--out`` is a file, or lies below one: nothing could be written there."""
    out: Path | None = getattr(asked, "out", None)
    for path in (out, *out.parents) if out else ():
        if path.exists() and not path.is_dir():
            raise InputFault([fault("out-file", file=str(out), name=str(path))])


def having(found: list[Scenario], word: str, key: str) -> list[Scenario]:
    """The scenarios, every one of which must have the section ``word``; else the fault ``key``."""
    faults = [one.tree.complain(key, (word,)) for one in found if one.settings.section(word) is None]
    if faults:
        raise InputFault({repr(one): one for one in faults}.values())
    return found


def whole(text: str, language: str) -> int:
    """A whole number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(say("cli.not_whole", language, text=text))
    return int(text)


def _seconds(text: str, language: str) -> float:
    try:
        seconds = float(text.replace(",", "."))
    except ValueError:
        seconds = math.nan
    if not 0 < seconds < math.inf:
        raise argparse.ArgumentTypeError(say("cli.not_seconds", language, text=text))
    return seconds
