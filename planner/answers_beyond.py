"""Where a plan goes beyond what was asked and answered, and what is signed of today's places: as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from models.answered import REFUSED, Answered
from planner.sentences import inside
from planner.wording import listing, say

if TYPE_CHECKING:
    from planner.run import Run


def beyond_lines(run: Run, found: Answered, language: str) -> Iterator[str]:
    """Signed of today's places; new places nobody was asked for; a no to a part; what is missing."""
    yield from _signed_today(run, found, language)
    yield from _unasked(run, found, language)
    yield from _refused_part(run, found, language)
    yield from _short(run, language)


def _name(run: Run, code: str) -> str:
    return run.plan.problem.county.by_code[code].name


def _signed_today(run: Run, found: Answered, language: str) -> Iterator[str]:
    """How many of today's places are signed, for whom, and until when."""
    by: dict[tuple[str, str], int] = {}
    for row in found.today:
        at = (row["code"], str(row.get("agreement_to") or ""))
        by[at] = by.get(at, 0) + int(row["signed"])
    told = [say(f"answers.signed_{'until' if last else 'open'}", language, name=_name(run, code),
                places=places, last=last) for (code, last), places in by.items()]
    if told:
        yield say("answers.signed_today", language, places=sum(by.values()), told=listing(told, language))


def _unasked(run: Run, found: Answered, language: str) -> Iterator[str]:
    """Who gets new places without having been asked at all, and who gets more than it was asked for."""
    never, more = dict[str, int](), dict[str, int]()
    for line in found.lines:
        into = more if line.code in found.asked else never
        if line.unasked:
            into[line.code] = into.get(line.code, 0) + line.unasked
    for word, places in (("unasked", never), ("beyond", more)):
        if places:
            yield _each(run, word, places, language)


def _each(run: Run, word: str, places: Mapping[str, int], language: str) -> str:
    """A sentence on one municipality, or on several with the places of each."""
    names = [_name(run, code) for code in places]
    told = listing([say("answers.each", language, name=name, places=n)
                    for name, n in zip(names, places.values(), strict=True)], language)
    return say(f"answers.{word}{'_one' if len(places) == 1 else ''}", language, places=sum(places.values()),
               name=names[0], told=told)


def _refused_part(run: Run, found: Answered, language: str) -> Iterator[str]:
    """Who said no to one kind or year and gets places of another, that the no is not about."""
    for code in found.who(REFUSED):
        lines = [line for line in found.lines if line.code == code]
        others = [line for line in lines if line.standing != REFUSED and line.planned]
        if others:
            what, gets = (
                [say(f"answers.refused_{word}", language, kind=_kind(run, line.kind, language),
                     year=line.year, places=line.planned) for line in some]
                for word, some in (("what", [x for x in lines if x.standing == REFUSED]), ("gets", others)))
            yield say("answers.refused_part", language, name=_name(run, code), what=listing(what, language),
                      others=listing(gets, language))


def _kind(run: Run, kind: str, language: str) -> str:
    return inside(run.case.kinds[kind][language] if kind else say("answers.all_kinds", language))


def _short(run: Run, language: str) -> Iterator[str]:
    """How many places are missing to the most that is asked, where as many as possible are planned."""
    need = run.plan.problem.need
    if run.scenario.settings.need.take != "largest":
        return
    for kind, most in run.case.asked.most.items():
        for year, wanted in zip(need.years, most, strict=True):
            places = wanted - need.total[kind, year]
            if places > 0:
                yield say(f"answers.short_of{'_one' if places == 1 else ''}", language, places=places,
                          most=wanted, kind=_kind(run, kind, language), year=year)
