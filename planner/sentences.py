"""One sentence per municipality: what its share gives, what it has, what it gets, what stops it.

"Täby: 3,1 % av länets invånare ger 10,6 av 340; har 4, får 6; stannar vid kapaciteten 10".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from models.formulation import Because
from models.need import Cell
from models.plan import Plan
from models.problem import FLOW, LEDGER, STARTS
from models.quotas import received, reliefs, total_amount
from planner.stops import FOLLOWS, OTHERS, Stops
from planner.whereabouts import Whereabouts
from planner.wording import counted, decimal, listing, say, subject, whole

NAMED = 2  # municipalities named in a sentence, more are counted
SHARE_WORDS = {"by-population": "inhabitants", "decided": "decided"}


@dataclass(frozen=True)
class Sentences:
    """The sentences of a found plan in a language; ``kinds`` names the kinds of place in it."""

    plan: Plan
    language: str
    kinds: Mapping[str, str]

    def of(self, cell: Cell) -> str:
        """The sentence of one municipality, kind and year."""
        stop = self.stops.of(cell)
        parts = {"place": self._place(cell), "part": self._part(cell), "gets": self._gets(cell)}
        if stop is None:
            return self._lying(cell, self._say("whole", **parts))
        told = stop_text(stop, cell, self.plan, self.kinds, self.language)
        return self._lying(cell, self._say("stopped", **parts, stop=told))

    def _lying(self, cell: Cell, sentence: str) -> str:
        """The sentence, with where its places lie when not at home, and who else answers for some there."""
        names = {town.code: town.name for town in self.plan.problem.county.municipalities}
        for host, area, places in self._where.ways(cell):
            sentence = self._say("lying_shared" if area else "lying", sentence=sentence, places=places,
                                 host=names[host], area=area)
        guests = self._where.guests(cell)
        if not guests:
            return sentence
        told = listing([names[code] for code, _ in guests], self.language)
        return self._say("hosting" if len(guests) > 1 else "hosting_one", sentence=sentence, names=told,
                         places=sum(places for _, places in guests))

    @cached_property
    def _where(self) -> Whereabouts:
        return Whereabouts.of(self.plan)

    @cached_property
    def stops(self) -> Stops:
        """What stops each cell."""
        return Stops(self.plan)

    @property
    def plain(self) -> Mapping[Cell, Fraction]:
        """What the shares alone give, before any limit."""
        return self.stops.plain

    @cached_property
    def _relief(self) -> Mapping[str, Fraction]:
        return reliefs(self.plan.problem)

    def _place(self, cell: Cell) -> str:
        """Whom the sentence is about; kind and year only where there are several."""
        need = self.plan.problem.need
        key = "place" + "_kind" * (len(need.kinds) > 1) + "_year" * (len(need.years) > 1)
        name = self.plan.problem.county.by_code[cell[0]].name
        return self._say("place_one" if key == "place" else key, name=name,
                         kind=inside(self.kinds[cell[1]]), year=str(cell[2]))

    def _part(self, cell: Cell) -> str:
        """What the share gives of the county's total, and what remains after filling."""
        problem = self.plan.problem
        flow, ledger = problem.basis.amount == FLOW, problem.basis.amount == LEDGER
        shown = {"quota": self.plain[cell], "total": total_amount(problem, cell[1], cell[2])}
        if ledger:
            text = self._say(f"ledger_{problem.section('ledger').reading}", part=self._share(cell),
                             before=received(problem)[cell[0]], **shown)
        elif flow and self._shares_change(cell):
            text = self._say("several_shares", **shown)
        else:
            text = self._say("new_places" if flow else "all_places", part=self._share(cell), **shown)
        filled = decimal(self.plan.quotas[cell], 1, self.language)
        if filled == decimal(self.plain[cell], 1, self.language) or self._stands_fast(cell):
            return text
        return self._say("filled", part=text, quota=filled, why=self._why_filled[cell[1:]])

    @cached_property
    def _why_filled(self) -> dict[tuple[str, int], str]:
        """By kind and year: whose places were taken off before the rest was shared."""
        need = self.plan.problem.need
        return {(kind, year): self._taken_off(kind, year) for kind in need.kinds for year in need.years}

    def _taken_off(self, kind: str, year: int) -> str:
        problem = self.plan.problem
        fast = [m for m in problem.county.codes if self._stands_fast((m, kind, year))]
        if problem.basis.fill != STARTS or not fast:
            return self._say("by_limits")
        places = int(sum(self.plan.quotas[m, kind, year] for m in fast))
        if len(fast) > NAMED:
            return self._say("by_many", number=len(fast), places=places)
        owners = listing([owner(problem.county.by_code[m].name, self.language) for m in fast], self.language)
        return self._say("by_starts", owners=owners, places=places)

    def _stands_fast(self, cell: Cell) -> bool:
        """Has the municipality more than its share already (then its quota is what it has)?"""
        return self.plan.quotas[cell] > self.plain[cell]

    def _shares_change(self, cell: Cell) -> bool:
        """Do the shares differ between the years up to the cell's?"""
        problem = self.plan.problem
        years = [year for year in problem.need.years if year <= cell[2]]
        return len({problem.shares[cell[1], year].share(cell[0]) for year in years}) > 1

    def _share(self, cell: Cell) -> str:
        shares = self.plan.problem.shares[cell[1], cell[2]]
        text = percent(shares.share(cell[0]), self.language)
        part = self._say(SHARE_WORDS.get(shares.model, "other_share"), share=text)
        relief = self._relief.get(cell[0])
        if not relief:
            return part
        return self._say("relieved", part=part, relief=decimal(100 * relief, 0, self.language))

    def _gets(self, cell: Cell) -> str:
        before, new, ended = self.plan.before(cell), self.plan.opened(cell), self.plan.ended(cell)
        if new < 0:
            return self._say("loses", before=before, fewer=-new)
        if ended:
            key = counted("sentence.gets_ended", new).removeprefix("sentence.") if new else "gets_none_ended"
            return self._say(key, before=before, ended=ended, new=new)
        return self._say("gets" if new else "gets_none", before=before, new=new)

    def _say(self, key: str, **values: object) -> str:
        return say(f"sentence.{key}", self.language, **values)


def owner(name: str, language: str) -> str:
    """The name as owner: Sigtunas, Borås, Sigtuna's."""
    if language == "sv":
        return name if name[-1] in "sxz" else name + "s"
    return name + "\u2019s"


def percent(share: Fraction, language: str) -> str:
    """A share as percent: one decimal, two where it is under one percent."""
    return decimal(100 * share, 1 if share >= Fraction(1, 100) else 2, language)


def stop_text(because: Because, cell: Cell, plan: Plan, kinds: Mapping[str, str], language: str) -> str:
    """A rule's limit in words, told for an area or for all kinds together where it is so."""
    rule: Any = plan.problem.rule(because.rule)
    word = because.rule
    if word == FOLLOWS and cell[1] == rule.leader:
        word = "leads"
    if word == OTHERS and plan.problem.rule("answers"):
        word = "others-answers"
    goals = [say(f"goal_text.{goal.word}", language) for goal in plan.problem.goals]
    key = counted(f"stop.{word}" if word in subject("stop") else "stop.other", because.figure)
    text = say(key, language, rule=because.rule,
               figure=_figure(because, language), note=because.note,
               goal=inside(goals[0].split(",")[0]) if goals else "",
               leader=inside(kinds.get(getattr(rule, "leader", ""), "")),
               follower=inside(kinds.get(getattr(rule, "follower", ""), "")))
    if because.code in plan.problem.areas:
        text = say("stop.area", language, stop=text, area=because.code)
    pooled = because.rule == "capacity" and not because.kind and len(kinds) > 1
    return say("stop.together", language, stop=text) if pooled else text


def inside(name: str) -> str:
    """A name as it stands inside a sentence: PUT-platser as it is, Asylplatser with a small a."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _figure(because: Because, language: str) -> str:
    return "" if because.figure is None else whole(because.figure, language)
