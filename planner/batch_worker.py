"""One run of a batch, in a process of its own; light to load, so that a process starts fast."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.exports import USUAL

if TYPE_CHECKING:
    from planner.scenario import Scenario

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")


@dataclass(frozen=True)
class Job:
    """A run to be made: its place in the batch, the scenario, and how.

    ``ranges`` and ``shifted`` say what is planned beside the plan.
    """

    number: int
    scenario: Scenario
    out: Path
    solver: str | None
    seconds: float | None
    language: str
    ranges: bool = False
    shifted: bool = False
    releases: tuple[str, ...] = USUAL


@dataclass(frozen=True)
class Outcome:
    """What became of a run: its folder's name where it has one, its status and exit code.

    ``skipped`` is True where a finished folder was already there; ``message`` says what went
    wrong (all faults, a line each).
    """

    number: int
    scenario: str
    folder: str
    status: str
    code: int
    skipped: bool = False
    message: str = ""


CRASHED = Outcome(-1, "", "", "", 1)


def prepare() -> None:
    """Before anything heavy is loaded: one thread per process, and no process outlives the batch."""
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends a worker at once and without a word
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A killed batch must not leave workers behind that write while it is started again."""
    from multiprocessing import parent_process
    parent = parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def work(job: Job) -> Outcome:
    """Make the run, unless its folder is finished; whatever goes wrong is told in the outcome."""
    from models.errors import InputFault
    from planner.endings import FAULT_WORDS, code_of_error
    try:
        return _made(job)
    except Exception as error:
        code, message = code_of_error(error), f"{type(error).__name__}: {error}"
        if isinstance(error, InputFault):
            message = _told(error, job.language)
        return Outcome(job.number, job.scenario.name, "", FAULT_WORDS[code], code, message=message)


def _made(job: Job) -> Outcome:
    from planner.case import load_case
    from planner.record import folder_name, read_record, write_run
    from planner.run import how, run_case, run_id
    from planner.several import Beside
    from planner.versions import variants
    case = load_case(job.scenario)
    name = folder_name(job.scenario.name, run_id(job.scenario, case))
    record = read_record(job.out / name)
    solver, seconds = how(job.scenario, job.solver, job.seconds)
    others = variants(job.scenario) if job.ranges else ()
    wanted = {word for word, asked in (("ranges", others), ("shifted", job.shifted)) if asked}
    if record is not None and finished(record, solver, seconds, job.language, wanted, job.releases):
        return _outcome(job, name, record["status"], skipped=True)
    made = run_case(job.scenario, case, solver, seconds, others, job.shifted, Beside(solver, processes=1))
    folder = write_run(made, job.out, job.language, job.releases)
    kept = read_record(folder)
    assert kept is not None
    return _outcome(job, name, kept["status"])


def finished(record: dict[str, Any], solver: str, seconds: float | None, language: str,
             wanted: Collection[str] = (), releases: Collection[str] = ()) -> bool:
    """Is the recorded run final, or would the same solver in no more time only repeat it?

    ``wanted`` names what shall stand beside the plan; one that is there to the end is not made
    again, one that is not makes the run unfinished. So does a release that was not made.
    """
    from planner.endings import FINAL
    from planner.record import looks
    if record["language"] != language or not set(releases) <= set(record.get("releases", ())):
        return False
    beside = _beside(record, wanted)
    if any(record.get(word) is None for word in beside):
        return False
    if record["status"] in FINAL and beside <= looks(record):
        return True
    more = record["seconds"] is not None and (seconds is None or seconds > record["seconds"])
    return record["solver"] == solver and not more


def _beside(record: dict[str, Any], wanted: Collection[str]) -> set[str]:
    """What a record of this ending can have beside its plan, of what is wanted."""
    from planner.endings import OK, code_of
    there = set(wanted) if code_of(record["status"]) == OK else set()
    rules = record.get("resolved", {}).get("rules", {})
    return there if "capacity" in rules else there - {"shifted"}


def _outcome(job: Job, folder: str, status: str, *, skipped: bool = False) -> Outcome:
    from planner.endings import code_of
    return Outcome(job.number, job.scenario.name, folder, status, code_of(status), skipped)


def _told(error: Any, language: str) -> str:
    from planner.printing import fault_line
    return "\n".join(fault_line(one, language) for one in error.faults)
