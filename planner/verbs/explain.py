"""``explain RUN|SCENARIO [--municipality CODE]``: why this number, and what would change it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from planner.verbs import flags
from planner.wording import say

if TYPE_CHECKING:
    from planner.run import Run


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """A run's folder or a scenario file, whom to explain, how to solve and where to write."""
    parser.add_argument("paths", metavar=say("flag.plan_of", language), type=Path, nargs=1,
                        help=say("flag.plan_of_path", language))
    parser.add_argument("--set", dest="sets", action="append", default=[],
                        metavar=say("flag.key_value", language), help=say("flag.set", language))
    flags.solving(parser, language)
    parser.add_argument("--municipality", metavar=say("flag.code", language),
                        help=say("flag.municipality", language))
    parser.add_argument("--last", metavar=say("flag.folder_or_file", language), type=Path,
                        help=say("flag.last", language))


def run(asked: argparse.Namespace) -> int:
    """Plan each change, write the pages, print the one asked for; the gravest ending is the exit code."""
    from models.plan import Ending
    from planner.endings import CODES, worst
    from planner.plan_text import run_lines
    from planner.printing import result
    codes = []
    for number, done in enumerate(_runs(asked)):
        result(*([""] if number else []))
        codes.append(CODES[done.plan.ending])
        if done.plan.ending is Ending.PROVED:
            _explain(done, asked)
        else:
            result(*run_lines(done, None, asked.language))
    return worst(codes)


def _runs(asked: argparse.Namespace) -> Iterator[Run]:
    from models.errors import InputFault, fault
    from planner.explain_run import is_run, run_of_folder, run_of_scenario
    folder = asked.paths[0]
    if is_run(folder):
        if asked.sets:
            raise InputFault([fault("explain-set", file=str(folder))])
        yield run_of_folder(folder, asked.solver, asked.seconds)
        return
    for scenario in flags.read(asked):
        yield run_of_scenario(scenario, asked.solver, asked.seconds)


def _explain(done: Run, asked: argparse.Namespace) -> None:
    from planner.explain_page import page_lines
    from planner.explain_record import write_explanation
    from planner.explain_run import asked_codes, explain, last_plan
    from planner.explain_told import Told
    from planner.printing import result
    codes = asked_codes(done.plan.problem.county, asked.municipality)
    last = last_plan(asked.last, done) if asked.last else {}  # faults are told before anything is planned
    told = Told.of(done, explain(done, codes, asked.seconds), asked.language, last)
    folder = write_explanation(told, asked.out)
    if asked.municipality is not None:
        result(*page_lines(told, codes[0]), "")
    else:
        result(say("explain.pages", asked.language, count=len(codes)))
    result(say("cli.written", asked.language, folder=folder))
