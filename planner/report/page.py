"""A report as one HTML file: the Jinja2 environment, the base template, its style, script and policy.

Nothing is fetched: style and script stand in the file, and the policy lets in these two and no
others, each by its SHA-256. So no element may have a ``style`` attribute or an ``on…`` attribute;
SVG uses presentation attributes (``fill="…"``) or the classes of report.css.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from planner.report.section import Section
from planner.wording import LANGUAGES, NO_BREAK, say, subject

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent
# Signs that no text needs: controls, and those that turn the direction of what stands beside them.
STRAY = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ufffe\\uffff]")
STYLES = ("report.css", "charts.css", "comparison.css")
SCRIPT, BASE = "report.js", "report.html.j2"
RUNNING = 100  # signs at the head of a printed page: the stamp and the title
_THOUSANDS = re.compile(r"(?<=\b\d) (?=\d{3}\b)|(?<=\b\d\d) (?=\d{3}\b)|(?<=\b\d{3}) (?=\d{3}\b)")
SCRIPT_WORDS = "report_script"  # its words stand as data attributes of the body


@dataclass(frozen=True)
class Page:
    """What a report holds: title, whom it is for, notes, its sections, its last line.

    ``stamp`` stands on each printed page; ``notes`` are told right under the sections that stand
    first, which are not in the menu.
    """

    title: str
    under: str
    stamp: str
    language: str
    sections: Sequence[Section]
    notes: Sequence[str] = ()
    foot: str = ""


@cache
def environment() -> Environment:
    """Jinja2 over this folder: everything is escaped, and a name that is not there is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    return Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True, finalize=_unbroken)


def _unbroken(value: object) -> object:
    """A text with what belongs together on one line: the parts of a number, a day and its month."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return _dates().sub(NO_BREAK, _THOUSANDS.sub(NO_BREAK, value))


@cache
def _dates() -> re.Pattern[str]:
    """The space between a day and a month, in any language."""
    months = "|".join(say("report.months", language) for language in LANGUAGES)
    return re.compile(rf"(?<=\b\d) (?=(?:{months})\b)|(?<=\b\d\d) (?=(?:{months})\b)")


def rendered(template: str, language: str, **values: object) -> Markup:
    """A template of this folder with its values; ``say(key, ...)`` in it speaks the language."""
    def spoken(key: str, **inside: object) -> str:
        return say(key, language, **inside)
    return Markup(environment().get_template(template).render(say=spoken, language=language, **values))


def html(page: Page) -> str:
    """The whole file."""
    style, script = "".join(map(_text, STYLES)) + running(page), _text(SCRIPT)
    words = {key.replace("_", "-"): say(f"{SCRIPT_WORDS}.{key}", page.language)
             for key in sorted(subject(SCRIPT_WORDS))}
    made = rendered(BASE, page.language, page=page, words=words, policy=policy(style, script),
                    style=Markup(style), script=Markup(script))
    return STRAY.sub("", str(made))


def running(page: Page) -> str:
    """The style that writes whom the page is for, and its title, at the head of each printed page."""
    title = STRAY.sub("", page.title)  # before the style's hash is taken
    room = RUNNING - len(page.stamp) * 5 // 4  # which is bold
    title = title if len(title) <= room else f"{title[:room - 1].rstrip()}…"
    boxes = {"top-left": (page.stamp, "bold 9pt"), "top-right": (title, "9pt")}
    told = "".join(f'@{place} {{ content: "{_quoted(text)}"; font: {font} sans-serif; '
                   "white-space: nowrap; } " for place, (text, font) in boxes.items())
    return f"@page {{ {told}}}\n"


def _quoted(text: str) -> str:
    """A text inside a string of CSS: what is neither letter, digit nor space is written by its number."""
    return "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):x} " for sign in text)


def policy(style: str, script: str) -> str:
    """The Content-Security-Policy: nothing from outside, and only this style and this script."""
    return (f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
            "img-src data:; base-uri 'none'; form-action 'none'")


def write(path: Path, page: Page) -> None:
    """Write the file: UTF-8, LF."""
    path.write_text(html(page), encoding="utf-8", newline="")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8").replace("\r\n", "\n")
