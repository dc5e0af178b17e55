"""The account as text: regime, what it is not, both readings side by side, and what they mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from models.ledger import READINGS
from models.months import told
from models.share_periods import NATION
from planner.figures.naming import some
from planner.figures.order import by_name
from planner.headings import sheet_name
from planner.ledger_view import Ends, Shown, Standing
from planner.plan_text import text_table
from planner.regime_told import regime_lines
from planner.small_counts import COVERED, between, shown
from planner.wording import counted, decimal, listing, say

NAMED = 3  # so many municipalities are named as those with most left
DASH = "–"


def ledger_lines(title: str, found: Shown, language: str) -> Iterator[str]:
    """Everything that the verb prints of an account."""
    yield title
    yield from head_lines(found, language)
    yield ""
    yield from text_table(head(language), [*(row(one, found, language) for one in found.standings),
                                           county_row(found, language)], texts=2)
    yield ""
    yield from reading_lines(found, language)
    yield from transfer_lines(found, language)
    yield say("ledger_text.small", language)


def head_lines(found: Shown, language: str) -> Iterator[str]:
    """The regime, that this is not the agency's account, its span, its whole, what it rests on."""
    account, counts = found.account, found.account.counts
    yield from regime_lines(found.case.problem, language)
    yield say("ledger_text.mirror", language)
    whole = account.section.whole
    yield say("ledger_text.span_nation" if whole == NATION else "ledger_text.span", language,
              start=str(counts.start), through=told(counts.through), nation=account.referrals,
              county=shown(sum(account.received.values()), language))
    yield say(f"ledger_text.whole_{whole}", language, promille=_promille(account.now.period.total, language))
    opening = sum(counts.opening.values())
    if opening:
        yield say("ledger_text.opening", language, count=shown(opening, language), first=told(counts.first))
    yield from _left_out(found, language)
    yield rests(found, language)


def rests(found: Shown, language: str) -> str:
    """How many of the tables are assumed, and which."""
    word = "none" if not found.assumed else "all" if found.assumed == found.tables else "some"
    named = (sheet_name(found.case.tables[name].spec.word, language) for name in found.assumed)
    return say(f"ledger_text.rests_{word}", language, inputs=len(found.tables), assumed=len(found.assumed),
               tables=listing(named, language))


def _left_out(found: Shown, language: str) -> Iterator[str]:
    """The kinds that are not counted, with their sums."""
    left = [say("ledger_text.named", language, name=say(f"ledger_head.{kind}", language).lower(),
                value=shown(count, language)) for kind, count in found.account.counts.left_out.items()]
    if left:
        yield say("ledger_text.left_out", language, kinds=listing(left, language))


# the table


def head(language: str) -> list[str]:
    """The headings of the table."""
    words = ["code", "name", "received",
             *(f"{what}_{reading}" for reading in READINGS for what in ("target", "fulfilment", "owed")),
             "difference"]
    return [say(f"ledger_short.{word}", language) for word in words]


def row(one: Standing, found: Shown, language: str) -> list[str]:
    """One municipality: what it received, then target, fulfilment and what is left by each reading."""
    texts = [one.code, one.name, one.received.text(language)]
    for reading in READINGS:
        texts += [decimal(one.targets[reading], 1, language), fulfilled(one, reading, language),
                  owed(one, reading, language)]
    today, period = (one.targets[reading] for reading in READINGS)
    return [*texts, decimal(today - period, 1, language, sign=True)]


def county_row(found: Shown, language: str) -> list[str]:
    """The county together."""
    _, _, *figures = row(found.county, found, language)
    return ["", say("table.county", language), *figures]


def fulfilled(one: Standing, reading: str, language: str) -> str:
    """The fulfilment in per cent; a dash without a target, a range where the received is 1 to 4."""
    if not one.targets[reading]:
        return DASH
    ends = one.fulfilment(reading)
    return COVERED if ends is None else _ends((100 * ends[0], 100 * ends[1]), 0, language)


def owed(one: Standing, reading: str, language: str) -> str:
    """What is left, with its sign; a range where the received is 1 to 4."""
    ends = one.owed(reading)
    return COVERED if ends is None else _ends(ends, 1, language, sign=True)


def _ends(ends: Ends, digits: int, language: str, *, sign: bool = False) -> str:
    return between(ends[0], ends[1], digits, language, sign=sign)


def _promille(units: int, language: str) -> str:
    return decimal(Fraction(units, 100), 2, language)


# what it means


def reading_lines(found: Shown, language: str) -> Iterator[str]:
    """The two readings, who is owed what by the chosen one, and whose history is gone."""
    account = found.account
    reading = account.section.reading
    words = {word: say(f"ledger_text.reading_{word}", language) for word in READINGS}
    yield say("ledger_text.readings", language, chosen=words[reading])
    yield say("ledger_text.sign", language)
    yield from _most(found, reading, words[reading], language)
    if account.section.whole == NATION:
        left = found.county.owed(reading)
        if left is not None and left[0] == left[1]:
            key = "county_left" if left[0] >= 0 else "county_over"
            yield say(f"ledger_text.{key}", language, count=decimal(abs(left[0]), 1, language),
                      reading=words[reading])
    yield from _emptied(found, language)
    for word in READINGS:
        without = [one.name for one in found.standings if not one.targets[word]]
        if without:
            yield say("ledger_text.no_target", language, names=listing(without, language),
                      reading=words[word])


def _most(found: Shown, reading: str, told_reading: str, language: str) -> Iterator[str]:
    """Who has most left to receive, and who has received most beyond the target."""
    ends = {one.code: found_ends for one in found.standings if (found_ends := one.owed(reading))}
    left = sorted((c for c in ends if ends[c][0] > 0), key=lambda c: (-ends[c][0], c))[:NAMED]
    over = sorted((c for c in ends if ends[c][1] < 0), key=lambda c: (ends[c][1], c))[:NAMED]
    if not left:
        yield say("ledger_text.nobody_left", language, reading=told_reading)
    for word, codes in (("most_left", left), ("most_over", over)):
        if codes:
            yield say(f"ledger_text.{word}", language, reading=told_reading,
                      names=_named(found, codes, reading, language))


def _named(found: Shown, codes: Sequence[str], reading: str, language: str) -> str:
    """The names with what is left."""
    by_code = {one.code: one for one in found.standings}
    return some([say("ledger_text.named", language, name=by_code[c].name,
                     value=owed(by_code[c], reading, language)) for c in codes], language)


def _emptied(found: Shown, language: str) -> Iterator[str]:
    """A sentence for each municipality that by today's reading loses its whole history."""
    account, names = found.account, found.names
    for code in by_name({code: names[code] for code in account.emptied}):
        key = "emptied_given" if account.gives_all(code) else "emptied_decided"
        yield say(f"ledger_text.{key}", language, name=names[code], start=str(account.counts.start),
                  target=decimal(account.target(code, "period"), 1, language))


def transfer_lines(found: Shown, language: str) -> Iterator[str]:
    """The transfers, each with the months of the account it is booked on."""
    account, names = found.account, found.names
    if account.transfers:
        yield say("ledger_text.transfers", language)
    for one in account.transfers:
        booked = account.months_booked(one)
        yield say(counted("ledger_text.transfer", booked), language, giver=names[one.giver],
                  receiver=names[one.receiver], promille=_promille(one.units, language),
                  first=told(one.first), last=told(one.last), months=booked)


