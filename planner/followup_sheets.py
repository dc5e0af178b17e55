"""A follow-up as tables: each municipality, kind and year, the county below; indicators by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.regimes import PLACES
from planner.followup import BELOW, KEPT, MISSING, Gaps, Line, by_state, gaps, lines_of, of_year, summed
from planner.followup_veiled import Seen
from planner.internal import received_shown
from planner.outcome_told import kind_names
from planner.small_counts import COVERED
from planner.tabular import CODE, NUMBER, TEXT, WHOLE, Field, Sheet
from planner.wording import say

if TYPE_CHECKING:
    from planner.followup_read import Followed

FILE, YES = "uppfoljning", "yes"
COLUMNS = (("code", CODE), ("name", TEXT), ("kind", TEXT), ("year", WHOLE), ("plan", WHOLE),
           ("outcome", WHOLE), ("deviation", WHOLE), ("cumulative", WHOLE), ("state", TEXT),
           ("planned_new", WHOLE), ("new", WHOLE), ("quota", NUMBER), ("planned_gap", NUMBER),
           ("gap", NUMBER), ("reported", TEXT))
SIGNED = ("deviation", "cumulative", "planned_gap", "gap")
INDICATORS = ("year", "kind", "kept", "below", "above", "hidden", "missing", "unopened", "closed",
              "planned_new", "new", "planned_worst", "worst", "planned_total", "total", "lines")


@dataclass(frozen=True)
class Told:
    """A follow-up with its lines, what others may see of them, and the language of its readers."""

    followed: Followed
    lines: tuple[Line, ...]
    seen: Seen
    language: str

    @classmethod
    def of(cls, followed: Followed, language: str) -> Told:
        """The follow-up in a language."""
        lines, problem = lines_of(followed), followed.plan.problem
        seen = Seen.of(lines, problem.unit, language, received_shown(problem))
        return cls(followed, lines, seen, language)

    @property
    def unit(self) -> str:
        """What is counted: places, referrals or persons."""
        return self.followed.plan.problem.unit

    @property
    def years(self) -> tuple[int, ...]:
        """The years with an outcome."""
        return self.followed.outcome.years

    def name(self, code: str) -> str:
        """A municipality's name."""
        return self.followed.outcome.names[code]

    def kind(self, kind: str) -> str:
        """What a kind is called; all together for none."""
        return kind_names(self.followed.outcome, [self.followed.run], self.language)[kind]

    def gaps(self, year: int, kind: str) -> Gaps | None:
        """The gap of a year against the share, over what is shown exactly: else it would tell the rest."""
        lines = of_year(self.lines, year, kind)
        found = gaps([line for line in lines if self.seen.gap_shown(line)])
        return replace(found, of=len(lines)) if found else None

    def new(self, year: int, kind: str) -> Any:
        """What is new since the start where every year is reported; ".." where others may not see it."""
        counted = [line.new for line in of_year(self.lines, year, kind) if line.new is not None]
        open_ = self.unit == PLACES or self.seen.county_so_far(kind, year)
        return sum(counted) if open_ or not counted else COVERED

    def say(self, key: str, **values: object) -> str:
        """A sentence of the follow-up."""
        return say(f"followup.{key}", self.language, **values)


def exact_sheet(told: Told) -> Sheet:
    """uppfoljning.csv: exact numbers; of children and persons for the county's own use."""
    inner = told.unit != PLACES
    fields = [Field(word, word, sort) for word, sort in COLUMNS]
    rows = [(line.code, told.name(line.code), line.kind, line.year, line.plan, line.outcome, line.deviation,
             line.cumulative, line.state, line.planned_new, line.new, line.quota, line.planned_gap, line.gap,
             "") for line in told.lines]
    rows += [(*row[:8], "", *row[9:]) for row in _county(told)]
    made = tuple((YES, *row) if inner else row for row in rows)
    return Sheet(FILE, FILE, tuple([Field("internal", "internal"), *fields] if inner else fields), made)


def shown_sheet(told: Told) -> Sheet:
    """The same for others to read: words for states, small counts hidden."""
    fields = tuple(Field(word, told.say(f"column_{word}"), sort, sign=word in SIGNED)
                   for word, sort in COLUMNS)
    rows = [_shown(told, line) for line in told.lines]
    rows += [_veiled(told, row) for row in _county(told)]
    keep = [j for j, f in enumerate(fields) if f.name != "kind" or len(told.followed.kinds) > 1]
    return Sheet(FILE, told.say("sheet"), tuple(fields[j] for j in keep),
                 tuple(tuple(row[j] for j in keep) for row in rows))


def _shown(told: Told, line: Line) -> tuple[Any, ...]:
    seen = told.seen
    state = told.say(f"state_{line.state if seen.exact(line) else 'hidden'}")
    return (line.code, told.name(line.code), told.kind(line.kind), line.year, line.plan, seen.outcome(line),
            seen.deviation(line), seen.rest(line, line.cumulative), state, line.planned_new,
            seen.rest(line, line.new), line.quota,
            line.planned_gap if seen.planned_gap_shown(line) else COVERED,
            line.gap if line.gap is None or seen.gap_shown(line) else COVERED, "")


def _veiled(told: Told, row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row of the county as others may see it."""
    code, name, kind, year, plan, outcome, apart, so_far, state, planned_new, new, *rest = row
    if told.unit != PLACES and outcome is not None:
        outcome, apart = told.seen.county(kind, year, outcome, plan)
        if not told.seen.county_so_far(kind, year):
            so_far, new = (None if value is None else COVERED for value in (so_far, new))
    return (code, name, told.kind(kind), year, plan, outcome, apart, so_far, state, planned_new, new, *rest)


def _county(told: Told) -> Iterator[tuple[Any, ...]]:
    """The county of each year and kind: those who have reported, and where some have not, the whole plan."""
    county = told.followed.plan.problem.county
    code = county.codes[0][:2]
    for year in told.years:
        for kind in told.followed.kinds:
            every = of_year(told.lines, year, kind)
            known = [line for line in every if line.outcome is not None]
            part = say("outcome.reported", told.language, known=len(known), all=len(every))
            yield _sums(code, county.name, known, every[0], part, all_known=True)
            if len(known) < len(every):
                yield _sums(code, told.say("whole_plan", county=county.name), every, every[0], "",
                            all_known=False)


def _sums(code: str, name: str, lines: Sequence[Line], like: Line, part: str, *,
          all_known: bool) -> tuple[Any, ...]:
    """One row of the county; no outcome where nobody has reported, or where some have not."""
    def total(column: str) -> int | None:
        return _total(lines, column) if all_known and lines else None
    return (code, name, like.kind, like.year, sum(line.plan for line in lines), total("outcome"),
            total("deviation"), total("cumulative"), "", sum(line.planned_new for line in lines),
            total("new"), sum((line.quota for line in lines), Fraction(0)), None, None, part)


def _total(lines: Sequence[Line], column: str) -> int | None:
    """The sum of a column; None where one of the lines has none."""
    values = [getattr(line, column) for line in lines]
    return None if None in values else sum(values)


def indicator_sheet(told: Told) -> Sheet:
    """The indicators of each year and kind: how many kept the plan, what was not opened, the gaps."""
    numbers = ("planned_worst", "worst", "planned_total", "total")
    fields = tuple(Field(word, told.say(f"indicator_{word}"), NUMBER if word in numbers else
                         TEXT if word in ("kind", "lines") else WHOLE) for word in INDICATORS)
    rows = tuple(_indicators(told, year, kind) for year in told.years for kind in told.followed.kinds)
    keep = [j for j, f in enumerate(fields) if _kept(told, f.name)]
    return Sheet("indikatorer", told.say("indicators"), tuple(fields[j] for j in keep),
                 tuple(tuple(row[j] for j in keep) for row in rows))


def _kept(told: Told, word: str) -> bool:
    """Columns that say something of this follow-up."""
    if word == "kind":
        return len(told.followed.kinds) > 1
    return {"hidden": told.unit != PLACES, "unopened": told.unit == PLACES,
            "closed": told.unit == PLACES}.get(word, True)


def _indicators(told: Told, year: int, kind: str) -> tuple[Any, ...]:
    lines = of_year(told.lines, year, kind)
    states = by_state([line for line in lines if told.seen.exact(line)])
    hidden = sum(not told.seen.exact(line) for line in lines)
    known = [line for line in lines if line.new is not None]
    found = told.gaps(year, kind)
    told_gaps = (found.planned_worst, found.worst, found.planned_total, found.total) if found else (None,) * 4
    part = say("outcome.reported", told.language, known=found.count if found else 0, all=len(lines))
    return (year, told.kind(kind), len(states[KEPT]), len(states[BELOW]), len(states["above"]), hidden,
            len(states[MISSING]), sum(summed(lines, "unopened").values()),
            sum(summed(lines, "closed").values()), sum(line.planned_new for line in known),
            told.new(year, kind), *told_gaps, part)
