"""``redistribute SCENARIO [--list FILE]``: move shares between willing municipalities of the county."""

from __future__ import annotations

import argparse

from planner.verbs import flags
from planner.wording import say


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """One scenario file, a list to check, how to solve it and where to write."""
    flags.scenarios(parser, language)
    flags.solving(parser, language)
    parser.add_argument("--list", dest="listed", metavar=say("flag.file", language),
                        help=say("flag.list", language))


def run(asked: argparse.Namespace) -> int:
    """Propose, write the folder, print; the gravest ending is the exit code."""
    from planner.endings import CODES, worst
    from planner.printing import result
    from planner.redistribute_record import write_redistribution
    from planner.redistribute_run import redistribute
    from planner.redistribute_text import lines
    codes = []
    for number, scenario in enumerate(flags.read(asked)):
        done = redistribute(scenario, listed=asked.listed, solver=asked.solver, seconds=asked.seconds)
        folder = write_redistribution(done, asked.out, asked.language)
        result(*([""] if number else []), *lines(done, folder, asked.language))
        codes.append(CODES[done.proposal.ending])
    return worst(codes)
