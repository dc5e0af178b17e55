"""``check SCENARIO…``: are the scenarios and their tables in order?"""

from __future__ import annotations

import argparse

from models.errors import InputFault
from planner.verbs import flags


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Scenario files or folders."""
    flags.scenarios(parser, language, several=True)


def run(asked: argparse.Namespace) -> int:
    """Tell every fault of the scenarios and their tables; nothing is planned or written."""
    from planner.check import check
    from planner.printing import result
    from planner.wording import say
    faults = check(asked.paths, asked.sets)
    if faults:
        raise InputFault(faults)
    for path in asked.paths:
        result(say("cli.passed", asked.language, name=path))
    return 0
