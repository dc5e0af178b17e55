"""A run's folder as it was written: the plan to build on, and the school places it uses."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from models.errors import InputFault, fault
from planner.record import PLAN_FILE, RUN_FILE, read_record

CASE_BOOK, CASE_SCENARIO, FLOWS = "case.xlsx", "scenario.toml", "flows.csv"
Cell = tuple[str, str, int]


@dataclass(frozen=True)
class Decided:
    """A plan that is built on: ``done`` is the last of its years that has passed.

    ``after`` and ``new`` are its places and new places by municipality, kind and year; ``schools``
    the school places used in the year done; ``away`` by municipality and kind how many more places
    it answers for then than lie in it (fewer: below nought).
    """

    folder: Path
    id: str
    scenario: str
    years: tuple[int, ...]
    done: int
    after: Mapping[Cell, int]
    new: Mapping[Cell, int]
    schools: Mapping[str, int]
    away: Mapping[tuple[str, str], int]

    def total(self, kind: str, year: int) -> int:
        """The county's places of a kind in a year of the plan."""
        return sum(places for (_, k, t), places in self.after.items() if (k, t) == (kind, year))


def read_decided(folder: Path, year: int | None) -> Decided:
    """The plan of a run's folder; raises ``InputFault`` where there is none."""
    with as_written(folder / RUN_FILE):
        record = read_record(folder)
        named = (str(record["run"]), str(record["scenario"])) if record is not None else None
    if named is None:
        raise InputFault([fault("template-no-run", file=str(folder))])
    if not (folder / PLAN_FILE).is_file():
        raise InputFault([fault("template-no-plan", file=str(folder))])
    with as_written(folder / PLAN_FILE):
        return _decided(folder, named, year)


@contextmanager
def as_written(path: Path) -> Iterator[None]:
    """Turn what cannot be read in a file of a run into a fault: somebody has altered it."""
    try:
        yield
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, csv.Error) as error:
        raise InputFault([fault("template-torn", file=str(path))]) from error


def _decided(folder: Path, named: tuple[str, str], year: int | None) -> Decided:
    """The plan as its table has it; ``named`` are the run and its scenario."""
    cells = {(row["code"], row["kind"], int(row["year"])): row for row in plan_rows(folder)}
    years = tuple(sorted({cell[2] for cell in cells}))
    done = years[-1] if year is None else year
    if done not in years:
        raise InputFault([fault("template-year", file=str(folder), year=done,
                                years=", ".join(map(str, years)))])
    away = {(code, kind): int(row["after"]) - int(row.get("located") or row["after"])
            for (code, kind, year), row in cells.items() if year == done}
    return Decided(folder, *named, years, done,
                   {cell: int(row["after"]) for cell, row in cells.items()},
                   {cell: int(row["new"]) for cell, row in cells.items()}, _used(folder, done),
                   {place: places for place, places in away.items() if places})


def plan_rows(folder: Path) -> list[dict[str, str]]:
    """The rows of a run's plan as they are written."""
    return _rows(folder / PLAN_FILE)


def _used(folder: Path, done: int) -> dict[str, int]:
    used: Counter[str] = Counter()
    for row in _rows(folder / FLOWS) if (folder / FLOWS).is_file() else ():
        if int(row["year"]) == done:
            used[row["to_code"]] += int(row["places"])
    return dict(used)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
