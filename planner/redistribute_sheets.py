"""The tables of a redistribution: the form, both sides before and after, grants, goals, transfers."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from models.redistribution import UNITS, Redistribution, after, moved, over
from models.redistribution_grants import Grants, grants, total
from planner.redistribute_run import Redistributed
from planner.tabular import CODE, NUMBER, TEXT, WHOLE, Field, Sheet
from planner.wording import say

# name -> type, decimals shown
SIDES: tuple[tuple[str, str, int], ...] = (
    ("code", CODE, 1), ("name", TEXT, 1), ("role", TEXT, 1), ("share_before", NUMBER, 2),
    ("moved", NUMBER, 2), ("share_after", NUMBER, 2), ("expected_before", NUMBER, 1),
    ("expected_after", NUMBER, 1), ("planned_before", WHOLE, 1), ("planned_after", WHOLE, 1),
    ("room", WHOLE, 1), ("above", NUMBER, 2))
GRANTS: tuple[tuple[str, str, int], ...] = (
    ("code", CODE, 1), ("name", TEXT, 1), ("variable_before", NUMBER, 0), ("variable_after", NUMBER, 0),
    ("fixed", NUMBER, 0), ("once_before", NUMBER, 0), ("once_after", NUMBER, 0), ("daily_before", NUMBER, 0),
    ("daily_after", NUMBER, 0))


def form_sheet(done: Redistributed, language: str, *, named: bool = False) -> Sheet:
    """The form that is handed over: giver, receiver, promille with two decimals, and nothing else.

    ``named``: with the municipality's name after its code, for readers.
    """
    names = done.question.county.by_code
    rows = tuple((_who(code, names[code].name, named), _who(other, names[other].name, named), one.promille)
                 for one in done.shown for code, other in [(one.giver, one.receiver)])
    fields = (Field("giver", _title("giver", language), TEXT if named else CODE),
              Field("receiver", _title("receiver", language), TEXT if named else CODE),
              Field("promille", _title("promille", language), NUMBER, 2, 2))
    return Sheet("omfordelning", say("redistribute_sheet.form", language), fields, rows)


def booked_sheet(done: Redistributed, language: str) -> Sheet:
    """The same transfers with their days, as the ledger's table of transfers reads them."""
    first, last = str(done.question.first), str(done.question.last)
    form = form_sheet(done, language)
    fields = (*form.fields, *(Field(word, _title(word, language)) for word in ("valid_from", "valid_to")))
    return Sheet("transfers", say("redistribute_sheet.transfers", language), fields,
                 tuple((*row, first, last) for row in form.rows))


def side_sheet(done: Redistributed, language: str, *, everyone: bool = True) -> Sheet:
    """Each municipality before and after; then the county, whose sums stay what they were.

    Shares in promille of the whole; ``expected`` = share x forecast, exact children; ``planned`` the
    same rounded half up; ``room`` in children a year; ``above`` what is over the room, promille.
    ``everyone``: also those that neither give nor receive.
    """
    asked = done.question
    then, net = after(asked, done.shown), moved(done.shown)
    codes = [code for code in asked.county.codes if everyone or _side(asked, code)]
    rows = [_row(asked, code, then[code], net[code], language) for code in codes]
    rows.append(_county(asked, then, language))
    return Sheet("before_after", say("redistribute_sheet.sides", language), _fields(SIDES, language),
                 tuple(rows))


def _row(asked: Redistribution, code: str, weight: int, net: int, language: str) -> tuple[Any, ...]:
    before, most = asked.weights[code], asked.fits(code)
    above = max(0, weight - most) if most is not None else None
    side = _side(asked, code)
    return (code, asked.county.by_code[code].name, say(f"redistribute_role.{side}", language) if side else "",
            Fraction(before, UNITS), Fraction(net, UNITS), Fraction(weight, UNITS), asked.expected(before),
            asked.expected(weight), asked.planned(before), asked.planned(weight), asked.room.get(code),
            None if above is None else Fraction(above, UNITS))


def _county(asked: Redistribution, then: dict[str, int], language: str) -> tuple[Any, ...]:
    """The sums: of the shares and the expected children the same before and after."""
    before, later = sum(asked.weights[code] for code in asked.county.codes), sum(then.values())
    planned = [sum(asked.planned(weights[code]) for code in asked.county.codes)
               for weights in (asked.weights, then)]
    room = sum(asked.room.values()) if set(asked.room) >= set(asked.county.codes) else None
    return ("", say("table.county", language), "", Fraction(before, UNITS), Fraction(later - before, UNITS),
            Fraction(later, UNITS), asked.expected(before), asked.expected(later), *planned, room,
            Fraction(sum(over(asked, then).values()), UNITS) if asked.room else None)


def grant_sheet(done: Redistributed, language: str, *, everyone: bool = True) -> Sheet | None:
    """Grants in kronor before and after; None where the scenario names no amounts."""
    asked, held = done.question, done.amounts
    if held is None:
        return None
    now = grants(asked, asked.weights, held)
    then = grants(asked, after(asked, done.shown), held)
    rows = [(code, asked.county.by_code[code].name, *_pairs(now[code], then[code]))
            for code in asked.county.codes if everyone or _side(asked, code)]
    rows.append(("", say("table.county", language), *_pairs(total(now), total(then))))
    return Sheet("grants", say("redistribute_sheet.grants", language), _fields(GRANTS, language), tuple(rows))


def _pairs(now: Grants, then: Grants) -> Iterator[Fraction]:
    yield from (now.variable, then.variable, now.fixed, now.once, then.once, now.daily, then.daily)


def _side(asked: Redistribution, code: str) -> str:
    """``giver``, ``receiver``, or nothing for who takes no part."""
    return "giver" if code in asked.givers else "receiver" if code in asked.receivers else ""


def _who(code: str, name: str, named: bool) -> str:
    return f"{code} {name}" if named else code


def _title(word: str, language: str) -> str:
    return say(f"redistribute_column.{word}", language)


def _fields(columns: tuple[tuple[str, str, int], ...], language: str) -> tuple[Field, ...]:
    return tuple(Field(name, _title(name, language), type_, 4, shown,
                       sign=name == "moved") for name, type_, shown in columns)
