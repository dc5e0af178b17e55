"""``alternatives RUN|SCENARIO``: how much of a plan is forced, and what else is as good or nearly so."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path

from planner.verbs import flags
from planner.wording import say


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """A run's folder or a scenario file, the margin, how many plans, how to solve, where to write."""
    parser.add_argument("path", metavar=say("flag.plan_of", language), type=Path,
                        help=say("flag.plan_of_path", language))
    parser.add_argument("--set", dest="sets", action="append", default=[],
                        metavar=say("flag.key_value", language), help=say("flag.set", language))
    for flag, default in (("margin", 1), ("plans", 3)):
        parser.add_argument(f"--{flag}", type=partial(_whole, language=language), default=default,
                            metavar=say("flag.number", language), help=say(f"flag.{flag}", language))
    flags.solving(parser, language)


def run(asked: argparse.Namespace) -> int:
    """Plan, find what is forced, write the folder, print; 4 where something was not proved in time."""
    from models.plan import Ending
    from planner.alternatives_record import kept, write_alternatives
    from planner.alternatives_run import alternatives_of
    from planner.alternatives_text import told_lines
    from planner.endings import CODES, worst
    from planner.printing import result
    from planner.wording import spoken
    codes = []
    made = alternatives_of(asked.path, asked.sets, solver=asked.solver, seconds=asked.seconds,
                           margin=asked.margin, plans=asked.plans)
    for number, sought in enumerate(made):
        language = spoken(asked.language, sought.run.plan.problem.unit)
        folder = write_alternatives(sought, asked.out, language)
        result(*([""] if number else []), *told_lines(sought, language), "",
               say("cli.kept" if kept(folder, sought) else "cli.written", asked.language, folder=folder))
        open_ = sought.found is not None and not sought.found.complete
        codes.append(CODES[Ending.NOT_PROVED if open_ else sought.run.plan.ending])
    return worst(codes)


def _whole(text: str, language: str) -> int:
    """A whole number from 0."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(say("cli.not_whole_or_none", language, text=text))
    return int(text)
