"""Charts with one row per municipality: its name, marks on a common scale, and figures beside.

The few that would dwarf all others stand first, in a drawing with a scale of its own; long counties are
several drawings, so that paper never cuts a row.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from planner.figures.order import by_name, chunks, large, step
from planner.report.charts.svg import (
    BAND,
    INK,
    LETTER,
    MUTED,
    RULE,
    SIZE,
    SMALL,
    element,
    joined,
    picture,
    short,
    text,
    upright,
)
from planner.wording import decimal, listing, say

ROW = 22.0  # pixels: the usual height of a row
# The names' part of the width, how many signs of them it holds on a telephone, and from which on smaller.
NAME, SIGNS, LONG = 0.315, 17, 13
NARROW, GAP = 328, 0.025  # pixels of the narrowest drawing; the part of the width around the marks
HEADS, AXIS = 36.0, 20.0
ROWS, TICKS = 40, 4
PAPER = 700.0  # pixels of a drawing's rows where they are high: two drawings fit a sheet of paper
FRAME = "#FFF6E0"


@dataclass(frozen=True)
class Column:
    """Figures beside the marks: a head, the text of a row, whether they stand out, whose they are.

    ``of_all``: they are of all scenarios together, and go where a reader leaves any out.
    """

    head: str
    text: Callable[[Any], str]
    bold: bool = False
    scenario: int | None = None
    of_all: bool = False

    @property
    def marks(self) -> dict[str, object]:
        """What the report's script knows its figures by."""
        return {"data_scenario": self.scenario, "data_of_all": "" if self.of_all else None}


@dataclass(frozen=True)
class Scale:
    """Amounts from ``low`` to ``high`` on a part of the width, with ticks every ``step``."""

    low: float
    high: float
    step: float
    left: float
    right: float

    def at(self, amount: float) -> float:
        """Where an amount stands, as a part of the whole width."""
        part = (amount - self.low) / (self.high - self.low)
        return self.left + (self.right - self.left) * part

    @property
    def ticks(self) -> list[float]:
        """The round amounts that have a line."""
        first, last = math.ceil(self.low / self.step - 1e-9), math.floor(self.high / self.step + 1e-9)
        return [index * self.step for index in range(first, last + 1)]


@dataclass(frozen=True)
class Rows:
    """What one chart of rows draws.

    ``word`` begins the ids of its drawings; ``extent`` is how far a row reaches from nought;
    ``paint(scale, row)`` draws it around height 0, ``tell`` is said when it is pointed at;
    ``whole``: only whole numbers on the axis; ``high`` is the height of a row;
    ``own_from``: nobody who reaches less far has a scale of its own.
    """

    word: str
    title: str
    language: str
    columns: Sequence[Column]
    extent: Callable[[Any], tuple[float, float]]
    paint: Callable[[Scale, Any], Markup]
    tell: Callable[[Any], str]
    axis: str
    whole: bool = True
    signed: bool = False
    high: float = ROW
    scale: str = "figure.own_scale"
    own_from: float = 0.0


def drawn(plan: Rows, groups: Mapping[str, Mapping[str, Any]]) -> Markup:
    """The drawings of every group (a kind, a year), whose name stands above where there are several."""
    parts = []
    for index, (head, rows) in enumerate(groups.items(), 1):
        if len(groups) > 1:
            parts.append(element("p", head[:1].upper() + head[1:], class_="chart-head"))
        told = plan.title if len(groups) == 1 else f"{plan.title}: {head}"
        parts += _group(plan, rows, f"{plan.word}-{index}", told)
    return joined(parts)


def _group(plan: Rows, rows: Mapping[str, Any], word: str, title: str) -> list[Markup]:
    """Those on a scale of their own, then the others in pieces of at most 40 rows that fit paper."""
    names = {code: row.name for code, row in rows.items()}
    reach = {code: max(map(abs, plan.extent(row))) for code, row in rows.items()}
    apart = {code for code in large(reach) if reach[code] >= plan.own_from}
    ordered = by_name(names)
    own, common = ([c for c in ordered if (c in apart) is wanted] for wanted in (True, False))
    parts, edge = [], _edge(plan, rows.values())
    scale = _scale(plan, [rows[c] for c in common], edge)
    if own:
        wide = _scale(plan, [rows[c] for c in own], edge, scale)
        factor = round((wide.high - wide.low) / (scale.high - scale.low))
        told = say(plan.scale, plan.language, names=listing([names[c] for c in own], plan.language),
                   factor=factor)
        parts += [_drawing(plan, [rows[c] for c in own], wide, edge, f"{word}-0", title, FRAME),
                  element("p", told, class_="chart-note")]
    pieces = chunks(common, ROWS if plan.high <= ROW else max(1, min(ROWS, int(PAPER / plan.high))))
    for index, codes in enumerate(pieces, 1):
        part = f"{title} ({index}/{len(pieces)})" if len(pieces) > 1 else title
        parts.append(_drawing(plan, [rows[c] for c in codes], scale, edge, f"{word}-{index}", part))
    return parts


def _edge(plan: Rows, rows: Any) -> list[float]:
    """Where each column ends, as parts of the width, and before them where the marks end."""
    wide = [max([len(c.head) * SMALL, *(len(c.text(row)) * SIZE * (1.06 if c.bold else 1) for row in rows)])
            * LETTER + 9 for c in plan.columns]
    ends = [1.0 - GAP / 2]
    for one in reversed(wide):
        ends.insert(0, ends[0] - one / NARROW)
    return ends


def _scale(plan: Rows, rows: Sequence[Any], edge: Sequence[float], common: Scale | None = None) -> Scale:
    """An axis wide enough for the rows; where there is a common one, the least whole multiple of it."""
    left, right = NAME + GAP, edge[0] - GAP
    ends = [plan.extent(row) for row in rows]
    low, high = min([0.0, *(a for a, _ in ends)]), max([0.0, *(b for _, b in ends)])
    if common is not None:
        factor = max(1, math.ceil(high / common.high - 1e-9) if common.high else 1,
                     math.ceil(low / common.low - 1e-9) if common.low else 1)
        low, high = common.low * factor, common.high * factor
    elif low == high:
        low, high = (-1.0 if plan.signed else 0.0), 1.0
    by = max(step(high - low, TICKS), 1.0 if plan.whole else 0.0)
    return Scale(low, max(high, by) if low == 0 and common is None else high, by, left, right)


def _drawing(plan: Rows, rows: Sequence[Any], scale: Scale, edge: Sequence[float], word: str, title: str,
             fill: str = "") -> Markup:
    """One piece of SVG: heads, ticks, rows."""
    high = HEADS + plan.high * len(rows) + AXIS
    frame = element("rect", width="100%", height=high, fill=fill) if fill else Markup("")
    lines = (_row(plan, row, scale, HEADS + plan.high * (i + 0.5), bool(i % 2), edge)
             for i, row in enumerate(rows))
    return picture(word, title, high, frame, _heads(plan, edge), _ticks(plan, scale, high), *lines,
                   about=plan.axis)


def _heads(plan: Rows, edge: Sequence[float]) -> Markup:
    """The heads of the columns, and what the axis measures."""
    found = [text(end, 13, column.head, SMALL, "end", MUTED, False, **column.marks)
             for column, end in zip(plan.columns, edge[1:], strict=True)]
    return joined([text(0.0, 13, short(plan.axis, _signs(edge[0])), SMALL, fill=MUTED), *found])


def _signs(part: float) -> int:
    """How many small signs a part of the narrowest drawing holds."""
    return int(part * NARROW / SMALL / LETTER)


def _ticks(plan: Rows, scale: Scale, high: float) -> Markup:
    """Lines at round amounts with their numbers above, and below a long drawing too."""
    digits = 0 if scale.step >= 1 else 1 if scale.step >= 0.1 else 2
    parts = []
    for amount in scale.ticks:
        at, label = scale.at(amount), decimal(round(amount, 6), digits, plan.language, sign=plan.signed)
        parts += [upright(at, HEADS - 4, high - AXIS + 4, MUTED if amount == 0 else RULE),
                  text(at, HEADS - 8, label, SMALL, "middle", MUTED),
                  text(at, high - 4, label, SMALL, "middle", MUTED)]
    return joined(parts)


def _row(plan: Rows, row: Any, scale: Scale, y: float, odd: bool, edge: Sequence[float]) -> Markup:
    """A municipality: what is told when it is pointed at, its name, its marks, its figures."""
    half = plan.high / 2
    ground = element("rect", class_="ground", y=-half, width="100%", height=plan.high,
                     fill=BAND if odd else "none", pointer_events="all")
    name = short(row.name, SIGNS)
    named = text(NAME, 4.5, name, SIZE - max(0, (len(name) - LONG + 1) // 2), "end")
    figures = [text(end, 4.5, column.text(row), SIZE, "end", INK if column.bold else MUTED, column.bold,
                    **column.marks)
               for column, end in zip(plan.columns, edge[1:], strict=True)]
    return element("g", element("title", plan.tell(row)), ground, named, plan.paint(scale, row), *figures,
                   data_code=row.code, transform=f"translate(0 {y:g})")
