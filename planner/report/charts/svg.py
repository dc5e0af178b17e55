"""Inline SVG as escaped markup: elements, texts and the few shapes that charts are made of.

Positions across are percentages of a drawing's width, so that a chart fits any page while its texts
keep their size; positions down are pixels. A map has a view box of its own instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from markupsafe import Markup, escape

from planner.wording import NO_BREAK

INK, MUTED, RULE, BAND = "#1A1A1A", "#595F66", "#D5D8DC", "#F4F5F7"
SIZE, SMALL, LETTER = 13, 11, 0.56  # pixels of texts; the mean width of a sign in parts of its size


def element(name: str, *inside: object, **attributes: object) -> Markup:
    """``<name a="…">inside</name>``; everything is escaped but markup.

    An attribute that is None is left out, ``_`` in its name is written ``-`` (``class_`` is class).
    """
    told = "".join([f' {_name(key)}="{escape(number(value))}"'
                    for key, value in attributes.items() if value is not None])
    body = "".join([one if isinstance(one, Markup) else escape(clean(one)) for one in inside])
    return Markup(f"<{name}{told}>{body}</{name}>" if body else f"<{name}{told}/>")


@cache
def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def number(value: object) -> str:
    """A number with at most two decimals; anything else as text without control signs."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
    return clean(value)


def clean(value: object) -> str:
    """Text on one line, without signs that a page cannot hold."""
    line = str(value)
    if line.replace(NO_BREAK, "").isprintable():
        return line
    return "".join(sign if sign.isprintable() or sign == NO_BREAK else " " * (sign in "\t\n\r")
                   for sign in line)


def percent(value: float) -> str:
    """A part of the width: 0.3125 is 31.25%."""
    return f"{number(100.0 * value)}%"


def text(x: float, y: float, what: object, size: int = SIZE, anchor: str = "start", fill: str = INK,
         bold: bool = False, **more: object) -> Markup:
    """A line of text at a part of the width."""
    return element("text", what, x=percent(x), y=float(y), font_size=size, fill=None if fill == INK else fill,
                   text_anchor=None if anchor == "start" else anchor,
                   font_weight="bold" if bold else None, **more)


def bar(start: float, end: float, y: float, high: float, fill: str, **more: object) -> Markup:
    """A rectangle between two parts of the width; nothing for nothing."""
    if start == end:
        return Markup("")
    return element("rect", x=percent(min(start, end)), y=float(y), width=percent(abs(end - start)),
                   height=float(high), fill=fill, **more)


def upright(x: float, top: float, bottom: float, stroke: str, width: float = 1.0, **more: object) -> Markup:
    """A line down at a part of the width."""
    return element("line", x1=percent(x), x2=percent(x), y1=float(top), y2=float(bottom), stroke=stroke,
                   stroke_width=width, **more)


def across(start: float, end: float, y: float, stroke: str, width: float = 1.0, **more: object) -> Markup:
    """A line across between two parts of the width."""
    return element("line", x1=percent(start), x2=percent(end), y1=float(y), y2=float(y), stroke=stroke,
                   stroke_width=width, **more)


def joined(parts: Iterable[Markup]) -> Markup:
    """Pieces of markup one after the other."""
    return Markup("").join(parts)


def picture(word: str, title: str, high: float, *inside: Markup, about: str = "") -> Markup:
    """One drawing as wide as its place: an image with a title (and what it is about) for screen readers."""
    named = element("title", title, id=f"{word}-title")
    told = element("desc", about, id=f"{word}-desc") if about else Markup("")
    ids = f"{word}-title {word}-desc" if about else f"{word}-title"
    return element("svg", named, told, *inside, class_="chart", role="img", aria_labelledby=ids, width="100%",
                   height=float(high), font_family="inherit", fill=INK)


def short(what: str, most: int) -> str:
    """The text, cut with … where it has more than so many signs."""
    line = clean(what)
    return line if len(line) <= most else line[:most - 1].rstrip() + "…"
