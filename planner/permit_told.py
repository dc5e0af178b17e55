"""Permit places as stock and flow, as sheets and as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.permit_flow import JANUARY, PEAK, STEADY, Year
from models.permit_terms import (
    AFTER,
    DUBLIN,
    HANDLING,
    RATE,
    RATE_WITHOUT,
    STAY,
    Figures,
    counted,
    in_days,
)
from planner.permit_story import PermitStory, story_of
from planner.tabular import CODE, NUMBER, TEXT, WHOLE, Field, Sheet
from planner.wording import counted as one_or_many
from planner.wording import decimal, listing, say

if TYPE_CHECKING:
    from planner.run import Run

FLOW = (("month", TEXT), ("places", NUMBER), ("entering", NUMBER), ("permits", NUMBER), ("refused", NUMBER),
        ("moving", NUMBER), ("own", NUMBER), ("otherwise", NUMBER), ("waiting", NUMBER), ("granted", NUMBER),
        ("stock", NUMBER))
YEARS = (("year", WHOLE), ("asylum", WHOLE), ("entering", NUMBER), ("permits", NUMBER), ("refused", NUMBER),
         ("moving", NUMBER), ("stock", NUMBER), ("peak", NUMBER), ("peak_month", TEXT), ("needed", WHOLE),
         ("planned", WHOLE), ("own", NUMBER), ("otherwise", NUMBER), ("short", NUMBER))
NEAR = (("code", CODE), ("name", TEXT), ("year", WHOLE), ("children", NUMBER), ("permit_places", WHOLE),
        ("short", NUMBER))
FIGURES = (("year", WHOLE), ("parameter", TEXT), ("value", NUMBER), ("unit", TEXT), ("used", NUMBER),
           ("valid_from", TEXT), ("valid_to", TEXT), ("status", TEXT), ("source", TEXT))
LEAST = Fraction(1, 20)  # what is short and shows as 0,0 is no news


def permit_sheets(run: Run, language: str) -> Iterator[Sheet]:
    """permit_flow.csv by month, permit_years.csv, permit_near.csv by municipality, permit_figures.csv.

    Children with four decimals, exact before that; ``used`` is the value in the unit of the flow
    (children a place and year, whole months, parts). No sheet without [permit-stock].
    """
    story = story_of(run.plan)
    if story is None:
        return
    yield _sheet("permit_flow", FLOW, language, [
        (one.word, *(getattr(one, name) for name, _ in FLOW[1:])) for one in story.months])
    yield _sheet("permit_years", YEARS, language, [_year_row(story, one) for one in story.years])
    towns = run.plan.problem.county.by_code
    yield _sheet("permit_near", NEAR, language, [
        (one.code, towns[one.code].name, one.year, one.children, one.places, one.short)
        for one in story.near])
    yield _sheet("permit_figures", FIGURES, language, [
        (year, one.word, one.value, one.unit, counted(one), str(one.first or ""), str(one.last or ""),
         one.status, one.source) for year, found in story.figures.items() for one in found.parameters])


def _sheet(word: str, columns: Sequence[tuple[str, str]], language: str, rows: Sequence[Any]) -> Sheet:
    fields = tuple(Field(name, say(f"permit_column.{name}", language), type_) for name, type_ in columns)
    return Sheet(word, say(f"sheet.{word}", language), fields, tuple(rows))


def _year_row(story: PermitStory, one: Year) -> tuple[Any, ...]:
    """A row of permit_years.csv."""
    return (one.year, story.asylum[one.year], one.entering, one.permits, one.refused, one.moving, one.stock,
            one.peak, one.peak_month, one.needed(story.model.section.measured), story.planned[one.year],
            one.own, one.otherwise, story.short(one.year))


def permit_lines(run: Run, language: str) -> Iterator[str]:
    """How it is counted, what is assumed, each year's flow and need, what is short, what does not agree."""
    story = story_of(run.plan)
    if story is None:
        return
    yield say("permit.title", language)
    told = (*_terms(story, language), *_conventions(story, language), *_years(story, language),
            *_short(run, story, language), *_crowded(story, language))
    yield from (f"  {line}" for line in told)


def _terms(story: PermitStory, language: str) -> Iterator[str]:
    """The figures, once for years that have the same; then how many of them are assumed."""
    groups: list[tuple[Figures, list[int]]] = []
    for year, found in story.figures.items():
        if groups and groups[-1][0].terms == found.terms:
            groups[-1][1].append(year)
        else:
            groups.append((found, [year]))
    for found, years in groups:
        when = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
        lengths = {key: _length(found, word, language)
                   for key, word in (("handling", HANDLING), ("after", AFTER), ("stay", STAY))}
        yield say("permit.terms", language, when=when, rate=_rate(found, language),
                  turnover=decimal(found.terms.turnover, 2, language),
                  otherwise=_percent(found.terms.otherwise, language), **lengths)
    names = dict.fromkeys(say(f"permit_figure.{one.word}", language) for one in story.assumed)
    if names:
        yield say("permit.assumed", language, count=len(story.assumed), all=len(story.parameters),
                  names=listing(names, language))


def _rate(found: Figures, language: str) -> str:
    """The permit rate with what it is a part of."""
    part = {one.word: _percent(counted(one), language) for one in found.parameters
            if one.word in (RATE, RATE_WITHOUT, DUBLIN)}
    if RATE in part:
        return say("permit.rate_all", language, rate=part[RATE])
    return say("permit.rate_without", language, rate=part[RATE_WITHOUT], dublin=part[DUBLIN])


def _percent(part: Fraction, language: str) -> str:
    """A part as percent, with a decimal only where it has one."""
    return decimal(100 * part, 0 if (100 * part).denominator == 1 else 1, language)


def _length(found: Figures, word: str, language: str) -> str:
    """A length in whole months; where it is given in days, those first."""
    one = next(one for one in found.parameters if one.word == word)
    count = int(counted(one))
    months = say(one_or_many("permit.months", count), language, count=count)
    if one.value == count:
        return months
    given = decimal(one.value, 0 if one.value.denominator == 1 else 1, language)
    return say("permit.length", language, given=given, months=months, unit=say(
        f"permit_unit.{'days' if in_days(one) else 'months'}", language))


def _conventions(story: PermitStory, language: str) -> Iterator[str]:
    """When places open, what was before year 1, and which day's number is the need."""
    section, first = story.model.section, story.years[0].year
    before = say(f"permit.{'steady' if section.before == STEADY else 'nobody'}", language, year=first)
    opens = say(f"permit.{'january' if section.growth == JANUARY else 'spread'}", language)
    yield say("permit.conventions", language, opens=opens, before=before)
    if section.measured == PEAK:
        yield say("permit.by_peak", language)


def _years(story: PermitStory, language: str) -> Iterator[str]:
    """A line for each year's children and places; the years in which places that stay decide."""
    for one in story.years:
        month = say(f"permit_month.m{int(one.peak_month[-2:])}", language)
        word = "year" if one.peak == one.stock else "year_peak"
        yield say(f"permit.{word}", language, year=one.year, entering=one.entering, permits=one.permits,
                  moving=one.moving, stock=one.stock, peak=one.peak, month=month, own=one.own,
                  planned=story.planned[one.year], needed=one.needed(story.model.section.measured))
    if story.held:
        yield say("permit.held", language, years=listing(map(str, story.held), language))


def _short(run: Run, story: PermitStory, language: str) -> Iterator[str]:
    """What is short in the same area each year, and whose children it is."""
    towns = run.plan.problem.county.by_code
    for year in (one.year for one in story.years):
        if story.short(year) < LEAST:
            yield say(f"permit.near_{story.area}_none", language, year=year)
            continue
        names = [f"{towns[one.code].name} {decimal(one.short, 1, language)}" for one in story.near
                 if one.year == year and one.short >= LEAST]
        yield say(f"permit.near_{story.area}", language, year=year, short=story.short(year),
                  names=listing(names, language))


def _crowded(story: PermitStory, language: str) -> Iterator[str]:
    """Where more children are on the asylum places than these have: the figures do not agree."""
    for one in story.crowded():
        month = say(f"permit_month.m{one.month}", language)
        yield say("permit.crowded", language, month=month, year=one.year, children=one.children,
                  places=one.places)
