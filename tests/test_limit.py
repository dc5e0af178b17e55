"""Resources with a use per place: rows, plans against a full list, faults, what a reader is told."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from models import tables
from models.pieces import pieces
from models.plan import Ending
from models.problem import Problem
from models.rules.limit import Limit
from models.solve import draft_of, plan
from planner.conflict_told import because_line
from planner.resources_told import resource_lines, resource_sheets
from planner.run import run
from planner.scenario import read_scenario
from planner.sentences import Sentences
from planner.wording import say
from tests.small_case import TABLES, described, faults, small_case
from tests.three_towns import table, three_towns
from tests.tiny_counties import CODES, Places, also, best, tiny

SOLVERS = tuple(pieces("solvers"))
FILES = {"resources.csv": "resource,code,available\ngode män,0114,4\ngode män,0180,40\n",
         "use.csv": "resource,use\ngode män,1\n"}
SCENARIO = 'extends = "case.toml"\n\n[rules.capacity]\n\n[rules.limit]\n'


def limited(seed: int, kinds: int) -> Problem:
    """A tiny county with two resources: one by municipality, one for an area, uses by kind."""
    draw, problem = Random(1000 + seed), tiny(seed, kinds, 2 if kinds == 1 else 1)
    rows = [{"resource": "gode män", "code": c, "available": draw.randint(1, 6)} for c in CODES[1:]]
    rows.append({"resource": "gode män", "code": CODES[1], "year": 2011, "available": draw.randint(1, 7)})
    rows.append({"resource": "kronor", "code": "norr", "available": 100 * draw.randint(3, 12) + 50})
    use = [{"resource": "gode män", "use": draw.randint(1, 2)}, {"resource": "kronor", "use": 100}]
    if kinds == 2:
        use.append({"resource": "kronor", "kind": "permit", "use": 150, "where": "lies"})
    return also(problem, Limit(), table("resources.csv", tables.RESOURCES, rows),
                table("use.csv", tables.USE, use))


def enough(problem: Problem, x: Places) -> bool:
    """Is there enough of every resource, added up anew from the tables?"""
    rows = problem.tables["resources.csv"].rows
    for row in rows:
        for year in problem.need.years:
            own = any(r["year"] == year and (r["resource"], r["code"]) == (row["resource"], row["code"])
                      for r in rows)
            if row["year"] not in (None, year) or (row["year"] is None and own):
                continue
            used = sum(x[m, k, year] * use_of(problem, row["resource"], k)
                       for m in problem.areas.get(row["code"], (row["code"],)) for k in problem.need.kinds)
            if used > row["available"]:
                return False
    return True


def use_of(problem: Problem, resource: str, kind: str) -> int:
    uses = {r["kind"]: r["use"] for r in problem.tables["use.csv"].rows if r["resource"] == resource}
    return int(uses.get(kind, uses.get(None, 0)))


@pytest.mark.parametrize("first", range(0, 60, 20))
@pytest.mark.parametrize("kinds", [1, 2])
def test_the_plan_is_the_first_of_all_that_keep_within_what_there_is(first: int, kinds: int) -> None:
    for seed in range(first, first + 20):
        problem = limited(seed, kinds)
        wanted = best(problem, lambda x, p=problem: enough(p, x))
        made = plan(problem)
        assert made.ending is (Ending.PROVED if wanted else Ending.INFEASIBLE), seed
        assert (made.places or None) == wanted, seed


def test_the_limit_matters_in_the_counties_that_are_tried() -> None:
    tried = [limited(seed, 1) for seed in range(60)]
    held = [best(p, lambda x, p=p: enough(p, x)) != best(p, lambda x: True) for p in tried]
    assert 15 <= sum(held) < 60


@pytest.mark.parametrize("seed", [3, 8, 17])
def test_the_same_plan_on_all_solvers(seed: int) -> None:
    found = [plan(limited(seed, 2), word) for word in SOLVERS]
    assert len({repr((p.ending, p.places)) for p in found}) == 1


def test_a_row_is_divided_by_the_common_factor_and_keeps_the_same_plans() -> None:
    rows = {row.name: row for row in draft_of(three_towns([Limit()])).rows}
    krona = rows["limit(kronor,norr,2010)"]
    assert [c for _, c in krona.terms] == [2, 3, 2, 3]
    assert (krona.bound, krona.because.figure, krona.because.note) == (25, 25_000, "kronor")


def test_what_is_said_of_a_kind_goes_before_what_is_said_of_all() -> None:
    rows = [{"resource": "gode män", "use": 1}, {"resource": "gode män", "kind": "permit", "use": 0},
            {"resource": "kronor", "use": 2, "where": "lies"}]
    spec = table("use.csv", tables.USE, rows)
    uses = Limit().uses(also(three_towns(), Limit(), spec))
    assert uses == {("gode män", "asylum"): (1, "answers"), ("kronor", "asylum"): (2, "lies"),
                    ("kronor", "permit"): (2, "lies")}


@pytest.mark.parametrize(("files", "found"), [
    ({"use.csv": "resource,use\ngoda män,1\n"}, ["resource-no-use-meant", "use-no-resource-meant"]),
    ({"use.csv": "resource,use\ngode män,1\nlokaler,2\n"}, ["use-no-resource"]),
    ({"resources.csv": "resource,code,available\ngode män,0114,4\nkronor,0180,9\n"}, ["resource-no-use"]),
    ({"use.csv": "resource,use,where\ngode män,1,bor\n"}, ["use-where"])])
def test_tables_that_do_not_go_together_are_told_at_their_line(tmp_path: Path, files: dict[str, str],
                                                               found: list[str]) -> None:
    path = small_case(tmp_path, {**FILES, **files, "sources.toml": described([*TABLES, *FILES])}, SCENARIO)
    told = faults(path)
    assert sorted(f.key for f in told) == found
    assert all(f.place.line in (2, 3) and f.place.column for f in told)
    assert all(Path(f.place.file).name in FILES for f in told)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    wrong = {"resources.csv": "resource,code,available\ngode män,0114,4\nkronor,0180,9\n",
             "use.csv": "resource,use,where\ngode män,1,bor\nlokaler,2,\n"}
    path = small_case(tmp_path, {**wrong, "sources.toml": described([*TABLES, *FILES])}, SCENARIO)
    assert sorted(f.key for f in faults(path)) == ["resource-no-use", "use-no-resource", "use-where"]


def test_a_municipality_hears_which_resource_stops_it(tmp_path: Path) -> None:
    files = {**FILES, "resources.csv": "resource,code,available\ngode män,0114,2\n"}
    path = small_case(tmp_path, {**files, "sources.toml": described([*TABLES, *FILES])}, SCENARIO)
    made = run(read_scenario(path))
    told = Sentences(made.plan, "sv", {"asylum": "asylplatser", "permit": "PUT-platser"})
    assert told.of(("0114", "permit", 2011)).endswith("här tar gränsen emot: av gode män finns 2")


def test_text_and_sheet_say_what_is_used_and_what_is_left(tmp_path: Path) -> None:
    files = {**FILES, "resources.csv": "resource,code,available\ngode män,0114,2\ngode män,0180,400\n",
             "use.csv": "resource,use\ngode män,1\n"}
    made = run(read_scenario(small_case(tmp_path, {**files, "sources.toml": described([*TABLES, *FILES])},
                                        SCENARIO)))
    sheet, = resource_sheets(made, "sv")
    assert [f.name for f in sheet.fields][:7] == ["resource", "place_code", "place_name", "year", "available",
                                                  "used", "remaining"]
    for resource, code, _, year, available, used, left, binds in sheet.rows:
        places = sum(made.plan.places[code, kind, year] for kind in ("asylum", "permit"))
        assert (resource, used, left) == ("gode män", places, available - places)
        assert binds == ("här tar gränsen emot" if left < 1 else "")
    title, *lines = resource_lines(made, "sv")
    assert title == "Resurser:"
    used = sum(row[5] for row in sheet.rows if row[3] == 2011)
    assert (f"  2011, gode män: finns 402, platserna använder {used}, kvar {402 - used}; "
            "räcker inte till en plats till i Upplands Väsby") in lines


def test_without_resources_nothing_is_said_of_them(tmp_path: Path) -> None:
    made = run(read_scenario(small_case(tmp_path)))
    assert list(resource_sheets(made, "sv")) == []
    assert list(resource_lines(made, "sv")) == []


def test_a_conflict_names_the_resource(tmp_path: Path) -> None:
    files = {**FILES, "resources.csv": "resource,code,available\ngode män,0114,1\n"}
    path = small_case(tmp_path, {**files, "sources.toml": described([*TABLES, *FILES])}, SCENARIO)
    made = run(read_scenario(path))
    assert made.plan.ending is Ending.INFEASIBLE
    told = [because_line(b, made.plan.problem, made.case.kinds, "sv") for b in made.plan.conflict]
    demand = "Av gode män har Upplands Väsby 1, och platserna får inte kräva mer än så"
    assert any(line.startswith(demand) for line in told)


def test_the_rule_is_told_in_both_languages() -> None:
    assert "gode män" in say("rules.limit", "sv")
    assert "guardians" in say("rules.limit", "en")
