"""The memo of a comparison read back from its file: alternatives beside each other, none of them chosen."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner import compare, read_scenario, run
from planner.edition import comparison_edition
from planner.memo import write_comparison_memo
from planner.memo.annex import LYING, TABLES, Column, Group, annex, fitting
from planner.memo.blocks import Grid, Heading
from planner.plan_text import statement
from planner.run import Run
from planner.wording import LANGUAGES, decimal, whole
from tests.ledger_case import SCENARIO, ledger_case
from tests.memo_read import Memo, text
from tests.small_case import SCENARIO as SMALL
from tests.small_case import small_case

ROOT = Path(__file__).resolve().parent.parent / "scenarios" / "stockholm-2010"
NAMES = ("folkmangd", "pendling-30", "hem-6")


@pytest.fixture(scope="module")
def runs() -> list[Run]:
    return [run(read_scenario(ROOT / f"{name}.toml")) for name in NAMES]


def memo_of(runs: list[Run], path: Path, release: str = "public", language: str = "sv") -> Memo:
    write_comparison_memo(path, comparison_edition(compare(runs, language), release))
    return Memo(path)


@pytest.fixture(scope="module")
def memo(runs: list[Run], tmp_path_factory: pytest.TempPathFactory) -> Memo:
    return memo_of(runs, tmp_path_factory.mktemp("memo") / "a.docx")


def test_those_who_decide_choose(memo: Memo) -> None:
    told = [text(p) for p in memo.document.paragraphs]
    assert ("att godkänna alternativ [fyll i] enligt bilaga 1 som fördelning av nya platser i Stockholms län "
            "2010,") in told
    assert "Alternativ 3: Hem med minst 6 platser" in told
    assert "Inget alternativ är bäst på allt av sig självt" in memo.under("Alternativ")


def test_the_annex_holds_every_alternative(memo: Memo, runs: list[Run]) -> None:
    header, *rows, county = memo.rows(-1)
    heads = ("nya", "efter", "kvot", "avvik.")
    assert header == ["Kommun", "I dag", *(f"{i}: {word}" for i in (1, 2, 3) for word in heads)]
    for town in runs[0].plan.problem.county.municipalities:
        cell = (town.code, "mixed", 2010)
        each = [text for plan in (one.plan for one in runs) for text in (
            whole(plan.new(cell)), whole(plan.places[cell]), decimal(plan.quotas[cell], 1),
            decimal(plan.places[cell] - plan.quotas[cell], 1, sign=True))]
        assert [town.name, whole(runs[0].plan.before(cell)), *each] in rows
    assert county == ["Hela länet", "140", *["200", "340", "340,0", "0,0"] * 3]


def test_measures_stand_side_by_side_and_the_better_is_marked(memo: Memo, runs: list[Run]) -> None:
    header, *rows = memo.rows(0)
    assert header[:4] == ["Mått", "Alternativ 1", "Alternativ 2", "Alternativ 3"]
    told = {row[0]: row[1:4] for row in rows}
    sheet = compare(runs).measures
    for i, row in enumerate(sheet.rows):
        if row[0] in told and row[1] == "platser" and row[2] is not None:
            marks = ["\u00a0*" if (i, j) in sheet.marked else "" for j in (2, 3, 4)]
            shown = [one if isinstance(one, str) else decimal(one, 0 if isinstance(one, int) else 1)
                     for one in row[2:5] if one is not None]
            assert [one.removesuffix(" *") for one in told[row[0]] if one != "–"] == shown
            assert [one.endswith(" *") for one in told[row[0]]] == [bool(mark) for mark in marks]
    assert "Platser med skola i en annan kommun (procent)" in told


def test_what_is_the_same_for_all_is_said_once(memo: Memo) -> None:
    told = memo.under("Konsekvenser för barn").splitlines()
    school = next(one for one in told if one.startswith("Vägen till skolan."))
    free = next(one for one in told if one.startswith("Lediga skolplatser."))
    assert [school.count(f"Alternativ {i}:") for i in (1, 2, 3)] == [1, 1, 1]
    assert "Alternativ" not in free


def test_inputs_that_differ_are_told_with_whom_they_are_alike(memo: Memo) -> None:
    told = memo.under("Alternativ")
    assert "1 och 3: 45; 2: 30" in told


def test_a_scenario_without_a_plan_is_told_and_has_no_column(tmp_path: Path) -> None:
    path, one = small_case(tmp_path), ['kinds=["asylum"]', "years=[2010]"]
    found, none = (run(read_scenario(path, [*one, f"need.total={total}"])) for total in (20, 900))
    assert not none.plan.found
    memo = memo_of([found, none], tmp_path / "a.docx")
    told = memo.under("Förslag till beslut")
    assert "att godkänna alternativ 1 enligt bilaga 1 som fördelning av nya platser i Stockholms" in told
    assert memo.rows(-1)[0] == ["Kommun", "I dag", "1: nya", "1: efter", "1: kvot", "1: avvik."]
    assert statement(none, "sv") in memo.under("Alternativ")


def test_the_matter_s_papers_are_no_input_that_differs(tmp_path: Path) -> None:
    named = SMALL + '\n[memo]\ndiary_number = "LST 1"\n'
    both = [run(read_scenario(small_case(tmp_path / name, {}, text_))) for name, text_ in
            (("a", SMALL), ("b", named))]
    memo = memo_of(both, tmp_path / "a.docx")
    assert "Alternativen har samma ingångsvärden." in memo.under("Alternativ")
    assert "Alternativ 2 ger samma antal i alla kommuner som alternativ 1." in memo.under("Alternativ")
    assert memo.header().endswith("Diarienummer: LST 1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_small_counts_are_covered_beside_each_other(tmp_path: Path, language: str) -> None:
    fewer = ledger_case(tmp_path, {"quota.toml": SCENARIO.replace("new = 60", "new = 35")})
    both = [run(read_scenario(fewer)), run(read_scenario(fewer.with_name("quota.toml")))]
    memo = memo_of(both, tmp_path / "a.docx", language=language)
    shown = comparison_edition(compare(both, language), "public")
    sheet = next(one for one in shown.sheets if one.word == "new_places")
    names = [field.name for field in sheet.fields]
    told = {row[0]: row[1:] for row in memo.rows(-1)}
    columns = [names.index(name) for name in ("konto", "quota")]
    assert any(row[columns[0]] == ".." for row in sheet.rows)
    for row in sheet.rows:
        assert told[row[1]] == [str(row[j]) for j in columns]


def test_the_same_comparison_gives_the_same_bytes(memo: Memo, runs: list[Run], tmp_path: Path) -> None:
    assert memo_of(runs, tmp_path / "b.docx").path.read_bytes() == memo.path.read_bytes()


def groups(count: int, columns: int) -> list[Group]:
    return [Group(f"slag {i}", tuple(Column(str(j), lambda code: 1) for j in range(columns)))
            for i in range(count)]


@pytest.mark.parametrize(("fine", "coarse", "level"), [
    (groups(2, 4), groups(2, 3), 0), (groups(6, 5), groups(6, 3), 0), (groups(8, 9), groups(8, 3), 1),
    (groups(20, 9), groups(20, 4), 1)])
def test_columns_are_fewer_where_the_pages_cannot_hold_them(
        fine: list[Group], coarse: list[Group], level: int) -> None:
    assert fitting([fine, coarse]) == level


@pytest.mark.parametrize(("made", "wide", "tables"), [
    (groups(1, 3), False, 1), (groups(3, 3), False, 1), (groups(4, 3), True, 1), (groups(6, 5), True, TABLES),
    (groups(1, LYING + 3), True, 1)])
def test_a_wide_annex_lies(made: list[Group], wide: bool, tables: int) -> None:
    head, *grids = annex("Bilaga", {"0114": "Å", "0180": "A"}, made, "sv")
    assert isinstance(head, Heading)
    assert (head.new_page, head.wide, len(grids)) == (True, wide, tables)
    for grid in grids:
        assert isinstance(grid, Grid)
        assert [row[0] for row in grid.rows] == ["A", "Å", "Hela länet"]
        assert set(grid.rows[-1][1:]) == {"2"}
        assert sum(number for _, number in grid.over) == len(grid.header)
