"""Random small counties that go on from a ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from models.problem import LEDGER, PLAIN, Basis, Problem
from models.running_tables import LEDGER as LEDGER_TABLE
from models.running_tables import OPENING, SHARE_PERIODS
from models.sections.ledger import LedgerKeys
from models.sections.regime import RegimeKeys
from models.shares.rounding import WHOLE
from models.tables import OFFICIAL, Table
from tests.oracle.random_counties import county

MONTHS = tuple(date(2018, month, 1) for month in range(1, 13))


def ledgered(seed: int) -> Problem:
    """A random county of one kind whose new places are referrals that go on from a random ledger."""
    problem, draw = county(seed), Random(f"ledger {seed}")
    while len(problem.need.kinds) > 1:
        seed += 50_000
        problem = county(seed)
    codes = problem.county.codes
    opening, first = ("opening.csv", date(2016, 1, 1)) if draw.random() < 0.5 else ("", MONTHS[0])
    sections = (RegimeKeys("redistribution", "referrals"),
                LedgerKeys("ledger.csv", "periods.csv", opening=opening, start=first,
                           reading=draw.choice(("today", "period")), ties_counted=draw.random() < 0.7))
    quota = problem.basis.quota if draw.random() < 0.3 else PLAIN
    return replace(problem, basis=Basis(LEDGER, quota, problem.basis.fill), sections=sections,
                   day=date(2019, 1, 1), tables={**problem.tables, **_tables(codes, draw)})


def _tables(codes: tuple[str, ...], draw: Random) -> dict[str, Table]:
    cut = date(2018, draw.randint(2, 12), 1)
    spans = [(MONTHS[0], cut - timedelta(1)), (cut, date(2019, 12, 31))]
    kinds = ("equalising", "tie", "announced")
    counts = [{"code": code, "month": month, "kind": kind, "count": draw.randint(0, 2)} for code in codes
              for month in MONTHS for kind in kinds if draw.random() < 0.15]
    counts.append({"code": codes[0], "month": MONTHS[-1], "kind": "equalising", "count": 1})
    rows = {(row["code"], row["month"], row["kind"]): row for row in counts}.values()
    shares = [{"code": code, "valid_from": first, "valid_to": last, "weight": weight}
              for first, last in spans for code, weight in _weights(codes, draw).items()]
    opening = [{"code": code, "received": draw.randint(0, 3)} for code in codes]
    return {"ledger.csv": Table("ledger.csv", LEDGER_TABLE, tuple(rows), OFFICIAL),
            "periods.csv": Table("periods.csv", SHARE_PERIODS, tuple(shares), OFFICIAL),
            "opening.csv": Table("opening.csv", OPENING, tuple(opening), OFFICIAL)}


def _weights(codes: tuple[str, ...], draw: Random) -> dict[str, int]:
    """Shares in hundredths of a promille of the county, often equal; they sum to the whole."""
    parts = {code: draw.randint(1, 4) for code in codes}
    found = {code: WHOLE * part // sum(parts.values()) for code, part in parts.items()}
    found[codes[-1]] += WHOLE - sum(found.values())
    return found
