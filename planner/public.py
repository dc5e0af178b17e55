"""The public edition of a run: what could point out a child is hidden before anything is made of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from planner.public_flows import county_flows
from planner.wording import say

if TYPE_CHECKING:
    from planner.edition import ComparisonEdition, Edition
    from planner.tabular import Sheet


def published(whole: Edition) -> Edition:
    """The edition without the flows between single municipalities; their sums stand instead."""
    sheets = tuple(_without_flows(one, whole.language) for one in whole.sheets)
    moved = any(one.word == "flows" and one.rows for one in whole.sheets)
    notes = (*whole.notes, say("public.flows", whole.language)) if moved else whole.notes
    return replace(whole, sheets=tuple(one for one in sheets if one is not None), notes=notes,
                   view=replace(whole.view, flows=whole.view.flows.iloc[:0]))


def _without_flows(sheet: Sheet, language: str) -> Sheet | None:
    """Of the flows their sums, where there are any; another table as it is."""
    if sheet.word != "flows":
        return sheet
    return county_flows(sheet, language) if sheet.rows else None


def published_comparison(whole: ComparisonEdition) -> ComparisonEdition:
    """The comparison's tables as everyone may see them."""
    notes = tuple(dict.fromkeys(note for one in whole.runs for note in one.notes))
    return replace(whole, notes=(*whole.notes, *notes))
