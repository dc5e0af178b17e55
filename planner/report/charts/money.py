"""State grants beside costs of every municipality, a drawing for each year."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from markupsafe import Markup

from models.tables import ASSUMED
from planner.edition import Edition
from planner.figures import style
from planner.figures.money import MILLION
from planner.report.charts.chart import Chart, chart_title, id_of, source_of
from planner.report.charts.figures import Figure, table, whole
from planner.report.charts.key import Sign, key
from planner.report.charts.rows import Column, Rows, Scale, drawn
from planner.report.charts.svg import bar, joined
from planner.report.charts.towns import Value, number, told
from planner.tabular import Sheet
from planner.wording import say

WORD, SHEET = "money", "money_sums"


@dataclass(frozen=True)
class Kronor:
    """One municipality and year: whole kronor of grants, costs and what is left of the grants."""

    code: str
    name: str
    grants: Value
    costs: Value
    left: Value


def chart(edition: Edition) -> Chart | None:
    """The chart of a run that counts money; an example where any amount is assumed."""
    sheet = edition.sheet(SHEET)
    if sheet is None or not sheet.rows:
        return None
    language, years = edition.language, _years(sheet)
    assumed = ASSUMED in sheet.column("status")
    plan = Rows(
        id_of(edition, WORD), chart_title(edition, "figure.rows_money", assumed), language,
        [Column(say("figure.rows_money_head_left", language),
                lambda k: millions(k.left, language, sign=True), True)],
        extent=lambda k: (0.0, max(number(k.grants) or 0.0, number(k.costs) or 0.0) / MILLION), paint=_paint,
        tell=partial(_tell, language), axis=say("figure.rows_money_axis", language), whole=False,
        scale="figure.rows_money_scale")
    signs = [Sign("box", style.NEW, say("figure.rows_money_grants", language)),
             Sign("box", style.OVER, say("figure.rows_money_costs", language))]
    return Chart(WORD, plan.title, _lead(sheet, years, language),
                 joined([key(signs), drawn(plan, years)]),
                 table(WORD, plan.title, language, years, _figures(language), "year"), source_of(edition))


def _years(sheet: Sheet) -> dict[str, dict[str, Kronor]]:
    """The municipalities' rows by year; the county's sums are left out."""
    names, found = [field.name for field in sheet.fields], dict[str, dict[str, Kronor]]()
    for row in (dict(zip(names, row, strict=True)) for row in sheet.rows):
        if row["code"]:
            found.setdefault(str(row["year"]), {})[row["code"]] = _kronor(row)
    return found


def _kronor(row: dict[str, Any]) -> Kronor:
    return Kronor(row["code"], row["name"], row["grants"], row["costs"], row["left"])


def millions(kronor: Value, language: str, *, sign: bool = False) -> str:
    """Kronor as millions with two decimals."""
    exact = kronor if kronor is None or isinstance(kronor, str) else Fraction(kronor) / MILLION
    return told(exact, language, 2, sign=sign)


def _lead(sheet: Sheet, years: dict[str, dict[str, Kronor]], language: str) -> str:
    """The county's sums in the last year, how many get less than it costs, and what is left."""
    year, rows = list(years.items())[-1]
    names = [field.name for field in sheet.fields]
    county = next(dict(zip(names, row, strict=True)) for row in reversed(sheet.rows) if not row[0])
    parts = [say("figure.rows_money_lead", language, year=year, grants=millions(county["grants"], language),
                 costs=millions(county["costs"], language))]
    left = [number(row.left) for row in rows.values()]
    if None not in left:
        parts.append(say("figure.rows_money_own", language, own=sum(n < 0 for n in left if n is not None),
                         count=len(left)))
    return " ".join([*parts, say("figure.rows_money_note", language)])


def _paint(scale: Scale, row: Kronor) -> Markup:
    """Grants above, costs below."""
    ends = ((number(row.grants), -7.5, style.NEW), (number(row.costs), 0.5, style.OVER))
    return joined(bar(scale.at(0.0), scale.at(end / MILLION), y, 7, colour)
                  for end, y, colour in ends if end is not None)


def _tell(language: str, row: Kronor) -> str:
    return say("chart.money", language, name=row.name, grants=millions(row.grants, language),
               costs=millions(row.costs, language), left=millions(row.left, language, sign=True))


def _figures(language: str) -> list[Figure]:
    """Whole kronor."""
    heads = {word: say(f"chart.money_{word}", language) for word in ("grants", "costs", "left")}
    return [(whole("grants", heads["grants"]), lambda k: k.grants),
            (whole("costs", heads["costs"]), lambda k: k.costs),
            (whole("left", heads["left"], sign=True), lambda k: k.left)]
