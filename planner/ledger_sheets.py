"""The account as tables: the internal ones with exact counts, and the sheets meant for others.

``ledger.csv`` and ``months.csv`` say internal = yes in their first column. The workbook's sheets
show no count of 1 to 4, and say of each figure its formula, its tables and how certain they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.ledger import READINGS
from models.months import told
from models.running_tables import REFERRAL_KINDS
from models.share_periods import COUNTY, NATION, Period
from models.shares.rounding import WHOLE as UNITS
from planner.ledger_text import fulfilled, owed
from planner.ledger_view import Shown, Standing
from planner.small_counts import Veiled, veiled
from planner.tabular import CODE, NUMBER, TEXT, WHOLE, Field, Sheet
from planner.wording import say, whole

if TYPE_CHECKING:
    from models.transfers_booked import Transfer

YES = "yes"
PROMILLE = 100  # hundredths in a promille


def exact_sheet(found: Shown) -> Sheet:
    """ledger.csv: exact counts and fractions, for the county's own use."""
    account = found.account
    counts = (*REFERRAL_KINDS, "received", "weight", "units")
    names = [*(f"{what}_{reading}{end}" for reading in READINGS for what in ("target", "fulfilment", "owed")
               for end in ("", "_exact")), "reading"]
    fields = [Field("internal", "internal"), Field("code", "code", CODE), Field("name", "name"),
              Field("opening", "opening", WHOLE), *(Field(word, word, WHOLE) for word in counts),
              *(Field(word, word, TEXT if word.endswith(("_exact", "reading")) else NUMBER)
                for word in names)]
    rows = tuple((*_exact(found, one), account.section.reading) for one in found.standings)
    return Sheet("ledger", "ledger", tuple(fields), rows)


def _exact(found: Shown, one: Standing) -> tuple[Any, ...]:
    """A municipality's row: counts, weight and units of now, then each figure as decimal and as fraction."""
    account, now = found.account, found.account.now.period
    counts = [account.counts.opening.get(one.code, 0),
              *(account.counts.of(one.code, kind=kind) for kind in REFERRAL_KINDS),
              account.received[one.code], now.weights[one.code], now.units]
    figures: list[Any] = []
    for reading in READINGS:
        for value in (account.target(one.code, reading), account.fulfilment(one.code, reading),
                      account.owed(one.code, reading)):
            figures += [value, None if value is None else str(value)]
    return (YES, one.code, one.name, *counts, *figures)


def month_sheet(found: Shown) -> Sheet:
    """months.csv: every count of the account and the first month of the period it is booked on."""
    account, names = found.account, found.names
    fields = (Field("internal", "internal"), Field("code", "code", CODE), Field("name", "name"),
              Field("month", "month"), Field("kind", "kind"), Field("count", "count", WHOLE),
              Field("booked_on", "booked_on"))
    homes = {month: told(one.period.first) for one in account.booked for month in one.months}
    opening = [(YES, code, names[code], "", "opening", count, told(account.booked[0].period.first))
               for code, count in sorted(account.counts.opening.items())]
    rows = [(YES, code, names[code], told(month), kind, count, homes[month])
            for (code, month, kind), count in sorted(account.counts.monthly.items())]
    return Sheet("months", "months", fields, (*opening, *rows))


def sheets_of(found: Shown, language: str) -> Iterator[Sheet]:
    """The sheets meant for others, the account first."""
    yield account_sheet(found, language)
    yield period_sheet(found, language)
    yield share_sheet(found, language)
    if found.account.transfers:
        yield transfer_sheet(found, language)
    yield county_sheet(found, language)
    yield formula_sheet(found, language)


def _fields(language: str, *words: tuple[str, str], digits: int = 1, sign: tuple[str, ...] = ()) -> tuple[
        Field, ...]:
    return tuple(Field(word, say(f"ledger_head.{word}", language), type_, 4, 2 if word == "share" else digits,
                       word in sign) for word, type_ in words)


def account_sheet(found: Shown, language: str) -> Sheet:
    """One row a municipality, then the county: received, and each reading side by side."""
    figures = [(f"{what}_{reading}", NUMBER) for reading in READINGS
               for what in ("target", "fulfilment", "owed")]
    fields = _fields(language, ("code", CODE), ("name", TEXT), ("received", WHOLE), ("share", NUMBER),
                     *figures, ("difference", NUMBER))
    now = found.account.now.period
    rows = [_row(one, Fraction(now.weights[one.code], PROMILLE), language) for one in found.standings]
    county = _row(found.county, Fraction(now.total, PROMILLE), language)
    rows.append(("", say("table.county", language), *county[2:]))
    return Sheet("account", say("ledger_sheet.account", language), fields, tuple(rows))


def _row(one: Standing, share: Fraction, language: str) -> tuple[Any, ...]:
    """The figures of a row; what hangs on a hidden count stands as text."""
    received: Any = one.received.least if one.received.exact else one.received.text(language)
    found: list[Any] = [one.code, one.name, received, share]
    for reading in READINGS:
        done, left = one.fulfilment(reading), one.owed(reading)
        found += [one.targets[reading],
                  100 * done[0] if done and one.received.exact else fulfilled(one, reading, language),
                  left[0] if left and one.received.exact else owed(one, reading, language)]
    today, period = (one.targets[reading] for reading in READINGS)
    return (*found, today - period)


def period_sheet(found: Shown, language: str) -> Sheet:
    """Each period: its months, N, what the county received, its share of the whole, how certain it is."""
    fields = _fields(language, ("first", TEXT), ("last", TEXT), ("referrals", WHOLE),
                     ("county_received", WHOLE), ("county_share", NUMBER), ("status", TEXT), digits=2)
    received = veiled({i: sum(one.received.values()) for i, one in enumerate(found.account.booked)})
    rows = tuple((told(one.period.first), told(one.period.last),
                  _open(found, received[i].least, one.referrals),
                  received[i].least if received[i].exact else received[i].text(language),
                  Fraction(one.period.total, PROMILLE), say(f"rests.{one.period.status}", language))
                 for i, one in enumerate(found.account.booked))
    return Sheet("periods", say("ledger_sheet.periods", language), fields, rows)


def _open(found: Shown, received: int | None, referrals: int) -> Any:
    """N of a period; in a county's own account it is what was received, and as hidden as that."""
    return referrals if found.account.section.whole == NATION or received == referrals else ".."


def share_sheet(found: Shown, language: str) -> Sheet:
    """Each municipality's share in each period, before and after transfers, and its target there."""
    fields = _fields(language, ("first", TEXT), ("last", TEXT), ("code", CODE), ("name", TEXT),
                     ("decided", NUMBER), ("weight", NUMBER), ("target", NUMBER), digits=2)
    rows = tuple((told(one.period.first), told(one.period.last), town.code, town.name,
                  *_promille(one.period, town.code), one.target(town.code))
                 for one in found.account.booked for town in found.standings)
    return Sheet("shares", say("ledger_sheet.shares", language), fields, rows)


def _promille(period: Period, code: str) -> tuple[Fraction, Fraction]:
    return Fraction(period.decided[code], PROMILLE), Fraction(period.weights[code], PROMILLE)


def transfer_sheet(found: Shown, language: str) -> Sheet:
    """Each transfer: who, how much, when, and how much target it moves in the account."""
    fields = _fields(language, ("giver", TEXT), ("receiver", TEXT), ("promille", NUMBER), ("first", TEXT),
                     ("last", TEXT), ("booked", WHOLE), ("moved", NUMBER), digits=2)
    names = found.names
    rows = tuple((names[one.giver], names[one.receiver], Fraction(one.units, PROMILLE), told(one.first),
                  told(one.last), found.account.months_booked(one), _moved(found, one))
                 for one in found.account.transfers)
    return Sheet("transfers", say("ledger_sheet.transfers", language), fields, rows)


def _moved(found: Shown, transfer: Transfer) -> Fraction:
    """Units / whole times N of the periods in which the transfer holds."""
    return sum((Fraction(transfer.units, one.period.units) * one.referrals for one in found.account.booked
                if transfer.holds(one.period.first)), Fraction(0))


def county_sheet(found: Shown, language: str) -> Sheet:
    """The county's referrals month by month and sort by sort; small counts veiled row by row.

    The months (and the opening) sum to what the county has received, which is shown: so the sums of
    the months are veiled together too, and where one is hidden altogether so is its row.
    """
    fields = _fields(language, ("month", TEXT), *((kind, WHOLE) for kind in (*REFERRAL_KINDS, "together")))
    counts = found.account.counts
    sums: dict[str, dict[str, int]] = {}
    for (_, month, kind), count in sorted(counts.monthly.items()):
        row = sums.setdefault(told(month), dict.fromkeys(REFERRAL_KINDS, 0))
        row[kind] += count
    opening = {"~": sum(counts.opening.values())} if counts.opening else {}  # the last to be hidden
    together = veiled({month: sum(row.values()) for month, row in sums.items()} | opening)
    rows = tuple((month, *(one.least if one.exact else one.text(language)
                           for one in (*_sorts(sums[month], together[month]), together[month])))
                 for month in sorted(sums))
    return Sheet("county_months", say("ledger_sheet.months", language), fields, rows)


def _sorts(row: dict[str, int], together: Veiled) -> Iterator[Veiled]:
    """The sorts of a month as others may see them."""
    if together.least is None:
        yield from (together for _ in row)
    else:
        yield from veiled(row).values()


def formula_sheet(found: Shown, language: str) -> Sheet:
    """Where each figure comes from: formula, tables, how certain, source."""
    keys = found.account.section
    counted = tuple(name for name in (keys.table, keys.opening) if name)
    divided = (keys.all_referrals,) if keys.whole == NATION else counted
    shares = tuple(name for name in (keys.periods, keys.transfers) if name)
    target = tuple(dict.fromkeys((*shares, *divided)))
    everything = tuple(dict.fromkeys((*target, *counted)))
    rests = {"received": counted, f"referrals_{keys.whole}": divided, "share": shares, "target_today": target,
             "target_period": target, "fulfilment": everything, "owed": everything, "difference": target}
    fields = _fields(language, ("quantity", TEXT), ("formula", TEXT), ("tables", TEXT), ("status", TEXT),
                     ("source", TEXT))
    units = whole(UNITS, language)
    rows = tuple((_quantity(word, language), say(f"ledger_formula.{word}", language, units=units),
                  "; ".join(names), "; ".join(_status(found, name, language) for name in names),
                  "; ".join(dict.fromkeys(found.case.sources[name].publisher for name in names)))
                 for word, names in rests.items())
    return Sheet("formulas", say("ledger_sheet.formulas", language), fields, rows)


def _quantity(word: str, language: str) -> str:
    """What a figure is called in the tables."""
    heads = {f"referrals_{COUNTY}": "referrals", f"referrals_{NATION}": "referrals",
             "fulfilment": "fulfilment_today", "owed": "owed_today"}
    text = say(f"ledger_head.{heads.get(word, word)}", language)
    return text.partition(",")[0] if word in ("fulfilment", "owed", "share") else text


def _status(found: Shown, name: str, language: str) -> str:
    """How certain a table is: the least certain of its rows."""
    from planner.case import least_certain
    return say(f"rests.{least_certain(found.case.tables[name])}", language)
