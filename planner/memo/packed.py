"""The file of a document with the same bytes every time: parts in order, no clock, nothing of the machine."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can tell
FIRST = "[Content_Types].xml"  # what readers look for first

LONGEST = 255  # signs that a property of a document may have


def save(document: Document, path: Path, title: str, language: str) -> None:
    """Write the document; its properties are its title and language, and no person or time of writing."""
    about = document.core_properties
    about.title, about.language = title[:LONGEST], language
    about.author = about.last_modified_by = about.comments = about.keywords = about.subject = ""
    about.created = about.modified = datetime(*EPOCH)
    about.revision = 1
    _without_picture(document)
    made = io.BytesIO()
    document.save(made)
    path.write_bytes(packed(made.getvalue()))


def _without_picture(document: Document) -> None:
    """Take away the small picture of the empty document that this one was begun from."""
    related = document.part.package.rels
    for key in [key for key, one in related.items() if one.reltype.endswith("/thumbnail")]:
        del related[key]


def packed(made: bytes) -> bytes:
    """A zip file with its parts sorted and every date the same."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != FIRST, name)):
            part = zipfile.ZipInfo(name, EPOCH)
            part.compress_type, part.create_system, part.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            new.writestr(part, old.read(name))
    return out.getvalue()
