"""The open points both ways and the other methods beside the rule, as text."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from models.referral import LOWEST, MOST_OWED
from planner.figures.naming import some
from planner.plan_text import text_table
from planner.refer_view import largest
from planner.wording import counted, decimal, say, whole

if TYPE_CHECKING:
    from models.referral_compare import Break
    from planner.refer_view import Shown

FEW = 5
ONE_BY_ONE = (LOWEST, MOST_OWED)  # rules that add a child at a time


def point_lines(found: Shown, language: str) -> Iterator[str]:
    """Each point that no source settles: what the other answer would move, and where."""
    yield say("refer_point.title", language)
    for word in found.found.others:
        changes, point = found.found.moved(word), say(f"refer_point.{word}", language)
        children = sum(change for change in changes.values() if change > 0)
        if not changes:
            yield say("refer_point.same", language, point=point)
            continue
        names = [say("refer_point.change", language, name=found.names[m],
                     value=decimal(Fraction(changes[m]), 0, language, sign=True))
                 for m in largest(changes, len(changes))]
        yield say(counted("refer_point.moved", children), language, point=point, children=children,
                  names=some(names, language, FEW))


def beside_lines(found: Shown, language: str) -> Iterator[str]:
    """Where the methods differ, who ends outside the quota, order paradoxes, whom each favours."""
    yield say("refer_beside.title", language)
    yield from _differing(found, language)
    yield from _breaks(found, language)
    yield from _paradoxes(found, language)
    yield from _leans(found, language)
    yield say("refer_beside.level", language)


def rule_name(rule: str, language: str) -> str:
    """The name of a rule or method."""
    return say(f"refer_rule.{rule}", language)


def _differing(found: Shown, language: str) -> Iterator[str]:
    """New referrals by each method, of the municipalities where not all give the same."""
    shadow = found.found
    if not shadow.differing:
        yield say("refer_beside.same", language)
        return
    yield say("refer_beside.differ", language, number=len(shadow.differing), all=len(found.codes))
    before, quotas = shadow.question.received, shadow.beside.quotas()
    header = [say(f"refer_head.{word}", language) for word in ("name", "left_to_quota")]
    rows = [[found.names[m], decimal(quotas[m] - before[m], 1, language) if found.open(m) else "..",
             *(whole(end[m] - before[m], language) for end in shadow.ends.values())]
            for m in shadow.differing]
    yield from text_table([*header, *(rule_name(rule, language) for rule in shadow.ends)], rows)


def _breaks(found: Shown, language: str) -> Iterator[str]:
    yield say("refer_beside.breaks_title", language)
    for rule, outside in found.found.breaks.items():
        if not outside:
            yield say("refer_beside.no_breaks", language, rule=rule_name(rule, language))
            continue
        ordered = sorted(outside, key=lambda one: (-abs(one.received - one.quota), one.code))
        names = [_named(found, one, language) for one in ordered]
        yield say(counted("refer_beside.breaks", len(names)), language, rule=rule_name(rule, language),
                  number=len(names), names=some(names, language, FEW))


def _named(found: Shown, one: Break, language: str) -> str:
    if not found.open(one.code):
        return say("refer_beside.hidden", language, name=found.names[one.code])
    return say("refer_beside.held" if one.held else "refer_beside.break", language,
               name=found.names[one.code], value=decimal(one.received - one.quota, 1, language, sign=True))


def _paradoxes(found: Shown, language: str) -> Iterator[str]:
    yield say("refer_beside.paradox_title", language, span=found.keys.span)
    for rule in found.found.ends:
        name, seen = rule_name(rule, language), found.found.paradoxes.get(rule, ())
        if rule in ONE_BY_ONE:
            yield say("refer_beside.paradox_rule", language, rule=name)
        elif not seen:
            yield say("refer_beside.no_paradox", language, rule=name)
        else:
            start, one = found.found.beside.start, seen[0]
            yield say(counted("refer_beside.paradox", len(seen)), language, rule=name, number=len(seen),
                      name=found.names[one.code], total=one.total - start, less=one.total - start - 1,
                      step=one.before - one.after)


def _leans(found: Shown, language: str) -> Iterator[str]:
    told = {rule: one for rule, one in found.found.leans.items() if one is not None}
    if told:
        yield say("refer_beside.lean_title", language)
    for rule, one in told.items():
        small, large = (decimal(mean, 2, language, sign=True) for mean in (one.small, one.large))
        yield say("refer_beside.lean", language, rule=rule_name(rule, language), small=small, large=large)
