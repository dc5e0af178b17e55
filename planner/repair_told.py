"""The fairest way out in sentences and in run.json: who gives how much of which figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

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
    from models.repair import Outcome
    found = run.repair
    if found is None:
        return
    yield ""
    if found.outcome is Outcome.PROVED:
        yield say("repair.title", language)
        yield from (f"  - {line}" for line in _given(found.given, run, language))
        yield _largest(found, run, language)
        yield from _sum(found, run, language)
        yield say("repair.rules", language, rules=_rules(found, run, language))
        yield say("repair.file", language, file=FILE)
    else:
        yield say(f"repair.{found.outcome.value}", language, rules=_rules(found, run, language))
    if found.outcome is Outcome.NONE:
        for line in demand_lines(found.left, run.plan.problem, run.case.kinds, language):
            yield f"  - {line}"
        yield say("repair.no-way-out-hint", language)


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
    names = [say("repair.step", language, who=because_who(one.because, problem, language), after=one.after,
                 before=one.figure.figure) for one in shown]
    if len(shown) < len(group):
        names.append(say("repair.more", language, count=len(group) - len(shown)))
    told = years if len(problem.need.years) > 1 else ()
    where = because_where(because.kind, ", ".join(map(str, told)), run.case.kinds, language)
    return say(f"gives.{because.rule}", language, note=because.note, where=where,
               names=listing(names, language))


def _largest(found: Repair, run: Run, language: str) -> str:
    """The largest relative concession, who gives it, and that it is proved."""
    top = _top(found.given)
    found_names = list(dict.fromkeys(because_who(one.because, run.plan.problem, language) for one in top))
    names = listing(found_names, language)
    if len(found_names) > NAMED:
        names = how_many([one.because for one in top], run.plan.problem, language)
    key = "repair.largest" if top[0].figure.figure else "repair.largest_none"
    told = say(key, language, percent=decimal(top[0].relative * 100, 0, language), who=names,
               after=top[0].after)
    return f"{told} {say('repair.proved', language)}"


def _top(given: Sequence[Concession]) -> list[Concession]:
    """Those that give most in proportion; of equal ones those whose figure is above 0 alone."""
    worst = max(one.relative for one in given)
    top = [one for one in given if one.relative == worst]
    return [one for one in top if one.figure.figure] or top


def _sum(found: Repair, run: Run, language: str) -> Iterator[str]:
    """The sum beside the least sum, and how that could fall; only where all figures have one unit."""
    units = {one.because.note if one.because.rule == "limit" else "" for one in (*found.given, *found.least)}
    if len(units) > 1:
        return
    total, least = (sum(one.amount for one in given) for given in (found.given, found.least))
    yield say("repair.sum" if least < total else "repair.sum_same", language, total=total, least=least)
    top = _top(found.least)[0]
    if top.relative > _top(found.given)[0].relative:
        key = "repair.few" if top.figure.figure else "repair.few_none"
        yield say(key, language, who=because_who(top.because, run.plan.problem, language), after=top.after,
                  percent=decimal(top.relative * 100, 0, language))


def _rules(found: Repair, run: Run, language: str) -> str:
    """The rules in force that may give, in words."""
    held = {rule.word for rule in run.plan.problem.rules}
    keeps: Any = run.plan.problem.rule("keep-existing")
    held |= {"agreements"} if keeps is not None and keeps.agreements else set()
    return listing([say(f"gives_rule.{word}", language) for word in found.rules if word in held], language)


def repair_record(run: Run, language: str) -> dict[str, Any]:
    """The way out for run.json; nothing where the run has no need of one."""
    found = run.repair
    if found is None:
        return {}
    return {"repair": {
        "status": found.outcome.value, "may_give": list(found.rules),
        "given": [_concession(one) for one in found.given],
        "least_sum": [_concession(one) for one in found.least],
        "left": [because_line(b, run.plan.problem, run.case.kinds, language) for b in found.left]}}


def _concession(one: Concession) -> dict[str, Any]:
    b = one.because
    return {"rule": one.figure.rule, "of": b.rule, "code": b.code, "kind": b.kind, "year": b.year,
            "resource": b.note if b.rule == "limit" else "", "figure": one.figure.figure, "after": one.after,
            "concession": one.amount, "relative": str(one.relative)}
