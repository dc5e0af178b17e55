"""The places wanted: how many of each kind the county shall have in each year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

Cell = tuple[str, str, int]  # municipality code, kind of place, year


@dataclass(frozen=True)
class Need:
    """Places today and places wanted.

    ``today[code, kind]`` is e (whole places, missing = 0); ``total[kind, year]`` is T, the
    county's places in service; ``kinds`` stand in the scenario's order, ``years`` rise.
    """

    kinds: tuple[str, ...]
    years: tuple[int, ...]
    today: Mapping[tuple[str, str], int]
    total: Mapping[tuple[str, int], int]

    def existing(self, cell: Cell) -> int:
        """e of a cell: places today of its municipality and kind."""
        return self.today.get((cell[0], cell[1]), 0)

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

    def added(self, kind: str, index: int) -> int:
        """T[k,t] - T[k,t-1]: places added to the county in the index-th year."""
        return self.total_at(kind, index) - self.total_at(kind, index - 1)

    def cells(self, codes: tuple[str, ...]) -> Iterator[Cell]:
        """All cells in the order of the tie rule: municipality, kind, year."""
        return ((m, k, t) for m in codes for k in self.kinds for t in self.years)
