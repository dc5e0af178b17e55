"""From scenario to problem: county, need, shares, tables, sources."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path

import pytest

from models.errors import InputFault
from planner.case import load_case
from planner.scenario import read_scenario
from tests.small_case import CASE, SCENARIO, TABLES, described, keys, loaded, small_case

FOLLOWS = '[rules.permit-follows-asylum]\nratio = "12/5"\n'


def test_a_case_as_a_problem(tmp_path: Path) -> None:
    case = loaded(small_case(tmp_path))
    problem = case.problem
    assert problem.county.codes == ("0180", "0114", "0192")
    assert problem.county.by_code["0180"].inhabitants == 829417
    assert problem.need.kinds == ("asylum", "permit")
    assert problem.need.total == {
        ("asylum", 2010): 20,
        ("asylum", 2011): 30,
        ("permit", 2010): 9,
        ("permit", 2011): 9,
    }
    assert problem.need.existing(("0180", "permit", 2010)) == 4
    assert problem.need.existing(("0192", "permit", 2010)) == 0
    assert problem.need.total_today == {"asylum": 10, "permit": 4}
    assert problem.shares["permit", 2011].share("0114") == Fraction(38641, 893839)
    assert (problem.basis.amount, problem.basis.quota, problem.basis.fill) == ("stock", "filled", "starts")
    assert [row["capacity"] for row in problem.tables["capacity.csv"].rows] == [10, 90, 5]
    assert case.kinds["permit"] == {"sv": "PUT-platser", "en": "permit places"}
    assert case.geography.towns["0180"] == (59.3, 18.1)


def test_what_a_plan_rests_on(tmp_path: Path) -> None:
    sure = loaded(small_case(tmp_path / "a"))
    assert sure.inputs == (
        "kinds.csv",
        "municipalities.csv",
        "population.csv",
        "places.csv",
        "capacity.csv",
    )
    assert (sure.assumed, sure.example) == ((), False)
    assert sure.sources["places.csv"].publisher == "SCB"
    assert set(sure.raw_hashes) == set(TABLES)
    names = [name for name in TABLES if name != "capacity.csv"]
    sources = described(names) + described(["capacity.csv"], "assumed")
    guessed = loaded(small_case(tmp_path / "b", {"sources.toml": sources}))
    assert (guessed.assumed, guessed.example) == (("capacity.csv",), True)
    rows = (
        TABLES["capacity.csv"]
        .replace("capacity\n", "capacity,status\n")
        .replace("0180,90", "0180,90,municipality")
    )
    by_row = loaded(small_case(tmp_path / "c", {"capacity.csv": rows}))
    assert (by_row.assumed, by_row.example) == ((), False)


def test_an_assumed_row_makes_the_table_assumed(tmp_path: Path) -> None:
    rows = "code,kind,places,status\n0114,asylum,2,\n0180,asylum,8,assumed\n0192,asylum,0,official\n"
    case = loaded(small_case(tmp_path, {"places.csv": rows}), ["need.total={asylum=20, permit=9}"])
    assert case.assumed == ("places.csv",)
    assert case.example


def test_new_places_are_added_up_from_today(tmp_path: Path) -> None:
    total = loaded(small_case(tmp_path), ["need.new={asylum=[15, 5], permit=2}"]).problem.need.total
    assert [total["asylum", 2010], total["asylum", 2011]] == [25, 30]
    assert [total["permit", 2010], total["permit", 2011]] == [6, 8]


def test_permit_places_follow(tmp_path: Path) -> None:
    path = small_case(tmp_path, scenario=SCENARIO + FOLLOWS)
    total = loaded(path, ["need.new=[6, 7]"]).problem.need.total
    assert [total["asylum", 2010], total["asylum", 2011]] == [16, 23]
    assert [total["permit", 2010], total["permit", 2011]] == [4 + 15, 4 + 32]
    later = loaded(path, ["need.new=[6, 7]", "rules.permit-follows-asylum.lag=1"]).problem.need.total
    assert [later["permit", 2010], later["permit", 2011]] == [4, 4 + 15]


@pytest.mark.parametrize(
    ("sets", "key"),
    [
        (["need.total=40"], "need-which-kind"),
        (["need.total.asylum=[40]"], "need-length"),
        (["need.total.asylm=40"], "need-kind-meant"),
        (["need.total.asylum=9"], "need-falls-today"),
        (["need.total.asylum=[30, 20]"], "need-falls"),
        (["need.new={asylum=5}", "kinds=['asylum']"], "need-kind"),
        (["kinds=['asylum', 'permt']"], "kind-unknown-meant"),
        (["need.new.permit=-2"], "need-falls-today"),
        (["rules.keep-existing=false", "need.new.permit=-7"], "need-negative"),
        (["rules.smallest-home={places=6, kinds=[['asylum', 'x']]}"], "kind-not-planned"),
    ],
)
def test_needs_that_cannot_be(tmp_path: Path, sets: list[str], key: str) -> None:
    assert key in keys(small_case(tmp_path), sets)


def test_a_kind_without_a_total_is_told(tmp_path: Path) -> None:
    path = small_case(tmp_path, {"case.toml": CASE.replace("permit = 9\n", "")})
    assert keys(path) == ["need-missing-kind"]


def test_places_may_fall_where_they_may_be_closed(tmp_path: Path) -> None:
    sets = ["rules.keep-existing=false", "need.total.asylum=[9, 8]"]
    assert loaded(small_case(tmp_path), sets).problem.need.total["asylum", 2011] == 8


def test_one_kind_of_several(tmp_path: Path) -> None:
    case = CASE.replace("[need.total]\nasylum = [20, 30]\npermit = 9\n", "[need]\ntotal = 20\n").replace(
        "years = [2010, 2011]\n", 'years = [2010]\nkinds = ["asylum"]\n'
    )
    rows = "code,kind,capacity\n0114,asylum,9\n0114,permit,3\n"
    problem = loaded(small_case(tmp_path, {"case.toml": case, "capacity.csv": rows})).problem
    assert problem.need.kinds == ("asylum",)
    assert problem.need.today == {("0114", "asylum"): 2, ("0180", "asylum"): 8, ("0192", "asylum"): 0}
    assert [row["kind"] for row in problem.tables["capacity.csv"].rows] == ["asylum"]


def test_basis_flow_is_plain(tmp_path: Path) -> None:
    assert loaded(small_case(tmp_path), ["basis.amount=flow"]).problem.basis.quota == "plain"
    assert (
        loaded(small_case(tmp_path), ["basis={amount='flow', quota='filled'}"]).problem.basis.quota
        == "filled"
    )


def test_the_order_of_a_table(tmp_path: Path) -> None:
    order = {
        "order.csv": "rank,code\n2,0180\n1,0192\n3,0114\n",
        "sources.toml": described([*TABLES, "order.csv"]),
    }
    path = small_case(tmp_path, order)
    assert loaded(path, ["case.order=order.csv"]).problem.county.codes == ("0192", "0180", "0114")
    small_case(tmp_path, {**order, "order.csv": "rank,code\n2,0180\n2,0192\n"})
    assert sorted(keys(path, ["case.order=order.csv"])) == ["municipality-missing", "rank-twice"]


def test_areas(tmp_path: Path) -> None:
    files = {
        "areas.csv": "area,code\nNorrort,0114\nNorrort,0180\n",
        "capacity.csv": "code,capacity\nNorrort,60\n0192,5\n",
        "sources.toml": described([*TABLES, "areas.csv"]),
    }
    path = small_case(tmp_path, files)
    problem = loaded(path, ["case.areas=areas.csv"]).problem
    assert problem.areas == {"Norrort": ("0114", "0180")}
    assert [row["code"] for row in problem.tables["capacity.csv"].rows] == ["0192", "Norrort"]
    assert keys(path) == ["cell-code"]


def test_a_file_is_looked_up_beside_the_file_that_names_it(tmp_path: Path) -> None:
    small_case(tmp_path / "bas")
    child = 'extends = "../bas/plan.toml"\n[rules.relief]\n[rules.ceiling]\ntable = "tak/c.csv"\n'
    folder = tmp_path / "eget"
    (folder / "tak").mkdir(parents=True)
    (folder / "barn.toml").write_text(child, encoding="utf-8")
    (folder / "relief.csv").write_text("code,part,reason\n0180,0.5,x\n", encoding="utf-8")
    (folder / "tak" / "c.csv").write_text("code,places\n0180,7\n", encoding="utf-8")
    (folder / "sources.toml").write_text(described(["relief.csv", "tak/c.csv"]), encoding="utf-8")
    case = loaded(folder / "barn.toml")
    assert case.problem.tables["relief.csv"].rows[0]["part"] == Fraction(1, 2)
    assert case.problem.tables["tak/c.csv"].rows[0]["places"] == 7
    assert case.problem.tables["capacity.csv"].rows[0]["capacity"] == 10
    assert case.sources["tak/c.csv"].status == "official"


def test_one_name_for_two_files_is_refused(tmp_path: Path) -> None:
    small_case(tmp_path / "bas")
    child = 'extends = "../bas/plan.toml"\n[rules.keep-existing]\nagreements = "capacity.csv"\n'
    path = small_case(tmp_path / "eget", scenario=child)
    assert keys(path) == ["name-two-files"]
    path = small_case(
        tmp_path / "bas", scenario=SCENARIO + '[rules.keep-existing]\nagreements = "capacity.csv"\n'
    )
    assert keys(path) == ["file-two-tables"]


def test_shares_outside_their_window(tmp_path: Path) -> None:
    window = "[shares]\nvalid_from = 2010-03-01\nvalid_to = 2011-02-28\n"
    path = small_case(tmp_path, scenario=SCENARIO + window)
    assert keys(path) == ["shares-not-yet"]
    assert keys(path, ["plan_date=2010-03-01"]) == ["shares-no-longer"]
    assert keys(path, ["shares.outside=räkneexempel"]) == []
    assert str(loaded(path, ["shares.outside=x"]).problem.shares["asylum", 2010].valid_to) == "2011-02-28"


def test_shares_use_the_population_table_of_the_case(tmp_path: Path) -> None:
    files = {
        "folk.csv": TABLES["population.csv"],
        "case.toml": CASE.replace('"population.csv"', '"folk.csv"'),
        "sources.toml": described([*TABLES, "folk.csv"]),
    }
    case = loaded(small_case(tmp_path, files))
    assert "population.csv" not in case.tables
    assert case.problem.shares["asylum", 2010].total == 893839


def test_a_sheet_of_a_workbook_is_a_table(tmp_path: Path) -> None:
    import xlsxwriter

    path = small_case(tmp_path, {"sources.toml": described([*TABLES, "bok.xlsx"])})
    with xlsxwriter.Workbook(str(tmp_path / "bok.xlsx")) as written:
        written.add_worksheet("Annat")
        sheet = written.add_worksheet("Rum")
        for i, row in enumerate((["code", "capacity"], ["0180", 90], ["0114", 10])):
            sheet.write_row(i, 0, row)
    tables = loaded(path, ["rules.capacity.table=bok.xlsx#Rum"]).tables
    assert [row["capacity"] for row in tables["bok.xlsx#Rum"].rows] == [10, 90]


def test_the_canonical_text_knows_no_dialect_and_no_row_order(tmp_path: Path) -> None:
    plain = loaded(small_case(tmp_path / "a"))
    turned = {}
    for name, text in TABLES.items():
        header, *rows = text.splitlines()
        random.Random(7).shuffle(rows)
        rows = sorted(rows) if name == "kinds.csv" else rows
        turned[name] = "\ufeff" + "\r\n".join([header, *rows]).replace(",", ";") + "\r\n"
    other = loaded(small_case(tmp_path / "å ä ö", turned))
    assert plain.canonical() == other.canonical()
    assert plain.problem == other.problem
    assert plain.raw_hashes != other.raw_hashes
    changed = TABLES["capacity.csv"].replace("90", "91")
    assert plain.canonical() != loaded(small_case(tmp_path / "c", {"capacity.csv": changed})).canonical()


@pytest.mark.parametrize("folder", ["stockholm-2010", "ostergotland-2012"])
def test_the_cases_load(folder: str) -> None:
    cases = Path(__file__).resolve().parent.parent / "scenarios" / folder
    for path in sorted(cases.glob("*.toml")):
        if path.name not in ("case.toml", "sources.toml"):
            case = load_case(read_scenario(path))
            assert case.example
            assert len(case.problem.county.codes) == {"stockholm-2010": 26, "ostergotland-2012": 13}[folder]


def test_a_plan_to_stay_near_must_have_something_in_common(tmp_path: Path) -> None:
    scenario = small_case(tmp_path)
    folder = scenario.parent
    (folder / "gammal.csv").write_text("code,kind,year,after\n0114,asylum,1999,3\n", encoding="utf-8")
    with (folder / "sources.toml").open("a", encoding="utf-8") as sources:
        sources.write('\n["gammal.csv"]\npublisher = "x"\ndate = "1999"\nstatus = "official"\n')
    sets = ['goals=["worst-gap", {goal = "change", plan = "gammal.csv"}]']
    with pytest.raises(InputFault) as told:
        load_case(read_scenario(scenario, sets))
    assert [f.key for f in told.value.faults] == ["plan-shares-nothing"]
