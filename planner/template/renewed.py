"""Keys that belong to a year: regime, shares and sections moved on to next year's case.

What has been decided for a year that is done is left out or told to be renewed; it is never
carried on in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from models.permit_terms import words
from models.pieces import tables_of
from models.regimes import BY_WORD, in_force
from models.sections.redistribute import Redistribute
from models.sections.regime import RegimeKeys
from models.tables import POPULATION
from planner.settings import Settings
from planner.template.carry import same_values
from planner.template.filling import Filling
from planner.template.share_year import share_year
from planner.window import in_year
from planner.wording import listing

Say = Callable[..., str]
OF_THE_YEAR = ("order", "decided")  # sections that were about the years that are done
DECIDED = "decided"


@dataclass(frozen=True)
class Renewed:
    """The keys of a case, the years it moves on to, and the day of its plan."""

    old: Settings
    years: tuple[int, ...]
    day: date
    unit: str
    filling: Filling
    say: Say
    language: str

    def regime(self, keys: RegimeKeys) -> tuple[RegimeKeys, str]:
        """The regime of the new years, and what to say of it: the next one, or a reason to keep the old."""
        days = [in_year(self.day, year) for year in self.years]
        if not keys.name or keys.outside.strip() or all(BY_WORD[keys.name].holds(day) for day in days):
            return keys, ""
        found = in_force(days[0], self.unit)
        if found and found.unit == BY_WORD[keys.name].unit and all(found.holds(day) for day in days):
            return replace(keys, name=found.word), self.say("regime", old=keys.name, new=found.word)
        return replace(keys, outside=self.say("regime_outside")), self.say("regime_kept", old=keys.name)

    def sections(self) -> Iterator[Any]:
        """The sections that go on, those of the year's own decisions left out."""
        for section in self.old.sections:
            if isinstance(section, RegimeKeys):
                yield self.regime(section)[0]
            elif isinstance(section, Redistribute):
                yield replace(section, year=None, valid_from=None, valid_to=None, list="")
            elif section.word not in OF_THE_YEAR:
                yield section

    def notes(self) -> Iterator[str]:
        """What was moved on or left out, and what is to be renewed."""
        regime = self.old.section("regime")
        told = self.regime(regime)[1] if regime else ""
        yield from [told] if told else []
        for word in OF_THE_YEAR:
            if self.old.section(word):
                yield self.say(f"left_{word}")
        for word in ("redistribute", "refer"):
            if self.old.section(word):
                yield self.say(f"renew_{word}")

    def parameters(self, moved: Filling, notes: list[str]) -> Filling:
        """The lengths and rates of permit places for the new years: where none is stated, the last ones."""
        keys = self.old.section("permit-stock")
        page = next((page for page in moved.pages if keys and page.name == keys.parameters), None)
        more = tuple(same_values(page.rows, words(keys.rate), self.years, self.say("parameters_source"))) \
            if page else ()
        if page is None or not more:
            return moved
        named = listing([row["parameter"] for row in more], self.language)
        notes.append(self.say("parameters", names=named, sheet=page.title))
        held = replace(page, rows=(*page.rows, *more))
        return replace(moved, pages=tuple(held if one is page else one for one in moved.pages))

    @property
    def span(self) -> tuple[date, date] | None:
        """The share year of the plan day."""
        return share_year(self.day, self.unit)

    @property
    def computed(self) -> bool:
        """Are the shares worked out by a model, with a window that a share year can stand for?"""
        window = self.old.window
        return (self.old.shares.word != DECIDED and self.span is not None
                and bool(window.valid_from or window.valid_to))

    def window(self) -> Any:
        """The days the shares hold: the next share year of a model; those of a decision stay, with a reason
        where the new years lie outside them.
        """
        window = self.old.window
        if self.computed and self.span:
            window = window.model_copy(update={
                "valid_from": self.span[0], "valid_to": self.span[1], "approved_by": "", "approved": None,
                "revision": "", "revision_of": ""})
        days = [in_year(self.day, year) for year in self.years]
        end = days[-1] if self.span else date(self.years[-1], 12, 31)
        outside = bool(window.valid_to and window.valid_to < end)
        return window.model_copy(update={"outside": self.say("window")}) if outside and not window.outside \
            else window

    def shares(self, counted: int) -> Any:
        """The share model; a year that it names is moved on, but not past the inhabitants that are known."""
        model = self.old.shares
        year = getattr(model, "year", None)
        if year is None:
            return model
        return replace(model, year=min(year + self.years[0] - self.old.years[0], counted))

    def share_notes(self) -> Iterator[str]:
        """Which shares must be renewed, from when to when they hold, and which sheets they rest on."""
        titles = {page.name: page.title for page in self.filling.pages if page.name}
        sheets = [titles[name] for name, spec in tables_of(self.old.shares).items()
                  if spec != POPULATION and name in titles]
        decided = self.old.shares.word == DECIDED
        if self.span and (decided or self.computed):
            key = "shares_decided" if decided else "shares_model"
            yield self.say(key, first=str(self.span[0]), last=str(self.span[1]))
        if sheets:
            yield self.say("shares_sheets", sheets=listing(sheets, self.language))
        number = [f.name for f in fields(self.old.shares) if f.name == "to_share"]
        if number:
            yield self.say("shares_number")
