"""The demands of a conflict: what their sums alone show, then each; many alike are one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from planner.wording import counted, listing, say

if TYPE_CHECKING:
    from models.formulation import Because
    from models.plan import Plan
    from models.problem import Problem

# Demands whose figures add up, how many alike are told in one sentence, how many are then named.
SUMMED = ("least", "most")
ADDED = ("school-places", "capacity", "keep-existing", "floor", "ceiling", "agreement", "limit", "within-gap")
MANY, NAMED = 3, 8
Kinds = Mapping[str, Mapping[str, str]]


def lead_lines(plan: Plan, kinds: Kinds, language: str) -> Iterator[str]:
    """What the sums of the conflict's own figures show, one sentence for each year and sort of figure.

    Schools: new places (or all) against the sum of school places that can be reached. Room: the
    county's places against the sum of the capacities, or of the least each must have. Resources:
    places times use against the sum of what there is. Only where the rows in the conflict are all
    there are of the sort, and their sum is below what is asked.
    """
    rows: dict[tuple[str, str, int | None, str], list[Because]] = {}
    for because in dict.fromkeys(plan.conflict):
        year, note = because.year, because.note if because.rule == "limit" else ""
        rows.setdefault((because.rule, because.kind, year, note), []).append(because)
    for (rule, kind, year, note), group in rows.items():
        shown = _shown(plan.problem, rule, kind, year, note, group) if year is not None else None
        if shown is not None:
            asked, there = shown
            yield say(f"conflict.{_lead(plan.problem, rule)}", language, asked=asked, there=there, what=note,
                      where=because_where(kind, year, kinds, language))


def _lead(problem: Problem, rule: str) -> str:
    commuting: Any = problem.rule("commuting")
    return f"{rule}-new" if rule == "school-places" and commuting.places == "new" else rule


def _shown(problem: Problem, rule: str, kind: str, year: int, note: str,
           group: Sequence[Because]) -> tuple[int, int] | None:
    """What is asked and what there is, where the sum of the rows falls short (or, of least, goes beyond)."""
    there = sum(b.figure or 0 for b in group)
    asked = None
    if rule == "school-places":
        asked = _at_school(problem, year, there)
    elif rule in ("capacity", "least") and _everyone(problem, group):
        asked = sum(problem.need.total[k, year] for k in _kinds(problem, kind))
    elif rule == "limit" and _everyone(problem, group):
        limit: Any = problem.rule("limit")
        uses = limit.uses(problem)
        asked = sum(problem.need.total[k, year] * uses[note, k][0]
                    for k in problem.need.kinds if (note, k) in uses)
    short = asked is not None and (asked < there if rule == "least" else asked > there)
    return (asked, there) if asked is not None and short else None


def _at_school(problem: Problem, year: int, there: int) -> int | None:
    """How many need a school place in a year; None unless ``there`` is all school places within reach."""
    rule: Any = problem.rule("commuting")
    schools = rule.school_places(problem, year)
    reached = {school for _, school, _ in rule.arcs(problem)}
    if sum(places for school, places in schools.items() if school in reached) != there:
        return None
    total = sum(problem.need.total[k, year] for k in problem.need.kinds)
    return total - sum(rule.needed(problem, code, year) for code in problem.county.codes)


def _kinds(problem: Problem, kind: str) -> tuple[str, ...]:
    return (kind,) if kind in problem.need.kinds else problem.need.kinds


def _everyone(problem: Problem, group: Sequence[Because]) -> bool:
    """Do the rows hold for every municipality, each one once?"""
    members = [m for b in group for m in problem.areas.get(b.code, (b.code,))]
    return sorted(members) == sorted(problem.county.codes)


def demands(plan: Plan, kinds: Kinds, language: str) -> Iterator[str]:
    """The demands of a conflict as sentences; many alike are one of them, with their sum."""
    alike: dict[tuple[str, str, int | None, str], list[Because]] = {}
    for because in dict.fromkeys(plan.conflict):
        alike.setdefault((because.rule, because.kind, because.year, because.note), []).append(because)
    for group in alike.values():
        if len(group) < MANY:
            yield from (because_line(b, plan.problem, kinds, language) for b in group)
        elif group[0].rule in SUMMED:
            yield _together(group, plan.problem, kinds, language)
        elif len({b.figure for b in group}) == 1:
            yield _demand(group[0], _all_of(group, plan.problem, language), kinds, language)
        elif group[0].rule in ADDED:
            yield _together(group, plan.problem, kinds, language)
        else:
            yield from (because_line(b, plan.problem, kinds, language) for b in group)


def _together(group: Sequence[Because], problem: Problem, kinds: Kinds, language: str) -> str:
    """Many rows of one rule as their sum; each with its figure where they are few."""
    first = group[0]
    if len(group) > NAMED:
        names = _counted(group, problem, language)
    else:
        names = listing([f"{because_who(b, problem, language)} {b.figure}" for b in group], language)
    return say(f"because.all-{first.rule}", language, names=names, note=first.note,
               sense=_sense(first, language), figure=sum(b.figure or 0 for b in group),
               where=because_where(first.kind, first.year, kinds, language))


def _all_of(group: Sequence[Because], problem: Problem, language: str) -> str:
    """Whom many rows with the same figure concern: their names, or how many they are."""
    if len(group) > NAMED:
        return _counted(group, problem, language)
    return listing([because_who(b, problem, language) for b in group], language)


def _counted(group: Sequence[Because], problem: Problem, language: str) -> str:
    whole = {b.code for b in group} == set(problem.county.codes)
    towns = all(b.code in problem.county.by_code for b in group)
    word = "every" if whole else "towns" if towns else "some"
    return say(f"conflict.{word}", language, count=len(group))


def because_line(because: Because, problem: Problem, kinds: Kinds, language: str) -> str:
    """A demand as a sentence: rule, municipality, figure, kind and year."""
    return _demand(because, because_who(because, problem, language), kinds, language)


def _demand(because: Because, who: str, kinds: Kinds, language: str) -> str:
    key = counted(f"because.{because.rule}", because.figure)
    where = because_where(because.kind, because.year, kinds, language)
    told = say(key, language, who=who, figure=because.figure, note=because.note,
               sense=_sense(because, language), where=where)
    return told[:1].upper() + told[1:]


def _sense(because: Because, language: str) -> str:
    return say(f"because.{because.note}", language) if because.note in ("at-least", "at-most") else ""


def because_who(because: Because, problem: Problem, language: str) -> str:
    """The municipality's name, the area's, or the county."""
    known = problem.county.by_code
    name = known[because.code].name if because.code in known else because.code
    return name or say("because.county", language)


def because_where(kind: str, year: int | str | None, kinds: Kinds, language: str) -> str:
    """The kinds and the year in parentheses, where the demand is for one."""
    named = [kinds[one][language] for one in kind.split("+") if one in kinds]
    where = ", ".join([*named, *([str(year)] if year else [])])
    return f" ({where})" if where else ""
