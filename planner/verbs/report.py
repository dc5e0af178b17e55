"""``report RUN|SCENARIO…``: the report, the workbook and the memo of a run; of several a comparison's."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from planner.verbs import flags
from planner.wording import say

if TYPE_CHECKING:
    from planner.run import Run


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Runs' folders or scenario files, whom the exports are made for, how to solve and where to write."""
    parser.add_argument("paths", metavar=say("flag.plan_of", language), type=Path, nargs="+",
                        help=say("flag.report_paths", language))
    parser.add_argument("--set", dest="sets", action="append", default=[],
                        metavar=say("flag.key_value", language), help=say("flag.set", language))
    flags.solving(parser, language)
    flags.beside(parser, language, ranges=flags.YES, shifted=flags.YES)
    flags.releases(parser, language)


def run(asked: argparse.Namespace) -> int:
    """Plan, write the exports, say how each run ended and where they lie; the gravest ending."""
    from planner.comparable import one_unit
    from planner.endings import CODES, worst
    from planner.exports import asked_for
    from planner.handing_out import asked_scenarios, planned, poorer
    from planner.printing import result, tell, tell_text
    found = asked_scenarios(asked.paths, asked.sets)
    runs = []
    for number, (scenario, written) in enumerate(found, 1):
        tell("cli.running", asked.language, number=number, all=len(found), name=scenario.name)
        for told in poorer(written, asked.language) if written else ():
            tell_text(told)
        runs.append(planned(scenario, written, solver=asked.solver, seconds=asked.seconds,
                            ranges=asked.ranges == flags.YES, shifted=asked.shifted == flags.YES))
    one_unit([(one.scenario.name, one.plan.problem) for one in runs])
    folder = _write(runs, asked.out, asked.language, asked_for(asked.release))
    result(*_lines(runs, asked.language))
    if folder is not None:
        result("", say("cli.written", asked.language, folder=folder))
    return worst(CODES[one.plan.ending] for one in runs)


def _write(runs: list[Run], out: Path, language: str, releases: tuple[str, ...]) -> Path | None:
    """One run's exports, or a comparison's; None where nothing was found to tell of."""
    from planner.compare import compare
    from planner.handing_out import write_comparison_handed_out, write_handed_out
    if not any(run.plan.found for run in runs):
        return None
    if len(runs) == 1:
        return write_handed_out(runs[0], out, language, releases)
    return write_comparison_handed_out(compare(runs, language), out, releases)


def _lines(runs: list[Run], language: str) -> list[str]:
    """How each run ended; of one without a plan all that is said of it."""
    from planner.plan_text import run_lines, statement
    lines = []
    for run in runs:
        lines += [f"{run.scenario.name}: {statement(run, language)}"] if run.plan.found else [
            *run_lines(run, None, language)]
    return lines
