"""``refer SCENARIO``: a shadow calculation of the next referrals, and other rules beside it."""

from __future__ import annotations

import argparse
from pathlib import Path

from planner.verbs import flags
from planner.wording import say


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """One scenario file with [refer], where to write, which methods stand beside."""
    flags.scenarios(parser, language)
    parser.add_argument("--out", type=Path, default=flags.RESULTS, metavar=say("flag.folder", language),
                        help=say("flag.out", language))
    parser.add_argument("--methods", choices=("usual", "all"), default="usual",
                        help=say("flag.methods", language))


def run(asked: argparse.Namespace) -> int:
    """Make the calculation, write its folder, print it; 0 where every figure is exact as stated."""
    from planner.case import load_case
    from planner.printing import result
    from planner.refer_record import write_shadow
    from planner.refer_text import refer_lines
    from planner.refer_view import shown_of
    language = str(asked.language)
    made = [shown_of(scenario, load_case(scenario), asked.methods)
            for scenario in flags.having(flags.read(asked), "refer", "refer-none")]
    for number, found in enumerate(made):
        folder = write_shadow(found, asked.out, language)
        result(*([""] if number else []), *refer_lines(found, language), "",
               say("cli.written", language, folder=folder))
    return 0
