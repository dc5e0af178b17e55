"""From the blocks of a memo to a Word document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.memo.blocks import (
    BULLET,
    FRAME,
    LEAD,
    NOTE,
    NUMBER,
    SUBTITLE,
    Blank,
    Block,
    Grid,
    Heading,
    Line,
)
from planner.memo.packed import save
from planner.memo.styles import BELOW, DARK, PALE, lay_out
from planner.memo.table import add_grid
from planner.memo.word import blank, element, field
from planner.wording import say

if TYPE_CHECKING:
    from docx.document import Document

# Signs that a document's XML cannot hold.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
STYLES = {BULLET: "List Bullet", NUMBER: "List Number", SUBTITLE: "Subtitle", NOTE: BELOW}


@dataclass(frozen=True)
class Edges:
    """What stands on each page: the release's stamp and the diary number on top, the run below."""

    stamp: str
    foot: str
    number: Blank


def write(path: Path, title: str, edges: Edges, blocks: Iterable[Block], language: str) -> None:
    """Write a memo of these blocks."""
    import docx
    document = docx.Document()
    lay_out(document, language)
    _edges(document, edges, language)
    for block in blocks:
        add(document, block)
    save(document, path, clean(title), "sv-SE" if str(language) == "sv" else "en-GB")


def clean(text: str) -> str:
    """The text without signs that no document can hold; everything else stays as it is."""
    return UNWRITABLE.sub("\ufffd", text)


def add(document: Document, block: Block) -> None:
    """Add one block at the end."""
    if isinstance(block, Grid):
        add_grid(document, block, clean)
    elif isinstance(block, Heading):
        _heading(document, block)
    else:
        _line(document, block)


def _heading(document: Document, block: Heading) -> None:
    if block.new_page:
        _new_page(document, block.wide)
    document.add_heading(clean(block.text), block.level)


def _new_page(document: Document, wide: bool) -> None:
    """A page of its own, lying where its table is wide."""
    from docx.enum.section import WD_ORIENT, WD_SECTION
    section = document.add_section(WD_SECTION.NEW_PAGE)
    if wide != (section.orientation == WD_ORIENT.LANDSCAPE):
        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = section.page_height, section.page_width


def _line(document: Document, block: Line) -> None:
    paragraph = document.add_paragraph(style=STYLES.get(block.style))
    if block.lead:
        paragraph.add_run(f"{clean(block.lead)} ").bold = True
    _blank(paragraph, block.before)
    if block.text:
        run = paragraph.add_run(clean(f" {block.text}" if block.before else block.text))
        run.bold = True if block.style in (LEAD, FRAME) else None
    _blank(paragraph, block.after)
    if block.tail:
        paragraph.add_run(clean(f" {block.tail}"))
    if block.style == FRAME:
        _framed(paragraph)
    paragraph.paragraph_format.keep_with_next = True if block.kept or block.style == LEAD else None


def _blank(paragraph: Any, one: Blank | None) -> None:
    if one is None:
        return
    if paragraph.runs and not paragraph.runs[-1].text.endswith(" "):
        paragraph.add_run(" ")
    if one.value:
        paragraph.add_run(clean(one.value))
    else:
        paragraph._p.append(blank(clean(one.asked)))


def _framed(paragraph: Any) -> None:
    """A frame around a paragraph that nobody shall miss."""
    frame = element("pBdr")
    for side in ("top", "left", "bottom", "right"):
        frame.append(element(side, val="single", sz="8", space="4", color=DARK))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(frame, "w:shd", "w:spacing", "w:ind", "w:jc", "w:rPr")
    properties.insert_element_before(element("shd", val="clear", color="auto", fill=PALE),
                                     "w:spacing", "w:ind", "w:jc", "w:rPr")


def _edges(document: Document, edges: Edges, language: str) -> None:
    """The header and footer that all pages share."""
    section = document.sections[0]
    first = section.header.paragraphs[0]
    first.add_run(clean(edges.stamp)).bold = True
    second = section.header.add_paragraph(style="Header")
    second.add_run(say("memo.diary", language))
    _blank(second, edges.number)
    below = section.footer.paragraphs[0]
    below.add_run(f"{clean(edges.foot)} · {say('memo.page', language)} ")
    field(below, "PAGE")
    below.add_run(f" {say('memo.page_of', language)} ")
    field(below, "NUMPAGES")
