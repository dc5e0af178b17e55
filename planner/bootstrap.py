"""The first step of every run: an interpreter that has what the project needs.

Standard library only. A machine with Python and its venv module needs nothing more: where the
running interpreter lacks a package, the project's own ``.venv`` is made at the first run, and the
very same command goes on in it. ``python -m planner.bootstrap PART ARGUMENTS`` runs Python with
ARGUMENTS where that part of the dependencies (``test`` or ``dev``) is installed as well.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

# What the standard library answers alone: nothing is installed for these.
BARE = {"list", "-h", "--help", "--version"}


def start(argv: Sequence[str]) -> int:
    """Run the command line ``argv`` where its packages are; returns the exit code."""
    if argv[:1] == ["test"]:
        return run_python("test", ["-m", "pytest", "-n", "auto", *argv[1:]])
    if argv and not BARE.intersection(argv):
        python = prepare((), argv)
        if python is None:
            return 1
        if python != sys.executable:
            return hand_over([python, *sys.orig_argv[1:]])
    from planner.cli import main
    return main(argv)


def run_python(part: str, arguments: Sequence[str]) -> int:
    """Run Python with ``arguments`` in the project's folder, with the extra ``part`` installed."""
    from planner.environment import ROOT
    python = prepare((part,), arguments)
    if python is None:
        return 1
    os.chdir(ROOT)
    return hand_over([python, *arguments])


def prepare(parts: Sequence[str], argv: Sequence[str]) -> str | None:
    """The interpreter that has the dependencies and the extras ``parts``; None after telling why not."""
    from planner.environment import SetupFailed, python_for
    from planner.printing import language_of, tell
    language = language_of(argv)
    try:
        return python_for(parts, lambda key, **values: tell(key, language, **values))
    except SetupFailed as failed:
        tell(failed.key, language, **failed.values)
    except OSError as error:
        tell("setup.folder", language, error=error)
    except KeyboardInterrupt:
        tell("setup.interrupted", language)
    return None


def hand_over(command: list[str]) -> int:
    """Go on as ``command``: in this process's place, or on Windows as its child."""
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    with subprocess.Popen(command) as child:  # Windows would return to the prompt at once after an exec
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                continue  # the child had it too, and ends in its own way


if __name__ == "__main__":
    sys.exit(run_python(sys.argv[1], sys.argv[2:]))
