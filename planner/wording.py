"""Every word a user reads, Swedish and English, from the tables in ``planner/words/``.

A words file is TOML: ``key = {sv = "…", en = "…"}`` in tables by subject; a sentence holds
``{name}`` where a value goes. Numbers follow Swedish print: U+00A0 between thousands,
decimal comma, U+2212 as minus.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

LANGUAGES = ("sv", "en")
NAMES = ("year", "line", "row")
NO_BREAK, MINUS = "\u00a0", "\u2212"


@cache
def words() -> dict[str, dict[str, str]]:
    """All sentences: ``{"subject.key": {"sv": ..., "en": ...}}``."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted((Path(__file__).parent / "words").glob("*.toml")):
        for about, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found.update({f"{about}.{k}": v for k, v in entries.items()})
    return found


@cache
def subject(name: str) -> dict[str, dict[str, str]]:
    """The sentences of one subject, ``{key: {"sv": ..., "en": ...}}``; empty where there is none.

    Only the files that have the subject are parsed: help and lists answer at once.
    """
    found: dict[str, dict[str, str]] = {}
    for text in _texts():
        if f"\n[{name}]\n" in text:
            found.update(tomllib.loads(_section(text, name)).get(name, {}))
    return found


@cache
def _texts() -> tuple[str, ...]:
    """The words files in the order of their names, each with a line break before it."""
    return tuple("\n" + path.read_text(encoding="utf-8")
                 for path in sorted((Path(__file__).parent / "words").glob("*.toml")))


def _section(text: str, name: str) -> str:
    """A subject's part of a words file: from its heading to the next one."""
    head = f"\n[{name}]\n"
    part = text[text.index(head):]
    end = part.find("\n[", len(head))
    return part if end < 0 else part[:end]


def say(key: str, language: str = "sv", **values: object) -> str:
    """The sentence of a key with its values filled in; numbers in the language's print.

    A value that names something (``NAMES``: a year, a line) is no amount and is never grouped.
    """
    shown = {name: str(value) if name in NAMES else show(value, language) for name, value in values.items()}
    about, _, sentence = key.partition(".")
    return in_unit(subject(about)[sentence], language).format(**shown)


class Spoken(str):
    """A language, together with what is counted: places, referrals or persons.

    It is the language in every other respect; a sentence about places said in it speaks of the unit.
    """

    unit: str

    def __new__(cls, language: str, unit: str) -> Spoken:
        """The language with its unit."""
        made = super().__new__(cls, language)
        made.unit = unit
        return made

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        """What a copy, or another process, makes it from."""
        return Spoken, (str(self), self.unit)


def spoken(language: str, unit: str) -> str:
    """The language for amounts of a unit (``places``, ``referrals``, ``persons``)."""
    return str(language) if unit == "places" else Spoken(language, unit)


def unit_of(language: str) -> str:
    """What is counted in what is said in a language: places, where nothing else is said."""
    return language.unit if isinstance(language, Spoken) else "places"


def in_unit(sentence: Mapping[str, str], language: str) -> str:
    """A sentence in a language and its unit: the sentence's own for the unit (``sv_referrals``) where
    it has one, else the one about places with the word for a place exchanged.
    """
    unit = unit_of(language)
    if unit == "places":
        return sentence[language]
    return sentence.get(f"{language}_{unit}") or _exchanged(sentence[language], language, unit)


# The forms of the word for a place, and of what stands instead; all are of the same gender.
_FORMS = {"sv": ("plats", "platsen", "platser", "platserna", "platsens", "platsernas"),
          "en": ("place", "places")}
_INSTEAD = {("sv", "referrals"): ("anvisning", "anvisningen", "anvisningar", "anvisningarna", "anvisningens",
                                  "anvisningarnas"),
            ("sv", "persons"): ("person", "personen", "personer", "personerna", "personens", "personernas"),
            ("en", "referrals"): ("referral", "referrals"), ("en", "persons"): ("person", "persons")}


def _exchanged(text: str, language: str, unit: str) -> str:
    """The text with every word for a place exchanged; what stands in braces is a value's name."""
    forms = dict(zip(_FORMS[language], _INSTEAD[language, unit], strict=True))

    def other(found: re.Match[str]) -> str:
        word = forms[found[0].lower()]
        return word.capitalize() if found[0][0].isupper() else word

    some = "|".join(sorted(forms, key=len, reverse=True))
    return re.sub(rf"(?<![\w{{-])({some})(?![\w}}])", other, text, flags=re.IGNORECASE)


def counted(key: str, count: int | None) -> str:
    """The key of a sentence about so many: its own where there is one for a single place."""
    about, _, sentence = key.partition(".")
    return f"{key}-one" if count == 1 and f"{sentence}-one" in subject(about) else key


def show(value: object, language: str = "sv") -> str:
    """A value as a reader sees it: whole numbers grouped, fractions with one decimal, Decimal as written."""
    if isinstance(value, bool) or value is None:
        return str(value)
    if isinstance(value, int):
        return whole(value, language)
    if isinstance(value, (Fraction, float)):
        return decimal(value, 1, language)
    if isinstance(value, Decimal):
        return _print(f"{value:,f}", language)
    return str(value)


def whole(value: int, language: str = "sv") -> str:
    """A whole number: 2 019 182 in Swedish, 2,019,182 in English."""
    return _print(f"{value:,}", language)


def decimal(value: Fraction | float, digits: int, language: str = "sv", *, sign: bool = False) -> str:
    """A number with so many decimals, rounded half to even exactly: 3,1 and −0,4.

    A float is taken as it is written (539.15), so that a figure and a text print the same.
    """
    rounded = round(Fraction(repr(float(value))) if isinstance(value, float) else Fraction(value), digits)
    scaled = int(rounded * 10**digits)
    units, rest = divmod(abs(scaled), 10**digits)
    text = f"{units:,}" + (f".{rest:0{digits}d}" if digits else "")
    lead = "-" if scaled < 0 else "+" if sign and scaled > 0 else ""
    return _print(lead + text, language)


def _print(text: str, language: str) -> str:
    if language == "sv":
        text = text.replace(",", NO_BREAK).replace(".", ",")
    return text.replace("-", MINUS)


def listing(names: Iterable[str], language: str = "sv") -> str:
    """Names in a sentence: Täby, Solna och Nacka."""
    names = list(names)
    if len(names) < 2:
        return "".join(names)
    joint = " och " if language == "sv" else " and "
    return ", ".join(names[:-1]) + joint + names[-1]
