"""Places in proportion to the inhabitants: a bar for each municipality, the county's figure across them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from markupsafe import Markup

from models.regimes import PLACES
from planner.edition import Edition
from planner.figures import style
from planner.report.charts.chart import Chart, chart_title, id_of, source_of
from planner.report.charts.figures import Figure, exact, table, whole
from planner.report.charts.key import Sign, key
from planner.report.charts.rows import Column, Rows, Scale, drawn
from planner.report.charts.svg import bar, joined, upright
from planner.report.charts.towns import Town, Value, number, told, total, towns
from planner.wording import decimal, say, unit_of

WORD = "per_10000"


@dataclass(frozen=True)
class Rate:
    """A municipality's amount, inhabitants, and amount per 10,000 of them."""

    code: str
    name: str
    amount: Value
    population: int

    @property
    def rate(self) -> Value:
        """10,000 times amount ÷ inhabitants; what is hidden stays hidden."""
        if self.amount is None or isinstance(self.amount, str):
            return self.amount
        return Fraction(10_000 * self.amount, self.population)


def chart(edition: Edition) -> Chart | None:
    """All kinds together after the last year; of referrals and persons those that the plan adds."""
    found = towns(edition)
    if found is None:
        return None
    language, places = edition.language, unit_of(edition.language) == PLACES
    rates = {code: _rate(town, places) for code, town in found.together.items()}
    average = county_rate(rates)
    plan = Rows(
        id_of(edition, WORD), chart_title(edition, "chart.per_10000"), language, _columns(language),
        extent=lambda r: (0.0, max(number(r.rate) or 0.0, float(average or 0))),
        paint=partial(_paint, average), tell=partial(_tell, language),
        axis=say("chart.per_10000_axis", language), whole=False)
    lead = say("chart.per_10000_lead", language, year=found.years[-1],
               average=decimal(average, 1, language)) if average is not None else ""
    signs = [Sign("box", style.NEW, say("chart.per_10000_sign", language)),
             *([Sign("tick", style.WARN, say("chart.per_10000_county", language))] if average else [])]
    return Chart(WORD, plan.title, lead, joined([key(signs), drawn(plan, {"": rates})]),
                 table(WORD, plan.title, language, {"": rates}, _figures(language)), source_of(edition))


def _rate(town: Town, places: bool) -> Rate:
    return Rate(town.code, town.name, town.last if places else town.begun, town.population)


def county_rate(rates: Mapping[str, Rate]) -> Fraction | None:
    """The county's amount per 10,000 inhabitants; None where a part of it is hidden."""
    whole_ = total(rate.amount for rate in rates.values())
    if whole_ is None or isinstance(whole_, str):
        return None
    return Fraction(10_000 * whole_, sum(rate.population for rate in rates.values()))


def _columns(language: str) -> list[Column]:
    return [Column(say("chart.per_10000_head", language), lambda r: told(r.rate, language, 1), True)]


def _paint(average: Fraction | None, scale: Scale, row: Rate) -> Markup:
    rate = number(row.rate)
    parts = [] if rate is None else [bar(scale.at(0.0), scale.at(rate), -7, 14, style.NEW)]
    if average is not None:
        parts.append(upright(scale.at(float(average)), -11, 11, style.WARN, 2))
    return joined(parts)


def _tell(language: str, row: Rate) -> str:
    return say("chart.per_10000_tell", language, name=row.name, rate=told(row.rate, language, 1),
               amount=told(row.amount, language), population=row.population)


def _figures(language: str) -> list[Figure]:
    return [(whole("amount", say("chart.per_10000_sign", language)), lambda r: r.amount),
            (whole("population", say("column.population", language)), lambda r: r.population),
            (exact("per_10000", say("column.per_10000", language)), lambda r: r.rate)]
