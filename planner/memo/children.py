"""What a plan means for children: home, school, moving at permit, school places, guardians."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.measures import minutes_per_place
from planner.memo.facts import chosen, measure, records, told
from planner.public_flows import county_flows
from planner.report.planned import Planned, total
from planner.whereabouts import moves
from planner.wording import say

if TYPE_CHECKING:
    from planner.edition import Edition

COMMUTING, LIMIT, FOLLOWS, STOCK = "commuting", "limit", "permit-follows-asylum", "permit-stock"
LEAST = Fraction(1, 20)  # what is short and shows as 0,0 is no news


def consequences(edition: Edition, brief: bool = False) -> Iterator[tuple[str, str]]:
    """Each subject with what is said of it; where the run lacks its rule, that it is not counted.

    ``brief``: one of several runs that are told of one after another.
    """
    subjects = SUBJECTS | ({"school": school_brief} if brief else {})
    for word, of in subjects.items():
        yield say(f"memo_child.{word}", edition.language), " ".join(of(edition, edition.language))


def home(edition: Edition, language: str) -> Iterator[str]:
    """The part of the new places that lie in the municipality that answers for them."""
    if edition.sheet("whereabouts") is None:
        hidden = moves(edition.run.plan.problem)
        yield say(f"memo_child.{'hidden' if hidden else 'home_none'}", language)
        return
    planned = Planned(edition)
    away = total(row["elsewhere"] for cell, row in planned.cells.items() if cell[2] == planned.last)
    percent = measure(edition, "at_home")
    if away == 0 or percent is None:
        yield say("memo_child.home_all", language)
        return
    yield say("memo_child.home_some", language, percent=told(percent, language), away=told(away, language))


def school(edition: Edition, language: str) -> Iterator[str]:
    """Where those who get a place go to school, and how long the way is."""
    rule: Any = edition.run.plan.problem.rule(COMMUTING)
    if rule is None:
        yield say("memo_child.school_none", language)
        return
    found = _schools(edition)
    if found is not None:
        own, other, longest = found
        yield say("memo_child.school_own", language, own=told(own, language), other=told(other, language),
                  all=told(total((own, other)), language))
        yield say("memo_child.school_longest", language, longest=told(longest, language), limit=rule.limit)
    else:
        yield say("memo_child.school_limit", language, limit=rule.limit)
    minutes = _mean_way(edition)
    if minutes is not None:
        yield say("memo_child.school_mean", language, minutes=told(minutes, language))


def school_brief(edition: Edition, language: str) -> Iterator[str]:
    """The same in one sentence, where all of it is known."""
    found, minutes = _schools(edition), _mean_way(edition)
    if found is None or minutes is None:
        yield from school(edition, language)
        return
    own, other, longest = found
    rule: Any = edition.run.plan.problem.rule(COMMUTING)
    yield say("memo_child.school_brief", language, other=told(other, language),
              all=told(total((own, other)), language), longest=told(longest, language),
              minutes=told(minutes, language), limit=rule.limit)


def _schools(edition: Edition) -> tuple[Any, Any, Any] | None:
    """Places with school in the municipality itself and in another one, and the longest way, last year."""
    flows = edition.sheet("flows")
    sums = edition.sheet("flows_county") if flows is None else county_flows(flows, edition.language)
    rows = chosen(records(sums), year=edition.run.plan.problem.need.years[-1])
    return (rows[0]["own_school"], rows[0]["other_school"], rows[0]["longest_way"]) if rows else None


def _mean_way(edition: Edition) -> Any:
    """The mean way in the last year, minutes one way, which the other figures are of too.

    Where the measure is hidden what stands in its place; None where nobody travels.
    """
    shown, plan = measure(edition, "minutes"), edition.run.plan
    if shown is None or isinstance(shown, str):
        return shown
    return minutes_per_place(plan, plan.problem.need.years[-1:])


def permit(edition: Edition, language: str) -> Iterator[str]:
    """Whether those who get a permit find a permit place in the same area."""
    years = records(edition.sheet("permit_years"))
    for row in years:
        short = row["short"]
        if isinstance(short, str) or short >= LEAST:
            yield say("memo_child.permit_short", language, year=row["year"], short=told(short, language))
        else:
            yield say("memo_child.permit_enough", language, year=row["year"])
    if not years:
        problem = edition.run.plan.problem
        other = "hidden" if problem.section(STOCK) else "permit_none"
        word = "permit_follows" if problem.rule(FOLLOWS) else other
        yield say(f"memo_child.{word}", language)


def free(edition: Edition, language: str) -> Iterator[str]:
    """School places left in the county in the last year, once those who need one have theirs.

    Left = the county's school places less places in service (less those of today, where the scenario
    counts school places for new places only).
    """
    problem = edition.run.plan.problem
    rule: Any = problem.rule(COMMUTING)
    if rule is None:
        yield say("memo_child.free_none", language)
        return
    planned = Planned(edition)
    there = sum(rule.school_places(problem, planned.last).values())
    used = total(map(planned.after, planned.names))
    if isinstance(used, int):
        used -= sum(rule.needed(problem, code, planned.last) for code in problem.county.codes)
        yield say("memo_child.free_line", language, year=planned.last, free=there - used, all=there)


def guardians(edition: Edition, language: str) -> Iterator[str]:
    """What there is of each resource in the county in the last year, what is used and what is left."""
    rows = records(edition.sheet("resources"))
    if not rows:
        hidden = edition.run.plan.problem.rule(LIMIT) is not None
        yield say(f"memo_child.{'hidden' if hidden else 'guardians_none'}", language)
        return
    last = max(row["year"] for row in rows)
    for resource in dict.fromkeys(row["resource"] for row in rows):
        own = chosen(rows, resource=resource, year=last)
        full = sum(bool(row["binds"]) for row in own)
        sums = {word: told(total(row[column] for row in own), language) for word, column in
                (("available", "available"), ("used", "used"), ("left", "remaining"))}
        yield say(f"memo_child.resource{'_full' if full else ''}", language, year=last, resource=resource,
                  count=full, **sums)
    yield say("memo_child.resource_others", language)


SUBJECTS: dict[str, Callable[[Edition, str], Iterator[str]]] = {
    "home": home, "school": school, "permit": permit, "free": free, "guardians": guardians}
