"""What a random county that acts together exercises, so that a test can count that nothing is missed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from models.problem import Problem
from tests.oracle.answers import fixed, released
from tests.oracle.oracle import Answer
from tests.oracle.resources import reserves, resources
from tests.oracle.sharing import areas, pairs


def features(problem: Problem, answer: Answer) -> Iterator[str]:
    """The features of a county that has a plan, beside those of ``coverage``."""
    yield from _shared(problem, answer)
    yield from _housed(problem, answer)
    yield from _used(problem, answer)
    yield from _kept_free(problem, answer)
    yield from _answered(problem, answer)
    yield from _totals(problem, answer)
    yield from _sizes(problem)
    for goal, value in zip(problem.goals, answer.reached, strict=True):
        if goal.word in ("participation", "at-home", "new-homes"):
            yield f"{goal.word} {'above 0' if value else '0'}"


def _shared(problem: Problem, answer: Answer) -> Iterator[str]:
    """Areas: shared places and homes, splits, hosts, places that lie with a neighbour."""
    parts, hosted = answer.choice.parts, answer.choice.hosted
    if any(answer.choice.shared_homes.values()):
        yield "shared home"
    if len(areas(problem)) > 1:
        yield "two areas"
    for area in areas(problem):
        if not any(v for (g, *_), v in parts.items() if g == area.name):
            yield "area not used"
            continue
        yield "unequal split" if len({s for s in area.weights if s}) > 1 else "equal split"
        if 0 in area.weights:
            yield "split 0"
        rows = problem.tables[problem.rule("co-operation").table].rows
        given = any(r.get("host") is not None for r in rows if r["area"] == area.name)
        yield "hosts given" if given else "hosts not given"
        if any(p > hosted.get(at, 0) for at, p in parts.items() if at[0] == area.name):
            yield "part lies with a neighbour"
        if any(min(v, parts[at]) for at, v in hosted.items() if at[0] == area.name):
            yield "part lies at home"


def _housed(problem: Problem, answer: Answer) -> Iterator[str]:
    """Pairs: used, at their most, in and out of their days."""
    years = set(problem.need.years)
    for pair in pairs(problem):
        used = {t: sum(answer.choice.elsewhere[pair.code, pair.located, k, t] for k in pair.kinds)
                for t in years}
        if any(used.values()):
            yield "housed elsewhere"
        if pair.most and pair.most in used.values():
            yield "pair at its most"
        if not pair.years:
            yield "pair out of its days"
        elif pair.years < years:
            yield "pair begins later" if max(years) in pair.years else "pair ends in the plan"
            if any(used.values()):
                yield "pair of some years used"
        if len(pair.kinds) == 1:
            yield "pair of one kind"
    rule: Any = problem.rule("housed-elsewhere")
    for row in problem.tables[rule.table].rows if rule is not None else ():
        if row.get("agreement_from") is None and row.get("agreement_to") is None:
            yield "free housing gone" if max(years) >= 2018 else "free housing"


def _used(problem: Problem, answer: Answer) -> Iterator[str]:
    """Resources: how much of them is used, by whom."""
    for use in resources(problem):
        used = sum(u * answer.places[c] for c, u in use.answers.items())
        lies = sum(u * answer.choice.located[c] for c, u in use.lies.items())
        if used or lies:
            yield "resource used up" if used + lies == use.available else "resource left"
            yield "resource where it lies" if lies else "resource where answered for"
        if len({c[0] for c in (*use.answers, *use.lies)}) > 1:
            yield "resource of an area"


def _kept_free(problem: Problem, answer: Answer) -> Iterator[str]:
    """Reserves: just kept, or more than kept."""
    located = answer.choice.located
    for one in reserves(problem):
        for cells, room, free in one.free:
            left = room - sum(located[c] for c in cells)
            if free:
                yield "reserve just kept" if left == free else "reserve more than kept"
        ready = sum(min(opens, opens if room is None else room - sum(located[c] for c in cells))
                    for cells, room, opens in one.open)
        if one.county:
            yield "county reserve just kept" if ready == one.county else "county reserve more than kept"


def _answered(problem: Problem, answer: Answer) -> Iterator[str]:
    """Answers: kinds of rows, assumptions, what ends."""
    rule: Any = problem.rule("answers")
    if any(problem.need.fallen.values()):
        yield "today's places fall"
    if rule is None:
        return
    rows = problem.tables[rule.table].rows
    yield from ("answers no" for _ in rule.no[:1])
    if rule.part is not None and any(r.get("asked") and r["answered"] is None for r in rows):
        yield "answers assumed in part"
    if any(r["signed"] is not None and r["signed"] < r["answered"] for r in rows):
        yield "less signed than answered"
    for one in fixed(problem):
        yield "answer of all kinds" if one.kind is None else "answer of a kind"
        if one.places and one.year not in one.years:
            yield "agreement not yet begun" if one.years else "agreement of no year"
    gone = released(problem)
    years = problem.need.years
    if any(gone.values()):
        yield "agreement ends in the plan"
    for code, kind, year in (c for c, v in gone.items() if v):
        before = (code, kind, years[years.index(year) - 1])
        if answer.places[code, kind, year] < answer.places[before]:
            yield "new places go"


def _totals(problem: Problem, answer: Answer) -> Iterator[str]:
    """At least with a ceiling: which total was planned."""
    if len(problem.needs) < 2:
        return
    sums = [sum(n.total.values()) for n in problem.needs]
    yield "smallest that fits" if sums[0] < sums[-1] else "largest that fits"
    if answer.need.total != problem.needs[0].total:
        yield "above the lowest" if sums[0] < sums[-1] else "below the highest"


def _sizes(problem: Problem) -> Iterator[str]:
    """Homes: sizes of a kind's own, beside the rule's or alone."""
    rule: Any = problem.rule("smallest-home")
    if rule is None or not rule.units:
        return
    own = [r for r in problem.tables[rule.units].rows if r["smallest"] is not None]
    if own:
        yield "unit of a kind" if rule.places is None else "unit beside the rule's"
    if any(r["largest"] is not None for r in own):
        yield "unit with a most"
