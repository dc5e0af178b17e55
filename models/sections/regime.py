"""Under which rules a scenario counts, and what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

from models.pieces import key
from models.sections import Section

Unit = Literal["places", "referrals", "persons"]


@dataclass(frozen=True)
class RegimeKeys(Section):
    """The regime (which rules held when) that a scenario stands under, and the unit it counts in.

    Places are a stock, referrals and persons are flows: they are never added, compared or drawn on
    one axis. ``children_per_place`` is the only bridge: with it a capacity of c places is room for
    c * children_per_place referrals a year, rounded down. A plan day outside the regime's window is
    refused unless ``outside`` gives the reason, which every output then shows. Without a name the
    regime in force on the plan day holds. Source of the windows: ``models.regimes``.
    """

    word: ClassVar[str] = "regime"
    name: str = key("word of the regime; empty = the one in force on the plan day", "")
    unit: Unit = key("what is counted: places, referrals (children) or persons (newly arrived)", "places")
    outside: str = key("reason for a plan day outside the regime's window, shown to readers", "")
    children_per_place: Fraction | None = key("children a year that one place serves; restates capacity "
                                              "in places as room for referrals", None, most=365)
