"""Scenarios side by side: each municipality's new places in each, and the measures below.

A cell holds the new places and, small and shaded, the difference from the first scenario; to
the right the same numbers on a common scale. The few municipalities that would dwarf all
others stand in a frame with a scale of their own. No scenario is called the winner.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from planner.figures import style
from planner.figures.beside import Beside, Column
from planner.figures.order import by_name, chunks
from planner.figures.style import Drawing, Heading
from planner.wording import say

SCENARIOS = 9  # columns that stay legible on one page
LINES = 42  # rows of municipalities and measures that stay legible on one page


@dataclass(frozen=True)
class Part:
    """What one page shows: scenarios (the first always), rows by kind, and whether the measures."""

    scenarios: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    measures: bool
    label: str


def drawings(table: Beside) -> list[Drawing]:
    """The pages of a comparison: nine scenarios and about forty rows on each."""
    from planner.figures.comparison_page import build

    parts = _parts(table)
    made = []
    for index, part in enumerate(parts, 1):
        word = "comparison" if len(parts) == 1 else f"comparison_{index}"
        head = _heading(table, part)
        made.append(Drawing(style.stem(word, table.example), head.title, partial(build, table, part, head)))
    return made


def _parts(table: Beside) -> list[Part]:
    """Scenarios in groups led by the first of all, then rows in groups, the measures with the last."""
    first, others = table.scenarios[0], table.scenarios[1:]
    step = SCENARIOS - 1
    groups = [(first, *others[i:i + step]) for i in range(0, max(len(others), 1), step)]
    ordered = by_name(table.names)
    if len(ordered) > LINES - 2:  # pages by size, so that each page has a scale that suits it
        ordered = sorted(ordered, key=lambda code: -table.sizes[code])
    blocks: list[tuple[tuple[str, tuple[str, ...]], ...]] = [
        tuple((kind, tuple(ordered)) for kind in table.kinds)]
    if _lines(table, blocks[0]) + len(table.measures) > LINES:
        blocks = [((kind, codes),) for kind in table.kinds for codes in chunks(ordered, LINES - 2)]
        if _lines(table, blocks[-1]) + len(table.measures) > LINES:
            blocks.append(())
    count = len(groups) * len(blocks)
    found = [(group, block, block is blocks[-1]) for group in groups for block in blocks]
    return [Part(group, block, last, "" if count == 1 else f" ({index}/{count})")
            for index, (group, block, last) in enumerate(found, 1)]


def _lines(table: Beside, block: Sequence[tuple[str, Sequence[str]]]) -> int:
    """How many rows a block takes, sums and names of kinds among them."""
    return sum(len(codes) + 1 + (len(table.kinds) > 1) for _, codes in block)


def _heading(table: Beside, part: Part) -> Heading:
    """Title, county and year, and how a cell is read."""
    language = table.view.language
    title = say("figure.beside_title", language)
    if table.example:
        title = say("figure.example", language, title=title)
    one = len(table.years) == 1
    under = say("figure.beside_under" if one else "figure.beside_under_years", language,
                county=table.view.county, **({"year": table.years[0]} if one else {}))
    word = "beside_lead" if len(table.scenarios) > 1 else "beside_lead_one"
    lead = say(f"figure.{word}", language, **({"first": table.scenarios[0].name}
                                             if len(table.scenarios) > 1 else {}))
    return Heading(title + part.label, under, lead, (), table.source)
