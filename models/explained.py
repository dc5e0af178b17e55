"""What a municipality's number depends on: the same question planned again with one thing changed.

Every answer is a plan of its own, never a rate read off the solver. The things are taken one at a
time: the answers do not add up. What holds for the whole county (a rule less, one place more or
fewer in all, a longer way to school) is planned once, whoever asks; one place of capacity more is
planned for each municipality that is asked about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from models.plan import Ending, Plan
from models.problem import Problem
from models.regimes import PLACES
from models.variations import ALWAYS, KEEPS, farther, roomier, with_total, without

WITHOUT, ROOM, MORE, FEWER, FARTHER = "without", "room", "more", "fewer", "farther"
LONGER = 10  # minutes
KNOWN, NOTHING_FITS, UNKNOWN = "known", "nothing-fits", "unknown"


@dataclass(frozen=True)
class Change:
    """One thing changed: which (``WITHOUT`` a rule, ``ROOM`` of a municipality ...) and about what.

    ``about`` is the rule's word, the municipality's code, or the kind whose total it is; else empty.
    """

    word: str
    about: str = ""


@dataclass(frozen=True)
class Answer:
    """What planning the changed question gave, beside the plan: places of all kinds, last year.

    ``other`` is empty unless the answer is ``known``. ``alike``: every cell of every year is as before;
    ``first``: the first year in which one is not (None: alike, or not known). ``by_kind[code, kind]``:
    places of the last year with the change less those of the plan, only where not 0.
    """

    change: Change
    ending: Ending
    now: Mapping[str, int]
    other: Mapping[str, int]
    alike: bool
    first: int | None = None
    by_kind: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """Known (a proved plan), nothing fits (proved), or unknown."""
        if self.ending is Ending.PROVED:
            return KNOWN
        return NOTHING_FITS if self.ending is Ending.INFEASIBLE else UNKNOWN

    @cached_property
    def moved(self) -> Mapping[str, int]:
        """Places with the change less those of the plan, by municipality; only where not 0."""
        return {code: n - self.now[code] for code, n in self.other.items() if n != self.now[code]}

    def others(self, code: str) -> dict[str, int]:
        """What the change moves for everyone else, largest first, then the county's order."""
        rank = {one: i for i, one in enumerate(self.now)}
        left = {one: n for one, n in self.moved.items() if one != code}
        return {one: left[one] for one in sorted(left, key=lambda one: (-abs(left[one]), rank[one]))}


@dataclass(frozen=True)
class Explained:
    """A proved plan and the answers beside it, for the municipalities asked about."""

    plan: Plan
    codes: tuple[str, ...]
    answers: tuple[Answer, ...]

    def of(self, word: str, code: str = "") -> tuple[Answer, ...]:
        """The answers of a sort; of ``ROOM`` only the municipality's own."""
        return tuple(one for one in self.answers
                     if one.change.word == word and (word != ROOM or one.change.about == code))


def explained(plan: Plan, codes: Sequence[str],
              plans: Callable[[Sequence[Problem]], Sequence[Plan]]) -> Explained:
    """Every change planned once; ``plans`` plans problems, in order."""
    asked = dict(changes(plan.problem, codes))
    found = plans(list(asked.values()))
    return Explained(plan, tuple(codes), tuple(_answer(plan, change, other) for change, other
                                               in zip(asked, found, strict=True)))


def changes(problem: Problem, codes: Sequence[str]) -> Iterator[tuple[Change, Problem]]:
    """Each change that the problem has room for, with the problem it makes."""
    made = [(Change(WITHOUT, rule.word), without(problem, rule.word)) for rule in problem.rules
            if rule.word not in ALWAYS and (rule.word != KEEPS or problem.unit == PLACES)]
    made += [(Change(ROOM, code), roomier(problem, code)) for code in codes]
    made += [(Change(word, kind), with_total(problem, by, kind)) for kind in problem.need.kinds
             for word, by in ((MORE, 1), (FEWER, -1))]
    made += [(Change(FARTHER), farther(problem, LONGER))]
    yield from ((change, other) for change, other in made if other is not None)


def in_last_year(plan: Plan) -> dict[str, int]:
    """Places of all kinds in the last year, by municipality, in the county's order."""
    need = plan.problem.need
    return {code: sum(plan.places[code, kind, need.years[-1]] for kind in need.kinds)
            for code in plan.problem.county.codes}


def _answer(plan: Plan, change: Change, other: Plan) -> Answer:
    if other.ending is not Ending.PROVED:
        return Answer(change, other.ending, in_last_year(plan), {}, False)
    apart = {cell: other.places[cell] - places for cell, places in plan.places.items()
             if other.places[cell] != places}
    last = plan.problem.need.years[-1]
    return Answer(change, other.ending, in_last_year(plan), in_last_year(other), not apart,
                  min((year for _, _, year in apart), default=None),
                  {(code, kind): n for (code, kind, year), n in apart.items() if year == last})
