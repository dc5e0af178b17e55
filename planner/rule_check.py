"""What is wrong between the tables of a rule, its keys and the plan, once all tables are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from models.errors import Fault
from models.tables import Table
from planner.answer_check import answer_faults
from planner.cells import Known
from planner.joint_check import joint_faults
from planner.merge import Node
from planner.naming import Named
from planner.resource_check import resource_faults
from planner.settings import Settings
from planner.shelf import Shelf


def rule_faults(settings: Settings, tree: Node, kinds: tuple[str, ...], named: Mapping[str, Named],
                tables: Mapping[str, Table], shelf: Shelf, known: Known) -> Iterator[Fault]:
    """The faults of answers, of resources and reserves, and of homes shared or housed elsewhere."""
    yield from answer_faults(settings, tree, kinds, named, tables, shelf, known)
    yield from resource_faults(settings, tree, kinds, named, tables, shelf)
    yield from joint_faults(settings, tree, named, shelf, known)
