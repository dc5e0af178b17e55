"""What the terminal shows: results on stdout, everything else on stderr.

``print`` stands here and in no other file of the planner; the words stand in ``planner/words/``.
"""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterable, Sequence

from models.errors import Fault
from planner.person_text import hidden
from planner.wording import LANGUAGES, MINUS, NO_BREAK, say

# What a terminal that lacks a sign of Swedish print shows instead.
PLAINER = {MINUS: "-", NO_BREAK: " ", "–": "-", "→": "->", "≤": "<=", "…": "..."}


def language_of(argv: Sequence[str]) -> str:
    """The language that a command line asks for, read before it is parsed; else Swedish."""
    for flag, value in zip(argv, [*argv[1:], ""], strict=False):
        wanted = value if flag == "--language" else flag.removeprefix("--language=")
        if wanted in LANGUAGES and flag.startswith("--language"):
            return wanted
    return "sv"


def ready_streams() -> None:
    """Let a terminal of an older encoding show plainer signs instead of failing."""
    codecs.register_error("plainer", _plainer)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="plainer")


def _plainer(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return PLAINER.get(error.object[error.start], "?"), error.start + 1


def result(*lines: str) -> None:
    """Lines of the result, on stdout."""
    for line in lines:
        print(line)


def tell(key: str, language: str, **values: object) -> None:
    """A sentence that is no result, on stderr at once."""
    print(say(key, language, **values), file=sys.stderr, flush=True)


def tell_text(text: str) -> None:
    """Text that is no result and is worded already, on stderr; nothing where it is empty."""
    if text:
        print(text, file=sys.stderr)


def tell_faults(faults: Iterable[Fault], language: str) -> None:
    """Every fault on a line of its own, on stderr."""
    for one in faults:
        print(fault_line(one, language), file=sys.stderr)


def fault_line(fault: Fault, language: str) -> str:
    """``file:line: key: sentence``, of a workbook ``file: Sheet!D14: sentence``.

    What is not known of the place is left out.
    """
    place = fault.place
    where = place.file if place.line is None else f"{place.file}:{place.line}"
    book, _, sheet = place.file.partition(".xlsx#")
    if sheet:
        where = f"{book}.xlsx: {place.cell or sheet}"
    elif place.cell:
        where = f"{place.file}: {place.cell}"
    told = hidden(say(f"fault.{fault.key}", language, **fault.values))
    where = hidden(where) if where.startswith("--set ") else where
    return ": ".join(part for part in (where, place.key, place.column, told) if part)
