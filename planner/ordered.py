"""The annual order as the need of a scenario: the county's number stands for ``need.new``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from models.errors import InputFault
from models.problem import STOCK
from models.sections.order import CountyOrder, Order, OrderFacts
from models.shares import Shares
from models.tables import Table
from planner.settings import Settings
from planner.share_steps import facts_of as share_facts
from planner.share_steps import share_tables
from planner.window import in_year

if TYPE_CHECKING:
    from planner.merge import Node
    from planner.run import Run


def with_order(settings: Settings, tree: Node, tables: Mapping[str, Table],
               codes: Mapping[str, str]) -> Settings:
    """The settings with the county's number of every year as ``need.new``, where [order] gives it.

    A scenario that writes need.total or need.new itself keeps it. ``InputFault`` with all that is wrong
    in [order].
    """
    order: Order | None = settings.section("order")
    if order is None or settings.need.total is not None or settings.need.new is not None:
        return settings
    if settings.basis.amount == STOCK:
        raise InputFault([tree.complain("order-stock", ("basis", "amount"))])

    def shares() -> Shares:  # as the plan divides by them: a revision lowers the county's part too
        return share_tables(settings, share_facts(settings, tables, tuple(codes)))[settings.years[0]]

    found = order.county(facts_of(settings, tables, tuple(codes), shares))
    need = settings.need.model_copy(update={"new": tuple(one.number for one in found)})
    return settings.model_copy(update={"need": need})


def facts_of(settings: Settings, tables: Mapping[str, Table], codes: tuple[str, ...],
             shares: Any) -> OrderFacts:
    """What the order of a scenario is worked out from."""
    days = {year: in_year(settings.first_day, year) for year in settings.years}
    return OrderFacts(days, codes, tables, settings.case.population, shares)


def order_of(run: Run) -> tuple[CountyOrder, ...]:
    """The order that a run's need follows from, a line a year; nothing where it has a need of its own."""
    settings, problem = run.scenario.settings, run.plan.problem
    order: Order | None = settings.section("order")
    if order is None or settings.need.total is not None or settings.need.new is not None:
        return ()
    first = problem.shares[problem.need.kinds[0], problem.need.years[0]]
    return order.county(facts_of(settings, run.case.tables, problem.county.codes, lambda: first))
