"""The places wanted: how many of each kind the county shall have in each year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

Cell = tuple[str, str, int]  # municipality code, kind of place, year


@dataclass(frozen=True)
class Need:
    """Places today and places wanted.

    ``today[code, kind]`` is e (whole places, missing = 0); ``total[kind, year]`` is T, the
    county's places in service; ``kinds`` stand in the scenario's order, ``years`` rise.
    ``fallen[code, kind, year]`` are those of today's places that are gone by 31 December of a plan
    year because their agreement has ended (missing = 0; never falling over the years).
    """

    kinds: tuple[str, ...]
    years: tuple[int, ...]
    today: Mapping[tuple[str, str], int]
    total: Mapping[tuple[str, int], int]
    fallen: Mapping[Cell, int] = field(default_factory=dict)

    def existing(self, cell: Cell) -> int:
        """e of a cell: places today less those gone by its year; a cell of year 0 means today."""
        return self.today.get((cell[0], cell[1]), 0) - self.fallen.get(cell, 0)

    def falls_out(self, cell: Cell) -> int:
        """Places of today that go in the cell's own year because their agreement has ended."""
        code, kind, year = cell
        index = self.years.index(year)
        earlier = self.fallen.get((code, kind, self.years[index - 1]), 0) if index else 0
        return self.fallen.get(cell, 0) - earlier

    @cached_property
    def total_today(self) -> dict[str, int]:
        """E_k = sum of e over the county, by kind."""
        sums = dict.fromkeys(self.kinds, 0)
        for (_, kind), places in self.today.items():
            sums[kind] = sums.get(kind, 0) + places
        return sums

    def total_at(self, kind: str, index: int) -> int:
        """T of the kind in the index-th year (0 = first); a negative index means today."""
        return self.total_today[kind] if index < 0 else self.total[kind, self.years[index]]

    @cached_property
    def _gone(self) -> dict[tuple[str, int], int]:
        """By kind and year: places of today gone in the county."""
        sums: dict[tuple[str, int], int] = {}
        for (_, kind, year), places in self.fallen.items():
            sums[kind, year] = sums.get((kind, year), 0) + places
        return sums

    def left(self, kind: str, year: int) -> int:
        """Sum of e over the county in a year: places of today that are still there."""
        return self.total_today[kind] - self._gone.get((kind, year), 0)

    def grown(self, kind: str, index: int) -> int:
        """T - sum of e: the county's new places since the start by the index-th year (0 before it)."""
        return 0 if index < 0 else self.total_at(kind, index) - self.left(kind, self.years[index])

    def added(self, kind: str, index: int) -> int:
        """New places that the county needs in the index-th year: T[k,t] - T[k,t-1] and one for each
        place of today that goes in the year.
        """
        return self.grown(kind, index) - self.grown(kind, index - 1)

    def cells(self, codes: tuple[str, ...]) -> Iterator[Cell]:
        """All cells in the order of the tie rule: municipality, kind, year."""
        return ((m, k, t) for m in codes for k in self.kinds for t in self.years)
