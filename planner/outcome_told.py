"""Plans beside an outcome, as tables and sentences: planned, actual, difference; what is not reported."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from planner.outcome import Outcome, planned
from planner.small_counts import COVERED, Veiled, between
from planner.tabular import CODE, TEXT, WHOLE, Field, Sheet
from planner.wording import listing, say

if TYPE_CHECKING:
    from planner.compare import Comparison
    from planner.run import Run

NAMED = 5  # municipalities without an outcome that are named; more are counted


def outcome_sheets(outcome: Outcome, runs: Sequence[Run], names: Sequence[str], language: str) -> list[Sheet]:
    """outcome.csv by year, municipality and kind; outcome_county.csv with the sums.

    For each scenario the places planned and actual minus planned. Nothing stands where no outcome
    is reported; a sum is of the municipalities that have one, told as "n of m". Of children and
    persons small counts are hidden: a comparison is for others to read.
    """
    kinds = kind_names(outcome, runs, language)
    fields = (Field("year", say("column.year", language), WHOLE), *_fields(("code", "name"), language),
              *_kind_field(outcome, language), Field("outcome", say("column.outcome", language), WHOLE),
              *_planned_fields(names, language))
    sums = (Field("year", say("column.year", language), WHOLE), *_kind_field(outcome, language),
            Field("reported", say("column.reported", language)),
            Field("outcome", say("column.outcome", language), WHOLE), *_planned_fields(names, language))
    return [Sheet("outcome", say("sheet.outcome", language), fields,
                  tuple(_rows(outcome, runs, kinds, language))),
            Sheet("outcome_county", say("sheet.outcome_county", language), sums,
                  tuple(_sums(outcome, runs, kinds, language)))]


def kind_names(outcome: Outcome, runs: Sequence[Run], language: str) -> dict[str, str]:
    """What each kind of the outcome is called."""
    known = {kind: names[language] for run in runs for kind, names in run.case.kinds.items()}
    return {kind: known[kind] if kind else say("cell.all", language) for kind in outcome.kinds}


def _fields(words: Sequence[str], language: str) -> tuple[Field, ...]:
    return tuple(Field(w, say(f"column.{w}", language), CODE if w == "code" else TEXT) for w in words)


def _kind_field(outcome: Outcome, language: str) -> tuple[Field, ...]:
    return () if len(outcome.kinds) == 1 else _fields(("kind",), language)


def _planned_fields(names: Sequence[str], language: str) -> Iterator[Field]:
    for name in names:
        yield Field(name, say("outcome.planned", language, name=name), WHOLE)
        yield Field(f"{name} -", say("outcome.difference", language, name=name), WHOLE, sign=True)


def _rows(outcome: Outcome, runs: Sequence[Run], kinds: Mapping[str, str],
          language: str) -> Iterator[tuple[Any, ...]]:
    for year in outcome.years:
        seen = {kind: outcome.seen(kind, year) for kind in kinds}
        for code in outcome.codes:
            for kind, name in kinds.items():
                told = (name,) if len(kinds) > 1 else ()
                yield (year, code, outcome.names[code], *told,
                       *_beside(seen[kind].get(code), [planned(run.plan, code, kind, year) for run in runs],
                                language))


def _sums(outcome: Outcome, runs: Sequence[Run], kinds: Mapping[str, str],
          language: str) -> Iterator[tuple[Any, ...]]:
    """One row a year and kind: over the municipalities that have reported."""
    for year in outcome.years:
        for kind, name in kinds.items():
            known = outcome.known(kind, year)
            plans = [_sum([planned(run.plan, code, kind, year) for code in known]) for run in runs]
            reported = say("outcome.reported", language, known=len(known), all=len(outcome.codes))
            yield (year, *((name,) if len(kinds) > 1 else ()), reported,
                   *_beside(outcome.together(kind, year), plans, language))


def _sum(values: Sequence[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None


def _beside(actual: Veiled | None, plans: Sequence[int | None], language: str) -> Iterator[Any]:
    """What came of it, and for each plan its number and actual - planned; text where it is hidden."""
    yield actual and (actual.least if actual.exact else actual.text(language))
    for plan in plans:
        yield plan
        yield None if plan is None or actual is None else apart(actual, plan, language)


def apart(actual: Veiled, plan: int, language: str) -> int | str:
    """actual - planned: the number, its ends, or ".." where nothing of it may be seen."""
    if actual.least is None or actual.most is None:
        return COVERED
    if actual.exact:
        return actual.least - plan
    return between(Fraction(actual.least - plan), Fraction(actual.most - plan), 0, language, sign=True)


def outcome_notes(outcome: Outcome, runs: Sequence[Run], names: Sequence[str],
                  language: str) -> Iterator[str]:
    """What is not reported, year by year, and which reported years no plan has."""
    yield say("outcome.reading", language, name=outcome.name)
    for year in outcome.years:
        missing = [outcome.names[code] for code in outcome.missing(year)]
        if missing:
            yield say("outcome.missing", language, year=year, count=len(missing), all=len(outcome.codes),
                      names=some(missing, language))
    for run, name in zip(runs, names, strict=True):
        none = [str(year) for year in run.plan.problem.need.years if year not in outcome.years]
        if none and run.plan.found:
            yield say("outcome.unreported_years", language, name=name, years=listing(none, language))
    if outcome.strange:
        years = listing(list(map(str, outcome.strange)), language)
        yield say("outcome.strange_years", language, years=years)


def some(names: Sequence[str], language: str) -> str:
    """The names, or the first of them and how many more."""
    if len(names) <= NAMED:
        return listing(names, language)
    first = names[:NAMED - 1]
    return say("outcome.names_more", language, names=", ".join(first), count=len(names) - len(first))


def sheets_with_outcome(comparison: Comparison) -> tuple[Sheet, ...]:
    """The tables of a comparison, and those of its outcome where it has one."""
    return (*comparison.sheets, *_sheets(comparison))


def _sheets(comparison: Comparison) -> list[Sheet]:
    from planner.beside import names_of
    if comparison.outcome is None:
        return []
    return outcome_sheets(comparison.outcome, comparison.runs, names_of(comparison.runs), comparison.language)


def outcome_lines(comparison: Comparison) -> Iterator[str]:
    """The outcome's part of a comparison on a screen: what to know, the county, each municipality."""
    from planner.beside import names_of
    outcome, language = comparison.outcome, comparison.language
    if outcome is None:
        return
    yield from ("", say("outcome.heading", language))
    yield from outcome_notes(outcome, comparison.runs, names_of(comparison.runs), language)
    for sheet in reversed(_sheets(comparison)):
        yield from ("", *sheet.text(language).splitlines())
