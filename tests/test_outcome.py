"""Plans beside what came of them: sums of those reported, nothing taken as none, faults, figure."""

from __future__ import annotations

from pathlib import Path

import pytest
from matplotlib.text import Text
from python_calamine import CalamineWorkbook

from models.errors import Fault, InputFault
from planner import compare, read_scenario, run
from planner.cli import main
from planner.compare import write_comparison
from planner.figures import style
from planner.figures.facts import read
from planner.figures.outcome import _rows, draw
from planner.outcome import read_outcome
from planner.outcome_told import outcome_sheets
from planner.results import view
from planner.run import Run
from tests.ledger_case import ledger_case
from tests.small_case import small_case

HEAD = "code,kind,year,places\n"
WHOLE = "code,year,places\n0114,2010,3\n0180,2010,20\n0192,2010,0\n0114,2011,9\n0180,2011,30\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(read_scenario(small_case(tmp_path_factory.mktemp("case"))))


@pytest.fixture(scope="module")
def asylum(tmp_path_factory: pytest.TempPathFactory) -> Run:
    path = small_case(tmp_path_factory.mktemp("asylum"))
    return run(read_scenario(path, ['kinds=["asylum"]', "need.total=[20, 30]"]))


def written(folder: Path, text: str) -> Path:
    path = folder / "utfall.csv"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, made: Run, text: str) -> Fault:
    with pytest.raises(InputFault) as error:
        read_outcome(written(folder, text), [made.case])
    found, = error.value.faults
    return found


def test_planned_and_actual_stand_side_by_side(made: Run, tmp_path: Path) -> None:
    pair = compare([made], outcome=written(tmp_path, WHOLE))
    assert pair.outcome is not None
    assert pair.outcome.kinds == ("",)
    lines = pair.text().splitlines()
    at = lines.index("Plan mot utfall")
    planned = sum(made.plan.places[code, kind, 2010] for code in ("0114", "0180", "0192")
                  for kind in ("asylum", "permit"))
    sums = next(line for line in lines[at:] if line.startswith("2010  3 av 3"))
    assert sums.split() == ["2010", "3", "av", "3", "23", str(planned), f"−{planned - 23}"]


def test_who_has_not_reported_is_told_and_left_out_of_the_sums(made: Run, tmp_path: Path) -> None:
    text = compare([made], outcome=written(tmp_path, WHOLE)).text()
    assert "2011: uppgift saknas för 1 av 3 kommuner: Nynäshamn." in text
    two = sum(made.plan.places[code, kind, 2011]
              for code in ("0114", "0180") for kind in ("asylum", "permit"))
    line = next(line for line in text.splitlines() if line.startswith("2011  2 av 3"))
    assert line.split()[4:6] == ["39", str(two)]
    own = next(line for line in text.splitlines() if line.startswith("2011  0192"))
    assert own.split()[3:] == ["–", str(sum(made.plan.places["0192", k, 2011] for k in ("asylum", "permit"))),
                               "–"]


def test_an_outcome_by_kind_is_set_beside_its_kind(made: Run, tmp_path: Path) -> None:
    rows = "0114,asylum,2010,3\n0114,permit,2010,1\n0180,asylum,2010,12\n"
    outcome = read_outcome(written(tmp_path, HEAD + rows), [made.case])
    assert outcome.kinds == ("asylum", "permit")
    assert outcome.known("permit", 2010) == ["0114"]
    assert outcome.missing(2010) == ["0180", "0192"]
    text = compare([made], "en", outcome=written(tmp_path, HEAD + rows)).text()
    assert "Plan and outcome" in text
    assert "permit places" in text


def test_a_single_kind_needs_no_kind(asylum: Run, tmp_path: Path) -> None:
    outcome = read_outcome(written(tmp_path, WHOLE), [asylum.case])
    assert outcome.places["0180", "asylum", 2011] == 30


def test_years_that_one_side_lacks_are_told(asylum: Run, tmp_path: Path) -> None:
    text = compare([asylum], outcome=written(tmp_path, "code,year,places\n0114,2010,3\n0114,2014,4\n")).text()
    assert "plan: utfall saknas för 2011." in text
    assert "Utfallet har också 2014, som ingen plan har." in text


@pytest.mark.parametrize(("text", "key", "line", "column"), [
    ("code,year,places\n0114,2014,3\n", "outcome-no-year", None, "year"),
    (HEAD + "0114,asylum,2010,3\n0180,,2010,3\n", "outcome-kind", 3, "kind"),
    ("code,year,places\n0114,2010,x\n", "cell-whole", 2, "places"),
    ("code,year,places\n0114,2010,-1\n", "cell-negative", 2, "places"),
    ("code,year,places\n114,2010,1\n", "cell-lost-zero", 2, "code"),
    ("code,year,places\n0199,2010,1\n", "cell-unknown-code", 2, "code"),
    (HEAD + "0114,asyl,2010,1\n", "cell-unknown-kind-meant", 2, "kind"),
    ("code,year,places\n0114,2010,1\n0114,2010,2\n", "row-twice", 3, ""),
    ("code,year\n0114,2010\n", "column-missing", 1, "places"),
    ("code,year,plases\n0114,2010,1\n", "column-unknown-meant", 1, "plases"),
    ("code,year,places\n0114,2010,\n", "outcome-blank", None, "places")])
def test_faults_stand_at_their_line(made: Run, tmp_path: Path, text: str, key: str, line: int | None,
                                    column: str) -> None:
    found = refused(tmp_path, made, text)
    assert (found.key, found.place.line, found.place.column) == (key, line, column)
    assert found.place.file.endswith("utfall.csv")


@pytest.mark.parametrize("places", ["Platser", "Platser i drift", "places"])
def test_swedish_headings_are_taken_and_an_empty_cell_is_not_reported(made: Run, tmp_path: Path,
                                                                     places: str) -> None:
    text = f"Kommunkod,År,{places}\n0114,2010,3\n0180,2010,\n0192,2010,0\n"
    outcome = read_outcome(written(tmp_path, text), [made.case])
    assert outcome.missing(2010) == ["0180"]
    assert outcome.places["0192", "", 2010] == 0
    told = compare([made], outcome=written(tmp_path, text)).text()
    assert "2010: uppgift saknas för 1 av 3 kommuner: Stockholm." in told


def test_the_difference_is_printed_with_its_sign(asylum: Run, tmp_path: Path) -> None:
    places = asylum.plan.places["0114", "asylum", 2010]
    text = compare([asylum], outcome=written(tmp_path, f"code,year,places\n0114,2010,{places + 4}\n")).text()
    row = next(line for line in text.splitlines() if line.startswith("2010  0114"))
    assert row.split()[-1] == "+4"


def test_other_counties_are_passed_over(made: Run, tmp_path: Path) -> None:
    outcome = read_outcome(written(tmp_path, WHOLE + "0580,2010,40\n"), [made.case])
    assert {code for code, _, _ in outcome.places} == {"0114", "0180", "0192"}


def test_the_folder_has_sheets_and_a_figure(asylum: Run, tmp_path: Path) -> None:
    pair = compare([asylum], outcome=written(tmp_path, WHOLE))
    alone = compare([asylum])
    assert pair.id != alone.id
    folder = write_comparison(pair, tmp_path)
    assert (folder / "outcome.csv").read_text("utf-8-sig").splitlines()[1] == \
        f"2010;0180;Stockholm;20;{asylum.plan.places['0180', 'asylum', 2010]};" \
        f"{20 - asylum.plan.places['0180', 'asylum', 2010]}"
    assert (folder / "outcome_plan.png").exists()
    names = CalamineWorkbook.from_path(folder / "jamforelse_offentlig.xlsx").sheet_names
    at = names.index("Plan mot utfall")
    assert names[at - 1:at + 2] == ["Mått", "Plan mot utfall", "Länet mot utfall"]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_figure_tells_who_is_missing(asylum: Run, tmp_path: Path, language: str) -> None:
    outcome = read_outcome(written(tmp_path, WHOLE), [asylum.case])
    drawn, = draw(view(asylum, language), outcome)
    with style.drawing():
        words = [t.get_text() for t in drawn.build().findobj(Text)]
    assert any("Nynäshamn" in word and "1" in word for word in words)
    assert ("saknas" if language == "sv" else "missing") in words


def test_the_command_line_takes_an_outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                           capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    path = small_case(tmp_path / "fall")
    assert main(["compare", str(path), "--outcome", str(written(tmp_path, WHOLE))]) == 0
    assert "Plan mot utfall" in capsys.readouterr().out
    assert main(["compare", str(path), "--outcome", "finns inte.csv"]) == 2
    assert "finns inte.csv" in capsys.readouterr().err


def test_of_children_small_counts_are_hidden_and_the_year_s_plan_drawn(tmp_path: Path) -> None:
    """Neither 3 and 4 nor what gives them away; the plan of the year, and not the account."""
    done = run(read_scenario(ledger_case(tmp_path / "fall"), ["years=[2019, 2020]", "need.new=[60, 90]"]))
    codes = done.plan.problem.county.codes
    counts = dict(zip(codes, [3, 4, *[9] * 5, *[0] * 19], strict=True))
    path = written(tmp_path, "code,kind,year,received\n" + "".join(
        f"{code},,{year},{count}\n" for year in (2019, 2020) for code, count in counts.items()))
    pair = compare([done], outcome=path)
    assert pair.outcome is not None
    towns, county = outcome_sheets(pair.outcome, [done], ["konto"], "sv")
    for row in towns.rows:
        plan = done.plan.new((row[1], "referral", row[0]))
        number = counts[row[1]]
        hidden = ("1–4", plan, f"{_signed(1 - plan)} … {_signed(4 - plan)}")
        assert row[3:] == (hidden if number in (3, 4) else (number, plan, number - plan))
    assert [row[2] for row in county.rows] == [52, 52]
    drawn = _rows(read(view(done)), pair.outcome, 2020)["referral"]
    assert {code: row.planned for code, row in drawn.items()} == {
        code: done.plan.new((code, "referral", 2020)) for code in codes}
    assert [(row.actual, row.told) for row in (drawn[codes[0]], drawn[codes[2]])] == [(None, "1–4"), (9, "")]


def _signed(number: int) -> str:
    return f"{number:+}".replace("-", "−").replace("+0", "0")


def test_a_small_sum_of_children_is_hidden(tmp_path: Path) -> None:
    done = run(read_scenario(ledger_case(tmp_path / "fall")))
    first, *others = done.plan.problem.county.codes
    path = written(tmp_path, f"code,kind,year,received\n{first},,2019,3\n"
                   + "".join(f"{code},,2019,0\n" for code in others))
    pair = compare([done], outcome=path)
    assert pair.outcome is not None
    county = outcome_sheets(pair.outcome, [done], ["konto"], "sv")[1].rows
    assert [row[2:] for row in county] == [("1–4", 60, "−59 … −56")]
    drawn, = draw(view(done), pair.outcome)
    with style.drawing():
        words = " ".join(t.get_text() for t in drawn.build().findobj(Text))
    assert "tog emot 1–4 under 2019" in " ".join(words.split())
