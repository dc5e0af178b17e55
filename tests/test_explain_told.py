"""The pages of an explanation: fit to be read aloud; their folder and tables, the verb, its refusals."""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from pathlib import Path

import pytest

from models.explained import Change, explained
from models.pieces import pieces
from models.problem import DEFAULT_SOLVER
from planner import read_scenario, run
from planner.cli import main
from planner.explain_beside import last_plan_sentences, neighbours
from planner.explain_page import page_lines
from planner.explain_record import write_explanation
from planner.explain_run import last_plan
from planner.explain_told import Told
from planner.record import write_run
from planner.several import Beside
from planner.wording import subject
from tests.explain_cases import folder_of
from tests.ledger_case import ledger_case
from tests.small_case import small_case
from tests.test_explain_figures import STOCKHOLM, explanation

Capture = pytest.CaptureFixture[str]
FORBIDDEN = re.compile(r"\b(duals?|slack|hull|leximin|pareto|seats?|relaxation|relaxering)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def all_told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    tmp = tmp_path_factory.mktemp("fall")
    return {"folkmangd": explanation(STOCKHOLM / "folkmangd.toml"),
            "small": explanation(small_case(tmp / "small")),
            "ledger": explanation(ledger_case(tmp / "ledger"), "0180", "0187")}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_pages_are_fit_to_be_read_aloud(all_told: dict[str, Told], language: str) -> None:
    """No word of the mathematics, no empty place, "proved best" once with what it rests on."""
    for told in all_told.values():
        spoken = Told.of(told.run, told.found, language)
        for code in told.found.codes[:4]:
            page = "\n".join(page_lines(spoken, code))
            assert not FORBIDDEN.search(page)
            assert "{" not in page
            assert "None" not in page
            assert len(re.findall("Bästa möjliga|Best possible", page)) == 1


def test_every_rule_has_a_name_to_be_said_in_a_sentence() -> None:
    assert set(pieces("rules")) - {"need"} == set(subject("explain_rule"))
    assert {word for word in pieces("shares") if word != "by-population"} == set(subject("explain_model"))


def test_a_page_of_children_hides_no_note_and_speaks_of_referrals(all_told: dict[str, Told]) -> None:
    page = "\n".join(page_lines(all_told["ledger"], "0180"))
    assert "anvisningar" in page
    assert "platser" not in page


def test_the_folder_holds_a_page_each_and_every_figure(all_told: dict[str, Told], tmp_path: Path) -> None:
    told = all_told["folkmangd"]
    folder = write_explanation(told, tmp_path)
    pages = sorted(path.name for path in folder.glob("forklaring_*_EXEMPEL.txt"))
    assert len(pages) == 26
    with (folder / "vad_om.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 26 * len(told.found.answers)
    for row in rows:
        answer, = (a for a in told.found.answers if a.change == Change(row["change"], row["about"]))
        assert int(row["places"]) == answer.now[row["code"]]
        assert int(row["instead"]) == answer.other[row["code"]]
        assert int(row["apart"]) == int(row["instead"]) - int(row["places"])
    with (folder / "forklaring.csv").open(encoding="utf-8", newline="") as file:
        exact = {(r["code"], r["figure"]): Fraction(r["exact"]) for r in csv.DictReader(file)}
    for cell in told.problem.cells:
        assert exact[cell[0], "quota"] == told.plan.quotas[cell]
        assert exact[cell[0], "places"] == told.plan.places[cell]
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    again = write_explanation(told, tmp_path / "igen")
    assert {path.name: path.read_bytes() for path in again.iterdir()} == before


def test_a_run_s_folder_is_explained_as_its_scenario_is(tmp_path: Path, capsys: Capture) -> None:
    path = small_case(tmp_path / "fall")
    folder = write_run(run(read_scenario(path)), tmp_path / "resultat")
    outputs = []
    for given in (folder, path):
        asked = ["explain", str(given), "--municipality", "Nynäshamn", "--out", str(tmp_path / "ut")]
        assert main(asked) == 0
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]
    assert outputs[0].splitlines()[0].startswith(("EXEMPEL", "Nynäshamn: varför "))


@pytest.mark.parametrize(("arguments", "told"), [
    (["--municipality", "Nynäshamm"], "menade du Nynäshamn"),
    (["--municipality", "9999"], "är ingen kommun")])
def test_a_municipality_that_is_not_there_is_told(arguments: list[str], told: str, tmp_path: Path,
                                                  capsys: Capture) -> None:
    path = small_case(tmp_path / "fall")
    assert main(["explain", str(path), *arguments, "--out", str(tmp_path / "ut")]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "ut").exists()


def test_an_altered_run_and_a_changed_key_are_refused(tmp_path: Path, capsys: Capture) -> None:
    folder = write_run(run(read_scenario(small_case(tmp_path / "fall"))), tmp_path / "resultat")
    assert main(["explain", str(folder), "--set", "need.total=1"]) == 2
    text = (folder / "plan.csv").read_text(encoding="utf-8")
    with (folder / "plan.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for code, step in (("0180", -1), ("0114", 1)):
        row = next(r for r in rows if (r["code"], r["kind"], r["year"]) == (code, "asylum", "2011"))
        row["after"] = str(int(row["after"]) + step)
    with (folder / "plan.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    assert (folder / "plan.csv").read_text(encoding="utf-8") != text
    assert main(["explain", str(folder), "--out", str(tmp_path / "ut")]) == 2
    assert "annan plan" in capsys.readouterr().err


def test_what_does_not_fit_has_no_number_to_explain(tmp_path: Path, capsys: Capture) -> None:
    path = small_case(tmp_path / "fall", {"capacity.csv": "code,capacity\n0114,2\n0180,12\n0192,1\n"})
    assert main(["explain", str(path), "--out", str(tmp_path / "ut")]) == 3
    assert "Ingen plan uppfyller alla regler" in capsys.readouterr().out


def test_those_that_border_on_it_stand_beside_it_both_ways(tmp_path: Path) -> None:
    told = explanation(folder_of(tmp_path, "borders"))
    assert neighbours(told, "0114") == ("bordering", "", ("0180",))
    assert neighbours(told, "0180") == ("bordering", "", ("0114",))
    assert neighbours(told, "0192")[0] == "alike"


def test_the_last_plan_is_set_beside_in_the_last_year_both_have(tmp_path: Path) -> None:
    case = small_case(tmp_path / "fall")
    earlier = read_scenario(case, ["years=[2010]", "need.total.asylum=[17]"])
    before = write_run(run(earlier), tmp_path)
    done = run(read_scenario(case))
    given = last_plan(before, done)
    assert given == last_plan(before / "plan.csv", done)
    told = Told.of(done, explained(done.plan, (), Beside(DEFAULT_SOLVER).plans), "sv", given)
    one, = last_plan_sentences(told, "0180")
    assert one.values["year"] == 2010
    cells = [("0180", kind, 2010) for kind in done.plan.problem.need.kinds]
    assert one.values["before"] == sum(given[cell] for cell in cells)
    assert one.values["now"] == sum(done.plan.places[cell] for cell in cells)
    assert one.key == "last_up"


def test_a_last_plan_that_cannot_be_read_is_told(tmp_path: Path, capsys: Capture) -> None:
    line = ["explain", str(small_case(tmp_path / "fall")), "--out", str(tmp_path / "ut")]
    assert main([*line, "--last", str(tmp_path / "ingen.csv")]) == 2
    assert "ingen.csv" in capsys.readouterr().err
    assert main([*line, "--municipality", " "]) == 2
    assert "--municipality har inget värde" in capsys.readouterr().err
    assert not (tmp_path / "ut").exists()
