"""New places of each municipality as a bar, its quota as a tick across it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from markupsafe import Markup

from planner.edition import Edition
from planner.figures import style
from planner.figures.new_places import shades
from planner.report.charts.chart import Chart, chart_title, id_of, source_of
from planner.report.charts.figures import Figure, exact, table, whole
from planner.report.charts.key import Sign, key
from planner.report.charts.rows import Column, Rows, Scale, drawn
from planner.report.charts.svg import INK, bar, element, joined, percent, upright
from planner.report.charts.towns import LEDGER, Town, Towns, number, told, total, towns
from planner.wording import say

WORD = "new_places"


def chart(edition: Edition) -> Chart | None:
    """The chart of an edition that has a plan."""
    found = towns(edition)
    if found is None:
        return None
    language, colours = edition.language, shades(len(found.years))
    plan = Rows(
        id_of(edition, WORD), chart_title(edition, f"figure.{WORD}"), language, _columns(found, language),
        extent=partial(_extent, found.flow), paint=partial(_paint, found.flow, colours),
        tell=partial(_tell, found, language), axis=say(f"figure.axis_{found.basis}", language))
    return Chart(WORD, plan.title, lead(found, language),
                 joined([key(_signs(found, colours, language)), drawn(plan, found.kinds)]),
                 table(WORD, plan.title, language, found.kinds, _figures(language)), source_of(edition))


def lead(found: Towns, language: str) -> str:
    """The county's figures, and what the tick means."""
    quota = say(f"figure.quota_{'filled' if found.filled else found.basis}", language)
    return " ".join(filter(None, (county(found, language), quota)))


def county(found: Towns, language: str) -> str:
    """The county's figures in a sentence; empty where one of them is hidden."""
    everyone = found.together.values()
    sums = {"before": total(t.today for t in everyone), "new": total(t.new for t in everyone),
            "after": total(t.last for t in everyone)}
    ended = sum(t.gone for t in everyone)
    word = "county_ledger" if found.basis == LEDGER else "county_ended" if ended else "county"
    if any(isinstance(value, str) for value in sums.values()):
        return ""
    return say(f"figure.{word}", language, **sums, ended=ended, year=found.years[-1])


def _signs(found: Towns, colours: Sequence[str], language: str) -> list[Sign]:
    """Today's places, the new ones of each year, what goes again, and the quota."""
    one = len(found.years) == 1
    new = [Sign("box", colour, say("figure.new", language) if one else
                say("figure.new_in", language, year=year))
           for year, colour in zip(found.years, colours, strict=True)]
    today = [] if found.flow else [Sign("box", style.TODAY, say("figure.today", language))]
    everyone = [town for kind in found.kinds.values() for town in kind.values()]
    gone = any(town.lost if found.flow else town.gone for town in everyone)
    stripes = [Sign("stripes", style.WARN, say(f"figure.{'lost' if found.flow else 'ended'}", language))]
    return [*today, *new, *(stripes if gone else []), Sign("tick", INK, say("figure.quota", language))]


def _columns(found: Towns, language: str) -> list[Column]:
    return [Column(say("figure.head_new", language), lambda t: told(t.new, language, sign=True), True),
            Column(say("figure.head_quota", language), lambda t: told(t.quota, language, 1))]


def _extent(flow: bool, town: Town) -> tuple[float, float]:
    ends = [number(town.quota), number(town.counted), *([] if flow else [number(town.today)])]
    known = [end + (town.lost if flow else town.gone) for end in ends if end is not None]
    return min([0.0, *known]), max([0.0, *known])


def _paint(flow: bool, colours: Sequence[str], scale: Scale, town: Town) -> Markup:
    """Today's places that stay, each year's new ones, what goes again in stripes, the quota across."""
    parts, start = [], 0.0
    for amount, colour, gone in _parts(flow, colours, town):
        end = start + amount
        parts.append(bar(scale.at(start), scale.at(end), -6.5, 13, colour))
        if gone:
            parts.append(_stripes(scale.at(start), scale.at(end)))
        start = end
    quota = number(town.quota)
    if quota is not None:
        at = scale.at(quota)
        parts += [upright(at, -9.5, 9.5, "#FFFFFF", 5), upright(at, -9.5, 9.5, INK, 3)]
    return joined(parts)


def _parts(flow: bool, colours: Sequence[str], town: Town) -> list[tuple[float, str, bool]]:
    """The bar's lengths with their colours, and whether they go again; nothing where one is hidden."""
    opened, counted, today = [number(v) for v in town.opened], number(town.counted), number(town.today)
    if counted is None or today is None or None in opened:
        return [(counted, style.TODAY, False)] if counted and not flow else []
    if any(one < 0 for one in opened if one is not None):  # places are closed: only the outcome is a bar
        return [(counted, colours[-1], False)]
    stays = today - (town.gone - town.lost)
    found = [] if flow else [(stays, style.TODAY, False)]
    found += [(float(kept), colour, False) for kept, colour in zip(town.kept, colours, strict=True)]
    found += [(float(new or 0) - kept, colour, True) for new, kept, colour in
              zip(opened, town.kept, colours, strict=True)]
    return [*found, *([] if flow else [(float(town.gone - town.lost), style.TODAY, True)])]


def _stripes(start: float, end: float) -> Markup:
    """A dashed line along the middle of a part that goes again."""
    if start == end:
        return Markup("")
    return element("line", x1=percent(start), x2=percent(end), y1=0, y2=0, stroke=style.WARN, stroke_width=13,
                   stroke_dasharray="2 4")


def _tell(found: Towns, language: str, town: Town) -> str:
    """A municipality in one sentence."""
    return say(f"chart.new_places_{'flow' if found.flow else 'all'}", language, name=town.name,
               today=told(town.today, language), new=told(town.new, language, sign=True),
               after=told(town.last, language), quota=told(town.quota, language, 1))


def _figures(language: str) -> list[Figure]:
    """Today, new, after and quota."""
    names = {name: say(f"column.{name}", language) for name in ("today", "new", "after", "quota")}
    return [(whole("today", names["today"]), lambda t: t.today),
            (whole("new", names["new"]), lambda t: t.new),
            (whole("after", names["after"]), lambda t: t.last),
            (exact("quota", names["quota"]), lambda t: t.quota)]
