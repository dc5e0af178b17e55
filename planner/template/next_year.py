"""Next year's case: what a decided plan gives, or what came of it, becomes the places of today.

The places after the year that is done are today's places: those of the outcome where it is given and
complete, else the plan's. The years move on; school places that the plan used are taken; what the
plan asked of each stands in the sheet of answers; an account goes on. Remarks and sources say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from models.errors import InputFault, fault
from models.ledger import ledger
from models.regimes import PLACES
from models.running_tables import DEVIATIONS
from models.sections.followup import Followup
from models.tables import ASSUMED
from planner.case import Case, load_case
from planner.followup_read import Followed, read_followed
from planner.headings import sheet_name
from planner.scenario import Scenario, read_scenario
from planner.settings import Settings
from planner.sources import Source
from planner.template.carry import answers_page, carried, less_used, moved_room, room_for
from planner.template.decided import CASE_SCENARIO, Decided, read_decided
from planner.template.filling import Filling, Page, filled, free_name, without_unused
from planner.template.filling import title as sheet_title
from planner.template.new_need import counted_on, need_keys
from planner.template.renewed import Renewed
from planner.template.seam import Seam
from planner.template.start import Start
from planner.window import in_year
from planner.wording import listing, say, spoken

DROPPED = ("floor",)  # asks for new places since a start that has moved
LEFT = ("change",)  # a goal that means nothing for other years than its plan's


def next_year(run: Path, case: Path | None = None, year: int | None = None, sets: tuple[str, ...] = (),
              language: str = "sv", outcome: Path | str | None = None) -> Filling:
    """The filling of the case that follows a run's plan; ``year`` is the last that is done.

    The case is the run's own, as it was planned, or the one given (its tables may be newer).
    ``outcome`` is a table of what came of the plan: its last year is then the one that is done.
    Raises ``InputFault`` where the run has no plan, or the plan is not of that case.
    """
    followed = read_followed(run, outcome) if outcome is not None else None
    decided = read_decided(run, _done(followed, year))
    scenario = read_scenario(_scenario_of(run, case, decided), sets)
    return _Mover(decided, scenario, load_case(scenario), followed, language).filling()


def _done(followed: Followed | None, year: int | None) -> int | None:
    """The last year that is done: the one asked for, else the outcome's last."""
    if followed is None:
        return year
    years = followed.outcome.years
    if year is not None and year not in years:
        raise InputFault([fault("template-outcome-year", file=followed.outcome.name, year=year,
                                years=", ".join(map(str, years)))])
    return years[-1] if year is None else year


def _scenario_of(run: Path, case: Path | None, decided: Decided) -> Path:
    """The scenario file to move on: the case's of the same name, or the run's own."""
    if case is not None and case.is_dir() and (case / f"{decided.scenario}.toml").is_file():
        return case / f"{decided.scenario}.toml"
    if case is not None:
        return case
    if not (run / CASE_SCENARIO).is_file():
        raise InputFault([fault("template-no-case", file=str(run))])
    return run / CASE_SCENARIO


@dataclass(frozen=True)
class _Mover:
    """Moves one case on by the years of a plan that are done."""

    decided: Decided
    scenario: Scenario
    case: Case
    followed: Followed | None
    language: str

    @cached_property
    def before(self) -> Filling:
        """The case as it was planned."""
        return filled(self.scenario, self.case, (), self.language)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The plan years of the new case: as many as before, from the year after the one that is done."""
        return tuple(self.decided.done + 1 + year - self.decided.years[0] for year in self.decided.years)

    @cached_property
    def names(self) -> dict[str, str]:
        """The county's municipalities in the order of the tie rule."""
        return {town.code: town.name for town in self.case.problem.county.municipalities}

    @cached_property
    def start(self) -> Start:
        """The year that is done, as planned and as it became."""
        return Start(self.decided, self.followed, self.names, self.case.problem.need.kinds)

    @property
    def unit(self) -> str:
        """What is counted."""
        return self.case.problem.unit

    @cached_property
    def renewed(self) -> Renewed:
        """The keys that belong to a year."""
        old = self.before.settings
        day = in_year(old.first_day, self.years[0]) if self.unit != PLACES else date(self.years[0], 1, 1)
        return Renewed(old, self.years, day, self.unit, self.before, self.say, self.language)

    def say(self, key: str, **values: object) -> str:
        decided = self.decided
        return say(f"next_year.{key}", spoken(self.language, self.unit), id=decided.id[:12],
                   plan=decided.scenario, **{"year": decided.done, **values})

    def filling(self) -> Filling:
        """The whole template of next year's case."""
        notes = [self.say("origin_outcome" if self.start.apart and self.unit == PLACES else "origin")]
        if self.unit == PLACES:
            moved = self.before.with_page("places", tuple(self.places()), self.start.source(self.say))
            notes += self.start.notes(self.say, self.language)
            moved = self.answers(carried(self.room(self.schools(moved, notes), notes), self.years), notes)
        else:
            self.checked()
            moved = carried(self.before, self.years)
        moved, sections = self.sections(moved, notes)
        settings = self.settings(moved, sections, notes)
        name = f"{self.decided.scenario}-{self.years[0]}"
        shares = tuple(self.renewed.share_notes())
        remarks = {"": (*notes, *shares), "need.total": (self.say("need"),), "need.new": (self.say("need"),),
                   "shares.valid_from": shares, "ledger.through": (self.say("through"),)}
        return replace(without_unused(moved, settings), name=name, folder=name, settings=settings,
                       remarks=remarks)

    def checked(self) -> None:
        """A fault where the plan is of other municipalities than the case."""
        for code in self.names:
            for kind in self.start.kinds:
                self.start.places(code, kind)

    def places(self) -> Iterator[dict[str, Any]]:
        """Today's places: those after the year that is done; kinds that are not planned stay as they were."""
        yield from self.start.rows()
        page = self.before.page("places")
        yield from (dict(row) for row in (page.rows if page else ())
                    if row["kind"] is not None and row["kind"] not in self.start.kinds)

    def schools(self, moved: Filling, notes: list[str]) -> Filling:
        """School places less those that the plan's new places use."""
        rule, page = self.scenario.settings.rule("commuting"), moved.page("schools")
        if rule is None or rule.places != "new" or page is None or not self.decided.schools:
            return moved
        notes.append(self.say("schools"))
        return moved.with_page("schools", less_used(page.rows, self.decided.schools),
                               self.altered(page, "schools_rule"))

    def room(self, moved: Filling, notes: list[str]) -> Filling:
        """Capacities where places lie in another municipality than the one that answers for them, or where
        more places are in service than there was said to be room for.
        """
        areas, start = self.case.problem.areas, self.start
        today = {(code, kind): start.places(code, kind) for code in self.names for kind in start.kinds}
        steps = (("elsewhere", "capacity_by", "capacity_rule",
                  lambda rows, told: moved_room(rows, self.decided.away, areas, told)),
                 ("capacity_raised", "outcome_publisher", "capacity_outcome",
                  lambda rows, told: room_for(rows, today if start.apart else {}, areas, told)))
        for note, by, rule, step in steps:
            page = moved.page("capacity")
            told = {"date": date(self.decided.done, 12, 31), "stated_by": self.say(by), "status": ASSUMED}
            rows = step(page.rows, told) if page else ()
            if page and rows != page.rows:
                notes.append(self.say(note))
                moved = moved.with_page("capacity", rows, self.altered(page, rule))
        return moved

    def altered(self, page: Page, key: str) -> Source:
        """The source of a sheet whose figures were altered by the plan: said last in how it was made."""
        old = page.source or Source("Platsplan", f"{self.decided.done}-12-31", ASSUMED, self.say(key))
        told = " ".join(dict.fromkeys(part for part in (old.rule, self.say(key)) if part))
        return replace(old, status=ASSUMED, rule=told)

    def answers(self, moved: Filling, notes: list[str]) -> Filling:
        """The sheet of answers, with what the plan asked of each municipality."""
        page = answers_page(moved.page("answers"), self.decided, self.names, self.language)
        made = page if page.source else replace(page, source=Source(
            "Platsplan", f"{self.decided.done}-12-31", ASSUMED, self.say("answers_rule")))
        notes.append(self.say("answers" if page.name else "answers_unused", sheet=page.title))
        return replace(moved, pages=(*(p for p in moved.pages if p.spec != page.spec), made))

    def sections(self, moved: Filling, notes: list[str]) -> tuple[Filling, tuple[Any, ...]]:
        """The sections moved on, with the sheets of the account and of the deviations."""
        found = {section.word: section for section in self.renewed.sections()}
        notes += self.renewed.notes()
        moved = self.renewed.parameters(moved, notes)
        if "ledger" in found:
            seam = Seam(ledger(self.case.problem), moved, self.unit, self.names, self.language)
            moved, found["ledger"] = seam.moved()
            notes += seam.notes()
        if self.followed is not None:
            moved, found["followup"] = self.deviations(moved)
            notes.append(self.say("deviations", sheet=sheet_name(DEVIATIONS.word, self.language)))
        return moved, tuple(found[word] for word in sorted(found))

    def deviations(self, moved: Filling) -> tuple[Filling, Followup]:
        """The sheet of deviations, and the section that names it."""
        rows = self.start.deviations(self.say, self.language)
        others = [page for page in moved.pages if page.spec != DEVIATIONS]
        name = free_name(replace(moved, pages=tuple(others)), DEVIATIONS.word)
        heading = sheet_title(sheet_name(DEVIATIONS.word, self.language), "",
                              {page.title.casefold() for page in others})
        source = Source("Platsplan", f"{self.decided.done}-12-31", ASSUMED, self.say("deviations_rule"))
        page = Page(name, heading, DEVIATIONS, rows, source)
        return replace(moved, pages=(*others, page)), Followup(deviations=name)

    def settings(self, moved: Filling, sections: tuple[Any, ...], notes: list[str]) -> Settings:
        """The keys with the years moved on and what belonged to the years done left out."""
        old, renewed = self.before.settings, self.renewed
        left = [rule.word for rule in old.rules if rule.word in DROPPED]
        left += [goal.word for goal in old.goals if goal.word in LEFT]
        if left:
            notes.append(self.say("left", words=listing(left, self.language)))
        counted = counted_on(moved, self.names, self.years[0], old.inhabitants_year)
        latest = counted.year if counted else self.years[0] - 1
        first = None if renewed.day == date(self.years[0], 1, 1) else renewed.day
        return old.model_copy(update={
            "title": self.say("title", title=old.title or self.decided.scenario, first=str(self.years[0])),
            "description": notes[0], "years": self.years, "plan_date": first,
            "need": old.need.model_copy(update=self.need(notes)), "population_date": counted,
            "window": renewed.window(), "shares": renewed.shares(latest), "sections": sections,
            "rules": tuple(r for r in old.rules if r.word not in DROPPED),
            "goals": tuple(g for g in old.goals if g.word not in LEFT)})

    def need(self, notes: list[str]) -> dict[str, Any]:
        """The keys of [need] for the new years."""
        keys, raised = need_keys(self.decided, self.case.problem, self.before.settings, self.years,
                                 self.start.sums if self.unit == PLACES else {})
        notes += [self.say("need_raised")] if raised else []
        return keys
