"""Large counties: time and memory of each, one process a size, the tie stage apart.

``python -m benchmarks.large`` plans made-up counties of up to 290 municipalities x 5 years x 2 kinds, and
finds what cannot hold together in the same counties with every total two fifths larger.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.problem import Problem

SIZES = (
    ("290 x 5 x 2, total-gap and travel", "290 5 2 total-gap,travel 0"),
    ("26 x 1 x 1, level by level, commuting", "26 1 1 worst-gap,level-gaps,travel 0"),
    ("26 x 5 x 2, level by level, commuting", "26 5 2 worst-gap,level-gaps,travel 0"),
    ("26 x 5 x 1, level by level, homes of 6", "26 5 1 worst-gap,level-gaps,travel,new-homes 6"),
    ("290 x 1 x 1, level by level, commuting", "290 1 1 worst-gap,level-gaps,travel 0"),
    ("290 x 5 x 2, level by level, commuting", "290 5 2 worst-gap,level-gaps,travel 0"),
)
CONFLICTS = (
    ("26 x 5 x 2, nothing fits", "26 5 2 worst-gap 0"),
    ("290 x 1 x 1, nothing fits", "290 1 1 worst-gap 0"),
    ("290 x 5 x 1, nothing fits", "290 5 1 worst-gap 0"),
    ("290 x 5 x 2, nothing fits", "290 5 2 worst-gap 0"),
)
WAYS_OUT = (
    ("26 x 1 x 1, fairest way out", "26 1 1 worst-gap 0"),
    ("26 x 5 x 2, fairest way out", "26 5 2 worst-gap 0"),
    ("290 x 1 x 1, fairest way out", "290 1 1 worst-gap 0"),
)
TOO_MANY = Fraction(7, 5)  # times every total: more than the schools can take


def county(size: str, times: Fraction = Fraction(1)) -> Problem:
    """The county of a size, its totals so many times as large."""
    from benchmarks.synthetic import synthetic
    municipalities, years, kinds, goals, home = size.split()
    problem = synthetic(int(municipalities), int(years), int(kinds), tuple(goals.split(",")), home=int(home))
    total = {at: int(places * times) for at, places in problem.need.total.items()}
    return replace(problem, need=replace(problem.need, total=total))


def conflict(size: str) -> None:
    """What cannot hold together in a county with too many places wanted: how many demands, how long."""
    from models.solve import plan
    start = perf_counter()
    found = plan(county(size, TOO_MANY))
    ended = "minimal" if not found.stopped else "stopped"
    print(f"{found.ending.value}, {len(found.conflict)} demands, {ended}, {perf_counter() - start:.1f} s")


def way_out(size: str) -> None:
    """The fairest way out of the same: its ending, how many figures give, how long."""
    from models.repair import repair
    start = perf_counter()
    found = repair(county(size, TOO_MANY), "paired", 600.0)
    print(f"{found.outcome.value}, {len(found.given)} figures give, {perf_counter() - start:.1f} s")


def one(size: str) -> None:
    """Plan one size and print what it took."""
    import resource

    from models import solve, ties
    problem = county(size)
    spent = [0.0]
    real = ties.break_ties

    def timed(search: object) -> object:
        start = perf_counter()
        found = real(search)  # type: ignore[arg-type]
        spent[0] = perf_counter() - start
        return found

    solve.break_ties = timed  # type: ignore[assignment,attr-defined]
    start = perf_counter()
    made = solve.plan(problem)
    whole = perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{made.ending.value}, {made.solves} solves, goals {whole - spent[0]:.1f} s, tie stage "
          f"{spent[0]:.1f} s, {len(made.ties)} cells open, {memory} MB")


def main() -> None:
    """Every size in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--one", default="", help=argparse.SUPPRESS)
    parser.add_argument("--conflict", default="", help=argparse.SUPPRESS)
    parser.add_argument("--way-out", default="", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    for asked, measure in ((chosen.one, one), (chosen.conflict, conflict), (chosen.way_out, way_out)):
        if asked:
            measure(asked)
            return
    for what, sizes in (("--one", SIZES), ("--conflict", CONFLICTS), ("--way-out", WAYS_OUT)):
        for title, size in sizes:
            done = subprocess.run([sys.executable, "-m", "benchmarks.large", what, size],
                                  capture_output=True, text=True, check=False)
            print(f"{title}: {done.stdout.strip() or done.stderr.strip().splitlines()[-1]}", flush=True)


if __name__ == "__main__":
    main()
