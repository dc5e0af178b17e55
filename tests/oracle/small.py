"""Counties written by hand in a few lines, for tests with answers computed on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.county import County, Municipality
from models.need import Need
from models.pieces import pieces
from models.problem import Basis, Problem
from models.shares import Shares
from models.tables import Table, TableSpec
from tests.oracle.enumerate import plans

TOWNS = "ABCDEFGHIJKLMNOP"


def rule(word: str, **keys: Any) -> Any:
    """The rule of that word."""
    return pieces("rules")[word](**keys)


def goal(word: str, **keys: Any) -> Any:
    """The goal of that word."""
    return pieces("goals")[word](**keys)


def table(name: str, spec: TableSpec, *rows: tuple[Any, ...]) -> Table:
    """A table; each row gives the columns in the order of the specification (rest empty)."""
    names = [c.name for c in spec.columns]
    return Table(name, spec, tuple(dict.fromkeys(names) | dict(zip(names, r, strict=False)) for r in rows))


def county(weights: Sequence[int], total: int | Sequence[int] | Mapping[str, Sequence[int]], *,
           today: Sequence[int] | Mapping[str, Sequence[int]] = (), rules: Sequence[Any] = (),
           goals: Sequence[Any] = (), basis: Basis | None = None, tables: Sequence[Table] = (),
           inhabitants: Sequence[int] = (), later: Sequence[int] = (),
           areas: Mapping[str, tuple[str, ...]] | None = None) -> Problem:
    """Towns A, B, ... with these weights, in this order; totals by year, or by kind and year.

    ``later`` are the weights from the second year on; need and keep-existing always stand.
    """
    codes = TOWNS[:len(weights)]
    people = inhabitants or [1000] * len(weights)
    towns = [Municipality(c, f"Town {c}", p) for c, p in zip(codes, people, strict=True)]
    if isinstance(total, int):
        total = (total,)
    totals = total if isinstance(total, Mapping) else {"asylum": total}
    stands = today if isinstance(today, Mapping) else {"asylum": today}
    years = tuple(range(1, len(next(iter(totals.values()))) + 1))
    need = Need(tuple(totals), years,
                {(m, k): v for k, row in stands.items() for m, v in zip(codes, row, strict=False)},
                {(k, t): v for k, row in totals.items() for t, v in zip(years, row, strict=True)})
    return Problem(County.of("County", towns, codes), need,
                   {(k, t): _shares(codes, later if later and t > 1 else weights)
                    for k in totals for t in years},
                   basis or Basis(quota="plain"), (rule("need"), rule("keep-existing"), *rules), tuple(goals),
                   {t.name: t for t in tables}, areas or {})


def _shares(codes: str, weights: Sequence[int]) -> Shares:
    """The weights as a share table of the county."""
    return Shares(dict(zip(codes, weights, strict=True)), "county", sum(weights), "decided", "assumed")


def row(problem: Problem, found: dict, year: int = 1, kind: str = "asylum") -> list:
    """The figures of one year and kind, in town order."""
    return [found[m, kind, year] for m in problem.county.codes]


def every(problem: Problem, year: int = 1) -> list[list[int]]:
    """All plans' places of one year."""
    return [row(problem, p.x, year) for p in plans(problem)]
