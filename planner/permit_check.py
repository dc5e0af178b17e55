"""What is wrong between [permit-stock] and the rest of a scenario; the figures behind its need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from models.errors import Fault
from models.permit_need import PermitNeed
from models.permit_terms import figures

if TYPE_CHECKING:
    from models.tables import Table
    from planner.merge import Node
    from planner.settings import Settings

STOCK, FOLLOWS, KEEPS = "permit-stock", "permit-follows-asylum", "keep-existing"


def permit_faults(settings: Settings, tree: Node) -> Iterator[Fault]:
    """Two sources of one total, a kind that follows itself, a unit that is not places, an area that
    the scenario does not have.
    """
    section, regime = settings.section(STOCK), settings.section("regime")
    if section is None:
        return
    if settings.rule(FOLLOWS):
        yield tree.complain("permit-twice", (STOCK,), kind=section.follower)
    if section.leader == section.follower:
        yield tree.complain("permit-itself", (STOCK, "follower"), kind=section.follower)
    if regime is not None and regime.unit != "places":
        yield tree.complain("permit-places", (STOCK,), unit=regime.unit)
    if section.near == "areas" and not settings.case.areas:
        yield tree.complain("permit-near-areas", (STOCK, "near"))
    if section.near == "commuting" and settings.rule("commuting") is None:
        yield tree.complain("permit-near-commuting", (STOCK, "near"))


def follower_of(settings: Settings) -> str:
    """The kind that follows another one: its total may be worked out; empty where none does."""
    rule: Any = settings.rule(FOLLOWS) or settings.section(STOCK)
    return rule.follower if rule else ""


def permit_need(settings: Settings, tables: Mapping[str, Table]) -> PermitNeed | None:
    """The need model of the scenario's [permit-stock], or None without the section.

    Raises ``InputFault`` with every parameter that is missing or wrong.
    """
    section = settings.section(STOCK)
    if section is None:
        return None
    years = range(settings.years[0], settings.years[-1] + 1)
    found = figures(section, tables[section.parameters], years)
    return PermitNeed(section, {year: one.terms for year, one in found.items()},
                      settings.rule(KEEPS) is not None)
