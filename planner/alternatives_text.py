"""What is forced and what was chosen, in words: for the screen and for alternativ.txt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from models.plan import Ending
from planner.alternatives_run import Sought
from planner.regime_told import regime_lines
from planner.wording import counted, listing, say, whole

if TYPE_CHECKING:
    from models.alternatives import Alternatives, Other, Reach
    from models.need import Cell

NAMED = 3  # so many municipalities are named as those that move most
SHORT = 5  # a list of more than this is cut: the table has them all


def told_lines(sought: Sought, language: str) -> Iterator[str]:
    """All that the verb prints of one plan."""
    from planner.plan_text import ending_lines
    title, name = sought.run.scenario.settings.title, sought.run.scenario.name
    if sought.run.case.example:
        yield say("record.example", language)
    yield f"{title} ({name})" if title else name
    yield from ending_lines(sought.run, language)
    if sought.found is None:
        yield say("alternatives.no_plan", language)
        return
    yield from ["", *forced_lines(sought, language), *order_lines(sought, language)]
    yield from ["", *margin_lines(sought, language)]
    yield from table_lines(sought, language)
    yield from ["", *other_lines(sought, language)]
    yield from ["", *regime_lines(sought.run.plan.problem, language)]


def forced_lines(sought: Sought, language: str) -> Iterator[str]:
    """How many municipalities have the same number in every best plan, and who has not."""
    found = sought.found
    assert found is not None
    same, count = same_in(sought, found.best)
    known = all(found.best[cell].proved for cell in _last(sought))
    word = "forced_all" if same == count else "forced" if known else "forced_known"
    yield say(f"alternatives.{word}", language, same=same, count=count)
    free = _widest(sought, found.best)
    if free:
        told = [_one(sought, cell, found.best[cell], language) for cell in free]
        yield say("alternatives.open", language, names=few(told, language))
    years = found.plan.problem.need.years
    yield from [say("alternatives.last_year", language, year=years[-1])] if len(years) > 1 else []
    yield from _unproved(sought, found.best, language)


def order_lines(sought: Sought, language: str) -> Iterator[str]:
    """The rule that separated the tied, and what the opposite order would have given."""
    from planner.plan_text import by_population
    found = sought.found
    assert found is not None
    if found.reversed is None:
        return
    names = few([name(sought, code) for code in found.tied], language)
    order = "by_population" if by_population(found.plan.problem) else "by_table"
    yield say("alternatives.order", language, names=names, order=say(f"goal_text.{order}", language))
    if found.reversed.ending is not Ending.PROVED:
        yield say("alternatives.reversed_open", language)
        return
    there = found.reversed.places
    moved = [say("alternatives.instead", language, name=label(sought, cell, language),
                 there=there[cell], here=found.plan.places[cell])
             for cell in sorted(_last(sought), key=lambda cell: -abs(there[cell] - found.plan.places[cell]))
             if there[cell] != found.plan.places[cell]]
    if moved:
        yield say("alternatives.reversed", language, names=few(moved, language))
    else:
        yield say("alternatives.reversed_same", language)


def margin_lines(sought: Sought, language: str) -> Iterator[str]:
    """What the margin means and how much it sets free."""
    found = sought.found
    assert found is not None
    same, count = same_in(sought, found.near)
    yield say("alternatives.margin", language, margin=found.margin)
    known = all(found.near[cell].proved for cell in _last(sought))
    word = ("near" if same else "near_nobody") if known else "near_known"
    yield say(f"alternatives.{word}", language, same=same, count=count)
    told = [_one(sought, cell, found.near[cell], language) for cell in _widest(sought, found.near)[:NAMED]]
    if told:
        yield say("alternatives.widest", language, names=listing(told, language))
    yield from _unproved(sought, found.near, language)


def table_lines(sought: Sought, language: str) -> Iterator[str]:
    """A table for each kind, last year: the plan, the two ranges, and the other plans."""
    from planner.plan_text import text_table
    found, problem = sought.found, sought.run.plan.problem
    assert found is not None
    header = [say(f"alternatives.head_{word}", language) for word in ("name", "plan", "best", "near")]
    header += [say("alternatives.head_other", language, number=n) for n in range(1, len(found.others) + 1)]
    for kind in problem.need.kinds:
        kind_name = sought.run.case.kinds[kind][language]
        yield from ["", f"{kind_name[:1].upper()}{kind_name[1:]}, {problem.need.years[-1]}"]
        yield from text_table(header, [
            [name(sought, cell[0]), whole(found.plan.places[cell], language),
             span(found.best[cell], language), span(found.near[cell], language),
             *(whole(other.places[cell], language) for other in found.others)] for cell in sought.last(kind)])


def other_lines(sought: Sought, language: str) -> Iterator[str]:
    """The other plans: how far they are from the plan and from each other, what each goal comes to."""
    found = sought.found
    assert found is not None
    if found.others:
        yield say(counted("alternatives.others", len(found.others)), language, number=len(found.others))
        several = len(found.plan.problem.need.years) > 1
        yield from [say("alternatives.by_year", language)] if several else []
    for number, other in enumerate(found.others, 1):
        first = say(counted("alternatives.other", other.moved), language, number=number, moved=other.moved)
        apart = say("alternatives.apart", language, nearest=other.nearest) if number > 1 else ""
        yield f"  {first}{apart}"
        yield "    " + _worth(found, other, language)
    if not found.finished:
        yield say("alternatives.unfinished", language, found=len(found.others), asked=found.asked)
    elif len(found.others) < found.asked:
        yield say("alternatives.no_more" if found.others else "alternatives.none", language)


def _worth(found: Alternatives, other: Other, language: str) -> str:
    """Each goal's value in another plan, the plan's own in parentheses; of levels only the worst."""
    from planner.plan_text import unit_of_goal, value_text
    told = []
    worst = any(result.word == "worst-gap" for result in found.plan.goals)
    for result, value in zip(found.plan.goals, other.goals, strict=True):
        unit, own = unit_of_goal(found.plan.problem, result.word), result.value
        if result.word == "level-gaps" and worst:
            continue  # the worst of its levels is told already
        if isinstance(value, tuple) and isinstance(own, tuple):
            value, own = value[:1], own[:1]
        told.append(say("alternatives.worth", language, goal=say(f"goal_text.{result.word}", language),
                        value=value_text(value, unit, language), plan=value_text(own, unit, language)))
    return "; ".join(told)


def same_in(sought: Sought, ranges: Mapping[Cell, Reach]) -> tuple[int, int]:
    """Municipalities with one and the same number of every kind in the last year (proved), and all."""
    problem = sought.run.plan.problem
    same = [code for code in problem.county.codes
            if all(ranges[code, kind, problem.need.years[-1]].forced for kind in problem.need.kinds)]
    return len(same), len(problem.county.codes)


def span(reach: Reach, language: str) -> str:
    """5, or 5–8; what is not proved says that it may be wider."""
    text = whole(reach.least, language)
    if reach.least < reach.most:
        text = say("alternatives.span", language, least=reach.least, most=reach.most)
    return text if reach.proved else say("alternatives.or_wider", language, range=text)


def name(sought: Sought, code: str) -> str:
    """A municipality's name."""
    return sought.run.plan.problem.county.by_code[code].name


def label(sought: Sought, cell: Cell, language: str) -> str:
    """The municipality's name, with the kind where there are several."""
    if len(sought.run.plan.problem.need.kinds) == 1:
        return name(sought, cell[0])
    return f"{name(sought, cell[0])} ({sought.run.case.kinds[cell[1]][language]})"


def _one(sought: Sought, cell: Cell, reach: Reach, language: str) -> str:
    return say("alternatives.one", language, name=label(sought, cell, language), range=span(reach, language),
               plan=sought.run.plan.places[cell])


def few(names: Sequence[str], language: str) -> str:
    """The names; of many the first few, and how many more there are."""
    if len(names) <= SHORT:
        return listing(names, language)
    return say("alternatives.and_more", language, names=", ".join(names[:NAMED]), count=len(names) - NAMED)


def _widest(sought: Sought, ranges: Mapping[Cell, Reach]) -> list[Cell]:
    """The cells of the last year whose range is open, widest first."""
    size = {cell: ranges[cell].most - ranges[cell].least for cell in _last(sought)}
    return sorted((cell for cell in size if size[cell]), key=lambda cell: -size[cell])


def _last(sought: Sought) -> Sequence[Cell]:
    return [cell for kind in sought.run.plan.problem.need.kinds for cell in sought.last(kind)]


def _unproved(sought: Sought, ranges: Mapping[Cell, Reach], language: str) -> Iterator[str]:
    """Whose range was not settled in time."""
    names = [label(sought, cell, language) for cell in _last(sought) if not ranges[cell].proved]
    if names:
        yield say("alternatives.unproved", language, names=few(names, language))
