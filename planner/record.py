"""The folder of a run: whole or absent, and the same bytes every time.

plan.csv, shares.csv, flows.csv, measures.csv (UTF-8, comma, decimal point, LF), model.lp,
figures, run.json, the case and the files it was read from, and for each release asked for a
report, a workbook and a memo. A run
without a plan has run.json and, unless the sums alone show that nothing fits, model.lp; and, where
nothing fits but there is a way out, the case and vag-ut.toml with its tables.
"""

from __future__ import annotations

import json
import os
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.atomic import write_folder
from planner.endings import says_more
from planner.exports import USUAL

if TYPE_CHECKING:
    from planner.run import Run

RUN_FILE, PLAN_FILE = "run.json", "plan.csv"
REFUSED = r'[<>:"/\\|?*\x00-\x1f]'
LOOKS = ("ranges", "shifted")  # what may be planned beside the plan
ID_SHOWN = 12  # hex digits of the id in a folder's name


def folder_name(scenario: str, run_id: str) -> str:
    """The name of a run's folder: the scenario and the first digits of the run's id.

    Signs that some systems refuse in a file name become ``_``.
    """
    return f"{re.sub(REFUSED, '_', scenario)}-{run_id[:ID_SHOWN]}"


def write_run(run: Run, out: Path, language: str = "sv", releases: tuple[str, ...] = USUAL) -> Path:
    """Write the run's folder below ``out`` (in one rename) and give its path.

    ``releases``: whom its report, workbook and memo are made for.

    A folder of the same run with the same bytes is left as it is, and so is one whose ending
    says more (proved before not proved before nothing found), or which ends alike in the same
    language and releases and also holds ranges or shifted capacities that this run lacks; another one is
    replaced. Raises ``OSError`` where the place cannot be written; then nothing is left behind.
    """
    place = Path(out) / folder_name(run.scenario.name, run.id)
    record = read_record(place)
    if record is not None and (says_more(record["status"], run.plan.ending.value)
                               or holds_more(record, run, language, releases)):
        return place
    return write_folder(place, partial(_fill, run, language, releases))


def looks(record: dict[str, Any]) -> frozenset[str]:
    """What a run's record holds beside the plan, to the end: ranges, shifted, both or neither."""
    return frozenset(word for word in LOOKS if (record.get(word) or {}).get("complete"))


def holds_more(record: dict[str, Any], run: Run, language: str,
               releases: tuple[str, ...] = USUAL) -> bool:
    """Does a folder that ended alike hold all that the run does, and more beside the plan?"""
    made = {word: getattr(run, word) for word in LOOKS}
    done = {word for word, found in made.items() if found is not None and found.complete}
    begun = {word for word, found in made.items() if found is not None}
    alike = (record["status"] == run.plan.ending.value and record["language"] == language
             and set(releases) <= set(record.get("releases", ())))
    return alike and begun <= looks(record) and done < looks(record)


def read_record(folder: Path) -> dict[str, Any] | None:
    """What run.json of a folder says; None where there is no such run."""
    try:
        text = (folder / RUN_FILE).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    found: dict[str, Any] = json.loads(text)
    return found


def _fill(run: Run, language: str, releases: tuple[str, ...], folder: Path) -> None:
    from planner.provenance import document, json_text
    from planner.wording import spoken
    language = spoken(language, run.case.problem.unit)
    _write(folder / RUN_FILE, json_text({**document(run, language), "releases": list(releases)}))
    if run.plan.quotas:  # else nothing fits, and rules that need a quota cannot be written
        write_model(run, folder / "model.lp")
    if run.plan.found:
        _plan_files(run, language, releases, folder)
    elif run.repair:
        from planner.repair_written import write_way_out
        write_way_out(run, folder, language)


def _plan_files(run: Run, language: str, releases: tuple[str, ...], folder: Path) -> None:
    from planner.contents import sheets_of
    from planner.exports import write_exports
    from planner.figures import draw_all
    from planner.kept import keep
    from planner.results import view
    from planner.template.of_run import write_case
    sheets = sheets_of(run, language)
    for sheet in sheets:
        _write(folder / f"{sheet.word}.csv", sheet.plain())
    write_case(run, folder, language, keep(run, folder))
    draw_all(view(run, language), folder)
    write_exports(run, folder, language, releases)


def write_model(run: Run, path: Path) -> None:
    """model.lp: the rules as linear rows, written by PuLP for any solver to read."""
    from models.solve import formulate
    formulation = run.plan.formulation or formulate(run.plan.problem)
    made = path.with_suffix(".made")
    formulation.to_pulp().writeLP(str(made))
    # PuLP writes the line ends of the machine; the folder has the same bytes everywhere.
    path.write_bytes(made.read_bytes().replace(os.linesep.encode(), b"\n"))
    made.unlink()


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")
