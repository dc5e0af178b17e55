"""What came of it, beside what plans gave: places in service on 31 December of a year.

Of plans that count children or persons: how many each municipality received in the year.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import InputFault, fault
from models.plan import Plan
from models.regimes import PLACES
from models.running_tables import OUTCOME_RECEIVED
from models.tables import OUTCOME, TableSpec
from planner.cells import Known
from planner.small_counts import Veiled, veiled

if TYPE_CHECKING:
    from planner.case import Case
    from planner.data import Read, Reader

ALL = ""  # all kinds together


@dataclass(frozen=True)
class Outcome:
    """An outcome as reported: ``places[code, kind, year]`` (or children, persons, received in the
    year, where the plans count those), kind "" for all kinds together.

    ``name`` is its file; ``years`` those reported that some plan has, ``strange`` the others;
    ``codes`` the municipalities of the plans in the order of the tie rule, ``names`` theirs;
    ``kinds`` the kinds it is set beside ("" where it is reported for all together); ``unit`` what
    is counted.
    """

    name: str
    places: Mapping[tuple[str, str, int], int]
    kinds: tuple[str, ...]
    years: tuple[int, ...]
    strange: tuple[int, ...]
    codes: tuple[str, ...]
    names: Mapping[str, str]
    unit: str = PLACES

    @property
    def digest(self) -> str:
        """SHA-256 of what it says (64 hex digits)."""
        return hashlib.sha256(repr(sorted(self.places.items())).encode()).hexdigest()

    def missing(self, year: int) -> list[str]:
        """The municipalities without an outcome for some kind in a year: never taken as nothing."""
        return [c for c in self.codes if any((c, kind, year) not in self.places for kind in self.kinds)]

    def known(self, kind: str, year: int) -> list[str]:
        """The municipalities that have reported a kind in a year."""
        return [code for code in self.codes if (code, kind, year) in self.places]

    def seen(self, kind: str, year: int) -> Mapping[str, Veiled]:
        """Each reported number as others may see it: of children and persons 1 to 4 are hidden."""
        counts = {code: self.places[code, kind, year] for code in self.known(kind, year)}
        if self.unit == PLACES:
            return {code: Veiled(count, count) for code, count in counts.items()}
        return veiled(counts)

    def together(self, kind: str, year: int) -> Veiled | None:
        """Their sum as others may see it; None where nobody has reported."""
        known = self.known(kind, year)
        total = sum(self.places[code, kind, year] for code in known)
        shown = Veiled(total, total) if self.unit == PLACES else veiled({"": total})[""]
        return shown if known else None


def planned(plan: Plan, code: str, kind: str, year: int) -> int | None:
    """What a plan gave: of one kind or of all together; None where it has no such year or kind.

    Places in service; of children or persons what is new in the year.
    """
    kinds = plan.problem.need.kinds if kind == ALL else (kind,)
    cells = [(code, k, year) for k in kinds]
    if not cells or any(cell not in plan.places for cell in cells):
        return None
    return sum(plan.places[cell] if plan.problem.unit == PLACES else plan.new(cell) for cell in cells)


def read_outcome(path: Path | str, cases: Sequence[Case], *, strict: bool = False) -> Outcome:
    """The outcome in a file (``book.xlsx#sheet`` for a sheet), for the county of these cases.

    Raises ``InputFault`` with every fault of the table, and where no year of it is planned. Rows
    of other counties and of kinds that no plan has are passed over, unless ``strict``: then they,
    and years that no plan has, are faults. A row without a number says that nothing is reported.
    """
    from planner.data import fewer, reader_of
    from planner.grids import read_grid
    text, _, sheet = str(path).partition("#")
    if not Path(text).is_file():
        raise InputFault([fault("outcome-no-file", file=text)])
    problems = [case.problem for case in cases]
    names = {town.code: town.name for town in problems[0].county.municipalities}
    kinds = tuple(dict.fromkeys(k for problem in problems for k in problem.need.kinds))
    every = kinds if strict else tuple(dict.fromkeys(kind for case in cases for kind in case.kinds))
    spec, column = written_as(problems[0].unit)
    known = Known(names, every, (), "" if strict else next(iter(names))[:2])
    reader = reader_of(read_grid(Path(text), sheet, str(path)), spec, str(path), known)
    reader.blanks = (column,)
    years = sorted({year for problem in problems for year in problem.need.years})
    rows = [one for one in reader.rows() if one.row["code"] in names and one.row["kind"] in (None, *kinds)]
    _complain(reader, rows, kinds, years, strict)
    if reader.faults:
        raise InputFault(fewer(reader.faults))
    return _outcome(Path(text).name, [{**one.row, "places": one.row[column]} for one in rows], kinds, years,
                    names, problems[0].unit)


def written_as(unit: str) -> tuple[TableSpec, str]:
    """How an outcome is written where the plans count this unit: the table, the column of its number."""
    return (OUTCOME, "places") if unit == PLACES else (OUTCOME_RECEIVED, "received")


def _complain(reader: Reader, rows: Sequence[Read], kinds: tuple[str, ...], years: Sequence[int],
              strict: bool) -> None:
    """An outcome that speaks of no planned year, that has no figure, or is by kind in some rows only."""
    told = ", ".join(map(str, years))
    strange = [one for one in rows if one.row["year"] not in years]
    for one in strange if strict else ():
        reader.complain("outcome-strange-year", one.line, "year", found=str(one.row["year"]), years=told)
    whole = [one.line for one in rows if one.row["kind"] is None]
    if len(kinds) > 1 and 0 < len(whole) < len(rows):
        reader.complain("outcome-kind", whole[0], "kind", kinds=", ".join(kinds))
    if len(kinds) == 1:
        _twice(reader, rows)
    if reader.faults:
        return
    column = reader.blanks[0]
    if all(one.row[column] is None for one in rows):
        reader.complain("outcome-blank", None, column)
    elif len(strange) == len(rows):
        reader.complain("outcome-no-year", None, "year", years=told)


def _twice(reader: Reader, rows: Sequence[Read]) -> None:
    """Two rows of one municipality and year, one with the only kind and one without it."""
    first: dict[tuple[str, int], Read] = {}
    for one in rows:
        at = (one.row["code"], one.row["year"])
        other = first.setdefault(at, one)
        if other.row["kind"] != one.row["kind"]:
            reader.complain("row-twice", one.line, said=f"{at[0]}, {at[1]}", first=str(other.line))


def _outcome(name: str, rows: Sequence[Mapping[str, Any]], kinds: tuple[str, ...],
             planned_years: Sequence[int], names: Mapping[str, str], unit: str) -> Outcome:
    by_kind = len(kinds) == 1 or any(row["kind"] for row in rows)
    beside = kinds if by_kind else (ALL,)
    places = {(row["code"], row["kind"] or beside[0], row["year"]): row["places"]
              for row in rows if row["places"] is not None}
    reported = sorted({row["year"] for row in rows})
    return Outcome(name, places, beside, tuple(y for y in reported if y in planned_years),
                   tuple(y for y in reported if y not in planned_years), tuple(names), names, unit)
