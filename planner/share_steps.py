"""The share table of every plan year: the model's own, then what the scenario does to it afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from models.errors import InputFault, fault
from models.shares import Shares
from models.shares.facts import ShareFacts
from models.shares.steps import never_up, redistributed
from models.tables import Table
from planner.keys import WindowKeys
from planner.settings import Settings
from planner.window import in_year


def facts_of(settings: Settings, tables: Mapping[str, Table], codes: tuple[str, ...]) -> ShareFacts:
    """What the share model of a scenario reads."""
    return ShareFacts(codes, tables, settings.inhabitants_year)


def share_tables(settings: Settings, facts: ShareFacts) -> dict[int, Shares]:
    """The shares of each plan year: model, revision, then the transfers of the day in that year.

    The order of the steps is that of ``models.shares.steps``. Raises ``InputFault``.
    """
    keys = settings.window
    if bool(keys.revision) != bool(keys.revision_of):
        lacking = "revision_of" if keys.revision else "revision"
        raise InputFault([fault("shares-revision-half", at="shares." + lacking, lacking=lacking)])
    made = _approved(settings.shares.shares(facts), keys)
    if keys.revision_of:
        made = never_up(made, keys.revision_of, facts)
    if not keys.transfers:
        return dict.fromkeys(settings.years, made)
    return {year: redistributed(made, keys.transfers, facts, in_year(settings.first_day, year))
            for year in settings.years}


def _approved(shares: Shares, keys: WindowKeys) -> Shares:
    """The shares with their window and who approved them, when."""
    return replace(shares, valid_from=keys.valid_from, valid_to=keys.valid_to,
                   approved_by=keys.approved_by.strip(), approved=keys.approved)
