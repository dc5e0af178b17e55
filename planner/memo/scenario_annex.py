"""Which columns the annex of a comparison has: today, then new and after in each alternative."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from planner.memo.annex import GAP, QUOTA, Column, Group, annex, fitting, roomy
from planner.memo.blocks import NOTE, Line
from planner.memo.plan_annex import gap_note
from planner.report.comparison.places import AFTER, NEW, TODAY, Places
from planner.report.planned import Planned, hides
from planner.wording import say

if TYPE_CHECKING:
    from planner.edition import ComparisonEdition
    from planner.memo.blocks import Block
    from planner.report.comparison.scenarios import Scenarios

AGAINST = ("quota", "gap")
HEADS, FIELDS = {NEW: "new", AFTER: "after"}, {"quota": QUOTA, "gap": GAP}


def scenario_annex(edition: ComparisonEdition, scenarios: Scenarios, title: str) -> Iterator[Block]:
    """The annex: new and after of each alternative where the pages hold both, else after.

    Quotas and gaps where they stand on the same page and nothing is hidden.
    """
    new, after = Places(edition, NEW), Places(edition, AFTER)
    stock = scenarios.planned[0].run.plan.problem.unit == "places"
    words = [(NEW, AFTER), (AFTER,)] if stock else [(NEW,)]
    places = {NEW: new, AFTER: after}

    def groups(chosen: tuple[str, ...]) -> list[Group]:
        return [_group(edition, scenarios, places, kind, chosen) for kind in new.kinds]

    told = words[fitting([groups(one) for one in words])]
    open_ = not any(hides(one) for one in edition.runs)
    wider = next((one for one in ((*told, *AGAINST), (*told, *AGAINST[:1])) if open_ and roomy(groups(one))),
                 told)
    yield from annex(title, new.towns, groups(wider), edition.language)
    if AGAINST[-1] in wider and (note := _note(scenarios)):
        yield Line(note, NOTE)


def _note(scenarios: Scenarios) -> str:
    """From what the gaps are counted, where that is the same in all."""
    told = {gap_note(Planned(one.edition)) for one in scenarios.planned if one.edition is not None}
    return told.pop() if len(told) == 1 else ""


def _group(edition: ComparisonEdition, scenarios: Scenarios, places: dict[str, Places], kind: str,
           words: tuple[str, ...]) -> Group:
    """The columns of a kind: today where places are counted, then those of every alternative with a plan."""
    language = edition.language
    columns = []
    if AFTER in words:
        today = partial(_value, places[AFTER], TODAY, kind)
        columns.append(Column(say("memo_annex.today", language), today))
    for one in scenarios.planned:
        for word in words:
            head = say(f"memo_annex.{HEADS.get(word, word)}_of", language, number=one.number)
            if word in places:
                columns.append(Column(head, partial(_value, places[word], one.name, kind)))
            elif one.edition is not None:
                value = partial(_of_plan, Planned(one.edition), word, kind)
                columns.append(Column(head, value, FIELDS[word]))
    return Group(f"{kind[:1].upper()}{kind[1:]}", tuple(columns))


def _of_plan(planned: Planned, word: str, kind: str, code: str) -> Any:
    """A municipality's quota or gap in the last year; nothing of a kind that the scenario does not plan."""
    of = next((one for one, name in planned.kinds.items() if kind in ("", name)), "")
    return planned.cells[code, of, planned.last][word] if of else None


def _value(places: Places, column: str, kind: str, code: str) -> Any:
    """A municipality's number of a kind as the release shows it."""
    return places.rows[code, kind][column]
