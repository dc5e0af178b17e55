"""The measures of a plan with their units and which way is better: one list for every edge."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from models import measures
from models.answered import Answered
from models.decided_beside import decided_apart
from models.errors import InputFault
from models.need import Cell
from models.permit_near import short_in
from models.plan import Plan
from models.problem import FILLED, PLAIN
from models.quotas import quotas
from planner.tabular import NUMBER, Field, Sheet, fixed
from planner.wording import say

LOW, HIGH = "low", "high"

# measure -> (unit, which way is better, does it grow with the county's number of places)
ABOUT: Mapping[str, tuple[str, str | None, bool]] = {
    "worst_before": ("places", LOW, False), "total_before": ("places", LOW, False),
    "movable_before": ("places", LOW, False), "worst_after": ("places", LOW, False),
    "total_after": ("places", LOW, False), "movable_after": ("places", LOW, False),
    "least_per_10000": ("per_10000", HIGH, True), "most_per_10000": ("per_10000", LOW, True),
    "minutes": ("minutes", LOW, False), "elsewhere": ("percent", LOW, False),
    "homes": ("homes", LOW, True), "cost": ("kronor", LOW, True), "change": ("places", LOW, True),
    "shared_homes": ("homes", None, True), "participation": ("municipalities", HIGH, True),
    "at_home": ("percent", HIGH, False),
    "new_places": ("places", None, True), "from_first": ("places", None, True),
    "agreements_today": ("municipalities", None, False), "agreements_signed": ("municipalities", HIGH, False),
    "left_to_sign": ("places", None, True), "permit_short": ("places", LOW, True),
    "decided_apart": ("places", None, True),
}

# Where nothing can lie elsewhere this is so of itself, and not worth a line.
TRIVIAL: Mapping[str, int] = {"at_home": 100}


@dataclass(frozen=True)
class Measured:
    """One measure of one plan: an exact number, or None where there is nothing to measure."""

    key: str
    value: Fraction | int | None

    @property
    def unit(self) -> str:
        """The unit's word: places, minutes, percent ..."""
        return ABOUT[self.key][0]

    @property
    def better(self) -> str | None:
        """``low`` or ``high`` where one way is better."""
        return ABOUT[self.key][1]

    @property
    def grows(self) -> bool:
        """Does it grow with the number of places (then plans of different size are not judged)?"""
        return ABOUT[self.key][2]


def measured(plan: Plan, earlier: Mapping[Cell, int] | None = None,
             years: Collection[int] | None = None) -> tuple[Measured, ...]:
    """Every measure of a plan, in some years or all; all None where no plan was found.

    ``earlier`` are the places of another plan, for the difference from it.
    """
    if not plan.found:
        return tuple(Measured(key, None) for key in ABOUT)
    elsewhere, at_home = measures.school_elsewhere(plan, years), measures.at_home(plan)
    values: dict[str, Fraction | int | None] = {
        **_gaps(plan, PLAIN, "before", years), **_gaps(plan, FILLED, "after", years),
        "least_per_10000": measures.least_per_10000(plan), "most_per_10000": measures.most_per_10000(plan),
        "minutes": measures.minutes_per_place(plan, years),
        "elsewhere": None if elsewhere is None else 100 * elsewhere,
        "homes": measures.homes_opened(plan), "cost": measures.cost(plan, years),
        "shared_homes": measures.shared_homes(plan), "participation": measures.participation(plan),
        "at_home": None if at_home is None else 100 * at_home,
        "change": measures.change(plan), "new_places": measures.new_places(plan),
        "from_first": None if earlier is None else measures.change(plan, earlier), **_answered(plan),
        "permit_short": short_in(plan, max(years or plan.problem.need.years)),
        "decided_apart": decided_apart(plan),
    }
    return tuple(Measured(key, values[key]) for key in ABOUT)


def _answered(plan: Plan) -> dict[str, int | None]:
    """Municipalities with an agreement and places left to sign; None without the rule answers."""
    if plan.problem.rule("answers") is None:
        return dict.fromkeys(("agreements_today", "agreements_signed", "left_to_sign"))
    found = Answered(plan)
    return {"agreements_today": found.agreements[0], "agreements_signed": found.agreements[1],
            "left_to_sign": sum(line.left for line in found.lines)}


def _gaps(plan: Plan, quota: str, ending: str, years: Collection[int] | None) -> dict[str, Fraction | None]:
    """Worst, total and worst movable gap against one kind of quota (None where it cannot be filled)."""
    try:
        against = quotas(plan.problem, quota)
    except InputFault:
        return {f"{word}_{ending}": None for word in ("worst", "total", "movable")}
    return {f"worst_{ending}": measures.worst_gap(plan, against, years),
            f"total_{ending}": measures.total_gap(plan, against, years),
            f"movable_{ending}": measures.worst_movable_gap(plan, against, years)}


def measure_fields(language: str) -> tuple[Field, ...]:
    """The columns of measures.csv."""
    def title(name: str) -> str:
        return say(f"column.{name}", language)
    return (Field("measure", title("word")), Field("value", title("value"), NUMBER),
            Field("unit", title("unit")), Field("exact", title("exact")), Field("name", title("measure")))


def measure_sheet(plan: Plan, language: str) -> Sheet:
    """measures.csv: the word of each measure, its value and unit, the exact value, its name."""
    rows = tuple((m.key, m.value, m.unit, exact(m.value), say(f"measure.{m.key}", language))
                 for m in measured(plan) if m.value not in (None, TRIVIAL.get(m.key)))
    return Sheet("measures", say("sheet.measures", language), measure_fields(language), rows)


def exact(value: object) -> str:
    """An exact value as text: a whole number, a fraction as 17/3, a sorted list with spaces."""
    if isinstance(value, tuple):
        return " ".join(exact(v) for v in value)
    return "" if value is None else str(value)


def number(value: object) -> object:
    """An exact value as decimal numbers rounded to four places, for readers of run.json."""
    if isinstance(value, tuple):
        return [number(v) for v in value]
    return float(fixed(value, 4)) if isinstance(value, Fraction) else value
