"""Ranges over assumed tables: against all plans, what does not fit, the same bytes, every assumed table."""

from __future__ import annotations

import csv
import json
import runpy
import tomllib
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from python_calamine import CalamineWorkbook

from models.plan import Ending
from planner import compare, read_scenario, read_scenarios, run
from planner.batch import run_batch
from planner.case import load_case
from planner.cli import main
from planner.compare import write_comparison
from planner.figures import facts, ranges
from planner.ranges import IN_SERVICE, NEW, Ranges
from planner.ranges_told import range_lines
from planner.record import looks, read_record, write_run
from planner.results import view
from planner.scenario import Scenario
from planner.versions import variants
from tests.small_case import SCENARIO, TABLES, described, keys, small_case
from tests.small_plans import best
from tests.test_whereabouts_told import words_of

SCENARIOS = Path(__file__).parent.parent / "scenarios"
FOLDERS = ("stockholm-2010", "stockholm-2010/behov", "stockholm-2010/boendeformer", "ostergotland-2012")
# Assumed tables that need no other versions, each with the reason.
EXEMPT: dict[str, str] = {}
PEOPLE = {"0114": 38641, "0180": 829417, "0192": 25781}
ONE = ['kinds=["asylum"]', "years=[2010]", "need.total=12", 'basis.quota="plain"']
ROOM = {"0114": 10, "0180": 90, "0192": 5}
LOW, HIGH = {"0114": 4, "0180": 8, "0192": 5}, {"0114": 5, "0180": 11, "0192": 9}
NONE = {"0114": 2, "0180": 8, "0192": 1}
VERSIONS = SCENARIO + '\n[versions]\n"capacity.csv" = ["mer/låg.csv", "mer/hög.csv", "mer/ingen.csv"]\n'


def rooms(room: dict[str, int]) -> str:
    return "code,capacity\n" + "".join(f"{code},{n}\n" for code, n in room.items())


def case(folder: Path, scenario: str = VERSIONS, others: Sequence[dict[str, int]] = (LOW, HIGH, NONE),
         **files: str) -> Path:
    """The small case with three other versions of its capacities in a folder of their own."""
    path = small_case(folder, files, scenario)
    (folder / "mer").mkdir()
    names = ("låg.csv", "hög.csv", "ingen.csv")
    turned = "kind,name_sv,name_en\npermit,b,b\nasylum,a,a\n"
    (folder / "mer" / "slag.csv").write_text(turned, encoding="utf-8")
    for name, room in zip(names, others, strict=True):
        (folder / "mer" / name).write_text(rooms(room), encoding="utf-8")
    (folder / "mer" / "sources.toml").write_text(described([*names, "slag.csv"], "assumed"), encoding="utf-8")
    return path


def ranged(path: Path, sets: Sequence[str] = ONE) -> Ranges:
    found = run(read_scenario(path, sets), ranges=True).ranges
    assert found is not None
    return found


def test_the_range_is_from_the_least_to_the_most_of_the_plan_and_every_version(tmp_path: Path) -> None:
    found = ranged(case(tmp_path))
    spans = {code: found.span(((code, "asylum", 2010),)) for code in PEOPLE}
    assert found.plan.places["0180", "asylum", 2010] == 10
    assert [(t.file, t.ending) for t in found.tried] == [
        ("mer/låg.csv", Ending.PROVED), ("mer/hög.csv", Ending.PROVED), ("mer/ingen.csv", Ending.INFEASIBLE)]
    assert {c: (s.least, s.plan, s.most) for c, s in spans.items()} == {
        "0180": (8, 10, 10), "0114": (2, 2, 2), "0192": (0, 0, 2)}
    assert spans["0180"].least_with == ("mer/låg.csv",)
    assert spans["0180"].most_with == ("", "mer/hög.csv")
    assert (found.complete, [t.file for t in found.uncounted]) == (True, ["mer/ingen.csv"])


@pytest.mark.parametrize("seed", range(20))
def test_it_is_what_looking_at_all_plans_of_all_versions_gives(seed: int, tmp_path: Path) -> None:
    draw = Random(seed)
    total = draw.randint(10, 16)
    drawn = [{"0114": draw.randint(2, 6), "0180": draw.randint(8, 13), "0192": draw.randint(0, 5)}
             for _ in range(4)]
    path = case(tmp_path, VERSIONS, drawn[1:], **{"capacity.csv": rooms(drawn[0])})
    today = {"0114": 2, "0180": 8}
    plans = [best(PEOPLE, today, room, total) for room in drawn]
    made = run(read_scenario(path, [*ONE, f"need.total={total}"]), ranges=True)
    if plans[0] is None:
        assert (made.plan.ending, made.ranges) == (Ending.INFEASIBLE, None)
        return
    assert made.ranges is not None
    assert [t.counted for t in made.ranges.tried] == [p is not None for p in plans[1:]]
    fit = [p for p in plans if p is not None]
    for code in PEOPLE:
        span = made.ranges.span(((code, "asylum", 2010),), IN_SERVICE)
        assert (span.least, span.most, span.plan) == (
            min(p[code] for p in fit), max(p[code] for p in fit), plans[0][code])


def test_only_one_table_is_another_at_a_time_and_only_those_in_use(tmp_path: Path) -> None:
    text = VERSIONS + '"places.csv" = ["mer/a.csv", "mer/b.csv"]\n"pace.csv" = ["x.csv", "y.csv"]\n'
    path = case(tmp_path, text, **{"pace.csv": "code,places\n0180,1\n"})
    for name, places in (("a", 9), ("b", 7)):
        (tmp_path / "mer" / f"{name}.csv").write_text(
            f"code,kind,places\n0114,asylum,1\n0180,asylum,{places}\n0192,asylum,0\n", encoding="utf-8")
    with (tmp_path / "mer" / "sources.toml").open("a", encoding="utf-8") as file:
        file.write(described(["a.csv", "b.csv"], "assumed"))
    found = variants(read_scenario(path, ONE))
    assert [(v.version.table, v.version.file) for v in found] == [
        ("capacity.csv", "mer/låg.csv"), ("capacity.csv", "mer/hög.csv"), ("capacity.csv", "mer/ingen.csv"),
        ("places.csv", "mer/a.csv"), ("places.csv", "mer/b.csv")]
    own = load_case(read_scenario(path, ONE))
    for variant in found:
        changed = [n for n in own.tables if variant.case.tables[n].rows != own.tables[n].rows]
        assert changed == [variant.version.table]
    ranges = ranged(path)
    cell = (("0180", "asylum", 2010),)
    assert ranges.span(cell, NEW).least != ranges.span(cell, IN_SERVICE).least  # of each version's own today


def test_the_plan_its_id_and_its_rows_are_the_same_with_and_without(tmp_path: Path) -> None:
    scenario = read_scenario(case(tmp_path), ONE)
    bare, whole = run(scenario), run(scenario, ranges=True, shifted=True)
    other = run(read_scenario(small_case(tmp_path / "b"), ONE))
    assert bare.id == whole.id == other.id
    assert bare.plan.places == whole.plan.places == other.plan.places
    folder = write_run(whole, tmp_path / "out")
    first = {p.name: p.read_bytes() for p in folder.glob("*.*")}
    assert {"ranges.csv", "versions.csv", "capacity.csv"} <= set(first)
    assert write_run(run(scenario, ranges=True, shifted=True), tmp_path / "out") == folder
    assert write_run(bare, tmp_path / "out") == folder  # what says more is kept
    assert {p.name: p.read_bytes() for p in folder.glob("*.*")} == first
    alone = write_run(bare, tmp_path / "alone")
    assert not (alone / "ranges.csv").exists()
    assert (alone / "plan.csv").read_bytes() == first["plan.csv"]
    assert write_run(whole, tmp_path / "alone") == alone
    assert {p.name: p.read_bytes() for p in alone.glob("*.*")} == first


def test_the_sheets_say_who_which_and_why(tmp_path: Path) -> None:
    folder = write_run(run(read_scenario(case(tmp_path), ONE), ranges=True, shifted=True), tmp_path / "out")
    with (folder / "ranges.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["code"]: row for row in csv.DictReader(file)}
    columns = ("least", "most", "in_plan", "least_with", "most_with", "new_least", "new_most")
    assert [rows["0180"][c] for c in columns] == [
        "8", "10", "10", "mer/låg.csv", "planen; mer/hög.csv", "0", "2"]
    with (folder / "versions.csv").open(encoding="utf-8", newline="") as file:
        versions = {row["version"]: row for row in csv.DictReader(file)}
    assert versions["mer/ingen.csv"]["counted"] == "nej"
    assert versions["mer/låg.csv"]["rule"] == "så här"
    record = read_record(folder)
    assert record is not None
    assert looks(record) == {"ranges", "shifted"}
    assert [v["status"] for v in record["ranges"]["versions"]] == ["proved", "proved", "infeasible"]
    titles = CalamineWorkbook.from_path(next(folder.glob("plan_offentlig*.xlsx"))).sheet_names
    assert {"Spann", "Andra antaganden", "Kapacitet"} <= set(titles)


def test_a_run_without_time_left_says_which_were_not_planned(tmp_path: Path) -> None:
    from planner.ranges import plan_variants
    from planner.several import Beside
    scenario = read_scenario(case(tmp_path), ONE)
    made = run(scenario)
    found = plan_variants(made.plan, variants(scenario), Beside("paired", until=0.0).plans)
    assert found is not None
    assert {t.ending for t in found.tried} == {Ending.NOTHING_FOUND}
    assert (found.complete, len(found.uncounted)) == (False, 3)
    assert found.span((("0180", "asylum", 2010),)).wide is False


def told(capsys: pytest.CaptureFixture[str], *argv: str) -> str:
    assert main(list(argv)) == 0
    return capsys.readouterr().out


def test_plan_tells_the_ranges_before_the_plan(tmp_path: Path, capsys: pytest.CaptureFixture[str],
                                               monkeypatch: pytest.MonkeyPatch) -> None:
    path = case(tmp_path)
    monkeypatch.chdir(tmp_path)
    sets = [part for one in ONE for part in ("--set", one)]
    out = told(capsys, "plan", str(path), *sets)
    assert "Stockholm 8–10 (10), Nynäshamn 0–2 (0)" in out
    assert out.index("Stockholm 8–10") < out.index("Hela länet")
    assert "Med Kapacitet (ingen) går ingen plan ihop (bevisat)" in out
    assert "Spannet går över 2 av 3 andra versioner av Kapacitet" in out  # the third is not in it
    assert "mer/" not in out
    assert "Stockholm 8–10" not in told(capsys, "plan", str(path), *sets, "--ranges", "no", "--out", "b")
    assert "fewest–most places in service" in told(capsys, "plan", str(path), *sets, "--language", "en",
                                                   "--out", "c")


def test_the_figure_says_which_versions_are_in_it_and_why_one_is_not(tmp_path: Path) -> None:
    seen = view(run(read_scenario(case(tmp_path), ONE), ranges=True))
    words = [" ".join(word.split()) for word in words_of(ranges.draw(seen, facts.read(seen))[0])]
    assert any("över 2 av 3 andra versioner av Kapacitet" in word for word in words)
    assert "Inte med i spannet: Kapacitet (ingen) (ingen plan går ihop, bevisat)." in words
    assert "Kapacitet (låg)" in words
    assert not any(".csv" in word for word in words if not word.startswith("Län"))


def test_assumed_tables_without_other_versions_are_told(tmp_path: Path) -> None:
    text = described([n for n in TABLES if n != "capacity.csv"]) + described(["capacity.csv"], "assumed")
    bare = run(read_scenario(small_case(tmp_path / "a", {"sources.toml": text}), ONE), ranges=True)
    assert list(range_lines(bare, "sv")) == [
        "Inga andra versioner av de antagna tabellerna (Kapacitet) är angivna, så inget spann är prövat."]
    assert list(range_lines(run(read_scenario(small_case(tmp_path / "b"), ONE), ranges=True), "sv")) == []


def test_a_comparison_leads_with_the_ranges(tmp_path: Path) -> None:
    scenario = read_scenario(case(tmp_path), ONE)
    pair = compare([run(scenario, ranges=True), run(scenario)])
    text = pair.text()
    assert text.index("minst–flest") < text.index("Nya platser sedan idag")
    assert "8–10 (10)" in text
    assert pair.sheets[0].column("name")[0] == "Stockholm"
    assert pair.sheets[0].rows[0][2:] == ("8–10 (10)", None)
    folder = write_comparison(pair, tmp_path / "out")
    assert {"ranges.csv", "ranges.png", "ranges.svg"} <= {p.name for p in folder.iterdir()}
    assert compare([run(scenario)]).sheets[0].word == "inputs"


def test_a_batch_plans_them_where_asked_and_makes_what_lacks_them(tmp_path: Path) -> None:
    path, out = case(tmp_path), tmp_path / "out"

    def made(**how: bool) -> tuple[bool, dict[str, object]]:
        done = run_batch([path], out, sets=ONE, workers=1, progress=False, **how)  # type: ignore[arg-type]
        record = json.loads((out / done.outcomes[0].folder / "run.json").read_text(encoding="utf-8"))
        return done.outcomes[0].skipped, record
    skipped, record = made()
    assert (skipped, record["ranges"]) == (False, None)
    skipped, record = made(ranges=True)
    assert (skipped, record["ranges"] is None) == (False, False)
    assert made(ranges=True)[0]
    assert made()[0]


@pytest.mark.parametrize(("lists", "key"), [
    ('"capacty.csv" = ["a.csv", "b.csv"]', "versions-table-meant"),
    ('"xyz" = ["a.csv", "b.csv"]', "versions-table"),
    ('"capacity.csv" = ["mer/låg.csv"]', "versions-few"),
    ('"capacity.csv" = ["mer/låg.csv", "mer/../mer/låg.csv"]', "versions-twice"),
    ('"capacity.csv" = ["mer/låg.csv", "capacity.csv"]', "versions-itself"),
    ('"municipalities.csv" = ["mer/låg.csv", "mer/hög.csv"]', "versions-describing"),
    ('"kinds.csv" = ["mer/låg.csv", "mer/slag.csv"]', "versions-kinds"),
    ('"capacity.csv" = ["mer/låg.csv", ""]', "expected-filled"),
    ('"capacity.csv" = 3', "expected-list"),
    ('"capacity.csv" = ["mer/låg.csv", "mer/borta.csv"]', "no-source")])
def test_what_is_wrong_with_versions_is_told(lists: str, key: str, tmp_path: Path) -> None:
    assert key in keys(case(tmp_path, SCENARIO + f"\n[versions]\n{lists}\n"))


def test_a_scenario_elsewhere_keeps_the_versions_of_the_tables_it_extends(tmp_path: Path) -> None:
    case(tmp_path)
    (tmp_path / "under").mkdir()
    below = tmp_path / "under" / "b.toml"
    below.write_text('extends = "../plan.toml"\n', encoding="utf-8")
    assert len(variants(read_scenario(below, ONE))) == 3
    (tmp_path / "under" / "capacity.csv").write_text(rooms(ROOM), encoding="utf-8")
    (tmp_path / "under" / "sources.toml").write_text(described(["capacity.csv"]), encoding="utf-8")
    below.write_text('extends = "../plan.toml"\n[rules.capacity]\ntable = "capacity.csv"\n', encoding="utf-8")
    assert variants(read_scenario(below, ONE)) == ()  # another table of that name


# the county cases

EVERY = [scenario for folder in FOLDERS for scenario in read_scenarios(SCENARIOS / folder)]


def unversioned(scenario: Scenario) -> list[str]:
    """The assumed tables that a scenario's decisions rest on and that have no other versions."""
    named = {variant.version.table for variant in variants(scenario)}
    return [table for table in load_case(scenario).assumed if table not in named and table not in EXEMPT]


@pytest.mark.parametrize("scenario", EVERY, ids=lambda s: s.name)
def test_every_assumed_table_has_other_versions(scenario: Scenario) -> None:
    """A new assumed table gets two in scenarios/assumed_versions.py and a line under [versions]."""
    assert unversioned(scenario) == []


def test_an_assumed_table_without_versions_would_be_found() -> None:
    bare = read_scenario(SCENARIOS / "stockholm-2010" / "folkmangd.toml", ["versions={}"])
    assert all(reason for reason in EXEMPT.values())
    assert unversioned(bare) in ([], ["places.csv", "capacity.csv", "schools.csv", "minutes.csv"])


@pytest.mark.parametrize("folder", ["stockholm-2010", "ostergotland-2012"])
def test_every_version_is_named_described_and_different(folder: str) -> None:
    named: dict[Path, list[Path]] = {}
    for path in sorted((SCENARIOS / folder).rglob("*.toml")):
        found = tomllib.loads(path.read_text(encoding="utf-8")).get("versions", {})
        named |= {path.parent / t: [(path.parent / f).resolve() for f in files] for t, files in found.items()}
    described = {}
    for place in sorted((SCENARIOS / folder).rglob("antaganden")):
        sources = tomllib.loads((place / "sources.toml").read_text(encoding="utf-8"))
        assert set(sources) == {p.name for p in place.glob("*.csv")}
        described |= {(place / name).resolve(): source for name, source in sources.items()}
    assert set(described) == {file for files in named.values() for file in files}
    assert all(s["status"] == "assumed" and s["rule"] for s in described.values())
    for table, files in named.items():
        bodies = [one.read_bytes() for one in (table, *files)]
        assert len(set(bodies)) == len(bodies) >= 3, table


def test_the_versions_are_what_their_rules_make() -> None:
    made = runpy.run_path(str(SCENARIOS / "assumed_versions.py"))["tables"]()
    assert {path: path.read_bytes() for path in made} == {p: b.encode() for p, b in made.items()}


def test_other_splits_of_todays_places_keep_the_countys_total() -> None:
    for folder in ("stockholm-2010", "ostergotland-2012"):
        sums = set()
        read = tomllib.loads((SCENARIOS / folder / "case.toml").read_text(encoding="utf-8"))
        for name in ("places.csv", *read["versions"]["places.csv"]):
            path = SCENARIOS / folder / name
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            sums.add(tuple(sum(int(r["places"]) for r in rows if r.get("kind") == kind)
                           for kind in (None, "asylum", "permit")))
        assert len(sums) == 1


def test_stockholm_s_ranges_hold_the_plan_and_tell_what_rests_on_what() -> None:
    scenario = read_scenario(SCENARIOS / "stockholm-2010" / "folkmangd.toml")
    found = run(scenario, ranges=True).ranges
    assert found is not None
    assert found.complete
    for code in found.plan.problem.county.codes:
        span = found.span(found.last(code))
        assert span.least <= span.plan <= span.most
    sigtuna = found.span(found.last("0191"))
    assert sigtuna.most - sigtuna.least >= 10  # it has 18 places today only if the letter's load is read so
