"""The public edition of a run: what could point out a child is hidden before anything is made of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.edition import ComparisonEdition, Edition


def published(whole: Edition) -> Edition:
    """The edition without the flows between single municipalities."""
    kept = tuple(one for one in whole.sheets if one.word != "flows")
    return replace(whole, sheets=kept, view=replace(whole.view, flows=whole.view.flows.iloc[:0]))


def published_comparison(whole: ComparisonEdition) -> ComparisonEdition:
    """The comparison's tables as everyone may see them."""
    return whole
