"""Next year's case: what a decided plan gives becomes the places of today.

The places after the year that is done are today's places; the years move on; school places that
the plan used are taken; what the plan asked of each municipality stands in the sheet of answers.
Everything that was changed is said in a remark, and in the source of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from models.errors import InputFault, fault
from models.tables import ASSUMED
from planner.case import Case, load_case
from planner.permit_check import follower_of
from planner.scenario import Scenario, read_scenario
from planner.settings import Settings
from planner.sources import Source
from planner.template.carry import answers_page, carried, less_used, moved_room
from planner.template.decided import CASE_SCENARIO, Decided, read_decided
from planner.template.filling import Filling, Page, filled
from planner.wording import listing, say

DROPPED = ("floor",)  # asks for new places since a start that has moved
ANEW = {"new": None, "ceiling": None, "cap": None, "hold": True}  # keys of [need] that were last year's
LEFT = ("change",)  # a goal that means nothing for other years than its plan's


def next_year(run: Path, case: Path | None = None, year: int | None = None, sets: tuple[str, ...] = (),
              language: str = "sv") -> Filling:
    """The filling of the case that follows a run's plan; ``year`` is the last that is done.

    The case is the run's own, as it was planned, or the one given (its tables may be newer).
    Raises ``InputFault`` where the run has no plan, or the plan is not of that case.
    """
    decided = read_decided(run, year)
    scenario = read_scenario(_scenario_of(run, case, decided), sets)
    return _Mover(decided, scenario, load_case(scenario), language).filling()


def _scenario_of(run: Path, case: Path | None, decided: Decided) -> Path:
    """The scenario file to move on: the case's of the same name, or the run's own."""
    if case is not None and case.is_dir() and (case / f"{decided.scenario}.toml").is_file():
        return case / f"{decided.scenario}.toml"
    if case is not None:
        return case
    if not (run / CASE_SCENARIO).is_file():
        raise InputFault([fault("template-no-case", file=str(run))])
    return run / CASE_SCENARIO


class _Mover:
    """Moves one case on by the years of a plan that are done."""

    def __init__(self, decided: Decided, scenario: Scenario, case: Case, language: str) -> None:
        self.decided, self.scenario, self.case, self.language = decided, scenario, case, language
        self.before = filled(scenario, case, (), language)
        self.years = tuple(decided.done + 1 + year - decided.years[0] for year in decided.years)
        self.notes: list[str] = []

    def say(self, key: str, **values: object) -> str:
        decided = self.decided
        return say(f"next_year.{key}", self.language, id=decided.id[:12], plan=decided.scenario,
                   year=decided.done, **values)

    def filling(self) -> Filling:
        """The whole template of next year's case."""
        self.notes.append(self.say("origin"))
        moved = self.before.with_page("places", tuple(self.places()), self.source("places_rule"))
        moved = self.answers(carried(self.room(self.schools(moved)), self.years))
        settings = self.settings(moved)
        name = f"{self.decided.scenario}-{self.years[0]}"
        remarks = {"": tuple(self.notes), "need.total": (self.say("need"),)}
        return replace(moved, name=name, folder=name, settings=settings, remarks=remarks)

    def places(self) -> Iterator[dict[str, Any]]:
        """Today's places: those after the year that is done; kinds that are not planned stay as they were."""
        need, page = self.case.problem.need, self.before.page("places")
        for code in self.case.problem.county.codes:
            for kind in need.kinds:
                yield {"code": code, "name": self.name(code), "kind": kind, "places": self.after(code, kind)}
        yield from (dict(row) for row in (page.rows if page else ())
                    if row["kind"] is not None and row["kind"] not in need.kinds)

    def after(self, code: str, kind: str) -> int:
        """The plan's places; a fault where it has none of that municipality and kind."""
        found = self.decided.after.get((code, kind, self.decided.done))
        if found is None:
            raise InputFault([fault("template-other", file=str(self.decided.folder), code=code,
                                    name=self.name(code), kind=kind)])
        return found

    def name(self, code: str) -> str:
        return self.case.problem.county.by_code[code].name

    def source(self, key: str) -> Source:
        """Where a sheet comes from that a plan filled in: never more certain than an assumption."""
        return Source("Platsplan", f"{self.decided.done}-12-31", ASSUMED, self.say(key))

    def schools(self, moved: Filling) -> Filling:
        """School places less those that the plan's new places use."""
        rule, page = self.scenario.settings.rule("commuting"), moved.page("schools")
        if rule is None or rule.places != "new" or page is None or not self.decided.schools:
            return moved
        self.notes.append(self.say("schools"))
        return moved.with_page("schools", less_used(page.rows, self.decided.schools),
                               self.altered(page, "schools_rule"))

    def room(self, moved: Filling) -> Filling:
        """Capacities where places lie in another municipality than the one that answers for them."""
        page = moved.page("capacity")
        if page is None or not self.decided.away:
            return moved
        self.notes.append(self.say("elsewhere"))
        told = {"date": date(self.decided.done, 12, 31), "stated_by": self.say("capacity_by"),
                "status": ASSUMED}
        rows = moved_room(page.rows, self.decided.away, self.case.problem.areas, told)
        return moved.with_page("capacity", rows, self.altered(page, "capacity_rule"))

    def altered(self, page: Page, key: str) -> Source:
        """The source of a sheet whose figures were altered by the plan: said last in how it was made."""
        old = page.source or self.source(key)
        told = " ".join(dict.fromkeys(part for part in (old.rule, self.say(key)) if part))
        return replace(old, status=ASSUMED, rule=told)

    def answers(self, moved: Filling) -> Filling:
        """The sheet of answers, with what the plan asked of each municipality."""
        names = {code: self.name(code) for code in self.case.problem.county.codes}
        page = answers_page(moved.page("answers"), self.decided, names, self.language)
        made = page if page.source else replace(page, source=self.source("answers_rule"))
        self.notes.append(self.say("answers" if page.name else "answers_unused", sheet=page.title))
        return replace(moved, pages=(*(p for p in moved.pages if p.spec != page.spec), made))

    def settings(self, moved: Filling) -> Settings:
        """The keys with the years moved on and what belonged to the years done left out."""
        old = self.before.settings
        left = [rule.word for rule in old.rules if rule.word in DROPPED]
        left += [goal.word for goal in old.goals if goal.word in LEFT]
        if left:
            self.notes.append(self.say("left", words=listing(left, self.language)))
        need = old.need.model_copy(update={"total": self.total(), **ANEW})
        return old.model_copy(update={
            "title": self.say("title", title=old.title or self.decided.scenario, first=str(self.years[0])),
            "description": self.say("origin"), "years": self.years, "plan_date": None, "need": need,
            "population_date": self.counted(moved), "window": self.window(),
            "rules": tuple(r for r in old.rules if r.word not in DROPPED),
            "goals": tuple(g for g in old.goals if g.word not in LEFT)})

    def total(self) -> Any:
        """The county's totals: the plan's own in years it has, then as many as it ends with.

        A kind that follows another one goes on following.
        """
        last = self.decided.years[-1]
        written = [getattr(self.before.settings.need, key) for key in ("total", "new")]
        given = {kind for one in written if isinstance(one, Mapping) for kind in one}
        follows = {follower_of(self.before.settings)} - given
        totals = {kind: tuple(self.decided.total(kind, min(year, last)) for year in self.years)
                  for kind in self.case.problem.need.kinds if kind not in follows}
        return totals if len(self.case.problem.need.kinds) > 1 else next(iter(totals.values()))

    def counted(self, moved: Filling) -> date | None:
        """The 31 December whose inhabitants count: the last before the first year that has them all."""
        page = moved.page("population")
        codes = set(self.case.problem.county.codes)
        rows = page.rows if page else ()
        have = {year for year in {row["year"] for row in rows} if year < self.years[0]
                and codes <= {row["code"] for row in rows if row["year"] == year}}
        latest = max(have, default=self.before.settings.inhabitants_year)
        return None if latest == self.years[0] - 1 else date(latest, 12, 31)

    def window(self) -> Any:
        """The days the shares hold, with a reason where the new years lie outside them."""
        window = self.before.settings.window
        outside = window.valid_to is not None and window.valid_to < date(self.years[-1], 12, 31)
        return window.model_copy(update={"outside": self.say("window")}) if outside and not window.outside \
            else window
