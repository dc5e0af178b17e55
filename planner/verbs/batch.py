"""``batch FOLDER|SCENARIO…``: many runs, going on where an interrupted batch ended."""

from __future__ import annotations

import argparse
from functools import partial

from planner.verbs import flags
from planner.wording import say


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Scenario files or folders, how to solve them, where to write, how many at a time."""
    flags.scenarios(parser, language, several=True)
    flags.solving(parser, language)
    parser.add_argument("--workers", type=partial(flags.whole, language=language),
                        metavar=say("flag.number", language), help=say("flag.workers", language))


def run(asked: argparse.Namespace) -> int:
    """Run what is not already there; the gravest ending of all is the exit code."""
    from planner.batch import run_batch
    raise SystemExit(run_batch)
