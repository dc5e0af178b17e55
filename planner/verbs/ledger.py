"""``ledger SCENARIO``: the account of referrals against each municipality's share."""

from __future__ import annotations

import argparse
from pathlib import Path

from planner.verbs import flags
from planner.wording import say


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """One scenario file and where to write."""
    flags.scenarios(parser, language)
    parser.add_argument("--out", type=Path, default=flags.RESULTS, metavar=say("flag.folder", language),
                        help=say("flag.out", language))


def run(asked: argparse.Namespace) -> int:
    """Print the account of every scenario of the file and write its folder."""
    from planner.case import load_case
    from planner.ledger_record import write_ledger
    from planner.ledger_text import ledger_lines
    from planner.ledger_view import shown_of
    from planner.printing import result
    from planner.wording import spoken
    for scenario in flags.having(flags.read(asked), "ledger", "account-none"):
        found = shown_of(load_case(scenario))
        language = spoken(asked.language, found.case.problem.unit)
        folder = write_ledger(scenario, found, asked.out, asked.language)
        title = " ".join(filter(None, (scenario.settings.title, f"({scenario.name})")))
        result(*ledger_lines(title, found, language), say("cli.written", language, folder=str(folder)))
    return 0
