"""Rows of next year's sheets: figures of a year that is over carried on, school places used, answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from models.tables import ANSWERS, ASSUMED
from planner.headings import sheet_name
from planner.template.decided import Decided
from planner.template.filling import Filling, Page

Rows = tuple[Mapping[str, Any], ...]
CARRIED = ("capacity", "ceiling", "pace", "schools", "prices", "resources", "reserve", "agreements")
OVER = ("pinned",)  # rows of a year that is over have done what they should


def carried(filling: Filling, years: tuple[int, ...]) -> Filling:
    """The same with the latest figure of each row standing in the new years where nothing else does."""
    pages = []
    for page in filling.pages:
        if page.spec.word in CARRIED:
            page = replace(page, rows=(*page.rows, *_later(page, years)))
        elif page.spec.word in OVER:
            left = tuple(row for row in page.rows if row["year"] is None or row["year"] >= years[0])
            page = replace(page, rows=left)
        pages.append(page)
    return replace(filling, pages=tuple(pages))


def _later(page: Page, years: tuple[int, ...]) -> Iterator[Mapping[str, Any]]:
    """Copies of the latest dated row of each key, for the new years that have no row of their own."""
    groups: dict[tuple[Any, ...], dict[int | None, Mapping[str, Any]]] = {}
    for row in page.rows:
        key = tuple(row[column] for column in page.spec.key if column != "year")
        groups.setdefault(key, {})[row["year"]] = row
    for dated in groups.values():
        past = [year for year in dated if year is not None and year < years[0]]
        if None in dated or not past:
            continue
        for year in years:
            if year not in dated:
                earlier = [y for y in dated if y is not None and y < year]
                yield {**dated[max(earlier)], "year": year}


def less_used(rows: Rows, used: Mapping[str, int]) -> Rows:
    """School places less those in use, never below nought."""
    return tuple({**row, "school_places": max(0, row["school_places"] - used.get(row["code"], 0))}
                 for row in rows)


def moved_room(rows: Rows, away: Mapping[tuple[str, str], int], areas: Mapping[str, tuple[str, ...]],
               told: Mapping[str, Any]) -> Rows:
    """Capacities as room for the places that count: a place that lies elsewhere takes no room at home.

    The table of places holds what a municipality answers for, so its room grows by what of that
    lies elsewhere and shrinks by what it houses for others: the room left is the same. ``told``
    are the columns of an altered row that say when and by whom: no longer the old statement's.
    """
    return tuple(_with_room(row, sum(
        more for (code, kind), more in away.items()
        if code in areas.get(row["code"], (row["code"],)) and row["kind"] in (None, kind)), told)
        for row in rows)


def _with_room(row: Mapping[str, Any], more: int, told: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**row, "capacity": max(0, row["capacity"] + more), **told} if more else row


def room_for(rows: Rows, today: Mapping[tuple[str, str], int], areas: Mapping[str, tuple[str, ...]],
             told: Mapping[str, Any]) -> Rows:
    """Capacities at least as large as the places that are in service: those show that there is room."""
    def least(row: Mapping[str, Any]) -> int:
        codes = areas.get(row["code"], (row["code"],))
        return sum(n for (code, kind), n in today.items() if code in codes and row["kind"] in (None, kind))
    return tuple({**row, "capacity": least(row), **told} if least(row) > row["capacity"] else row
                 for row in rows)


def same_values(rows: Rows, words: Collection[str], years: tuple[int, ...],
                source: str) -> Iterator[Mapping[str, Any]]:
    """A row for each of these parameters whose last window ends before the new years do: its last value."""
    for word in words:
        dated = [row for row in rows if row["parameter"] == word]
        ends = [row["valid_to"] for row in dated]
        if not ends or None in ends or max(ends) >= date(years[-1], 1, 1):
            continue
        last = max(dated, key=lambda row: row["valid_to"])
        yield {**last, "valid_from": last["valid_to"] + timedelta(1), "valid_to": date(years[-1], 12, 31),
               "status": ASSUMED, "source": source}


def answers_page(page: Page | None, decided: Decided, names: Mapping[str, str], language: str) -> Page:
    """The sheet of answers with a row for every new place that the plan asks for, up to the year done.

    A row that is there already keeps its answer; the scenario uses the sheet if it did before.
    """
    rows = list(page.rows) if page else []
    said = {(row["code"], row["kind"], row["year"]) for row in rows}
    for (code, kind, year), new in decided.new.items():
        known = {(code, kind, year), (code, None, year)} & said
        if year <= decided.done and new > 0 and not known:
            rows.append({"code": code, "name": names.get(code), "kind": kind, "year": year, "asked": new})
    if page is not None:
        return replace(page, rows=tuple(rows))
    return Page("", sheet_name(ANSWERS.word, language), ANSWERS, tuple(rows))
