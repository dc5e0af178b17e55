"""``compare SCENARIO…``: plans of several scenarios, beside each other."""

from __future__ import annotations

import argparse

from planner.verbs import flags
from planner.wording import say


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Scenario files or folders, how to solve them and where to write."""
    flags.scenarios(parser, language, several=True)
    flags.solving(parser, language)
    flags.beside(parser, language, ranges=flags.YES, shifted=flags.NO)
    flags.releases(parser, language)
    parser.add_argument("--outcome", metavar=say("flag.file", language), help=say("flag.outcome", language))


def run(asked: argparse.Namespace) -> int:
    """Plan every scenario, write each run and the comparison, print it; the gravest ending."""
    from planner.case import load_case
    from planner.comparable import one_unit
    from planner.compare import compare, write_comparison
    from planner.endings import CODES, worst
    from planner.exports import asked_for
    from planner.outcome import read_outcome
    from planner.plan_text import statement
    from planner.printing import result, tell
    from planner.record import write_run
    from planner.run import run as plan
    found = flags.read(asked)
    cases = [load_case(scenario) for scenario in found]  # faults are told before anything is written
    one_unit([(scenario.name, case.problem) for scenario, case in zip(found, cases, strict=True)])
    if asked.outcome:
        read_outcome(asked.outcome, cases)
    runs, releases = [], asked_for(asked.release)
    for number, scenario in enumerate(found, 1):
        tell("cli.running", asked.language, number=number, all=len(found), name=scenario.name)
        runs.append(plan(scenario, solver=asked.solver, seconds=asked.seconds,
                         ranges=asked.ranges == flags.YES, shifted=asked.shifted == flags.YES, progress=True))
        write_run(runs[-1], asked.out, asked.language, releases)
    comparison = compare(runs, asked.language, asked.outcome)
    folder = write_comparison(comparison, asked.out, releases)
    result(*(f"{done.scenario.name}: {statement(done, asked.language)}" for done in runs), "",
           comparison.text(), say("cli.written", asked.language, folder=folder))
    return worst(CODES[done.plan.ending] for done in runs)
