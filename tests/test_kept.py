"""The files that a run's folder keeps: read back they are the same run, with its maps and other versions."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from planner import read_scenario, run
from planner.cli import main
from planner.followup_read import read_back
from planner.kept import KEPT, kept_scenario
from planner.record import write_run
from planner.run import Run, run_id
from planner.scenario import read_scenarios
from planner.template.decided import CASE_SCENARIO
from planner.wording import say
from tests.small_case import CASE, SCENARIO, TABLES, described, small_case

LOW, HIGH = TABLES["places.csv"].replace(",8", ",4"), TABLES["places.csv"].replace(",8", ",9")
VERSIONS = '\n[versions]\n"places.csv" = ["antaganden/låg.csv", "antaganden/hög.csv"]\n'
ASSUMED = described([name for name in TABLES if name != "places.csv"]) + described(["places.csv"], "assumed")


def outlines() -> str:
    """Three squares beside each other, as GeoJSON."""
    def square(code: str, x: float) -> dict[str, object]:
        ring = [[x, 59.0], [x + 0.3, 59.0], [x + 0.3, 59.3], [x, 59.3], [x, 59.0]]
        return {"type": "Feature", "properties": {"kommunkod": code},
                "geometry": {"type": "Polygon", "coordinates": [ring]}}
    return json.dumps({"type": "FeatureCollection", "features": [
        square(code, 17 + number * 0.3) for number, code in enumerate(("0114", "0180", "0192"))]})


def case(folder: Path, scenario: str = SCENARIO) -> Path:
    """The small case with boundaries, an assumed table and two other versions of it."""
    (folder / "antaganden").mkdir(parents=True)
    for name, text in (("låg.csv", LOW), ("hög.csv", HIGH),
                       ("sources.toml", described(["låg.csv", "hög.csv"], "assumed"))):
        (folder / "antaganden" / name).write_text(text, encoding="utf-8")
    (folder / "NOTICE").write_text("gränser: SCB\n", encoding="utf-8")
    keys = CASE.replace("[need.total]", 'boundaries = "boundaries.geojson"\n\n[need.total]') + VERSIONS
    return small_case(folder, {"case.toml": keys, "boundaries.geojson": outlines(),
                               "sources.toml": ASSUMED + described(["boundaries.geojson"])}, scenario)


def made(path: Path, sets: Sequence[str] = ()) -> Run:
    return run(read_scenario(path, sets), ranges=True, shifted=True)


def exports(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()
            if path.name.startswith(("rapport_", "plan_", "tjansteskrivelse_"))}


def test_a_report_from_the_folder_is_the_one_made_at_the_run(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With the command that makes it again: the path as it was given, and what was set."""
    monkeypatch.chdir(tmp_path)
    case(tmp_path / "fall")
    whole = made(Path("fall/plan.toml"), ["need.total.permit=10", "title=Två på prov"])
    folder = write_run(whole, tmp_path / "ut", releases=("public", "internal"))
    assert main(["report", str(folder), "--release", "both", "--out", str(tmp_path / "ny")]) == 0
    told = capsys.readouterr().err
    assert say("report.not_kept", "sv", name="plan") not in told
    again = next((tmp_path / "ny").iterdir())
    assert len(exports(folder)) == 6
    page = next(folder.glob("rapport_offentlig*.html")).read_text(encoding="utf-8")
    assert "plan fall/plan.toml --set" in page
    assert exports(again) == exports(folder)
    assert {path.name for path in again.iterdir()} == set(exports(again))


def test_the_folder_keeps_every_file_as_it_was_read(tmp_path: Path) -> None:
    path = case(tmp_path / "fall")
    whole = made(path, ["need.total.permit=10"])
    folder = write_run(whole, tmp_path / "ut")
    kept = folder / KEPT
    for name in (*TABLES, "boundaries.geojson", "NOTICE", "antaganden/låg.csv", "antaganden/hög.csv"):
        assert (kept / name).read_bytes() == (path.parent / name).read_bytes()
    assert kept_scenario(folder) == kept / "plan.toml"
    assert str(tmp_path) not in "".join(p.read_text(encoding="utf-8") for p in kept.rglob("*.toml"))
    for scenario in (kept / "plan.toml", folder / CASE_SCENARIO):
        again = run(read_scenario(scenario))
        assert again.id == whole.id
        assert again.plan.places == whole.plan.places
        outline = again.case.geography.boundaries
        assert outline is not None
        assert outline.read_bytes() == (path.parent / "boundaries.geojson").read_bytes()
    back = read_back(folder)
    assert run_id(back.scenario, back.case) == whole.id == back.id
    assert back.case.sources == whole.case.sources


def test_files_from_elsewhere_lie_in_the_folder_too(tmp_path: Path) -> None:
    """A table in another folder, one named by its whole path, a list of runs, a title like a file."""
    path = case(tmp_path / "fall" / "län", SCENARIO.replace("Efter folkmängd", "../capacity.csv"))
    for name in ("capacity.csv", "population.csv"):
        shutil.move(path.with_name(name), tmp_path / "fall" / name)
    shutil.copy(path.with_name("sources.toml"), tmp_path / "fall")
    people = (tmp_path / "fall" / "population.csv").as_posix()
    sets = ['rules.capacity.table="../capacity.csv"', f'case.population="{people}"',
            "expand.need.total.permit=[9, 10]"]
    for scenario in read_scenarios(path, sets):
        whole = run(scenario, ranges=True)
        back = read_back(write_run(whole, tmp_path / "ut"))
        assert run_id(back.scenario, back.case) == whole.id
        assert {"capacity.csv", "population.csv"} <= set(back.case.tables)
        assert back.scenario.name == whole.scenario.name
        assert back.scenario.settings.title == "../capacity.csv"


@pytest.mark.parametrize("torn", [False, True])
def test_without_the_files_the_report_says_what_it_lacks(torn: bool, tmp_path: Path,
                                                         capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_run(made(case(tmp_path / "fall")), tmp_path / "ut")
    if torn:
        (folder / KEPT / "places.csv").write_text("code,kind\n", encoding="utf-8")
    else:
        shutil.rmtree(folder / KEPT)
        text = (folder / CASE_SCENARIO).read_text(encoding="utf-8")
        bare = "\n".join(line for line in text.splitlines() if not line.startswith("boundaries ="))
        (folder / CASE_SCENARIO).write_text(bare, encoding="utf-8")
    assert main(["report", str(folder), "--out", str(tmp_path / "ny")]) == 0
    assert say("report.not_kept", "sv", name="plan") in capsys.readouterr().err
    report = next((tmp_path / "ny").glob("*/rapport_offentlig*.html")).read_text(encoding="utf-8")
    assert say("report.no_versions", "sv") in report


def test_an_id_of_another_program_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                          capsys: pytest.CaptureFixture[str]) -> None:
    whole = made(case(tmp_path / "fall"))
    folder = write_run(whole, tmp_path / "ut")
    monkeypatch.setattr(sys.modules[Run.__module__], "VERSION", "0")
    back = read_back(folder)
    now = run_id(back.scenario, back.case)
    assert main(["report", str(folder), "--out", str(tmp_path / "ny")]) == 0
    assert say("report.other_id", "sv", now=now[:12], id=whole.id[:12]) in capsys.readouterr().err
    assert exports(next((tmp_path / "ny").iterdir())) == exports(folder)


def test_a_table_altered_since_it_was_read_is_not_kept(tmp_path: Path) -> None:
    path = case(tmp_path / "fall")
    whole = made(path)
    path.with_name("capacity.csv").write_text(TABLES["capacity.csv"].replace("90", "80"), encoding="utf-8")
    folder = write_run(whole, tmp_path / "ut")
    assert not (folder / KEPT).exists()
    assert read_back(folder).plan.places == whole.plan.places


def test_a_report_without_the_range_names_the_file_that_gives_it(tmp_path: Path) -> None:
    path = case(tmp_path / "fall")
    alone = ("--ranges", "no", "--shifted", "no")
    assert main(["report", str(path), *alone, "--out", str(tmp_path / "ut")]) == 0
    report = next((tmp_path / "ut").glob("*/rapport_offentlig*.html")).read_text(encoding="utf-8")
    assert say("report.no_ranges", "sv", files="plan.toml") in report
