"""What is done to the shares of a model afterwards, in this order and no other.

1. the model's own shares, with its floor, 2. whole units, 3. a revision in which nobody's
share rises, 4. transfers between municipalities (redistribution). The floor is not tried
again after 3 or 4: a municipality that gives its share away may go down to 0, and nothing
is scaled up to replace what a revision took.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from models.errors import Fault, InputFault, Place, fault
from models.months import month_of
from models.regimes import in_force, refuse
from models.shares import FINE, INHABITANTS, Shares
from models.shares.facts import Reader, ShareFacts, least_certain
from models.shares.published import PROMILLE, column_of, whole_numbers
from models.tables import Table
from models.transfers_booked import Transfer, moved, too_much, transfers_of

NEVER_UP = "never-up"


def never_up(shares: Shares, old: str, facts: ShareFacts) -> Shares:
    """min(new, old) for every municipality; ``lost`` says what nobody has any more.

    ``old`` names the table of the shares before, in the same unit. Raises ``InputFault`` where
    it is in another unit or lacks a municipality.
    """
    reader = Reader(facts)
    column = column_of(reader, old)
    before = whole_numbers(reader, old, column) if column else {}
    if shares.unit == INHABITANTS or (column == PROMILLE and shares.unit != FINE):
        reader.faults.append(fault("shares-revision-unit", file=old, unit=shares.unit))
    reader.done()
    weights = {code: min(weight, before[code]) for code, weight in shares.weights.items()}
    if not any(weights.values()):
        raise InputFault([fault("shares-nothing", file=old, column=column)])
    lost = {code: weight - weights[code] for code, weight in shares.weights.items() if weight > weights[code]}
    return replace(shares, weights=weights, lost=lost, status=least_certain([shares.status, reader.status]))


def redistributed(shares: Shares, transfers: str, facts: ShareFacts, day: date) -> Shares:
    """The shares after the transfers in force on ``day``; the county's sum is the same.

    Raises ``InputFault`` where a transfer is wrong in itself, its parties are not of the
    county, it begins in a regime without redistribution, or a municipality gives more than it
    has.
    """
    table = facts.tables[transfers]
    booked, faults = transfers_of(table)
    faults += [*_parties(table, facts), *_regimes(table.name, booked)]
    if shares.unit != FINE:
        faults.append(fault("shares-transfer-unit", file=transfers, unit=shares.unit))
    if faults:
        raise InputFault(faults)
    weights = moved(shares.weights, booked, month_of(day))
    if over := list(too_much(transfers, weights, month_of(day))):
        raise InputFault(over)
    if not any(one.holds(month_of(day)) for one in booked):
        return shares
    shift = {code: weights[code] - old for code, old in shares.weights.items() if weights[code] != old}
    return replace(shares, weights=weights, moved=shift,
                   status=least_certain([shares.status, *map(table.row_status, table.rows)]))


def _regimes(name: str, booked: Iterable[Transfer]) -> Iterator[Fault]:
    """A transfer that begins while shares could not be moved."""
    for one in booked:
        held = in_force(one.first)
        if held and not held.redistribution:
            yield replace(refuse("transfer-regime", held, one.first), place=Place(name, column="valid_from"))


def _parties(table: Table, facts: ShareFacts) -> Iterator[Fault]:
    """A giver or receiver outside the county."""
    for row in table.rows:
        for side in ("giver", "receiver"):
            if row[side] not in facts.codes:
                yield fault("transfer-outside", file=table.name, column=side, code=row[side])
