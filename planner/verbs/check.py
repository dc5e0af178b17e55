"""``check SCENARIO…``: are the scenarios and their tables in order?"""

from __future__ import annotations

import argparse

from planner.verbs import flags


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Scenario files or folders."""
    flags.scenarios(parser, language, several=True)


def run(asked: argparse.Namespace) -> int:
    """Read everything that a plan would read; nothing is planned or written."""
    from planner.printing import result
    from planner.wording import say
    for scenario in flags.read(asked):
        result(say("cli.passed", asked.language, name=scenario.name))
    return 0
