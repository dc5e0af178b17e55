"""The kinds of place of a run: who may use them, their ages, units and days, as a sheet and as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from models.place_types import groups_of, validity
from planner.tabular import TEXT, WHOLE, Field, Sheet
from planner.wording import listing, say, subject

if TYPE_CHECKING:
    from planner.run import Run

COLUMNS = (("kind", TEXT), ("type", TEXT), ("groups", TEXT), ("age_from", WHOLE), ("age_to", WHOLE),
           ("smallest", WHOLE), ("largest", WHOLE), ("valid_from", TEXT), ("valid_to", TEXT),
           ("today", WHOLE), ("after", WHOLE))
TOLD = ("type", "groups", "age_from", "age_to", "smallest", "largest", "valid_from", "valid_to")


def kind_sheets(run: Run, language: str) -> list[Sheet]:
    """kinds.csv: one row per planned kind, with the county's places today and in the last year.

    None where the table of kinds says nothing but names.
    """
    rows = _rows(run)
    if not any(row.get(column) for row in rows for column in TOLD):
        return []
    need = run.plan.problem.need
    made = []
    for row in rows:
        window, kind = validity(row), row["kind"]
        days = tuple("" if day is None else day.isoformat() for day in (window.first, window.last))
        figures = (row.get(column) for column in ("age_from", "age_to", "smallest", "largest"))
        made.append((kind, row.get("type") or "", "; ".join(groups_of(row)), *figures, *days,
                     need.total_today[kind], need.total[kind, need.years[-1]]))
    fields = tuple(Field(name, say(f"column.{name}", language), type_) for name, type_ in COLUMNS)
    return [Sheet("kinds", say("sheet.kinds", language), fields, tuple(made))]


def kind_lines(run: Run, language: str) -> Iterator[str]:
    """One line per planned kind under a heading, then one per group that the scenario has a need of."""
    rows = [row for row in _rows(run) if any(row.get(column) for column in TOLD)]
    if rows:
        yield say("kinds.heading", language)
    for row in rows:
        name = str(row[f"name_{language}"])
        told = "; ".join(_told(row, language))
        yield "  " + say("kinds.line", language, name=f"{name[:1].upper()}{name[1:]}", told=told)
    yield from _group_lines(run, language)


def _rows(run: Run) -> list[Mapping[str, Any]]:
    """The planned kinds' rows, in the scenario's order."""
    table = run.case.tables[run.scenario.settings.case.kinds]
    rows = {row["kind"]: row for row in table.rows}
    return [rows[kind] for kind in run.plan.problem.need.kinds]


def _told(row: Mapping[str, Any], language: str) -> Iterator[str]:
    """What there is to say of a kind: groups, type, ages, units, days."""
    groups = groups_of(row)
    yield say("kinds.for" if groups else "kinds.every", language, groups=listing(groups, language))
    word = row.get("type") or ""
    if word in subject("place_type") and word != "blandad":
        called = say(f"place_type.{word}", language)
        if called.lower() not in str(row[f"name_{language}"]).lower():
            yield say("kinds.type", language, type=called)
    low, high = row.get("age_from"), row.get("age_to")
    if low is not None or high is not None:
        yield say("kinds.age_from" if high is None else "kinds.age_to" if low is None else "kinds.ages",
                  language, low=low, high=high)
    if row.get("smallest") is not None:
        yield _unit(row["smallest"], row.get("largest"), language)
    window = validity(row)
    if window.first is not None:
        yield say("kinds.valid_from", language, first=window.first.isoformat())
    if window.last is not None:
        yield say("kinds.valid_to", language, last=window.last.isoformat())


def _unit(low: int, high: int | None, language: str) -> str:
    if high is not None:
        return say("kinds.units" if high > 1 else "kinds.one", language, low=low, high=high)
    return say("kinds.smallest" if low > 1 else "kinds.one", language, low=low)


def _group_lines(run: Run, language: str) -> Iterator[str]:
    from planner.kind_check import group_needs, kinds_of_groups
    settings, need = run.scenario.settings, run.plan.problem.need
    table = run.case.tables[settings.case.kinds]
    needs = group_needs(settings, need, need.years[-1])
    for group, kinds in kinds_of_groups(needs, need.kinds, table).items():
        named = listing([run.case.kinds[kind][language] for kind in kinds], language)
        name = f"{group[:1].upper()}{group[1:]}"
        told = say("kinds.group", language, group=name, needed=needs[group], year=need.years[-1], kinds=named)
        yield f"  {told}."
