"""What figures, workbook and comparison see of a run: plain tables and the words around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from models.shifted import Shifted
    from planner.permit_story import PermitStory
    from planner.ranges import Ranges


@dataclass(frozen=True)
class Geography:
    """Where the municipalities lie: boundaries (GeoJSON, property ``kommunkod``) and tiles.

    ``boundaries`` is a file or None; ``tiles[code]`` is (column, row) or the map is empty;
    ``towns[code]`` is (latitude, longitude) as floats; ``borders`` the pairs that border on each other.
    """

    boundaries: Path | None = None
    tiles: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    towns: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    borders: frozenset[tuple[str, str]] = frozenset()

    def beside(self, code: str) -> frozenset[str]:
        """The municipalities that border on one."""
        return frozenset(b if a == code else a for a, b in self.borders if code in (a, b)) - {code}


@dataclass(frozen=True)
class View:
    """One run as a reader sees it.

    ``plan``: one row per municipality, kind and year, with the columns of plan.csv (code,
    name, kind, year, before, new, after, quota, gap, new_since_start, basis, population,
    share, per_10000, capacity, rests_on, sentence); ``quota`` is the quota of the goal's
    basis: compare it with ``after`` when basis is "stock", with ``new_since_start`` when "flow".
    ``flows``: from_code, from_name, to_code, to_name, year, places, minutes.
    ``measures``: measure, value, unit. ``kinds``: word -> name in the language.
    ``today``: code, kind, places. ``example`` is True where places, capacity or shares are
    assumed (EXEMPEL). ``ranges`` and ``shifted``: what was planned beside the plan, if it was.
    ``answers``: the columns of answers.csv; None where the run has no answers.
    ``lies``: the columns of whereabouts.csv; None where no place can lie elsewhere than where it
    is counted; ``areas``: the codes of each area that shares homes, in the county's order.
    ``permits``: the flow to permit places; None without [permit-stock].
    ``money``: the municipalities' rows of money_sums.csv; None where the run counts no money.
    ``decided``: the columns of decided.csv, called ``decided_title``; None where no decision is named.
    ``internal``: the plan holds counts of children of 1 to 4.
    ``ended[code, kind, year]``: places that go in the year with their agreement (only > 0).
    """

    run_id: str
    scenario: str
    title: str
    county: str
    language: str
    example: bool
    source_line: str
    plan: pd.DataFrame
    flows: pd.DataFrame
    measures: pd.DataFrame
    kinds: Mapping[str, str]
    geography: Geography = Geography()
    ranges: Ranges | None = None
    shifted: Shifted | None = None
    answers: pd.DataFrame | None = None
    lies: pd.DataFrame | None = None
    areas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ended: Mapping[tuple[str, str, int], int] = field(default_factory=dict)
    permits: PermitStory | None = None
    money: pd.DataFrame | None = None
    decided: pd.DataFrame | None = None
    decided_title: str = ""
    internal: bool = False
