"""How a memo looks: A4, one sans-serif family, headings that are real styles, quiet tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

FONT, DARK, GREY, PALE = "Arial", "1F3A4D", "5A6670", "E9EEF1"
BODY, SMALL, TABLE = 10.0, 8.5, 8.5  # points
TEXT, FIGURE = "Table Text", "Table Figure"  # paragraphs of a table: to the left, to the right
BELOW = "Table Note"  # what stands below one
MARGIN, TOP, BOTTOM = 22, 25, 18  # millimetres
A4 = (210, 297)
# Style: size in points, bold, colour, space before and after in points.
LOOKS: dict[str, tuple[float, bool, str, float, float]] = {
    "Normal": (BODY, False, "000000", 0, 5),
    "Title": (17, True, DARK, 0, 3),
    "Subtitle": (11, False, GREY, 0, 8),
    "Heading 1": (12.5, True, DARK, 11, 3),
    "Heading 2": (10.5, True, DARK, 7, 2),
    "Caption": (TABLE, True, DARK, 6, 3),
    "List Number": (BODY, False, "000000", 0, 3),
    "List Bullet": (BODY, False, "000000", 0, 2),
    "Header": (SMALL, False, GREY, 0, 0),
    "Footer": (SMALL, False, GREY, 0, 0),
}


def lay_out(document: Document, language: str) -> None:
    """Set the page, the styles and the language of proofing of an empty document."""
    from docx.shared import Mm
    section = document.sections[0]
    section.page_width, section.page_height = Mm(A4[0]), Mm(A4[1])
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.header_distance = section.footer_distance = Mm(10)
    for name, look in LOOKS.items():
        _style(document.styles[name], *look)
    _cells(document)
    _spoken(document, language)
    _quiet(document.styles["Table Grid"])


def _style(style: Any, size: float, bold: bool, colour: str, before: float, after: float) -> None:
    from docx.shared import Pt, RGBColor
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):  # a theme's font would go before the named one
        del fonts.attrib[name]
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.color.rgb, style.font.italic = RGBColor.from_string(colour), False
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.1
    _without(style, "pBdr")
    if style.name.startswith("List"):
        _without(style, "contextualSpacing")
    for wide in style.element.rPr.findall(qualified("spacing")):  # between letters
        style.element.rPr.remove(wide)


def _cells(document: Document) -> None:
    """The styles of what stands in tables."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt
    for name in (TEXT, FIGURE, BELOW):
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        _style(style, TABLE, False, "000000", 0, 0)
        style.paragraph_format.line_spacing = 1
    document.styles[BELOW].paragraph_format.space_before = Pt(4)
    document.styles[FIGURE].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _without(style: Any, name: str) -> None:
    """Take something out of a style's paragraphs."""
    for one in style.element.findall(f".//{qualified(name)}"):
        one.getparent().remove(one)


def _spoken(document: Document, language: str) -> None:
    """The language that spelling is checked in."""
    word = {"sv": "sv-SE", "en": "en-GB"}[str(language)]
    for one in document.styles.element.iter(qualified("lang")):
        one.set(qualified("val"), word)
    for one in document.settings.element.iter(qualified("themeFontLang")):
        one.set(qualified("val"), word)


def _quiet(style: Any) -> None:
    """A table with thin lines between its rows and none between its columns."""
    for border in style.element.find(f".//{qualified('tblBorders')}"):
        side = border.tag.rpartition("}")[2]
        border.set(qualified("val"), "single" if side in ("top", "bottom", "insideH") else "nil")
        border.set(qualified("color"), "B8C2C9")
    for side in style.element.find(f".//{qualified('tblCellMar')}"):
        if side.tag.rpartition("}")[2] in ("left", "right"):
            side.set(qualified("w"), "57")


def qualified(name: str) -> str:
    """A name of the document's own markup with its namespace."""
    from docx.oxml.ns import qn
    return str(qn(f"w:{name}"))
