"""How far each municipality has come: new places signed, promised, asked for and not yet asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.answered import (
    ASSUMED_NO,
    ASSUMED_YES,
    NOT_ASKED,
    PROMISED,
    REFUSED,
    SIGNED,
    TODAY,
    WAITING,
)
from planner.figures import style
from planner.figures.facts import Facts, number
from planner.figures.rows import Column, Plot, drawings
from planner.figures.style import Drawing, Sign, heading
from planner.figures.text import width
from planner.view import View
from planner.wording import say, whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# From what is certain to what is open: dark to white, so that it reads without colour.
SHADES = {SIGNED: "#00365C", PROMISED: "#2F86BF", ASSUMED_YES: "#E69F00", WAITING: "#A9D3EE",
          NOT_ASKED: "#FFFFFF"}
TOLD = (REFUSED, ASSUMED_NO, SIGNED, PROMISED, ASSUMED_YES, WAITING, NOT_ASKED)  # which word goes first
PARTLY = (REFUSED, ASSUMED_NO, SIGNED, PROMISED)  # said as "partly" where the bar shows more than that


@dataclass(frozen=True)
class Bar:
    """One municipality: new places of the plan by how far they have come, and the standings it has."""

    code: str
    name: str
    asked: int
    parts: tuple[tuple[str, int], ...]
    standings: frozenset[str]

    @property
    def total(self) -> int:
        """New places of the plan."""
        return sum(places for _, places in self.parts)

    def part(self, standing: str) -> int:
        """New places that have come so far."""
        return dict(self.parts)[standing]

    @property
    def left(self) -> int:
        """New places that are not signed."""
        return self.total - self.part(SIGNED)


def draw(view: View, facts: Facts) -> list[Drawing]:
    """The pages of the figure ``answers``; none where the run has no answers."""
    if view.answers is None:
        return []
    bars = _bars(view, facts)
    shown = [word for word in SHADES if any(bar.part(word) for bar in bars.values())]
    plot = Plot(
        "answers", heading(view, "answers", _lead(view, bars), _signs(shown, view.language)),
        {"all": bars}, {}, extent=lambda bar: (0.0, float(bar.total)), paint=_paint,
        columns=_columns(bars, shown, view.language), axis=say("figure.answers_axis", view.language))
    return drawings(view, facts, plot)


def _bars(view: View, facts: Facts) -> dict[str, Bar]:
    """The rows of answers.csv of the plan years, kinds and years of a municipality together."""
    assert view.answers is not None
    rows: dict[str, list[dict[str, Any]]] = {code: [] for code in facts.names}
    for record in view.answers.to_dict("records"):
        if record["standing"] != TODAY:
            rows[str(record["code"])].append(record)
    return {code: _bar(code, facts.names[code], found) for code, found in rows.items()}


def _bar(code: str, name: str, records: Sequence[dict[str, Any]]) -> Bar:
    parts = dict.fromkeys(SHADES, 0)
    for record in records:
        planned, signed = _whole(record["planned_new"]), _whole(record["signed"])
        known = max(signed, _whole(record["answered"]), _whole(record["asked"]))
        standing = str(record["standing"])
        parts[SIGNED] += min(signed, planned)
        rest = standing if standing in SHADES and standing != SIGNED else NOT_ASKED
        parts[rest] += max(0, min(known, planned) - signed)
        parts[NOT_ASKED] += max(0, planned - known)  # beyond what was asked for, nobody has been asked yet
    return Bar(code, name, sum(_whole(r["asked"]) for r in records), tuple(parts.items()),
               frozenset(str(r["standing"]) for r in records))


def _whole(value: object) -> int:
    return int(number(value) or 0)


def _lead(view: View, bars: dict[str, Bar]) -> str:
    """The county's new places: signed, promised, left; how many have not answered or said no."""
    every = list(bars.values())
    sums = {word: sum(bar.part(word) for bar in every) for word in SHADES}
    open_, yes = {WAITING, ASSUMED_YES, ASSUMED_NO}, {SIGNED, PROMISED}  # what is assumed is no answer
    waiting = sum(bool(open_ & bar.standings) and bar.asked > 0 and not (yes | {REFUSED}) & bar.standings
                  for bar in every)
    no = sum(REFUSED in bar.standings and not yes & bar.standings for bar in every)
    return say("figure.answers_lead", view.language, total=sum(bar.total for bar in every),
               signed=sums[SIGNED], promised=sums[PROMISED], left=sum(bar.left for bar in every),
               unasked=sums[NOT_ASKED],
               waiting=waiting, no=no)


def _signs(shown: Sequence[str], language: str) -> list[Sign]:
    return [Sign("box", SHADES[word], say(f"figure.answers_{word}", language)) for word in shown]


def _columns(bars: dict[str, Bar], shown: Sequence[str], language: str) -> list[Column]:
    """Asked for, signed, promised and left in numbers, then how the municipality stands, in words."""
    def head(word: str) -> str:
        return say(f"figure.answers_head_{word}", language)
    def shown_as(places: int) -> str:
        return whole(places, language) if places else "–"
    numbers = [Column(head("asked"), lambda bar: shown_as(bar.asked), 0.78),
               Column(head("signed"), lambda bar: shown_as(bar.part(SIGNED)), 0.78, bold=True)]
    if PROMISED in shown:
        numbers.append(Column(head("promised"), lambda bar: shown_as(bar.part(PROMISED)), 0.6))
    numbers.append(Column(head("left"), lambda bar: shown_as(bar.left), 0.78))
    told = {code: _word(bar, language) for code, bar in bars.items()}
    wide = max(width(text, 9.5, True) for text in told.values()) + 0.25
    return [*numbers, Column("", lambda bar: told[bar.code], wide, "left",
                             mark=lambda bar: bool(bar.standings & {REFUSED, ASSUMED_NO}))]


def _word(bar: Bar, language: str) -> str:
    """How the municipality stands, in a word or two: a no first, then the furthest its bar has come."""
    shown = {word for word, places in bar.parts if places}
    open_ = bar.standings & {WAITING, REFUSED, ASSUMED_NO}  # told even where the bar has no part of it
    word = next((word for word in TOLD if word in shown | open_), NOT_ASKED)
    partly = word in PARTLY and bool(shown - {word})
    return say(f"figure.answers_{'partly' if partly else 'word'}_{word}", language)


def _paint(ax: Axes, y: float, bar: Bar) -> None:
    """The parts after each other, each with an edge so that white is seen."""
    from matplotlib.patches import Rectangle

    start = 0.0
    for standing, places in bar.parts:
        if places:
            ax.add_artist(Rectangle((start, y - 0.31), places, 0.62, facecolor=SHADES[standing],
                                    edgecolor=style.MUTED, linewidth=0.7))
            start += places
