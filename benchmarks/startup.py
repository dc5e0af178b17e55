"""How long the verbs that need no solver take to answer: whole processes, median of several.

``python -m benchmarks.startup``; each figure also as a ratio to ``python -c pass``.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parent.parent
CASE = "scenarios/stockholm-2010"
CALLS = {"python -c pass": ["-c", "pass"],
         "--help": ["run_plan.py", "--help"], "list": ["run_plan.py", "list"],
         "check of one scenario": ["run_plan.py", "check", f"{CASE}/folkmangd.toml"],
         "check of nine scenarios": ["run_plan.py", "check", CASE]}


def seconds(arguments: list[str], repeat: int = 9) -> float:
    """Median wall seconds of a process, after one run that is not counted."""
    spent = []
    for _ in range(repeat + 1):
        start = perf_counter()
        subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, check=True)
        spent.append(perf_counter() - start)
    return median(spent[1:])


def main() -> None:
    """Print the report."""
    bare = None
    for title, arguments in CALLS.items():
        took = seconds(arguments)
        bare = bare or took
        print(f"{title}: {took:.2f} s, {took / bare:.1f} x an empty process", flush=True)


if __name__ == "__main__":
    main()
