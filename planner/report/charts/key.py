"""The key of a chart: a list of signs with their words, each sign a small drawing of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from planner.report.charts.svg import element, joined

# Shapes around (0, 0), four pixels to each side: a scenario has its own, beside its colour.
SHAPES = ("M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z", "M-3.6-3.6h7.2v7.2h-7.2z", "M0-5l5 5l-5 5l-5-5z",
          "M0-4.6l4.8 8.4h-9.6z", "M0 4.6l4.8-8.4h-9.6z", "M-1.5-4.5h3v3h3v3h-3v3h-3v-3h-3v-3h3z",
          "M-4.6-1.2h9.2v2.4h-9.2z", "M-1.2-4.6h2.4v9.2h-2.4z", "M-4-4l4 1.5l4-1.5v8l-4-1.5l-4 1.5z",
          "M-4 0l4-4.5l4 4.5l-2.4 4.2h-3.2z")


@dataclass(frozen=True)
class Sign:
    """One sign: ``shape`` is "box", "tick", "ring", "dot", "stripes", a path or nothing.

    ``scenario`` is whose it is, where it is a scenario's.
    """

    shape: str
    colour: str
    label: str
    scenario: int | None = None


def key(signs: Sequence[Sign]) -> Markup:
    """The list; nothing without signs."""
    lines = [element("li", drawn(sign) if sign.shape else Markup(""), element("span", sign.label),
                     data_scenario=sign.scenario) for sign in signs]
    return element("ul", *lines, class_="chart-key") if lines else Markup("")


def shape(index: int) -> str:
    """The shape of a scenario by its place in the comparison."""
    return SHAPES[index % len(SHAPES)]


def drawn(sign: Sign) -> Markup:
    """The small drawing of a sign."""
    parts = {
        "box": lambda: element("rect", x=0, y=2, width=16, height=10, fill=sign.colour),
        "tick": lambda: element("rect", x=6.5, y=0, width=3, height=14, fill=sign.colour),
        "ring": lambda: element("circle", cx=8, cy=7, r=4.5, fill="#FFFFFF", stroke=sign.colour,
                                stroke_width=2),
        "dot": lambda: element("circle", cx=8, cy=7, r=5, fill=sign.colour),
        "stripes": lambda: joined([
            element("rect", x=0, y=2, width=16, height=10, fill="#FFFFFF"),
            element("path", d="M1 12l5-10M6 12l5-10M11 12l5-10", stroke=sign.colour, stroke_width=2)]),
    }
    made = parts.get(sign.shape, lambda: element("path", d=sign.shape, fill=sign.colour,
                                                 transform="translate(8 7)"))()
    return element("svg", made, width=16, height=14, aria_hidden="true", class_="sign")
