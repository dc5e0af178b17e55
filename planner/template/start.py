"""Where next year's case starts: the places of the outcome where they are reported, else the plan's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from models.errors import InputFault, fault
from models.tables import ASSUMED, MUNICIPALITY
from planner.followup import carried, lines_of
from planner.followup_read import Followed
from planner.outcome import planned
from planner.outcome_told import some
from planner.sources import Source
from planner.template.decided import Decided
from planner.wording import listing

Say = Callable[..., str]


@dataclass(frozen=True)
class Start:
    """The year that is done: what the plan gave, and what came of it where that is given."""

    decided: Decided
    followed: Followed | None
    names: Mapping[str, str]
    kinds: tuple[str, ...]

    @property
    def apart(self) -> bool:
        """Does the outcome tell the planned kinds apart?"""
        return self.followed is not None and set(self.followed.kinds) == set(self.kinds)

    def reported(self, code: str, kind: str) -> int | None:
        """The places in service on 31 December of the year that is done; None where they are not reported."""
        if self.followed is None or not self.apart:
            return None
        return self.followed.outcome.places.get((code, kind, self.decided.done))

    def places(self, code: str, kind: str) -> int:
        """Places to start from; a fault where the plan has none of that municipality and kind."""
        found = self.decided.after.get((code, kind, self.decided.done))
        if found is None:
            raise InputFault([fault("template-other", file=str(self.decided.folder), code=code,
                                    name=self.names[code], kind=kind)])
        actual = self.reported(code, kind)
        return found if actual is None else actual

    @property
    def sums(self) -> dict[str, int]:
        """The county's places to start from, by kind."""
        return {kind: sum(self.places(code, kind) for code in self.names) for kind in self.kinds}

    @property
    def missing(self) -> list[str]:
        """The names of those without a figure of some kind."""
        return [name for code, name in self.names.items()
                if any(self.reported(code, kind) is None for kind in self.kinds)]

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows of today's places; where the outcome is incomplete each says how certain it is."""
        mixed = self.apart and bool(self.missing)
        for code, name in self.names.items():
            for kind in self.kinds:
                status = ASSUMED if self.reported(code, kind) is None else MUNICIPALITY
                yield {"code": code, "name": name, "kind": kind, "places": self.places(code, kind),
                       **({"status": status} if mixed else {})}

    def source(self, told: Say) -> Source:
        """Where they come from: the outcome, or a plan, which is never more certain than an assumption."""
        day = f"{self.decided.done}-12-31"
        if not self.apart:
            return Source("Platsplan", day, ASSUMED, told("places_rule"))
        file = self.followed.outcome.name if self.followed else ""
        if self.missing:
            return Source(told("outcome_publisher"), day, ASSUMED, told("places_mixed", name=file))
        return Source(told("outcome_publisher"), day, MUNICIPALITY, told("places_outcome", name=file))

    def notes(self, told: Say, language: str) -> Iterator[str]:
        """What the outcome lacks for today's places."""
        if self.followed is None:
            return
        if not self.apart:
            yield told("outcome_together")
        elif self.missing:
            yield told("outcome_missing", names=some(self.missing, language))

    def deviations(self, told: Say, language: str) -> tuple[dict[str, Any], ...]:
        """The rows of the sheet of deviations: those of the year that is done, and the sum to carry on."""
        followed, done = self.followed, self.decided.done
        return tuple(self._deviation(followed, line.code, line.kind, told, language)
                     for line in lines_of(followed) if line.year == done) if followed else ()

    def _deviation(self, followed: Followed, code: str, kind: str, told: Say,
                   language: str) -> dict[str, Any]:
        """One row: years without a figure add nothing to the sum, and are told."""
        done, outcome = self.decided.done, followed.outcome
        total, unknown = carried(followed, code, kind), []
        for year in (year for year in followed.plan.problem.need.years if year <= done):
            actual = outcome.places.get((code, kind, year))
            if actual is None:
                unknown.append(str(year))
            else:
                total += actual - (planned(followed.plan, code, kind, year) or 0)
        actual, plan = outcome.places.get((code, kind, done)), planned(followed.plan, code, kind, done)
        note = {"note": told("deviation_unknown", years=listing(unknown, language))} if unknown else {}
        return {"code": code, "name": self.names[code], "kind": kind or None, "year": done, "plan": plan,
                "outcome": actual, "deviation": None if actual is None else actual - (plan or 0),
                "carried": total, **note}
