"""Everything that can go wrong, on one page.

The mathematics never words a message: a fault carries a key and its values, and
``planner.wording`` turns it into a Swedish or English sentence that says what is
wrong, where, what was expected and what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """Where a fault stands: a file with line and key, or a table with line and column.

    ``cell`` is sheet and cell where the table is a sheet of a workbook, as ``Kapacitet!D14``.
    """

    file: str = ""
    line: int | None = None
    key: str = ""
    column: str = ""
    cell: str = ""


@dataclass(frozen=True)
class Fault:
    """One fault in a scenario or a table: the key of its sentence, its place, its values."""

    key: str
    place: Place = Place()
    values: Mapping[str, object] = field(default_factory=dict)


class PlatsplanError(Exception):
    """The root of the tree: whatever the program raises on purpose."""


class InputFault(PlatsplanError):
    """The scenario or its tables are at fault (exit code 2); carries all faults at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{f.key} {f.place} {dict(f.values)}" for f in self.faults))


class SolverMissing(PlatsplanError):
    """The package of the chosen solver is not installed (exit code 7)."""

    def __init__(self, solver: str, package: str) -> None:
        self.solver, self.package = solver, package
        super().__init__(f"{solver}: {package}")


class NumericalTrouble(PlatsplanError):
    """A solver gave an answer that the exact check refused (exit code 6)."""


def fault(key: str, *, file: str = "", line: int | None = None, at: str = "", column: str = "",
          **values: object) -> Fault:
    """A fault in one call: ``at`` is the key in a scenario file."""
    return Fault(key, Place(file, line, at, column), values)
