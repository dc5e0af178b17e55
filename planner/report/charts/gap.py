"""How far each municipality is from its quota: below to the left, above to the right."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from markupsafe import Markup

from planner.edition import Edition
from planner.figures import style
from planner.figures.naming import some
from planner.report.charts.chart import Chart, chart_title, id_of, source_of
from planner.report.charts.figures import Figure, exact, in_order, table, whole
from planner.report.charts.key import Sign, key
from planner.report.charts.rows import Column, Rows, Scale, drawn
from planner.report.charts.svg import bar, joined
from planner.report.charts.towns import Town, Towns, Value, number, told, towns
from planner.wording import say

WORD = "gap"
NAMED = 3  # so many municipalities are named at either end
UNDER, OVER = "#7FB9DD", "#EFA871"  # all but the furthest


def chart(edition: Edition) -> Chart | None:
    """The chart of the last year's gaps."""
    found = towns(edition)
    if found is None:
        return None
    language, ends = edition.language, furthest(found)
    plan = Rows(
        id_of(edition, WORD), chart_title(edition, "figure.rows_gap"), language, _columns(language),
        extent=lambda t: (min(0.0, number(t.gaps[-1]) or 0.0), max(0.0, number(t.gaps[-1]) or 0.0)),
        paint=partial(_paint, ends), tell=partial(_tell, language), whole=False, signed=True,
        axis=say("figure.rows_gap_axis", language))
    return Chart(WORD, plan.title, _lead(found, ends, language),
                 joined([key(_signs(language)), drawn(plan, found.kinds)]),
                 table(WORD, plan.title, language, found.kinds, _figures(found, language)),
                 source_of(edition))


def rounded(gap: Value) -> Fraction | None:
    """A gap as it is printed, with one decimal: who looks equal is marked alike."""
    return None if gap is None or isinstance(gap, str) else round(Fraction(gap), 1)


def furthest(found: Towns) -> tuple[Fraction | None, Fraction | None]:
    """The gap furthest below and furthest above the quota; None where nobody is on that side."""
    gaps = [gap for kind in found.kinds.values() for t in kind.values()
            if (gap := rounded(t.gaps[-1])) is not None]
    low, high = min(gaps, default=Fraction(0)), max(gaps, default=Fraction(0))
    return (low if low < 0 else None), (high if high > 0 else None)


def _lead(found: Towns, ends: tuple[Fraction | None, Fraction | None], language: str) -> str:
    """What is measured, and who is furthest from the quota on either side."""
    parts = [say(f"figure.rows_gap_{found.basis}", language, year=str(found.years[-1]))]
    hidden = any(isinstance(t.gaps[-1], str) for kind in found.kinds.values() for t in kind.values())
    for end, word, none in zip(ends, ("lowest", "highest"), ("under", "over"), strict=True):
        if end is None:
            parts += [] if hidden else [say(f"figure.rows_gap_none_{none}", language)]
            continue
        names = dict.fromkeys(
            say("figure.rows_own_value", language, name=t.name, value=told(end, language, 1, sign=True))
            for kind in found.kinds.values() for t in in_order(kind) if rounded(t.gaps[-1]) == end)
        parts.append(say(f"figure.rows_gap_{word}", language, names=some(list(names), language, NAMED)))
    return " ".join(parts)


def _signs(language: str) -> list[Sign]:
    """Both sides, and the furthest on each."""
    return [Sign("box", colour, say(f"figure.rows_gap_{word}", language)) for colour, word in (
        (UNDER, "under"), (style.UNDER, "furthest"), (OVER, "over"), (style.OVER, "furthest_over"))]


def _columns(language: str) -> list[Column]:
    return [Column(say("figure.rows_gap_head", language), lambda t: told(t.gaps[-1], language, 1, sign=True),
                   True)]


def _paint(ends: tuple[Fraction | None, Fraction | None], scale: Scale, town: Town) -> Markup:
    """The gap as a bar from the quota."""
    gap = number(town.gaps[-1])
    if gap is None:
        return Markup("")
    strong, pale = (style.UNDER, UNDER) if gap < 0 else (style.OVER, OVER)
    return bar(scale.at(0.0), scale.at(gap), -7, 14, strong if rounded(town.gaps[-1]) in ends else pale)


def _tell(language: str, town: Town) -> str:
    return say("chart.gap", language, name=town.name, counted=told(town.counted, language),
               quota=told(town.quota, language, 1), gap=told(town.gaps[-1], language, 1, sign=True))


def _figures(found: Towns, language: str) -> list[Figure]:
    """What is set against the quota, the quota, and the gap at the end of each year."""
    counted = say(f"column.{'new_since_start' if found.flow else 'after'}", language)
    title = say("column.gap", language)
    years = [(exact(f"gap_{year}", f"{title} {year}" if len(found.years) > 1 else title, sign=True),
              lambda t, i=i: t.gaps[i]) for i, year in enumerate(found.years)]
    return [(whole("counted", counted), lambda t: t.counted),
            (exact("quota", say("column.quota", language)), lambda t: t.quota), *years]
