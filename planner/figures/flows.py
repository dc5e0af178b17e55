"""Who goes to school where: each municipality's places by the municipality of the school."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from planner.figures import style
from planner.figures.facts import Facts, number
from planner.figures.rows import Column, Plot, drawings
from planner.figures.style import Drawing, Sign, heading
from planner.figures.text import plain, shorten, width
from planner.view import View
from planner.wording import say, whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OWN, AWAY = style.NEW, "#E69F00"
TEXT_WIDE, NAME_WIDE, SIZE = 4.9, 2.0, 9.5  # inches, inches, points (the largest of a row)


@dataclass(frozen=True)
class Flow:
    """One municipality: places with school at home, to others (name, places, minutes), from others."""

    code: str
    name: str
    own: int
    away: tuple[tuple[str, int, int | None], ...]
    received: int

    @property
    def out(self) -> int:
        """Places with school in another municipality."""
        return sum(places for _, places, _ in self.away)


def read(view: View, facts: Facts) -> tuple[int, dict[str, Flow]]:
    """The last year with flows, and a row for each municipality in them (none: year 0, empty)."""
    records = view.flows.to_dict("records")
    if not records:
        return 0, {}
    year = max(int(r["year"]) for r in records)
    current = [r for r in records if int(r["year"]) == year and int(r["places"]) > 0]
    return year, {code: _flow(code, name, current) for code, name in facts.names.items()}


def _flow(code: str, name: str, records: list[dict[str, Any]]) -> Flow:
    """One municipality's flows, the largest first, the nearest of equal ones before."""
    mine = [r for r in records if str(r["from_code"]) == code]
    others = sorted((r for r in mine if str(r["to_code"]) != code),
                    key=lambda r: (-int(r["places"]), _far(r), str(r["to_code"])))
    away = tuple((str(r["to_name"]), int(r["places"]), _minutes(r)) for r in others)
    own = sum(int(r["places"]) for r in mine if str(r["to_code"]) == code)
    received = sum(int(r["places"]) for r in records
                   if str(r["to_code"]) == code and str(r["from_code"]) != code)
    return Flow(code, name, own, away, received)


def _minutes(record: dict[str, Any]) -> int | None:
    """Minutes one way, where stated."""
    found = number(record.get("minutes"))
    return None if found is None else int(found)


def _far(record: dict[str, Any]) -> float:
    """Minutes one way; unknown ones come last."""
    found = number(record.get("minutes"))
    return math.inf if found is None else found


def draw(view: View, facts: Facts) -> list[Drawing]:
    """The pages of the figure ``flows``; none where no school is reached by a rule.

    They show the way of a single place, and are internal whatever the run.
    """
    language = view.language
    year, rows = read(view, facts)
    if not rows:
        return []
    own, out = sum(r.own for r in rows.values()), sum(r.out for r in rows.values())
    signs = [Sign("box", OWN, say("figure.school_own", language)),
             Sign("box", AWAY, say("figure.school_away", language))]
    lead = say("figure.flows_lead", language, year=str(year), all=own + out, own=own, out=out)
    plot = Plot(
        "flows", heading(view, "flows", lead, signs, internal=True), {"": rows}, {},
        extent=lambda row: (0.0, float(row.own + row.out)), paint=_paint,
        columns=(Column(say("figure.head_own", language), lambda r: _whole(r.own, language), 0.62),
                 Column(say("figure.head_out", language), lambda r: _whole(r.out, language), 0.62),
                 Column(say("figure.head_received", language), lambda r: _whole(r.received, language), 0.86),
                 Column(say("figure.head_where", language), lambda r: _where(r, language), TEXT_WIDE,
                        "left")),
        axis=say("figure.axis_flows", language), ticks=4)
    return [replace(one, internal=True) for one in drawings(view, facts, plot)]


def _whole(value: int, language: str) -> str:
    """A number, or a dash for none, so that the eye finds the flows."""
    return whole(value, language) if value else "–"


def _where(row: Flow, language: str) -> str:
    """Solna 4 (15 min), Nacka 2 (19 min): as many as have room, then how many go elsewhere."""
    parts = [_to(*one, language) for one in row.away]
    for count in range(len(parts), 0, -1):
        told, rest = ", ".join(parts[:count]), row.away[count:]
        if rest:
            key = "flows_more_one" if len(rest) == 1 else "flows_more"
            told = say(f"figure.{key}", language, told=told, count=len(rest),
                       places=sum(places for _, places, _ in rest))
        if count == 1 or width(plain(told), SIZE) <= TEXT_WIDE - 0.1:
            return told
    return ""


def _to(name: str, places: int, minutes: int | None, language: str) -> str:
    """One destination; a name as long as a sentence is cut before its number is."""
    name = shorten(name, SIZE, NAME_WIDE)
    if minutes is None:
        return say("figure.to", language, name=name, places=places)
    return say("figure.to_minutes", language, name=name, places=places, minutes=minutes)


def _paint(ax: Axes, y: float, row: Flow) -> None:
    """School at home, then school elsewhere."""
    style.bar(ax, y, 0.0, row.own, OWN)
    style.bar(ax, y, row.own, row.out, AWAY)
