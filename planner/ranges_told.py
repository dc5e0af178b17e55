"""Ranges as sheets, as lines on a screen and in run.json."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from planner.headings import sheet_name
from planner.ranges import IN_SERVICE, NEW, Ranges, Span, Tried
from planner.tabular import CODE, NUMBER, TEXT, WHOLE, Field, Sheet
from planner.wording import listing, say, subject, whole

if TYPE_CHECKING:
    from models.need import Cell
    from planner.run import Run

RANGE_COLUMNS = (
    ("code", CODE), ("name", TEXT), ("kind", TEXT), ("year", WHOLE), ("least", WHOLE), ("most", WHOLE),
    ("in_plan", WHOLE), ("least_with", TEXT), ("most_with", TEXT), ("new_least", WHOLE),
    ("new_most", WHOLE), ("new_in_plan", WHOLE))
VERSION_COLUMNS = (("table", TEXT), ("version", TEXT), ("ended", TEXT), ("counted", TEXT), ("moved", NUMBER),
                   ("rule", TEXT))
WIDE = 104  # signs in a line of text


def range_sheets(run: Run, language: str) -> list[Sheet]:
    """ranges.csv and versions.csv; none where no other versions were planned.

    ranges.csv: places in service, least, most and in the plan, by municipality, kind and year,
    which version gives the least and the most, and the same of new places since the start.
    """
    ranges = run.ranges
    if ranges is None:
        return []
    rows = tuple(_row(ranges, cell, language) for cell in ranges.plan.problem.cells)
    versions = tuple(_version(ranges, one, language) for one in ranges.tried)
    return [Sheet("ranges", say("sheet.ranges", language), _fields(RANGE_COLUMNS, language), rows),
            Sheet("versions", say("sheet.versions", language), _fields(VERSION_COLUMNS, language), versions)]


def _fields(columns: Sequence[tuple[str, str]], language: str) -> tuple[Field, ...]:
    return tuple(Field(name, say(f"column.{name}", language), type_) for name, type_ in columns)


def _row(ranges: Ranges, cell: Cell, language: str) -> tuple[Any, ...]:
    code, kind, year = cell
    span, new = ranges.span((cell,), IN_SERVICE), ranges.span((cell,), NEW)
    return (code, ranges.plan.problem.county.by_code[code].name, kind, year, span.least, span.most, span.plan,
            files(span.least_with, language), files(span.most_with, language), new.least, new.most, new.plan)


def files(names: Sequence[str], language: str) -> str:
    """The versions that give an end of a range; "" is the plan's own tables."""
    return "; ".join(name or say("ranges.plan", language) for name in names)


def short(ranges: Ranges, names: Sequence[str], language: str, brief: bool = False) -> str:
    """The first version that gives an end of a range, and whether there are more; ``brief``: no table."""
    if not names[0]:
        first = say("ranges.plan", language)
    else:
        first = apart(ranges, names[0], language) if brief else named(ranges, names[0], language)
    return first if len(names) == 1 else say("ranges.and_more", language, name=first)


def tables_of(ranges: Ranges, language: str) -> str:
    """The tables that have other versions, by what they are called: Platser i dag och Kapacitet."""
    return listing([table_name(ranges, table, language) for table in ranges.tables], language)


def table_name(ranges: Ranges, table: str, language: str) -> str:
    """What a table is called; its file where the problem has no such table."""
    found = ranges.plan.problem.tables.get(table)
    return sheet_name(found.spec.word if found else stem(table), language)


def named(ranges: Ranges, file: str, language: str) -> str:
    """A version by its table's name and what sets it apart: Kapacitet (riklig)."""
    return say("ranges.version", language, table=table_name(ranges, _table(ranges, file), language),
               apart=apart(ranges, file, language))


def apart(ranges: Ranges, file: str, language: str) -> str:
    """What sets a version apart: its file's stem less the table's own, in words where there are any."""
    found = stem(file).removeprefix(stem(_table(ranges, file))).strip("-_ ") or stem(file)
    words = subject("apart")
    return words[found][language] if found in words else re.sub("[-_]", " ", found)


def _table(ranges: Ranges, file: str) -> str:
    return next(one.table for one in ranges.tried if one.file == file)


def stem(file: str) -> str:
    """A version's file without folder and ending; of a workbook the sheet."""
    path, _, sheet = file.partition("#")
    return sheet or path.rpartition("/")[2].rpartition(".")[0] or path


def _version(ranges: Ranges, one: Tried, language: str) -> tuple[Any, ...]:
    return (one.table, one.file, say(f"status.{one.ending.value}", language),
            say("ranges.yes" if one.counted else "ranges.no", language),
            moved(ranges, one) if one.counted else None, one.rule)


def moved(ranges: Ranges, one: Tried) -> int:
    """Places that lie otherwise than in the plan, last year: (sum of |x' - x| - |sum of x' - x|) / 2.

    Where the county's number is the same this is half the sum; else what moves beside the change of it.
    """
    changes = _changes(ranges, one)
    return (sum(map(abs, changes)) - abs(sum(changes))) // 2


def _changes(ranges: Ranges, one: Tried) -> list[int]:
    """x' - x of every cell of the last year."""
    plan, last = ranges.plan, ranges.plan.problem.need.years[-1]
    return [one.plan.places[cell] - plan.places[cell] for cell in plan.problem.cells if cell[2] == last]


def range_lines(run: Run, language: str) -> Iterator[str]:
    """What ``plan`` prints before the plan: everyone's range in the last year, and what did not fit."""
    ranges = run.ranges
    if ranges is None:
        yield from _untried(run, language)
        return
    yield say(f"ranges.title_{ranges.usual}", language, count=tried_text(ranges, language),
              tables=tables_of(ranges, language))
    problem = ranges.plan.problem
    last = problem.need.years[-1]
    for kind in problem.need.kinds:
        if len(problem.need.kinds) > 1:
            yield f"{run.case.kinds[kind][language]}, {last}:"
        yield from _kind(ranges, kind, last, language)
    yield from remarks(ranges, language)


def _untried(run: Run, language: str) -> Iterator[str]:
    """That no other versions are given, where assumed tables have none."""
    if run.case.assumed and not run.scenario.settings.versions:
        names = [sheet_name(run.case.tables[name].spec.word, language) for name in run.case.assumed]
        yield say("ranges.untried", language, tables=listing(names, language))


def _kind(ranges: Ranges, kind: str, year: int, language: str) -> Iterator[str]:
    """The municipalities whose places rest on the assumptions, then those that have the same in all."""
    county = ranges.plan.problem.county
    spans = {town.name: ranges.span(((town.code, kind, year),)) for town in county.municipalities}
    wide = [say("ranges.one", language, name=name, range=span_text(span, language), plan=span.plan)
            for name, span in spans.items() if span.wide]
    alike = [f"{name} {whole(span.plan, language)}" for name, span in spans.items() if not span.wide]
    if wide:
        yield from _wrapped(", ".join(wide))
    if alike:
        yield from _wrapped(say("ranges.alike", language, names=", ".join(alike)))


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDE, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)


def span_text(span: Span, language: str) -> str:
    """A range: 5–8, or 6 where nothing rests on the assumptions."""
    least = whole(span.least, language)
    return f"{least}–{whole(span.most, language)}" if span.wide else least


def tried_text(ranges: Ranges, language: str) -> str:
    """How many other versions the ranges go over: 12, or 11 of 12 where some are left out."""
    all_, counted = len(ranges.tried), len(ranges.counted)
    if counted == all_:
        return whole(all_, language)
    return say("ranges.of", language, counted=counted, versions=all_)


def remarks(ranges: Ranges, language: str) -> Iterator[str]:
    """Which version changes the plan most, and every version that is outside the ranges, with why."""
    far = max(ranges.counted, key=lambda one: sum(map(abs, _changes(ranges, one))), default=None)
    if far is not None and any(_changes(ranges, far)):
        yield _furthest(ranges, far, language)
    for one in ranges.uncounted:
        yield say(f"ranges.out_{one.ending.value}", language, version=named(ranges, one.file, language))


def _furthest(ranges: Ranges, far: Tried, language: str) -> str:
    """How the version furthest from the plan differs: who gets what, or the county's number first."""
    more, places = sum(_changes(ranges, far)), moved(ranges, far)
    version = named(ranges, far.file, language)
    if not more:
        return say("ranges.furthest", language, version=version, moved=places)
    told = say(f"ranges.furthest_{'more' if more > 0 else 'fewer'}", language, version=version,
               change=abs(more))
    return told + (say("ranges.furthest_besides", language, moved=places) if places else "")


def range_record(run: Run) -> dict[str, Any] | None:
    """What run.json says of the ranges: the versions planned, how each ended, whether all did."""
    if run.ranges is None:
        return None
    return {"complete": run.ranges.complete, "counts": run.ranges.usual,
            "versions": [{"table": one.table, "file": one.file, "status": one.ending.value,
                          "counted": one.counted, "rule": one.rule, "sha256": one.digest}
                         for one in run.ranges.tried]}
