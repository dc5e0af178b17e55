"""``followup RUN --outcome FILE``: the plan beside what came of it, as the report in March."""

from __future__ import annotations

import argparse
from pathlib import Path

from planner.verbs import flags
from planner.wording import say


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """The run's folder, the outcome, where to write."""
    parser.add_argument("run_folder", metavar=say("flag.run_folder", language), type=Path,
                        help=say("flag.followup_run", language))
    parser.add_argument("--outcome", required=True, metavar=say("flag.file", language),
                        help=say("flag.followup_outcome", language))
    parser.add_argument("--out", type=Path, default=flags.RESULTS, metavar=say("flag.folder", language),
                        help=say("flag.out", language))


def run(asked: argparse.Namespace) -> int:
    """Read the run back, set the outcome beside it, write the report and print its first parts."""
    from planner.followup_read import read_followed
    from planner.followup_record import write_followup
    from planner.followup_sheets import Told, indicator_sheet
    from planner.followup_text import screen_lines
    from planner.printing import result
    from planner.wording import spoken
    followed = read_followed(asked.run_folder, asked.outcome)
    told = Told.of(followed, spoken(asked.language, followed.plan.problem.unit))
    folder = write_followup(told, asked.out)
    result(*screen_lines(told, indicator_sheet(told)), "",
           say("cli.written", asked.language, folder=folder))
    return 0
