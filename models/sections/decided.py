"""What has been decided, to stand beside the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from models.pieces import key
from models.running_tables import DECIDED
from models.sections import Section


@dataclass(frozen=True)
class DecidedKeys(Section):
    """Numbers that somebody has decided, shown beside the plan's; they bind nothing.

    difference_m = the plan's number less the decided one, whole numbers in the unit of the scenario:
    places in service on the basis stock, else what is new in the year. ratio_m = decided ÷ (share_m x
    the county's number). Only the municipalities of the table are set side by side, and the sums are
    over them. The differences are listed as they are: the model is not fitted to the decision, and the
    data do not say why they differ. Source: the table's own.
    """

    word: ClassVar[str] = "decided"
    table: str = key("table: code, kind, year, number", table=DECIDED)
    title: str = key("what the decision is called, for readers", "")
