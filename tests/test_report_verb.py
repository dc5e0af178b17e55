"""The verb report: what is handed out of a run's folder, a scenario, several."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner import read_scenario, run
from planner.cli import main
from planner.record import write_run
from planner.run import Run
from planner.wording import say
from tests.report_page import ReportPage
from tests.small_case import small_case

ALONE = ("--ranges", "no", "--shifted", "no")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(read_scenario(small_case(tmp_path_factory.mktemp("case"))))


def test_the_verb_makes_the_exports_of_a_run_anew(made: Run, tmp_path: Path,
                                                  capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_run(made, tmp_path / "ut")
    assert main(["report", str(folder), "--out", str(tmp_path / "ny"), "--release", "both"]) == 0
    new = next((tmp_path / "ny").iterdir())
    assert new.name == f"rapport-plan-{made.id[:12]}"
    assert {path.suffix for path in new.iterdir()} == {".html", ".xlsx", ".docx"}
    assert len(list(new.glob("*.html"))) == 2
    told = ReportPage(next(new.glob("rapport_offentlig*.html")).read_text(encoding="utf-8"))
    was = ReportPage(next(folder.glob("rapport_offentlig*.html")).read_text(encoding="utf-8"))
    title = next(table.caption for table in was.tables if table.caption.startswith("Asylplatser"))
    assert told.table(title).rows == was.table(title).rows
    assert str(new) in capsys.readouterr().out


def test_the_verb_takes_a_scenario(tmp_path: Path) -> None:
    path = small_case(tmp_path / "fall")
    assert main(["report", str(path), "--out", str(tmp_path / "ut"), *ALONE]) == 0
    assert {one.suffix for one in next((tmp_path / "ut").iterdir()).iterdir()} == {".html", ".xlsx", ".docx"}


def test_several_give_a_comparison(made: Run, tmp_path: Path) -> None:
    folder = write_run(made, tmp_path / "ut")
    more = 'extends = "plan.toml"\n[need.total]\npermit = 12\n'
    other = small_case(tmp_path / "fall", {"annat.toml": more}).with_name("annat.toml")
    assert main(["report", str(folder), str(other), "--out", str(tmp_path / "ny"), *ALONE]) == 0
    assert next((tmp_path / "ny").iterdir()).name.startswith("rapport-jamforelse-")


def test_what_a_run_cannot_be_handed_out_for_is_told(made: Run, tmp_path: Path,
                                                     capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_run(made, tmp_path / "ut")
    assert main(["report", str(folder), "--set", "need.total.permit=10", "--out", str(tmp_path / "ny")]) == 2
    assert say("fault.report-set", "sv") in capsys.readouterr().err
    plan = folder / "plan.csv"
    plan.write_text(plan.read_text(encoding="utf-8").replace("0180", "0181"), encoding="utf-8")
    assert main(["report", str(folder), "--out", str(tmp_path / "ny")]) == 2
    assert not (tmp_path / "ny").exists()
