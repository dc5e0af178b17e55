"""A run of 290 made-up municipalities in the frame of a real scenario: for measuring, never for planning."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.synthetic import synthetic

if TYPE_CHECKING:
    from planner.run import Run

FRAME = Path(__file__).parent.parent / "scenarios" / "stockholm-2010" / "folkmangd.toml"
KIND = "kind0"


def country(municipalities: int = 290) -> Run:
    """The plan of the made-up county; its case is the scenario's, less its map, with the made-up tables."""
    from models.solve import plan
    from planner import read_scenario
    from planner.case import load_case
    from planner.run import Run
    from planner.view import Geography
    scenario = read_scenario(FRAME)
    case = load_case(scenario)
    problem = synthetic(municipalities, 1, 1, ("worst-gap", "level-gaps", "travel"))
    frame = {name: table for name, table in case.tables.items() if name not in problem.tables}
    kinds = scenario.settings.case.kinds
    frame[kinds] = replace(frame[kinds], rows=tuple({**row, "kind": KIND} for row in frame[kinds].rows))
    made = replace(case, problem=problem, geography=Geography(), tables={**frame, **problem.tables},
                   kinds={KIND: case.kinds["mixed"]})
    return Run("0" * 64, scenario, made, plan(problem))
