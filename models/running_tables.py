"""The column specifications of the tables of the share model through the year.

As ``models.tables``; a ``month`` is written 2016-04 and read as its first day.
"""

from __future__ import annotations

from models.tables import CODE, KIND, YEAR, Column, TableSpec

PARAMETERS = TableSpec("parameters", (
    Column("parameter", "text", "", "the parameter's word"),
    Column("value", "number", "the parameter's own unit", "its value", amounts=True),
    Column("unit", "text", "", "unit of the value"),
    Column("valid_from", "date", "", "first day the value holds; empty = open", optional=True),
    Column("valid_to", "date", "", "last day the value holds; empty = open", optional=True),
), ("parameter", "valid_from"))
HUNDREDTHS = "0.01 promille"  # the unit of shares
EQUALISING, TIE, ANNOUNCED = "equalising", "tie", "announced"
REFERRAL_KINDS = (EQUALISING, TIE, ANNOUNCED)
_MONTH = Column("month", "month", "month", "calendar month, written 2016-04")
_FROM = Column("valid_from", "date", "", "first day of the period; the first of a month")
_TO = Column("valid_to", "date", "", "last day of the period; the last of a month")
LEDGER = TableSpec("ledger", (
    CODE, _MONTH,
    Column("kind", "referral", "", "sort of referral: equalising, tie or announced"),
    Column("count", "int", "referrals", "children referred in the month, as a count", least=0),
), ("code", "month", "kind"), counts_only=True)
OPENING = TableSpec("opening", (
    CODE, Column("received", "int", "referrals", "children referred from the start of the account to its "
                                                 "first month", least=0),
), ("code",), complete=True, counts_only=True)
SHARE_PERIODS = TableSpec("share_periods", (
    CODE, _FROM, _TO,
    Column("weight", "int", HUNDREDTHS, "share of the stated whole, in hundredths of a promille",
           least=0),
), ("code", "valid_from"), complete=True, counts_only=True)
ALL_REFERRALS = TableSpec("all_referrals", (
    _MONTH, Column("referrals", "int", "referrals", "children referred in the whole nation in the month",
                   least=0),
), ("month",), counts_only=True)
TRANSFERS = TableSpec("transfers", (
    Column("giver", "code", "", "municipality that gives a part of its share"),
    Column("receiver", "code", "", "municipality that takes it over"),
    Column("promille", "number", "promille", "part of the stated whole, at most two decimals", least=0),
    _FROM, _TO,
), ("giver", "receiver", "valid_from"), counts_only=True)
DECIDED = TableSpec("decided", (
    CODE, KIND, YEAR, Column("number", "int", "units of the scenario", "the number decided", least=0),
), ("code", "kind", "year"), counts_only=True)
EXPECTED = TableSpec("expected", (
    CODE,
    Column("ties", "int", "referrals", "referrals by tie that the municipality will get", optional=True,
           least=0),
    Column("announced", "int", "referrals", "places announced as free, filled first (2016 only)",
           optional=True, least=0),
), ("code",), counts_only=True)
WILLING = TableSpec("willing", (
    CODE, Column("role", "text", "", "what the municipality is willing to be: giver or receiver"),
    Column("most", "number", "promille", "most it gives or takes over, promille of the stated whole, at most "
                                         "two decimals; empty = all it has, any amount", optional=True,
           least=0),
    Column("decided_by", "text", "", "who decided", optional=True),
    Column("date", "date", "", "day of the answer", optional=True),
), ("code", "role"), counts_only=True)
REFERRAL_CAPACITY = TableSpec("referral_capacity", (
    CODE, Column("children", "int", "children", "children a year that the municipality has room for",
                 least=0),
), ("code",), counts_only=True)
OUTCOME_RECEIVED = TableSpec("outcome_received", (
    CODE, KIND, Column("year", "year", "year", "calendar year"),
    Column("received", "int", "units of the scenario", "children, or persons, received in the year", least=0),
), ("code", "kind", "year"), counts_only=True)
DEVIATIONS = TableSpec("deviations", (
    CODE, KIND, Column("year", "year", "year", "last year with an outcome"),
    Column("plan", "int", "units of the scenario", "what the plan gave in that year", optional=True),
    Column("outcome", "int", "units of the scenario", "what came of it", optional=True),
    Column("deviation", "int", "units of the scenario", "outcome less plan in that year", optional=True),
    Column("carried", "int", "units of the scenario", "outcome less plan, the sum of all years followed up"),
), ("code", "kind"), counts_only=True)
