"""Who answers and where it lies: columns, sheets, text, sentences and measures."""

from __future__ import annotations

import csv
import dataclasses
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.text import Text

from models import measures
from models.plan import Plan
from planner import read_scenario, run
from planner.beside import OF_RULES
from planner.figures import capacity_used, county_map, facts, shared_homes, style
from planner.figures.arrows import draw_arrows, ways
from planner.figures.style import Drawing
from planner.measured import measured
from planner.record import write_run
from planner.results import plan_sheet, view
from planner.run import Run
from planner.whereabouts import Whereabouts, where_lines, where_sheets
from tests.figure_views import many, stockholm
from tests.small_case import SCENARIO, TABLES, described, small_case

AREAS = "area,code,split,host\nNorrort,0114,1,1\nNorrort,0192,1,0\n"
HOUSED = "code,located,most,agreement_from,agreement_to\n0192,0180,3,2009-01-01,2020-12-31\n"
TOGETHER = SCENARIO + """
[rules.co-operation]
[rules.housed-elsewhere]
[rules.smallest-home]
places = 4
"""
FILES = {"areas.csv": AREAS, "housed.csv": HOUSED,
         "sources.toml": described([*TABLES, "areas.csv", "housed.csv"])}
ONE = ['kinds=["asylum"]', "years=[2010]", "need.total=20"]
CELLS = {code: (code, "asylum", 2010) for code in ("0114", "0180", "0192")}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """A run whose plan is exchanged for one made by hand."""
    path = small_case(tmp_path_factory.mktemp("case"), FILES, TOGETHER)
    found = run(read_scenario(path, ['case.areas="areas.csv"', *ONE]))
    return dataclasses.replace(found, plan=by_hand(found.plan))


def by_hand(plan: Plan) -> Plan:
    """Upplands Väsby 2 + 3, Stockholm 8 + 0, Nynäshamn 0 + 7: a shared home of 5, two housed in Stockholm."""
    places = {CELLS["0114"]: 5, CELLS["0180"]: 8, CELLS["0192"]: 7}
    at = ("asylum", 2010)
    return dataclasses.replace(
        plan, places=places, homes={("0192", *at): 1},
        parts={("Norrort", "0114", *at): 3, ("Norrort", "0192", *at): 2},
        hosted={("Norrort", "0114", *at): 5}, shared_homes={("Norrort", "0114", *at): 1},
        elsewhere={("0192", "0180", *at): 1})


def column(made: Run, name: str) -> dict[str, int]:
    sheet = plan_sheet(made, "sv")
    return dict(zip(sheet.column("code"), sheet.column(name), strict=True))


def test_the_plan_shows_what_lies_where(made: Run) -> None:
    assert column(made, "located") == {"0180": 9, "0114": 7, "0192": 4}
    assert column(made, "elsewhere") == {"0180": 0, "0114": 0, "0192": 3}
    assert column(made, "hosted") == {"0180": 1, "0114": 2, "0192": 0}
    assert sum(column(made, "located").values()) == sum(column(made, "after").values())


def test_sheets_tell_who_answers_and_which_homes_are_shared(made: Run) -> None:
    where, homes = where_sheets(made, "sv")
    assert [row[:5] + row[6:] for row in where.rows] == [
        ("0180", "Stockholm", "0180", "Stockholm", "asylum", "", 8),
        ("0114", "Upplands Väsby", "0114", "Upplands Väsby", "asylum", "", 2),
        ("0114", "Upplands Väsby", "0114", "Upplands Väsby", "asylum", "Norrort", 3),
        ("0192", "Nynäshamn", "0180", "Stockholm", "asylum", "", 1),
        ("0192", "Nynäshamn", "0192", "Nynäshamn", "asylum", "", 4),
        ("0192", "Nynäshamn", "0114", "Upplands Väsby", "asylum", "Norrort", 2)]
    assert homes.rows == (("Norrort", "0114", "Upplands Väsby", "asylum", 2010, 5, 1,
                           "Upplands Väsby 3, Nynäshamn 2"),)


def test_text_names_area_host_and_parts(made: Run) -> None:
    assert list(where_lines(made, "sv")) == [
        "Vem som svarar och var platserna ligger, 2010",
        "  Gemensamt hem i Norrort, i Upplands Väsby: 5 platser – Upplands Väsby 3, Nynäshamn 2.",
        "  Nynäshamn svarar för platser i Stockholm: 1.",
        "  Nya platser i egna hem: Nynäshamn 4."]
    two = {("Norrort", "0114", "asylum", 2010): 2}
    several = dataclasses.replace(made, plan=dataclasses.replace(made.plan, shared_homes=two))
    assert list(where_lines(several, "en"))[1].startswith(
        "  2 shared homes of Norrort, in Upplands Väsby: 5 places")


def test_a_home_that_its_host_fills_alone_is_its_own(made: Run) -> None:
    at = ("asylum", 2010)
    alone = dataclasses.replace(
        made.plan, parts={("Norrort", "0114", *at): 3}, hosted={("Norrort", "0114", *at): 3},
        places={CELLS["0114"]: 5, CELLS["0180"]: 10, CELLS["0192"]: 5})
    alone = dataclasses.replace(made, plan=alone)
    told = list(where_lines(alone, "sv"))
    assert not any("emensam" in line for line in told)
    assert told[-1] == "  Nya platser i egna hem: Stockholm 2, Upplands Väsby 3, Nynäshamn 4."
    seen = view(alone)
    town = shared_homes.read(seen, facts.read(seen))["0114"]
    assert (town.own, town.shared) == (3, 0)
    words = words_of(shared_homes.draw(seen, facts.read(seen))[0])
    assert "I egna hem i kommunen" in words
    assert "I gemensamt hem i kommunen" not in words  # no sign of what does not occur


def test_each_sentence_says_where_its_places_lie(made: Run) -> None:
    sheet = plan_sheet(made, "sv")
    told = dict(zip(sheet.column("code"), sheet.column("sentence"), strict=True))
    assert "2 av platserna ligger i Upplands Väsby, i gemensamt hem för Norrort" in told["0192"]
    assert "1 av platserna ligger i Stockholm" in told["0192"]
    assert told["0114"].endswith("här ligger också 2 som Nynäshamn svarar för")


def test_a_plan_rests_on_the_areas_that_share_homes_and_on_who_may_house_whom(made: Run) -> None:
    sheet = plan_sheet(made, "sv")
    rests = dict(zip(sheet.column("code"), sheet.column("rests_on"), strict=True))
    assert {code: "areas.csv" in text for code, text in rests.items()} == {
        "0114": True, "0192": True, "0180": False}
    assert {code: "housed.csv" in text for code, text in rests.items()} == {
        "0114": False, "0192": True, "0180": True}  # who answers, and where it may lie


def test_areas_that_only_name_decide_nothing(tmp_path: Path) -> None:
    path = small_case(tmp_path, FILES)
    found = run(read_scenario(path, ['case.areas="areas.csv"', *ONE]))
    assert not any("areas.csv" in text for text in plan_sheet(found, "sv").column("rests_on"))


def test_measures_of_taking_part(made: Run) -> None:
    assert measures.participation(made.plan) == 2
    assert measures.shared_homes(made.plan) == 1
    assert measures.homes_opened(made.plan) == 2
    assert measures.at_home(made.plan) == Fraction(7, 10)
    values = {m.key: m.value for m in measured(made.plan)}
    assert (values["participation"], values["at_home"], values["shared_homes"]) == (2, 70, 1)
    assert {"at_home", "shared_homes"} <= set(OF_RULES)


def test_where_nothing_moves_nothing_is_told(tmp_path: Path) -> None:
    alone = run(read_scenario(small_case(tmp_path), ONE))
    assert where_sheets(alone, "sv") == []
    assert list(where_lines(alone, "sv")) == []
    assert Whereabouts.of(alone.plan).at == {}
    assert column(alone, "located") == column(alone, "after")
    assert set(column(alone, "elsewhere").values()) == {0}
    assert measures.shared_homes(alone.plan) is None
    assert measures.at_home(alone.plan) == 1


def test_a_real_plan_adds_up(tmp_path: Path) -> None:
    path = small_case(tmp_path / "case", FILES, TOGETHER)
    found = run(read_scenario(path, ['case.areas="areas.csv"', "need.total={asylum = [20, 30], permit = 9}"]))
    folder = write_run(found, tmp_path)
    with (folder / "plan.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(int(r["located"]) == int(r["after"]) - int(r["elsewhere"]) + int(r["hosted"]) for r in rows)
    with (folder / "whereabouts.csv").open(encoding="utf-8", newline="") as file:
        where = list(csv.DictReader(file))
    for kind in ("asylum", "permit"):
        assert sum(int(r["places"]) for r in where if r["kind"] == kind and r["year"] == "2011") == \
            sum(int(r["after"]) for r in rows if r["kind"] == kind and r["year"] == "2011")
    assert (folder / "shared_homes.csv").exists()


def words_of(drawing: Drawing) -> list[str]:
    """What is written on a page."""
    with style.drawing():
        return [t.get_text() for t in drawing.build().findobj(Text) if t.get_text().strip()]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_figure_says_who_answers_and_where(made: Run, language: str) -> None:
    seen = view(made, language)
    read = facts.read(seen)
    towns = shared_homes.read(seen, read)
    assert {c: (t.own, t.shared, dict(t.away), dict(t.guests)) for c, t in towns.items()} == {
        "0114": (0, 3, {}, {"Nynäshamn": 2}), "0180": (0, 0, {}, {"Nynäshamn": 1}),
        "0192": (4, 0, {"Stockholm": 1, "Upplands Väsby": 2}, {})}
    drawn, = shared_homes.draw(seen, read)
    words = words_of(drawn)
    verb = "ligger" if language == "sv" else "lie"
    assert f"{verb} i{'' if language == 'sv' else 'n'} Upplands Väsby 2, Stockholm 1" in words
    assert "Norrort" in words
    assert any("Nynäshamn 2" in word for word in words)


def test_capacity_is_set_against_what_lies_there(made: Run) -> None:
    seen = view(made)
    read = facts.read(seen)
    assert {code: row.here for code, row in read.total.items()} == {"0114": 7, "0180": 9, "0192": 4}
    drawn, = capacity_used.draw(seen, read)
    assert any("ligger i kommunen, vem som än svarar" in word for word in words_of(drawn))


def test_figures_of_many_municipalities_stand_on_several_pages() -> None:
    seen = many(60)
    names = dict(zip(seen.plan["code"], seen.plan["name"], strict=True))
    codes = sorted(names)
    rows = [{"code": c, "name": names[c], "lies_code": codes[0], "lies_name": names[codes[0]],
             "kind": "mixed", "year": 2010, "area": "Ett", "places": 1} for c in codes[1:45]]
    seen = dataclasses.replace(seen, lies=pd.DataFrame(rows), areas={"Ett": tuple(codes[:45])})
    pages = shared_homes.draw(seen, facts.read(seen))
    assert len(pages) == 2
    told = [word for page in pages for word in words_of(page)]
    assert {names[c] for c in codes} <= set(told)


def test_nothing_is_drawn_where_nothing_moves() -> None:
    seen = stockholm()
    assert shared_homes.draw(seen, facts.read(seen)) == []
    stems = [d.stem for d in county_map.draw(seen, facts.read(seen))]
    assert stems == ["map_EXEMPEL", "map_per_10000_EXEMPEL"]


def test_arrows_go_from_who_answers_to_where_it_lies() -> None:
    seen = stockholm()
    lies = pd.DataFrame([{"code": "0162", "name": "Danderyd", "lies_code": "0160", "lies_name": "Täby",
                          "kind": "mixed", "year": 2010, "area": "Nordost", "places": 2}])
    seen = dataclasses.replace(seen, lies=lies)
    drawn = next(d for d in county_map.draw(seen, facts.read(seen)) if d.stem.startswith("map_lies"))
    assert ways(seen, 2010) == (("0162", "0160"),)
    assert "svarar → ligger i" in words_of(drawn)


def test_an_arrow_ends_beside_a_name_and_not_under_it() -> None:
    from matplotlib.figure import Figure
    ax = Figure(figsize=(4, 4)).add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, 4), ylim=(0, 4))
    ax.text(1, 1, "Kommun", fontsize=7, ha="center", va="center")
    before = len(ax.texts)
    draw_arrows(ax, {"a": (1.0, 3.0), "b": (1.0, 1.0)}, [("a", "b")])
    arrow = ax.texts[before]
    assert 1.05 < arrow.xy[1] < 1.2  # above the word, which is 0.1 inch high
    assert tuple(arrow.xyann) == (1.0, 3.0)
