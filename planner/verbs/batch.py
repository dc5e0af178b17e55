"""``batch FOLDER|SCENARIO…``: many runs, going on where an interrupted batch ended."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING

from planner.verbs import flags
from planner.wording import say

if TYPE_CHECKING:
    from planner.batch_worker import Outcome


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Scenario files or folders, how to solve them, where to write, how many at a time."""
    flags.scenarios(parser, language, several=True)
    flags.solving(parser, language)
    flags.beside(parser, language, ranges=flags.NO, shifted=flags.NO)
    flags.releases(parser, language)
    parser.add_argument("--workers", type=partial(flags.whole, language=language),
                        metavar=say("flag.number", language), help=say("flag.workers", language))


def run(asked: argparse.Namespace) -> int:
    """Run what is not already there, list every run; the gravest ending of all is the exit code."""
    from planner.batch import run_batch
    from planner.exports import asked_for
    from planner.plan_text import text_table
    from planner.printing import result, tell_text
    language = asked.language
    done = run_batch(asked.paths, asked.out, sets=asked.sets, solver=asked.solver, seconds=asked.seconds,
                     workers=asked.workers, language=language,
                     ranges=asked.ranges == flags.YES, shifted=asked.shifted == flags.YES,
                     releases=asked_for(asked.release))
    for outcome in done.outcomes:
        tell_text(outcome.message)
    header = [say(f"column.{word}", language) for word in ("scenario", "status", "folder")]
    rows = [[o.scenario, _status(o, language), o.folder] for o in done.outcomes]
    result(*text_table(header, rows, texts=len(header)), "",
           *(say("cli.written", language, folder=path) for path in (done.rows, done.runs)))
    return done.code


def _status(outcome: Outcome, language: str) -> str:
    status = say(f"status.{outcome.status}", language)
    return f"{status} ({say('batch.skipped', language)})" if outcome.skipped else status
