"""``price RUN|SCENARIO``: what each decision, rule, own capacity and changed value costs, and whom."""

from __future__ import annotations

import argparse
from pathlib import Path

from planner.verbs import flags
from planner.wording import say


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """A run's folder or a scenario file, values laid over it and who did so, how to solve, where to write."""
    parser.add_argument("path", metavar=say("flag.run_or_scenario", language), type=Path,
                        help=say("flag.price_path", language))
    parser.add_argument("--set", dest="sets", action="append", default=[],
                        metavar=say("flag.key_value", language), help=say("flag.set", language))
    for word in ("who", "when", "why"):
        parser.add_argument(f"--{word}", default="", metavar=say("flag.price_text", language),
                            help=say(f"flag.price_{word}", language))
    flags.solving(parser, language)


def run(asked: argparse.Namespace) -> int:
    """Price every wish, write the folder, print the sentences; the plan's ending is the exit code, and
    4 where a price could not be proved in time.
    """
    from models.plan import Ending
    from planner.endings import CODES
    from planner.price_record import write_prices
    from planner.price_run import Stated, price
    from planner.price_told import lines
    from planner.printing import result
    found = price(asked.path, asked.sets, Stated(asked.who, asked.when, asked.why), solver=asked.solver,
                  seconds=asked.seconds, progress=True)
    folder = write_prices(found, asked.out, asked.language)
    result(*lines(found, asked.language), "", say("cli.written", asked.language, folder=folder))
    ending = found.plan.ending
    return CODES[Ending.NOT_PROVED if ending is Ending.PROVED and not found.complete else ending]
