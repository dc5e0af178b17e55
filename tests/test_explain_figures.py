"""Why this number, said: every kind of sentence is met, and its figures are counted again from the run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from math import ceil, floor
from pathlib import Path
from typing import Any

import pytest

from models.baselines import BASELINES
from models.explained import ROOM, Answer, in_last_year
from models.goals.travel import travel_minutes
from models.measures import amount
from models.quotas import quotas, received, total_amount
from models.whereabouts import lies
from planner import read_scenario, run
from planner.explain_change import condition
from planner.explain_page import parts
from planner.explain_run import explain
from planner.explain_sheets import figure_sheet
from planner.explain_told import Sentence, Told
from tests.explain_cases import CASES, folder_of

STOCKHOLM = Path(__file__).resolve().parent.parent / "scenarios" / "stockholm-2010"
Capture = pytest.CaptureFixture[str]
FORBIDDEN = re.compile(r"\b(duals?|slack|hull|leximin|pareto|seats?|relaxation|relaxering)\b", re.IGNORECASE)


def explanation(path: Path, *codes: str) -> Told:
    """A scenario planned and explained, for all its municipalities where none is named."""
    done = run(read_scenario(path))
    assert done.plan.found
    return Told.of(done, explain(done, codes or done.plan.problem.county.codes), "sv")


COUNTY = ("folkmangd", "hem-6", "ansvar", "andelsmodellen")
SOME = ("0180", "0182", "0191", "0160", "0125", "0187")
PERSONS = STOCKHOLM.parent / "ostergotland-2019" / "nyckel-2019.toml"


@pytest.fixture(scope="module")
def all_told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Told]:
    tmp = tmp_path_factory.mktemp("fall")
    made = {name: explanation(STOCKHOLM / f"{name}.toml", *SOME) for name in COUNTY}
    made["persons"] = explanation(PERSONS)
    made["guests"] = explanation(STOCKHOLM / "hos-grannen.toml", "0128")
    made["years"] = explanation(STOCKHOLM / "stegvis.toml", "0160")
    return made | {name: explanation(folder_of(tmp, name)) for name in (*CASES, "ledger")}


def said(told: Told, code: str) -> Iterator[tuple[str, Sentence]]:
    """Every sentence of a page, with the part it stands in."""
    for word, sentences in parts(told, code):
        for sentence in sentences:
            yield word, sentence


Value = dict[str, Any]
Cell = tuple[str, str, int]


def _new(told: Told, cell: Cell) -> int:
    return told.plan.places[cell] - told.problem.need.existing(cell)


def _today(told: Told, cell: Cell) -> int:
    return told.problem.need.today.get(cell[:2], 0)


def _alone(told: Told, cell: Cell, v: Value) -> bool:
    """Share times total, made anew where the basis is all places and no relief is given."""
    share = told.problem.shares[cell[1:]]
    plain = quotas(told.problem, "plain")[cell]
    same = told.problem.basis.amount != "stock" or told.problem.rule("relief") is not None \
        or plain == Fraction(share.weights[cell[0]], share.total) * told.problem.need.total[cell[1:]]
    return bool(same and v["plain"] == plain and v["total"] == total_amount(told.problem, *cell[1:]))


def _rounded(told: Told, cell: Cell, v: Value) -> bool:
    q, got = told.plan.quotas[cell], amount(told.plan, cell)
    return (v["quota"], v["got"], v["gap"]) == (q, got, abs(got - q))


def _range(told: Told, cell: Cell, v: Value) -> bool:
    return any((tie.cell[0], tie.least, tie.most, told.plan.places[tie.cell]) == (
        cell[0], v["least"], v["most"], v["places"]) and v["least"] < v["most"] for tie in told.plan.ties)


def _room(told: Told, cell: Cell, v: Value) -> bool:
    rows = told.problem.tables["capacity.csv"].rows
    return any((row["code"], row["capacity"]) == (cell[0], v["figure"]) for row in rows)


def _school(told: Told, cell: Cell, v: Value) -> bool:
    minutes = travel_minutes(told.problem)
    return any((told.name(school), n, minutes[home, school]) == (v["school"], v["places"], v["minutes"])
               for (home, school, year), n in told.plan.flows.items()
               if (home, year) == (cell[0], cell[2]))


def _baseline(word: str) -> Check:
    def same(told: Told, cell: Cell, v: Value) -> bool:
        places = BASELINES[word](told.problem).places
        return bool(v["places"] == sum(places[c] for c in told.cells(cell[0])))
    return same


def _sum(told: Told, code: str) -> int:
    return sum(told.plan.places[cell] for cell in told.cells(code))


def _each(told: Told, cell: Cell, v: Value) -> bool:
    towns = told.problem.county.municipalities
    everyone = sum(_sum(told, m.code) for m in towns)
    people = told.problem.county.by_code[cell[0]].inhabitants
    return (v["own"] == Fraction(10_000 * _sum(told, cell[0]), people)
            and v["county"] == Fraction(10_000 * everyone, sum(m.inhabitants for m in towns)))


def _neighbour(told: Told, cell: Cell, v: Value) -> bool:
    town = next(m for m in told.problem.county.municipalities if m.name == v["name"])
    return town.code != cell[0] and (v["places"], v["own"]) == (
        _sum(told, town.code), Fraction(10_000 * _sum(told, town.code), town.inhabitants))


def _last(told: Told, cell: Cell, v: Value) -> bool:
    rows = told.problem.tables["forra.csv"].rows
    before = sum(r["after"] for r in rows if (r["code"], r["year"]) == (cell[0], told.year))
    now = _sum(told, cell[0])
    return (v["before"], v["now"], v["apart"]) == (before, now, abs(before - now))


def _factor(told: Told, cell: Cell, v: Value) -> bool:
    return any(v["value"] == row[column] for table in told.problem.tables.values() for row in table.rows
               for column in row if row.get("code") == cell[0]) or any(
        v["value"] == row[column] for table in told.run.case.tables.values() for row in table.rows
        for column in row if row.get("code") == cell[0])


Check = Callable[[Told, Cell, Value], bool]
CHECKS: dict[str, Check] = {
    "today": lambda t, c, v: v["today"] == _today(t, c) > 0,
    "today_none": lambda t, c, v: v["today"] == _today(t, c) == 0,
    "today_ends": lambda t, c, v: v["ended"] == t.problem.need.fallen[c] > 0,
    "gets": lambda t, c, v: (v["new"], v["after"]) == (_new(t, c), t.plan.places[c]) and v["new"] > 0,
    "gets_none": lambda t, c, v: _new(t, c) == 0,
    "gets_fewer": lambda t, c, v: (-v["new"], v["after"]) == (_new(t, c), t.plan.places[c]),
    "factor": _factor, "factor_alone": _factor,
    "share_people": lambda t, c, v: (v["weight"], v["total"]) == (
        t.problem.county.by_code[c[0]].inhabitants, t.problem.county.inhabitants),
    "share_model": lambda t, c, v: (v["weight"], v["total"]) == (
        t.problem.shares[c[1:]].weights[c[0]], sum(t.problem.shares[c[1:]].weights.values())),
    "share_weight": lambda t, c, v: (v["weight"], v["total"]) == (
        t.problem.shares[c[1:]].weights[c[0]], sum(t.problem.shares[c[1:]].weights.values())),
    "alone": _alone, "alone_new": _alone, "alone_ledger": _alone,
    "relief": lambda t, c, v: v["plain"] == quotas(t.problem, "plain", relieved=False)[c],
    "quota_own": lambda t, c, v: v["quota"] == t.plan.quotas[c] > quotas(t.problem, "plain")[c],
    "quota_starts": lambda t, c, v: v["quota"] == t.plan.quotas[c] < quotas(t.problem, "plain")[c],
    "quota_limits": lambda t, c, v: v["quota"] == t.plan.quotas[c] != quotas(t.problem, "plain")[c],
    "received": lambda t, c, v: (v["received"], v["got"]) == (received(t.problem)[c[0]], amount(t.plan, c)),
    "gap_hidden": lambda t, c, v: str(received(t.problem)[c[0]]) != v["received"] in ("1–4", ".."),
    "exact": lambda t, c, v: _rounded(t, c, v) and v["got"] == v["quota"],
    "rounded_down": lambda t, c, v: _rounded(t, c, v) and v["got"] == floor(v["quota"]),
    "rounded_up": lambda t, c, v: _rounded(t, c, v) and v["got"] == ceil(v["quota"]),
    "not_nearest": lambda t, c, v: (
        _rounded(t, c, v) and v["nearest"] != v["got"] and v["gap"] > Fraction(1, 2)),
    "below": lambda t, c, v: _rounded(t, c, v) and v["quota"] - v["got"] >= 1,
    "above": lambda t, c, v: _rounded(t, c, v) and v["got"] - v["quota"] >= 1,
    "tie": _range, "tie_of": _range,
    "no_tie": lambda t, c, v: t.plan.ties_listed and c[0] not in {tie.cell[0] for tie in t.plan.ties},
    "nearest": lambda t, c, v: (
        _rounded(t, c, v) and v["nearest"] != v["got"] and v["gap"] > Fraction(1, 2)),
    "by_year": lambda t, c, v: all(
        str(t.plan.places[c[0], c[1], year]) in v["each"] and f"{year}: " in v["each"]
        for year in t.problem.need.years),
    "school_elsewhere": lambda t, c, v: v["places"] == sum(
        n for (a, b, _, year, _), n in lies(t.plan).items() if (a, year) == (c[0], c[2]) and a != b) > 0,
    "room": _room, "room_kind": _room,
    "room_none": lambda t, c, v: c[0] not in {r["code"] for r in t.problem.tables["capacity.csv"].rows},
    "school": _school, "school_own": _school,
    "school_none": lambda t, c, v: not any((m, y) == (c[0], c[2]) for m, _, y in t.plan.flows),
    **{f"base_{word}": _baseline(word) for word in BASELINES},
    "per_10000": _each, "neighbour": _neighbour,
    "last_same": _last, "last_up": _last, "last_down": _last,
}
# Sentences without a figure of their own, and those of the answers, which have their own test.
NO_FIGURE = {"of_kind", "because", "in_area", "bordering", "alike", "not_added"}
ANSWERS = {"same", "same_in_the_end", "not_here", "kind_up", "kind_down", "goes_up", "goes_down",
           "no_plan", "others_up", "others_down"}


def test_every_figure_is_the_run_s(all_told: dict[str, Told]) -> None:
    """Every kind of sentence is met, and what each one says is counted again from the run."""
    met: set[str] = set()
    for name, told in all_told.items():
        for code in told.found.codes:
            for _, one in said(told, code):
                met.add(one.key)
                if one.key in CHECKS:
                    assert any(CHECKS[one.key](told, cell, dict(one.values))
                               for cell in told.cells(code)), (name, code, one)
    assert met - set(CHECKS) == NO_FIGURE | ANSWERS
    assert set(CHECKS) - met == set()


def test_every_answer_is_told_as_it_is(all_told: dict[str, Told]) -> None:
    """Its own number with and without the change, then who gains and who carries it, largest first."""
    for told in all_told.values():
        for code in told.found.codes:
            page = [one for _, one in said(told, code)]
            for answer in told.found.answers:
                if answer.change.word != ROOM or answer.change.about == code:
                    _is_told(told, answer, code, page)


def _is_told(told: Told, answer: Answer, code: str, page: list[Sentence]) -> None:
    at, = (i for i, one in enumerate(page) if one.values.get("cond") == condition(told, answer))
    one = page[at]
    kinds = {kind: n for (m, kind), n in answer.by_kind.items()
             if m == code and answer.other[m] == _sum(told, m)}
    said_of = page[at + 1:at + 1 + len(kinds)]
    assert [(s.key, s.values["apart"]) for s in said_of] == [
        ("kind_up" if kinds[kind] > 0 else "kind_down", abs(kinds[kind]))
        for kind in told.problem.need.kinds if kind in kinds]
    after = page[at + 1 + len(kinds):at + 3 + len(kinds)]
    if answer.ending.value != "proved":
        assert one.key == ("no_plan" if answer.ending.value == "infeasible" else "no_answer")
        return
    places, now = answer.other[code], _sum(told, code)
    if not answer.by_kind:
        assert answer.other == in_last_year(told.plan)
        assert one.key == ("same" if answer.alike else "same_in_the_end")
        return
    assert one.key == ("not_here" if places == now else "goes_up" if places > now else "goes_down")
    assert one.values["places"] == places
    assert one.values.get("apart", abs(places - now)) == abs(places - now)
    for key, way in (("others_up", 1), ("others_down", -1)):
        moved = {m: abs(answer.other[m] - n) for m, n in in_last_year(told.plan).items()
                 if m != code and (answer.other[m] - n) * way > 0}
        told_of = [s for s in after if s.key == key] if moved else []
        assert bool(told_of) == bool(moved)
        for sentence in told_of[:1]:
            assert sentence.values["places"] == sum(moved.values())
            first = max(moved, key=lambda m: (moved[m], -list(in_last_year(told.plan)).index(m)))
            assert sentence.values["names"].startswith(f"{told.name(first)} ({moved[first]})")


def test_every_figure_of_a_page_stands_in_the_table(all_told: dict[str, Told]) -> None:
    """Less the answers, which have a table of their own."""
    for told in all_told.values():
        sheet = figure_sheet(told)
        for code in told.found.codes:
            listed = {value for row, value in zip(sheet.column("code"), sheet.column("value"), strict=True)
                      if row == code}
            for part, one in said(told, code):
                if part not in ("rules", "change"):
                    assert {v for name, v in one.values.items() if isinstance(v, (int, Fraction))
                            and name != "year"} <= listed, (code, one)
