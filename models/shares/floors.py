"""The least share of a municipality, and the whole that computed shares are parts of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Literal

from models.errors import Fault, fault
from models.pieces import key
from models.shares import FINE, Shares
from models.shares.facts import Values
from models.shares.rounding import STEPS, WHOLE, floored, in_units

COUNTY, NATION = "county", "nation"
LIFTED, FIRST = "lifted", "first"


@dataclass(frozen=True, kw_only=True)
class Floored:
    """Keys of a computed share model: its floor, and the whole it is stated in.

    With C promille the county's sum of the nation, a floor of f promille is the part
    f / 1000 of the county (``floor_of = "county"``) or f / C (``"nation"``). ``lifted``:
    whoever is under it is lifted and the others scaled down together, until nobody is under
    it; ``first``: each of n municipalities first gets the floor, and the model shares out the
    rest, floor + (1 - n floor) part. The national model has 1 promille of the nation before
    redistribution; the floor's place in a county's model is not known.
    """

    floor: Fraction = key("least share, in promille, at most two decimals; 0 = none", Fraction(0))
    floor_of: Literal["county", "nation"] = key("what the floor is promille of: county or nation", COUNTY)
    floor_place: Literal["lifted", "first"] = key(
        "where the floor comes in: lifted (who is under it is lifted, the others are lowered together) or "
        "first (each gets the floor, the rest is shared by the model); the true place is not known", LIFTED)
    whole: Literal["county", "nation"] = key("what the shares are stated in promille of: county or nation",
                                             COUNTY)
    county_promille: Fraction | None = key(
        "the county's sum in promille of the nation, at most two decimals; needed where nation is named",
        None)

    @property
    def units(self) -> int:
        """What the county's weights sum to, in 0.01 promille of the whole."""
        return int(self._sum * STEPS) if self.whole == NATION else WHOLE

    @property
    def least_part(self) -> Fraction:
        """The floor as an exact part of the county."""
        if self.floor == 0:
            return Fraction(0)
        return Fraction(self.floor) / (self._sum if self.floor_of == NATION else 1000)

    @property
    def least_units(self) -> int:
        """The fewest whole units that are not under the floor."""
        return ceil(self.least_part * self.units)

    @property
    def _sum(self) -> Fraction:
        return Fraction(self.county_promille or 0)

    def floor_faults(self, count: int) -> list[Fault]:
        """What is wrong with the floor and the whole under ``count`` municipalities."""
        faults = list(self._sum_faults())
        if self.floor < 0:
            faults.append(fault("shares-key-negative", at="shares.floor", value=str(self.floor)))
        elif (self.floor * STEPS).denominator != 1:
            faults.append(fault("shares-floor-steps", at="shares.floor", value=str(self.floor)))
        elif not faults and self.least_units * count > self.units:
            of_whole = Fraction(1000) if self.floor_of == COUNTY else self._sum
            faults.append(fault("shares-floor-much", at="shares.floor", value=str(self.floor), count=count,
                                most=of_whole / count))
        return faults

    def _sum_faults(self) -> list[Fault]:
        """The county's sum of the nation: missing, beyond the whole, or in too fine steps."""
        given = self.county_promille
        if given is None:
            needed = self.whole == NATION or (self.floor_of == NATION and self.floor != 0)
            return [fault("shares-county-promille", at="shares.county_promille")] if needed else []
        if not 0 < given <= 1000 or (given * STEPS).denominator != 1:
            return [fault("shares-county-promille-off", at="shares.county_promille", value=str(given))]
        return []

    def with_floor(self, parts: Mapping[str, Fraction]) -> Values:
        """The exact parts of the county, floored; they sum to 1."""
        return floored(self._placed(parts), self.least_part)

    def table(self, parts: Mapping[str, Fraction], order: Sequence[str], model: str, status: str,
              official: bool) -> Shares:
        """The share table: the floored parts in whole 0.01 promille of the whole."""
        weights = in_units(self._placed(parts), self.units, self.least_units, order)
        return Shares(weights, self.whole, WHOLE, model, status, official, unit=FINE)

    def _placed(self, parts: Mapping[str, Fraction]) -> Values:
        """The model's parts of the county, after each has had the floor where that comes first."""
        whole, least = sum(parts.values(), Fraction(0)), self.least_part
        rest = 1 - len(parts) * least
        if self.floor_place == LIFTED:
            return dict(parts)
        return {code: least + rest * part / whole for code, part in parts.items()}
