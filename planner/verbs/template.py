"""``template CASE``: a workbook and a scenario to fill in; ``template --from RUN``: next year's case."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from planner.verbs import flags
from planner.wording import say

if TYPE_CHECKING:
    from planner.template.filling import Filling

TEMPLATES = Path("mall")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """A case or a run, where to write, filled or empty."""
    parser.add_argument("case", metavar=say("flag.case", language), type=Path, nargs="?",
                        help=say("flag.case_path", language))
    parser.add_argument("--from", dest="run_folder", type=Path, metavar=say("flag.run_folder", language),
                        help=say("flag.from_run", language))
    parser.add_argument("--year", type=partial(flags.whole, language=language),
                        metavar=say("flag.year", language), help=say("flag.from_year", language))
    parser.add_argument("--outcome", metavar=say("flag.file", language),
                        help=say("flag.template_outcome", language))
    parser.add_argument("--empty", action="store_true", help=say("flag.empty", language))
    parser.add_argument("--set", dest="sets", action="append", default=[],
                        metavar=say("flag.key_value", language), help=say("flag.set", language))
    parser.add_argument("--out", type=Path, metavar=say("flag.folder", language),
                        help=say("flag.template_out", language))


def run(asked: argparse.Namespace) -> int:
    """Write the template and say what to do with it."""
    from planner.headings import sheet_name
    from planner.printing import result
    from planner.template.folder import write_template
    language = asked.language
    filling = _filling(asked)
    book, scenario = write_template(filling, asked.out or TEMPLATES / filling.folder, language)
    result(say("cli_template.written", language, folder=book.parent),
           say("cli_template.book", language, name=book.name, sheet=sheet_name("instructions", language)),
           say("cli_template.scenario", language, name=scenario.name),
           say("cli_template.next", language, path=scenario))
    return 0


def _filling(asked: argparse.Namespace) -> Filling:
    """What the template holds: a case's figures, none, or next year's of a plan."""
    from models.errors import InputFault, fault
    from planner.template.filling import emptied, filling_of
    from planner.template.next_year import next_year
    if asked.run_folder is None and asked.case is None:
        raise InputFault([fault("template-nothing")])
    if asked.run_folder is None and asked.outcome:
        raise InputFault([fault("template-outcome-from")])
    if asked.run_folder is None and asked.year:
        raise InputFault([fault("template-year-from")])
    if asked.run_folder is not None:
        if asked.empty:
            raise InputFault([fault("template-empty-from")])
        return next_year(asked.run_folder, asked.case, asked.year, tuple(asked.sets), asked.language,
                         asked.outcome)
    filling = filling_of(asked.case, tuple(asked.sets), asked.language)
    return emptied(filling, asked.language) if asked.empty else filling
