"""Boundaries as short paths of whole numbers, and where in a municipality a label has room."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = tuple[Point, ...]
Rings = Mapping[str, tuple[Ring, ...]]
Box = tuple[float, float, float, float]  # left, top, right, bottom

STEP = 4.0  # units between the lines along which room is sought


@dataclass(frozen=True)
class Spot:
    """The middle of a label that lies wholly inside a municipality."""

    x: float
    y: float


@lru_cache(maxsize=4)
def outlines(path: Path) -> dict[str, tuple[Ring, ...]]:
    """The outer rings of each code in a GeoJSON file, kilometres east and south of no special point.

    A degree of longitude is shortened by the cosine of the county's middle latitude.
    """
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8-sig"))
    found: dict[str, list[list[Any]]] = {}
    for feature in document["features"]:
        shape = feature["geometry"]
        parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        found.setdefault(str(feature["properties"]["kommunkod"]), []).extend(part[0] for part in parts)
    norths = [point[1] for rings in found.values() for ring in rings for point in ring]
    squeeze = math.cos(math.radians((min(norths) + max(norths)) / 2))
    degree = 111.2
    return {code: tuple(tuple((degree * squeeze * float(p[0]), -degree * float(p[1])) for p in ring)
                        for ring in rings) for code, rings in found.items()}


def box(rings: Sequence[Ring]) -> Box:
    """The least box around rings."""
    xs, ys = [p[0] for ring in rings for p in ring], [p[1] for ring in rings for p in ring]
    return min(xs), min(ys), max(xs), max(ys)


def placed(shapes: Rings, window: Box, wide: float) -> dict[str, tuple[Ring, ...]]:
    """The rings in units of a drawing so wide that shows the window, on whole numbers.

    Neighbours share their points, which round alike: no gap opens between them.
    """
    left, top, right, _ = window
    scale = wide / (right - left)
    return {code: tuple(tuple((float(round((x - left) * scale)), float(round((y - top) * scale)))
                              for x, y in ring) for ring in rings) for code, rings in shapes.items()}


def trace(rings: Sequence[Ring]) -> str:
    """The path of rings in whole numbers: points that lie on a line, or on each other, are left out."""
    return "".join(_ring(ring) for ring in rings)


def _ring(ring: Ring) -> str:
    points = [ring[0], *(b for a, b in pairwise(ring) if a != b)]
    if points[0] == points[-1]:
        points.pop()
    if len(points) < 3:
        return ""
    kept = [b for a, b, c in zip([points[-1], *points], points, [*points[1:], points[0]], strict=False)
            if (b[0] - a[0]) * (c[1] - b[1]) != (b[1] - a[1]) * (c[0] - b[0])]
    if len(kept) < 3:
        return ""
    steps = " ".join(f"{b[0] - a[0]:g} {b[1] - a[1]:g}" for a, b in pairwise(kept))
    return f"M{kept[0][0]:g} {kept[0][1]:g}l{steps}z".replace(" -", "-")


def area(ring: Ring) -> float:
    """The area inside a ring."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def common_box(one: Box, other: Box) -> Box:
    """What two boxes have in common; turned inside out where they have nothing."""
    return max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])


def room(ring: Ring, wide: float, high: float, within: Box) -> Spot | None:
    """The spot nearest the middle around which a box lies inside both ring and drawing, or None."""
    left, top, right, bottom = common_box(box((ring,)), within)
    count, rows = max(1, math.ceil(high / STEP)), math.floor((bottom - top) / STEP)
    inside = [[(max(a, left), min(b, right)) for a, b in _between(ring, top + STEP * (i + 0.5))]
              for i in range(rows)]
    centre, found = Spot((left + right) / 2, (top + bottom) / 2), list[Spot]()
    for first in range(rows - count + 1):
        common = inside[first]
        for other in inside[first + 1:first + count]:
            common = [(max(a, c), min(b, d)) for a, b in common for c, d in other if min(b, d) > max(a, c)]
        y = top + STEP * (first + count / 2)
        found += [Spot(min(max(centre.x, a + wide / 2), b - wide / 2), y)
                  for a, b in common if b - a >= wide]
    return min(found, key=lambda s: ((s.x - centre.x)**2 + (s.y - centre.y)**2, s.x, s.y), default=None)


def _between(ring: Ring, y: float) -> list[tuple[float, float]]:
    """The parts of a level line that lie inside the ring."""
    cuts = sorted(a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
                  for a, b in zip(ring, ring[1:] + ring[:1], strict=True) if (a[1] > y) != (b[1] > y))
    return list(zip(cuts[::2], cuts[1::2], strict=True))
