"""The account at the seam between two years' cases: what has been received goes on, exactly.

Reading "today": everything received stands in the opening balance and the sheet of months is empty.
Reading "period": the months stay as they are, for each period's target rests on its own months.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from models.ledger import Ledger
from models.months import after, last_day, told
from models.running_tables import LEDGER, OPENING, SHARE_PERIODS
from models.sections.ledger import PERIOD, LedgerKeys
from models.tables import STATUSES
from planner.headings import sheet_name
from planner.sources import Source
from planner.template.filling import Filling, Page, free_name, title
from planner.template.share_year import share_year
from planner.wording import listing, say


@dataclass(frozen=True)
class Seam:
    """An account, the filling it stands in, and the names and language of its readers."""

    account: Ledger
    filling: Filling
    unit: str
    names: Mapping[str, str]
    language: str

    def moved(self) -> tuple[Filling, LedgerKeys]:
        """The filling and the section of next year's case."""
        section = self.account.section
        filling = self._with_period(self.filling)
        if section.reading == PERIOD:
            return filling, section
        name = section.opening or free_name(filling, "opening")
        filling = self._with_opening(filling, name)
        return filling, replace(section, opening=name, through=told(self.account.counts.through))

    def notes(self) -> Iterator[str]:
        """What was done with the account, what is to fill in, and what can no longer be told."""
        counts, section = self.account.counts, self.account.section
        month = told(counts.through)
        sheet = self._page(LEDGER.word).title
        if section.reading == PERIOD:
            yield self.say("account_period", month=month, sheet=sheet)
        else:
            yield self.say("account_today", month=month, sheet=sheet,
                           opening=sheet_name(OPENING.word, self.language))
            if len([one for one in self.account.booked if any(one.received.values())]) > 1:
                yield self.say("account_other_reading", month=month)
            left = [self.say("left_out", count=count, kind=say(f"referral_word.{kind}", self.language))
                    for kind, count in counts.left_out.items() if count]
            if left:
                yield self.say("account_left_out", kinds=listing(left, self.language))
        if section.all_referrals:
            yield self.say("account_nation", month=told(after(counts.through)))
        span = self.next_period
        if span:
            yield self.say("account_shares", first=str(span[0]), last=str(span[1]),
                           sheet=self._page(SHARE_PERIODS.word).title, new=self.say("new_shares"))

    @property
    def next_period(self) -> tuple[Any, Any] | None:
        """First and last day of the shares that come after those of the account."""
        first = after(self.account.booked[-1].period.last)
        found = share_year(first, self.unit)
        return (first, found[1]) if found else None

    def say(self, key: str, **values: object) -> str:
        """A sentence on next year's case."""
        return say(f"next_year.{key}", self.language, **values)

    def _page(self, word: str) -> Page:
        found = next(page for page in self.filling.pages if page.name == self._name(word))
        return found

    def _name(self, word: str) -> str:
        return self.account.section.table if word == LEDGER.word else self.account.section.periods

    def _with_opening(self, filling: Filling, name: str) -> Filling:
        """The opening balance of everything received, and the sheet of months without rows."""
        rows = tuple({"code": code, "name": self.names[code], "received": self.account.received[code]}
                     for code in self.account.codes)
        ledger = self._page(LEDGER.word)
        old = next((page for page in filling.pages if page.name == name), None)
        taken = {page.title.casefold() for page in filling.pages}
        heading = old.title if old else title(sheet_name(OPENING.word, self.language), "", taken)
        page = Page(name, heading, OPENING, rows, self._source(ledger, old))
        pages = [replace(one, rows=()) if one is ledger else one for one in filling.pages if one is not old]
        at = next(i for i, one in enumerate(pages) if one.name == ledger.name)
        return replace(filling, pages=(*pages[:at], page, *pages[at:]))

    def _source(self, ledger: Page, old: Page | None) -> Source | None:
        """Where the balance comes from: the account's own source, as certain as its least certain table."""
        known = [page.source for page in (ledger, old) if page and page.source]
        if not known:
            return None
        status = max((source.status for source in known), key=STATUSES.index)
        through = self.account.counts.through
        rule = self.say("opening_rule", first=str(self.account.counts.start), last=str(last_day(through)))
        told_before = [source.rule for source in known if source.rule]
        return replace(known[0], date=str(last_day(through)), status=status,
                       rule=" ".join(dict.fromkeys([*told_before, rule])))

    def _with_period(self, filling: Filling) -> Filling:
        """A sheet to fill in with the shares of the period that comes next, beside those that are known."""
        span = self.next_period
        if span is None:
            return filling
        rows = tuple({"code": code, "name": self.names[code], "valid_from": span[0], "valid_to": span[1]}
                     for code in self.account.codes)
        taken = {page.title.casefold() for page in filling.pages}
        page = Page("", title(self.say("new_shares"), "", taken), SHARE_PERIODS, rows)
        return replace(filling, pages=(*filling.pages, page))
