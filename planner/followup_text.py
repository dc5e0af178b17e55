"""The March report as text: the county, who kept the plan, the gap against the share, each municipality."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from models.regimes import PLACES
from planner.followup import ABOVE, BELOW, KEPT, Line, by_state, carried, of_year, summed
from planner.followup_sheets import Told
from planner.outcome_told import outcome_notes
from planner.plan_text import statement
from planner.regime_told import regime_lines
from planner.small_counts import COVERED
from planner.wording import decimal, listing, show

if TYPE_CHECKING:
    from planner.tabular import Sheet


def report_lines(told: Told) -> Iterator[str]:
    """Every line of the report, its parts with an empty line between them."""
    for part in (head_lines, county_lines, indicator_lines, gap_lines, town_lines, rule_lines):
        yield from part(told)
        yield ""


def head_lines(told: Told) -> Iterator[str]:
    """What is followed up, of which run and outcome, and what it rests on."""
    run = told.followed.run
    years = listing([str(year) for year in told.years], told.language)
    yield told.say("title", title=run.scenario.settings.title or run.scenario.name, years=years)
    yield told.say("of_run", scenario=run.scenario.name, id=run.id[:12], name=told.followed.outcome.name,
                   county=run.plan.problem.county.name)
    yield statement(run, told.language)
    if run.case.assumed:
        yield told.say("assumed", tables=listing(run.case.assumed, told.language))
    yield from outcome_notes(told.followed.outcome, [run], [run.scenario.name], told.language)
    if told.unit != PLACES:
        yield told.say("small")


def county_lines(told: Told) -> Iterator[str]:
    """The county's sums of each year and kind, over those who have reported."""
    yield told.say("heading_county")
    for year in told.years:
        for kind in told.followed.kinds:
            lines = of_year(told.lines, year, kind)
            known = [line for line in lines if line.outcome is not None]
            actual, plan = sum(line.outcome or 0 for line in known), sum(line.plan for line in known)
            shown, apart = told.seen.county(kind, year, actual, plan)
            yield told.say("county" if known else "county_none", year=year, kind=_in_front(told, kind),
                           actual=shown, plan=plan, known=len(known), all=len(lines),
                           deviation=apart if isinstance(apart, str) else _signed(told, apart))


def indicator_lines(told: Told) -> Iterator[str]:
    """Who kept the plan, is below and above it; what was not opened; what is new since the start."""
    yield told.say("heading_indicators")
    for year in told.years:
        for kind in told.followed.kinds:
            yield from _indicators(told, year, kind)


def _indicators(told: Told, year: int, kind: str) -> Iterator[str]:
    lines = of_year(told.lines, year, kind)
    states = by_state([line for line in lines if told.seen.exact(line)])
    known = [line for line in lines if line.outcome is not None]
    yield told.say("kept", year=year, kind=_in_front(told, kind), kept=len(states[KEPT]), all=len(known))
    for word in (BELOW, ABOVE):
        if states[word]:
            yield "  " + told.say(word, count=len(states[word]), names=_with_numbers(told, states[word]))
    hidden = [told.name(line.code) for line in lines if not told.seen.exact(line)]
    if hidden:
        yield "  " + told.say("hidden", names=listing(hidden, told.language))
    for word in ("unopened", "closed") if told.unit == PLACES else ():
        found = summed(lines, word)
        if found:
            names = [f"{told.name(code)} {show(n, told.language)}" for code, n in found.items()]
            yield "  " + told.say(word, count=sum(found.values()), names=listing(names, told.language))
    counted = [line for line in lines if line.new is not None]
    if counted and told.new(year, kind) != COVERED:
        yield "  " + told.say("new", new=told.new(year, kind),
                              planned=sum(line.planned_new for line in counted))


def gap_lines(told: Told) -> Iterator[str]:
    """How the gap against the share became: worst and total, plan and outcome, from the run's quotas."""
    yield told.say("heading_gaps")
    for year in told.years:
        for kind in told.followed.kinds:
            found = told.gaps(year, kind)
            if found is None:
                yield told.say("gap_none", year=year, kind=_in_front(told, kind))
                continue
            yield told.say("gap", year=year, kind=_in_front(told, kind), planned_worst=found.planned_worst,
                           worst=found.worst, planned_total=found.planned_total, total=found.total,
                           who=listing(map(told.name, found.who), told.language), count=found.count,
                           all=found.of)
    yield told.say("gap_reading")


def town_lines(told: Told) -> Iterator[str]:
    """A sentence for each municipality: the last year with an outcome, and what it adds up to."""
    yield told.say("heading_towns")
    carry = [c for c in told.followed.outcome.codes for k in told.followed.kinds
             if carried(told.followed, c, k)]
    if carry:
        yield told.say("carried_in")
    for code in told.followed.outcome.codes:
        yield f"- {town_sentence(told, code)}"


def town_sentence(told: Told, code: str) -> str:
    """What the plan gave a municipality and what came of it, kind by kind."""
    lines = [line for line in told.lines if line.code == code and line.year == told.years[-1]]
    parts = [_told(told, line) for line in lines]
    return told.say("town", name=told.name(code), parts=" ".join(parts))


def _told(told: Told, line: Line) -> str:
    """One kind of a municipality in the last year."""
    kind = _in_front(told, line.kind)
    if line.outcome is None:
        return told.say("town_missing", year=line.year, kind=kind, plan=line.plan)
    if not told.seen.exact(line):
        return told.say("town_hidden", year=line.year, kind=kind, plan=line.plan,
                        outcome=told.seen.outcome(line))
    text = told.say(f"town_{line.state}", year=line.year, kind=kind, plan=line.plan, outcome=line.outcome,
                    apart=abs(line.deviation or 0))
    return " ".join(part for part in (text, _so_far(told, line), _against(told, line)) if part)


def _so_far(told: Told, line: Line) -> str:
    """The cumulative deviation, where more than one year is in it."""
    first = told.followed.plan.problem.need.years[0]
    more = line.year > first or carried(told.followed, line.code, line.kind)
    if not more or line.cumulative is None or not told.seen.exact_so_far(line):
        return ""
    return told.say("town_cumulative", value=_signed(told, line.cumulative))


def _against(told: Told, line: Line) -> str:
    """The gap against the share, plan and outcome."""
    if line.gap is None or not told.seen.gap_shown(line):
        return ""
    planned, gap = (decimal(value, 1, told.language, sign=True) for value in (line.planned_gap, line.gap))
    return told.say("town_gap", planned=planned, gap=gap)


def rule_lines(told: Told) -> Iterator[str]:
    """The regime and its validity."""
    yield from regime_lines(told.followed.plan.problem, told.language)


def screen_lines(told: Told, sheet: Sheet) -> Iterator[str]:
    """What the verb prints: the report without its sentences, the indicators as a table."""
    for part in (head_lines, county_lines, indicator_lines, gap_lines):
        yield from part(told)
        yield ""
    yield from sheet.text(told.language).splitlines()


def _in_front(told: Told, kind: str) -> str:
    """", asylplatser" where several kinds are told apart, else nothing."""
    return f", {told.kind(kind)}" if len(told.followed.kinds) > 1 else ""


def _signed(told: Told, value: int) -> str:
    return decimal(value, 0, told.language, sign=True)


def _with_numbers(told: Told, lines: Sequence[Line]) -> str:
    """The municipalities with their deviations, as others may see them."""
    def number(line: Line) -> Any:
        return _signed(told, line.deviation or 0)
    return listing([f"{told.name(line.code)} {number(line)}" for line in lines], told.language)
