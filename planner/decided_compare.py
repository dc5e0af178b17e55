"""Several plans beside one decision: each plan's number and its difference, municipality by municipality."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from models.decided_beside import Beside
from planner.decided_beside import decided_of
from planner.tabular import CODE, TEXT, WHOLE, Field, Sheet
from planner.wording import say

if TYPE_CHECKING:
    from planner.run import Run

Key = tuple[str, str, int]  # code, kind ("" = all kinds together), year


def decided_sheets(runs: Sequence[Run], names: Sequence[str], language: str) -> Iterator[Sheet]:
    """decided.csv of a comparison; nothing where the plans do not stand beside the same numbers."""
    named = [(run, name) for run, name in zip(runs, names, strict=True) if run.plan.found]
    found = [{_key(one): one for one in decided_of(run)} for run, _ in named]
    if not any(found) or any(_numbers(one) != _numbers(found[0]) for one in found):
        return
    years = len({key[2] for key in found[0]}) > 1
    fields = [Field(n, say(f"column.{n}", language), t)
              for n, t in (("code", CODE), ("name", TEXT), *((("year", WHOLE),) if years else ()))]
    fields.append(Field("decided", say("column.decided", language), WHOLE))
    for _, name in named:
        fields.append(Field(name, name, WHOLE))
        fields.append(Field(f"{name} -", say("decided_text.minus", language, name=name), WHOLE, sign=True))
    towns = {town.code: town.name for town in runs[0].plan.problem.county.municipalities}
    rows = tuple((key[0], towns[key[0]], *((key[2],) if years else ()), one.decided, *_plans(found, key))
                 for key, one in found[0].items())
    yield Sheet("decided", say("sheet.decided", language), tuple(fields), rows)


def _key(one: Beside) -> Key:
    return one.code, one.kind or "", one.year


def _numbers(found: dict[Key, Beside]) -> dict[Key, int]:
    return {key: one.decided for key, one in found.items()}


def _plans(found: Sequence[dict[Key, Beside]], key: Key) -> Iterator[Any]:
    for one in found:
        yield one[key].planned
        yield one[key].difference
