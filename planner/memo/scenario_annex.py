"""Which columns the annex of a comparison has: today, then new and after in each alternative."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from planner.memo.annex import Column, Group, annex, fitting
from planner.report.comparison.places import AFTER, NEW, TODAY, Places
from planner.wording import say

if TYPE_CHECKING:
    from planner.edition import ComparisonEdition
    from planner.memo.blocks import Block
    from planner.report.comparison.scenarios import Scenarios


def scenario_annex(edition: ComparisonEdition, scenarios: Scenarios, title: str) -> Iterator[Block]:
    """The annex: new and after of each alternative where the pages hold both, else after."""
    new, after = Places(edition, NEW), Places(edition, AFTER)
    stock = scenarios.planned[0].run.plan.problem.unit == "places"
    words = [(NEW, AFTER), (AFTER,)] if stock else [(NEW,)]
    levels = [[_group(edition, scenarios, {NEW: new, AFTER: after}, kind, chosen) for kind in new.kinds]
              for chosen in words]
    yield from annex(title, new.towns, levels[fitting(levels)], edition.language)


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
            head = say(f"memo_annex.{'new' if word == NEW else 'after'}_of", language, number=one.number)
            columns.append(Column(head, partial(_value, places[word], one.name, kind)))
    return Group(f"{kind[:1].upper()}{kind[1:]}", tuple(columns))


def _value(places: Places, column: str, kind: str, code: str) -> Any:
    """A municipality's number of a kind as the release shows it."""
    return places.rows[code, kind][column]
