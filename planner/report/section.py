"""A part of a report: its anchor, its heading and what stands under it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True)
class Section:
    """One part of the page.

    ``word`` is its anchor (letters, digits and -), ``title`` its heading, ``html`` what stands under the
    heading, already escaped. ``in_menu``: is it in the page's list of contents? ``own_page``: does it
    begin a new sheet of paper?
    """

    word: str
    title: str
    html: Markup
    in_menu: bool = True
    own_page: bool = False
