"""[permit-stock] in a scenario: totals in the plan, faults, text, sheets, figure, measure, versions."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from models.permit_near import near, nearness, neighbours
from models.permit_need import PermitNeed
from models.plan import Ending
from planner import read_scenario, run
from planner.cli import main
from planner.figures import drawings
from planner.measured import measured
from planner.permit_story import story_of
from planner.permit_told import permit_lines, permit_sheets
from planner.record import write_run
from planner.results import view
from planner.run import Run
from tests.small_case import BARE, TABLES, described, faults, keys, small_case

CASE = Path(__file__).parent.parent / "scenarios" / "ostergotland-2012" / "permit-strom.toml"
ROWS = ("children-per-place,1,barn per plats och år", "handling,60,dagar", "permit-rate,50,procent",
        "permit-rate-without-dublin,0.625,andel", "dublin-part,0.2,andel", "after-permit,1,månader",
        "stay,6,månader", "leaves-otherwise,0,andel")
STOCK = """\
extends = "case.toml"
title = "Lager och flöde"

[need]
total = {asylum = [24, 36]}

[permit-stock]
rate = "all"

[rules.capacity]
"""


def parameters(rows: tuple[str, ...] = ROWS) -> str:
    return "parameter,value,unit\n" + "".join(f"{row}\n" for row in rows)


def case(folder: Path, scenario: str = STOCK, table: str = "", **files: str) -> Path:
    sources = described([*TABLES, "parametrar.csv", *files])
    return small_case(folder, {"case.toml": BARE, "parametrar.csv": table or parameters(),
                               "sources.toml": sources, **files}, scenario)


def done(path: Path, *sets: str) -> Run:
    found = run(read_scenario(path, sets))
    assert found.plan.ending is Ending.PROVED
    return found


def totals(found: Run) -> list[int]:
    need = found.plan.problem.need
    return [need.total["permit", year] for year in need.years]


def test_the_county_total_is_the_stock_by_hand(tmp_path: Path) -> None:
    """24, then 36 places: 2, then 3 children a month; half get a permit; three months until they move.

    In the steady state before 2010 ten places sent 10/12 a month, half of them with a permit: 5/12.
    """
    path = case(tmp_path)
    # 31 December 2010: those who moved in July–December came in April–September, 2 a month: 6.
    # 31 December 2011: those who came in April–September 2011, 3 a month: 9.
    assert totals(done(path)) == [6, 9]
    story = story_of(done(path).plan)
    assert story is not None
    assert [one.stock for one in story.years] == [6, 9]
    assert story.months[0].moving == Fraction(5, 12)
    assert totals(done(path, 'permit-stock.rate="without-dublin"')) == [6, 9]  # 80 % × 62.5 % = 50 %


def test_spread_growth_and_the_peak_are_other_numbers(tmp_path: Path) -> None:
    path = case(tmp_path)
    by_month = story_of(done(path, 'permit-stock.growth="spread"').plan)
    assert by_month is not None
    places = [10 + Fraction(14 * j, 12) for j in range(4, 10)]
    assert by_month.years[0].stock == sum(places) / 24
    fewer = ("need.total.asylum=[24, 24]", 'permit-stock.measured="peak"')
    assert totals(done(path, *fewer)) == [6, 6]


def test_today_s_places_stay_unless_they_may_close(tmp_path: Path) -> None:
    few = "need.total.asylum=[10, 10]"
    kept = done(case(tmp_path / "a"), few)
    assert totals(kept) == [4, 4]  # the children need 5/12 × 6 = 2.5, rounded up 3
    lines = "\n".join(permit_lines(kept, "sv"))
    assert "2010 och 2011: barnen behöver färre PUT-platser än de som finns" in lines
    open_ = STOCK.replace("[rules.capacity]", "[rules]\nkeep-existing = false")
    closing = done(case(tmp_path / "b", open_), few)
    assert totals(closing) == [3, 3]
    assert "Inga platser läggs ned" not in "\n".join(permit_lines(closing, "sv"))


def test_a_total_that_is_given_stands_and_what_lacks_is_told(tmp_path: Path) -> None:
    found = done(case(tmp_path), "need.total.permit=[4, 5]")
    assert totals(found) == [4, 5]
    assert "det behövs 9 PUT-platser, planerat 5" in "\n".join(permit_lines(found, "sv"))
    assert {m.key: m.value for m in measured(found.plan)}["permit_short"] >= 4


@pytest.mark.parametrize(("sets", "fault"), [
    (["rules.permit-follows-asylum.ratio=1"], "permit-twice"),
    (['permit-stock.follower="asylum"'], "permit-itself"),
    (['permit-stock.near="areas"'], "permit-near-areas"),
    (['permit-stock.near="commuting"'], "permit-near-commuting"),
    (['permit-stock.leader="mixed"'], "kind-not-planned"),
    (['permit-stock.rate="half"'], "bad-word"),
    (["permit-stock.ettord=2"], "unknown-key"),
])
def test_what_does_not_fit_together_is_refused(sets: list[str], fault: str, tmp_path: Path) -> None:
    assert fault in keys(case(tmp_path), sets)


def test_every_fault_of_the_table_is_told_and_nothing_is_written(
        tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ("children-per-place,-1,barn per plats och år", "handling,60,veckor", "permit-rate,150,procent",
            "after-permit,1,månader", "stay,0,månader")
    path = case(tmp_path, table=parameters(rows))
    assert sorted(one.key for one in faults(path)) == [
        "parameter-missing", "permit-negative", "permit-no-stay", "permit-part", "permit-unit"]
    assert main(["plan", str(path), "--out", str(tmp_path / "out")]) == 2
    assert not (tmp_path / "out").exists()
    told = capsys.readouterr().err
    assert "parametrar.csv" in told
    assert "leaves-otherwise" in told


def test_a_year_outside_every_window_is_told_with_the_windows(tmp_path: Path) -> None:
    rows = [f"{row},2010-01-01,2010-12-31" for row in ROWS]
    table = "parameter,value,unit,valid_from,valid_to\n" + "\n".join(rows) + "\n"
    found = faults(case(tmp_path, table=table))
    assert {one.key for one in found} == {"parameter-outside"}
    assert "2010-12-31" in str(found[0].values["windows"])


def test_more_children_per_place_never_fewer_permit_places(tmp_path: Path) -> None:
    before = [0, 0]
    for i, turnover in enumerate(("0.5", "1", "1.4", "2", "2.6")):
        rows = (f"children-per-place,{turnover},barn per plats och år", *ROWS[1:])
        found = totals(done(case(tmp_path / str(i), table=parameters(rows))))
        assert all(a >= b for a, b in zip(found, before, strict=True))
        before = found


def test_near_is_own_areas_or_the_travel_time_and_sums_to_the_county(tmp_path: Path) -> None:
    areas = "area,code\nNorr,0114\nNorr,0180\n"
    path = case(tmp_path, STOCK.replace("[need]", '[case]\nareas = "areas.csv"\n\n[need]'),
                **{"areas.csv": areas})
    found = done(path)
    problem = found.plan.problem
    assert nearness(problem) == "areas"
    assert neighbours(problem)["0114"] == ("0114", "0180")
    assert neighbours(problem)["0192"] == ("0192",)
    story = story_of(found.plan)
    assert story is not None
    for year in story.years:
        rows = [one for one in near(found.plan) if one.year == year.year]
        assert sum(one.children for one in rows) == year.stock
        assert sum(one.places for one in rows) == story.planned[year.year]
    alone = done(path, 'permit-stock.near="own"')
    own = story_of(alone.plan)
    assert own is not None
    assert all(own.short(year) >= story.short(year) for year in (2010, 2011))


def test_figures_that_do_not_agree_are_told(tmp_path: Path) -> None:
    rows = ("children-per-place,8,barn per plats och år", *ROWS[1:])
    crowded = done(case(tmp_path, table=parameters(rows)), "need.total.asylum=[10, 10]")
    lines = "\n".join(permit_lines(crowded, "sv"))
    assert "Talen går inte ihop: i januari 2010" in lines
    assert "Talen går inte ihop" not in "\n".join(permit_lines(done(case(tmp_path / "b")), "sv"))


@pytest.fixture(scope="module")
def ostergotland() -> Run:
    return done(CASE)


def test_the_case_s_numbers_follow_from_its_table(ostergotland: Run) -> None:
    story = story_of(ostergotland.plan)
    assert story is not None
    assert isinstance(story.model, PermitNeed)
    assert [story.planned[y.year] for y in story.years] == [y.needed() for y in story.years]
    assert len(story.assumed) == len(story.parameters) == 6
    assert not list(story.crowded())
    value = {m.key: m.value for m in measured(ostergotland.plan)}["permit_short"]
    assert value == story.short(2013) > 0


def test_text_says_definition_length_and_what_is_assumed(ostergotland: Run) -> None:
    sv, en = ("\n".join(permit_lines(ostergotland, language)) for language in ("sv", "en"))
    assert "uppehållstillstånd i 71 % av alla beslut" in sv
    assert "153 dagar (räknas som 5 månader)" in sv
    assert "6 av 6 tal är antagna" in sv
    assert "a permit in 71 % of all decisions" in en
    without = done(CASE, 'permit-stock.rate="without-dublin"')
    told = "\n".join(permit_lines(without, "sv"))
    assert "84,5 % av besluten utom Dublinärenden (de är 16 % av alla beslut)" in told


def test_sheets_hold_every_month_and_add_up(ostergotland: Run, tmp_path: Path) -> None:
    folder = write_run(ostergotland, tmp_path)
    with (folder / "permit_flow.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [rows[0]["month"], rows[-1]["month"], len(rows)] == ["2012-01", "2013-12", 24]
    assert all(len(row["stock"].partition(".")[2]) == 4 for row in rows)
    story = story_of(ostergotland.plan)
    assert story is not None
    assert rows[-1]["stock"] == f"{float(story.years[-1].stock):.4f}"
    sheets = {sheet.word: sheet for sheet in permit_sheets(ostergotland, "sv")}
    flow, years = sheets["permit_flow"], sheets["permit_years"]
    assert sum(flow.column("entering")) == sum(years.column("entering"))
    assert years.column("needed") == years.column("planned")
    assert sum(row[5] for row in sheets["permit_near"].rows if row[2] == 2013) == years.column("short")[1]
    assert set(sheets["permit_figures"].column("status")) == {"assumed"}
    assert (folder / "permit_stock_EXEMPEL.png").is_file()
    assert "permit_short" in (folder / "measures.csv").read_text(encoding="utf-8")


def test_no_section_no_figure_no_sheet_no_text() -> None:
    found = done(CASE.parent / "permit-1.toml")
    assert story_of(found.plan) is None
    assert not [*permit_sheets(found, "sv"), *permit_lines(found, "sv")]
    assert "permit_stock" not in " ".join(drawn.stem for drawn in drawings(view(found)))
    assert {m.key: m.value for m in measured(found.plan)}["permit_short"] is None


def test_other_figures_give_a_range() -> None:
    ranges = run(read_scenario(CASE), ranges=True).ranges
    assert ranges is not None
    files = [t.file for t in ranges.tried if "parametrar" in t.file]
    assert len(files) == 3
