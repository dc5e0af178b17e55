"""The memo of one run, block by block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from planner.answers_told import title_of
from planner.memo.blocks import BULLET, NOTE, NUMBER, Block, Heading, Line
from planner.memo.children import consequences
from planner.memo.facts import measure, records, when
from planner.memo.head import blank, decision, head
from planner.memo.matter import alternatives, background, kinds_told
from planner.memo.money import money_lines
from planner.memo.plan_annex import plan_annex
from planner.release import file_name
from planner.report.planned import Planned, total
from planner.report.sections.first import sentences
from planner.wording import say

if TYPE_CHECKING:
    from planner.edition import Edition


def blocks(edition: Edition) -> Iterator[Block]:
    """Every block of the memo, in order."""
    run, language = edition.run, edition.language
    planned = Planned(edition)
    yield from head([run], [title_of(run, language)], language)
    yield from decision([run], approval(planned), _left(edition), language)
    yield Heading(say("memo.summary", language))
    yield Line(" ".join(sentences(edition)))
    yield Heading(say("memo.matter", language))
    yield Heading(say("memo.background", language), 2)
    yield from background(edition)
    yield Heading(say("memo.alternatives", language), 2)
    yield from alternatives(edition)
    yield Heading(say("memo.money", language))
    yield Line(" ".join(money_lines(edition)))
    yield Heading(say("memo.children", language))
    yield from (Line(text, lead=lead) for lead, text in consequences(edition))
    source = say("memo_annex.sources", language, line=edition.view.source_line.rstrip("."))
    yield from closing(edition, "plan", run.case.example, [*edition.notes, source],
                       list(plan_annex(planned, annex_title(language))))


def approval(planned: Planned) -> Line:
    """That the distribution is approved: how many new places of each kind."""
    language, problem = planned.edition.language, planned.edition.run.plan.problem
    amounts = {kind: _new(planned, kind) for kind in planned.kinds}
    values: Mapping[str, Any] = {"county": problem.county.name, "when": when(planned.years)}
    if len(amounts) == 1 and isinstance(known := measure(planned.edition, "new_places"), int):
        amounts = dict.fromkeys(amounts, known)  # the county's number is told where a municipality's is not
    if any(isinstance(amount, str) for amount in amounts.values()):
        return Line(say("memo.approve_bare", language, **values), NUMBER)
    return Line(say("memo.approve", language, what=kinds_told(planned, amounts, language), **values), NUMBER)


def _new(planned: Planned, kind: str) -> Any:
    """New places of a kind in all years, those that stand instead of what ends among them."""
    new = total(row["new"] for (_, of, _), row in planned.cells.items() if of == kind)
    ended = sum(n for (_, of, _), n in planned.edition.view.ended.items() if of == kind)
    return new if isinstance(new, str) else new + ended


def _left(edition: Edition) -> Any:
    """Places left to sign; None where the run asks no municipalities."""
    sheet = edition.sheet("answers")
    return None if sheet is None else total(row["left"] for row in records(sheet))


def closing(edition: Edition, workbook: str, example: bool, notes: Sequence[str],
            annex: Sequence[Block]) -> Iterator[Block]:
    """Signature, the list of annexes, the annex and the notes below it.

    The list stands over the annex's table; a table that lies fills its page, and both stand before it.
    """
    language = edition.language
    fills = any(isinstance(block, Heading) and block.wide for block in annex)
    yield Line("", lead=say("memo.signature", language), after=blank([edition.run], "officer", language))
    yield Heading(say("memo.annexes", language), new_page=not fills)
    yield from _list(edition, workbook, example)
    lines = [Line(text, NOTE) for text in notes if text]
    if fills:
        yield from (*lines, *annex)
    else:
        begun = [replace(one, new_page=False) if isinstance(one, Heading) else one for one in annex]
        yield from (*begun, *lines)


def annex_title(language: str) -> str:
    """What the annex with the table is called."""
    return say("memo_annex.listed", language, number=1, what=say("memo_annex.table", language))


def _list(edition: Edition, workbook: str, example: bool) -> Iterator[Line]:
    """The annexes: the table, the report and the workbook by their files."""
    language = edition.language
    yield Line(annex_title(language), BULLET, kept=True)
    files = (("report", "report", "html"), ("workbook", workbook, "xlsx"))
    for number, (word, file, ending) in enumerate(files, 2):
        name = file_name(file, edition.release, example, language, ending)
        yield Line(say("memo_annex.listed", language, number=number, what=say(
            f"memo_annex.{word}", language, file=name)), BULLET, kept=number == 2)
