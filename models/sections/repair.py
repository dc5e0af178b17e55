"""Which rules may give where nothing fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from models.errors import InputFault, fault
from models.pieces import key
from models.sections import Section

# The rules whose figures are estimates or wishes of somebody who may say another figure tomorrow.
USUAL = ("capacity", "reserve", "limit", "commuting", "pace", "ceiling", "floor")
# What has been decided or signed: it gives only where the scenario says so.
NAMED = ("pinned", "agreements", "within-gap", "smallest-home", "minutes", "answers")
MAY = (*USUAL, *NAMED)


@dataclass(frozen=True)
class RepairKeys(Section):
    """The rules that may give when no plan keeps them all, and what a fair way out is.

    Every figure f of such a rule gets a concession c >= 0 in whole units of the figure, which
    loosens its bound: capacity, pace and ceiling f + c; floor and agreements f - c; school places
    (commuting) f + c; what there is of a resource (limit) f + c; room kept free and the county's
    reserve f - c; a decision (pinned) f + c or f - c; the limit of the gap (within-gap, where one that
    cannot keep it is a conflict) G + c; the longest journey (minutes) f + c; the smallest home f - c,
    at least 1; a no of every year (answers) becomes c places. No figure falls below 0. c / max(1, f)
    is its relative concession; the largest is made as small as possible, then the next largest, to the
    end. Where several ways out are equal so far, the first in the county's order gives most, then
    areas, then the county, then the rules as ``may_give`` names them.

    The rest never gives. The need and the places of today are what is asked and what there is; what is
    signed or promised is an agreement with somebody; co-operation, homes elsewhere and the permit
    ratio say how places hang together, not how many; a relief and the quota rounded down or up have
    no figure of their own between what they say and nothing. Leave such a rule out, or change it.
    Unit: that of the figure. Source: the scenario's judgement of who may be asked.
    """

    word: ClassVar[str] = "repair"
    may_give: tuple[str, ...] = key("rules that may give where nothing fits; empty = " + ", ".join(USUAL), ())

    def __post_init__(self) -> None:
        """Raise ``InputFault`` for a rule that has no figure to loosen, or one named twice."""
        strange = [word for word in self.may_give if word not in MAY]
        if strange or len(set(self.may_give)) < len(self.may_give):
            raise InputFault([fault("repair-may-give", at="may_give", found=", ".join(self.may_give),
                                    known=", ".join(MAY))])

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that may give."""
        return self.may_give or USUAL
