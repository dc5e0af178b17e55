"""``tradeoff SCENARIO --between GOAL GOAL``: what two goals cost each other, step by step."""

from __future__ import annotations

import argparse
from fractions import Fraction
from pathlib import Path

from planner.verbs import flags
from planner.wording import say

MOST, LEAST = 12, 3  # steps unless told, and at least


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """A run's folder or a scenario file, the goals, a gain, how many steps, how to solve, where to write."""
    parser.add_argument("path", metavar=say("flag.run_or_scenario", language), type=Path,
                        help=say("flag.price_path", language))
    parser.add_argument("--set", dest="sets", action="append", default=[],
                        metavar=say("flag.key_value", language), help=say("flag.set", language))
    parser.add_argument("--between", nargs=2, default=(), metavar=say("flag.between_goal", language),
                        help=say("flag.between", language))
    parser.add_argument("--gain", type=lambda text: _gain(text, language),
                        metavar=say("flag.number", language), help=say("flag.gain", language))
    parser.add_argument("--steps", type=lambda text: _steps(text, language), default=MOST,
                        metavar=say("flag.number", language), help=say("flag.steps", language, default=MOST))
    flags.solving(parser, language)


def run(asked: argparse.Namespace) -> int:
    """Find the steps, write the folder, print the sentences; the ending is the exit code."""
    from planner.endings import CODES
    from planner.printing import result
    from planner.tradeoff_record import write_tradeoff
    from planner.tradeoff_run import trade
    from planner.tradeoff_told import lines
    found = trade(asked.path, asked.sets, asked.between, gain=asked.gain, most=asked.steps,
                  solver=asked.solver, seconds=asked.seconds, progress=True)
    folder = write_tradeoff(found, asked.out, asked.language)
    result(*lines(found, asked.language), "", say("cli.written", asked.language, folder=folder))
    return CODES[found.ending]


def _gain(text: str, language: str) -> Fraction:
    try:
        gain = Fraction(text.replace(",", "."))
    except (ValueError, ZeroDivisionError):
        gain = Fraction(0)
    if gain <= 0:
        raise argparse.ArgumentTypeError(say("cli.not_gain", language, text=text))
    return gain


def _steps(text: str, language: str) -> int:
    if not text.isdecimal() or int(text) < LEAST:
        raise argparse.ArgumentTypeError(say("cli.not_steps", language, text=text))
    return int(text)
