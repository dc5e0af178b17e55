"""Where a view's new places lie: each municipality's, and the areas in which they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.figures import style
from planner.figures.facts import Facts
from planner.figures.order import by_name
from planner.view import View

OWN, SHARED, AWAY = style.NEW, "#56B4E9", "#E69F00"
LINES, HEAD = 36, 1.25  # rows a page, an area's heading in rows
ALL = ""


@dataclass(frozen=True)
class Town:
    """One municipality's new places by the last year: own, shared at home, with others, for others."""

    code: str
    name: str
    own: int
    shared: int
    away: Mapping[str, int]
    guests: Mapping[str, int]

    @property
    def parts(self) -> tuple[tuple[int, str], ...]:
        """The lengths of the bar with their colours."""
        return (self.own, OWN), (self.shared, SHARED), (sum(self.away.values()), AWAY)

    @property
    def answers(self) -> int:
        """New places it answers for."""
        return sum(length for length, _ in self.parts)

    @property
    def reach(self) -> int:
        """How far bar and frame reach."""
        return self.answers + sum(self.guests.values())


@dataclass(frozen=True)
class Section:
    """An area with its municipalities, in the order of their names."""

    area: str
    codes: tuple[str, ...]


def read(view: View, facts: Facts) -> dict[str, Town]:
    """Every municipality's places by where they lie, all kinds together, in the last year."""
    assert view.lies is not None
    year = facts.years[-1]
    records = [r for r in view.lies.to_dict("records") if int(r["year"]) == year]
    return {code: _town(code, facts, records) for code in facts.names}


def _town(code: str, facts: Facts, records: Sequence[Mapping[Any, Any]]) -> Town:
    away: dict[str, int] = {}
    guests: dict[str, int] = {}
    shared = 0
    for r in records:
        a, b, places = str(r["code"]), str(r["lies_code"]), int(r["places"])
        if a == code and b == code:
            shared += places if r["area"] and _joint(r, records) else 0
        elif a == code:
            away[str(r["lies_name"])] = away.get(str(r["lies_name"]), 0) + places
        elif b == code:
            guests[str(r["name"])] = guests.get(str(r["name"]), 0) + places
    own = max(0, facts.total[code].counted - shared - sum(away.values()))
    return Town(code, facts.names[code], own, shared, away, guests)


def _joint(record: Mapping[Any, Any], records: Sequence[Mapping[Any, Any]]) -> bool:
    """Does another municipality answer for places in the same area's homes in the same host?"""
    return any(r["code"] != r["lies_code"] and r["area"] == record["area"]
               and r["lies_code"] == record["lies_code"] for r in records)


def sections_of(view: View, facts: Facts) -> list[Section]:
    """The areas with their municipalities, then those of no area."""
    left, found = dict(facts.names), []
    for area, codes in view.areas.items():
        own = {code: left.pop(code) for code in codes if code in left}
        found.append(Section(area, tuple(by_name(own))))
    return [s for s in (*found, Section(ALL, tuple(by_name(left)))) if s.codes]


def pages_of(sections: Sequence[Section]) -> Iterator[list[Section]]:
    """Sections on pages of at most so many rows; one that is longer than a page is cut."""
    page: list[Section] = []
    used = 0.0
    for section in sections:
        step = int(LINES - HEAD)
        for part in (section.codes[i:i + step] for i in range(0, len(section.codes), step)):
            if page and used + HEAD + len(part) > LINES:
                yield page
                page, used = [], 0.0
            page.append(Section(section.area, part))
            used += HEAD + len(part)
    yield page
