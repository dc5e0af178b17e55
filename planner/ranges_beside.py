"""Ranges of several scenarios beside each other: 5–8 (6), least–most and the plan's own figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from planner.ranges import IN_SERVICE, NEW
from planner.ranges_told import remarks, span_text, tried_text
from planner.results import kind_names
from planner.tabular import CODE, Field, Sheet
from planner.wording import say

if TYPE_CHECKING:
    from planner.run import Run


def counts_of(runs: Sequence[Run]) -> str:
    """What a comparison's ranges count: places in service, or new ones where any share is of those."""
    found = [run.ranges.usual for run in runs if run.ranges is not None]
    return IN_SERVICE if all(one == IN_SERVICE for one in found) else NEW


def range_sheets(runs: Sequence[Run], names: Sequence[str], language: str) -> list[Sheet]:
    """One row per municipality and kind, a column per scenario, each scenario's last year.

    None where no run has ranges; a run without them has an empty column.
    """
    if all(run.ranges is None for run in runs):
        return []
    kinds = {kind: name for run in runs for kind, name in kind_names(run, language).items()}
    fields = (Field("code", say("column.code", language), CODE), Field("name", say("column.name", language)),
              *((Field("kind", say("column.kind", language)),) if len(kinds) > 1 else ()),
              *(Field(name, name) for name in names))
    counts = counts_of(runs)
    rows = tuple((town.code, town.name, *((kinds[kind],) if len(kinds) > 1 else ()),
                  *(_cell(run, town.code, kind, counts, language) for run in runs))
                 for town in runs[0].plan.problem.county.municipalities for kind in kinds)
    title = say(f"sheet.ranges_{counts}", language)
    return [Sheet("ranges", title, fields, rows)]


def _cell(run: Run, code: str, kind: str, counts: str, language: str) -> str | None:
    """A range and the plan's figure; nothing where the run has none for the kind."""
    need = run.plan.problem.need
    if run.ranges is None or kind not in need.kinds:
        return None
    span = run.ranges.span(((code, kind, need.years[-1]),), counts)
    return say("ranges.cell", language, range=span_text(span, language), plan=span.plan)


def range_notes(runs: Sequence[Run], names: Sequence[str], language: str) -> Iterator[str]:
    """What to know of each scenario's ranges: how many versions, the furthest one, those left out."""
    for run, name in zip(runs, names, strict=True):
        if run.ranges is not None:
            told = [say("ranges.tried", language, count=tried_text(run.ranges, language)),
                    *remarks(run.ranges, language)]
            yield f"{name}: {' '.join(told)}"
