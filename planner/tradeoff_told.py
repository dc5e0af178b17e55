"""Steps between two goals, and the least change for a gain, in sentences that can be read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.goals import Goal
from models.need import Cell
from models.plan import Ending
from models.tradeoff import Step, scalar
from planner.plan_text import UNITS, value_text
from planner.regime_told import regime_lines
from planner.tradeoff_run import CHANGE
from planner.wording import decimal, listing, say, spoken, subject

if TYPE_CHECKING:
    from planner.tradeoff_run import Traded

TINY = Fraction(1, 200)  # places: what would be printed as none
Change = tuple[Cell, int, int]  # a cell, its places in the given plan and in the new one


def lines(found: Traded, language: str) -> Iterator[str]:
    """What is printed, and stands in the text file."""
    language = spoken(language, found.case.problem.unit)
    title = found.scenario.settings.title or found.scenario.name
    yield f"{titled(found, language)}: {title} ({found.scenario.name})"
    if found.case.example:
        yield say("record.example", language)
    yield statement(found, language)
    yield from sentences(found, language)
    yield from regime_lines(found.case.problem, language)


def statement(found: Traded, language: str) -> str:
    """How it ended, and what it rests on."""
    key = "tradeoff.proved" if found.ending is Ending.PROVED else f"ending.{found.ending.value}"
    return say(key, language, assumed=len(found.case.assumed), inputs=len(found.case.inputs))


def titled(found: Traded, language: str) -> str:
    """The two goals by name."""
    first, second = (goal_name(goal, language) for goal in (found.frontier.first, found.frontier.second))
    return say("tradeoff.title", language, first=first, second=_small(second))


def sentences(found: Traded, language: str) -> Iterator[str]:
    """How to read the steps, the steps, whether they are all; then what a gain asks for."""
    steps, frontier = found.frontier.steps, found.frontier
    if not steps:
        return
    yield say("tradeoff.how", language)
    for number in range(len(steps)):
        yield told(found, number, language)
    yield _whole(found, language)
    if any(not scalar(goal) for goal in found.case.problem.goals):
        yield say("tradeoff.plan", language)
    words = {frontier.first.word, frontier.second.word}
    if any(words & set(step.plan.restated) for step in steps):
        yield say("tradeoff.restated", language)
    if found.gain is not None and frontier.ending is Ending.PROVED:
        yield from _gain(found, found.gain, language)


def _whole(found: Traded, language: str) -> str:
    frontier = found.frontier
    if frontier.ending is not Ending.PROVED:
        return say("tradeoff.time", language)
    count = len(frontier.steps)
    if frontier.complete:
        return say("tradeoff.all" if count > 1 else "tradeoff.one", language, count=count)
    return say("tradeoff.maybe", language, count=count)


def told(found: Traded, number: int, language: str) -> str:
    """One step: both values, and what it gives and takes against the step before."""
    step, frontier = found.frontier.steps[number], found.frontier
    line = say("tradeoff.line", language, number=number + 1, **_pair(found, step, language, whole=True))
    if not number:
        return line
    before = frontier.steps[number - 1]
    return say("tradeoff.step", language, line=line,
               worse=amount(frontier.first, step.first - before.first, language),
               better=amount(frontier.second, before.second - step.second, language))


def _pair(found: Traded, step: Step, language: str, *, whole: bool = False) -> dict[str, str]:
    """The two goals by name (``whole``: as they begin a sentence) and their values."""
    told: dict[str, str] = {}
    for name, goal, value in (("first", found.frontier.first, step.first),
                              ("second", found.frontier.second, step.second)):
        called = goal_name(goal, language)
        told |= {f"{name}_goal": called if whole else _small(called), name: amount(goal, value, language)}
    return told


def goal_name(goal: Goal, language: str) -> str:
    """The goal as it is called beside another, else as in a plan."""
    about = "tradeoff_goal" if goal.word in subject("tradeoff_goal") else "goal_text"
    return say(f"{about}.{goal.word}", language)


def unit_word(goal: Goal) -> str:
    """The word of the unit that a goal's value is in."""
    return str(getattr(goal, "unit", UNITS.get(goal.word, "places")))


def amount(goal: Goal, value: Fraction, language: str) -> str:
    """A value of a goal with its unit; a whole one without decimals."""
    unit = unit_word(goal)
    if value == 1 and unit in subject("tradeoff_one"):
        return say(f"tradeoff_one.{unit}", language)
    if unit == "places" and 0 < value < TINY:
        return say("tradeoff.tiny", language, amount=_two(2 * TINY, language))
    if unit == "places" and value.denominator > 1:
        return _two(value, language)
    return value_text(value.numerator if value.denominator == 1 else value, unit, language)


def _two(value: Fraction, language: str) -> str:
    """Places with two decimals: with one, the steps' differences would not add up."""
    return say("unit.places", language, value=decimal(value, 2, language))


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def _gain(found: Traded, gain: Fraction, language: str) -> Iterator[str]:
    """What the gain asks for: from where, the step, and how the given plan changes."""
    first, start = found.frontier.first, found.frontier.steps[-1]
    asked = amount(first, gain, language)
    yield _start(found, start, language)
    if isinstance(found.gained, Ending):
        yield say("least_change.not_proved", language, gain=asked)
    elif found.gained is None:
        most = start.first - found.frontier.steps[0].first
        yield say("least_change.too_much", language, gain=asked, most=amount(first, most, language))
    else:
        near = found.frontier.second.word == CHANGE
        yield say(f"least_change.{'picked_change' if near else 'picked'}", language, gain=asked,
                  reached=amount(first, start.first - found.gained.first, language),
                  **_pair(found, found.gained, language))
        if near:
            yield from change_lines(found, found.gained, language)


def _start(found: Traded, start: Step, language: str) -> str:
    goal = goal_name(found.frontier.first, language)
    value = amount(found.frontier.first, start.first, language)
    if found.frontier.second.word != CHANGE:
        return say("least_change.start", language, goal=_small(goal), value=value)
    if not start.second:
        return say("least_change.start_kept", language, goal=goal, value=value)
    return say("least_change.start_moved", language, goal=goal, value=value, changes=int(start.second))


def changes(found: Traded, step: Step) -> list[Change]:
    """The cells in which a step differs from the given plan, in the order of the tie rule."""
    goal: Any = next(g for g in (found.frontier.first, found.frontier.second) if g.word == CHANGE)
    given = goal.given(found.case.problem)
    return [(cell, n, step.plan.places[cell]) for cell, n in given.items() if step.plan.places[cell] != n]


def change_lines(found: Traded, step: Step, language: str) -> Iterator[str]:
    """Which municipalities change by how much, a sentence for each kind and year; that no child moves."""
    need, towns = found.case.problem.need, found.case.problem.county.by_code
    made = changes(found, step)
    if not made:
        yield say("least_change.nothing", language)
    for kind, year in ((kind, year) for year in need.years for kind in need.kinds):
        names = [say(f"least_change.{'up' if now > before else 'down'}", language, name=towns[cell[0]].name,
                     count=abs(now - before), given=before, places=now)
                 for cell, before, now in made if cell[1:] == (kind, year)]
        if names:
            told = [*([found.case.kinds[kind][language]] if len(need.kinds) > 1 else []), str(year)]
            where = say("least_change.where", language, where=", ".join(told))
            yield say("least_change.changes", language, where=where, names=listing(names, language))
    yield say("least_change.child", language)
