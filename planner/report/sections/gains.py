"""Who gains and who loses against plain divisions that follow no rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.baselines import BASELINES
from models.errors import InputFault
from planner.report.planned import Planned, hides
from planner.report.section import Section
from planner.report.sections.first import largest
from planner.report.table import table
from planner.report.told import told
from planner.tabular import CODE, TEXT, WHOLE, Field, Sheet
from planner.wording import counted, decimal, listing, say

if TYPE_CHECKING:
    from planner.edition import Edition


def section(edition: Edition) -> Section | None:
    """A sentence for each division and a table of all; None where it could give a hidden count away."""
    if hides(edition):
        return None
    planned, language = Planned(edition), edition.language
    found = divisions(edition)
    if not found:
        return None
    lines = [of_baselines(found, language), *("  " + line for line in _lines(planned, found))]
    return Section("gains", say("report.gains", language),
                   told(lines, language) + table(gain_sheet(planned, found), language))


def of_baselines(words: Iterable[str], language: str) -> str:
    """What the divisions without rules are; those that there is nothing to make of are not named."""
    made = set(words)
    if made == set(BASELINES):
        return say("compare.baselines", language)
    names = [say(f"compare.{word}", language) for word in BASELINES if word in made]
    return say("report.baselines", language,
               names=listing([f"{name[:1].lower()}{name[1:]}" for name in names], language))


def divisions(edition: Edition) -> dict[str, dict[str, int]]:
    """Baseline -> municipality -> its places of all kinds in the last year; those that can be made."""
    problem = edition.run.plan.problem
    found = {}
    for word, make in BASELINES.items():
        try:
            places = make(problem).places
        except InputFault:
            continue
        cells = [cell for cell in problem.cells if cell[2] == problem.need.years[-1]]
        if cells and all(cell in places for cell in cells):
            found[word] = {code: sum(places[cell] for cell in cells if cell[0] == code)
                           for code in problem.county.codes}
    return found


def gain_sheet(planned: Planned, found: Mapping[str, Mapping[str, int]]) -> Sheet:
    """The plan's places, then each division's and what the plan gives beyond it."""
    language = planned.edition.language
    fields = [Field("code", say("column.code", language), CODE),
              Field("name", say("column.name", language), TEXT),
              Field("plan", say("report.in_plan", language), WHOLE)]
    for word in found:
        name = _name(word, language)
        fields += [Field(word, name, WHOLE),
                   Field(f"beyond-{word}", say("report.beyond", language, division=name), WHOLE, sign=True)]
    rows = []
    for code, name in planned.names.items():
        after: Any = planned.after(code)
        pairs = ((there[code], after - there[code]) for there in found.values())
        rows.append((code, name, after, *(value for pair in pairs for value in pair)))
    return Sheet("gains", say("report.gains_table", language, year=planned.last), tuple(fields), tuple(rows))


def _lines(planned: Planned, found: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """Against each division how many gain and lose, and who most."""
    language = planned.edition.language
    for word, there in found.items():
        apart = _apart(planned, there)
        name = say(f"compare.{word}", language)
        division = say("report.in_sentence", language, name=f"{name[:1].lower()}{name[1:]}")
        parts = [_counted(planned, apart, way) for way in (1, -1)]
        if not any(parts):
            yield say("report.gains_none", language, division=division)
            continue
        yield say("report.gains_one", language, division=division,
                  told=listing(filter(None, parts), language))


def _apart(planned: Planned, there: Mapping[str, int]) -> dict[str, int]:
    """What the plan gives each beyond a division (below 0: less)."""
    here = {code: planned.after(code) for code in planned.names}
    return {code: places - there[code] for code, places in here.items() if isinstance(places, int)}


def _counted(planned: Planned, apart: Mapping[str, int], way: int) -> str:
    """How many gain (way 1) or lose (way -1), and who most; empty where nobody does."""
    language = planned.edition.language
    found = {code: n * way for code, n in apart.items() if n * way > 0}
    if not found:
        return ""
    named = [say("report.gain_of", language, name=planned.names[code],
                 count=decimal(Fraction(apart[code]), 0, language, sign=True)) for code in largest(found)]
    names = say("report.gains_most", language, names=listing(named, language)) if named else ""
    alone = not any(n > 0 for n in apart.values())
    word = "more" if way > 0 else "fewer_alone" if alone else "fewer"
    return say(counted(f"report.gains_{word}", len(found)), language, count=len(found), names=names)


def _name(word: str, language: str) -> str:
    return say("report.division", language, name=say(f"compare.{word}", language))
