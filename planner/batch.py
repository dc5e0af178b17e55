"""Many runs in worker processes: goes on after a failure, and where a killed batch ended.

A run is finished when its folder stands there with a final ending (proved, or proved
infeasible); it is not made again. A run that the clock or the solver stopped is made again
when it gets more time or another solver. Results are gathered by reading the runs' folders.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.batch_worker import CRASHED, Job, Outcome, prepare, work
from planner.exports import USUAL

if TYPE_CHECKING:
    from models.errors import Fault
    from planner.scenario import Scenario

RETRIES = 1  # a run during which a worker died is tried once more, alone


@dataclass(frozen=True)
class Batch:
    """A finished batch: what became of every run, the two tables, the exit code.

    ``rows`` is batch.csv (one row per scenario, municipality, kind and year), ``runs`` is
    batch_runs.csv (one row per scenario).
    """

    outcomes: tuple[Outcome, ...]
    rows: Path
    runs: Path
    code: int


def run_batch(paths: Sequence[str | Path], out: Path, *, sets: Sequence[str] = (), solver: str | None = None,
              seconds: float | None = None, workers: int | None = None, language: str = "sv",
              progress: bool = True, ranges: bool = False, shifted: bool = False,
              releases: tuple[str, ...] = USUAL) -> Batch:
    """Plan every scenario of the files and folders; write runs and two tables below ``out``.

    ``workers`` processes (default: one per processor, at most one per run), one solver thread
    each; ``progress`` shows a bar on stderr. A scenario that cannot be read, or fails, gets a
    row that says why, and the others go on. ``ranges`` and ``shifted`` as in ``run``,
    ``releases`` as in ``write_run``.
    Raises ``OSError`` where ``out`` cannot be written.
    """
    from planner.atomic import clear_parts
    from planner.batch_tables import write_tables
    from planner.endings import worst
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    clear_parts(out)
    scenarios, unread = read_all(paths, sets, language)
    jobs = [Job(i, scenario, out, solver, seconds, language, ranges, shifted, releases)
            for i, scenario in enumerate(scenarios)]
    done: dict[int, Outcome] = {}
    for outcome in _bar(_outcomes(jobs, workers or os.cpu_count() or 1), len(jobs), language, progress):
        done[outcome.number] = outcome
    outcomes = (*(done[job.number] for job in jobs), *unread)
    rows, runs = write_tables(outcomes, out, language)
    return Batch(outcomes, rows, runs, worst(outcome.code for outcome in outcomes))


def read_all(paths: Sequence[str | Path], sets: Sequence[str],
             language: str) -> tuple[list[Scenario], list[Outcome]]:
    """Every scenario that can be read, once each, and an outcome for each file that cannot."""
    from planner.scenario import survey
    found: dict[tuple[str, str], Scenario] = {}
    unread: list[Outcome] = []
    for path in paths:
        scenarios, faults = survey(path, sets)
        found.update({(str(s.path.resolve()), s.name): s for s in scenarios})
        files = dict.fromkeys(one.place.file or str(path) for one in faults)
        unread += [_unread(file, [f for f in faults if (f.place.file or str(path)) == file], language)
                   for file in files]
    return list(found.values()), unread


def _unread(file: str, faults: Sequence[Fault], language: str) -> Outcome:
    """What to say of a file that could not be read."""
    from planner.endings import FAULT_WORDS, INPUT_FAULT
    from planner.printing import fault_line
    lines = "\n".join(fault_line(one, language) for one in faults)
    return Outcome(-1, Path(file).stem, "", FAULT_WORDS[INPUT_FAULT], INPUT_FAULT, message=lines)


def _outcomes(jobs: Sequence[Job], workers: int) -> Iterator[Outcome]:
    """The outcomes as they come; what a dying worker took with it is tried again, one by one."""
    left = dict(enumerate(jobs))
    for outcome in _pool(list(left.values()), min(workers, len(left))):
        del left[outcome.number]
        yield outcome
    for job in left.values():
        again = [found for _ in range(RETRIES) for found in _pool([job], 1)][:1]
        yield again[0] if again else crashed(job)


def _pool(jobs: Sequence[Job], workers: int) -> Iterator[Outcome]:
    """The outcomes of one pool of fresh processes; fewer than jobs where a process died."""
    from multiprocessing import get_context
    if not jobs:
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=prepare) as pool:
        futures: list[Future[Outcome]] = [pool.submit(work, job) for job in jobs]
        try:
            for future in as_completed(futures):
                if not isinstance(future.exception(), BrokenProcessPool):
                    yield future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)  # runs not begun are left for next time
            raise


def crashed(job: Job) -> Outcome:
    """The outcome of a run whose process was stopped from outside, or fell."""
    from planner.endings import FAULT_WORDS, OUR_FAULT
    from planner.wording import say
    return replace(CRASHED, number=job.number, scenario=job.scenario.name, status=FAULT_WORDS[OUR_FAULT],
                   code=OUR_FAULT, message=say("batch.crashed", job.language))


def _bar(outcomes: Iterator[Outcome], total: int, language: str, shown: bool) -> Iterator[Outcome]:
    """The outcomes with a progress bar on stderr."""
    from tqdm import tqdm

    from planner.wording import say
    return iter(tqdm(outcomes, total=total, desc=say("batch.progress", language), disable=not shown))
