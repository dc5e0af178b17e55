"""Three solvers, one plan; and every way a run can end, told apart."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.errors import InputFault, SolverMissing
from models.pieces import pieces
from models.plan import Ending
from models.problem import Problem
from models.search import Search
from models.solve import draft_of, formulate, plan
from models.solvers import Answer, Rows, Solver, highs, solver
from models.solvers.budget import Budget
from models.solvers.paired import Paired
from models.tables import FLOOR
from tests.oracle.small import county as small
from tests.oracle.small import table as small_table
from tests.three_towns import TABLES, table, three_towns

ROOT = Path(__file__).resolve().parent.parent
WORDS = tuple(pieces("solvers"))
RULES = pieces("rules")
GOALS = pieces("goals")


def county(**changes: Any) -> Problem:
    """The three towns with need, today's places kept, room and a commuting limit."""
    rules = [RULES["need"](), RULES["keep-existing"](), RULES["commuting"](limit=45)]
    goals = [GOALS[w]() for w in ("worst-gap", "level-gaps", "travel")]
    return replace(three_towns(rules, goals), **changes)


def scenario_files() -> list[Path]:
    """Every scenario of the two county cases."""
    found = sorted((ROOT / "scenarios").glob("*/*.toml"))
    return [p for p in found if p.name not in ("case.toml", "sources.toml")]


@pytest.mark.parametrize("path", scenario_files(), ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_same_plan_on_all_solvers(path: Path) -> None:
    from planner.case import load_case
    from planner.scenario import read_scenario
    problem = load_case(read_scenario(path)).problem
    plans = [plan(problem, word) for word in WORDS]
    first = plans[0]
    assert {p.ending for p in plans} == {Ending.PROVED}
    for other in plans[1:]:
        assert (other.places, other.flows, other.homes, other.free_beds) == (
            first.places, first.flows, first.homes, first.free_beds)
        assert (other.goals, other.ties) == (first.goals, first.ties)


@pytest.mark.parametrize("word", WORDS)
def test_no_time_is_nothing_found_never_infeasible(word: str) -> None:
    found = plan(county(), word, seconds=0)
    assert found.ending is Ending.NOTHING_FOUND
    assert not found.found
    assert not found.conflict


class Slow(highs.Highs):
    """Stops after so many calls, as a time limit would."""

    word = "slow"
    calls = 0

    def relax(self, rows: Rows, cost: Any, low: Any, high: Any, seconds: float | None) -> Answer:
        self.calls += 1
        return super().relax(rows, cost, low, high, seconds) if self.calls < 3 else Answer("time")


class Broken(highs.Highs):
    """Answers outside the rows, as a solver in numerical trouble would."""

    word = "broken"

    def relax(self, rows: Rows, cost: Any, low: Any, high: Any, seconds: float | None) -> Answer:
        return Answer("optimal", np.asarray(low, dtype=float), 0.0, np.zeros(len(rows.low)))

    def solve(self, rows: Rows, cost: Any, low: Any, high: Any, seconds: float | None) -> Answer:
        return Answer("error")


@pytest.mark.parametrize(("made", "ending"), [(Slow, Ending.NOT_PROVED), (Broken, Ending.NUMERICAL)])
def test_stopped_and_failed_are_told_apart(made: type[Solver], ending: Ending,
                                           monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.solve.solver_of", lambda word: made())
    monkeypatch.setattr("models.search.solver_of", lambda word: made())
    found = plan(county())
    assert found.ending is ending
    assert found.found is (ending is Ending.NOT_PROVED)
    if found.found:
        assert not all(g.proved for g in found.goals)
        assert sum(found.places.values()) == sum(found.problem.need.total.values())


def test_an_answer_that_fails_the_exact_check_is_asked_again_in_whole_numbers(
        monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.solve.solver_of", lambda word: Broken())
    found = plan(county())
    assert found.ending is Ending.PROVED
    assert found.places == plan(county(), "cp-sat").places


@pytest.mark.parametrize(("word", "package"), [("cbc", "pulp"), ("cp-sat", "ortools.sat.python")])
def test_a_missing_solver_is_told(word: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(SolverMissing):
        plan(county(), word)


def test_an_unknown_solver_is_a_fault() -> None:
    with pytest.raises(InputFault):
        solver("gurobi")


@pytest.mark.parametrize("word", WORDS)
def test_infeasible_is_proved_with_a_minimal_conflict(word: str) -> None:
    tight = {"schools.csv": table("schools.csv", TABLES["schools.csv"].spec, [
        {"code": "0114", "school_places": 1}, {"code": "0115", "school_places": 1}])}
    problem = county(tables={**TABLES, **tight})
    found = plan(problem, word)
    assert found.ending is Ending.INFEASIBLE
    assert not found.found
    rows = formulate(problem).rows
    core = [row for row in rows if row.because in found.conflict]
    assert {row.because.rule for row in core} >= {"school-places", "need"}
    assert not fits(problem, core)
    assert all(fits(problem, [r for r in core if r is not left_out]) for left_out in core)


def fits(problem: Problem, rows: list[Any]) -> bool:
    """Do these rows of the problem leave a plan? Asked of a solver that did not find the conflict."""
    import pulp
    formulation = replace(formulate(problem), rows=tuple(rows))
    model = formulation.to_pulp()
    model.solve(pulp.COIN_CMD(path=pulp.apis.PULP_CBC_CMD.pulp_cbc_path, msg=False))
    return bool(model.status == pulp.LpStatusOptimal)


def test_sums_that_cannot_fit_need_no_solver() -> None:
    small = table("capacity.csv", TABLES["capacity.csv"].spec, [
        {"code": c, "kind": k, "capacity": 3}
        for c in ("0114", "0115", "0117") for k in ("asylum", "permit")])
    rules = [RULES["need"](), RULES["keep-existing"](), RULES["capacity"]()]
    problem = replace(three_towns(rules), tables={**TABLES, "capacity.csv": small})
    found = plan(problem, "highs", seconds=0)
    assert found.ending is Ending.INFEASIBLE
    assert (found.conflict[0].rule, found.conflict[0].figure) == ("need", 10)
    assert sum(b.figure or 0 for b in found.conflict[1:]) == 9


def test_the_written_model_solves_to_the_same_goals(tmp_path: Path) -> None:
    import pulp
    found = plan(county())
    assert found.formulation is not None
    assert found.formulation.objective  # the last goal that is a sum: travel
    model = found.formulation.to_pulp()
    model.writeLP(str(tmp_path / "model.lp"))
    text = (tmp_path / "model.lp").read_text(encoding="utf-8")
    assert "need(asylum,2010)" in text
    assert "x(0114,asylum,2010)" in text
    model.solve(pulp.COIN_CMD(path=pulp.apis.PULP_CBC_CMD.pulp_cbc_path, msg=False))
    assert model.status == pulp.LpStatusOptimal
    values = model.variablesDict()
    places = {c: round(values[f"x({','.join(map(str, c))})"].value()) for c in found.problem.cells}
    again = replace(found, places=places)
    goals = found.problem.goals[:2]
    assert [g.value(again) for g in goals] == [r.value for r in found.goals[:2]]


def test_least_amounts_in_conflict_are_no_more_than_it_takes() -> None:
    found = plan(small([1, 1, 1], 5, today=[10, 1, 2]))
    assert [(b.rule, b.code, b.figure) for b in found.conflict] == [("need", "", 5), ("least", "A", 10)]
    found = plan(small([1, 1, 1], 5, today=[2, 3, 3]))
    assert [b.code for b in found.conflict] == ["", "B", "C"]


def test_a_relaxation_without_an_exact_bound_proves_nothing() -> None:
    class Priceless(Paired):
        solved = 0

        def relax(self, *asked: Any) -> Answer | None:
            answer = super().relax(*asked)
            return answer and replace(answer, prices=None)

        def solve(self, *asked: Any) -> Answer:
            self.solved += 1
            return super().solve(*asked)

    problem, chosen = small([1, 1], 5), Priceless()
    search = Search(problem, draft_of(problem), chosen, Budget(None))
    assert search.minimise([(search.draft.x["A", "asylum", 1], 1)]).value == 0
    assert chosen.solved == 1


def test_more_than_all_can_have_is_told_with_the_countys_total() -> None:
    floor = small_table("floor.csv", FLOOR, ("norr", "asylum", None, 25))
    found = plan(small([1, 1], 10, rules=[RULES["floor"](table="floor.csv")], tables=[floor],
                       areas={"norr": ("A", "B")}))
    assert {(b.rule, b.figure) for b in found.conflict} == {("need", 10), ("floor", 25)}
