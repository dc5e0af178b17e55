"""Permit places needed, worked out from the asylum places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from models.pieces import key
from models.running_tables import PARAMETERS
from models.sections import Section


@dataclass(frozen=True)
class PermitStock(Section):
    """The county's permit places as a stock: children come to asylum places, get permits, stay, leave.

    By month, exact: entering = places * children-per-place / 12; decided ``handling`` later, the
    part rate of them with a permit; ``after-permit`` later they go on to a permit place; after
    ``stay`` they leave for a dwelling of their own, but for the part ``leaves-otherwise``, which
    leaves evenly over the stay. Those on permit places today leave evenly over the stay. rate =
    permit-rate where ``rate = "all"``, (1 - dublin-part) * permit-rate-without-dublin where it is
    "without-dublin". Lengths are rounded to whole months, half up (a month = 365/12 days).
    Where [need] gives the follower no total: T[follower,t] = ceil(stock), never below the year
    before or today while keep-existing holds. Not together with permit-follows-asylum. Unit:
    children; one child has one permit place. Each value is that of 1 January of its year. Source:
    the table of parameters; the length of the stay is published nowhere.
    """

    word: ClassVar[str] = "permit-stock"
    rate: Literal["all", "without-dublin"] = key(
        "what the permit rate is a part of: all = every decision, without-dublin = every decision but "
        "Dublin cases")
    parameters: str = key("table of lengths and rates by date", "parametrar.csv", table=PARAMETERS)
    leader: str = key("kind of place where children wait for a decision", "asylum")
    follower: str = key("kind of place for children with a permit", "permit")
    growth: Literal["january", "spread"] = key(
        "when a year's new places open: january = on 1 January, spread = evenly over the months", "january")
    measured: Literal["year-end", "peak"] = key(
        "what a year's need is: year-end = the stock on 31 December, peak = its highest month end",
        "year-end")
    before: Literal["steady", "nobody"] = key(
        "the time before year 1: steady = today's places have served at the figures of year 1, nobody = "
        "they stand empty", "steady")
    near: Literal["", "areas", "commuting", "own"] = key(
        "where a permit place is in the same area: in one of the municipality's areas, within the commuting "
        "limit, or in the municipality itself; empty = the first of these that the scenario has", "")
