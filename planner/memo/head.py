"""The head of a memo: whose it is, what it is about, what is proposed to be decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from planner.memo.blocks import FRAME, LEAD, NOTE, NUMBER, SUBTITLE, Blank, Block, Heading, Line
from planner.memo.facts import when
from planner.money_first import first_lines
from planner.source_line import called
from planner.wording import listing, say

if TYPE_CHECKING:
    from models.sections.memo import MemoKeys
    from planner.run import Run

VOLUNTARY = "voluntary-agreements"
WRITTEN = "sv"  # the language that scenarios and sources are mostly written in


def blank(runs: Sequence[Run], word: str, language: str) -> Blank:
    """What the first scenario that says so says of the matter, else a field that asks for it."""
    said = (_said(run, word) for run in runs)
    return Blank(say(f"memo.ask_{'diary' if word == 'diary_number' else word}", language),
                 next(filter(None, said), ""))


def _said(run: Run, word: str) -> str:
    keys: MemoKeys | None = run.plan.problem.section("memo")
    return str(getattr(keys, word)) if keys else ""


def title(runs: Sequence[Run], language: str) -> str:
    """What the matter is called: the county and its years."""
    years = [year for run in runs for year in run.plan.problem.need.years]
    return say("memo.title", language, county=runs[0].plan.problem.county.name, when=when(years))


def head(runs: Sequence[Run], called_: Sequence[str], language: str) -> Iterator[Block]:
    """Kind of document, title, scenarios, who it is from and to, and that it is an example where it is."""
    yield Line(say("memo.kind", language), SUBTITLE)
    yield Heading(title(runs, language), 0)
    yield from (Line(text, SUBTITLE) for text in called_)
    if str(language) != WRITTEN:
        yield Line(say("memo.as_written", language), NOTE)
    for word, lead in (("decides", "to"), ("officer", "officer"), ("date", "date")):
        yield Line("", lead=say(f"memo.{lead}", language), after=blank(runs, word, language))
    yield from _warnings(runs, language)


def _warnings(runs: Sequence[Run], language: str) -> Iterator[Line]:
    """What nobody shall miss: that values are assumed, or that cost goes before fairness."""
    told: dict[str, None] = {}
    for run in runs:
        told |= dict.fromkeys(first_lines(run.plan.problem, language))
    if any(run.case.example for run in runs):
        tables = assumed(runs, language)
        example = say("record.example", language)
        told[say("memo.example_of", language, example=example, tables=tables) if tables else example] = None
    yield from (Line(text, FRAME) for text in told)


def assumed(runs: Sequence[Run], language: str) -> str:
    """The assumed tables of the runs, by what they hold."""
    told = dict.fromkeys(called(run.case, [name], language) for run in runs for name in run.case.assumed)
    return listing(told, language)


def decision(runs: Sequence[Run], approve: Line, left: Any, language: str) -> Iterator[Block]:
    """The proposed decision: ``approve``, agreements (``left`` places to sign), assumed figures, annexes."""
    yield Heading(say("memo.decision", language))
    yield Line(say("memo.proposed", language), LEAD, before=blank(runs, "decides", language))
    yield approve
    regime = runs[0].plan.problem.regime
    if isinstance(left, int) and left > 0:
        yield Line(say("memo.signing", language, left=left), NUMBER)
    elif left is None and regime is not None and regime.word == VOLUNTARY:
        yield Line(say("memo.agreements", language), NUMBER)
    tables = assumed(runs, language)
    if tables:
        yield Line(say("memo.confirm", language, tables=tables), NUMBER)
    yield Line(say("memo.annexed", language), NUMBER)
