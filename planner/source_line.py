"""What a figure rests on, in one line: publishers with their dates, what is assumed, under which rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from planner.headings import sheet_name
from planner.order_told import part_assumed
from planner.regime_told import regime_short
from planner.wording import listing, say

if TYPE_CHECKING:
    from planner.case import Case


def source_line(case: Case, language: str) -> str:
    """The sources of a case; a table is told by what it holds, not by the name of its file."""
    return source_lines([case], language)


def source_lines(cases: Sequence[Case], language: str) -> str:
    """The sources of several cases in one line, each told once.

    A table that is assumed in any of the cases is told among the assumed.
    """
    assumed = {name for case in cases for name in case.assumed}
    told: dict[str, None] = {}
    words: dict[str, None] = {}
    for case in cases:
        for name in case.inputs:
            if name in assumed:
                words[_called(case, name, language)] = None
            else:
                source = case.sources[name]
                told[_published(source.publisher, source.date)] = None
    parts = ["; ".join(filter(None, told))]
    if words:
        parts.append(say("record.assumed", language, tables=listing(words, language)))
    parts += dict.fromkeys(part_assumed(case.problem, language) for case in cases)
    parts += dict.fromkeys(regime_short(case.problem, language) for case in cases)
    return ". ".join(filter(None, parts))


def called(case: Case, names: Iterable[str], language: str) -> str:
    """Tables of a case in a sentence, each by what it holds."""
    return listing(dict.fromkeys(_called(case, name, language) for name in names), language)


def _called(case: Case, name: str, language: str) -> str:
    word = sheet_name(case.tables[name].spec.word, language)
    return word[:1].lower() + word[1:]


def _published(publisher: str, date: str) -> str:
    """Who published it and when; a date that the publisher's words already end with is not said twice."""
    return publisher if not date or publisher.endswith(date) else f"{publisher} ({date})"
