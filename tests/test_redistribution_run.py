"""Redistribution of a scenario: the form, both sides, grants, a list of one's own, and what is refused."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from models.redistribution import Transfer
from planner import cli
from planner.check import check
from planner.redistribute_record import write_redistribution
from planner.redistribute_sheets import booked_sheet, form_sheet, grant_sheet, side_sheet
from planner.redistribute_text import lines
from tests.willing_county import SCENARIO, TABLES, made, refused, willing_county

SOLNA, SOLLENTUNA, VASBY, STOCKHOLM = "0184", "0163", "0114", "0180"
LIST = "giver,receiver,promille\n"
# Solna has room for 10 of 14.175 children, Sollentuna for 7 of 8.535: 279 and 103 hundredths too much.
PROPOSED = (Transfer(SOLNA, STOCKHOLM, 279), Transfer(SOLLENTUNA, VASBY, 103))


def wrote(folder: Path, text: str) -> Path:
    path = folder / "lista.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def county(tmp_path: Path) -> Path:
    return willing_county(tmp_path)


def test_the_proposal_keeps_the_room_by_the_shortest_ways(county: Path) -> None:
    done = made(county)
    assert done.proposal.transfers == PROPOSED
    assert done.above == {}
    assert not done.example


def test_the_form_has_giver_receiver_promille_and_nothing_else(county: Path, tmp_path: Path) -> None:
    done = made(county)
    assert form_sheet(done, "sv").plain() == "giver,receiver,promille\n0184,0180,2.79\n0163,0114,1.03\n"
    book = CalamineWorkbook.from_path(str(write_redistribution(done, tmp_path / "ut") / "omfordelning.xlsx"))
    assert book.get_sheet_by_name("Omfördelning").to_python() == [
        ["Givare", "Mottagare", "Promille"], ["0184 Solna", "0180 Stockholm", 2.79],
        ["0163 Sollentuna", "0114 Upplands Väsby", 1.03]]
    assert booked_sheet(done, "sv").rows[0][3:] == ("2019-03-01", "2020-02-29")


def test_the_form_read_back_is_the_proposal(county: Path, tmp_path: Path) -> None:
    done = made(county)
    again = made(county, listed=wrote(tmp_path, form_sheet(done, "sv").plain()))
    assert again.listed is not None
    assert again.listed.transfers == done.proposal.transfers
    booked = made(county, listed=wrote(tmp_path, booked_sheet(done, "sv").plain()))
    assert booked.listed is not None
    assert booked.listed.transfers == done.proposal.transfers
    assert len({done.id, again.id}) == 2
    assert again.id == booked.id


def test_both_sides_and_the_county_before_and_after(county: Path) -> None:
    sheet = side_sheet(made(county), "sv")
    rows = {row[0]: row for row in sheet.rows}
    assert rows[SOLNA][2:12] == ("ger", Fraction(945, 100), Fraction(-279, 100), Fraction(666, 100),
                                 Fraction(14175, 1000), Fraction(999, 100), 14, 10, 10, Fraction(0))
    assert sheet.column("share_before")[-1] == sheet.column("share_after")[-1] == Fraction(9414, 100)
    assert sheet.column("expected_before")[-1] == sheet.column("expected_after")[-1]
    assert sum(sheet.column("moved")[:-1]) == 0


def test_the_variable_grant_follows_and_the_fixed_does_not(county: Path) -> None:
    sheet = grant_sheet(made(county), "sv")
    assert sheet is not None
    rows = {row[0]: row for row in sheet.rows}
    assert rows[SOLNA][2:5] == (14 * 9450, 10 * 9450, 500_000)
    assert rows[STOCKHOLM][4] == 500_000
    assert rows[SOLNA][5:7] == (Fraction(14175, 1000) * 52_000, Fraction(999, 100) * 52_000)
    for word in ("once", "daily"):
        assert sheet.column(f"{word}_before")[-1] == sheet.column(f"{word}_after")[-1]
    no_amounts = made(county, ["redistribute.parameters="])
    assert grant_sheet(no_amounts, "sv") is None


def test_what_is_not_solved_is_told_by_municipality(county: Path) -> None:
    done = made(county, ['redistribute.limit=20'])  # Sollentuna reaches Väsby, Solna reaches Stockholm
    assert done.proposal.transfers == PROPOSED
    nobody = made(willing_county(county.parent / "b", {"willing.csv": "code,role\n0184,giver\n"}))
    text = "\n".join(lines(nobody, None, "sv"))
    assert nobody.above == {SOLNA: 279, SOLLENTUNA: 103}
    assert "Förslaget är att inget flyttas" in text
    assert "skriv målet offered i goals" in text
    assert "Solna: 14,2 väntade barn, rum för 10, alltså 2,79 promille för mycket" in text


def test_givers_that_want_to_give_do_so_where_that_is_a_goal(county: Path) -> None:
    goals = 'redistribute.goals=["capacity", "offered", "commuting", "fewest", "least"]'
    done = made(county, [goals])
    # Together 10.95 promille is offered; Stockholm has room for 4.50 more and Upplands Väsby for 1.83.
    assert sum(one.units for one in done.proposal.transfers) == 450 + 183
    assert done.above == {}
    assert "4,62 promille av det som erbjuds blir kvar hos givarna" in "\n".join(lines(done, None, "sv"))


def test_the_text_says_what_it_rests_on_and_what_stands_outside(county: Path) -> None:
    text = "\n".join(lines(made(county), None, "sv"))
    assert "Bästa möjliga omfördelning enligt dessa regler och dessa ingångsvärden; 0 av 8" in text
    assert "löpande anvisningsandelar med omfördelning inom länet, giltiga 2019-01-01–2020-12-31" in text
    assert "Anvisningar på anknytning och kvotflyktingar ligger utanför" in text
    assert "0184 Solna       0180 Stockholm           2,79" in text
    assert "Ingen kommun väntas få fler barn än den har sagt sig ha rum för." in text
    assert "beyond the room there is: " in "\n".join(lines(made(county), None, "en"))


def test_a_list_that_holds_stands_beside_the_proposal(county: Path, tmp_path: Path) -> None:
    done = made(county, listed=wrote(tmp_path, LIST + '0184,0114,"1,00"\n0184,0180,2.00\n'))
    text = "\n".join(lines(done, None, "sv"))
    assert "Listan lista.csv håller alla regler:" in text
    assert "utöver vad som ryms: listan 1,03 promille, 1,5 väntade barn; förslaget 0,00 promille" in text
    assert "få överföringar: 2 överföringar, lika bra som förslaget" in text
    assert done.above == {SOLLENTUNA: 103}
    assert done.shown == (Transfer(SOLNA, STOCKHOLM, 200), Transfer(SOLNA, VASBY, 100))


def test_every_fault_of_a_list_at_once(county: Path, tmp_path: Path) -> None:
    listed = wrote(tmp_path, "giver,receiver,promille,valid_from,valid_to\n"
                             "0180,0114,1.00,,\n"                       # Stockholm is no giver
                             "0184,0163,0.50,,\n"                       # Sollentuna is no receiver, and gives
                             "0163,0180,1.60,,\n"                       # beyond the limit, and the offer
                             "0184,0380,0.10,,\n"                       # another county
                             "0184,0114,9.305,2018-03-01,2019-02-28\n"  # decimals, before the rules
                             "0184,0180,0.00,2020-03-01,2021-02-28\n"   # nothing, another year
                             "0163,0114,3.20,2019-03-01,2020-08-31\n"   # too long, too much together
                             "0184,0184,0.01,,\n")                      # to itself
    found = refused(county, listed=listed)
    assert sorted(set(found)) == [
        "redistribute-decimals", "redistribute-far", "redistribute-floor", "redistribute-gives-much",
        "redistribute-gives-takes", "redistribute-long", "redistribute-no-way", "redistribute-nothing",
        "redistribute-other-county", "redistribute-other-year", "redistribute-self",
        "redistribute-takes-much", "redistribute-unwilling-giver", "redistribute-unwilling-receiver",
        "redistribute-window"]


def test_a_giver_keeps_the_floor(county: Path, tmp_path: Path) -> None:
    listed = wrote(tmp_path, LIST + "0184,0180,9.45\n")
    assert refused(county, listed=listed) == []
    assert refused(county, ["redistribute.floor=1"], listed) == ["redistribute-floor"]


def test_a_list_that_the_scenario_names_is_checked_with_it(tmp_path: Path) -> None:
    head = "giver,receiver,promille,valid_from,valid_to\n"
    path = willing_county(tmp_path, {"lista.csv": head + "0184,0180,2.79,2019-03-01,2020-02-29\n"},
                          SCENARIO + 'list = "lista.csv"\n')
    assert made(path).listed is not None
    assert list(check([path])) == []
    path = willing_county(tmp_path, {"lista.csv": head + "0180,0184,1.00,2019-03-01,2020-02-29\n"},
                          SCENARIO + 'list = "lista.csv"\n')
    assert [one.key for one in check([path])] == ["redistribute-unwilling-giver",
                                                  "redistribute-unwilling-receiver", "redistribute-no-way"]


@pytest.mark.parametrize(("sets", "key"), [
    (["years=[2018]", "population_date=2017-12-31", "plan_date=2018-03-01"], "redistribute-window"),
    (["redistribute.year=2018"], "redistribute-window"),
    (["redistribute.valid_from=2018-12-31"], "redistribute-window"),
    (["redistribute.valid_to=2020-12-31"], "redistribute-long"),
    (["redistribute.valid_to=2019-02-01"], "redistribute-backwards"),
    (["redistribute.capacity=", 'redistribute.goals=["capacity"]'], "redistribute-no-capacity"),
    (["redistribute.minutes=", 'redistribute.goals=["commuting"]'], "redistribute-no-commuting"),
    (["redistribute.minutes="], "redistribute-limit"),
    (['redistribute.goals=["least", "least"]'], "redistribute-goal-twice"),
    (['redistribute.floor="1/3"'], "redistribute-decimals"),
    (["shares.model=by-population"], "redistribute-steps"),
    (["redistribute.year=2016", "redistribute.forecast=1"], "parameter-outside")])
def test_what_the_scenario_may_not_say(tmp_path: Path, sets: list[str], key: str) -> None:
    people = TABLES["population.csv"] + TABLES["population.csv"].partition("\n")[2].replace("2018", "2017")
    assert key in refused(willing_county(tmp_path, {"population.csv": people}), sets)


@pytest.mark.parametrize(("willing", "key"), [
    ("0184,chef,\n", "redistribute-role"), ("0184,giver,1.005\n", "redistribute-decimals"),
    ("0184,giver,\n0184,receiver,\n", "redistribute-both")])
def test_what_the_willing_may_not_say(tmp_path: Path, willing: str, key: str) -> None:
    files = {"willing.csv": "code,role,most\n" + willing}
    assert refused(willing_county(tmp_path, files)) == [key]


def test_a_scenario_without_the_section_says_so(tmp_path: Path) -> None:
    path = willing_county(tmp_path, scenario=SCENARIO.partition("[redistribute]")[0])
    assert refused(path) == ["redistribute-none"]


def test_places_are_children_only_by_a_stated_number(tmp_path: Path) -> None:
    scenario = SCENARIO.replace('capacity = "room.csv"', 'places = "capacity.csv"')
    files = {"capacity.csv": "code,capacity\n0184,5\n0163,4\n"}
    path = willing_county(tmp_path, files, scenario)
    assert refused(path) == ["redistribute-places"]
    done = made(path, ["regime.children_per_place=1.5"])
    assert dict(done.question.room) == {SOLNA: 7, SOLLENTUNA: 6}
    assert "inte känt i Stockholm och Upplands Väsby" in "\n".join(lines(done, None, "sv"))


def test_the_folder_has_the_same_bytes_on_every_solver(county: Path, tmp_path: Path) -> None:
    def written(name: str, *flags: str) -> dict[str, bytes]:
        assert cli.main(["redistribute", str(county), "--out", str(tmp_path / name), *flags]) == 0
        return {p.name: p.read_bytes() for p in (tmp_path / name).rglob("*") if p.suffix in (".csv", ".svg")}

    first = written("a")
    assert set(first) == {"omfordelning.csv", "transfers.csv", "before_after.csv", "grants.csv", "goals.csv",
                          "redistribution.svg"}
    assert written("b", "--solver", "highs") == first


def test_the_command_line(county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "ut"
    listed = wrote(tmp_path, LIST + "0180,0114,1.00\n")
    assert cli.main(["redistribute", str(county), "--list", str(listed), "--out", str(out)]) == 2
    assert "Stockholm har inte sagt sig villig att ge av sin andel" in capsys.readouterr().err
    assert not out.exists()
    assert cli.main(["redistribute", str(county), "--list", str(tmp_path / "x.csv"), "--out", str(out)]) == 2
    assert cli.main(["redistribute", str(county), "--out", str(out), "--seconds", "0.000000001"]) == 5
    folder, = out.iterdir()
    assert [p.name for p in folder.iterdir()] == ["omfordelning.json"]
    assert json.loads((folder / "omfordelning.json").read_text())["status"] == "nothing-found"
    assert cli.main(["redistribute", str(county), "--out", str(out)]) == 0
    assert json.loads((folder / "omfordelning.json").read_text())["proposal"] == [
        {"giver": t.giver, "receiver": t.receiver, "units": t.units} for t in PROPOSED]


def test_an_assumed_table_makes_it_an_example(tmp_path: Path) -> None:
    done = made(willing_county(tmp_path, assumed=["willing.csv"]))
    assert done.example
    names = {p.name for p in write_redistribution(done, tmp_path / "ut").iterdir()}
    assert "redistribution_EXEMPEL.png" in names
