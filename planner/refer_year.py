"""The simulated year as text: what was drawn, where fulfilment ends, who is asked beyond its room."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from models.simulated_year import courses
from planner.figures.naming import some
from planner.refer_beside import FEW, rule_name
from planner.wording import counted, decimal, say

if TYPE_CHECKING:
    from planner.refer_view import Shown


def year_lines(found: Shown, language: str) -> Iterator[str]:
    """The year under both rules, with the same children and the same ties."""
    keys, number = found.keys, found.found.question.number
    yield say("refer_year.title", language, seed=str(keys.seed))
    drawn = len(next(iter(found.found.years.values())).drawn)
    yield say("refer_year.ties", language, number=number, ties=drawn,
              part=decimal(100 * keys.kin_part, 0, language), by=fall(found, language))
    for rule in found.found.years:
        yield _end(found, rule, language)
    if found.found.room is None:
        yield say("refer_year.no_room", language)
        return
    for rule in found.found.years:
        yield _beyond(found, rule, language)


def fall(found: Shown, language: str) -> str:
    """Where the ties of the simulated year fall."""
    table = found.keys.kin_table
    return say("refer_year.by_table", language, table=table) if table else say("refer_year.by_population",
                                                                               language)


def ends(found: Shown, rule: str) -> dict[str, Fraction]:
    """Fulfilment at the end of the year, of whoever has a target and may be shown."""
    course = courses(found.found.question, found.found.years[rule].referred, (found.found.question.number,))
    return {m: end for m, (end,) in course.items() if end is not None and found.open(m)}


def _end(found: Shown, rule: str, language: str) -> str:
    last, name = ends(found, rule), rule_name(rule, language)
    if not last:
        return say("refer_year.none", language, rule=name)
    low, high = (pick(last, key=lambda m: (last[m], m)) for pick in (min, max))
    return say("refer_year.end", language, rule=name, low=decimal(100 * last[low], 0, language),
               low_name=found.names[low], high=decimal(100 * last[high], 0, language),
               high_name=found.names[high])


def _beyond(found: Shown, rule: str, language: str) -> str:
    """Who is asked beyond its room, the most often first."""
    asked = {m: one for m, one in found.found.beyond(rule).items() if one.times}
    name = rule_name(rule, language)
    if not asked:
        return say("refer_year.within", language, rule=name)
    names = [say(counted("refer_year.times", asked[m].times), language, name=found.names[m],
                 times=asked[m].times, first=asked[m].first)
             for m in sorted(asked, key=lambda m: (-asked[m].times, m))]
    return say("refer_year.beyond", language, rule=name, names=some(names, language, FEW))
