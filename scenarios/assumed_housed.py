"""The assumed pairs of municipalities that may have places in each other, by who borders on whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

HEADER = "code,name,located,most"
SMALL, MOST = 35_000, 6  # inhabitants; places


class Facts(Protocol):
    """The official facts that the pairs are made from."""

    names: Mapping[str, str]
    people: Mapping[str, int]

    def read(self, table: str) -> list[dict[str, str]]:
        """The rows of a table as text."""


def largest(found: list[str]) -> list[str]:
    """The neighbour with most inhabitants."""
    return found[:1]


def nearest_in_size(found: list[str]) -> list[str]:
    """The neighbour that is the least larger."""
    return found[-1:]


def every(found: list[str]) -> list[str]:
    """All of them."""
    return found


def of(case: Facts, choose: Callable[[list[str]], list[str]] = largest) -> Iterable[tuple[object, ...]]:
    """Every municipality below ``SMALL`` with those of its larger neighbours that are chosen."""
    near: dict[str, list[str]] = {code: [] for code in case.names}
    for row in case.read("neighbours.csv"):
        near[row["code_a"]].append(row["code_b"])
        near[row["code_b"]].append(row["code_a"])
    people = case.people
    for code, name in case.names.items():
        larger = sorted((c for c in near[code] if people[c] > people[code]), key=lambda c: (-people[c], c))
        if people[code] < SMALL:
            yield from ((code, name, other, MOST) for other in choose(larger))
