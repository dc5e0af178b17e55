"""In what order municipalities stand, on which page, and which of them need a scale of their own."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

ROWS = 40  # the most rows that stay legible on a landscape A4 page
OWN_SCALE = 3  # a municipality so many times the next one gets a scale of its own
LARGE = 3  # at most so many municipalities in the part with a scale of its own

_LAST = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"}  # signs that come after z
_LIKE = str.maketrans("éèêëáàâíìóòôúùüñç", "eeeeaaaiiooouuync")


def swedish(name: str) -> tuple[str, str]:
    """A sort key that puts å, ä, ö after z, é with e and ü with y; small and large letters alike."""
    low = name.lower().translate(_LIKE)
    return "".join(_LAST.get(c, c) for c in low), name


def by_name(names: Mapping[str, str]) -> list[str]:
    """The codes in the Swedish order of their names (code where names are equal)."""
    return sorted(names, key=lambda code: (swedish(names[code]), code))


def chunks(codes: Sequence[str], most: int = ROWS) -> list[tuple[str, ...]]:
    """The codes on pages of at most ``most``, as even as they can be made."""
    count = max(1, math.ceil(len(codes) / most))
    cuts = [len(codes) * i // count for i in range(count + 1)]
    return [tuple(codes[a:b]) for a, b in pairwise(cuts)]


def large(sizes: Mapping[str, float]) -> frozenset[str]:
    """The codes whose bars would make all others unreadable on one common scale.

    The first one, two or three when the last of them is at least three times the next; nobody
    when the sizes run evenly or the others are nothing.
    """
    ranked = sorted(sizes, key=lambda code: (-sizes[code], code))
    for count in range(1, min(LARGE, len(ranked) - 2) + 1):
        last, following = sizes[ranked[count - 1]], sizes[ranked[count]]
        if following > 0 and last >= OWN_SCALE * following and sizes[ranked[0]] >= 4 * following:
            return frozenset(ranked[:count])
    return frozenset()


def step(limit: float, most: int = 6) -> float:
    """A round distance between ticks (1, 2 or 5 times a power of ten) so that ``most`` suffice."""
    if limit <= 0:
        return 1.0
    power = math.floor(math.log10(limit / most))
    for exponent in (power, power + 1):
        for leading in (1, 2, 5):
            found = leading * 10.0**exponent
            if limit / found <= most:
                return found
    return 10.0 ** (power + 2)


def whole_step(limit: float, most: int = 6) -> int:
    """As ``step``, but never less than one whole place."""
    return max(1, round(step(limit, most)))
