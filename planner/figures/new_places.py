"""New places against the quota of each municipality: a bar, and the quota as a tick on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.figures import style
from planner.figures.facts import LEDGER, STOCK, Facts, Row
from planner.figures.rows import Column, Plot, drawings
from planner.figures.style import Drawing, Sign, heading
from planner.view import View
from planner.wording import decimal, say, whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes

GONE = "#E69F00"  # the stripes on what goes with its agreement
_FROM, _TO = (0, 76, 128), (140, 200, 236)  # the first and the last year's blue


def shades(count: int) -> list[str]:
    """One blue per year, darkest first; a single year has the common blue."""
    if count == 1:
        return [style.NEW]
    parts = [i / (count - 1) for i in range(count)]
    mixed = [tuple(round(a + (b - a) * p) for a, b in zip(_FROM, _TO, strict=True)) for p in parts]
    return ["#{:02X}{:02X}{:02X}".format(*colour) for colour in mixed]


def kind_heads(view: View, facts: Facts) -> dict[str, str]:
    """The heads of the panels: kind, county total today and after (nothing for one kind)."""
    if len(facts.rows) == 1:
        return {}
    return {kind: say("figure.kind_head", view.language, kind=kind_name(view, kind),
                      before=sum(r.today for r in rows.values()), after=sum(r.last for r in rows.values()))
            for kind, rows in facts.rows.items()}


def kind_name(view: View, kind: str) -> str:
    """A kind's name in the language, with a capital first letter."""
    name = view.kinds.get(kind, kind)
    return name[:1].upper() + name[1:]


def totals(facts: Facts) -> dict[str, int]:
    """The county's places today, gone with their agreements, new and after the last year."""
    rows = facts.total.values()
    return {"before": sum(r.today for r in rows), "ended": sum(r.gone for r in rows),
            "new": sum(r.new for r in rows), "after": sum(r.last for r in rows)}


def county_sentence(facts: Facts, language: str) -> str:
    """The county's numbers in a sentence: today, what goes, what is new, and after."""
    numbers = totals(facts)
    if facts.basis == LEDGER:
        return say("figure.county_ledger", language, **numbers, year=facts.years[-1])
    return say("figure.county_ended" if numbers["ended"] else "figure.county", language, **numbers,
               year=facts.years[-1])


def draw(view: View, facts: Facts) -> list[Drawing]:
    """The pages of the figure ``new_places``."""
    language, colours = view.language, shades(len(facts.years))
    basis = facts.basis
    plot = Plot(
        "new_places", heading(view, "new_places", _lead(view, facts, basis), _signs(view, facts, colours)),
        facts.rows, kind_heads(view, facts),
        extent=lambda row: _extent(row, facts.flow),
        paint=lambda ax, y, row: _paint(ax, y, row, facts.flow, colours),
        columns=_columns(view, facts), axis=say(f"figure.axis_{basis}", language))
    return drawings(view, facts, plot)


def _lead(view: View, facts: Facts, basis: str) -> str:
    """One or two sentences: the county's numbers, and what the tick means."""
    lost = sum(row.lost for row in facts.total.values()) if facts.flow else 0
    return " ".join((county_sentence(facts, view.language),
                     say(f"figure.quota_{'filled' if facts.basis == STOCK and filled(view) else basis}",
                         view.language),
                     *([say("figure.quota_left", view.language, lost=lost)] if lost else [])))


def filled(view: View) -> bool:
    """Do any quotas of all places differ from share times total (filled quotas, relief)?"""
    plan = view.plan
    totals = plan.groupby(["kind", "year"])["after"].transform("sum")
    return bool(((plan["quota"] - plan["share"] * totals).abs() > 0.01).any())


def _signs(view: View, facts: Facts, colours: Sequence[str]) -> list[Sign]:
    """The key: today, new (by year where there are several), quota."""
    say_ = lambda key, **values: say(f"figure.{key}", view.language, **values)  # noqa: E731
    one = len(facts.years) == 1
    new = [Sign("box", colour, say_("new") if one else say_("new_in", year=str(year)))
           for year, colour in zip(facts.years, colours, strict=True)]
    today = [] if facts.flow else [Sign("box", style.TODAY, say_("today"))]
    gone = [Sign("box", GONE, say_("lost" if facts.flow else "ended"))] if _goes(facts) else []
    return [*today, *new, *gone, Sign("tick", style.INK, say_("quota"))]


def _goes(facts: Facts) -> bool:
    """Do bars show places that go with their agreements?"""
    return any(r.lost if facts.flow else r.gone for rows in facts.rows.values() for r in rows.values())


def _columns(view: View, facts: Facts) -> list[Column]:
    """Today, new, after and quota in numbers; fewer where the quota or the room asks for fewer."""
    language = view.language
    head = {key: say(f"figure.head_{key}", language) for key in ("today", "new", "after", "quota")}
    new = Column(head["new"], lambda r: signed(r.new, language), 0.52, bold=True)
    quota = Column(head["quota"], lambda r: decimal(r.quota, 1, language), 0.56)
    gone = [ended_column(facts, language)] if _goes(facts) else []
    if facts.flow:
        left = [Column(say("figure.head_left", language), lambda r: whole(r.counted, language), 0.52)]
        return [new, *(gone + left if gone else []), quota]
    today = Column(head["today"], lambda r: whole(r.today, language), 0.52)
    after = Column(head["after"], lambda r: whole(r.last, language), 0.52)
    return [*([today] if len(facts.rows) < 3 else []), *gone, new, after, quota]


def ended_column(facts: Facts, language: str, every: bool = False) -> Column:
    """What goes with its agreement: of the new places where only those are shown, else of all."""
    own = facts.flow and not every
    return Column(say(f"figure.head_{'lost' if own else 'ended'}", language),
                  lambda r: signed(-n, language) if (n := r.lost if own else r.gone) else "–", 0.6)


def signed(value: int, language: str) -> str:
    """A change: +6, 0, −2."""
    return decimal(value, 0, language, sign=True)


def _extent(row: Row, flow: bool) -> tuple[float, float]:
    """How far bars and tick reach."""
    ends = [row.quota, row.counted + row.lost] if flow else [row.quota, row.today, row.last + row.gone]
    return min(0.0, *ends), max(0.0, *ends)


def _paint(ax: Axes, y: float, row: Row, flow: bool, colours: Sequence[str]) -> None:
    """Today's places that stay, each year's new ones that stay, what goes again; the quota across."""
    stays = row.today - (row.gone - row.lost)  # of today's places
    if min(row.opened) < 0:  # places are closed: only the outcome is a bar
        start, parts, colours = 0.0, [float(row.counted if flow else row.last)], [colours[-1]]
    else:
        start, parts = 0.0 if flow else float(stays), [float(part) for part in row.kept]
        if not flow:
            style.bar(ax, y, 0.0, stays, style.TODAY)
    for part, colour in zip(parts, colours, strict=True):
        style.bar(ax, y, start, part, colour)
        start += part
    if min(row.opened) >= 0:
        _gone(ax, y, start, row, flow, colours)
    ax.plot([row.quota] * 2, [y - 0.44, y + 0.44], color="white", linewidth=3.2, zorder=3,
            solid_capstyle="butt", clip_on=False)
    ax.plot([row.quota] * 2, [y - 0.44, y + 0.44], color=style.INK, linewidth=2, zorder=4,
            solid_capstyle="butt", clip_on=False)


def _gone(ax: Axes, y: float, start: float, row: Row, flow: bool, colours: Sequence[str]) -> None:
    """What goes with its agreement: new places in the colour of the year they began, striped, then
    today's places.
    """
    from matplotlib.patches import Rectangle

    lost = [(all_ - kept, colour) for all_, kept, colour in zip(row.opened, row.kept, colours, strict=True)]
    for places, colour in [*lost, (0 if flow else row.gone - row.lost, style.TODAY)]:
        if places:
            ax.add_artist(Rectangle((start, y - 0.31), places, 0.62, facecolor=colour, edgecolor=GONE,
                                    hatch="////", linewidth=0))
            start += places
