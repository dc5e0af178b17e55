"""Accounts for the mathematics alone: tables made by hand or drawn, and the same account counted anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from models import running_tables as specs
from models.county import County, Municipality
from models.months import after, before, last_day, months
from models.need import Need
from models.problem import Basis, Problem
from models.sections.ledger import LedgerKeys
from models.sections.regime import RegimeKeys
from models.tables import Table, TableSpec

CODES = ("0114", "0115", "0117", "0120")
START = date(2016, 1, 1)
Window = tuple[date, date]


@dataclass(frozen=True)
class Facts:
    """An account as plain data: counts[code, month, kind], opening, shares, transfers, the nation's N.

    ``shares`` holds (first month, last month, weights); ``transfers`` (giver, receiver, units, first
    month, last month).
    """

    counts: Mapping[tuple[str, date, str], int]
    shares: Sequence[tuple[date, date, Mapping[str, int]]]
    opening: Mapping[str, int] = field(default_factory=dict)
    transfers: Sequence[tuple[str, str, int, date, date]] = ()
    nation: Mapping[date, int] = field(default_factory=dict)
    codes: tuple[str, ...] = CODES


def table(name: str, spec: TableSpec, rows: Sequence[Mapping[str, Any]]) -> Table:
    """A table of these rows."""
    return Table(name, spec, tuple(rows))


def problem(facts: Facts, *, basis: Basis | None = None, day: date = date(2020, 12, 31),
            **keys: Any) -> Problem:
    """The account of the facts as a problem; ``keys`` are further keys of [ledger]."""
    made = [
        table("counts", specs.LEDGER, [{"code": c, "month": m, "kind": k, "count": n}
                                       for (c, m, k), n in facts.counts.items()]),
        table("shares", specs.SHARE_PERIODS, [
            {"code": c, "valid_from": first, "valid_to": last_day(last), "weight": w}
            for first, last, weights in facts.shares for c, w in weights.items()]),
        table("opening", specs.OPENING, [{"code": c, "received": n} for c, n in facts.opening.items()]),
        table("nation", specs.ALL_REFERRALS, [{"month": m, "referrals": n} for m, n in facts.nation.items()]),
        table("transfers", specs.TRANSFERS, [
            {"giver": a, "receiver": b, "promille": Fraction(units, 100), "valid_from": first,
             "valid_to": last_day(last)} for a, b, units, first, last in facts.transfers]),
    ]
    section = LedgerKeys("counts", "shares", **{
        "opening": "opening" if facts.opening else "", "transfers": "transfers" if facts.transfers else "",
        "all_referrals": "nation" if facts.nation else "", "whole": "nation" if facts.nation else "county",
        **keys})
    county = County.of("Län", [Municipality(c, c, 1000 - i) for i, c in enumerate(facts.codes)])
    return Problem(county, Need(("referral",), (2020,), {}, {}), {}, basis or Basis(),
                   tables={one.name: one for one in made},
                   sections=(section, RegimeKeys("redistribution", "referrals")), day=day)


@dataclass(frozen=True)
class Anew:
    """The same account by another road: month by month, straight from the facts."""

    received: dict[str, int]
    today: dict[str, Fraction]
    period: dict[str, Fraction]
    within: dict[str, Fraction]
    referrals: int


def anew(facts: Facts) -> Anew:
    """Count an account anew; every month carries its own weights, no periods are made."""
    seen = [month for _, month, _ in facts.counts]
    last, first = max(seen), min(seen) if facts.opening else START
    own = {m: sum(n for (_, month, _), n in facts.counts.items() if month == m) for m in months(START, last)}
    received = {c: facts.opening.get(c, 0) + sum(n for (code, _, _), n in facts.counts.items() if code == c)
                for c in facts.codes}
    blocks = [(weights_of(facts, m), facts.nation.get(m, own[m]), own[m]) for m in months(START, last)
              if facts.nation or m >= first]
    opening = sum(facts.opening.values())
    blocks.append((weights_of(facts, facts.shares[0][0]), 0 if facts.nation else opening, opening))
    whole = {c: 100_000 if facts.nation else sum(weights_of(facts, last).values()) for c in facts.codes}
    total = sum(n for _, n, _ in blocks)
    today = {c: Fraction(weights_of(facts, last)[c], whole[c]) * total for c in facts.codes}
    period, within = ({c: Fraction(0) for c in facts.codes} for _ in range(2))
    for weights, number, county in blocks:
        for c in facts.codes:
            period[c] += Fraction(weights[c] * number, whole[c])
            within[c] += Fraction(weights[c] * county, sum(weights.values()))
    return Anew(received, today, period, within, total)


def weights_of(facts: Facts, month: date) -> dict[str, int]:
    """The weights of one month: the decided ones, then each transfer in force; before all, the first."""
    early = facts.shares[0]
    _, _, decided = next((one for one in facts.shares if one[0] <= month <= one[1]), early)
    found = dict(decided)
    for giver, receiver, units, first, last in facts.transfers:
        if first <= max(month, early[0]) <= last:
            found[giver] -= units
            found[receiver] += units
    return found


@st.composite
def accounts(draw: st.DrawFn) -> Facts:
    """Drawn accounts: two to four municipalities, one to three periods, transfers, opening, nation."""
    codes = CODES[:draw(st.integers(2, 4))]
    nation, opens = draw(st.booleans()), draw(st.booleans())
    span = list(months(date(2019, 1, 1), date(2020, 6, 1)))
    cuts = sorted(draw(st.sets(st.integers(1, len(span) - 1), max_size=2)))
    edges = [span[0], *(span[i] for i in cuts), after(span[-1])]
    whole = draw(st.integers(4, 40_000)) if nation else 100_000
    shares = [(a, before(b), _weights(draw, codes, whole)) for a, b in pairwise(edges)]
    shares[0] = (START, *shares[0][1:]) if not opens else shares[0]
    counted = st.dictionaries(st.tuples(st.sampled_from(codes), st.sampled_from(span),
                                        st.sampled_from(specs.REFERRAL_KINDS)), st.integers(0, 9), min_size=1)
    counts = draw(counted)
    opening = {c: draw(st.integers(0, 20)) for c in codes} if opens else {}
    every = list(months(START, max(month for _, month, _ in counts)))
    all_of = {m: draw(st.integers(0, 99)) + sum(n for (_, when, _), n in counts.items() if when == m)
              + (sum(opening.values()) if m == START else 0) for m in every} if nation else {}
    return Facts(counts, shares, opening, _transfers(draw, codes, shares, span), all_of, codes)


def _weights(draw: st.DrawFn, codes: Sequence[str], whole: int) -> dict[str, int]:
    """Weights that sum to the whole; some may be nought."""
    cuts = sorted(draw(st.lists(st.integers(0, whole), min_size=len(codes) - 1, max_size=len(codes) - 1)))
    return {c: b - a for c, a, b in zip(codes, [0, *cuts], [*cuts, whole], strict=True)}


def _transfers(draw: st.DrawFn, codes: Sequence[str], shares: Sequence[tuple[date, date, Mapping[str, int]]],
               span: Sequence[date]) -> list[tuple[str, str, int, date, date]]:
    """At most one transfer, of no more than the giver has in any month of it; often all."""
    if not draw(st.booleans()):
        return []
    giver, receiver = draw(st.permutations(codes))[:2]
    first = draw(st.integers(0, 10))
    held = span[first:first + draw(st.integers(1, 8))]
    most = min(w[giver] for a, b, w in shares if a <= held[-1] and b >= held[0])
    units = draw(st.sampled_from((most, draw(st.integers(0, most)))))
    return [(giver, receiver, units, held[0], held[-1])]
