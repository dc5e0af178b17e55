"""The assumed resources of the county cases: guardians, hours of staff, and the reserve of room.

What there is covers today's places, and a number more by inhabitants. No source gives any of it:
the rules are stated in the case's sources.toml.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

RESOURCES = "resource,code,name,available"
USE = "resource,use,where"
CAPACITY, BASIS = "code,name,capacity,date,stated_by", "planeringsunderlaget (antaget)"
RESERVE = "code,name,free,open_30,open_90"
GUARDIANS, HOURS = "gode män", "personaltimmar i veckan"
WEEK = 32  # hours of staff in a week that a place takes
LARGE = 50_000  # inhabitants of a municipality that keeps room free
Rows = Iterable[tuple[object, ...]]
Numbers = Mapping[str, int]


def begun(people: int, unit: int) -> int:
    """Units begun: people / unit, rounded up."""
    return -(-people // unit)


def stated(names: Mapping[str, str], capacity: Numbers, date: str) -> Rows:
    """Capacities with their day and who stands for them: the planning basis, no municipality."""
    return [(c, name, capacity[c], date, BASIS) for c, name in names.items()]


def guardians(names: Mapping[str, str], people: Numbers, today: Numbers, unit: int) -> Rows:
    """Guardians: one for each place of today, and one for every ``unit`` inhabitants begun."""
    return [(GUARDIANS, c, name, today[c] + begun(people[c], unit)) for c, name in names.items()]


def hours(names: Mapping[str, str], people: Numbers, today: Numbers, more: int = 5) -> Rows:
    """Hours of staff a week: for today's places, and for ``more`` places per 40,000 inhabitants begun."""
    places = {c: today[c] + more * begun(people[c], 40_000) for c in names}
    return [(HOURS, c, name, WEEK * places[c]) for c, name in names.items()]


def both(names: Mapping[str, str], people: Numbers, today: Numbers, unit: int, more: int = 5) -> Rows:
    """Guardians and hours of staff."""
    return [*guardians(names, people, today, unit), *hours(names, people, today, more)]


def use(week: int = WEEK) -> list[tuple[object, ...]]:
    """A guardian a place where it is answered for; the hours of staff where it lies."""
    return [(GUARDIANS, 1, "answers"), (HOURS, week, "lies")]


def reserve(names: Mapping[str, str], people: Numbers, free: int = 100_000, soon: int = 60_000,
            later: int = 25_000) -> Rows:
    """Places kept free, one per ``free`` inhabitants begun in the larger ones; places that open soon."""
    for code, name in names.items():
        count = people[code]
        yield (code, name, begun(count, free) if count >= LARGE else "", count // soon, begun(count, later))
