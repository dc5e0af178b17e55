"""What was asked, what is planned and why, and the county beside the nation: as text and as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.asked import SMALLEST, Asked
from planner.measured import exact, number
from planner.nation import NationYear, beside_nation, counted_kinds
from planner.sentences import inside
from planner.wording import decimal, listing, say

if TYPE_CHECKING:
    from planner.run import Run


def asked_lines(run: Run, language: str) -> Iterator[str]:
    """At least and at most what was asked, what is planned and why; nothing for a plain total."""
    lines = [*_ranges(run, language), *_held(run, language), *_caps(run, language)]
    if lines:
        yield say("asked.title", language)
        yield from (f"  {line}" for line in lines)


def asked_ending(run: Run, language: str) -> Iterator[str]:
    """Of a run without a plan that tried several totals: how far it came."""
    plan, asked = run.plan, run.case.asked
    if plan.found or len(asked.needs) < 2:
        return
    yield from (f"  {line}" for line in (*_ranges(run, language), *_caps(run, language)))
    first = listing([say("asked.first", language, kind=_kind(run, kind, language), planned=planned,
                         when=_years(years)) for kind, years, _, _, planned in _groups(run)], language)
    if plan.ending.value == "infeasible":
        yield say("asked.none", language, count=len(asked.needs))
        if plan.conflict:
            yield say("asked.none_demands", language, first=first)
    else:
        yield say("asked.stopped", language, first=first)


def _ranges(run: Run, language: str) -> Iterator[str]:
    """Each kind with a range: asked at least, at most, planned; then why that number."""
    found = run.plan.found
    for kind, years, least, most, planned in _groups(run):
        word = "exact" if least == most else "range" if found else "range_only"
        yield say(f"asked.{word}", language, kind=_kind(run, kind, language), when=_years(years), least=least,
                  most=most, planned=planned)
    asked = run.case.asked
    if found and len(asked.needs) > 1:
        first = run.plan.problem.need.total == asked.needs[0].total
        take = run.scenario.settings.need.take
        yield say(f"asked.{take}{'_first' if first else ''}", language)
        if take == SMALLEST:
            yield say("asked.largest_hint", language)


def _groups(run: Run) -> Iterator[tuple[str, list[int], int, int, int]]:
    """Kind, years in a row that are alike, asked at least, at most, and the total of the run's need."""
    asked, need = run.case.asked, run.plan.problem.need
    for kind, least in asked.least.items():
        if asked.most[kind] == least:
            continue
        told: list[tuple[tuple[int, int, int], list[int]]] = []
        for year, low, high in zip(need.years, least, asked.most[kind], strict=True):
            same = (low, high, need.total[kind, year])
            if told and told[-1][0] == same:
                told[-1][1].append(year)
            else:
                told.append((same, [year]))
        for (low, high, planned), years in told:
            yield kind, years, low, high, planned


def _held(run: Run, language: str) -> Iterator[str]:
    """From which year the number is kept, where a list ends before the years do."""
    settings = run.scenario.settings
    if not settings.need.hold:
        return
    written = [w for key in ("total", "new") for w in _lists(getattr(settings.need, key))]
    lengths = [len(w) for w in written if len(w) < len(settings.years)]
    if lengths:
        last = settings.years[max(lengths) - 1]
        total = run.plan.problem.need.total
        same = all(n == total[kind, last] for (kind, year), n in total.items() if year > last)
        yield say("asked.held" if same else "asked.held_least", language, year=last)


def _lists(written: Any) -> Iterator[Sequence[int]]:
    values = written.values() if isinstance(written, Mapping) else (written,)
    yield from (value for value in values if isinstance(value, (tuple, list)))


def _caps(run: Run, language: str) -> Iterator[str]:
    """What the county's part of the nation did to the number asked for, year by year."""
    asked = run.case.asked
    if not asked.cap:
        return
    kind = _kind(run, asked.capped, language)
    nation = {one.year: one for one, _ in beside_nation(run)}
    years = run.plan.problem.need.years
    for year, most in zip(years, asked.most[asked.capped], strict=True):
        if year in asked.cap:
            cap, due = asked.cap[year], nation[year].due or 0
            word = "above" if most <= cap else "lowers" if due == cap else "lowers_today"
            yield say(f"asked.cap_{word}", language, year=year, asked=most, cap=cap, due=due,
                      exact=_part_text(nation[year], language), nation=nation[year].places, kind=inside(kind))
    lacking = [year for year in years if year not in asked.cap]
    if lacking:
        yield say("asked.cap_missing", language, when=_years(lacking))


def _part_text(one: NationYear, language: str) -> str:
    """The county's part of the nation's places with two decimals, never rounded up past a whole place."""
    exact_part = (one.part or 0) * (one.places or 0)
    return decimal(Fraction(int(exact_part * 100), 100), 2, language)


def nation_lines(run: Run, language: str) -> Iterator[str]:
    """County ÷ nation in places and in inhabitants for every plan year, or that it is missing."""
    if run.case.problem.unit != "places":
        return  # an order tells of the nation itself
    if not run.scenario.settings.need.nation:
        yield say("nation.none", language)
        return
    yield say("nation.title", language)
    for one, places in beside_nation(run):
        yield "  " + say("nation.line", language, year=one.year, places=_places(run, one, places, language),
                         people=_people(one, language))


def need_rows(run: Run, language: str) -> Iterator[tuple[str, str]]:
    """What was asked and planned, and the nation, as subject and text for the workbook."""
    title, *lines = [*asked_lines(run, language)] or [""]
    if lines:
        yield title.rstrip(":"), " ".join(line.strip().rstrip(".") + "." for line in lines)
    if not run.scenario.settings.need.nation:
        yield say("nation.about_none", language), say("nation.missing", language)
        return
    for one, places in beside_nation(run):
        yield (say("nation.about", language, year=one.year),
               f"{_places(run, one, places, language)}; {_people(one, language)}")


def _places(run: Run, one: NationYear, places: int, language: str) -> str:
    kinds = counted_kinds(run.scenario.settings, run.plan.problem.need.kinds)
    kind = inside(_kind(run, kinds[0], language)) if len(kinds) == 1 else say("nation.places_word", language)
    if one.places is None:
        return say("nation.places_missing", language, kind=kind, county=places)
    return say("nation.places", language, county=places, nation=one.places, kind=kind,
               part=decimal(Fraction(100 * places, one.places), 1, language) if one.places else "–")


def _people(one: NationYear, language: str) -> str:
    if one.part is None:
        return say("nation.people_missing", language)
    return say("nation.people", language, county=one.county, nation=one.inhabitants,
               part=decimal(100 * one.part, 1, language))


def need_record(run: Run) -> dict[str, Any]:
    """What run.json says of what was asked and of the nation; null where no source gives a figure."""
    asked, need = run.case.asked, run.plan.problem.need
    return {"asked": {"take": run.scenario.settings.need.take, "totals_tried": _tried(run, asked),
                      "totals": [{"kind": kind, "year": year, "least": asked.least[kind][i],
                                  "most": asked.most[kind][i],
                                  "cap": asked.cap.get(year) if kind == asked.capped else None,
                                  "planned": need.total[kind, year] if run.plan.found else None}
                                 for kind in asked.least for i, year in enumerate(need.years)]},
            "nation": [_record(one, places) for one, places in beside_nation(run)]}


def _record(one: NationYear, places: int) -> dict[str, Any]:
    return {"year": one.year, "county_places": places, "nation_places": one.places,
            "places_part": _both(Fraction(places, one.places)) if one.places else None,
            "county_inhabitants": one.county, "nation_inhabitants": one.inhabitants,
            "inhabitants_part": _both(one.part)}


def _both(value: Fraction | None) -> dict[str, Any] | None:
    """A part as exact text and as a decimal number."""
    return None if value is None else {"exact": exact(value), "number": number(value)}


def _tried(run: Run, asked: Asked) -> int:
    """How many totals were tried: those before the planned one and itself, or all."""
    totals = [need.total for need in asked.needs]
    if run.plan.ending.value == "infeasible" or run.plan.problem.need.total not in totals:
        return len(totals)
    return totals.index(run.plan.problem.need.total) + 1


def _kind(run: Run, kind: str, language: str) -> str:
    name = run.case.kinds[kind][language]
    return name[:1].upper() + name[1:]


def _years(years: Sequence[int]) -> str:
    """Years in a row: 2010, or 2010–2012."""
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
