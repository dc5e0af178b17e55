"""What the row figures share: municipalities named in a sentence, and words beside marked rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from planner.figures.facts import Row
from planner.figures.rows import Column
from planner.figures.text import width
from planner.wording import listing, say

FEW = 4  # names in one sentence
SPACE = Column("", lambda row: "", 0.12)  # keeps the numbers of a panel off the next one


def beside(text: Callable[[Row], str], texts: Sequence[str], mark: Callable[[Row], bool]) -> Column:
    """A last column for words at marked rows, as wide as the widest of ``texts``."""
    return Column("", text, max(width(t, 9.5, True) for t in texts) + 0.25, "left", mark=mark)


def some(names: Sequence[str], language: str, most: int = FEW) -> str:
    """The names in a sentence; where they are more than ``most``, the first and how many more."""
    if len(names) <= most:
        return listing(names, language)
    kept = max(1, most - 1)
    return say("figure.rows_names_more", language, names=", ".join(names[:kept]), count=len(names) - kept)
