"""How money is worded: parameters by name, formulas, and what a line rests on."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from models.money_values import EMPTY, FULL
from models.tables import ASSUMED
from planner.wording import decimal, say, subject, whole

if TYPE_CHECKING:
    from models.money_lines import Line
    from models.parameters import Parameter

WORDS, COLUMNS = "money_word", "money_column"
WHOLE_YEAR = "part-of-year"  # not written where it is all of the year
DIGITS = 6  # a fraction with at most so many decimals is written with them, else as a / b


def title(column: str, language: str) -> str:
    """The heading of a column: its own here, else the one that all tables share."""
    return say(f"{COLUMNS if column in subject(COLUMNS) else 'column'}.{column}", language)


def parameter_name(word: str, language: str) -> str:
    """A parameter or another factor by name; the costs of a place type with the type's own name."""
    for start, key in ((FULL, "cost-full"), (EMPTY, "cost-empty")):
        if word.startswith(start):
            return say(f"{WORDS}.{key}", language, type=type_name(word.removeprefix(start), language))
    return say(f"{WORDS}.{word}", language) if word in subject(WORDS) else word


def names_of(words: Iterable[str], language: str) -> list[str]:
    """Parameters by name, each once; the costs of several place types as one name."""
    found: dict[str, list[str]] = {}
    for word in dict.fromkeys(words):
        start = next((start for start in (FULL, EMPTY) if word.startswith(start)), "")
        found.setdefault(start or word, []).extend([word.removeprefix(start)] if start else [])
    return [parameter_name(word, language) if not types else say(
        f"{WORDS}.{word.rstrip('-')}", language, type=", ".join(type_name(t, language) for t in types))
        for word, types in found.items()]


def type_name(word: str, language: str) -> str:
    """A place type by name; a word of the planner's own as it stands."""
    return say(f"place_type.{word}", language) if word in subject("place_type") else word


def number(value: Fraction, language: str) -> str:
    """An exact number: 1 600, 0,9 or, where decimals never end, 184/365."""
    if value.denominator == 1:
        return whole(int(value), language)
    for digits in range(1, DIGITS + 1):
        if (value * 10**digits).denominator == 1:
            return decimal(value, digits, language)
    return f"{whole(value.numerator, language)}/{whole(value.denominator, language)}"


def formula(line: Line, language: str) -> str:
    """The product that gives the line: 12 platser × 181 dygn × 1 600 kronor."""
    parts = []
    for factor in line.factors:
        if factor.word == WHOLE_YEAR and factor.value == 1:
            continue
        shown = number(factor.value, language)
        word = "rate" if factor.word == line.parameters[-1].word else factor.word
        more = {"share": promille(line.share, language)} if word == "estimate" and line.share else {}
        parts.append(say(f"money_factor.{word}", language, value=shown, **more))
    return " × ".join(parts)


def promille(share: Fraction, language: str) -> str:
    """A part of the nation in promille: 9,45 as it is, or rounded to so many decimals and said so."""
    value = share * 1000
    exact = (value * 10**DIGITS).denominator == 1
    return number(value, language) if exact else say(
        "money_text.about", language, value=decimal(value, 4, language))


def rests(parameters: Iterable[Parameter], language: str) -> str:
    """Parameters with value, window and source, or the word for assumed."""
    return "; ".join(say("money_text.rests", language, name=parameter_name(one.word, language),
                         value=number(one.value, language), unit=one.unit, window=window(one, language),
                         source=source(one, language)) for one in parameters)


def window(one: Parameter, language: str) -> str:
    """The days a value holds: from–to, with an open end said."""
    return f"{one.first or say('money_text.open', language)}–{one.last or say('money_text.open', language)}"


def source(one: Parameter, language: str) -> str:
    """The source, or the word for assumed (with what the table says of it)."""
    if one.status != ASSUMED:
        return one.source or say(f"rests.{one.status}", language)
    return say("money_text.assumed_by", language, source=one.source) if one.source else say(
        "money_text.assumed", language)
