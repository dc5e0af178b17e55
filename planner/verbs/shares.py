"""``shares SCENARIO``: each municipality's share, as the scenario's model gives it; or its audit."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import InputFault, fault
from planner.verbs import flags
from planner.wording import say

if TYPE_CHECKING:
    from planner.scenario import Scenario


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """One scenario file; whether to audit its key, and where to write that."""
    flags.scenarios(parser, language)
    parser.add_argument("--audit", action="store_true", help=say("flag.audit", language))
    parser.add_argument("--out", type=Path, metavar=say("flag.folder", language),
                        help=say("flag.audit_out", language))


def run(asked: argparse.Namespace) -> int:
    """Print every share table of the scenario, or audit its key."""
    from planner.case import load_case
    from planner.printing import result
    from planner.share_text import share_lines
    if asked.out and not asked.audit:
        raise InputFault([fault("audit-out-alone")])
    for scenario in flags.read(asked):
        if asked.audit:
            _audit(scenario, asked)
        else:
            title, name = scenario.settings.title, scenario.name
            result(*share_lines(f"{title} ({name})" if title else name, load_case(scenario), asked.language))
    return 0


def _audit(scenario: Scenario, asked: argparse.Namespace) -> None:
    """Audit the key of one scenario: printed, and written where a folder is asked for."""
    from planner.audit_run import audit_of
    from planner.audit_told import audit_lines
    from planner.audit_written import write_audit
    from planner.printing import result, tell
    told, example = audit_of(scenario)
    result(*audit_lines(told, asked.language))
    if asked.out:
        header = say("record.example", asked.language) if example else ""
        tell("audit.written", asked.language, place=write_audit(told, asked.out, asked.language, header))
