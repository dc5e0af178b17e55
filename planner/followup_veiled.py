"""A follow-up as others may see it: of children and persons no count of 1 to 4 can be worked out.

The county's sums are hidden where they are that small themselves, and so is the gap of a
municipality whose account before the plan is: gap = account + new - quota.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from models.regimes import PLACES
from planner.followup import Line
from planner.small_counts import COVERED, Veiled, veiled
from planner.wording import decimal

Key = tuple[str, str, int]


@dataclass(frozen=True)
class Seen:
    """What a reader sees of each line; places are always shown as they are.

    ``sums`` are the county's outcomes of each kind and year, ``before`` what the account held before
    the plan ({} without one).
    """

    outcomes: Mapping[Key, Veiled]
    language: str
    sums: Mapping[tuple[str, int], Veiled] = field(default_factory=dict)
    before: Mapping[str, Veiled] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Sequence[Line], unit: str, language: str,
           before: Mapping[str, Veiled] | None = None) -> Seen:
        """The outcomes of each kind and year, veiled together, for their sum is shown."""
        found: dict[Key, Veiled] = {}
        sums: dict[tuple[str, int], Veiled] = {}
        for group in dict.fromkeys((line.kind, line.year) for line in lines):
            counts = {line.code: line.outcome for line in lines
                      if (line.kind, line.year) == group and line.outcome is not None}
            shown = {code: Veiled(n, n) for code, n in counts.items()} if unit == PLACES else veiled(counts)
            found |= {(code, *group): one for code, one in shown.items()}
            together = sum(counts.values())
            sums[group] = Veiled(together, together) if unit == PLACES else veiled({"": together})[""]
        return cls(found, language, sums, before or {})

    def exact(self, line: Line) -> bool:
        """Is the line's outcome shown as it is (or not reported at all)?"""
        one = self.outcomes.get((line.code, line.kind, line.year))
        return one is None or one.exact

    def exact_so_far(self, line: Line) -> bool:
        """Are the line's outcome and those of the years before it shown as they are?"""
        return all(one.exact for (code, kind, year), one in self.outcomes.items()
                   if (code, kind) == (line.code, line.kind) and year <= line.year)

    def outcome(self, line: Line) -> Any:
        """The number, "1–4", ".." or None where nothing is reported."""
        one = self.outcomes.get((line.code, line.kind, line.year))
        return one if one is None else line.outcome if one.exact else one.text(self.language)

    def deviation(self, line: Line) -> Any:
        """outcome - plan: the number, its ends, ".." or None."""
        one = self.outcomes.get((line.code, line.kind, line.year))
        return line.deviation if one is None or one.exact else self._ends(one, line.plan)

    def rest(self, line: Line, value: Any) -> Any:
        """A value worked out from the years so far: as it is, or ".."."""
        return value if value is None or self.exact_so_far(line) else COVERED

    def gap_shown(self, line: Line) -> bool:
        """May the gap of the outcome be shown: neither the outcomes so far nor the account are hidden?"""
        return self.exact_so_far(line) and self.planned_gap_shown(line)

    def planned_gap_shown(self, line: Line) -> bool:
        """May the plan's gap be shown: what the account held before it is not hidden?"""
        return line.code not in self.before or self.before[line.code].exact

    def county(self, kind: str, year: int, outcome: int, plan: int) -> tuple[Any, Any]:
        """The county's outcome and outcome - plan: the numbers, or "1–4" and its ends."""
        one = self.sums[kind, year]
        if one.exact:
            return outcome, outcome - plan
        return one.text(self.language), self._ends(one, plan)

    def county_so_far(self, kind: str, year: int) -> bool:
        """May sums over the years so far be shown: no year's own is hidden, and the same have reported each?

        Else what one of them gave could be told from the sums of two years.
        """
        years = {t for what, t in self.sums if what == kind and t <= year}
        who = {t: {code for code, what, when in self.outcomes if (what, when) == (kind, t)} for t in years}
        return (all(self.sums[kind, t].exact for t in years)
                and all(who[t] == who[year] for t in years))

    def _ends(self, one: Veiled, plan: int) -> str:
        """outcome - plan from its least to its most; ".." where nothing is told."""
        if one.least is None or one.most is None:
            return COVERED
        ends = (decimal(Fraction(end - plan), 0, self.language, sign=True) for end in (one.least, one.most))
        return " … ".join(ends)
