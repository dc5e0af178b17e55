"""Many runs: none lost, none repeated, whatever fails or is killed on the way."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from models.plan import Ending
from planner import endings, read_scenarios
from planner.batch import Batch, crashed, read_all, run_batch
from planner.batch_worker import Job, finished, work
from planner.endings import code_of, worst
from planner.record import read_record, write_run
from planner.run import Run, run
from tests.small_case import SCENARIO, small_case

ROOT = Path(__file__).resolve().parent.parent
ONE = '\nyears = [2010]\nkinds = ["asylum"]\n'
MANY = "[expand]\nneed.total = [14, 15, 16, 17, 18, 19]\n"
PLAIN = 'extends = "case.toml"\n' + ONE
START = """import sys
from pathlib import Path
from planner.batch import run_batch
if __name__ == "__main__":
    run_batch([sys.argv[1]], Path(sys.argv[2]), workers=1, progress=False)
"""


def folder_of(tmp_path: Path, **scenarios: str) -> Path:
    """A folder with the small case and these scenarios."""
    small_case(tmp_path, scenario=SCENARIO).unlink()
    for name, text in scenarios.items():
        (tmp_path / f"{name}.toml").write_text(PLAIN + text, encoding="utf-8")
    return tmp_path


def batch(folder: Path, out: Path, **how: Any) -> Batch:
    return run_batch([folder], out, **{"workers": 2, "progress": False, **how})


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def stamps(out: Path) -> dict[str, int]:
    return {p.parent.name: p.stat().st_mtime_ns for p in out.glob("[!.]*/run.json")}


@pytest.fixture
def no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.figures.draw_all", lambda view, folder: [])


def test_a_folder_becomes_one_long_table_and_a_row_per_scenario(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", a="[need]\ntotal = 14\n", b="[need]\ntotal = 17\n",
                       c="[need]\ntotal = 14\n[rules.floor]\nplaces = 9\n", d="[nead]\ntotal = 17\n")
    done = batch(folder, tmp_path / "out")
    assert done.code == 2
    runs = {row["scenario"]: row for row in table(done.runs)}
    assert {name: row["status"] for name, row in runs.items()} == {
        "a": "proved", "b": "proved", "c": "infeasible", "d": "input-fault"}
    assert "nead" in runs["d"]["message"]
    rows = table(done.rows)
    assert list(rows[0]) == ["scenario", "code", "kind", "year", "before", "new", "quota", "status", "unit"]
    assert sum(int(r["new"]) for r in rows if r["scenario"] == "a") == 4
    assert {r["scenario"] for r in rows} == {"a", "b"}


def test_finished_runs_are_not_made_again(tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "in", a="[need]\ntotal = 14\n",
                       c="[need]\ntotal = 14\n[rules.floor]\nplaces = 9\n")
    first = batch(folder, tmp_path / "out")
    before, tables = stamps(tmp_path / "out"), (first.rows.read_bytes(), first.runs.read_bytes())
    again = batch(folder, tmp_path / "out", solver="cbc", seconds=9)
    assert [o.skipped for o in again.outcomes] == [True, True]
    assert stamps(tmp_path / "out") == before
    assert (again.rows.read_bytes(), again.runs.read_bytes()) == tables
    assert again.code == first.code == 3


def test_a_killed_batch_goes_on_where_it_ended(tmp_path: Path) -> None:
    folder, out = folder_of(tmp_path / "in", många=MANY), tmp_path / "out"
    (tmp_path / "start.py").write_text(START, encoding="utf-8")
    begun = subprocess.Popen([sys.executable, str(tmp_path / "start.py"), str(folder), str(out)],
                             env={**os.environ, "PYTHONPATH": str(ROOT)})
    deadline = time.monotonic() + 90
    while len(stamps(out)) < 2 and begun.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    begun.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
    begun.wait()
    time.sleep(1.5)
    left = stamps(out)
    time.sleep(2.5)
    assert stamps(out) == left  # no worker outlives the batch
    assert 2 <= len(left) < 6
    done = batch(folder, out)
    assert done.code == 0
    assert {name: at for name, at in stamps(out).items() if name in left} == left
    assert sum(o.skipped for o in done.outcomes) == len(left)
    assert len(stamps(out)) == 6
    assert len(table(done.rows)) == 6 * 3
    assert not list(out.glob(".*"))


def test_a_worker_that_dies_takes_nobody_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first job ends its process; the others are made all the same, and it is told."""
    folder = folder_of(tmp_path / "in", a="[need]\ntotal = 14\n", b="[need]\ntotal = 17\n")
    monkeypatch.setattr("planner.batch.work", die_or_work)
    done = batch(folder, tmp_path / "out", workers=1)
    assert [o.status for o in done.outcomes] == ["program-fault", "proved"]
    assert done.code == 1
    assert "arbetsprocessen" in done.outcomes[0].message


def die_or_work(job: Job) -> Any:
    """As ``work``, but scenario a ends its process."""
    if job.scenario.name == "a":
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(60)
    return work(job)


def test_the_same_file_twice_is_one_run(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, a="[need]\ntotal = 14\n")
    scenarios, unread = read_all([folder, folder / "a.toml"], (), "sv")
    assert ([s.name for s in scenarios], unread) == (["a"], [])


RECORD = {"language": "sv", "status": "plan-not-proved", "solver": "highs", "seconds": 5.0}


@pytest.mark.parametrize(("record", "solver", "seconds", "is_done"), [
    ({"status": "proved"}, "cbc", None, True), ({"status": "infeasible"}, "highs", 50, True),
    ({}, "highs", 5.0, True), ({}, "highs", 4, True), ({}, "highs", 6, False), ({}, "highs", None, False),
    ({}, "cbc", 5.0, False), ({"status": "nothing-found"}, "highs", 9, False),
    ({"status": "numerical-trouble", "seconds": None}, "highs", None, True),
    ({"status": "numerical-trouble", "seconds": None}, "cp-sat", None, False),
    ({"status": "proved", "language": "en"}, "highs", None, False)])
def test_what_is_made_again(record: dict[str, Any], solver: str, seconds: float | None,
                            is_done: bool) -> None:
    assert finished({**RECORD, **record}, solver, seconds, "sv") is is_done


@pytest.mark.usefixtures("no_figures")
def test_a_plan_is_not_lost_to_a_later_run_that_finds_none(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace
    [scenario] = read_scenarios(folder_of(tmp_path / "in", a="[need]\ntotal = 14\n"))
    made = run(scenario, seconds=5)
    unproved = Run(made.id, scenario, made.case, replace(made.plan, ending=Ending.NOT_PROVED), 5.0)
    folder = write_run(unproved, tmp_path / "out")
    nothing = replace(made.plan, ending=Ending.NOTHING_FOUND, places={}, flows={})
    monkeypatch.setattr("models.solve.plan", lambda *_, **__: nothing)
    outcome = work(Job(0, scenario, tmp_path / "out", None, 9.0, "sv"))
    assert (outcome.status, outcome.code, outcome.folder) == ("plan-not-proved", 4, folder.name)
    record = read_record(folder)
    assert record is not None
    assert record["status"] == "plan-not-proved"


@pytest.mark.usefixtures("no_figures")
def test_what_goes_wrong_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from models.errors import SolverMissing
    [scenario] = read_scenarios(folder_of(tmp_path / "in", a="[need]\ntotal = 14\n"))
    job = Job(0, scenario, tmp_path / "out", None, None, "sv")

    def fall(*_: object, **__: object) -> None:
        raise SolverMissing("highs", "scipy")
    monkeypatch.setattr("models.solve.plan", fall)
    assert (work(job).status, work(job).code) == ("solver-missing", 7)
    (tmp_path / "in" / "places.csv").write_text("code,kind,places\n114,asylum,2\n", encoding="utf-8")
    outcome = work(job)
    assert (outcome.status, outcome.code) == ("input-fault", 2)
    assert "places.csv:2" in outcome.message
    assert (crashed(job).code, crashed(job).number) == (1, 0)


def test_endings_and_their_gravity() -> None:
    assert {ending: code_of(ending.value) for ending in Ending} == endings.CODES
    assert [code_of(word) for word in ("input-fault", "solver-missing", "program-fault")] == [2, 7, 1]
    order = [1, 7, 6, 2, 5, 3, 4, 0]
    assert [worst(order[i:]) for i in range(8)] == order
    assert worst([]) == 0
