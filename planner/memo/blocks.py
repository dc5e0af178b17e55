"""What a memo is made of, before it is laid out: headings, sentences, lists, tables, fields to fill in."""

from __future__ import annotations

from dataclasses import dataclass

PLAIN, BULLET, NUMBER, LEAD, NOTE, FRAME, SUBTITLE = ("plain", "bullet", "number", "lead", "note", "frame",
                                                      "subtitle")


@dataclass(frozen=True)
class Heading:
    """A heading; level 0 is the memo's title. ``new_page``: an annex begins a page of its own, lying
    where it is ``wide``.
    """

    text: str
    level: int = 1
    new_page: bool = False
    wide: bool = False


@dataclass(frozen=True)
class Blank:
    """What the scenario says of something, or, where it says nothing, a field that asks for it."""

    asked: str
    value: str = ""


@dataclass(frozen=True)
class Line:
    """A paragraph: ``lead`` in bold, ``before``, the text, ``after``, ``tail``.

    ``style`` is one of those above; ``kept``: it stands on the page of what follows.
    """

    text: str
    style: str = PLAIN
    lead: str = ""
    before: Blank | None = None
    after: Blank | None = None
    kept: bool = False
    tail: str = ""


@dataclass(frozen=True)
class Grid:
    """A table as text: a header row, rows, how many columns stand to the left.

    ``over`` stands above groups of columns as (text, number of columns), in order; ``total``: the last
    row is a sum; ``captioned``: the title stands above it (else it is only heard); ``whole``: it is not
    parted between pages.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: int = 1
    total: bool = False
    over: tuple[tuple[str, int], ...] = ()
    captioned: bool = True
    whole: bool = False


Block = Heading | Line | Grid
