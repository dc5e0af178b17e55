"""Names and numbers on a map, so that none stands on another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.report.charts.outlines import Box, Ring, Spot, area, box, common_box, room
from planner.report.charts.svg import LETTER

NAME, NUMBER, GAP = 21.0, 26.0, 4.0  # units: sizes of names and numbers; air between two labels
BOLD, HIGH = 1.08, NAME + NUMBER  # bold letters are wider; the height of both lines


@dataclass(frozen=True)
class Line:
    """One line of a label: its middle, its baseline, its size."""

    text: str
    x: float
    y: float
    size: float
    bold: bool


@dataclass(frozen=True)
class Label:
    """What stands on a municipality; ``inside``: within its boundary, so that the colour is its ground."""

    lines: tuple[Line, ...]
    inside: bool
    box: Box


def labels(shapes: Mapping[str, Sequence[Ring]], texts: Mapping[str, tuple[str, str]],
           size: tuple[float, float], elsewhere: Collection[str] = (), *,
           bare: bool = True) -> dict[str, Label]:
    """A label for every municipality that has room: name and number, else the number, inside it.

    The others, the largest first, get name and number past their boundary where that stands on no
    other label, else the number alone; who has no room even so has none. Those that are labelled
    ``elsewhere`` stay without what does not fit inside, and where not ``bare`` without a number alone.
    """
    page: Box = (0.0, 0.0, *size)
    found: dict[str, Label] = {}
    largest = {code: max(rings, key=area) for code, rings in shapes.items()}
    for code, (name, number) in texts.items():
        label = next(_inside(largest[code], name, number, page), None)
        alone = label is not None and len(label.lines) == 1
        if label is not None and _free(label.box, found) and not (alone and code in elsewhere and not bare):
            found[code] = label
    for code, (name, number) in texts.items():
        if code not in elsewhere and (code not in found or len(found[code].lines) == 1):
            others = {c: one for c, one in found.items() if c != code}
            label = next((one for one in _past(largest[code], name, number, page)
                          if _within(one.box, size) and _free(one.box, others)), None)
            if label is not None and (code not in found or len(label.lines) == 2):
                found[code] = label
    return found


def _inside(ring: Ring, name: str, number: str, page: Box) -> Iterator[Label]:
    """Name above number, then the number alone, where the boundary leaves room for it."""
    wide = fits(name, number)
    alone = _width(number, NUMBER, True)
    for lines, across, high in ((_two(name, number), wide, HIGH), (_one(number), alone, NUMBER)):
        spot = room(ring, across + 6, high, page)
        if spot is not None:
            yield _label(lines, spot, across, high, True)


def _past(ring: Ring, name: str, number: str, page: Box) -> Iterator[Label]:
    """The number around the middle of what is seen, a little up or down, and the name above it, a little
    to the side; then the number alone.
    """
    left, top, right, bottom = common_box(box((ring,)), page)
    if right - left < NUMBER or bottom - top < NUMBER:
        return  # a sliver at the edge of the drawing
    wide, centre = fits(name, number), Spot((left + right) / 2, (top + bottom) / 2)
    far = (wide - _width(number, NUMBER, True)) / 2
    for side in (0.0, -0.5, 0.5, -1.0, 1.0):
        for up in (0.0, -16.0, 16.0, -30.0, 30.0):
            x = min(max(centre.x + side * far, page[0] + wide / 2), page[2] - wide / 2)  # not off the page
            at = centre.x if abs(x - centre.x) <= far + 1 else x
            yield _label(_two(name, number), Spot(x, centre.y + up), wide, HIGH, False, at)
    yield _label(_one(number), centre, _width(number, NUMBER, True), NUMBER, False)


def fits(name: str, number: str) -> float:
    """How wide name above number is."""
    return max(_width(name, NAME), _width(number, NUMBER, True))


def _two(name: str, number: str) -> tuple[tuple[str, float, float, bool], ...]:
    """Text, baseline from the middle, size, bold: name and number."""
    return (name, -6.0, NAME, False), (number, 19.0, NUMBER, True)


def _one(number: str) -> tuple[tuple[str, float, float, bool], ...]:
    return ((number, 9.0, NUMBER, True),)


def _label(lines: Sequence[tuple[str, float, float, bool]], spot: Spot, wide: float, high: float,
           inside: bool, number_at: float | None = None) -> Label:
    """``number_at``: where the number's middle is, where it is not the name's."""
    made = tuple(Line(text, spot.x if number_at is None or not bold else number_at, spot.y + down, size, bold)
                 for text, down, size, bold in lines)
    return Label(made, inside, (spot.x - wide / 2, spot.y - high / 2, spot.x + wide / 2, spot.y + high / 2))


def _width(text: str, size: float, bold: bool = False) -> float:
    return len(text) * size * LETTER * (BOLD if bold else 1)


def _within(box: Box, size: tuple[float, float]) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]


def _free(box: Box, found: Mapping[str, Label]) -> bool:
    """Does a box stand clear of every label?"""
    return not any(min(box[2], other.box[2]) - max(box[0], other.box[0]) > -GAP
                   and min(box[3], other.box[3]) - max(box[1], other.box[1]) > -GAP
                   for other in found.values())
