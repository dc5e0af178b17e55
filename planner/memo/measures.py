"""How plans measure, as a small table: the proposal or the alternatives, then the baselines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from models.baselines import BASELINES
from planner.memo.blocks import NOTE, Block, Grid, Line
from planner.small_counts import COVERED
from planner.tabular import shown
from planner.wording import listing, say

if TYPE_CHECKING:
    from planner.tabular import Sheet

UNITS = ("percent", "kronor")  # said beside a measure's name
FIRST, MOST = 2, 7  # the first column of figures; so many columns at most
BEFORE, AFTER = ("worst_before", "total_before"), ("worst_after", "total_after")
Rows = Mapping[str, tuple[int, tuple[Any, ...]]]


def measures(sheet: Sheet, heads: Sequence[str], title: str, words: Sequence[str], language: str,
             told: str = "") -> Iterator[Block]:
    """Some measures of a table with a column per plan: the plans under ``heads``, then the baselines.

    Baselines, told of first, are left out where the page has no room for them or a release hides them.
    A better value has a star. Gaps after limits are left out where they are those before; ``told``
    stands in the note below.
    """
    found = _rows(sheet, words, language)
    after = _figures(found, AFTER)
    limits = bool(after) and after != _figures(found, BEFORE)
    fields = sheet.fields[FIRST:-1]
    made = [j for j in range(len(fields)) if j < len(heads) or _made(found, j)]
    roomy = len(made) <= MOST and not _hides(found)
    kept = made if roomy else range(len(heads))
    rows = [(_named(row, language), *(_marked(sheet, i, j + FIRST, language) for j in kept))
            for word, (i, row) in found.items() if limits or word not in AFTER]
    head = [heads[j] if j < len(heads) else fields[j].title for j in kept]
    if len(kept) > len(heads):
        told_of = _baselines([fields[j].title for j in kept[len(heads):]], language)
        yield Line(say("memo.baselines", language, which=listing(told_of, language)))
    beside = title if len(kept) > len(heads) else say("memo.measures_alone", language)
    yield Grid(beside, (say("memo.measure", language), *head), tuple(rows), whole=True)
    notes = [told, say("memo.before_after", language) if limits else ""]
    if any(notes):
        yield Line(" ".join(filter(None, notes)), NOTE)


def _made(found: Rows, j: int) -> bool:
    """Has a plan, the j-th from the first, any of the measures? A division by nothing has none."""
    return any(row[FIRST + j] is not None for _, row in found.values())


def _baselines(titles: Sequence[str], language: str) -> list[str]:
    """What the baselines with these titles go by; a title may name its scenario in brackets."""
    return [say(f"memo.baselines_{word}", language) for word in BASELINES
            if any(title.startswith(say(f"compare.{word}", language)) for title in titles)]


def _rows(sheet: Sheet, words: Sequence[str], language: str) -> Rows:
    """The rows of these measures, in the table's order, by their words."""
    names = {say(f"measure.{word}", language): word for word in words}
    return {names[row[0]]: (i, row) for i, row in enumerate(sheet.rows) if row[0] in names}


def _figures(found: Rows, words: Sequence[str]) -> list[tuple[Any, ...]]:
    return [found[word][1][FIRST:-1] for word in words if word in found]


def _hides(found: Rows) -> bool:
    return any(value == COVERED for _, row in found.values() for value in row)


def _named(row: Sequence[Any], language: str) -> str:
    """A measure's name, with its unit where that is not places."""
    units = [say(f"unit_name.{unit}", language) for unit in UNITS]
    return say("memo.measure_in", language, measure=row[0], unit=row[1]) if row[1] in units else str(row[0])


def _marked(sheet: Sheet, i: int, j: int, language: str) -> str:
    text = shown(sheet.rows[i][j], sheet.fields[j], language)
    return f"{text} *" if (i, j) in sheet.marked else text
