"""``plan SCENARIO``: one plan for each run of a scenario file."""

from __future__ import annotations

import argparse

from planner.verbs import flags


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """One scenario file, how to solve it and where to write."""
    flags.scenarios(parser, language)
    flags.solving(parser, language)
    flags.beside(parser, language, ranges=flags.YES, shifted=flags.YES)
    flags.releases(parser, language)


def run(asked: argparse.Namespace) -> int:
    """Plan, write the run's folder, print the plan; the gravest ending is the exit code."""
    from planner.endings import CODES, worst
    from planner.exports import asked_for
    from planner.plan_text import run_lines
    from planner.printing import result
    from planner.record import write_run
    from planner.run import run as plan
    codes = []
    for number, scenario in enumerate(flags.read(asked)):
        done = plan(scenario, solver=asked.solver, seconds=asked.seconds,
                    ranges=asked.ranges == flags.YES, shifted=asked.shifted == flags.YES, progress=True)
        folder = write_run(done, asked.out, asked.language, asked_for(asked.release))
        result(*([""] if number else []), *run_lines(done, folder, asked.language))
        codes.append(CODES[done.plan.ending])
    return worst(codes)
