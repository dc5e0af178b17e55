"""What a share model gives when one figure is changed and all else is left as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from models.errors import InputFault
from models.shares.facts import Factor, ShareFacts, Values

REFUSED, BROKEN = "refused", "broken"
ONE, PERCENT, TENTH, DOUBLE = "one", "percent", "tenth", "double"
TENFOLD, ZERO = "tenfold", "zero"


@dataclass(frozen=True)
class Outcome:
    """Shares as parts of the county: before rounding, and rounded; ``step`` is one unit of rounding.

    ``due`` is what the whole units are to sum to, ``sum`` what they do.
    """

    exact: Values
    rounded: Values
    step: Fraction
    sum: int
    due: int


@dataclass(frozen=True)
class Trouble:
    """No shares: the model refused the figures in words, or broke down; ``why`` names it."""

    sort: str
    why: str


Answer = Outcome | Trouble


def outcome(model: Any, facts: ShareFacts, due: int | None = None) -> Outcome:
    """The shares of a model; ``due`` is the sum its parts of the nation are to keep."""
    shares = model.shares(facts)
    rounded = {code: shares.share(code) for code in facts.codes}
    exact = model.exact(facts) if hasattr(model, "exact") else rounded
    wanted = due if shares.whole == "nation" and due is not None else shares.whole_units
    if shares.whole == "nation" and due is None:
        wanted = shares.total
    return Outcome(exact, rounded, Fraction(1, shares.total), shares.total, wanted)


def answer(model: Any, facts: ShareFacts, due: int | None = None) -> Answer:
    """The shares, or what hindered them."""
    try:
        return outcome(model, facts, due)
    except InputFault as refusal:
        return Trouble(REFUSED, ", ".join(dict.fromkeys(one.key for one in refusal.faults)))
    except ArithmeticError as error:
        return Trouble(BROKEN, type(error).__name__)


@dataclass(frozen=True)
class Trial:
    """One figure of one municipality changed: by what, from what to what, and what came of it."""

    factor: Factor
    change: str
    code: str
    before: Fraction
    after: Fraction
    answer: Answer


def larger(value: Fraction, whole: bool) -> Mapping[str, Fraction]:
    """The figure made larger by one, by a percent, by a tenth, and doubled; whole where it counts.

    A change that is no change (of a figure that is 0) is left out.
    """
    up: Callable[[Fraction], Fraction] = (lambda n: Fraction(ceil(n))) if whole else Fraction
    changed = {ONE: value + 1, PERCENT: up(value * 101 / 100), TENTH: up(value * 11 / 10), DOUBLE: value * 2}
    return {word: new for word, new in changed.items() if new > value}


def trials(model: Any, facts: ShareFacts, factor: Factor, due: int) -> Iterator[Trial]:
    """Every municipality's figure of a factor made larger, one at a time."""
    column = facts.tables[factor.table].spec.column(factor.column)
    for code, value in factor.values(facts).items():
        for change, new in larger(value, column.type == "int").items():
            found = answer(model, factor.changed(facts, {code: new}), due)
            yield Trial(factor, change, code, value, new, found)
