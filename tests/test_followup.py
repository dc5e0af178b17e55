"""A plan followed up: every number against a count made anew; what is missing; every refusal."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from matplotlib.text import Text
from python_calamine import CalamineWorkbook

from models.errors import Fault, InputFault
from models.quotas import quotas, received
from planner import read_scenario, run
from planner.cli import main
from planner.figures import style
from planner.figures.followup import draw
from planner.followup import Line, gaps, lines_of, of_year, summed
from planner.followup_read import Followed, read_followed
from planner.followup_record import view_of, write_followup
from planner.followup_sheets import Told, exact_sheet, indicator_sheet, shown_sheet
from planner.followup_text import report_lines, town_sentence
from planner.record import write_run
from planner.run import Run
from planner.small_counts import veiled
from planner.wording import say, spoken
from tests.ledger_case import ledger_case
from tests.small_case import SCENARIO, TABLES, described, small_case

CODES, KINDS = ("0180", "0114", "0192"), ("asylum", "permit")
Row = tuple[str, str, int, int]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Path]:
    """A run of two kinds and two years: asylum 10 -> 20 -> 30, permit 4 -> 9."""
    done = run(read_scenario(small_case(tmp_path_factory.mktemp("fall"))))
    return done, write_run(done, tmp_path_factory.mktemp("resultat"))


@pytest.fixture(scope="module")
def children(tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Path]:
    """A run in referrals over three years, counted on from an account."""
    base = tmp_path_factory.mktemp("barn")
    path = ledger_case(base / "fall")
    done = run(read_scenario(path, ["years=[2019, 2020]", "need.new=[60, 90]"]))
    return done, write_run(done, base / "resultat")


def as_planned(done: Run, apart: int = 0) -> list[Row]:
    """An outcome, each number so far from the plan's."""
    return [(*cell, max(0, done.plan.places[cell] + apart)) for cell in done.plan.problem.cells]


def written(folder: Path, rows: Iterable[Iterable[Any]], column: str = "places") -> Path:
    path = folder / "december.csv"
    lines = [",".join(map(str, row)) for row in rows]
    path.write_text("\n".join([f"code,kind,year,{column}", *lines]) + "\n", encoding="utf-8")
    return path


def internal(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / "uppfoljning.csv").read_text("utf-8"))))


def followed(made: tuple[Run, Path], folder: Path, rows: Iterable[Iterable[Any]],
             column: str = "places") -> Followed:
    return read_followed(made[1], written(folder, rows, column))


def refused(folder: Path, outcome: Path) -> list[Fault]:
    with pytest.raises(InputFault) as error:
        read_followed(folder, outcome)
    for one in error.value.faults:
        assert say(f"fault.{one.key}", "sv", **one.values) != say(f"fault.{one.key}", "en", **one.values)
    return list(error.value.faults)


# what it comes to


def test_a_run_is_read_back_as_it_was(made: tuple[Run, Path], tmp_path: Path) -> None:
    back = followed(made, tmp_path, as_planned(made[0])).run
    assert back.id == made[0].id
    assert back.plan.places == made[0].plan.places
    assert back.plan.quotas == made[0].plan.quotas


def test_an_outcome_as_planned_changes_nothing(made: tuple[Run, Path], tmp_path: Path) -> None:
    lines = lines_of(followed(made, tmp_path, as_planned(made[0])))
    assert {line.state for line in lines} == {"kept"}
    assert {line.cumulative for line in lines} == {0}
    found = gaps(lines)
    assert found is not None
    assert (found.worst, found.total) == (found.planned_worst, found.planned_total)


def test_every_number_is_as_counted_anew(made: tuple[Run, Path], tmp_path: Path) -> None:
    plan = made[0].plan
    rows = [(code, kind, year, places + 7 * i % 5) for i, (code, kind, year, places) in
            enumerate(as_planned(made[0], -2))]
    actual = {(code, kind, year): places for code, kind, year, places in rows}
    found = followed(made, tmp_path, rows)
    lines = lines_of(found)
    q = quotas(plan.problem)
    for line in lines:
        cell = (line.code, line.kind, line.year)
        start = plan.problem.need.today.get((line.code, line.kind), 0)
        assert line.deviation == actual[cell] - plan.places[cell]
        assert line.cumulative == sum(actual[line.code, line.kind, y] - plan.places[line.code, line.kind, y]
                                      for y in (2010, 2011) if y <= line.year)
        assert (line.planned_new, line.new) == (plan.places[cell] - start, actual[cell] - start)
        assert (line.planned_gap, line.gap) == (plan.places[cell] - q[cell], actual[cell] - q[cell])
        below = max(0, plan.places[cell] - actual[cell])
        assert line.unopened + line.closed == below
        assert line.closed == max(0, start - actual[cell])
    for year in (2010, 2011):
        worst = gaps(of_year(lines, year))
        assert worst is not None
        cells = [cell for cell in actual if cell[2] == year]
        assert worst.worst == max(abs(actual[cell] - q[cell]) for cell in cells)
        assert worst.total == sum(abs(actual[cell] - q[cell]) for cell in cells)
        assert worst.planned_total == sum(abs(plan.places[cell] - q[cell]) for cell in cells)


def test_children_are_counted_by_year_and_the_gap_from_the_start(children: tuple[Run, Path],
                                                                tmp_path: Path) -> None:
    plan = children[0].plan
    rows = [(*cell, plan.new(cell) + (cell[2] - 2018)) for cell in plan.problem.cells]
    found = followed(children, tmp_path, rows, "received")
    for line in lines_of(found):
        cell = (line.code, line.kind, line.year)
        assert (line.plan, line.deviation) == (plan.new(cell), line.year - 2018)
        assert line.cumulative == {2019: 1, 2020: 3}[line.year]
        assert line.gap == line.planned_gap + (line.cumulative or 0)
        assert line.new == line.planned_new + (line.cumulative or 0)


def test_what_is_missing_is_told_and_never_filled(made: tuple[Run, Path], tmp_path: Path) -> None:
    rows = [row for row in as_planned(made[0], 1) if row[:3] != ("0192", "asylum", 2010)]
    found = followed(made, tmp_path, rows)
    told = Told.of(found, "sv")
    lines = {(line.code, line.kind, line.year): line for line in told.lines}
    assert lines["0192", "asylum", 2010].outcome is None
    assert lines["0192", "asylum", 2011].deviation == 1
    assert lines["0192", "asylum", 2011].cumulative is None
    county = [row for row in exact_sheet(told).rows if row[0] == "01" and row[2:4] == ("asylum", 2010)]
    assert [(row[5], row[-1]) for row in county] == [
        (sum(made[0].plan.places[c, "asylum", 2010] + 1 for c in ("0180", "0114")), "2 av 3"), (None, "")]
    assert county[1][4] == 20
    text = "\n".join(report_lines(told))
    assert "2010: uppgift saknas för 1 av 3 kommuner: Nynäshamn." in text
    assert "- Nynäshamn: 2011, asylplatser är" in text


def test_all_kinds_together_are_set_beside_all_of_the_plan(made: tuple[Run, Path], tmp_path: Path) -> None:
    plan = made[0].plan
    found = followed(made, tmp_path, [(code, "", 2011, 9) for code in CODES])
    lines = lines_of(found)
    assert [line.kind for line in lines] == ["", "", ""]
    assert [line.plan for line in lines] == [sum(plan.places[c, k, 2011] for k in KINDS) for c in CODES]
    assert all(line.cumulative is None for line in lines)  # nothing is reported for 2010
    assert gaps(lines) == gaps(lines[::-1])
    assert lines[0].quota == sum((plan.quotas["0180", k, 2011] for k in KINDS), Fraction(0))


def test_not_opened_is_by_municipality() -> None:
    def line(plan: int, outcome: int, today: int, code: str = "0180") -> Line:
        return Line(code, "", 2010, plan, outcome, None, today, plan - today, outcome - today, Fraction(0),
                    Fraction(0), None)
    lines = [line(10, 4, 6), line(8, 9, 6), line(5, 5, 5, "0114")]
    assert summed(lines, "unopened") == {"0180": 4}
    assert summed(lines, "closed") == {"0180": 2}


# what is written


def test_the_report_s_folder(made: tuple[Run, Path], tmp_path: Path) -> None:
    told = Told.of(followed(made, tmp_path, as_planned(made[0], -1)), "sv")
    folder = write_followup(told, tmp_path / "ut")
    assert {p.name for p in folder.iterdir()} == {
        "marsrapport.txt", "uppfoljning.csv", "uppfoljning.xlsx", "uppfoljning.json",
        *(f"uppfoljning_{kind}.{end}" for kind in KINDS for end in ("png", "svg", "pdf"))}
    rows = internal(folder)
    assert [row["code"] for row in rows][:4] == ["0180", "0180", "0114", "0114"]
    assert {row["deviation"] for row in rows if row["code"] == "0180"} == {"-1"}
    assert CalamineWorkbook.from_path(folder / "uppfoljning.xlsx").sheet_names == [
        "Uppföljning", "Indikatorer", "Om"]
    record = json.loads((folder / "uppfoljning.json").read_text("utf-8"))
    assert (record["run"], record["outcome"]["years"]) == (made[0].id, [2010, 2011])
    again = write_followup(told, tmp_path / "igen")
    assert all(p.read_bytes() == (again / p.name).read_bytes() for p in folder.iterdir())


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_figure_has_every_name_and_year(made: tuple[Run, Path], tmp_path: Path, language: str) -> None:
    rows = [row for row in as_planned(made[0], 2) if row[0] != "0192"]
    told = Told.of(followed(made, tmp_path, rows), language)
    for drawn in draw(view_of(told), told):
        with style.drawing():
            words = [t.get_text() for t in drawn.build().findobj(Text)]
        assert {"2010", "2011", "Stockholm", "Upplands Väsby", "Nynäshamn"} <= set(words)
        assert any("Nynäshamn" in word and "2011" in word for word in words)


def test_small_counts_are_not_shown_to_others(children: tuple[Run, Path], tmp_path: Path) -> None:
    counts = {code: i for i, code in enumerate(children[0].plan.problem.county.codes)}
    rows = [(code, "referral", 2019, count) for code, count in counts.items()]
    told = Told.of(followed(children, tmp_path, rows, "received"), spoken("sv", "referrals"))
    folder = write_followup(told, tmp_path / "ut")
    inner = internal(folder)
    assert {row["internal"] for row in inner} == {"yes"}
    assert [int(row["outcome"]) for row in inner[:-1]] == list(counts.values())
    shown = shown_sheet(told)
    at = {f.name: j for j, f in enumerate(shown.fields)}
    for row in shown.rows[:26]:
        if 1 <= counts[row[0]] <= 4:
            assert row[at["outcome"]] == "1–4"
            assert {row[at["cumulative"]], row[at["gap"]], row[at["new"]]} == {".."}
            assert row[at["state"]] == "visas inte"
            assert "visas inte exakt" in town_sentence(told, row[0])
    text = (folder / "marsrapport.txt").read_text("utf-8")
    hidden = [told.name(code) for code, count in counts.items() if 1 <= count <= 4]
    assert f"Visas inte, för att antalen är små: {', '.join(hidden[:-1])} och {hidden[-1]}." in text
    for code in hidden:
        assert f"{code} −" not in text
    before = veiled(received(children[0].plan.problem))
    exact = [line for line in told.lines
             if not 1 <= (line.outcome or 0) <= 4 and before[line.code].exact]
    found, over = told.gaps(2019, "referral"), gaps(exact)
    assert found is not None
    assert over is not None
    assert (found.worst, found.total, found.count, found.of) == (over.worst, over.total, 19, 26)
    assert "(19 av 26 kommuner)" in text
    assert "platser" not in text.split("Regler:")[0]


def test_what_the_account_held_is_not_told_by_a_gap(children: tuple[Run, Path], tmp_path: Path) -> None:
    """gap = account + new - quota, and new and quota stand in the same row."""
    rows = [(code, "referral", 2019, 20) for code in children[0].plan.problem.county.codes]
    shown = shown_sheet(Told.of(followed(children, tmp_path, rows, "received"), "sv"))
    at = {f.name: j for j, f in enumerate(shown.fields)}
    small = {code for code, count in received(children[0].plan.problem).items() if 1 <= count <= 4}
    assert small
    for row in shown.rows[:26]:
        gap = {row[at["planned_gap"]], row[at["gap"]]}
        assert (gap == {".."}) == (row[0] in small)


def test_a_small_sum_of_the_county_is_not_shown(children: tuple[Run, Path], tmp_path: Path) -> None:
    """Three children in all, of one municipality: nor by the difference, the years so far or the text."""
    first, *others = children[0].plan.problem.county.codes
    rows = [(first, "referral", 2019, 3), *((code, "referral", 2019, 0) for code in others),
            *((code, "referral", 2020, 10) for code in (first, *others))]
    told = Told.of(followed(children, tmp_path, rows, "received"), spoken("sv", "referrals"))
    sheet = shown_sheet(told)
    at = {f.name: j for j, f in enumerate(sheet.fields)}
    county = {row[at["year"]]: [row[at[word]] for word in ("outcome", "deviation", "cumulative", "new")]
              for row in sheet.rows[-2:]}
    assert county == {2019: ["1–4", "−59 … −56", "..", ".."], 2020: [260, 170, "..", ".."]}
    heads = [f.name for f in indicator_sheet(told).fields]
    assert [row[heads.index("new")] for row in indicator_sheet(told).rows] == ["..", ".."]
    assert "Nya sedan start" not in "\n".join(report_lines(told))
    exact = {row[4]: row[6] for row in exact_sheet(told).rows if row[1] == "01"}
    assert exact == {2019: 3, 2020: 260}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_command_line_prints_and_writes(made: tuple[Run, Path], tmp_path: Path, language: str,
                                            capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, as_planned(made[0], 1))
    for verb in ("followup", "follow-up"):
        assert main([verb, str(made[1]), "--outcome", str(path), "--out", str(tmp_path / "ut"),
                     "--language", language]) == 0
    told = capsys.readouterr().out
    assert ("3 av 3 kommuner" if language == "sv" else "3 of 3 municipalities") in told
    assert len(list((tmp_path / "ut").iterdir())) == 1


def test_a_workbook_s_sheet_is_read_too(made: tuple[Run, Path], tmp_path: Path) -> None:
    import xlsxwriter
    with xlsxwriter.Workbook(str(tmp_path / "december.xlsx")) as book:
        page = book.add_worksheet("Utfall")
        for i, row in enumerate([("Kommunkod", "Platsslag", "År", "Platser i drift"), *as_planned(made[0])]):
            page.write_row(i, 0, row)
        book.add_worksheet("Annat")
    found = read_followed(made[1], f"{tmp_path / 'december.xlsx'}#Utfall")
    assert {line.state for line in lines_of(found)} == {"kept"}


# what is refused


def test_every_fault_is_told_at_once_and_nothing_is_written(made: tuple[Run, Path], tmp_path: Path,
                                                           capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, [("0114", "asylum", 2010, 3), ("0114", "asylum", 2010, 4),
                              ("0114", "asylum", 2015, 1), ("0114", "mixed", 2010, 1),
                              ("0580", "asylum", 2010, 1), ("0180", "asylum", 2010, -1),
                              ("0180", "asylum", 2011, "x")])
    found = refused(made[1], path)
    assert sorted((one.key, one.place.line) for one in found) == [
        ("cell-negative", 7), ("cell-unknown-code", 6), ("cell-unknown-kind", 5), ("cell-whole", 8),
        ("outcome-strange-year", 4), ("row-twice", 3)]
    assert main(["followup", str(made[1]), "--outcome", str(path), "--out", str(tmp_path / "ut")]) == 2
    assert "6 fel att rätta; inget har skrivits." in capsys.readouterr().err
    assert not (tmp_path / "ut").exists()


def test_one_kind_with_and_without_its_word_is_the_same_row(tmp_path: Path) -> None:
    done = run(read_scenario(small_case(tmp_path / "fall"), ['kinds=["asylum"]', "need.total=[20, 30]"]))
    folder = write_run(done, tmp_path / "resultat")
    rows = [("0114", "asylum", 2010, 3), ("0114", "", 2010, 4)]
    assert [one.key for one in refused(folder, written(tmp_path, rows))] == ["row-twice"]


def test_a_run_without_a_plan_is_told(tmp_path: Path) -> None:
    case = small_case(tmp_path / "fall", scenario=SCENARIO + "\n[rules.floor]\nplaces = 9\n")
    folder = write_run(run(read_scenario(case)), tmp_path / "resultat")
    path = written(tmp_path, [("0114", "asylum", 2010, 3)])
    assert [one.key for one in refused(folder, path)] == ["template-no-plan"]
    assert [one.key for one in refused(tmp_path, path)] == ["template-no-run"]


def test_a_folder_that_was_altered_is_told(made: tuple[Run, Path], tmp_path: Path) -> None:
    import shutil
    folder = tmp_path / "kopia"
    shutil.copytree(made[1], folder)
    path = written(tmp_path, as_planned(made[0]))
    text = (folder / "plan.csv").read_text("utf-8")
    (folder / "plan.csv").write_text(text.replace("0192", "0193"), encoding="utf-8")
    assert [one.key for one in refused(folder, path)] == ["followup-altered"]
    (folder / "scenario.toml").unlink()
    assert [one.key for one in refused(folder, path)] == ["followup-no-case"]


def test_places_are_not_taken_for_children(children: tuple[Run, Path], made: tuple[Run, Path],
                                           tmp_path: Path) -> None:
    rows = [(code, "referral", 2019, 5) for code in children[0].plan.problem.county.codes]
    assert {one.key for one in refused(children[1], written(tmp_path, rows))} == {
        "column-missing", "counts-column"}
    assert {one.key for one in refused(made[1], written(tmp_path, as_planned(made[0]), "received"))} == {
        "column-missing", "column-unknown"}


def test_a_personal_number_is_refused_and_not_repeated(children: tuple[Run, Path], tmp_path: Path,
                                                      capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, [("0180", "referral", 2019, "20050517-1234")], "received")
    assert main(["followup", str(children[1]), "--outcome", str(path), "--out", str(tmp_path / "ut")]) == 2
    assert "1234" not in capsys.readouterr().err


# what was carried in


def test_deviations_of_earlier_years_are_counted_on(tmp_path: Path) -> None:
    files = {"avvikelser.csv": "code,kind,year,carried\n0114,asylum,2009,-3\n0180,permit,2009,2\n",
             "sources.toml": described([*TABLES, "avvikelser.csv"])}
    case = small_case(tmp_path / "fall", files, SCENARIO + '\n[followup]\ndeviations = "avvikelser.csv"\n')
    done = run(read_scenario(case))
    assert done.case.assumed == ()
    assert "avvikelser.csv" not in done.case.inputs
    made = done, write_run(done, tmp_path / "resultat")
    found = followed(made, tmp_path, as_planned(done, 1))
    lines = {(line.code, line.kind, line.year): line.cumulative for line in lines_of(found)}
    assert lines["0114", "asylum", 2010] == -3 + 1
    assert lines["0180", "permit", 2011] == 2 + 2
    assert lines["0180", "asylum", 2011] == 2
    assert "bars med från tidigare år" in "\n".join(report_lines(Told.of(found, "sv")))


def test_deviations_by_kind_and_of_all_kinds_at_once_are_a_fault(tmp_path: Path) -> None:
    from planner.check import check
    files = {"avvikelser.csv": "code,kind,year,carried\n0114,asylum,2009,-3\n0114,,2009,2\n",
             "sources.toml": described([*TABLES, "avvikelser.csv"])}
    case = small_case(tmp_path / "fall", files, SCENARIO + '\n[followup]\ndeviations = "avvikelser.csv"\n')
    assert [one.key for one in check([case])] == ["followup-kinds"]
