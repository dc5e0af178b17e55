"""From the share to the number: today, the factors, the share, the quota, the rounding, the ties."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from models.explained import in_last_year
from models.measures import amount
from models.need import Cell
from models.problem import FLOW, LEDGER, PLAIN, STARTS, STOCK
from models.quotas import quotas, reliefs, total_amount
from models.shares.facts import DIRECTIONS, Factor
from planner.explain_told import Sentence, Told
from planner.internal import received_shown
from planner.sentences import owner, percent, stop_text
from planner.share_steps import facts_of
from planner.stops import OTHERS
from planner.wording import decimal, listing, say, subject, whole

PEOPLE = "by-population"


def head_sentences(told: Told, code: str) -> Iterator[Sentence]:
    """What the municipality has today and what the plan gives it, kind by kind."""
    for cell in told.cells(code):
        yield from _of_kind(told, cell)
        if told.problem.unit == "places":
            yield from _today(told, cell)
        new, after = told.plan.new_since_start(cell), told.plan.places[cell]
        key = "gets" if new > 0 else "gets_none" if new == 0 else "gets_fewer"
        values = {"name": told.name(code), "new": abs(new), "after": after, "year": told.year}
        yield Sentence(key, values, abs(new))
        yield from _years(told, cell)


def _years(told: Told, cell: Cell) -> Iterator[Sentence]:
    """The number of each year on the way to the last, where there are several."""
    years = told.problem.need.years
    if len(years) > 1:
        each = {year: told.plan.places[cell[0], cell[1], year] for year in years}
        text = listing([f"{year}: {whole(n, told.language)}" for year, n in each.items()], told.language)
        yield Sentence("by_year", {"each": text})


def _of_kind(told: Told, cell: Cell) -> Iterator[Sentence]:
    """Which kind the sentences after it are about, where there are several."""
    if len(told.problem.need.kinds) > 1:
        kind = told.kinds[cell[1]]
        yield Sentence("of_kind", {"kind": kind[:1].upper() + kind[1:]})


def _today(told: Told, cell: Cell) -> Iterator[Sentence]:
    name = told.run.scenario.settings.case.places
    table = told.run.case.tables.get(name) if name else None
    if table is None:
        return
    row = next((r for r in table.rows if (r["code"], r.get("kind") or cell[1]) == cell[:2]), None)
    need = told.problem.need
    today, left = need.existing((cell[0], cell[1], 0)), need.existing(cell)
    values = {"name": told.name(cell[0]), "today": today, "source": told.row_source(table, row)}
    yield Sentence("today" if today else "today_none", values, today)
    if left < today:
        yield Sentence("today_ends", {"ended": today - left, "year": told.year}, today - left)


def share_sentences(told: Told, code: str) -> Iterator[Sentence]:
    """The factors, the share, what it alone gives, the quota and the rounding, kind by kind."""
    yield from factor_sentences(told, code)
    said = None
    for cell in told.cells(code):
        yield from _of_kind(told, cell)
        shares = told.problem.shares[cell[1:]]
        yield from _share(told, cell) if shares != said else ()  # what kinds have in common is said once
        said = shares
        yield from quota_sentences(told, cell)
        yield from rounding_sentences(told, cell)
    yield from tie_sentences(told, code)


def factor_sentences(told: Told, code: str) -> Iterator[Sentence]:
    """What the share model counts by: the municipality's figure and the county's."""
    model = told.run.scenario.settings.shares
    shares = told.problem.shares[told.problem.need.kinds[0], told.year]
    if shares.model == PEOPLE:  # there the share itself is told in inhabitants
        return
    facts = facts_of(told.run.scenario.settings, told.run.case.tables, told.problem.county.codes)
    for factor in model.factors():
        values, table = factor.values(facts), facts.tables[factor.table]
        row = table.rows[factor.rows(facts)[code]]
        given = {"what": _called(factor, told.language), "value": values[code],
                 "source": told.row_source(table, row)}
        if factor.column in DIRECTIONS:
            yield Sentence("factor", _whole({**given, "sum": sum(values.values())}))
        else:
            yield Sentence("factor_alone", _whole(given))


def _whole(values: dict[str, object]) -> dict[str, object]:
    """Whole numbers as such, so that they are printed without a decimal."""
    return {k: int(v) if isinstance(v, Fraction) and v.denominator == 1 else v for k, v in values.items()}


def _called(factor: Factor, language: str) -> str:
    known = factor.column in subject("explain_factor")
    return say(f"explain_factor.{factor.column}", language) if known else factor.column


def _share(told: Told, cell: Cell) -> Iterator[Sentence]:
    shares = told.problem.shares[cell[1], cell[2]]
    part = percent(shares.share(cell[0]), told.language)
    name = told.name(cell[0])
    values = {"name": name, "owner": owner(name, told.language), "weight": shares.weights[cell[0]],
              "total": shares.total, "part": part, "source": told.status(shares.status)}
    if shares.model == PEOPLE:
        yield Sentence("share_people", values)
        return
    model = subject("explain_model").get(shares.model, {}).get(str(told.language), shares.model)
    unit = subject("share_unit").get(shares.unit, {}).get(str(told.language), "")
    yield Sentence("share_model" if unit else "share_weight", {**values, "model": model, "unit": unit})


def quota_sentences(told: Told, cell: Cell) -> Iterator[Sentence]:
    """What the share alone gives, what relief takes, and the quota when places of today are taken off."""
    problem, quota = told.problem, told.plan.quotas[cell]
    plain = quotas(problem, PLAIN)[cell]
    key = {STOCK: "alone", FLOW: "alone_new", LEDGER: "alone_ledger"}[problem.basis.amount]
    yield Sentence(key, {"plain": plain, "total": total_amount(problem, cell[1], cell[2]), "year": told.year})
    relief = reliefs(problem).get(cell[0])
    if relief:
        yield Sentence("relief", {"relief": decimal(100 * relief, 0, told.language),
                                  "plain": quotas(problem, PLAIN, relieved=False)[cell]})
    if decimal(quota, 1) != decimal(plain, 1):
        starts = problem.basis.fill == STARTS
        key = ("quota_own" if quota > plain else "quota_starts") if starts else "quota_limits"
        yield Sentence(key, {"name": told.name(cell[0]), "quota": quota})


def rounding_sentences(told: Told, cell: Cell) -> Iterator[Sentence]:
    """From the quota to a whole number; where it is not rounding, what stops the municipality."""
    quota, got = told.plan.quotas[cell], amount(told.plan, cell)
    values = {"quota": quota, "told": _near(quota, told.language), "got": got, "gap": abs(got - quota),
              "name": told.name(cell[0])}
    seen = received_shown(told.problem).get(cell[0])
    if seen is not None and not seen.exact:  # what is counted less what is new would give it away
        yield Sentence("gap_hidden", {**values, "received": seen.text(told.language)})
        return
    if seen is not None:
        yield Sentence("received", {**values, "received": seen.least})
    stop = told.stops.of(cell)
    known = stop is not None and stop.rule != OTHERS
    if got == quota:
        yield Sentence("exact", values, got)
    elif got in (floor(quota), ceil(quota)):
        yield Sentence("rounded_down" if got < quota else "rounded_up", values, got)
        if 2 * abs(got - quota) <= 1:
            return
        yield Sentence("nearest" if known else "not_nearest", {**values, "nearest": round(quota)}, got)
        stop = stop if known else None
    else:
        yield Sentence("below" if got < quota else "above", values, got)
    if stop is not None:
        yield Sentence("because", {"stop": stop_text(stop, cell, told.plan, told.kinds, told.language)})


def _near(quota: Fraction, language: str) -> str:
    """The quota with one decimal, or two where one would show it as a whole or a half that it is not."""
    return decimal(quota, 2 if round(quota, 1) != quota and round(quota, 1) * 2 % 1 == 0 else 1, language)


def tie_sentences(told: Told, code: str) -> Iterator[Sentence]:
    """Where plans as good give the municipality another number: least, most, and what decided."""
    if not told.plan.ties_listed:
        yield Sentence("ties_unknown", {"name": told.name(code)})
        return
    own = [tie for tie in told.plan.ties if tie.cell[0] == code]
    for tie in own:
        several = len(told.problem.cells) > len(told.problem.county.codes)
        yield Sentence("tie_of" if several else "tie", {
            "name": told.name(code), "least": tie.least, "most": tie.most, "order": told.order,
            "places": told.plan.places[tie.cell], "kind": told.kind(tie.cell[1]), "year": tie.cell[2]})
    if not own:
        yield Sentence("no_tie", {"name": told.name(code), "places": in_last_year(told.plan)[code]})
