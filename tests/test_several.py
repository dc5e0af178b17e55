"""Problems planned beside a run give the same plans one after the other and in several processes."""

from __future__ import annotations

import time
from importlib import import_module

import pytest

from models.errors import InputFault, fault
from models.plan import Ending
from models.problem import Problem
from planner.case import load_case
from planner.scenario import read_scenarios
from planner.several import Beside
from tests.test_case_plans import SCENARIOS


def problems() -> list[Problem]:
    scenarios = read_scenarios(SCENARIOS / "stockholm-2010" / "behov")
    return [load_case(scenario).problem for scenario in scenarios]


def test_processes_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = problems()
    alone = Beside("paired").plans(asked)
    pools: list[int] = []
    real = Beside._pooled

    def seen(self: Beside, found: list[Problem], workers: int) -> object:
        pools.append(workers)
        return real(self, found, workers)

    monkeypatch.setattr(Beside, "_pooled", seen)
    together = Beside("paired", each=100.0, processes=2).plans(asked)
    assert pools == [2]
    assert [p.places for p in together] == [p.places for p in alone]
    assert [p.ties for p in together] == [p.ties for p in alone]
    assert all(p.problem is problem for p, problem in zip(together, asked, strict=True))
    assert all(p.formulation is None for p in together)


def test_no_time_is_told_and_not_taken_for_infeasible() -> None:
    found = Beside("paired", until=time.time() - 1).plans(problems())
    assert {(p.ending, p.stopped) for p in found} == {(Ending.NOTHING_FOUND, "time")}


def test_a_question_that_cannot_be_put_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise InputFault([fault("no-fill-level", at="basis.quota")])

    monkeypatch.setattr(import_module("planner.run"), "plan_problem", refuse)
    plan, *_ = Beside("paired").plans(problems())
    assert (plan.ending, plan.stopped, plan.found) == (Ending.NOTHING_FOUND, "", False)
