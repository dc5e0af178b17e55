"""The command line: a verb is asked, runs, and ends in an exit code; every fault is told in words."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence

from models.errors import InputFault, NumericalTrouble, SolverMissing
from planner.endings import OK, OUR_FAULT, code_of_error
from planner.parser import parse
from planner.printing import language_of, ready_streams, tell, tell_faults
from planner.verbs.flags import writable

INTERRUPTED = 130  # what a shell calls a command ended by Ctrl-C


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line ``argv`` asks (the process's own if None); the exit code.

    Prints results on stdout and everything else on stderr; raises nothing.
    """
    argv = sys.argv[1:] if argv is None else list(argv)
    language = language_of(argv)
    ready_streams()
    try:
        asked = parse(argv, language)
    except SystemExit as stop:
        return int(stop.code or OK)
    try:
        writable(asked)
        code = int(asked.run(asked))
        sys.stdout.flush()
        return code
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        tell("cli.interrupted", language)
        return INTERRUPTED
    except Exception as error:
        tell_error(error, asked)
        return code_of_error(error)


def tell_error(error: Exception, asked: argparse.Namespace) -> None:
    """A sentence for whatever went wrong; all faults of the user's files at once."""
    language = asked.language
    if isinstance(error, InputFault):
        tell_faults(error.faults, language)
        many = len(error.faults)
        tell("cli.one_fault" if many == 1 else "cli.faults", language, number=many)
    elif isinstance(error, SolverMissing):
        tell("cli.no_solver", language, solver=error.solver, package=error.package)
    elif isinstance(error, NumericalTrouble):
        tell("cli.numerical", language, detail=error)
    elif isinstance(error, OSError):
        tell("cli.file_trouble", language, error=error)
    else:
        tell("cli.unexpected", language, error=f"{type(error).__name__}: {error}")
    if asked.debug and code_of_error(error) == OUR_FAULT:
        traceback.print_exception(error)
