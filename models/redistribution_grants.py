"""The state's grants that follow a share when it moves, and those that do not.

For a municipality of share w (0.01 promille of the whole) in a year with forecast F:

    variable      forecast-child x round half up(w F / 100 000)   follows the share
    fixed         fixed-year                                      stays, whatever the share
    once          referral-once x w F / 100 000                   follows each child referred
    each day      child-day x w F / 100 000                       follows each child, per day

in kronor. The estimate is rounded municipality by municipality, so the county's variable sum may
change by whole children when shares move; the other sums stay exactly what they were. Source of
the amounts: the table of parameters, on the first day of the year (rules from 1 July 2017).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.parameters import Parameter, Parameters
from models.redistribution import Redistribution
from models.redistribution_question import AMOUNTS


@dataclass(frozen=True)
class Grants:
    """A municipality's grants in kronor a year; ``daily`` in kronor a day for the expected children."""

    variable: Fraction
    fixed: Fraction
    once: Fraction
    daily: Fraction


def amounts(parameters: Parameters, question: Redistribution) -> dict[str, Parameter]:
    """The four amounts on the first day of the year; ``InputFault`` where one is missing."""
    return parameters.all_at(AMOUNTS, question.first)


def grants(question: Redistribution, weights: Mapping[str, int],
           held: Mapping[str, Parameter]) -> dict[str, Grants]:
    """Each municipality's grants at these weights."""
    child, fixed, once, day = (held[word].value for word in AMOUNTS)
    return {code: Grants(child * question.planned(weight), fixed, once * question.expected(weight),
                         day * question.expected(weight)) for code, weight in weights.items()}


def total(found: Mapping[str, Grants]) -> Grants:
    """The county's sums, exact."""
    return Grants(*(sum((getattr(one, word) for one in found.values()), Fraction(0))
                    for word in ("variable", "fixed", "once", "daily")))
