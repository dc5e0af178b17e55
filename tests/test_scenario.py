"""Scenario files: keys, extends, --set, [expand]; every fault with file, line and key."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from models.errors import InputFault
from planner.keymap import key_lines
from planner.scenario import read_scenario, read_scenarios
from planner.schema import schema
from planner.settings import piece_keys
from tests.small_case import CASE, SCENARIO, faults, refused, small_case

TOML = '''\
title = "a # b"
a.b."c d" = 1
[need]   # kommentar
total = { asylum = [1,
  2], permit = 3 }
text = """
key = 1
"""
[[rows]]
code = "0114"
[[rows]]
code = "\\u00e5"
[rows.inner]
x = 2010-01-01
'''


def test_lines_of_keys() -> None:
    lines = key_lines(TOML)
    assert lines["title",] == 1
    assert lines["a", "b", "c d"] == 2
    assert lines["need", "total", "asylum"] == 4
    assert lines["need", "total", "asylum", 1] == lines["need", "total", "permit"] == 5
    assert lines["need", "text"] == 6
    assert lines["rows", 0, "code"] == 10
    assert lines["rows", 1, "code"] == 12
    assert lines["rows", 1, "inner", "x"] == 14
    assert ("key",) not in lines


def test_a_scenario_with_its_defaults(tmp_path: Path) -> None:
    scenario = read_scenario(small_case(tmp_path))
    settings = scenario.settings
    assert scenario.name == "plan"
    assert settings.title == "Efter folkmängd"
    assert settings.years == (2010, 2011)
    assert [rule.word for rule in settings.rules] == ["need", "keep-existing", "capacity"]
    assert [goal.word for goal in settings.goals] == ["worst-gap", "level-gaps"]
    assert settings.shares.word == "by-population"
    assert (settings.basis.amount, settings.basis.quota_word, settings.solver) == (
        "stock",
        "filled",
        "paired",
    )
    assert (settings.inhabitants_year, settings.first_day) == (2009, date(2010, 1, 1))


def test_a_default_goal_comes_with_its_rule(tmp_path: Path) -> None:
    path = small_case(tmp_path, scenario=SCENARIO + "[rules.smallest-home]\nplaces = 6\n")
    assert [goal.word for goal in read_scenario(path).settings.goals] == [
        "worst-gap",
        "level-gaps",
        "new-homes",
    ]


def test_fractions_are_exact(tmp_path: Path) -> None:
    rules = '[rules.within-gap]\ngap = 2.1\n[rules.permit-follows-asylum]\nratio = "12/5"\n'
    settings = read_scenario(small_case(tmp_path, scenario=SCENARIO + rules)).settings
    assert settings.rule("within-gap").gap == Fraction(21, 10)
    assert settings.rule("permit-follows-asylum").ratio == Fraction(12, 5)
    assert (
        read_scenario(small_case(tmp_path), ["rules.within-gap.gap=2,5"]).settings.rule("within-gap").gap
        == 2.5
    )


SPOILED = """\
goals = ["worst-gapp", {goal = "travel", margin = "x"}, 3]
extends = "case.toml"
tittle = "x"
solver = "higs"
years = [2010, "2011"]
seconds = 0

[case]
conty = "y"

[need]
total = true

[shares]
model = "by-populaton"

[basis]
amount = "stok"

[rules.capacty]
table = 3

[rules.commuting]
places = "nya"

[rules.pace]
places = -1

[rules.need]
x = 1

[rules.relief]
table = ""
cap = "nej"
"""


def test_all_faults_at_once_with_file_line_and_key(tmp_path: Path) -> None:
    path = small_case(tmp_path, scenario=SPOILED)
    found = {(f.key, f.place.line, f.place.key) for f in faults(path)}
    assert all(f.place.file == str(path) for f in faults(path))
    assert found == {
        ("unknown-key-meant", 3, "tittle"),
        ("bad-word-meant", 4, "solver"),
        ("expected-whole", 5, "years[2]"),
        ("expected-above-zero", 6, "seconds"),
        ("unknown-key-meant", 9, "case.conty"),
        ("expected-need", 12, "need.total"),
        ("unknown-shares-meant", 15, "shares.model"),
        ("bad-word-meant", 18, "basis.amount"),
        ("unknown-rule-meant", 20, "rules.capacty"),
        ("missing-key", 23, "rules.commuting.limit"),
        ("bad-word", 24, "rules.commuting.places"),
        ("too-low", 27, "rules.pace.places"),
        ("unknown-goal-meant", 1, "goals[1]"),
        ("expected-number", 1, "goals[2].margin"),
        ("expected-goal", 1, "goals[3]"),
        ("unknown-key-none", 30, "rules.need.x"),
        ("expected-filled", 33, "rules.relief.table"),
        ("expected-switch", 34, "rules.relief.cap"),
    }


def test_a_rule_is_keys_or_false(tmp_path: Path) -> None:
    rules = '[rules]\nneed = false\nkeep-existing = "nej"\nwithin-quota = true\n'
    path = small_case(tmp_path, scenario='extends = "case.toml"\n' + rules)
    assert [(f.key, f.place.line) for f in faults(path)] == [
        ("need-always", 3),
        ("expected-rule", 4),
        ("expected-rule", 5),
    ]


def test_some_keys_only_stand_in_a_file(tmp_path: Path) -> None:
    assert refused(small_case(tmp_path), ["extends=x.toml"]) == ["key-too-late"]


def test_a_missing_key_in_the_case(tmp_path: Path) -> None:
    path = small_case(tmp_path, {"case.toml": CASE.replace('county = "Stockholms län"\n', "")})
    (one,) = faults(path)
    assert (one.key, one.place.key, one.place.line) == ("missing-key", "case.county", 3)
    assert one.place.file.endswith("case.toml")


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ('title = "x\n', "toml-syntax", 1),
        ("a = 1\ncode = 0114\n", "toml-syntax", 2),
        ("a = 1\na = 2\n", "toml-twice", 2),
        ('extends = "nej.toml"\n', "extends-missing", 1),
        ('extends = "plan.toml"\n', "extends-cycle", 1),
        ("extends = 3\n", "expected-text", 1),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, text: str, key: str, line: int) -> None:
    (one,) = faults(small_case(tmp_path, scenario=text))
    assert (one.key, one.place.line) == (key, line)


def test_encodings_of_a_scenario(tmp_path: Path) -> None:
    path = small_case(tmp_path)
    path.write_bytes(b"\xef\xbb\xbf" + SCENARIO.replace("\n", "\r\n").encode())
    assert read_scenario(path).settings.title == "Efter folkmängd"
    path.write_bytes(SCENARIO.encode("cp1252"))
    assert refused(path) == ["not-utf8"]


def test_a_ring_of_files_is_told(tmp_path: Path) -> None:
    path = small_case(tmp_path, {"case.toml": 'extends = "plan.toml"\n'})
    assert refused(path) == ["extends-cycle"]


def test_the_child_wins_and_can_switch_a_rule_off(tmp_path: Path) -> None:
    child = (
        'extends = "plan.toml"\ntitle = "Utan tak"\n[rules]\ncapacity = false\n[need]\nnew = {asylum = 5}\n'
    )
    path = small_case(tmp_path, {"child.toml": child}).with_name("child.toml")
    settings = read_scenario(path).settings
    assert settings.title == "Utan tak"
    assert settings.rule("capacity") is None
    assert (settings.need.new, settings.need.total) == ({"asylum": 5}, {"permit": 9})


def test_another_share_model_takes_no_keys_of_the_old_one(tmp_path: Path) -> None:
    first = SCENARIO + '[shares]\nmodel = "by-population"\nyear = 2008\nvalid_from = 2009-01-01\n'
    child = 'extends = "plan.toml"\n[shares]\nmodel = "decided"\ntable = "decided.csv"\n'
    path = small_case(tmp_path, {"child.toml": child}, first).with_name("child.toml")
    settings = read_scenario(path).settings
    assert settings.shares.word == "decided"
    assert settings.window.valid_from is None
    small_case(tmp_path, {"child.toml": child.replace("table", "# table")}, first)
    (one,) = faults(path)
    assert (one.key, one.place.file, one.place.line) == ("missing-key", str(path), 2)
    json.dumps(read_scenario(path, ["shares.table=x.csv"]).resolved)


def test_settings_on_the_command_line(tmp_path: Path) -> None:
    path = small_case(tmp_path)
    sets = [
        "need.total.asylum=40",
        "title=Fyra tio",
        "rules.capacity=false",
        "population_date=2008-12-31",
        'goals=["total-gap"]',
        "years=[2010]",
    ]
    settings = read_scenario(path, sets).settings
    assert settings.need.total == {"asylum": 40, "permit": 9}
    assert settings.title == "Fyra tio"
    assert settings.population_date == date(2008, 12, 31)
    assert [goal.word for goal in settings.goals] == ["total-gap"]
    assert settings.rule("capacity") is None
    (one,) = faults(path, ["ned.total=3"])
    assert (one.key, one.place.file, one.place.key) == ("unknown-key-meant", "--set ned.total=3", "ned")
    assert refused(path, ["=3", "need", "a b=1"]) == ["set-form"] * 3


def test_expand_makes_several_runs(tmp_path: Path) -> None:
    lists = "[expand]\nneed.total.asylum = [30, 40]\nrules.capacity = [{}, false]\n"
    path = small_case(tmp_path, scenario=SCENARIO + lists)
    found = read_scenarios(path)
    assert [s.name for s in found] == [
        "plan-asylum-30-capacity-none",
        "plan-asylum-30-capacity-false",
        "plan-asylum-40-capacity-none",
        "plan-asylum-40-capacity-false",
    ]
    assert [s.settings.need.total["asylum"] for s in found] == [30, 30, 40, 40]
    assert [s.settings.rule("capacity") is None for s in found] == [False, True, False, True]
    assert refused(path) == ["several-runs"]
    assert len(read_scenarios(path, ["need.total.asylum=50"])) == 2
    assert len(read_scenarios(path, ["need.total={asylum=50, permit=9}"])) == 2
    assert read_scenario(path, ["need.total.asylum=50", "rules.capacity=false"]).name == "plan"


@pytest.mark.parametrize(
    ("lists", "key"),
    [
        ("need.total.asylum = 30", "expand-list"),
        ("need.total.asylum = []", "expand-list"),
        ("need.total.asylum = [30, 30]", "expand-twice"),
        ("", "expand-empty"),
    ],
)
def test_expand_faults(tmp_path: Path, lists: str, key: str) -> None:
    assert refused(small_case(tmp_path, scenario=f"{SCENARIO}[expand]\n{lists}\n")) == [key]


def test_a_title_may_name_the_listed_value(tmp_path: Path) -> None:
    text = SCENARIO.replace("Efter folkmängd", "{need.total.asylum} platser, {annat}")
    found = read_scenarios(small_case(tmp_path, scenario=f"{text}[expand]\nneed.total.asylum = [30, 1040]\n"))
    assert [s.settings.title for s in found] == ["30 platser, {annat}", "1\u00a0040 platser, {annat}"]


def test_a_wrong_key_under_expand_is_told_once_with_its_line(tmp_path: Path) -> None:
    path = small_case(tmp_path, scenario=f"{SCENARIO}[expand]\nneed.totl = [30, 40]\n")
    (one,) = faults(path)
    assert (one.key, one.place.line, one.place.key) == ("unknown-key-meant", 6, "need.totl")


def test_a_folder_is_its_scenarios(tmp_path: Path) -> None:
    small_case(tmp_path, {"b.toml": SCENARIO, "a.toml": SCENARIO})
    assert [s.name for s in read_scenarios(tmp_path)] == ["a", "b", "plan"]
    (tmp_path / "tom").mkdir()
    with pytest.raises(InputFault) as error:
        read_scenarios(tmp_path / "tom")
    assert [f.key for f in error.value.faults] == ["empty-folder"]
    assert refused(tmp_path) == ["folder-not-file"]
    assert refused(tmp_path / "nej.toml") == ["no-file"]


def test_faults_of_several_files_come_together(tmp_path: Path) -> None:
    small_case(tmp_path, {"a.toml": SCENARIO + "[rules.pce]\n", "b.toml": "x = 1\n" + SCENARIO})
    assert {Path(f.place.file).name for f in faults(tmp_path)} == {"a.toml", "b.toml"}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("years = [2011, 2010]", "years-order"),
        ("plan_date = 2012-01-01", "plan-date"),
        ("population_date = 2009-12-30", "population-date"),
        ('kinds = ["asylum", "asylum"]', "kinds-twice"),
        ('goals = ["travel"]', "goal-without-rule"),
        ('goals = ["total-gap", "total-gap"]', "goal-twice"),
        ("years = []", "expected-some"),
        ("rules.pace = {}", "rule-says-nothing"),
        ("years = [10]", "too-low"),
        ("years = [20100]", "too-high"),
        ('solver = "highss"', "bad-word-meant"),
        ("seconds = inf", "expected-number"),
        ('population_date = "2009-12-31"', "expected-date"),
        ("rules = 3", "expected-table"),
    ],
)
def test_values_that_cannot_be(tmp_path: Path, text: str, key: str) -> None:
    scenario = SCENARIO.replace('title = "Efter folkmängd"', text).replace(
        "[rules.capacity]", "" if text.startswith("rules") else "[rules.capacity]"
    )
    assert key in refused(small_case(tmp_path, scenario=scenario))


def test_the_same_question_is_resolved_the_same_way(tmp_path: Path) -> None:
    short = read_scenario(small_case(tmp_path / "a"))
    written = SCENARIO.replace(
        'title = "Efter folkmängd"',
        'title = "Efter folkmängd"\nplan_date = 2010-01-01\n'
        'goals = ["worst-gap", {goal = "level-gaps", per = "cell"}]\nsolver = "paired"',
    )
    long = read_scenario(small_case(tmp_path / "b", scenario=written + 'table = "capacity.csv"\n'))
    assert short.resolved == long.resolved


def test_the_schema_names_every_key() -> None:
    keys = schema()["properties"]
    assert {"extends", "expand", "case", "need", "shares", "basis", "rules", "goals", "years"} <= set(keys)
    limit = keys["rules"]["properties"]["commuting"]["anyOf"][0]["properties"]["limit"]
    assert limit == {
        "description": "longest travel time one way, in minutes",
        "type": "integer",
        "minimum": 0,
    }
    assert schema()["$defs"]["CaseKeys"]["additionalProperties"] is False


def test_a_new_piece_needs_no_list(tmp_path: Path) -> None:
    from models.rules.pace import Pace

    assert set(piece_keys(Pace).model_fields) == {"places", "table"}
