"""The workbooks of a run and a comparison: what stands where, what lives in them, what stays hidden."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from models import running_tables, tables
from models.tables import TableSpec
from planner import compare, read_scenario, run
from planner.edition import Edition, comparison_edition, edition
from planner.release import INTERNAL, PUBLIC, stamp
from planner.run import Run
from planner.tabular import CODE, NUMBER, WHOLE, Field, Sheet
from planner.wording import subject
from planner.workbook import write_comparison_workbook, write_plan_workbook
from planner.workbook.formulas import plan_formulas, share_formulas
from planner.workbook.pages import page_of, sorted_by_name, with_together
from tests.small_case import CASE, TABLES, described, small_case

ROOT = Path(__file__).resolve().parent.parent / "scenarios" / "stockholm-2010"
ASSUMED = "".join(described([name], "assumed" if name == "capacity.csv" else "official") for name in TABLES)
KINDS = TABLES["kinds.csv"].replace("asylplatser", "=cmd|'/c'!A1").replace("PUT-platser", "*")
HOSTILE = {"kinds.csv": KINDS, **{
    name: TABLES[name].replace("Nynäshamn", "@SUM(1)").replace("Upplands Väsby", "<script>alert(1)</script>")
    for name in ("municipalities.csv",)}}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(read_scenario(small_case(tmp_path_factory.mktemp("case"), {"sources.toml": ASSUMED})))


@pytest.fixture(scope="module")
def book(made: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(edition(made, PUBLIC, "sv"), tmp_path_factory.mktemp("book") / "plan.xlsx")


def written(shown: Edition, path: Path) -> Path:
    write_plan_workbook(path, shown)
    return path


def names(path: Path) -> list[str]:
    return CalamineWorkbook.from_path(path).sheet_names


def rows(path: Path, sheet: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()


def pages(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as packed:
        for name in sorted(packed.namelist()):
            if name.startswith("xl/worksheets/sheet"):
                yield packed.read(name).decode()


def whole(path: Path) -> str:
    with zipfile.ZipFile(path) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist())


def test_the_sheets_stand_in_reading_order(book: Path) -> None:
    assert names(book) == ["Plan", "Länet", "Jämförelse", "Andelar", "Antaganden", "Källor", "Förklaringar",
                           "Mått", "Om"]


@pytest.mark.parametrize("release", [PUBLIC, INTERNAL])
def test_the_stamp_stands_at_the_head_of_every_sheet_and_in_om(made: Run, release: str,
                                                               tmp_path: Path) -> None:
    path = written(edition(made, release, "sv"), tmp_path / "a.xlsx")
    told = stamp(release, "sv")
    heads = [re.search("<oddHeader>(.*?)</oddHeader>", page) for page in pages(path)]
    assert len(heads) == len(names(path))
    assert all(head and told in head[1] and "EXEMPEL – antagna värden" in head[1] for head in heads)
    assert dict(rows(path, "Om"))["För vem"] == told


def test_every_sheet_prints_on_a4_with_its_header_on_each_page(book: Path) -> None:
    for page in pages(book):
        assert 'paperSize="9"' in page
        assert 'fitToHeight="0"' in page
        assert "Sida &amp;P/&amp;N" in page
    defined = whole(book)
    assert defined.count("_xlnm.Print_Area") == defined.count("_xlnm.Print_Titles") == len(names(book))


def test_the_plan_fits_an_a4_across(book: Path) -> None:
    """Some 130 characters lie across an A4 at full size: at 160 the print is four fifths of it."""
    first = next(pages(book))
    widths = [(int(a), int(b), float(w)) for a, b, w in re.findall(
        '<col min="([0-9]+)" max="([0-9]+)" width="([0-9.]+)"', first)]
    assert sum((b - a + 1) * w for a, b, w in widths) < 160
    assert "Förklaring" not in rows(book, "Plan")[0]
    assert "Förklaring" in rows(book, "Förklaringar")[0]


def test_a_changed_new_place_changes_what_hangs_on_it(made: Run) -> None:
    plan = page_of(sorted_by_name(edition(made, PUBLIC, "sv").sheets[0]))
    formulas = plan_formulas(plan)
    at = {f.name: j for j, f in enumerate(plan.fields)}
    same = "SUMPRODUCT(($A$2:$A$13=$A3)*($C$2:$C$13=$C3)*"
    assert (0, at["before"]) not in formulas
    assert formulas[1, at["before"]] == f"={same}($D$2:$D$13<$D3)*$F$2:$F$13)"
    assert (formulas[0, at["after"]], formulas[0, at["gap"]]) == ("=$E2+$F2", "=$G2-$H2")
    assert formulas[0, at["per_10000"]] == "=10000*$G2/$L2"
    assert formulas[1, at["new_since_start"]] == f"={same}($D$2:$D$13<=$D3)*$F$2:$F$13)"


def test_a_formula_stands_only_where_it_gives_the_figure() -> None:
    fields = tuple(Field(n, n, t) for n, t in (("code", CODE), ("kind", "text"), ("year", WHOLE), (
        "before", WHOLE), ("new", WHOLE), ("after", WHOLE), ("quota", NUMBER), ("gap", NUMBER)))
    third = Fraction(1, 3)
    agrees = ("0114", "a", 2010, 2, 3, 5, 5 - third, third)
    sheet = Sheet("plan", "Plan", fields, (agrees, ("0180", "a", 2010, 2, 3, 6, 6 - third, third)))
    assert plan_formulas(sheet) == {(0, 5): "=$D2+$E2", (0, 7): "=$F2-$G2", (1, 7): "=$F3-$G3"}
    other = replace(sheet, rows=(agrees, ("0180", "a", 2010, "..", "1–4", 6, 6 - third, "..")))
    assert plan_formulas(other) == {(0, 5): "=$D2+$E2", (0, 7): "=$F2-$G2"}
    columns = tuple(Field(n, n) for n in ("kind", "year", "weight", "total", "share"))
    shares = Sheet("shares", "Andelar", columns,
                   (("a", 2010, 1, 4, Fraction(1, 4)), ("a", 2010, 2, 4, third)))
    assert share_formulas(shares) == {(0, 4): "=$C2/$D2"}  # the weights come to 3, a part of the nation's 4


def test_a_hidden_figure_is_text_and_no_sum_gives_it_away(made: Run, tmp_path: Path) -> None:
    shown = edition(replace(made), PUBLIC, "sv")
    plan = shown.sheets[0]
    at = {f.name: j for j, f in enumerate(plan.fields)}
    kept = [row for row in plan.rows if row[at["kind"]] == "asylum" and row[at["year"]] == 2010]
    hidden = tuple((*row[:at["before"]], "1–4", *row[at["before"] + 1:]) for row in kept)
    path = written(replace(shown, sheets=(replace(plan, rows=hidden), *shown.sheets[1:]),
                           notes=("Antal barn från 1 till 4 visas inte.",)), tmp_path / "a.xlsx")
    header, *body = rows(path, "Plan")
    before, after = header.index("Platser före"), header.index("Platser efter")
    assert [row[before] for row in body] == ["1–4"] * 3 + [".."]
    assert body[-1][after] == sum(row[after] for row in body[:-1])
    assert rows(path, "Länet")[1][header.index("Platser före") - 2] == ".."
    assert dict(rows(path, "Om"))["Visas inte"] == "Antal barn från 1 till 4 visas inte."


def test_the_comparison_is_with_the_baselines(made: Run, book: Path) -> None:
    from models.baselines import BASELINES
    header, *body, total = rows(book, "Jämförelse")
    assert (total[1], total[3:]) == ("Summa", [sum(row[j] for row in body) for j in range(3, 10)])
    assert header[3:] == ["Planen 2011", "Efter folkmängd", "Skillnad: Efter folkmängd", "Lika ökning",
                          "Skillnad: Lika ökning", "Som idag", "Skillnad: Som idag"]
    problem = made.plan.problem
    codes = {names["sv"]: kind for kind, names in made.case.kinds.items()}
    for row in body:
        cell = (row[0], codes[row[2]], 2011)
        assert row[3] == made.plan.places[cell]
        for j, word in enumerate(BASELINES):
            places = BASELINES[word](problem).places[cell]
            assert (row[4 + 2 * j], row[5 + 2 * j]) == (places, row[3] - places)


def test_assumptions_say_how_each_was_made_and_what_it_decides(book: Path) -> None:
    header, *body = rows(book, "Antaganden")
    assert header == ["Tabell", "Fil", "Så gjordes antagandet", "Vad tabellen avgör", "Utgivare", "Datum"]
    assert body == [["Kapacitet", "capacity.csv", "så här",
                     "Det mesta varje kommun kan ta emot; det som inte ryms bärs av de andra.", "SCB",
                     "2010-01-01"]]


SPECS = sorted({spec.word for module in (tables, running_tables) for spec in vars(module).values()
                if isinstance(spec, TableSpec)})


def test_it_is_said_of_every_table_what_it_decides() -> None:
    assert sorted(subject("decides")) == SPECS


def test_the_workbook_of_a_comparison_sets_each_scenario_beside_the_first(made: Run, tmp_path: Path) -> None:
    other = run(read_scenario(small_case(tmp_path / "b", {"sources.toml": ASSUMED}).rename(
        tmp_path / "b" / "=annan.toml"), ["rules.floor.places=1"]))
    pair = compare([made, other], "sv")
    path = tmp_path / "c.xlsx"
    write_comparison_workbook(path, comparison_edition(pair, PUBLIC))
    assert names(path) == ["Jämförelse", "Andelar", "Ingångsvärden", "Nya platser", "Platser efter", "Mått",
                           "Antaganden", "Källor", "Om"]
    header, *body, total = rows(path, "Jämförelse")
    titles = ["1 Efter folkmängd (plan)", "2 Efter folkmängd (=annan)"]
    assert header[3:] == ["Platser idag", *titles, "2 mot 1"]
    assert rows(path, "Andelar")[0][3:] == rows(path, "Ingångsvärden")[0][1:] == titles
    assert all(row[6] == row[5] - row[4] for row in body)
    assert [row[1] for row in body[::2]] == ["Nynäshamn", "Stockholm", "Upplands Väsby"]
    assert (total[1], total[6]) == ("Summa", sum(row[6] for row in body))
    assert "<f>F2-E2</f>" in next(pages(path))
    assert rows(path, "Antaganden")[1][-1] == ", ".join(titles)


def test_ways_to_school_stand_scenario_by_scenario(tmp_path: Path) -> None:
    pair = [run(read_scenario(ROOT / f"{name}.toml")) for name in ("folkmangd", "pendling-30")]
    write_comparison_workbook(tmp_path / "c.xlsx", comparison_edition(compare(pair, "sv"), PUBLIC))
    header, *body = rows(tmp_path / "c.xlsx", "Flöden i länet")
    assert header[0] == "Scenario"
    assert [row[0][:2] for row in body] == ["1 ", "2 "]
    assert [row[2] for row in body] == [sum(one.plan.flows.values()) for one in pair]
    better = [row[-1] for row in rows(tmp_path / "c.xlsx", "Mått")[1:]]
    assert set(better) <= {"", "1", "2", "1, 2"}


def test_sums_of_quotas_and_gaps_are_exact(tmp_path: Path) -> None:
    one = run(read_scenario(ROOT / "folkmangd.toml"))
    path = written(edition(one, PUBLIC, "sv"), tmp_path / "a.xlsx")
    header, *body, total = rows(path, "Plan")
    quota, apart = header.index("Kvot"), header.index("Avvikelse")
    assert (total[quota], total[apart]) == (340, 0)
    assert abs(sum(row[quota] for row in body) - 340) < 1e-9
    assert "ROUND(SUBTOTAL(109," in whole(path)


def test_an_account_has_what_its_gap_is_counted_from() -> None:
    names_ = ("code", "kind", "year", "new", "quota", "gap", "new_since_start", "received")
    fields = tuple(Field(n, n, WHOLE) for n in names_)
    sheet = Sheet("plan", "Plan", fields, (
        ("0180", "a", 2019, 3, 44, -1, 3, 40), ("0180", "a", 2020, 2, 46, -1, 5, 40),
        ("0181", "a", 2019, 1, 9, "..", 1, "1–4")))
    page = page_of(with_together(sheet, "sv"), since=True)
    assert [f.name for f in page.fields] == ["code", "kind", "year", "received", "new", "new_since_start",
                                             "together", "quota", "gap"]
    assert page.column("together") == [43, 45, ".."]
    assert plan_formulas(replace(page, rows=page.rows[:2]))[1, 6] == "=$D3+$F3"


def test_names_that_look_like_code_stay_text_and_the_sums_hold(tmp_path: Path) -> None:
    odd = run(read_scenario(small_case(tmp_path, {**HOSTILE, "case.toml": CASE})))
    path = written(edition(odd, PUBLIC, "sv"), tmp_path / "a.xlsx")
    assert {row[1] for row in rows(path, "Plan")[1:]} == {"@SUM(1)", "Stockholm", "<script>alert(1)</script>"}
    assert {row[2] for row in rows(path, "Plan")[1:]} == {"=cmd|'/c'!A1", "*"}
    assert [row[2:5] for row in rows(path, "Länet")[1:3]] == [[10, 10, 20], [20, 10, 30]]
    formulas = re.findall("<f>(.*?)</f>", whole(path))
    assert formulas
    assert not any("cmd" in one or "SUMIF" in one for one in formulas)
    assert "<script>" not in whole(path)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_same_run_gives_the_same_workbook(made: Run, language: str, tmp_path: Path) -> None:
    shown = edition(made, PUBLIC, language)
    first, second = (written(shown, tmp_path / name).read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert first == second
