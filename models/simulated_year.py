"""A simulated year: which children have kin, and where, is drawn from a seed; the rest go by the rule."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from models.errors import InputFault, fault
from models.referral import Referred, Targets
from models.referral_question import Question


@dataclass(frozen=True)
class Year:
    """One year of referrals under one rule; ``drawn`` are the turns that went by tie."""

    referred: Referred
    drawn: Mapping[int, str]


def drawn(number: int, part: Fraction, by: Mapping[str, int], seed: int) -> dict[int, str]:
    """The turns (0-based) of children with kin: each child one with the chance ``part``.

    Where the kin live falls in proportion to ``by`` (whole numbers). The same seed, the same turns,
    on every machine and however many referrals follow. Raises ``InputFault`` where ``by`` is nothing
    and ``part`` is not.
    """
    codes = sorted(m for m, weight in by.items() if weight)
    edges = list(accumulate(by[m] for m in codes))
    if part and not codes:
        raise InputFault([fault("refer-by-nothing", at="refer.kin_table")])
    found = {}
    for turn in range(number):
        if _lot(part.denominator, seed, turn, "kin") < part.numerator:
            found[turn] = codes[bisect_right(edges, _lot(edges[-1], seed, turn, "where"))]
    return found


def _lot(below: int, seed: int, turn: int, what: str) -> int:
    """A whole number from 0 and below ``below``: SHA-256 of the seed, the turn and what is drawn, modulo
    ``below`` (which leaves no number likelier than another by more than one in 2 ** 200)."""
    drawn_from = hashlib.sha256(f"{seed} {turn} {what}".encode()).digest()
    return int.from_bytes(drawn_from, "big") % below


def simulated(question: Question, kin: Mapping[int, str], rule: str) -> Year:
    """The year by a rule with these ties, the same for every rule."""
    return Year(question.refer(kin, rule), kin)


def courses(question: Question, referred: Referred,
            marks: Sequence[int]) -> dict[str, list[Fraction | None]]:
    """Fulfilment of each municipality after so many referrals (``marks``, rising; 0 = before the first).

    received / target, exact; None where the target is 0.
    """
    found: dict[str, list[Fraction | None]] = {m: [] for m in question.weights}
    received, counted, at = dict(question.received), 0, 0
    for mark in marks:
        for turn in range(at, mark):
            if question.points.counts(referred.kinds[turn]):
                received[referred.codes[turn]] += 1
                counted += 1
        at = mark
        for m, course in found.items():
            course.append(_part(received[m], question.targets, m, counted))
    return found


def _part(received: int, targets: Targets, code: str, counted: int) -> Fraction | None:
    target = targets.at(code, counted)
    return received / target if target else None


@dataclass(frozen=True)
class Beyond:
    """How often a municipality is asked beyond its room in the year, and at which referral first (1 =
    the year's first; None = never)."""

    asked: int
    room: int
    times: int
    first: int | None


def beyond(referred: Referred, room: Mapping[str, int]) -> dict[str, Beyond]:
    """For each municipality with a stated room: referrals of the year beyond it."""
    turns: dict[str, list[int]] = {m: [] for m in room}
    for turn, code in enumerate(referred.codes, 1):
        if code in turns:
            turns[code].append(turn)
    return {m: Beyond(len(at), room[m], len(at[room[m]:]), at[room[m]] if len(at) > room[m] else None)
            for m, at in turns.items()}
