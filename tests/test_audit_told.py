"""The verb shares --audit: read aloud in both languages, written only where a folder is asked for."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest
from python_calamine import load_workbook

from models.audit import audit
from models.shares.weighted import Criterion, Weighted
from planner.audit_told import Told, audit_lines
from planner.audit_written import audit_sheets, write_audit
from planner.cli import main
from planner.wording import subject
from tests.eu_key import EuKey, states
from tests.share_tables import CODES, factor, facts
from tests.small_case import SCENARIO, TABLES, described, small_case

Capture = pytest.CaptureFixture[str]
NAMES = dict(zip(CODES, ("Ankeborg", "Gåseborg", "Kråkeborg"), strict=True))
RECEIVED = "code,newly_arrived,unaccompanied\n0114,30,2\n0180,400,90\n0192,5,0\n"
WRONG = SCENARIO + """
[shares]
model = "weighted"

[[shares.criteria]]
table = "population.csv"
column = "inhabitants"
weight = 1

[[shares.criteria]]
table = "received.csv"
column = "newly_arrived"
weight = 1
"""
FILES = {"received.csv": RECEIVED, "sources.toml": described([*TABLES, "received.csv"])}


def europe() -> Told:
    rows = states((50, 1, 10, 3), (10, 10, 30, 20), (2, 1, 30, 3))
    return Told("eu", "eu-2015", audit(EuKey(), facts(rows)), NAMES)


def plain(capsys: Capture) -> str:
    return capsys.readouterr().out.replace("\u00a0", " ")


def test_a_key_that_passes_is_told_so(tmp_path: Path, capsys: Capture) -> None:
    path = small_case(tmp_path / "fall")
    assert main(["shares", str(path), "--audit"]) == 0
    text = plain(capsys)
    assert "Godkänd: mer av ”Invånare” i en kommun sänker aldrig dess egen andel. (12 fall)" in text
    assert "Slutsats: nyckeln klarar alla prövningar på dessa uppgifter." in text
    assert "Underkänd" not in text
    assert main(["shares", str(path), "--audit", "--language", "en"]) == 0
    assert "Conclusion: the key passes every test on these figures." in plain(capsys)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["fall"]


def test_a_key_that_fails_names_the_municipality_and_the_numbers(tmp_path: Path, capsys: Capture) -> None:
    """Upplands Väsby: half of 38641/893839 and half of 30/435, then 60/465."""
    path = small_case(tmp_path, FILES, WRONG)
    assert main(["shares", str(path), "--audit"]) == 0
    text = plain(capsys)
    assert "Underkänd: mer av ”Nyanlända” i en kommun höjer aldrig dess egen andel." in text
    assert ("Upplands Väsby: ”Nyanlända” från 30 till 60 (det dubbla), "
            "andelen från 56,10 till 86,13 promille av länet") in text
    assert "Slutsats: nyckeln underkänns i 1 av 10 prövningar" in text


def test_paradoxes_between_municipalities_are_told() -> None:
    text = "\n".join(audit_lines(europe(), "sv"))
    assert "när ”unemployment” ändras i en kommun rör sig ingen annan kommuns andel åt samma håll" in text
    assert ("Kråkeborg: ”unemployment” från 3 till 6 (det dubbla); "
            "då går Ankeborg från 466,59 till 465,65 promille av länet") in text
    assert "Ankeborg: nyckeln går inte att räkna ut" in text
    english = "\n".join(audit_lines(europe(), "en"))
    assert "Failed: " in english
    assert "(double); then Ankeborg goes from 466.59 to 465.65 promille" in english


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_value_is_left_unfilled(language: str) -> None:
    assert not any("{" in line or "  fault." in line for line in audit_lines(europe(), language))


def test_the_files_have_every_test_and_case(tmp_path: Path) -> None:
    told = europe()
    folder = write_audit(told, tmp_path, "sv", "EXEMPEL")
    assert sorted(p.name for p in folder.iterdir()) == ["audit.csv", "audit.xlsx", "audit_cases.csv"]
    with (folder / "audit_cases.csv").open(encoding="utf-8", newline="") as file:
        cases = list(csv.DictReader(file))
    assert len(cases) == sum(len(v.findings) for v in told.audit.verdicts)
    one = next(c for c in cases if (c["test"], c["factor"], c["code"], c["other_code"], c["change"])
               == ("others", "unemployment", "0180", "0182", "one"))
    assert (one["old"], one["new"], one["before"], one["after"], one["sort"]) == (
        "3.000000", "4.000000", "58.380702", "58.327645", "exact")
    book = load_workbook(str(folder / "audit.xlsx"))
    assert book.sheet_names == ["Prövning", "Fall", "Om"]
    tests = book.get_sheet_by_name("Prövning").to_python()
    assert len(tests) == 1 + len(told.audit.verdicts)
    assert "Underkänd" in {row[3] for row in tests}
    assert {row[0] for row in tests[1:]} <= {one["sv"] for one in subject("audit_name").values()}


def test_the_same_audit_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (write_audit(europe(), tmp_path / name, "sv") for name in ("a", "b"))
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes()


def test_both_sheets_speak_english() -> None:
    tests, cases = audit_sheets(europe(), "en")
    assert (tests.title, cases.title) == ("Audit", "Cases")
    assert cases.fields[11].title == "Promille of the county before"


def test_it_is_written_where_asked(tmp_path: Path, capsys: Capture) -> None:
    path = small_case(tmp_path / "fall", FILES, WRONG)
    assert main(["shares", str(path), "--audit", "--out", str(tmp_path / "ut")]) == 0
    assert "Prövningen är skriven till" in capsys.readouterr().err
    assert (tmp_path / "ut" / "plan-audit" / "audit.csv").is_file()


@pytest.mark.parametrize(("flags", "files"), [
    (["--out", "ut"], {}),
    (["--audit", "--out", "ut"], {"received.csv": RECEIVED.replace("400", "-400")}),
    (["--audit", "--out", "ut"], {"received.csv": RECEIVED.replace("0192,5,0\n", "")}),
])
def test_what_is_wrong_is_refused_and_nothing_written(
        tmp_path: Path, flags: list[str], files: dict[str, str], monkeypatch: pytest.MonkeyPatch,
        capsys: Capture) -> None:
    path = small_case(tmp_path / "fall", {**FILES, **files}, WRONG)
    monkeypatch.chdir(tmp_path)
    assert main(["shares", str(path), *flags]) == 2
    assert not (tmp_path / "ut").exists()
    assert capsys.readouterr().err


def test_one_test_that_fails_by_rounding_alone_is_told_with_its_unit() -> None:
    model = Weighted((Criterion("a.csv", Fraction(3)), Criterion("b.csv", Fraction(1))))
    held = facts(factor("a.csv", 1, 1, 16), factor("b.csv", 325_844, 2469, 30_513))
    text = "\n".join(audit_lines(Told("tre", "weighted", audit(model, held), NAMES), "sv"))
    assert "Godkänd, utom avrundning: när ”Värde” ändras" in text
    assert "I en prövning rör sig en andel åt fel håll bara på grund av avrundningen" in text
    assert "högst en enhet (0,01 promille av länet)" in text
    assert "Slutsats: nyckeln klarar alla prövningar" in text
