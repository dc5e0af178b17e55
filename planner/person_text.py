"""Numbers that point out a person, wherever they stand: refused in every file, repeated nowhere.

A personal or co-ordination number is a date of birth (the day may be 60 higher) and four signs:
YYMMDD-NNNN, YYYYMMDD-NNNN or YYYYMMDDNNNN. Tables of counts refuse more: ``planner.ledger_cells``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from models.errors import Fault, Place
from planner.merge import Loc, Node, dotted

HIDDEN = "•••"
_BORN = r"\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"
_SIGN = "[-+\u2212\u2010-\u2014]"
_PERSON = re.compile(rf"(?<!\d)((19|20){_BORN}{_SIGN}?|{_BORN}{_SIGN})(\d{{4}}|[A-Z]{{2}}\d\d)(?!\w)")
SHORTEST = 11  # signs of the shortest number


def points_out(text: str) -> bool:
    """Does a text hold a personal or co-ordination number?"""
    return len(text) >= SHORTEST and _PERSON.search(text) is not None


def hidden(text: str) -> str:
    """The text with such numbers exchanged for dots."""
    return _PERSON.sub(HIDDEN, text)


def person_faults(node: Node, loc: Loc = ()) -> Iterator[Fault]:
    """A fault for every text of a scenario or a table of sources that holds such a number."""
    value: Any = node.value
    if isinstance(value, dict):
        for name, child in value.items():
            yield from person_faults(child, (*loc, name))
    elif isinstance(value, tuple):
        for i, child in enumerate(value):
            yield from person_faults(child, (*loc, i))
    elif points_out(str(value)):
        where = node.origin
        yield Fault("person-in-text", Place(hidden(where.file), where.line, hidden(dotted(loc))))
