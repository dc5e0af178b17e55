"""Rules (hard limits), one file each; a rule writes rows on a draft."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from models.formulation import Draft
    from models.need import Cell
    from models.problem import Problem

Bound = tuple["Cell", int | None, int | None]  # cell, least, most places in service


class Rule:
    """What every rule can do. Fields of the subclasses are the rule's keys in a scenario."""

    word: ClassVar[str]

    def bounds(self, problem: Problem) -> Iterator[Bound]:
        """Constants L and U that the rule sets for single cells (they fill quotas)."""
        return iter(())

    def holes(self, problem: Problem) -> Iterator[tuple[Cell, int, int]]:
        """Places in service that no plan can give a cell, between others that it can: first, last."""
        return iter(())

    def lends(self, problem: Problem) -> Iterator[str]:
        """The municipalities some of whose places the rule lets lie in another."""
        return iter(())

    def involves(self, problem: Problem) -> Iterator[str]:
        """The municipalities in which places lie or are counted that another one shares or answers for."""
        return iter(())

    def move(self, problem: Problem, draft: Draft) -> None:
        """Write counts of places that lie elsewhere than where they are counted, before any ``write``."""

    def write(self, problem: Problem, draft: Draft) -> None:
        """Write the rule's counts and rows."""
        raise TypeError(f"{type(self).__name__} writes nothing")
