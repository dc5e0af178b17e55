"""Writes section 8 of model.md from the docstrings and keys of the pieces.

``python docs/pages.py`` rewrites the section; a test compares it with the code.
"""

from __future__ import annotations

import inspect
import sys
from dataclasses import MISSING, fields
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (("rules", "Rules"), ("goals", "Goals"), ("shares", "Share models"),
           ("sections", "Sections: the share model through the year"))
START, END = "<!-- pieces -->\n", "<!-- end of pieces -->"


def page(word: str, piece: type) -> str:
    """The page of one piece: its docstring and a table of its keys."""
    text = [f"#### {word}", "", inspect.cleandoc(piece.__doc__ or "")]
    keys = [f for f in fields(piece) if f.metadata.get("meaning")]
    if keys:
        text += ["", "| key | default | meaning |", "|---|---|---|"]
        text += [f"| `{f.name}` | {_default(f.default)} | {f.metadata['meaning']} |" for f in keys]
    return "\n".join(text)


def _default(value: object) -> str:
    if value is MISSING:
        return "must be given"
    if value in (None, "", ()):
        return "none"
    return f"`{str(value).lower()}`" if isinstance(value, bool) else f"`{value}`"


def section() -> str:
    """All pages, rules first."""
    from models.pieces import pieces
    parts = []
    for folder, title in FOLDERS:
        parts.append(f"### {title}")
        parts += [page(word, piece) for word, piece in pieces(folder).items()]
    return "\n\n".join(parts) + "\n"


def with_section(text: str) -> str:
    """The document with its section 8 as the code has it now."""
    head, _, rest = text.partition(START)
    return f"{head}{START}\n{section()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    document = ROOT / "docs" / "model.md"
    document.write_text(with_section(document.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
