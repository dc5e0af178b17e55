"""The verb ``ledger``: what it refuses without repeating it, what it prints, and what its folder holds."""

from __future__ import annotations

import csv
import json
from fractions import Fraction
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from planner.case import load_case
from planner.cli import main
from planner.ledger_cells import personal
from planner.ledger_sheets import county_sheet
from planner.ledger_view import Shown, shown_of
from planner.scenario import read_scenario
from planner.small_counts import COVERED, SMALL, small
from tests.ledger_case import GIVER, ledger_case, tables
from tests.small_case import keys

PERSONS = ("20010517-1234", "010517-1234", "200105171234", "0105171234", "010517+1234", "20010577-1234",
           "010517 1234", "2001 0517 1234", "010517-TF12", "12-345678", "12/3456789", "12345678",
           "barn 20010517-1234 i hem", "010517\u20131234", "010517\u22121234", "12 345678 9")
HARMLESS = ("0114", "2016-04", "2016-04-01", "12", "40000", "100000", "utjämnande", "Upplands Väsby",
            "Beslut 2016-03-30", "dnr 851-12345-2016", "1 234 567", "18,25")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up account as files."""
    return ledger_case(tmp_path_factory.mktemp("konto"))


@pytest.fixture(scope="module")
def account(made: Path) -> Shown:
    """The same account, read."""
    return shown_of(load_case(read_scenario(made)))


@pytest.fixture(scope="module")
def folder(made: Path) -> Path:
    """Its folder, as the verb writes it."""
    out = made.parent / "ut"
    assert main(["ledger", str(made), "--out", str(out)]) == 0
    return next(out.iterdir())


# refused without being repeated


@pytest.mark.parametrize("text", PERSONS)
def test_what_points_out_a_person_is_seen(text: str) -> None:
    assert personal(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_points_out_nobody_is_let_through(text: str) -> None:
    assert not personal(text)


def spoilt(folder: Path, name: str, text: str) -> Path:
    """The account with one table written anew."""
    return ledger_case(folder, {name: text})


@pytest.mark.parametrize("text", PERSONS)
@pytest.mark.parametrize(("name", "column"), [("anvisningar.csv", 0), ("anvisningar.csv", 3),
                                              ("saldo.csv", 1), ("omfordelning.csv", 2)])
def test_a_personal_number_is_refused_and_never_repeated(
        tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, name: str, column: int) -> None:
    header, first, *rest = tables()[name].splitlines()
    cells = first.split(",")
    cells[column] = text
    path = spoilt(tmp_path, name, "\n".join([header, ",".join(cells), *rest]))
    assert keys(path) == ["person-in-cell"]
    assert main(["ledger", str(path), "--out", str(tmp_path / "ut")]) == 2
    told = "".join(capsys.readouterr())
    assert text not in told
    assert f"{name}:2" in told
    assert f"kolumn {column + 1}" in told
    assert not (tmp_path / "ut").exists()


def test_it_is_seen_in_a_heading_a_note_and_beside_the_table(tmp_path: Path,
                                                             capsys: pytest.CaptureFixture[str]) -> None:
    rows = tables()["andelar.csv"].splitlines()
    rows[0] += ",note,20010517-1234"
    rows[1] += ",dossier 12-345678,"
    path = spoilt(tmp_path, "andelar.csv", "\n".join([rows[0], rows[1], *(f"{row},," for row in rows[2:])]))
    assert keys(path) == ["person-in-cell", "person-in-cell"]
    main(["check", str(path)])
    told = "".join(capsys.readouterr())
    assert "345678" not in told
    assert "1234" not in told


@pytest.mark.parametrize("heading", ["Barnets namn", "note", "källa", "Anmärkning", "Mona", "födelsedag"])
def test_a_column_beyond_the_specification_is_refused_by_its_place(
        tmp_path: Path, capsys: pytest.CaptureFixture[str], heading: str) -> None:
    header, *rest = tables()["anvisningar.csv"].splitlines()
    rows = [f"{header},{heading}", *(f"{row},Ali B" for row in rest)]
    path = spoilt(tmp_path, "anvisningar.csv", "\n".join(rows))
    assert set(keys(path)) <= {"counts-column", "counts-column-meant"}
    assert main(["check", str(path)]) == 2
    told = "".join(capsys.readouterr())
    assert "Ali B" not in told
    assert "kolumn 5" in told
    assert "Barnets namn" not in told


def test_a_list_with_a_row_per_child_is_not_repeated(tmp_path: Path,
                                                     capsys: pytest.CaptureFixture[str]) -> None:
    path = spoilt(tmp_path, "anvisningar.csv", "code,month,kind,count\n0114,2019-01,Ali Berg,2001-05-17\n"
                                               "0114,2019-02,equalising,Mona\n0114,17 maj 2001,tie,1\n")
    assert sorted(keys(path)) == ["cell-month", "cell-referral", "cell-whole", "cell-whole"]
    main(["check", str(path)])
    told = "".join(capsys.readouterr())
    assert not [word for word in ("Ali", "Mona", "2001", "maj") if word in told]


def test_a_cell_of_a_workbook_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from xlsxwriter import Workbook
    path = ledger_case(tmp_path)
    with Workbook(str(tmp_path / "bok.xlsx")) as book:
        sheet = book.add_worksheet("Anvisningar")
        for i, row in enumerate([("Kommunkod", "Månad", "Slag av anvisning", "Antal"),
                                 ("0114", "2019-01", "utjämnande", 3), ("0115", "2019-01", "anknytning",
                                                                        200105171234)]):
            sheet.write_row(i, 0, row)
    text = path.read_text(encoding="utf-8").replace("anvisningar.csv", "bok.xlsx#Anvisningar")
    path.write_text(text, encoding="utf-8")
    sources = tmp_path / "sources.toml"
    sources.write_text(sources.read_text("utf-8").replace("anvisningar.csv", "bok.xlsx"), encoding="utf-8")
    assert main(["check", str(path)]) == 2
    told = "".join(capsys.readouterr())
    assert "Anvisningar!D3" in told
    assert "200105171234" not in told


@pytest.mark.parametrize(("rows", "told"), [
    ("0580,2019-01,tie,1", "cell-unknown-code"), ("0199,2019-01,tie,1", "cell-unknown-code"),
    ("0114,2015-12,tie,1", "ledger-before"), ("0114,2019-13,tie,1", "cell-month"),
    ("0114,2019-01,kin,1", "cell-referral"), ("0114,2019-01,ties,1", "cell-referral-meant"),
    ("0114,2019-01,tie,-1", "cell-negative"), ("0114,2019-01,tie,1\n0114,2019-01,tie,2", "row-twice")])
def test_a_referral_outside_county_period_or_kind_is_refused(tmp_path: Path, rows: str, told: str) -> None:
    path = spoilt(tmp_path, "anvisningar.csv", f"code,month,kind,count\n{rows}\n")
    assert told in keys(path)
    assert main(["ledger", str(path), "--out", str(tmp_path / "ut")]) == 2
    assert not (tmp_path / "ut").exists()


def test_months_without_shares_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = [row for row in tables()["andelar.csv"].splitlines() if "2018-03-01" not in row]
    assert main(["check", str(spoilt(tmp_path, "andelar.csv", "\n".join(kept)))]) == 2
    assert "andelar saknas för månaderna 2018-03–2019-02" in capsys.readouterr().err


def test_swedish_words_of_a_workbook_are_read(tmp_path: Path) -> None:
    text = tables()["anvisningar.csv"].replace("equalising", "Utjämnande").replace(",tie,", ",anknytning,")
    swedish = shown_of(load_case(read_scenario(ledger_case(tmp_path / "sv", {"anvisningar.csv": text}))))
    plain = shown_of(load_case(read_scenario(ledger_case(tmp_path / "en"))))
    assert swedish.account.received == plain.account.received


# what is printed


def test_the_first_lines_say_regime_validity_and_whose_account_it_is(
        made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ledger", str(made), "--out", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "löpande anvisningsandelar med omfördelning" in lines[1]
    assert "2019-01-01–2020-12-31" in lines[1]
    assert "är inte Migrationsverkets" in lines[3]
    assert "alla 4 tabeller som avräkningen vilar på är antagna" in lines[7]


def test_what_is_lost_by_todays_share_is_told(made: Path, account: Shown, tmp_path: Path,
                                              capsys: pytest.CaptureFixture[str]) -> None:
    main(["ledger", str(made), "--out", str(tmp_path)])
    told = capsys.readouterr().out
    assert account.account.emptied == (GIVER,)
    assert "Danderyd har gett bort hela sin andel. Läst med dagens andel försvinner därmed" in told
    assert "Danderyd → Botkyrka" in told
    assert "8 månader ingår här" in told


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_small_count_is_printed(made: Path, account: Shown, tmp_path: Path, language: str,
                                   capsys: pytest.CaptureFixture[str]) -> None:
    main(["ledger", str(made), "--out", str(tmp_path), "--language", language])
    rows = {line[:4]: line for line in capsys.readouterr().out.splitlines() if line[:4].isdigit()}
    few = [code for code, count in account.account.received.items() if small(count)]
    assert few
    for code in few:
        assert rows[code].split(account.names[code])[1].split()[0] == SMALL


def test_the_reading_of_the_scenario_decides_who_is_named(made: Path, tmp_path: Path,
                                                          capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for reading in ("today", "period"):
        main(["ledger", str(made), "--out", str(tmp_path), "--set", f"ledger.reading={reading}"])
        told.append(next(x for x in capsys.readouterr().out.splitlines() if x.startswith("Mest kvar")))
    assert told[0] != told[1]


# what is written


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_internal_table_is_exact_and_says_so(folder: Path, account: Shown) -> None:
    rows = read(folder / "ledger.csv")
    assert {row["internal"] for row in rows} == {"yes"}
    assert next(iter(rows[0])) == "internal"
    for row in rows:
        code = row["code"]
        parts = sum(int(row[word]) for word in ("opening", "equalising", "tie", "announced"))
        assert int(row["received"]) == parts == account.account.received[code]
        for reading in ("today", "period"):
            assert Fraction(row[f"target_{reading}_exact"]) == account.account.target(code, reading)
            assert Fraction(row[f"owed_{reading}_exact"]) == account.account.owed(code, reading)
    months = read(folder / "months.csv")
    assert {row["internal"] for row in months} == {"yes"}
    assert sum(int(row["count"]) for row in months) == sum(account.account.received.values())


def test_no_sheet_for_others_shows_a_small_count(folder: Path, account: Shown) -> None:
    book = CalamineWorkbook.from_path(folder / "avrakning.xlsx")
    assert book.sheet_names == ["Avräkning", "Tider", "Andelar per tid", "Omfördelningar", "Länet per månad",
                                "Så räknas det", "Om"]
    header, *rows = book.get_sheet_by_name("Avräkning").to_python()
    at = header.index("Mottagna")
    by_code = {row[0]: row for row in rows}
    for code, count in account.account.received.items():
        if small(count):
            assert by_code[code][at] == SMALL
            assert all(isinstance(by_code[code][i], str) for i in (5, 6, 8, 9))  # ranges, no exact figure
    monthly = book.get_sheet_by_name("Länet per månad").to_python()[1:]
    assert not [cell for row in monthly for cell in row[1:] if isinstance(cell, float) and small(int(cell))]


def test_every_figure_names_its_formula_its_tables_and_their_certainty(folder: Path) -> None:
    book = CalamineWorkbook.from_path(folder / "avrakning.xlsx")
    rows = book.get_sheet_by_name("Så räknas det").to_python()
    assert rows[0] == ["Tal", "Så räknas det", "Tabeller", "Säkerhet", "Källa"]
    assert len(rows) == 9
    assert all(all(row) for row in rows)
    assert {word for row in rows[1:] for word in row[3].split("; ")} == {"antaget"}


def test_the_record_holds_what_the_account_rests_on(folder: Path) -> None:
    record = json.loads((folder / "ledger.json").read_text("utf-8"))
    assert record["account"][:12] in folder.name
    assert record["regime"]["name"] == "redistribution"
    assert record["example"] is True
    assert record["inputs"]["count"] == record["inputs"]["assumed"] == 4
    assert all(len(table["sha256"]) == 64 for table in record["inputs"]["tables"])
    assert record["through"] == "2019-10"


def test_the_same_account_gives_the_same_bytes(made: Path, folder: Path, tmp_path: Path) -> None:
    main(["ledger", str(made), "--out", str(tmp_path)])
    again = next(tmp_path.iterdir())
    assert again.name == folder.name
    assert {p.name: p.read_bytes() for p in again.iterdir()} == {p.name: p.read_bytes()
                                                                 for p in folder.iterdir()}


def test_the_figure_says_that_it_is_an_example(folder: Path) -> None:
    assert (folder / "ledger_EXEMPEL.png").stat().st_size > 100_000
    assert (folder / "ledger_EXEMPEL.svg").exists()


def test_parts_of_the_nation_are_told_with_the_county_s_own(tmp_path: Path,
                                                            capsys: pytest.CaptureFixture[str]) -> None:
    path = ledger_case(tmp_path, nation=True)
    assert main(["ledger", str(path), "--out", str(tmp_path / "ut"), "--language", "en"]) == 0
    told = capsys.readouterr().out
    assert "in the whole nation" in told
    assert "the county's share is now 184.00 per mille" in told
    assert "The county as a whole has" in told


def test_a_plan_on_an_assumed_account_is_an_example(made: Path, account: Shown) -> None:
    assert load_case(read_scenario(made)).example
    assert account.example


def test_a_scenario_without_the_section_has_no_account(tmp_path: Path,
                                                       capsys: pytest.CaptureFixture[str]) -> None:
    from tests.small_case import small_case
    assert main(["ledger", str(small_case(tmp_path))]) == 2
    assert "[ledger]" in capsys.readouterr().err


def test_a_small_month_is_not_left_over_from_the_others_and_the_sum(tmp_path: Path) -> None:
    """3, 20 and 30 in three months, and the sum of all is shown: the row of 20 is hidden too."""
    rows = "".join(f"0180,2019-0{month},equalising,{count}\n" for month, count in ((1, 3), (2, 20), (3, 30)))
    path = ledger_case(tmp_path, {"anvisningar.csv": f"code,month,kind,count\n{rows}"})
    sheet = county_sheet(shown_of(load_case(read_scenario(path))), "sv")
    assert [row[1:] for row in sheet.rows] == [(SMALL, 0, 0, SMALL), (COVERED,) * 4, (30, 0, 0, 30)]
