"""A scenario's keys and values in the words that readers know: ``need.total`` is "Platser i länet".

A key is called by ``[differ_key]``, by all of it; else a key that names a table by the table, another by
its last word there, or by what it means (``[meaning]``, up to its first pause). A value is called by
``[differ_value]``, as a value of the key or of any. What a planner wrote stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from planner.headings import sheet_name
from planner.wording import decimal, say, subject

MOST_DIGITS = 4  # a fraction that needs more decimals is shown as a fraction


class Meant(NamedTuple):
    """What is known of a key: its meaning as the code has it, and the word of the table it names."""

    meaning: str
    table: str


@cache
def known_keys() -> Mapping[str, Meant]:
    """Every key of a scenario: ``need.total``, ``rules.pace.places``, ``money.kinds``, ``shares.whole``."""
    from planner.keys import BasisKeys, CaseKeys, Keys, NeedKeys, WindowKeys
    from planner.settings import PLAIN_KEYS, Settings
    closed: tuple[tuple[str, type[Keys]], ...] = (
        ("case.", CaseKeys), ("need.", NeedKeys), ("basis.", BasisKeys), ("shares.", WindowKeys),
        ("", Settings))
    found = {}
    for start, keys in closed:
        for name, info in keys.model_fields.items():
            if start or (name in PLAIN_KEYS and name not in ("case", "need", "basis")):
                extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
                found[start + name] = Meant(info.description or "", str(extra.get("table", "")))
    return {**dict(_piece_keys()), **found}


def _piece_keys() -> Iterator[tuple[str, Meant]]:
    """The keys of share models, rules, goals and sections."""
    from dataclasses import fields

    from models.pieces import pieces
    for folder in ("shares", "rules", "goals", "sections"):
        for word, piece in pieces(folder).items():
            start = {"shares": "shares", "sections": word}.get(folder, f"{folder}.{word}")
            for one in fields(piece):
                table = one.metadata.get("table")
                yield f"{start}.{one.name}", Meant(one.metadata.get("meaning", ""),
                                                   table.word if table else "")


def key_name(key: str, language: str) -> str:
    """What a key is called, inside a sentence."""
    words, last = subject("differ_key"), key.rpartition(".")[2]
    meant = known_keys().get(key)
    if key not in words and meant is not None and meant.table:
        return _small(sheet_name(meant.table, language))
    own = words.get(key) or words.get(last)
    if own or meant is None:
        return own[language] if own else last
    told = subject("meaning").get(meant.meaning, {}).get(language, meant.meaning)
    return _small(re.split("[:;?]", told)[0].strip())


def value_text(key: str, value: str, language: str) -> str:
    """A value as a reader sees it: words for the program's own, decimals for fractions, yes and no."""
    if value in ("true", "false"):
        return say(f"ranges.{'yes' if value == 'true' else 'no'}", language)
    return ", ".join(_one(key, part, language) for part in value.split(", "))


def _one(key: str, value: str, language: str) -> str:
    words = subject("differ_value")
    own = words.get(f"{key}.{value}") or words.get(f"{key.rpartition('.')[2]}.{value}") or words.get(value)
    if own:
        return own[language]
    return _fraction(value, language) if re.fullmatch(r"-?\d+/\d+", value) else value


def _fraction(value: str, language: str) -> str:
    """1/100 as 0,01; 17/3 as it is."""
    exact = Fraction(value)
    for digits in range(MOST_DIGITS + 1):
        if (exact * 10**digits).denominator == 1:
            return decimal(exact, digits, language)
    return value


def _small(text: str) -> str:
    """With a small first letter, unless the word is an abbreviation."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
