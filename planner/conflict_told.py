"""The demands of a conflict: what their sums alone show, then each; many alike are one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from planner.wording import counted, listing, say, subject

if TYPE_CHECKING:
    from models.formulation import Because
    from models.plan import Plan
    from models.problem import Problem

BOUNDS = ("least", "most")  # what a municipality can have at all; the note is the rule that says so
MANY, NAMED = 3, 8  # so many alike are told in one sentence; so many are then named
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
    """The demands of a plan's conflict as sentences."""
    return demand_lines(plan.conflict, plan.problem, kinds, language)


def demand_lines(found: Sequence[Because], problem: Problem, kinds: Kinds, language: str) -> Iterator[str]:
    """Demands as sentences; many alike are one of them, with their sum where figures add up."""
    alike: dict[tuple[str, str, int | None, str], list[Because]] = {}
    for because in dict.fromkeys(found):
        note = because.note if because.rule in BOUNDS or _tells_note(because.rule) else ""
        alike.setdefault((because.rule, because.kind, because.year, note), []).append(because)
    for group in _folded(alike):
        if len(group) < MANY:
            yield from (because_line(b, problem, kinds, language) for b in group)
        elif f"all-{_named(group[0])}" in subject("because"):
            yield _together(group, problem, kinds, language)
        else:
            yield from _by_figure(group, problem, kinds, language)


def _tells_note(rule: str) -> bool:
    """Does the sentence of a single demand say what its row says (a resource, a decision)?"""
    sentence = subject("because").get(rule, {}).get("sv", "")
    return "{note}" in sentence or "{sense}" in sentence


def _folded(alike: Mapping[tuple[str, str, int | None, str], list[Because]]) -> Iterator[list[Because]]:
    """Decisions of their own are told one by one while they are few, else together."""
    decided: dict[tuple[str, int | None], list[Because]] = {}
    for (rule, kind, year, _), group in alike.items():
        if rule == "pinned":
            decided.setdefault((kind, year), []).extend(group)
    for (rule, kind, year, _), group in alike.items():
        many = decided.get((kind, year), []) if rule == "pinned" else []
        if len(many) <= NAMED:
            yield group
        elif group[0] is many[0]:
            yield many


def _by_figure(group: Sequence[Because], problem: Problem, kinds: Kinds, language: str) -> Iterator[str]:
    """One sentence for each figure: figures that are no amounts, or nobody's sum."""
    figures: dict[int | None, list[Because]] = {}
    for because in group:
        figures.setdefault(because.figure, []).append(because)
    for same in figures.values():
        yield _demand(same[0], _all_of(same, problem, language), kinds, language)


def _named(because: Because) -> str:
    """The word of a demand's sentences; of what a municipality can have at all, by the rule that says so."""
    word = f"{because.rule}-{because.note}" if because.rule in BOUNDS else because.rule
    return word if word in subject("because") else because.rule


def _together(group: Sequence[Because], problem: Problem, kinds: Kinds, language: str) -> str:
    """Many rows of one rule as their sum; each with its figure where they are few."""
    first, who = group[0], how_many(group, problem, language)
    names, each = "", _ceiling(group, problem)
    if len(group) <= NAMED:
        names = f": {_each_named(group, problem, language)}"
        who = say(f"conflict.these{'_areas' if _areas(group, problem) else ''}", language)
    elif each is None and len({b.figure for b in group}) == 1:
        names = say("conflict.each", language, names="", figure=first.figure)
    key = f"because.all-{_named(first)}"
    if each is not None:
        key = counted(f"{key}-same", each)
    told = say(key, language, group=who, names=names, note=first.note, each=each, count=len(group),
               sense=_sense(first, language), figure=sum(b.figure or 0 for b in group),
               where=because_where(first.kind, first.year, kinds, language))
    return told[:1].upper() + told[1:]


def _each_named(group: Sequence[Because], problem: Problem, language: str) -> str:
    """Names with their figures: "Solna 3 och Täby 4", or "Solna och Täby, 3 var"."""
    if len({b.figure for b in group}) == 1:
        return say("conflict.each", language, names=_all_of(group, problem, language), figure=group[0].figure)
    return listing([f"{because_who(b, problem, language)} {b.figure}" for b in group], language)


def _ceiling(group: Sequence[Because], problem: Problem) -> int | None:
    """The ceiling of new places that gives each of these the most it can have, where it is one figure."""
    new = {(b.figure or 0) - problem.need.existing((b.code, b.kind, b.year or 0)) for b in group
           if (b.rule, b.note) == ("most", "ceiling")}
    return new.pop() if len(new) == 1 else None


def _all_of(group: Sequence[Because], problem: Problem, language: str) -> str:
    """Whom many rows concern: their names, or how many they are."""
    if len(group) > NAMED:
        return how_many(group, problem, language)
    return listing([because_who(b, problem, language) for b in group], language)


def how_many(group: Sequence[Because], problem: Problem, language: str) -> str:
    """How many municipalities demands concern; areas are said only where there are any."""
    codes = {b.code for b in group}
    word = "every" if codes == set(problem.county.codes) else "some" if _areas(group, problem) else "towns"
    return say(f"conflict.{word}", language, count=len(codes))


def _areas(group: Sequence[Because], problem: Problem) -> bool:
    """Is any of these demands an area's?"""
    return any(b.code in problem.areas for b in group)


def because_line(because: Because, problem: Problem, kinds: Kinds, language: str) -> str:
    """A demand as a sentence: rule, municipality, figure, kind and year."""
    return _demand(because, because_who(because, problem, language), kinds, language)


def _demand(because: Because, who: str, kinds: Kinds, language: str) -> str:
    key = counted(f"because.{_named(because)}", because.figure)
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
