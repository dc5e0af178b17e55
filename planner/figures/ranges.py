"""How much rests on the assumptions: each municipality's least to most, the plan as a mark on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.figures import style
from planner.figures.facts import Facts, read
from planner.figures.naming import SPACE, some
from planner.figures.new_places import kind_name
from planner.figures.order import by_name
from planner.figures.rows import Column, Plot, drawings
from planner.figures.style import Drawing, Heading, Sign, heading
from planner.figures.text import width
from planner.ranges import IN_SERVICE, NEW, Ranges, Span
from planner.ranges_told import named, short, span_text, tables_of, tried_text
from planner.view import View
from planner.wording import listing, say, whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from planner.figures.beside import Beside

NAMED = 3  # so many municipalities are named as those whose range is widest
WORDS = 2.3  # inches, the most that a version's name may take
EDGE = 1.6  # line width of the ends of a range


@dataclass(frozen=True)
class RangeRow:
    """One municipality's range, last year."""

    code: str
    name: str
    span: Span


def draw(view: View, facts: Facts) -> list[Drawing]:
    """The pages of the figure ``ranges``; none where no other versions were planned."""
    ranges = view.ranges
    if ranges is None:
        return []
    last = facts.years[-1]
    rows = {kind: {code: RangeRow(code, name, ranges.span(((code, kind, last),)))
                   for code, name in facts.names.items()} for kind in facts.rows}
    heads = {kind: kind_name(view, kind) for kind in rows} if len(rows) > 1 else {}
    told = _told(ranges, rows, view.language)
    plot = Plot("ranges", heading(view, "ranges_title", told, _signs(view.language)), rows, heads,
                extent=_extent, paint=_paint, columns=_columns(ranges, list(rows.values()), view.language),
                axis=say(f"figure.ranges_axis_{ranges.usual}", view.language),
                note=_note(ranges, view.language))
    return drawings(view, facts, plot)


def draw_beside(table: Beside, views: Sequence[View]) -> list[Drawing]:
    """The same for a comparison: a panel for each scenario with ranges, all kinds of place together."""
    found = [view for view in views if view.ranges is not None]
    if not found:
        return []
    counts = IN_SERVICE if all(v.ranges and v.ranges.usual == IN_SERVICE for v in found) else NEW
    language, facts = found[0].language, read(found[0])
    rows = {view.scenario: _together(view, counts) for view in found}
    title = say("figure.ranges_title", language)
    if table.example:
        title = say("figure.example", language, title=title)
    head = Heading(title, table.view.county, say(f"figure.ranges_beside_{counts}", language),
                   tuple(_signs(language)), table.source)
    plot = Plot("ranges", head, rows, {name: name for name in rows}, extent=_extent, paint=_paint,
                columns=[*_numbers(language), SPACE], axis=say(f"figure.ranges_axis_{counts}", language))
    return drawings(replace(found[0], example=table.example), facts, plot)


def _together(view: View, counts: str) -> dict[str, RangeRow]:
    """Every municipality's range over all kinds in the last year."""
    assert view.ranges is not None
    towns = view.ranges.plan.problem.county.municipalities
    return {t.code: RangeRow(t.code, t.name, view.ranges.span(view.ranges.last(t.code), counts))
            for t in towns}


def _told(ranges: Ranges, rows: Mapping[str, Mapping[str, RangeRow]], language: str) -> str:
    """How many versions were tried, whose range is widest, and how many have the same in all."""
    all_ = [row for found in rows.values() for row in found.values()]
    names = {row.code: row.name for row in all_}
    size = {code: max(r.span.most - r.span.least for r in all_ if r.code == code) for code in names}
    widest = sorted(by_name(names), key=lambda code: -size[code])[:NAMED]
    told = [say("figure.ranges_own", language, name=names[c], range=listing(
        [span_text(found[c].span, language) for found in rows.values()], language))
            for c in widest if size[c]]
    parts = [say(f"figure.ranges_lead_{ranges.usual}", language, count=tried_text(ranges, language),
                 tables=tables_of(ranges, language))]
    if told:
        parts.append(say("figure.ranges_widest", language, names=listing(told, language),
                         alike=sum(1 for n in size.values() if not n), count=len(size)))
    else:
        parts.append(say("figure.ranges_alike", language, count=len(size)))
    return " ".join(parts)


def _note(ranges: Ranges, language: str) -> str:
    """The versions outside the ranges, by why they are."""
    found: dict[str, list[str]] = {}
    for one in ranges.uncounted:
        found.setdefault(one.ending.value, []).append(named(ranges, one.file, language))
    told = [say(f"figure.ranges_out_{why}", language, names=some(out, language))
            for why, out in found.items()]
    return say("figure.ranges_out", language, told="; ".join(told)) if told else ""


def _signs(language: str) -> list[Sign]:
    """The key: the range and the plan on it."""
    return [Sign("box", style.TODAY, say("figure.ranges_range", language)),
            Sign("dot", style.INK, say("figure.ranges_plan", language))]


def _numbers(language: str) -> list[Column]:
    """The range and the plan in numbers."""
    return [Column(say("figure.ranges_head_range", language), lambda r: span_text(r.span, language), 0.78,
                   bold=True),
            Column(say("figure.ranges_head_plan", language), lambda r: whole(r.span.plan, language), 0.52)]


def _columns(ranges: Ranges, panels: Sequence[Mapping[str, RangeRow]], language: str) -> list[Column]:
    """The numbers; beside a single panel which version gives either end."""
    if len(panels) > 1:
        return [*_numbers(language), SPACE]
    made = _numbers(language)
    for end in ("least_with", "most_with"):
        def text(row: RangeRow, end: str = end) -> str:
            return _fitting(ranges, getattr(row.span, end), language) if row.span.wide else ""
        longest = max((width(text(row), 9.5) for row in panels[0].values()), default=0.0)
        made.append(Column(say(f"figure.ranges_head_{end}", language), text,
                           min(WORDS, max(0.8, longest + 0.2)), "left"))
    return made


def _fitting(ranges: Ranges, names: Sequence[str], language: str) -> str:
    """The version's name; without its table's where that is too wide."""
    text = short(ranges, names, language)
    fits = width(text, 9.5) <= WORDS - 0.2
    return text if fits else short(ranges, names, language, brief=True)


def _extent(row: RangeRow) -> tuple[float, float]:
    return min(0.0, float(row.span.least)), float(row.span.most)


def _paint(ax: Axes, y: float, row: RangeRow) -> None:
    """A band from least to most with an edge at either end, and the plan as a dot."""
    span = row.span
    if span.wide:
        ax.plot([span.least, span.most], [y, y], color=style.TODAY, linewidth=6, zorder=2,
                solid_capstyle="butt", clip_on=False)
        for end in (span.least, span.most):
            ax.plot([end] * 2, [y - 0.28, y + 0.28], color=style.MUTED, linewidth=EDGE, zorder=3,
                    clip_on=False)
    ax.plot([span.plan], [y], "o", color=style.INK, markersize=5.2, zorder=4, clip_on=False)
