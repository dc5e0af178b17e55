"""Where the time goes: build, solve, check and write apart, as ratios within one run.

``python -m benchmarks.stages [--years 5] [--repeat 5]`` plans 26 made-up municipalities and prints

* the time of the whole (build + solve + check + tie rule) ÷ the time scipy's HiGHS alone needs on
  the very same sequence of ready matrices, with the number of solves and both totals;
* the same matrices built row by row as PuLP objects and solved once by CBC, ÷ our build and
  ÷ our whole;
* the exact check of the finished plan ÷ the whole;
* for the first scenario of Stockholm 2010: reading, tables and workbook, figures ÷ planning.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from benchmarks.synthetic import synthetic
from models.formulation import Formulation
from models.problem import Problem
from models.solve import formulate, plan
from models.solvers import solver

ROOT = Path(__file__).resolve().parent.parent
GOALS = ("worst-gap", "level-gaps", "travel")


def timed(work: Callable[[], Any], repeat: int) -> float:
    """Median seconds of several runs, after one that is not counted."""
    work()
    spent = []
    for _ in range(repeat):
        start = perf_counter()
        work()
        spent.append(perf_counter() - start)
    return median(spent)


def fresh(problem: Problem) -> Problem:
    """The same problem without what an earlier run has remembered of it."""
    from dataclasses import replace
    return replace(problem)


def recorded(problem: Problem) -> list[tuple[Any, ...]]:
    """Every solve of a plan: which call, and its ready arrays."""
    calls: list[tuple[Any, ...]] = []
    plan(fresh(problem), watch=lambda *call: calls.append(call))
    return calls


def replay(calls: list[tuple[Any, ...]]) -> None:
    """scipy's HiGHS alone on the recorded arrays."""
    highs = solver("highs")
    for name, rows, cost, low, high in calls:
        getattr(highs, name)(rows, cost, low, high, None)


def pulp_and_cbc(problem: Problem) -> tuple[float, float]:
    """Seconds to build the rules as PuLP objects row by row, and to solve them once with CBC."""
    import pulp
    formulation = formulate(fresh(problem))
    start = perf_counter()
    model = formulation.to_pulp()
    built = perf_counter()
    model.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=0))
    return built - start, perf_counter() - built


def exact_check(problem: Problem) -> Callable[[], list[str]]:
    """The check of every box and row of the rules at a finished plan, ready to be timed."""
    rules, made = formulate(fresh(problem)), plan(fresh(problem))
    at = {f"x({','.join(map(str, cell))})": places for cell, places in made.places.items()}
    at |= {f"y({','.join(map(str, arc))})": made.flows.get(arc, 0) for arc in _arcs(rules)}
    at |= {f"homes({','.join(map(str, key))})": homes for key, homes in made.homes.items()}
    values = [at.get(count.name, 0) for count in rules.counts]
    assert not rules.broken(values)
    return lambda: rules.broken(values)


def _arcs(rules: Formulation) -> list[tuple[str, str, int]]:
    return [count.parts[1:] for count in rules.counts if count.parts[0] == "y"]  # type: ignore[misc]


def writing(repeat: int) -> list[str]:
    """The lines of a real run: what reading and writing take beside planning."""
    from planner import read_scenario
    from planner.case import load_case
    from planner.edition import edition
    from planner.figures import draw_all
    from planner.measured import measure_sheet
    from planner.release import PUBLIC
    from planner.results import flow_sheet, plan_sheet, share_sheet, view
    from planner.run import run_case
    from planner.workbook import write_plan_workbook
    scenario = read_scenario(ROOT / "scenarios" / "stockholm-2010" / "folkmangd.toml")
    case = load_case(scenario)
    made = run_case(scenario, case, "highs", None)

    def tables(folder: Path) -> None:
        sheets = [plan_sheet(made, "sv"), share_sheet(made, "sv"), flow_sheet(made, "sv"),
                  measure_sheet(made.plan, "sv")]
        for sheet in sheets:
            (folder / f"{sheet.word}.csv").write_text(sheet.plain(), encoding="utf-8")
        write_plan_workbook(folder / "plan.xlsx", edition(made, PUBLIC, "sv"))

    with TemporaryDirectory() as name:
        folder = Path(name)
        planning = timed(lambda: plan(fresh(case.problem)), repeat)
        reading = timed(lambda: load_case(read_scenario(scenario.path)), repeat)
        written = timed(lambda: tables(folder), repeat)
        drawn = timed(lambda: draw_all(view(made, "sv"), folder), 1)
    return ["Stockholm 2010, folkmangd:",
            f"  reading / planning: {reading / planning:.1f}   tables and workbook / planning: "
            f"{written / planning:.1f}   figures / planning: {drawn / planning:.0f}"]


def report(problem: Problem, title: str, repeat: int) -> list[str]:
    """The lines of one size."""
    calls = recorded(problem)
    whole = timed(lambda: plan(fresh(problem)), repeat)
    alone = timed(lambda: replay(calls), repeat)
    build = timed(lambda: formulate(fresh(problem)), repeat)
    pulp_build, cbc = pulp_and_cbc(problem)
    check = timed(exact_check(problem), repeat)
    return [f"{title}: {len(calls)} solves",
            f"  whole / scipy's HiGHS alone: {whole / alone:.2f}"
            f"   ({whole * 1000:.0f} ms / {alone * 1000:.0f} ms)",
            f"  build / whole: {build / whole:.2f}   PuLP's build / our build: {pulp_build / build:.2f}"
            f"   exact check / whole: {check / whole:.3f}",
            f"  PuLP build and one CBC solve of the bare rules / whole: {(pulp_build + cbc) / whole:.2f}"]


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=5)
    repeat = parser.parse_args().repeat
    sizes: list[tuple[str, Problem]] = [
        ("26 municipalities x 1 year", synthetic(26, 1, 1, GOALS)),
        ("26 municipalities x 5 years", synthetic(26, 5, 1, GOALS)),
        ("26 municipalities x 5 years, homes of 6",
         synthetic(26, 5, 1, (*GOALS, "new-homes"), home=6, growth=Fraction(2))),
        ("26 municipalities x 5 years x 2 kinds", synthetic(26, 5, 2, GOALS)),
    ]
    for title, problem in sizes:
        print("\n".join(report(problem, title, repeat)), flush=True)
    print("\n".join(writing(repeat)))


if __name__ == "__main__":
    main()
