"""A redistribution as text: how it ended, the form, both sides, grants, what is left, a list beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from models.plan import Ending
from models.redistribution import CAPACITY, COMMUTING, FEWEST, LEAST, OFFERED, UNITS, Transfer, after
from planner.redistribute_run import Redistributed
from planner.redistribute_sheets import form_sheet, grant_sheet, side_sheet
from planner.tabular import Sheet
from planner.wording import counted, decimal, listing, say


def lines(done: Redistributed, folder: Path | None, language: str) -> Iterator[str]:
    """What ``redistribute`` prints; ``folder`` is where it was written."""
    title = done.scenario.settings.title
    yield f"{title} ({done.scenario.name})" if title else done.scenario.name
    yield from head_lines(done, language)
    if done.proposal.found:
        yield from _found(done, language)
    if folder is not None:
        yield from ("", say("cli.written", language, folder=folder))


def head_lines(done: Redistributed, language: str) -> Iterator[str]:
    """How it ended, the rules it stands under, the year, the whole and the forecast."""
    from planner.regime_told import regime_lines
    asked, ending = done.question, done.proposal.ending
    yield statement(done, language)
    if ending is not Ending.PROVED:
        yield say(f"ending_hint.{ending.value}", language)
    yield from regime_lines(done.case.problem, language)
    yield say(f"redistribute.year_{asked.whole}", language, first=str(asked.first), last=str(asked.last),
              forecast=asked.forecast)
    yield say("redistribute.outside", language)


def statement(done: Redistributed, language: str) -> str:
    """What is shown and what it rests on."""
    return say(f"redistribute_ending.{done.proposal.ending.value}", language,
               assumed=len(done.case.assumed), inputs=len(done.case.inputs))


def _found(done: Redistributed, language: str) -> Iterator[str]:
    yield ""
    yield from proposal_lines(done, language)
    if done.listed:
        yield ""
        yield from list_lines(done, language)
    yield ""
    yield say(f"redistribute.sides_{'list' if done.listed else 'proposal'}", language)
    yield from _table(side_sheet(done, language, everyone=False), language)
    yield from note_lines(done, language)
    found = grant_sheet(done, language, everyone=False)
    if found is not None:
        yield ""
        yield from grant_lines(done, language)
        yield from _table(found, language)
    yield ""
    yield from left_lines(done, language)


def proposal_lines(done: Redistributed, language: str) -> Iterator[str]:
    """The proposed transfers, what each goal came to, and whether the order decided."""
    proposal = done.proposal
    if proposal.transfers:
        yield say("redistribute.proposal", language)
        yield from _table(form_sheet(replace(done, listed=None), language, named=True), language)
    else:
        yield say("redistribute.none", language)
        yield from [say("redistribute.wish", language)] if OFFERED not in done.question.goals else []
    yield ""
    yield say("redistribute.goals", language)
    for goal in done.question.goals:
        yield "  " + say(f"redistribute_goal.{'proved' if goal in proposal.proved else 'open'}", language,
                         goal=say(f"redistribute_goal.{goal}", language),
                         value=value_text(done, goal, proposal.transfers, language))
    if proposal.tied:
        yield say("redistribute.tied", language)


def value_text(done: Redistributed, goal: str, transfers: tuple[Transfer, ...], language: str) -> str:
    """What a list of transfers comes to by one goal, with its unit."""
    found = done.reached(transfers)
    value = found[goal]
    if value is None:
        return say("redistribute_goal.unknown", language)
    if goal == CAPACITY:
        return say("redistribute_value.capacity", language, promille=promille(value, language),
                   children=decimal(_beyond(done, transfers), 1, language))
    if goal == COMMUTING:
        return _minutes(value, found[LEAST] or 0, language)
    if goal == FEWEST:
        return say(counted("redistribute_value.fewest", value), language, count=value)
    return say(f"redistribute_value.{goal}", language, promille=promille(value, language))


def _minutes(value: int, units: int, language: str) -> str:
    if not units:
        return say("redistribute_value.no_way", language)
    return say("redistribute_value.commuting", language, mean=decimal(Fraction(value, units), 1, language),
               sum=decimal(Fraction(value, UNITS), 1, language))


def _beyond(done: Redistributed, transfers: tuple[Transfer, ...]) -> Fraction:
    """Children expected above the room, exact: the sum of max(0, share x forecast - room)."""
    asked = done.question
    then = after(asked, transfers)
    return sum((max(Fraction(0), asked.expected(then[code]) - room) for code, room in asked.room.items()
                if code in then), Fraction(0))


def list_lines(done: Redistributed, language: str) -> Iterator[str]:
    """The list keeps every rule; how it compares with the proposal, goal by goal."""
    assert done.listed is not None
    yield say("redistribute.list_holds", language, name=done.listed.name)
    yield from _table(form_sheet(done, language, named=True), language)
    yield ""
    yield say("redistribute.beside", language)
    for goal in (CAPACITY, OFFERED, COMMUTING, FEWEST, LEAST):
        ours, theirs = (done.reached(made)[goal] for made in (done.proposal.transfers, done.listed.transfers))
        if goal in done.question.goals or (ours is not None and theirs is not None):
            same = "same" if ours == theirs else "differs"
            yield "  " + say(f"redistribute_goal.{same}", language,
                             goal=say(f"redistribute_goal.{goal}", language),
                             proposal=value_text(done, goal, done.proposal.transfers, language),
                             list=value_text(done, goal, done.listed.transfers, language))


def note_lines(done: Redistributed, language: str) -> Iterator[str]:
    """That the sums hold exactly; where the rounding of estimates changes their sum, that it does."""
    sheet = side_sheet(done, language)
    before, later = (sheet.column(word)[-1] for word in ("planned_before", "planned_after"))
    yield say("redistribute.sums", language)
    if before != later:
        yield say("redistribute.rounding", language, before=before, after=later)


def grant_lines(done: Redistributed, language: str) -> Iterator[str]:
    """Which grants follow and which do not, with each amount, its source and how certain it is."""
    held = done.amounts or {}
    yield say("redistribute.grants", language, **{word.replace("-", "_"): _kronor(one.value, language)
                                                  for word, one in held.items()})
    assumed = [word for word, one in held.items() if one.status == "assumed"]
    if assumed:
        yield say("redistribute.amounts_assumed", language, words=listing(assumed, language))


def left_lines(done: Redistributed, language: str) -> Iterator[str]:
    """What it does not solve: who is above its room afterwards, and that some room is not known."""
    asked, above = done.question, done.above
    if not asked.room:
        yield say("redistribute.no_room", language)
        return
    then = after(asked, done.shown)
    yield say("redistribute.left" if above else "redistribute.all_fits", language)
    for code, units in above.items():
        yield "  " + say("redistribute.left_one", language, name=asked.county.by_code[code].name,
                         expected=decimal(asked.expected(then[code]), 1, language), room=asked.room[code],
                         promille=promille(units, language))
    unknown = [town.name for town in asked.county.municipalities if town.code not in asked.room]
    if unknown:
        yield say("redistribute.room_unknown", language, names=listing(unknown, language))


def promille(units: int, language: str) -> str:
    """Hundredths of a promille as promille with two decimals."""
    return decimal(Fraction(units, UNITS), 2, language)


def _kronor(value: Fraction, language: str) -> str:
    return decimal(value, 0 if value.denominator == 1 else 2, language)


def _table(sheet: Sheet, language: str) -> list[str]:
    return sheet.text(language).splitlines()
