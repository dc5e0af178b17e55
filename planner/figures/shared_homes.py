"""Who answers for the new places and where they lie: area by area, a bar for each municipality.

A bar is what the municipality answers for: in homes of its own, its part of a shared home at home, its
part that lies with another; the frame after it is what lies here and others answer for. Beside it
stands in words with whom the places lie and for whom it keeps a home.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from planner.figures import style
from planner.figures.facts import Facts
from planner.figures.order import by_name, large, whole_step
from planner.figures.shared_facts import AWAY, HEAD, OWN, SHARED, Section, Town, pages_of, read, sections_of
from planner.figures.style import HEIGHT, Drawing, Heading, Page, Sign, heading
from planner.figures.text import fitting, shorten, width
from planner.view import View
from planner.wording import listing, say, whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BARE = 0.4  # rows above municipalities without a heading
AXIS, PITCH = 0.34, 0.3  # inches
NAME, NUMBER, WORDS = 1.5, 0.62, 4.3  # inches


def draw(view: View, facts: Facts) -> list[Drawing]:
    """The pages of the figure ``shared_homes``; none where no place can lie elsewhere."""
    if view.lies is None:
        return []
    towns = read(view, facts)
    pages = list(pages_of(sections_of(view, facts)))
    head = heading(view, "shared_homes", _lead(view, facts, towns), _signs(towns, view.language))
    made = []
    for index, sections in enumerate(pages, 1):
        word = "shared_homes" if len(pages) == 1 else f"shared_homes_{index}"
        made.append(Drawing(style.stem(word, view.example), head.title,
                            partial(_figure, view, head, towns, sections)))
    return made


def _lead(view: View, facts: Facts, towns: Mapping[str, Town]) -> str:
    """How many take part, how many places lie with another, and who keeps a home for others."""
    language = view.language
    taking = sum(town.answers > 0 for town in towns.values())
    away = sum(sum(town.away.values()) for town in towns.values())
    hosts = [towns[code].name for code in by_name(facts.names) if towns[code].guests]
    told = say("figure.shared_lead", language, taking=taking, all=len(towns), year=str(facts.years[-1]),
               new=sum(town.answers for town in towns.values()), away=away)
    if not hosts:
        return told + " " + say("figure.shared_none", language)
    return told + " " + say("figure.shared_hosts", language, names=listing(hosts, language))


def _signs(towns: Mapping[str, Town], language: str) -> list[Sign]:
    """The key, of the parts that occur."""
    seen = {colour for town in towns.values() for length, colour in town.parts if length}
    guests = any(town.guests for town in towns.values())
    return [Sign("box", colour, say(f"figure.shared_{word}", language))
            for word, colour, there in (("own", OWN, OWN in seen), ("here", SHARED, SHARED in seen),
                                        ("away", AWAY, AWAY in seen), ("guests", "#FFFFFF", guests)) if there]


def _figure(view: View, head: Heading, towns: Mapping[str, Town], sections: Sequence[Section]) -> Figure:
    """One page: the areas under each other on one scale."""
    rows = sum(HEAD + len(section.codes) for section in sections)
    page = Page(head, min(HEIGHT, max(3.6, 2.3 + PITCH * rows)))
    pitch = min(PITCH, (page.top - page.bottom - AXIS - 0.3) / rows)
    _Sheet(page, view, towns, sections, pitch)
    return page.figure


class _Sheet:
    """One page while it is drawn."""

    def __init__(self, page: Page, view: View, towns: Mapping[str, Town], sections: Sequence[Section],
                 pitch: float) -> None:
        self.page, self.language, self.pitch, self.areas = page, view.language, pitch, view.areas
        self.size = min(9.5, pitch * 72 * 0.66)
        self.left = page.left + NAME
        shown = [towns[code] for section in sections for code in section.codes]
        head = width(say("figure.shared_head_where", self.language), 8.5)
        told = (width(_words(town, self.size, self.language), self.size) for town in shown)
        self.words = page.right - min(WORDS, max(head, *told)) - 0.05
        self.wide = self.words - 3 * NUMBER - 0.15 - self.left
        reach = {town.code: float(town.reach) for town in shown}
        apart = large(reach)
        self.limit = max([1.0, *(n for code, n in reach.items() if code not in apart)]) * 1.04
        y = page.top - 0.3
        self._heads(page.top - 0.12)
        top = y
        for section in sections:
            y = self._section(section, towns, y)
        self._axis(top, y)

    def _heads(self, y: float) -> None:
        """What the numbers are."""
        for index, word in enumerate(("new", "home", "with_others")):
            x = self.words - 0.15 - NUMBER * (2 - index)
            text = say(f"figure.shared_head_{word}", self.language)
            size = fitting(text, 8.5, NUMBER - 0.05, 6)
            self.page.put(x, y, text, size, color=style.MUTED, ha="right")
        text = say("figure.shared_head_where", self.language)
        self.page.put(self.words, y, text, 8.5, color=style.MUTED)

    def _section(self, section: Section, towns: Mapping[str, Town], y: float) -> float:
        """An area's heading and rows; the y below them."""
        name = section.area or (say("figure.shared_no_area", self.language) if self.areas else "")
        y -= self.pitch * (HEAD if name else BARE)
        self.page.put(self.page.left, y + self.pitch * 0.42, name, min(10, self.size * 1.1), bold=True)
        ax = self.page.axes(self.left, y - self.pitch * len(section.codes), self.wide,
                            self.pitch * len(section.codes))
        ax.set(xlim=(0, self.limit), ylim=(len(section.codes), 0))
        for index, code in enumerate(section.codes):
            self._row(ax, towns[code], index, y - self.pitch * (index + 0.5))
        return y - self.pitch * len(section.codes)

    def _row(self, ax: Axes, town: Town, index: int, y: float) -> None:
        """Name, bar, numbers, words."""
        page = self.page
        if index % 2 == 0:
            page.box(page.left, y - self.pitch / 2, page.right - page.left, self.pitch, style.BAND)
        page.put(page.left + 0.08, y, shorten(town.name, self.size, NAME - 0.15), self.size)
        self._bar(ax, town, index + 0.5)
        away = sum(town.away.values())
        for place, value in enumerate((town.answers, town.answers - away, away)):
            x = self.words - 0.15 - NUMBER * (2 - place)
            page.put(x, y, whole(value, self.language) if value else "–", self.size, ha="right",
                     bold=place == 0)
        page.put(self.words, y, _words(town, self.size, self.language), self.size)

    def _bar(self, ax: Axes, town: Town, y: float) -> None:
        """The parts of the bar, the frame of guests, and a break where it is longer than the scale."""
        start = 0
        for length, colour in town.parts:
            style.bar(ax, y, start, length, colour)
            start += length
        guests = sum(town.guests.values())
        if guests:
            ax.barh(y, guests, left=start, height=0.56, facecolor="white", edgecolor=style.MUTED,
                    linewidth=0.9, zorder=2)
        if town.reach > self.limit:
            for shift in (0.965, 0.98):
                at = self.limit * shift
                lean = self.limit * 0.006
                ax.plot([at - lean, at + lean], [y + 0.45, y - 0.45], color="white", linewidth=2, zorder=5)

    def _axis(self, top: float, low: float) -> None:
        """Round numbers under the bars."""
        by = whole_step(self.limit, 5)
        for value in range(0, int(self.limit) + 1, by):
            x = self.left + self.wide * value / self.limit
            self.page.box(x, low, 0.005, top - low, style.RULE, zorder=-1)
            self.page.put(x, low - 0.1, whole(value, self.language), 8, color=style.MUTED, ha="center")
        self.page.put(self.left + self.wide / 2, low - 0.24, say("figure.axis_flow", self.language), 8,
                      color=style.MUTED, ha="center")


def _words(town: Town, size: float, language: str) -> str:
    """With whom its places lie, and for whom it keeps a home: as many names as have room."""
    for most in range(max(len(town.away), len(town.guests), 1), 0, -1):
        parts = [say(f"figure.shared_{key}", language, names=_named(found, most, language))
                 for key, found in (("lie_with", town.away), ("home_for", town.guests)) if found]
        told = "; ".join(parts)
        if width(told, size) <= WORDS:
            return told
    return shorten(told, size, WORDS)


def _named(found: Mapping[str, int], most: int, language: str) -> str:
    """Täby 3, Vallentuna 2: the largest first, then how many more."""
    ranked = sorted(found.items(), key=lambda item: -item[1])
    told = ", ".join(say("figure.to", language, name=name, places=n) for name, n in ranked[:most])
    rest = len(ranked) - most
    return say("figure.rows_names_more", language, names=told, count=rest) if rest > 0 else told
