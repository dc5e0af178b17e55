"""``shares SCENARIO``: each municipality's share, as the scenario's model gives it."""

from __future__ import annotations

import argparse

from planner.verbs import flags


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """One scenario file."""
    flags.scenarios(parser, language)


def run(asked: argparse.Namespace) -> int:
    """Print every share table of the scenario."""
    from planner.case import load_case
    from planner.printing import result
    from planner.share_text import share_lines
    for scenario in flags.read(asked):
        result(*share_lines(scenario.name, load_case(scenario), asked.language))
    return 0
