"""Pieces of a Word document's markup: elements, fields that Word counts, fields to fill in."""

from __future__ import annotations

from typing import Any

from planner.memo.styles import GREY, qualified


def element(name: str, **attributes: str) -> Any:
    """An element of the document's markup with its attributes."""
    from docx.oxml import OxmlElement
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qualified(key), value)
    return made


def words(text: str, bold: bool = False, size: float | None = None) -> Any:
    """A run of text; ``size`` in points where it is not the paragraph's own. A tab stays a tab."""
    run, look = element("r"), element("rPr")
    if bold:
        look.append(element("b"))
    if size is not None:
        look.append(element("sz", val=str(int(2 * size))))
    run.append(look)
    run.text = text
    return run


def field(paragraph: Any, code: str) -> None:
    """A field that the reader's program works out: PAGE, NUMPAGES."""
    for kind in ("begin", "", "separate", "text", "end"):
        run = paragraph.add_run("1" if kind == "text" else "")
        if kind == "":
            words = element("instrText")
            words.text = f" {code} "
            run._r.append(words)
        elif kind != "text":
            run._r.append(element("fldChar", fldCharType=kind))


def blank(asked: str) -> Any:
    """A field to fill in, which says in grey what belongs there; one click and it is written over."""
    made, about, content, run = (element(name) for name in ("sdt", "sdtPr", "sdtContent", "r"))
    about.append(element("alias", val=asked))
    about.append(element("showingPlcHdr"))
    about.append(element("text"))
    look, words = element("rPr"), element("t")
    look.append(element("color", val=GREY))
    words.text = f"[{asked}]"
    run.append(look)
    run.append(words)
    content.append(run)
    made.append(about)
    made.append(content)
    return made
