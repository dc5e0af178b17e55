"""What each change does: a rule less, room for one more, the county's total, a longer way to school."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from models.explained import (
    FARTHER,
    FEWER,
    KNOWN,
    LONGER,
    MORE,
    NOTHING_FITS,
    ROOM,
    WITHOUT,
    Answer,
)
from models.lookup import Entry
from models.shifted import own_limits
from models.variations import with_total
from planner.explain_told import Sentence, Told
from planner.wording import say


def rule_sentences(told: Told, code: str) -> Iterator[Sentence]:
    """Each rule left out, one at a time; last that the answers do not add up."""
    yield from room_sentences(told, code)
    answers = told.found.of(WITHOUT)
    for answer in answers:
        yield from answer_sentences(told, answer, code)
    if len(answers) > 1:
        yield Sentence("not_added")


def change_sentences(told: Told, code: str) -> Iterator[Sentence]:
    """One place of room more, the county's total one more or fewer, ten minutes more to school."""
    for word in (ROOM, MORE, FEWER, FARTHER):
        for answer in told.found.of(word, code):
            yield from answer_sentences(told, answer, code)


def room_sentences(told: Told, code: str) -> Iterator[Sentence]:
    """The municipality's own figures of capacity, as they are stated."""
    rule: Any = told.problem.rule("capacity")
    if rule is None:
        return
    limits = own_limits(told.problem, code)
    for entry in limits:
        yield Sentence("room_kind" if _of_a_kind(told, entry) else "room", {
            "name": told.name(code), "figure": entry.figure, "kind": told.kind(entry.cells[0][1]),
            "source": told.row_source(told.problem.tables[rule.table], entry.row)}, entry.figure)
    if not limits:
        yield Sentence("room_none", {"name": told.name(code)})


def _of_a_kind(told: Told, entry: Entry) -> bool:
    return bool(entry.kind) and len(told.problem.need.kinds) > 1


def answer_sentences(told: Told, answer: Answer, code: str) -> Iterator[Sentence]:
    """What a change does to the municipality, and who gains and who carries it."""
    given = {"cond": condition(told, answer), "name": told.name(code)}
    if answer.state != KNOWN:
        yield Sentence("no_plan" if answer.state == NOTHING_FITS else "no_answer", given)
        return
    now, other = answer.now[code], answer.other[code]
    if not answer.by_kind:
        yield Sentence("same" if answer.alike else "same_in_the_end",
                       {**given, "year": told.year, "first": str(answer.first)})
        return
    if now == other:
        yield Sentence("not_here", {**given, "places": now}, now)
        yield from _other_kinds(told, answer, code)
    else:
        key = "goes_up" if other > now else "goes_down"
        yield Sentence(key, {**given, "places": other, "now": now, "apart": abs(other - now)}, other)
    yield from _others(told, answer, code)


def _other_kinds(told: Told, answer: Answer, code: str) -> Iterator[Sentence]:
    """The same number in all, but more of one kind of place and fewer of another."""
    for kind in told.problem.need.kinds:
        n = answer.by_kind.get((code, kind), 0)
        if n:
            key = "kind_up" if n > 0 else "kind_down"
            yield Sentence(key, {"kind": told.kind(kind), "apart": abs(n)}, abs(n))


def _others(told: Told, answer: Answer, code: str) -> Iterator[Sentence]:
    moved = answer.others(code)
    for key, way in (("others_up", 1), ("others_down", -1)):
        here = {one: n for one, n in moved.items() if n * way > 0}
        if here:
            yield Sentence(key, {"names": told.listed(here), "places": sum(map(abs, here.values()))})


def condition(told: Told, answer: Answer) -> str:
    """What is supposed, as the beginning of a sentence."""
    change, need = answer.change, told.problem.need
    if change.word == WITHOUT:
        return say("explain.if_without", told.language, rule=told.rule(change.about))
    if change.word == ROOM:
        several = len(own_limits(told.problem, change.about)) > 1
        key = "if_room_each" if several else "if_room"
        return say(f"explain.{key}", told.language, name=told.name(change.about))
    if change.word == FARTHER:
        rule: Any = told.problem.rule("commuting")
        return say("explain.if_farther", told.language, minutes=rule.limit + LONGER, more=LONGER)
    by = 1 if change.word == MORE else -1
    total = need.total[change.about, need.years[-1]] + by
    key = f"if_{change.word}{'_kind' if len(need.kinds) > 1 else ''}{'_year' if len(need.years) > 1 else ''}"
    first = say(f"explain.{key}", told.language, total=total, year=told.year, kind=told.kind(change.about))
    return first + "".join(_following(told, change.about, by))


def _following(told: Told, kind: str, by: int) -> Iterator[str]:
    """What another kind's total becomes with it, where it follows."""
    other, year = with_total(told.problem, by, kind), told.year
    for one in told.problem.need.kinds if other else ():
        total = other.need.total[one, year] if other else 0
        if one != kind and total != told.problem.need.total[one, year]:
            yield say("explain.if_following", told.language, kind=told.kind(one), total=total)
