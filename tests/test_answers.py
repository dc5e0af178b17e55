"""Answers stand fast and places go with their agreement: rows against the definitions, solvers, measures."""

from __future__ import annotations

import random
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from models.agreements import answers, fallen, released, released_together
from models.answered import ASSUMED_NO, ASSUMED_YES, NOT_ASKED, PROMISED, REFUSED, SIGNED, WAITING, Answered
from models.baselines import baselines
from models.county import County, Municipality
from models.measures import amount, new_places
from models.need import Need
from models.pieces import pieces
from models.plan import Ending, Plan
from models.problem import FILLED, FLOW, PLAIN, STOCK, Basis, Problem
from models.quotas import quotas, total_amount
from models.shares import Shares
from models.solve import formulate, plan
from models.tables import ANSWERS, OFFICIAL
from tests.three_towns import table

RULES, GOALS = pieces("rules"), pieces("goals")
TOWNS = (("0114", "Ask", 600), ("0115", "Björk", 300), ("0117", "Ceder", 100))
CODES = tuple(code for code, _, _ in TOWNS)
Rows = list[dict[str, Any]]


def county(rows: Rows, total: dict[tuple[str, int], int], *, today: dict[tuple[str, str], int] | None = None,
           basis: str = STOCK, keep: bool = True, extra: tuple[Any, ...] = (), goals: tuple[Any, ...] = (),
           **keys: Any) -> Problem:
    """Three towns with these answers; kinds and years as in the totals."""
    kinds = tuple(dict.fromkeys(kind for kind, _ in total))
    years = tuple(sorted({year for _, year in total}))
    rules = [RULES["need"](), *([RULES["keep-existing"]()] if keep else []), RULES["answers"](**keys), *extra]
    shares = Shares({c: p for c, _, p in TOWNS}, "county", 1000, "by-population", OFFICIAL)
    made = table("answers.csv", ANSWERS, rows)
    need = Need(kinds, years, today or {}, total, fallen(made.rows, kinds, years))
    towns = [Municipality(c, n, p) for c, n, p in TOWNS]
    return Problem(County.of("Trestad", towns), need, dict.fromkeys(total, shares),
                   Basis(basis, PLAIN if basis == FLOW else FILLED), tuple(rules),
                   goals or (GOALS["worst-gap"](), GOALS["level-gaps"]()), {"answers.csv": made})


def stands(row: dict[str, Any], year: int) -> bool:
    """The definition, written anew: does the row's agreement hold on 31 December?"""
    day = date(year, 12, 31)
    return (row.get("agreement_from") or day) <= day <= (row.get("agreement_to") or day)


def figure(row: dict[str, Any]) -> int | None:
    """What is signed, else what is answered."""
    found = row.get("signed") if row.get("signed") is not None else row.get("answered")
    return None if found is None else int(found)


def kept(problem: Problem, rows: Rows, x: dict[Any, int]) -> bool:
    """The definitions of need, keep-existing and answers, by one kind, written anew."""
    need, (kind,) = problem.need, problem.need.kinds
    today = {m: need.today.get((m, kind), 0) for m in CODES}
    left = {(m, t): today[m] - sum(r["signed"] for r in rows if r["code"] == m and r["year"] < need.years[0]
                                   and r.get("agreement_to") and date(t, 12, 31) > r["agreement_to"])
            for m in CODES for t in need.years}
    rule: Any = problem.rule("answers")
    for index, t in enumerate(need.years):
        if sum(x[m, kind, t] for m in CODES) != need.total[kind, t]:
            return False
        for m in CODES:
            own = [r for r in rows if r["code"] == m and r["year"] >= need.years[0]]
            n = x[m, kind, t] - left[m, t]
            if m in rule.no and n:
                return False
            if any(r["year"] == t and figure(r) is not None for r in own) and n != sum(
                    figure(r) or 0 for r in own if r["year"] <= t and stands(r, t)):
                return False
            before = need.years[index - 1] if index else 0
            ended = sum(figure(r) or 0 for r in own if index and r["year"] <= before and stands(r, before)
                        and not stands(r, t))
            grown = n - (x[m, kind, before] - left[m, before] if index else 0)
            if problem.rule("keep-existing") and (grown < -ended or n < 0):
                return False
    return True


def drawn(seed: int) -> tuple[Problem, Rows]:
    """A random little county: two or three years, one kind, agreements that end before, in and after."""
    draw = random.Random(seed)
    years = tuple(range(2010, 2012 + draw.randrange(2)))
    ends = [None, *(date(t, *day) for t in (2009, *years) for day in ((6, 30), (12, 31)))]
    today = {m: draw.randrange(3) for m in CODES}
    rows: Rows = []
    for m in CODES:
        if today[m] and draw.random() < 0.6:
            last = draw.choice([None, date(2009, 12, 31), *(date(t, 7, 1) for t in years)])
            rows.append({"code": m, "year": 2009, "signed": draw.randint(1, today[m]), "agreement_to": last})
        for t in years:
            if draw.random() < 0.35:
                signed, answered = draw.choice([(1, None), (None, 1), (2, 2), (None, 0), (None, None)])
                rows.append({"code": m, "year": t, "asked": draw.randrange(4), "answered": answered,
                             "signed": signed, "agreement_to": draw.choice([None, None, *ends])})
    start, total = sum(today.values()), {}
    for t in years:
        start += draw.randrange(3)
        total["mixed", t] = start
    return county(rows, total, today={(m, "mixed"): n for m, n in today.items()},
                  basis=draw.choice([STOCK, FLOW]), keep=draw.random() < 0.8,
                  no=tuple(m for m in CODES if draw.random() < 0.1)), rows


def every_x(problem: Problem) -> list[dict[Any, int]]:
    """All places that meet the county's totals."""
    by_year = []
    for t in problem.need.years:
        top = problem.need.total["mixed", t]
        by_year.append([{(m, "mixed", t): n for m, n in zip(CODES, (a, b, top - a - b), strict=True)}
                        for a, b in product(range(top + 1), repeat=2) if a + b <= top])
    return [{k: n for part in parts for k, n in part.items()} for parts in product(*by_year)]


@pytest.mark.parametrize("seed", range(40))
def test_rows_are_the_definitions_and_the_plan_is_the_fairest(seed: int) -> None:
    problem, rows = drawn(seed)
    rules = formulate(problem)
    fits = []
    for x in every_x(problem):
        values = [x[count.parts[1:]] for count in rules.counts]  # type: ignore[index]
        assert (not rules.broken(values)) == kept(problem, rows, x), x
        if kept(problem, rows, x):
            fits.append(x)
    made = plan(problem)
    assert made.ending is (Ending.PROVED if fits else Ending.INFEASIBLE)
    if fits:
        q = quotas(problem)
        assert sum(q.values()) == sum(total_amount(problem, "mixed", t) for t in problem.need.years)
        assert sum(amount(made, cell) for cell in problem.cells) == sum(q.values())
        worst = min(max(abs(x[c] - (problem.need.existing(c) if problem.basis.amount == FLOW else 0) - q[c])
                        for c in problem.cells) for x in fits)
        assert made.goals[0].value == worst


@pytest.mark.parametrize("seed", [2, 5, 11, 17, 23])
def test_three_solvers_agree(seed: int) -> None:
    problem, _ = drawn(seed)
    first, *others = (plan(problem, solver) for solver in ("highs", "cbc", "cp-sat"))
    for other in others:
        assert (other.ending, other.places) == (first.ending, first.places)


ENDING: Rows = [
    {"code": "0114", "year": 2009, "signed": 4, "agreement_to": date(2010, 12, 31)},
    {"code": "0115", "year": 2010, "asked": 3, "answered": 3, "signed": 3,
     "agreement_to": date(2010, 12, 31)}]
TOTAL = {("mixed", 2010): 13, ("mixed", 2011): 16}
TODAY = {("0114", "mixed"): 6, ("0115", "mixed"): 2}


@pytest.mark.parametrize("basis", [STOCK, FLOW])
def test_places_that_go_are_divided_again(basis: str) -> None:
    made = plan(county(ENDING, TOTAL, today=TODAY, basis=basis))
    assert made.places["0115", "mixed", 2010] == 5  # 2 today and the 3 signed
    for year in (2010, 2011):
        cells = [c for c in made.problem.cells if c[2] == year]
        assert sum(made.places[c] for c in cells) == TOTAL["mixed", year]
        assert sum(made.quotas[c] for c in cells) == sum(amount(made, c) for c in cells)
        assert all(made.before(c) - made.ended(c) + made.opened(c) == made.places[c] for c in cells)
    assert (made.before(("0114", "mixed", 2010)), made.ended(("0114", "mixed", 2011))) == (6, 4)
    assert made.ended(("0115", "mixed", 2011)) == 3
    assert new_places(made) == 16 - 8 + 4 + 3  # the growth, and what replaces those that went
    assert sum(made.opened(c) for c in made.problem.cells if c[2] == 2011) == 16 - 13 + 4 + 3


def test_baselines_follow_what_has_gone() -> None:
    problem = county(ENDING, TOTAL, today=TODAY)
    for one in baselines(problem):
        for (kind, year), total in TOTAL.items():
            assert sum(one.places[m, kind, year] for m in CODES) == total
            assert all(one.places[m, kind, year] >= problem.need.existing((m, kind, year)) for m in CODES)
    flow = county(ENDING, TOTAL, today=TODAY, basis=FLOW)
    by_people = baselines(flow)[0].places
    assert [by_people[m, "mixed", 2011] for m in CODES] == [2 + 7, 2 + 4, 1]  # 12 new: 7,2 3,6 1,2


def test_a_place_that_replaces_one_that_went_counts_against_the_pace() -> None:
    made = plan(county(ENDING, TOTAL, today=TODAY, extra=(RULES["pace"](places=3),)))
    n = made.new_since_start
    assert all(n((m, "mixed", 2011)) - n((m, "mixed", 2010)) <= 3 for m in CODES)
    assert made.places["0114", "mixed", 2011] < made.places["0114", "mixed", 2010]  # 4 went, 3 at most came


def test_a_home_may_close_when_the_agreement_on_it_ends() -> None:
    rows = [{"code": "0117", "year": 2010, "answered": 4, "agreement_to": date(2010, 12, 31)}]
    total = {("mixed", 2010): 4, ("mixed", 2011): 4}
    made = plan(county(rows, total, extra=(RULES["smallest-home"](places=4),)))
    assert made.ending is Ending.PROVED
    assert made.places["0114", "mixed", 2011] == 4
    assert sum(homes for (_, _, year), homes in made.homes.items() if year == 2011) == 1


def test_new_permit_places_follow_new_asylum_places_also_where_those_replace_others() -> None:
    follows = RULES["permit-follows-asylum"](ratio=Fraction(1))
    rows = [{"code": "0114", "kind": "asylum", "year": 2009, "signed": 2, "agreement_to": date(2010, 6, 30)}]
    today = {("0114", "asylum"): 2, ("0114", "permit"): 1}
    gone = Need(("asylum", "permit"), (2010,), today, {("asylum", 2010): 5},
                fallen(table("a", ANSWERS, rows).rows, ("asylum", "permit"), (2010,)))
    assert (gone.grown("asylum", 0), gone.added("asylum", 0), gone.left("asylum", 2010)) == (5, 5, 0)
    assert follows.total(gone, 0) == 1 + 5
    made = plan(county(rows, {("asylum", 2010): 5, ("permit", 2010): 6}, today=today, extra=(follows,)))
    assert made.ending is Ending.PROVED
    assert all(made.new_since_start((m, "permit", 2010)) >= made.new_since_start((m, "asylum", 2010))
               for m in CODES)


def test_what_is_promised_for_all_kinds_goes_from_any_of_them_and_once() -> None:
    rows = [{"code": "0114", "year": 2010, "answered": 3, "agreement_to": date(2010, 12, 31)}]
    total = {(k, t): n for k in ("asylum", "permit") for t, n in ((2010, 4), (2011, 4))}
    problem = county(rows, total)
    assert set(released(problem)) == {("0114", "asylum", 2011), ("0114", "permit", 2011)}
    assert released_together(problem) == {("0114", 2011): 3}
    made = plan(problem)
    assert made.ending is Ending.PROVED
    assert sum(made.places["0114", k, 2010] for k in ("asylum", "permit")) == 3
    assert sum(made.ended(c) for c in problem.cells) == 3
    forced = plan(county(rows, {**total, ("asylum", 2011): 0, ("permit", 2011): 0}))
    assert forced.ending is Ending.INFEASIBLE  # the others keep theirs


def test_part_is_divided_by_largest_remainder_among_those_who_have_not_answered() -> None:
    rows = [{"code": "0114", "year": 2010, "asked": 5}, {"code": "0115", "year": 2010, "asked": 2},
            {"code": "0117", "year": 2010, "asked": 3, "answered": 1}]
    given = {a.code: a.fixed for a in answers(county(rows, {("mixed", 2010): 9}, part=Fraction(57, 100)))}
    assert given == {"0114": 3, "0115": 1, "0117": 1}  # 57 % of 7 is 4: 2,86 and 1,14
    nobody = county(rows, {("mixed", 2010): 9}, part=Fraction(1), no=("0114",))
    assert {a.code: a.fixed for a in answers(nobody)} == {"0114": None, "0115": 2, "0117": 1}
    made = plan(county(rows, {("mixed", 2010): 9}, part=Fraction(1, 2)))
    assert made.ending is Ending.INFEASIBLE
    assert sum(b.figure or 0 for b in made.conflict if b.rule == "most") == 5


def test_what_no_one_has_answered_is_free_and_no_is_no() -> None:
    rows = [{"code": "0115", "year": 2010, "asked": 3, "answered": 0},
            {"code": "0117", "year": 2010, "asked": 9}]
    made = plan(county(rows, {("mixed", 2010): 10}))
    assert made.places["0115", "mixed", 2010] == 0
    assert made.places["0117", "mixed", 2010] > 0
    assert plan(county(rows, {("mixed", 2010): 10}, no=("0117",))).places["0114", "mixed", 2010] == 10


def test_standings_and_counts() -> None:
    rows = [{"code": "0114", "year": 2010, "asked": 3, "answered": 3, "signed": 2},
            {"code": "0114", "year": 2011, "asked": 1},
            {"code": "0115", "year": 2010, "asked": 1, "answered": 0},
            {"code": "0117", "year": 2011, "answered": 1}]
    total = {("mixed", 2010): 9, ("mixed", 2011): 12}
    found = Answered(plan(county(rows, total, today={("0115", "mixed"): 7})))
    assert [(line.code, line.standing) for line in found.lines] == [
        ("0114", SIGNED), ("0114", WAITING), ("0115", REFUSED), ("0115", NOT_ASKED), ("0117", NOT_ASKED),
        ("0117", PROMISED)]
    assert (found.asked, found.refused, found.waiting) == (CODES, ("0115",), ())
    assert (sum(line.signed for line in found.lines), sum(line.promised for line in found.lines)) == (2, 1)
    assert sum(line.planned for line in found.lines) == 5
    assert sum(line.left for line in found.lines) == 3
    assert found.agreements == (1, 2, 3)
    supposed = Answered(plan(county(rows[1:2], total, no=("0117",), part=Fraction(1))))
    assert supposed.who(ASSUMED_YES) == ("0114",)
    assert supposed.who(ASSUMED_NO) == ("0117",)


def test_history_says_nothing_and_today_ends_on_the_last_day() -> None:
    rows = [{"code": "0114", "year": 2005, "signed": 2, "agreement_to": date(2009, 12, 30)},
            {"code": "0114", "year": 2008, "signed": 1, "agreement_to": date(2009, 12, 31)},
            {"code": "0115", "year": 2008, "signed": 1, "agreement_to": date(2010, 12, 31)}]
    gone = fallen(table("a", ANSWERS, rows).rows, ("mixed",), (2010, 2011))
    assert gone == {("0114", "mixed", 2010): 1, ("0114", "mixed", 2011): 1, ("0115", "mixed", 2011): 1}


def test_without_the_rule_nothing_ends() -> None:
    problem = county([], {("mixed", 2010): 3})
    bare = Plan(problem, Ending.PROVED, "", {}, dict.fromkeys(problem.cells, 1))
    assert (released(problem), [bare.ended(c) for c in problem.cells]) == ({}, [0, 0, 0])
