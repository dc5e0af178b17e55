"""The fairest way out in sentences and in run.json: who gives how much of which figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.repair_figures import OWN_UNIT, could_give
from planner.conflict_told import because_line, because_where, because_who, demand_lines, how_many
from planner.wording import decimal, listing, say

if TYPE_CHECKING:
    from models.repair import Concession, Repair
    from planner.run import Run

FILE = "vag-ut.toml"
NAMED = 8  # so many are named in one sentence
Alike = tuple[str, str, str]  # reason, kind, note


def repair_lines(run: Run, language: str) -> Iterator[str]:
    """The way out of a run that nothing fits, or why there is none; nothing of another run."""
    from models.repair import LONGEST, Outcome
    found = run.repair
    if found is None:
        return
    yield ""
    if found.outcome in (Outcome.PROVED, Outcome.FOUND):
        yield say("repair.title" if found.outcome is Outcome.PROVED else "repair.title_found", language)
        yield from (f"  - {line}" for line in _given(found.given, run, language))
        yield from _told(found, run, language)
        yield say("repair.file", language, file=FILE)
    elif found.outcome is Outcome.NONE:
        yield from _none(found, run, language)
    else:
        yield say(f"repair.{found.outcome.value}", language, rules=_readers(found, language),
                  seconds=decimal(Fraction(run.seconds or LONGEST), 0, language))


def _told(found: Repair, run: Run, language: str) -> Iterator[str]:
    """Who gives most, what is proved of it, for which total, and the sum beside the least sum."""
    from models.repair import Outcome
    yield _largest(found, run, language)
    if found.outcome is Outcome.PROVED:
        yield say("repair.proved", language, assumed=len(run.case.assumed), inputs=len(run.case.inputs))
    else:
        yield say("repair.found", language, rules=_readers(found, language))
    yield from _total(run, language)
    yield from _sum(found, run, language)
    yield say("repair.rules", language, rules=_rules(found.held, language))


def _none(found: Repair, run: Run, language: str) -> Iterator[str]:
    """That there is no way out, what stands in the way, and what more could give."""
    key = "tried" if found.tried else "way-out" if found.held else "figures"
    yield say(f"repair.no-{key}", language, rules=_rules(found.held, language))
    yield from _total(run, language)
    for line in demand_lines(found.left, run.plan.problem, run.case.kinds, language):
        yield f"  - {line}"
    more = list(dict.fromkeys(word for b in found.left for word in could_give(run.plan.problem, b)
                              if word not in found.rules))
    if more:
        yield say("repair.no-way-out-hint", language, rules=_rules(more, language))
    elif found.left:
        yield say("repair.no-way-out-stands", language)


def _total(run: Run, language: str) -> Iterator[str]:
    """Of a need of at least so many: the total that the way out is for."""
    from models.repair import lowest
    problem = run.plan.problem
    if not problem.needs:
        return
    need = lowest(problem)
    kinds, years = len(need.kinds) > 1, len(need.years) > 1
    totals = [str(total) + because_where(kind * kinds, year if years else None, run.case.kinds, language)
              for (kind, year), total in need.total.items()]
    yield say("repair.lowest", language, totals=listing(totals, language))


def _given(given: Sequence[Concession], run: Run, language: str) -> Iterator[str]:
    """One sentence for each sort of figure; years in which the same gives are told together."""
    groups: dict[tuple[Alike, int | None], list[Concession]] = {}
    for one in given:
        b = one.because
        groups.setdefault(((b.rule, b.kind, b.note if b.rule != "pinned" else ""), b.year), []).append(one)
    years: dict[tuple[Alike, tuple[Any, ...]], list[int]] = {}
    first: dict[tuple[Alike, tuple[Any, ...]], list[Concession]] = {}
    for (alike, year), group in groups.items():
        same = (alike, tuple((one.because.code, one.figure.figure, one.after) for one in group))
        years.setdefault(same, []).extend([] if year is None else [year])
        first.setdefault(same, group)
    for (alike, what), found in years.items():
        yield _sentence(first[alike, what], sorted(found), run, language)


def _sentence(group: Sequence[Concession], years: Sequence[int], run: Run, language: str) -> str:
    problem, because = run.plan.problem, group[0].because
    shown = list(group)
    if len(group) > NAMED:
        shown = sorted(group, key=lambda one: -one.relative)[:NAMED - 1]
    names = [say("repair.step_all" if one.because.rule in OWN_UNIT else "repair.step", language,
                 who=because_who(one.because, problem, language), after=_figure(one.after, language),
                 before=_figure(one.figure.figure, language)) for one in shown]
    if len(shown) < len(group):
        names.append(say("repair.more", language, count=len(group) - len(shown)))
    told = years if len(problem.need.years) > 1 else ()
    where = because_where(because.kind, ", ".join(map(str, told)), run.case.kinds, language)
    return say(f"gives.{because.rule}", language, note=because.note, where=where,
               names=listing(names, language))


def _figure(figure: int | Fraction, language: str) -> str:
    """A figure as it is read: a limit of the gap with its decimals, anything else whole."""
    return str(figure) if isinstance(figure, int) else decimal(figure, 0 if figure.denominator == 1 else 2,
                                                               language)


def _largest(found: Repair, run: Run, language: str) -> str:
    """The largest relative concession, and who gives it."""
    top = _top(found.given)
    names = listing(list(dict.fromkeys(_who(one, run, language) for one in top)), language)
    if len(top) > NAMED and len({one.because.code for one in top}) > NAMED:
        names = how_many([one.because for one in top], run.plan.problem, language)
    key = "repair.largest" if top[0].figure.figure else "repair.largest_none"
    return say(key, language, percent=decimal(top[0].relative * 100, 0, language), who=names,
               after=top[0].after)


def _who(one: Concession, run: Run, language: str) -> str:
    """Whose figure it is; of one that holds for all, what it is."""
    if one.because.code or one.because.rule not in OWN_UNIT:
        return because_who(one.because, run.plan.problem, language)
    return say(f"gives_rule.{one.figure.rule}", language)


def _top(given: Sequence[Concession]) -> list[Concession]:
    """Those that give most in proportion; of equal ones those whose figure is above 0 alone."""
    worst = max(one.relative for one in given)
    top = [one for one in given if one.relative == worst]
    return [one for one in top if one.figure.figure] or top


def _sum(found: Repair, run: Run, language: str) -> Iterator[str]:
    """The sum beside the least sum, and on whom that would fall; only where all figures have one unit."""
    if not found.least or (len(found.given) == 1 and found.given == found.least):
        return
    total, least = (sum(one.amount for one in given) for given in (found.given, found.least))
    years = Counter(dict.fromkeys(run.plan.problem.need.years, 0))
    for one in found.given:
        years[one.because.year or 0] += one.amount
    key = "repair.sum" if least < total else "repair.sum_same"
    parts = listing([f"{amount} ({year})" for year, amount in years.items() if year and amount], language)
    by_year = len(run.plan.problem.need.years) > 1 and not years[0]
    yield say(f"{key}_years" if by_year else key, language, total=total, least=least, years=parts)
    top = _top(found.least)[0]
    if top.relative > _top(found.given)[0].relative:
        part = sum(one.amount for one in found.least if one.because.code == top.because.code)
        word = "few_all" if part == least else "few_most" if 4 * part >= 3 * least else "few"
        yield say(f"repair.{word}", language, who=_who(top, run, language), after=top.after,
                  before=top.figure.figure)


def _rules(words: Sequence[str], language: str) -> str:
    return listing([say(f"gives_rule.{word}", language) for word in words], language)


def _readers(found: Repair, language: str) -> str:
    """The rules whose quotas move with the figures that give."""
    return listing([say(f"reads_quotas.{word}", language) for word in found.moving], language)


def repair_record(run: Run, language: str) -> dict[str, Any]:
    """The way out for run.json; nothing where the run has no need of one."""
    found = run.repair
    if found is None:
        return {}
    return {"repair": {
        "status": found.outcome.value, "may_give": list(found.rules), "gives": list(found.held),
        "quotas_move": list(found.moving), "all_tried": found.tried,
        "given": [_concession(one) for one in found.given],
        "least_sum": [_concession(one) for one in found.least],
        "left": [because_line(b, run.plan.problem, run.case.kinds, language) for b in found.left]}}


def _concession(one: Concession) -> dict[str, Any]:
    b = one.because
    return {"rule": one.figure.rule, "of": b.rule, "code": b.code, "kind": b.kind, "year": b.year,
            "resource": b.note if b.rule == "limit" else "", "figure": plain(one.figure.figure),
            "after": plain(one.after),
            "concession": one.amount, "relative": str(one.relative)}


def plain(figure: int | Fraction) -> int | str:
    """A figure for run.json: a whole number, or a fraction as text."""
    return figure if isinstance(figure, int) else str(figure)
