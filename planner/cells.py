"""One cell of a table: text to value, by the type of its column.

Decimal comma and point, U+2212 as minus, spaces (also U+00A0 and U+202F) between
thousands. What can be read in two ways is a fault, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from models.running_tables import HUNDREDTHS, REFERRAL_KINDS
from models.tables import FIRST_YEAR, LAST_YEAR, STATUSES, Column
from planner.grids import Broken, Figure
from planner.wording import subject

_SPACES = re.compile("[ \u00a0\u202f\u2009]")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}( [0-9]{3})+([.,][0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")
_DAY_ONE, _DAYS = date(1899, 12, 30), range(20_000, 80_000)  # a workbook's day numbers, 1954 to 2118
_THREE = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")  # thousands, or three decimals
_TWICE = re.compile(r"[+-]?[0-9]{1,3}([.,][0-9]{3})+([.,][0-9]+)?")


class CellFault(ValueError):
    """A cell that cannot be read: the key of its sentence, and the values in it."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values: dict[str, Any] = values


@dataclass(frozen=True)
class Known:
    """The words that cells may use; ``codes`` is None before the municipalities are read.

    ``called`` gives the kind of each name that kinds are called by, without regard to capitals.
    """

    codes: Mapping[str, str] | None = None  # code -> name
    kinds: Collection[str] | None = None
    areas: Collection[str] = ()
    county: str = ""  # two digits; when given, codes of other counties may stand in the table
    called: Mapping[str, str] = field(default_factory=dict)


def value(text: str, column: Column, known: Known) -> Any:
    """The value of a filled cell; raises ``CellFault``."""
    if isinstance(text, Broken):
        raise CellFault("cell-error")
    if text.endswith("%") and column.type in ("int", "number"):
        raise CellFault("cell-percent")
    if column.amounts and not isinstance(text, Figure) and _THREE.fullmatch(_plain(text)):
        raise CellFault("cell-three")
    found = _hundredths(text, known) if column.unit == HUNDREDTHS else _READERS[column.type](text, known)
    if column.least is not None and found < column.least:
        raise CellFault("cell-negative" if column.least == 0 else "cell-low", least=column.least)
    if column.below is not None and found >= column.below:
        raise CellFault("cell-high", below=column.below)
    return found


def _plain(text: str) -> str:
    """A number without its thousands spaces and with an ordinary minus."""
    text = _SPACES.sub(" ", text.replace("\u2212", "-"))
    return text.replace(" ", "") if _GROUPED.fullmatch(text) else text


def _number(text: str, known: Known) -> Fraction:
    plain = _plain(text)
    if _NUMBER.fullmatch(plain):
        return Fraction(plain.replace(",", "."))
    raise CellFault("cell-ambiguous" if _TWICE.fullmatch(plain) else "cell-number")


def _whole(text: str, known: Known) -> int:
    plain = _plain(text)
    if _TWICE.fullmatch(plain) and not isinstance(text, Figure):
        raise CellFault("cell-ambiguous")
    if not _NUMBER.fullmatch(plain):
        raise CellFault("cell-whole")
    found = Fraction(plain.replace(",", "."))
    if found.denominator > 1:
        raise CellFault("cell-fraction")
    return int(found)


def _hundredths(text: str, known: Known) -> int:
    """A whole number of hundredths of a promille; 3.51 is the promille itself."""
    try:
        return _whole(text, known)
    except CellFault as error:
        if error.key != "cell-fraction":
            raise
        raise CellFault("cell-hundredths") from error


def _year(text: str, known: Known) -> int:
    if not re.fullmatch(r"(19|20|21)[0-9][0-9]", text):
        raise CellFault("cell-year")
    return int(text)


def _date(text: str, known: Known) -> date:
    if isinstance(text, Figure) and text.isdigit() and int(text) in _DAYS:
        return _DAY_ONE + timedelta(int(text))  # a date whose cell lost its date format
    if not _DATE.fullmatch(text):
        raise CellFault("cell-date")
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise CellFault("cell-date") from error
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise CellFault("cell-far", from_year=str(FIRST_YEAR), to_year=str(LAST_YEAR))
    return found


def _month(text: str, known: Known) -> date:
    """The first day of a month written 2016-04."""
    if isinstance(text, Figure) and text.isdigit() and int(text) in _DAYS:
        return _date(text, known).replace(day=1)
    if not re.fullmatch(r"(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])(-01)?", text):
        raise CellFault("cell-month")
    return date.fromisoformat(f"{text[:7]}-01")


def _code(text: str, known: Known) -> str:
    if re.fullmatch(r"[0-9]{1,3}", text):
        raise CellFault("cell-lost-zero", code=text.zfill(4))
    if not re.fullmatch(r"[0-9]{4}", text):
        raise CellFault("cell-code")
    elsewhere = known.county and not text.startswith(known.county)
    if known.codes is not None and text not in known.codes and not elsewhere:
        raise CellFault("cell-unknown-code")
    return str(text)


def _place(text: str, known: Known) -> str:
    if text in known.areas:
        return str(text)
    if text.isdigit() or not known.areas:
        return _code(text, known)
    raise _strange("cell-unknown-area", text, known.areas)


def _kind(text: str, known: Known) -> str:
    if known.kinds is None or text in known.kinds:
        return str(text)
    if text.casefold() in known.called:
        return known.called[text.casefold()]
    raise _strange("cell-unknown-kind", text, known.kinds)


def _status(text: str, known: Known) -> str:
    if text in STATUSES:
        return str(text)
    swedish = {word["sv"]: status for status, word in subject("status_word").items()}
    if text.casefold() not in swedish:
        raise _strange("cell-status", text, (*STATUSES, *swedish))
    return swedish[text.casefold()]


def _referral(text: str, known: Known) -> str:
    if text in REFERRAL_KINDS:
        return str(text)
    swedish = {word["sv"]: kind for kind, word in subject("referral_word").items()}
    if text.casefold() not in swedish:
        raise _strange("cell-referral", text, (*REFERRAL_KINDS, *swedish))
    return swedish[text.casefold()]


def _text(text: str, known: Known) -> str:
    return str(text)


def _strange(key: str, text: str, words: Collection[str]) -> CellFault:
    from planner.guessing import guess
    meant = guess(text, words)
    return CellFault(f"{key}-meant", meant=meant) if meant else CellFault(key, known=", ".join(words))


_READERS: Mapping[str, Callable[[str, Known], Any]] = {
    "code": _code, "place": _place, "kind": _kind, "text": _text, "int": _whole, "number": _number,
    "year": _year, "date": _date, "month": _month, "status": _status,
    "referral": _referral}
