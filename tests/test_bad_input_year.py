"""Wrong input of the share model through the year: every fault told at once, and nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import InputFault
from planner.cli import main
from planner.person_text import hidden, points_out
from planner.template.decided import read_decided
from tests.bad_input import (
    DECIDED,
    FLOW,
    KEY,
    LEDGER,
    MONEY,
    MOVE,
    ORDER,
    PART,
    REFER,
    copied,
    refused,
    spoilt,
)

Caught = pytest.CaptureFixture[str]
BORN = "20010517-1234"


@pytest.mark.parametrize(("verb", "scenario", "sets", "told"), [
    ("plan", ORDER, ["regime.name=redistributon"], ["är ingen regim; menades redistribution?"]),
    ("plan", ORDER, ["regime.name=nej"], ["”nej” är ingen regim; det finns"]),
    ("plan", ORDER, ["regime.nmae=x"], ["menade du ”name”?"]),
    ("plan", ORDER, ["regime.children_per_place=1000000000000"], ["högst 365"]),
    ("plan", ORDER, ["regime=5"], ["ingen grupp av nycklar"]),
    ("ledger", LEDGER, ["ledger.readng=today"], ["menade du ”reading”?"]),
    ("ledger", LEDGER, ["ledger.table=[1, 2]"], ["ingen text"]),
    ("plan", ORDER, ["order.national=många"], ["”många” är inget antal"]),
    ("plan", ORDER, ["order.national=-1"], ["minst 0"]),
    ("plan", ORDER, ["order.national=[1500, 1.5]"], ["”1.5” är inget heltal"]),
    ("plan", ORDER, ["order.national=1000000000000"], ["högst 1000000"]),
    ("plan", ORDER, ["years=[2999]"], ["högst 2200"]),
    ("plan", KEY, ["shares.key=2014"], ["skriv text inom citattecken"]),
    ("plan", KEY, ["shares.to_share=1000000000000"], ["högst 1000000"]),
    ("plan", MONEY, ["money.county_part=2"], ["högst 1"]),
    ("plan", ORDER, ["shares.approved=2020-03-15"], ["godkända 2020-03-15, efter den dag de slutar gälla"]),
    ("plan", ORDER, ["shares.to_share=1000000000000"], ["högst 1000000000"]),
    ("refer", REFER, ["refer.referrals=1000000000000"], ["högst 100000"]),
    ("refer", REFER, ["refer.span=1000000"], ["högst 1000"]),
    ("refer", REFER, ["refer.national_next=275"], ["riket får 275 anvisningar medan länet ensamt får 276"]),
    ("refer", REFER, ["refer.kin_part=2", "refer.referrals=3"], ["anvisningar väntas", "2 är ingen del"]),
    ("redistribute", MOVE, ["redistribute.forecast=1000000000000"], ["högst 1000000"]),
    ("redistribute", MOVE, ["redistribute.floor=2000"], ["högst 1000"]),
    ("redistribute", MOVE, ["redistribute.year=0"], ["minst 1900"]),
    ("redistribute", MOVE, ["redistribute.year=9999"], ["högst 2200"]),
    ("redistribute", MOVE, ["redistribute.year=2030"], ["som flyttas gäller 2019-03-01–2020-02-29"]),
    ("redistribute", MOVE, ["redistribute.valid_from=9999-12-01"], ["högst 2200-12-31"]),
    ("redistribute", MOVE, ["redistribute.valid_from=2019-03-15"],
     ["börjar 2019-03-15, inne i en månad", "slutar 2020-03-14, inne i en månad", "andelarna som flyttas"]),
    ("redistribute", MOVE, ["redistribute.valid_to=2020-02-28"], ["slutar 2020-02-28, inne i en månad"]),
    ("ledger", LEDGER, ["ledger.through=2999-12"], ["ingen månad"]),
    ("ledger", LEDGER, ["ledger.start=0001-01-01"], ["minst 1900-01-01"]),
    ("plan", LEDGER, ["plan_date=9999-12-31"], ["högst 2200-12-31"])])
def test_a_key_is_refused_once_with_its_place(tmp_path: Path, capsys: Caught, verb: str, scenario: str,
                                              sets: list[str], told: list[str]) -> None:
    found = refused(capsys, tmp_path / "ut", verb, copied(tmp_path, scenario), *sets)
    assert len(found) == len(told), found
    for line, part in zip(found, told, strict=True):
        assert part in line.replace("\u00a0", " ")
        assert line.startswith("--set ") or f"{scenario.rpartition('/')[2]}:" in line


@pytest.mark.parametrize(("verb", "missing"), [("ledger", "[ledger]"), ("refer", "[refer]"),
                                               ("redistribute", "[redistribute]")])
def test_a_section_that_is_missing_is_told_with_the_file(tmp_path: Path, capsys: Caught, verb: str,
                                                         missing: str) -> None:
    found = refused(capsys, tmp_path / "ut", verb, copied(tmp_path, ORDER))
    assert len(found) == 1
    assert "case.toml:" in found[0]
    assert missing in found[0]


PERSONS = [
    ("ledger", LEDGER, "stockholm-2019/lopande/anvisningar.csv", ("code", "name", "month", "kind", "count")),
    ("ledger", LEDGER, "stockholm-2019/lopande/andelar.csv", ("code", "valid_from", "weight", "source")),
    ("ledger", LEDGER, "stockholm-2019/lopande/riket.csv", ("month", "referrals")),
    ("refer", REFER, "stockholm-2019/lopande/vantade.csv", ("ties", "note")),
    ("refer", REFER, "stockholm-2019/lopande/barn-per-ar.csv", ("code", "name", "children")),
    ("redistribute", MOVE, "stockholm-2019/lopande/villiga.csv",
     ("code", "role", "most", "decided_by", "date", "note", "vem")),
    ("plan", DECIDED, "ostergotland-2019/decided.csv", ("year", "number", "note")),
    ("plan", PART, "stockholm-2019/parameters.csv", ("parameter", "value", "unit", "source", "note")),
    ("plan", KEY, "ostergotland-2019/measures.csv", ("labour_market", "note")),
    ("plan", KEY, "ostergotland-2019/self_settled.csv", ("self_settled", "vem"))]


@pytest.mark.parametrize(("verb", "scenario", "table", "column"), [
    (verb, scenario, table, column) for verb, scenario, table, columns in PERSONS for column in columns])
@pytest.mark.parametrize("text", [BORN, "200105171234", "Ali B 010517-1234"])
def test_a_personal_number_in_any_table_is_refused_and_not_repeated(
        tmp_path: Path, capsys: Caught, verb: str, scenario: str, table: str, column: str, text: str) -> None:
    path = spoilt(tmp_path, scenario, table, 2, column, text)
    found = refused(capsys, tmp_path / "ut", verb, path)
    assert not [one for one in found if "0517" in one or "Ali" in one]
    assert any("personnummer" in one and f"{Path(table).name}:2" in one for one in found)


@pytest.mark.parametrize("key", ["regime.outside", "shares.approved_by", "title", "description",
                                 "redistribute.willing"])
def test_a_personal_number_in_a_scenario_is_refused_and_not_repeated(tmp_path: Path, capsys: Caught,
                                                                     key: str) -> None:
    found = refused(capsys, tmp_path / "ut", "plan", copied(tmp_path, LEDGER), f"{key}=Ali {BORN}")
    assert len(found) == 1
    assert found[0].startswith(f"--set {key}=Ali •••: {key}: här står något som ser ut som ett personnummer")
    assert "0517" not in found[0]


def test_a_personal_number_in_the_sources_is_refused_and_not_repeated(tmp_path: Path, capsys: Caught) -> None:
    path = copied(tmp_path, LEDGER)
    sources = path.parent / "sources.toml"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(text.replace('rule = """', f'rule = """{BORN} ', 1), encoding="utf-8")
    found = refused(capsys, tmp_path / "ut", "ledger", path)
    assert len(found) == 1
    assert "sources.toml:" in found[0]
    assert "0517" not in found[0]


@pytest.mark.parametrize(("text", "seen"), [
    *((text, True) for text in (BORN, "010517-1234", "200105171234", "20010577-1234", "010517+1234")),
    *((text, False) for text in ("0105171234", "212000-0142", "2016-04-01", "13000000", "1000000000000",
                                 "2010-2015", "dnr 851-12345-2016", ""))])
def test_what_points_out_a_person_in_a_text(text: str, seen: bool) -> None:
    assert points_out(text) is seen
    assert (hidden(text) != text) is seen


def test_a_list_of_transfers_keeps_a_personal_number_to_itself(tmp_path: Path, capsys: Caught) -> None:
    listed = tmp_path / "lista.csv"
    listed.write_text(f"giver,receiver,promille\n0140,0126,{BORN}\n", encoding="utf-8")
    found = refused(capsys, tmp_path / "ut", "redistribute", copied(tmp_path, MOVE),
                    flags=["--list", str(listed)])
    assert len(found) == 1
    assert "lista.csv:2" in found[0]
    assert "0517" not in found[0]


@pytest.mark.parametrize(("scenario", "table", "line", "column", "text", "told"), [
    (LEDGER, "stockholm-2019/lopande/andelar.csv", 2, "valid_to", "9999-12-31", "ligger för långt bort"),
    (LEDGER, "stockholm-2019/lopande/anvisningar.csv", 2, "month", "2016-1", "ingen månad"),
    (LEDGER, "stockholm-2019/lopande/anvisningar.csv", 2, "code", "0580", "finns inte bland länets kommuner"),
    (LEDGER, "stockholm-2019/lopande/anvisningar.csv", 2, "name", "Nacka", "här står ”Nacka”"),
    (LEDGER, "stockholm-2019/lopande/anvisningar.csv", 2, "code", "Summa", "”Summa” ser ut som en summa"),
    (LEDGER, "stockholm-2019/lopande/andelar.csv", 2, "weight", "3.51", "skriv till exempel 351 för 3,51"),
    (DECIDED, "ostergotland-2019/decided.csv", 2, "number", "1000000000000", "personnummer"),
    (MONEY, "stockholm-2010/ersattningar.csv", 2, "value", "1.600", "kan vara tusental"),
    (FLOW, "ostergotland-2012/parametrar.csv", 3, "value", "100000", "mer än 1 200 månader"),
    (FLOW, "ostergotland-2012/parametrar.csv", 2, "value", "1000", "mer än ett om dagen (365)"),
    (FLOW, "ostergotland-2012/parametrar.csv", 3, "unit", "procent", "står i ”procent”"),
    (MONEY, "stockholm-2010/ersattningar.csv", 2, "unit", "tkr per plats och dygn", "räknas i kronor"),
    (MONEY, "stockholm-2010/ersattningar.csv", 2, "value", "1000000000000", "1 000 000 000"),
    (MONEY, "stockholm-2010/ersattningar.csv", 2, "value", "-5", "mellan 0 och 1 000 000 000")])
def test_a_cell_that_cannot_be_meant_is_refused(tmp_path: Path, capsys: Caught, scenario: str, table: str,
                                                line: int, column: str, text: str, told: str) -> None:
    path = spoilt(tmp_path, scenario, table, line, column, text)
    found = refused(capsys, tmp_path / "ut", "plan", path)
    assert told in found[0].replace("\u00a0", " ")
    assert Path(table).name in found[0]


def test_a_part_in_percent_is_no_part(tmp_path: Path, capsys: Caught) -> None:
    path = copied(tmp_path, MONEY)
    table = path.parent / "ersattningar.csv"
    text = table.read_text(encoding="utf-8").replace("del av platserna", "procent")
    table.write_text(text, encoding="utf-8")
    found = refused(capsys, tmp_path / "ut", "plan", path)
    assert [one for one in found if "en del från 0 till 1" in one] == found != []


def test_months_without_the_nation_s_referrals_are_told_as_runs(tmp_path: Path, capsys: Caught) -> None:
    path = copied(tmp_path, LEDGER)
    table = path.parent / "riket.csv"
    rows = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join([*rows[:5], *rows[9:12], *rows[13:]]) + "\n", encoding="utf-8")
    found = refused(capsys, tmp_path / "ut", "ledger", path)
    assert [one.partition("saknas för ")[2].partition(";")[0] for one in found] == [
        "månaderna 2016-05–2016-08", "2016-12"]


def test_deviations_of_the_plan_s_own_years_are_refused(tmp_path: Path, capsys: Caught) -> None:
    path = copied(tmp_path, ORDER)
    (path.parent / "avvikelser.csv").write_text("code,kind,year,carried\n0114,referral,2019,1\n"
                                                "0115,referral,2018,1\n", encoding="utf-8")
    for name, text in (("andelsmodellen.toml", '\n[followup]\ndeviations = "avvikelser.csv"\n'), (
            "sources.toml", '\n["avvikelser.csv"]\npublisher = "x"\ndate = "2019"\nstatus = "official"\n')):
        with (path.parent / name).open("a", encoding="utf-8") as file:
            file.write(text)
    found = refused(capsys, tmp_path / "ut", "plan", path)
    assert len(found) == 1
    assert "till och med år 2019, men planen börjar 2019" in found[0]


@pytest.mark.parametrize("below", ["", "mapp/mapp"])
@pytest.mark.parametrize(("verb", "scenario"), [("ledger", LEDGER), ("refer", REFER), ("redistribute", MOVE),
                                                ("plan", ORDER), ("shares", ORDER), ("template", ORDER)])
def test_results_are_not_written_into_a_file(tmp_path: Path, capsys: Caught, verb: str, scenario: str,
                                             below: str) -> None:
    path, file = copied(tmp_path, scenario), tmp_path / "fil.txt"
    file.write_text("hej", encoding="utf-8")
    assert main([verb, str(path), "--out", str(file / below)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "fil.txt är en fil, så inga resultat kan skrivas där" in told.err
    assert file.read_text(encoding="utf-8") == "hej"


@pytest.mark.parametrize(("record", "plan", "file"), [
    ("{", "", "run.json"), ("[]", "", "run.json"), ("{}", "", "run.json"),
    ('{"run": "a", "scenario": "b"}', "", "plan.csv"),
    ('{"run": "a", "scenario": "b"}', "x,y\n1,2\n", "plan.csv"),
    ('{"run": "a", "scenario": "b"}', "code,kind,year,after,new\n0114,asylum,i år,2,1\n", "plan.csv")])
def test_a_run_that_was_altered_is_told(tmp_path: Path, record: str, plan: str, file: str) -> None:
    (tmp_path / "run.json").write_text(record, encoding="utf-8")
    (tmp_path / "plan.csv").write_text(plan, encoding="utf-8")
    with pytest.raises(InputFault) as caught:
        read_decided(tmp_path, None)
    assert [(one.key, Path(one.place.file).name) for one in caught.value.faults] == [("template-torn", file)]
