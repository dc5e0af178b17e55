"""Report, workbook and memo made anew: of a run's folder, of a scenario, of several beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import Fault, InputFault, fault
from planner.record import ID_SHOWN

if TYPE_CHECKING:
    from planner.compare import Comparison
    from planner.run import Run
    from planner.scenario import Scenario


def asked_scenarios(paths: Sequence[Path], sets: Sequence[str]) -> list[tuple[Scenario, Run | None]]:
    """Every scenario of the paths, with the run as it was written where the path is a run's folder.

    Raises ``InputFault`` with the faults of all of them: a folder that was altered, ``--set`` with a
    folder (a run is handed out as it was made), what is wrong in a scenario.
    """
    found: list[tuple[Scenario, Run | None]] = []
    faults: dict[str, Fault] = {}
    for path in paths:
        try:
            found += _of_path(path, sets)
        except InputFault as error:
            faults |= {repr(one): one for one in error.faults}
    if faults:
        raise InputFault(faults.values())
    return found


def _of_path(path: Path, sets: Sequence[str]) -> Iterator[tuple[Scenario, Run | None]]:
    from planner.explain_run import is_run
    from planner.followup_read import read_back
    from planner.scenario import read_scenarios
    if not is_run(path):
        yield from ((scenario, None) for scenario in read_scenarios(path, sets))
        return
    if sets:
        raise InputFault([fault("report-set", file=str(path))])
    written = read_back(path)
    yield written.scenario, written


def planned(scenario: Scenario, written: Run | None, *, solver: str | None, seconds: float | None,
            ranges: bool, shifted: bool) -> Run:
    """The scenario planned; a written run keeps its name and id, and must come out as it was written.

    Raises ``InputFault`` where the case in a run's folder gives another plan than the one written there.
    """
    from planner.run import run
    if written is None:
        return run(scenario, solver=solver, seconds=seconds, ranges=ranges, shifted=shifted, progress=True)
    done = run(scenario, solver=solver or written.plan.solver, ranges=ranges, shifted=shifted, progress=True,
               seconds=written.seconds if seconds is None else seconds)
    if done.plan.found and dict(done.plan.places) != dict(written.plan.places):
        raise InputFault([fault("report-differs", file=str(scenario.folder))])
    return replace(done, id=written.id)


def poorer(written: Run, language: str) -> Iterator[str]:
    """What a report made from a run's folder lacks of the run's own, and the id its case has now."""
    from planner.kept import is_kept
    from planner.run import run_id
    from planner.wording import say
    if not is_kept(written.scenario):
        yield say("report.not_kept", language, name=written.scenario.name)
        return
    now = run_id(written.scenario, written.case)
    if now != written.id:
        yield say("report.other_id", language, now=now[:ID_SHOWN], id=written.id[:ID_SHOWN])


def write_handed_out(run: Run, out: Path, language: str, releases: tuple[str, ...]) -> Path:
    """Write what is handed out of a run below ``out``, in one rename; gives the folder."""
    from planner.atomic import write_folder
    from planner.exports import write_exports
    from planner.record import folder_name
    from planner.wording import say
    name = f"{say('report.folder', language)}-{folder_name(run.scenario.name, run.id)}"
    return write_folder(Path(out) / name, lambda folder: write_exports(run, folder, language, releases))


def write_comparison_handed_out(comparison: Comparison, out: Path, releases: tuple[str, ...]) -> Path:
    """Write what is handed out of a comparison below ``out``, in one rename; gives the folder."""
    from planner.atomic import write_folder
    from planner.exports import write_comparison_exports
    from planner.wording import say
    language = comparison.language
    parts = (say("report.folder", language), say("compare.folder", language), comparison.id[:ID_SHOWN])
    return write_folder(Path(out) / "-".join(parts),
                        lambda folder: write_comparison_exports(comparison, folder, releases))
