"""plan.csv has the same bytes on every solver, row order, hash seed and run (of proved plans)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

ROOT = Path(__file__).resolve().parent.parent
CASES = ("stockholm-2010/hem-6.toml", "ostergotland-2012/permit-12-5-pendling-45.toml")
WRITE = """
import sys
from pathlib import Path
from planner import read_scenario, run
from planner.results import plan_sheet
made = run(read_scenario(sys.argv[1]), solver=sys.argv[2])
assert made.plan.ending.value == "proved"
Path(sys.argv[3]).write_text(made.id + plan_sheet(made, "sv").plain(), encoding="utf-8", newline="")
"""


def written(scenario: Path, out: Path, solver: str = "highs", seed: str = "0") -> bytes:
    """The run's id and plan.csv, made in a process of its own."""
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", WRITE, str(scenario), solver, str(out)], check=True, env=env)
    return out.read_bytes()


def shuffled(case: str, to: Path) -> Path:
    """A copy of the case with the rows of every table in another order."""
    folder = to / case.split("/")[0]
    shutil.copytree(ROOT / "scenarios" / case.split("/")[0], folder)
    draw = Random(7)
    for path in sorted(folder.glob("*.csv")):
        if path.name != "kinds.csv":  # the order of kinds is the case's own
            head, *rows = path.read_text(encoding="utf-8").splitlines()
            draw.shuffle(rows)
            path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8", newline="\n")
    return to / case


@pytest.mark.parametrize("case", CASES)
def test_plan_has_the_same_bytes(case: str, tmp_path: Path) -> None:
    scenario = ROOT / "scenarios" / case
    first = written(scenario, tmp_path / "first")
    assert len(first) > 1000
    assert written(scenario, tmp_path / "again", seed="12345") == first
    assert written(shuffled(case, tmp_path / "shuffled"), tmp_path / "rows") == first
    for solver in ("cbc", "cp-sat"):
        assert written(scenario, tmp_path / solver, solver) == first
