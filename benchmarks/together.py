"""Areas that share homes, homes of 6 and commuting: each solver, and the same goals by PuLP and CBC alone.

``python -m benchmarks.together`` prints seconds and ratios within one run. "PuLP and CBC alone" is
what a planner would write: our rows as a PuLP model, then goal after goal one CBC solve with a
row that holds the last (worst gap, total gap, travel); no level by level, no tie rule, no exact check.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.synthetic import synthetic

if TYPE_CHECKING:
    from models.problem import Problem

GOALS = ("worst-gap", "level-gaps", "travel", "new-homes")
SCENARIOS = Path(__file__).parent.parent / "scenarios" / "stockholm-2010"
SOLVERS = ("paired", "highs", "cp-sat", "cbc")
LIMIT = 120  # seconds that one plan may take here


def real(name: str) -> Problem:
    """The question of a scenario of the case."""
    from planner.case import load_case
    from planner.scenario import read_scenario
    return load_case(read_scenario(SCENARIOS / f"{name}.toml")).problem


SIZES: tuple[tuple[str, Callable[[], Problem]], ...] = (
    ("Stockholm 2010, shared homes", lambda: real("gemensamma-hem")),
    ("Stockholm 2010, everyone takes part", lambda: real("alla-tar-del")),
    ("26 x 1 year, 5 areas", lambda: synthetic(26, 1, 1, GOALS, home=6, growth=Fraction(2), areas=5)),
    ("26 x 3 years, 5 areas", lambda: synthetic(26, 3, 1, GOALS, home=6, growth=Fraction(2), areas=5)),
)


def main() -> None:
    """Every size with every solver, and PuLP with CBC alone."""
    for title, make in SIZES:
        problem = make()
        first, told = None, []
        for word in SOLVERS:
            seconds, ending = planned(problem, word)
            first = first or seconds
            told.append(f"{word} {seconds:.1f} s ({ending}, {seconds / first:.1f})")
        alone, status = by_hand(problem)
        told.append(f"PuLP and CBC alone {alone:.1f} s ({status}, {alone / (first or 1):.1f})")
        print(f"{title}: " + "; ".join(told), flush=True)


def planned(problem: Problem, solver: str) -> tuple[float, str]:
    """Seconds to the one proved plan, and how it ended."""
    from dataclasses import replace

    from models.solve import plan
    start = perf_counter()
    made = plan(replace(problem), solver, LIMIT)
    return perf_counter() - start, made.ending.value


def by_hand(problem: Problem) -> tuple[float, str]:
    """Seconds for worst gap, total gap and travel by PuLP and CBC, one after the other."""
    import pulp

    from models.goals.travel import travel_minutes
    from models.quotas import quotas
    from models.solve import formulate
    start = perf_counter()
    model = formulate(problem).to_pulp()
    names = {v.name: v for v in model.variables()}
    worst, gaps = pulp.LpVariable("worst", 0), []
    for cell, quota in quotas(problem).items():
        x = names[f"x({','.join(map(str, cell))})"]
        gap = pulp.LpVariable(f"gap_{'_'.join(map(str, cell))}", 0)
        gaps.append(gap)
        model += x - float(quota) <= gap
        model += float(quota) - x <= gap
        model += gap <= worst
    minutes = travel_minutes(problem)
    travel = [names[f"y({a},{b},{year})"] * m for (a, b), m in minutes.items()
              for year in problem.need.years if f"y({a},{b},{year})" in names]
    statuses = []
    for number, goal in enumerate((worst, pulp.lpSum(gaps), pulp.lpSum(travel))):
        model.setObjective(goal)
        left = max(1.0, LIMIT - (perf_counter() - start))
        model.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=0, timeLimit=left))
        statuses.append(pulp.LpSolution[model.sol_status])
        model += goal <= pulp.value(goal) + 1e-6, f"hold_{number}"
    return perf_counter() - start, ", ".join(dict.fromkeys(statuses))


if __name__ == "__main__":
    main()
