"""The order of names as a reader looks them up: Swedish, å ä ö after z, é as e, large as small."""

from __future__ import annotations

import unicodedata

_LAST = {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"}  # the signs after z


def by_name(name: str) -> tuple[str, str]:
    """What a name is sorted by; the name itself decides between those that are read alike."""
    signs = (_LAST.get(sign) or unicodedata.normalize("NFD", sign)[0]
             for sign in unicodedata.normalize("NFC", name).casefold())
    return "".join(signs), name
