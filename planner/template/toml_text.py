"""Values as TOML text: what a person would write by hand."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from typing import Any

WIDTH = 100  # a longer text is broken over lines
PLAIN_KEY = r"[A-Za-z0-9_-]+"


def toml(value: Any) -> str:
    """A value as TOML: text, whole numbers, fractions, dates, switches, lists, inline tables."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Fraction):
        return number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key_text(k)} = {toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(toml(v) for v in value) + "]"
    if is_dataclass(value):
        return toml({f.name: getattr(value, f.name) for f in fields(value)
                     if getattr(value, f.name) not in (None, f.default)})
    return str(value)


def quoted(text: str) -> str:
    """Text in quotes; a long one broken over lines that TOML joins again."""
    line = json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
    if len(line) <= WIDTH or re.search(r'[\\"\x00-\x1f\x7f]|  ', text) or text != text.strip():
        return line
    broken = textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
    return '"""' + " \\\n".join(broken) + '"""'


def number(value: Fraction) -> str:
    """A whole number, a decimal number, or a fraction in quotes: each read back as exactly the same."""
    if value.denominator == 1:
        return str(value.numerator)
    rest = value.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    if rest > 1:
        return f'"{value}"'
    digits = next(n for n in range(1, 400) if (value * 10**n).denominator == 1)
    units = str(abs(value.numerator) * 10**digits // value.denominator).rjust(digits + 1, "0")
    return f"{'-' if value < 0 else ''}{units[:-digits]}.{units[-digits:]}"


def key_text(key: str) -> str:
    """A key as it stands before the equals sign."""
    return key if re.fullmatch(PLAIN_KEY, key) else json.dumps(key, ensure_ascii=False)
