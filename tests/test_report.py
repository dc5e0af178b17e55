"""The report of a run: every figure in it equals the run's, and all that was asked for is there."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from pathlib import Path

import pytest

from models.baselines import BASELINES
from models.plan import Tie
from planner import read_scenario, run
from planner.collation import by_name
from planner.edition import Edition, edition
from planner.plan_text import statement
from planner.release import INTERNAL, PUBLIC, RELEASES
from planner.report import write_report
from planner.report.command import given
from planner.report.page import html
from planner.report.run_report import page
from planner.report.sections import decision, first, gains, ties
from planner.report.told import blocks
from planner.run import Run
from planner.tabular import WHOLE, Sheet, shown
from planner.wording import LANGUAGES, MINUS, decimal, say, whole
from tests.report_page import ReportPage
from tests.small_case import small_case

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(read_scenario(small_case(tmp_path_factory.mktemp("case"))))


@pytest.fixture(scope="module")
def schools(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(read_scenario(ROOT / "scenarios" / "stockholm-2010" / "pendling-45.toml"))


def read(of: Edition) -> ReportPage:
    return ReportPage(html(page(of)))


@pytest.mark.parametrize("release", RELEASES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_decision_table_has_the_figures_of_the_run(made: Run, release: str, language: str) -> None:
    of, plan = edition(made, release, language), made.plan
    found = read(of)
    for sheet in decision.decision_sheets(of):
        kind = sheet.word.removeprefix("decision-")
        if kind == "decision":
            continue
        rows = found.table(sheet.title).by_code()
        assert set(rows) == set(plan.problem.county.codes)
        for code, row in rows.items():
            for year in (2010, 2011):
                cell = (str(code), kind, year)
                assert row[f"new-{year}"] == decimal(plan.new(cell), 0, language)
                assert row[f"after-{year}"] == whole(plan.places[cell], language)
            assert row["before"] == whole(plan.before((str(code), kind, 2010)), language)
            last = (str(code), kind, 2011)
            assert row["quota-2011"] == decimal(plan.quotas[last], 1, language)
            assert row["gap-2011"] == decimal(plan.places[last] - plan.quotas[last], 1, language, sign=True)


def test_the_decision_table_ends_with_the_county(made: Run) -> None:
    of = edition(made, PUBLIC, "sv")
    found, need = read(of), made.plan.problem.need
    for sheet in decision.decision_sheets(of):
        table = found.table(sheet.title)
        line = dict(zip(table.fields, table.foot, strict=True))
        assert line["name"] == say("table.county", "sv")
        if sheet.word == "decision":
            assert line["after"] == whole(sum(need.total[kind, 2011] for kind in need.kinds), "sv")
        else:
            assert line["after-2011"] == whole(need.total[sheet.word.removeprefix("decision-"), 2011], "sv")


def test_a_gap_of_new_places_stands_beside_them(tmp_path: Path) -> None:
    flow = run(read_scenario(small_case(tmp_path), ['basis.amount="flow"']))
    found = read(edition(flow, PUBLIC, "sv"))
    for sheet in decision.decision_sheets(edition(flow, PUBLIC, "sv")):
        if sheet.word != "decision":
            for code, row in found.table(sheet.title).by_code().items():
                cell = (str(code), sheet.word.removeprefix("decision-"), 2011)
                new = flow.plan.new_since_start(cell)
                assert row["new_since_start"] == whole(new, "sv")
                assert row["gap-2011"] == decimal(new - flow.plan.quotas[cell], 1, "sv", sign=True)


def test_proved_never_stands_alone(made: Run) -> None:
    text = html(page(edition(made, PUBLIC, "sv")))
    assert text.count("bevisa") == text.count("bevisat bästa enligt reglerna och ingångsvärdena")
    assert "två lösare, HiGHS och CP-SAT" in text


def test_municipalities_stand_by_name(schools: Run) -> None:
    found = read(edition(schools, PUBLIC, "sv"))
    names = [row[1] for row in found.tables[1].rows]
    assert names[-3:] == ["Vaxholm", "Värmdö", "Österåker"]
    assert "".join(sorted("ÖåaÄzÉfd", key=by_name)) == "adÉfzåÄÖ"


@pytest.mark.parametrize("language", LANGUAGES)
def test_five_sentences_come_first(made: Run, language: str) -> None:
    of = edition(made, PUBLIC, language)
    told = list(first.sentences(of))
    assert len(told) == 5
    plan, need = made.plan, made.plan.problem.need
    after = sum(need.total[kind, 2011] for kind in need.kinds)
    today = sum(need.today.values())
    assert {whole(after, language), whole(today, language)} <= set(re.findall(r"\d+", told[0]))
    assert told[1] == statement(made, language)
    worst = max(abs(plan.places[cell] - plan.quotas[cell]) for cell in plan.problem.cells if cell[2] == 2011)
    assert decimal(worst, 1, language) in told[3]
    found = read(of)
    assert found.items[found.items.index(told[0]):][:5] == told
    assert next(text for level, text in found.headings if level == "h2") == say("report.first", language)


def test_gains_and_losses_are_against_the_baselines(schools: Run) -> None:
    found = read(edition(schools, PUBLIC, "sv"))
    table = found.table(say("report.gains_table", "sv", year=2010)).by_code()
    for word, make in BASELINES.items():
        places = make(schools.plan.problem).places
        for (code, kind, year), there in places.items():
            here = schools.plan.places[code, kind, year]
            assert table[code][word] == whole(there, "sv")
            assert table[code][f"beyond-{word}"] == decimal(here - there, 0, "sv", sign=True)


def test_who_gains_most_is_named(schools: Run) -> None:
    of = edition(schools, PUBLIC, "sv")
    lines = gains.section(of)
    assert lines is not None
    assert f"Sigtuna {MINUS}26" in lines.html
    assert "Stockholm +78" in lines.html


def test_ties_are_listed_and_counted(made: Run) -> None:
    tie = Tie(("0180", "asylum", 2010), 3, 7)
    tied = replace(made, plan=replace(made.plan, ties=(tie,)))
    of = edition(tied, PUBLIC, "sv")
    rows = read(of).table(say("report.tie_table", "sv")).rows
    assert rows == [["0180", "Stockholm", "asylplatser", "2010", "3", "7",
                     str(made.plan.places["0180", "asylum", 2010])]]
    assert first.tied(of).startswith("För 1 kommun ")
    unlisted = edition(replace(made, plan=replace(made.plan, ties=(), ties_listed=False)), PUBLIC, "sv")
    assert first.tied(unlisted) == say("goal_text.ties_unknown", "sv")


def test_goals_stand_with_what_they_came_to(made: Run) -> None:
    section = ties.section(edition(made, INTERNAL, "sv"))
    for goal in made.plan.goals:
        assert say(f"goal_text.{goal.word}", "sv") in section.html


def test_each_municipality_has_its_page(schools: Run) -> None:
    text = html(page(edition(schools, PUBLIC, "sv")))
    found = ReportPage(text)
    assert text.count(f'<p class="source">{statement(schools, "sv")}') == 26
    pages = {found_["id"]: found_ for tag, found_ in found.tags if tag == "article"}
    for town in schools.plan.problem.county.municipalities:
        assert pages[f"m-{town.code}"]["data-code"] == town.code
        assert "own-page" in str(pages[f"m-{town.code}"]["class"])
        rows = found.table(say("report.rows_of", "sv", name=town.name))
        cell = (town.code, "mixed", 2010)
        own = dict(zip(rows.fields, rows.rows[0], strict=True))
        assert own["after"] == whole(schools.plan.places[cell], "sv")
        gap = schools.plan.places[cell] - schools.plan.quotas[cell]
        assert own["gap"] == decimal(gap, 1, "sv", sign=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_run_gives_the_same_bytes(made: Run, tmp_path: Path, language: str) -> None:
    texts = []
    for number in range(2):
        path = tmp_path / f"{number}.html"
        write_report(path, edition(made, PUBLIC, language))
        texts.append(path.read_bytes())
    assert texts[0] == texts[1]
    assert f'<html lang="{language}">'.encode() in texts[0]
    assert b"\r" not in texts[0]


def test_every_table_of_the_run_is_in_the_page(schools: Run) -> None:
    of = edition(schools, INTERNAL, "sv")
    found = read(of)
    captions = [table.caption for table in found.tables]
    for sheet in of.sheets:
        if sheet.word != "plan" and sheet.rows:
            assert sheet.title in captions
            assert len(sheet.rows) in [len(one.rows) for one in found.tables if one.caption == sheet.title]


def test_whole_numbers_of_every_table_are_the_sheets(schools: Run) -> None:
    of = edition(schools, INTERNAL, "sv")
    found = {table.caption: table for table in read(of).tables}
    for sheet in of.sheets:
        if sheet.word not in ("plan",) and sheet.rows:
            for j, field in enumerate(sheet.fields):
                if field.type == WHOLE:
                    assert [row[j] for row in found[sheet.title].rows] == column(sheet, j)


def column(sheet: Sheet, j: int) -> list[str]:
    return [shown(row[j], sheet.fields[j], "sv") for row in sheet.rows]


def test_sources_and_provenance_say_which_run_it_is(schools: Run) -> None:
    text = html(page(edition(schools, PUBLIC, "sv")))
    found = ReportPage(text)
    assert len(found.table(say("report.sources", "sv")).rows) == len(schools.case.inputs)
    assert len(found.table(say("report.assumed", "sv")).rows) == len(schools.case.assumed)
    assert schools.id in text
    assert statement(schools, "sv") in text
    flags = "--ranges no --shifted no"  # for the run was made without them
    assert f"python3 run_plan.py plan scenario.toml {flags}" in text
    assert f"python3 run_plan.py plan {given(schools.scenario.path)} {flags}" in text
    assert str(ROOT) not in text


def test_the_command_has_the_path_and_the_flags_that_were_used(tmp_path: Path) -> None:
    path, text = small_case(tmp_path), "title=Ett 'namn' <b>"
    made = run(read_scenario(path, [text, "seconds=50"]), solver="cp-sat", seconds=60)
    found = ReportPage(html(page(edition(made, INTERNAL, "en")))).codes
    asked = shlex.split(found[1])
    assert asked[:4] == ["python3", "run_plan.py", "plan", path.name]  # what lies elsewhere by name alone
    assert asked[4:12] == ["--set", text, "--set", "seconds=50", "--solver", "cp-sat", "--seconds", "60"]
    assert asked[-4:] == ["--release", "internal", "--language", "en"]
    assert given(Path("scenarios") / ".." / "a.toml") == "a.toml"
    assert given(ROOT / "scenarios" / "a.toml") in ("scenarios/a.toml", "a.toml")


def test_lines_of_a_screen_become_lists_and_tables() -> None:
    lines = ["Rubrik:", "  ett", "  - två", "  Dag  Bidrag", "  ---  ------", "  mån       5", "Efter."]
    made = list(blocks(lines))
    assert [(block.sort, block.lines or block.rows) for block in made] == [
        ("p", ["Rubrik:"]), ("list", ["ett", "två"]), ("table", [["Dag", "Bidrag"], ["mån", "5"]]),
        ("p", ["Efter."])]
