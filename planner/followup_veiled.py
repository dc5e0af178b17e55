"""A follow-up as others may see it: of children and persons no count of 1 to 4 can be worked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from models.regimes import PLACES
from planner.followup import Line
from planner.small_counts import COVERED, Veiled, veiled
from planner.wording import decimal

Key = tuple[str, str, int]


@dataclass(frozen=True)
class Seen:
    """What a reader sees of each line; places are always shown as they are."""

    outcomes: Mapping[Key, Veiled]
    language: str

    @classmethod
    def of(cls, lines: Sequence[Line], unit: str, language: str) -> Seen:
        """The outcomes of each kind and year, veiled together, for their sum is shown."""
        found: dict[Key, Veiled] = {}
        for group in dict.fromkeys((line.kind, line.year) for line in lines):
            counts = {line.code: line.outcome for line in lines
                      if (line.kind, line.year) == group and line.outcome is not None}
            shown = {code: Veiled(n, n) for code, n in counts.items()} if unit == PLACES else veiled(counts)
            found |= {(code, *group): one for code, one in shown.items()}
        return cls(found, language)

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
        if one is None or one.exact:
            return line.deviation
        if one.least is None or one.most is None:
            return COVERED
        ends = (decimal(Fraction(end - line.plan), 0, self.language, sign=True)
                for end in (one.least, one.most))
        return " … ".join(ends)

    def rest(self, line: Line, value: Any) -> Any:
        """A value worked out from the years so far: as it is, or ".."."""
        return value if value is None or self.exact_so_far(line) else COVERED
