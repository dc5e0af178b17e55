"""What wishes cost, in sentences that can be read aloud."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from models.plan import Ending, Plan
from models.price import CAPACITY, PIN, RULE, SET, GoalPrice, Price, Wish
from models.problem import Problem
from planner.plan_text import UNITS, value_text
from planner.regime_told import regime_lines
from planner.shifted_told import some_of
from planner.wording import counted, say, spoken, subject, whole

if TYPE_CHECKING:
    from planner.price_run import Priced

TOGETHER = ("opens", "shut", "free")  # wishes of which the same is to be said: one sentence
MEASURED = ("worst-gap", "total-gap")  # told first, of every wish


def lines(found: Priced, language: str) -> Iterator[str]:
    """What is printed, and stands in the text file: how it was done, each wish, what not to do with it."""
    language = spoken(language, found.plan.problem.unit)
    title = found.scenario.settings.title or found.scenario.name
    yield f"{say('price.title', language)}: {title} ({found.scenario.name})"
    if found.case.example:
        yield say("record.example", language)
    yield say(f"ending.{found.plan.ending.value}", language, assumed=len(found.case.assumed),
              inputs=len(found.case.inputs))
    yield from sentences(found, language)
    yield from regime_lines(found.case.problem, language)


def sentences(found: Priced, language: str) -> Iterator[str]:
    """How it was done, each wish in a paragraph of its own, and that prices do not add up."""
    if found.plan.ending not in (Ending.PROVED, Ending.INFEASIBLE):
        yield say("price.not_proved", language)
        return
    if not found.prices and not found.unasked:
        yield say("price.none", language)
        return
    yield say("price.how", language)
    alone = [price for price in found.prices if not price.free and unpriced(price) not in TOGETHER]
    for number, price in enumerate(alone, 1):
        yield say("price.line", language, number=number, told=" ".join(_paragraph(found, price, language)))
    for word in TOGETHER:
        alike = [_inside(titled(found, price.wish, language)) for price in found.prices
                 if word == ("free" if price.free else unpriced(price))]
        if alike:
            yield say(counted(f"price.{word}", len(alike)), language, wishes="; ".join(alike))
    for word in found.unasked:
        yield say("price.unasked", language, wish=_inside(say("price_wish.set", language, word=word)))
    if sum(price.priced for price in found.prices) > 1:
        yield say("price.sum", language)


def _paragraph(found: Priced, price: Price, language: str) -> Iterator[str]:
    wish = titled(found, price.wish, language)
    word = unpriced(price)
    if word:
        yield say(f"price.{word}", language, wish=_inside(wish))
        return
    yield _fairness(price, wish, language)
    for goal in price.goals:
        if goal.word not in MEASURED and goal.cost:
            told = {name: value_text(value, unit_of(price.wish.problem, goal), language)
                    for name, value in (("with_it", goal.with_it), ("without", goal.without))}
            yield say("price.goal", language, goal=say(f"goal_text.{goal.word}", language), **told)
    yield from _towns(found.plan, price, language)


def unpriced(price: Price) -> str:
    """Why a wish has no price, in one word; "" where it has one."""
    if price.with_it is Ending.INFEASIBLE and price.without in (Ending.PROVED, Ending.INFEASIBLE):
        return "opens" if price.without is Ending.PROVED else "shut"
    if price.without is Ending.INFEASIBLE:
        return "needed"
    if price.without is Ending.NOTHING_FOUND:
        return "time" if price.stopped else "unasked"
    return "" if price.priced else "unproved"


def _fairness(price: Price, wish: str, language: str) -> str:
    if price.worst is None or price.total is None:
        return say("price.apart", language, wish=wish)
    values = {f"{name}_{way}": value_text(getattr(goal, at), unit_of(price.wish.problem, goal), language)
              for name, goal in (("worst", price.worst), ("total", price.total))
              for way, at in (("with", "with_it"), ("without", "without"))}
    if not any(price.fairness):
        return say("price.equal", language, wish=wish, **values)
    worst, total = ("same" if not cost else "other" for cost in price.fairness)
    return say("price.gives", language, wish=wish, worst=say(f"price.worst_{worst}", language, **values),
               total=say(f"price.total_{total}", language, **values))


def _inside(told: str) -> str:
    """What begins a sentence, as it stands inside one."""
    return told[:1].lower() + told[1:]


def _towns(plan: Plan, price: Price, language: str) -> Iterator[str]:
    """The municipality named, then who has more and who has fewer with the wish than without."""
    named = price.wish.place if price.wish.place in price.places else ""
    if named and any(price.moved.values()):
        with_it, without = price.places[named]
        yield say("price.own", language, name=plan.problem.county.by_code[named].name, with_it=with_it,
                  without=without)
    others = {code: n for code, n in price.moved.items() if n and code != named}
    if not any(price.moved.values()):
        yield say("price.same", language)
    for word, sign in (("more", 1), ("fewer", -1)):
        part = {code: n for code, n in others.items() if n * sign > 0}
        if part:
            yield say(f"price.{word}", language, names=some_of(plan, part, language))


def unit_of(problem: Problem, goal: GoalPrice) -> str:
    """The unit's word of a goal's values."""
    own = next((one for one in problem.goals if one.word == goal.word), None)
    return str(getattr(own, "unit", UNITS.get(goal.word, "places")))


def titled(found: Priced, wish: Wish, language: str) -> str:
    """What the wish is, and who stands for it: who, when and why, or the source of its figure."""
    told = named(found, wish, language)
    if wish.sort in (PIN, SET):
        by = stated(found, wish, language)
        lacking = list(by.values()).count(say("price.unsaid", language))
        key = {0: "stated", len(by): "nobody"}.get(lacking, "partly")
        return say(f"price.{key}", language, wish=told, **by)
    source = wish.row.get("source") or wish.row.get("stated_by")
    return say("price.source", language, wish=told, source=source) if source else told


def stated(found: Priced, wish: Wish, language: str) -> dict[str, str]:
    """Who, when and why of a wish; what is not stated is told so."""
    by: Mapping[str, Any] = wish.row
    if wish.sort == SET:
        by = {"who": found.stated.who, "when": found.stated.when, "why": found.stated.why}
    elif wish.sort != PIN:
        by = {"who": by.get("stated_by") or by.get("source"), "when": by.get("date"), "why": by.get("note")}
    return {word: str(by.get(word) or "") or say("price.unsaid", language) for word in ("who", "when", "why")}


def named(found: Priced, wish: Wish, language: str) -> str:
    """The wish alone."""
    if wish.sort == RULE:
        told = say(f"explain_rule.{wish.word}", language) if wish.word in subject("explain_rule") \
            else say(f"rules.{wish.word}", language)
        return told[:1].upper() + told[1:]
    if wish.sort == SET:
        return say("price_wish.set", language, word=wish.word)
    towns = found.plan.problem.county.by_code
    name = towns[wish.place].name if wish.place in towns else wish.place
    key = "capacity_kinds" if wish.sort == CAPACITY and wish.figure is None else wish.sort
    figure = "" if wish.figure is None else whole(wish.figure, language)
    return say(f"price_wish.{key}", language, name=name, figure=figure, where=_where(found, wish, language))


def _where(found: Priced, wish: Wish, language: str) -> str:
    kinds = [found.case.kinds[wish.kind][language]] if wish.kind else []
    told = ", ".join([*kinds, *([str(wish.year)] if wish.year else [])])
    return f" ({told})" if told else ""
