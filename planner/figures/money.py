"""State grants beside costs for every municipality, a panel for each year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from models.tables import ASSUMED
from planner.figures import style
from planner.figures.facts import Facts
from planner.figures.naming import SPACE
from planner.figures.rows import Column, Plot, drawings
from planner.figures.style import Drawing, Sign, heading
from planner.view import View
from planner.wording import decimal, say

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MILLION = 1_000_000


@dataclass(frozen=True)
class MoneyRow:
    """One municipality and year: whole kronor of grants and costs."""

    code: str
    name: str
    grants: int
    costs: int

    @property
    def left(self) -> int:
        """Grants - costs, kronor."""
        return self.grants - self.costs


Panels = Mapping[str, Mapping[str, MoneyRow]]


def panels(view: View) -> Panels:
    """Rows by year and municipality; nothing where the run counts no money."""
    found: dict[str, dict[str, MoneyRow]] = {}
    for r in [] if view.money is None else view.money.to_dict("records"):
        row = MoneyRow(str(r["code"]), str(r["name"]), int(r["grants"]), int(r["costs"]))
        found.setdefault(str(r["year"]), {})[row.code] = row
    return found


def draw(view: View, facts: Facts) -> list[Drawing]:
    """The pages of the figure ``money``; an example where any amount or length is assumed."""
    shown = panels(view)
    if view.money is None or not shown:
        return []
    view = replace(view, example=view.example or bool((view.money["status"] == ASSUMED).any()))
    language = view.language
    signs = [Sign("box", style.NEW, say("figure.rows_money_grants", language)),
             Sign("box", style.OVER, say("figure.rows_money_costs", language))]
    plot = Plot(
        "money", heading(view, "rows_money", _lead(shown, language), signs), shown,
        {year: year for year in shown} if len(shown) > 1 else {},
        extent=lambda row: (0.0, max(row.grants, row.costs) / MILLION), paint=_paint,
        columns=[*_columns(language), *([SPACE] if len(shown) > 1 else [])],
        axis=say("figure.rows_money_axis", language), whole=False,
        note=say("figure.rows_money_note", language), scale="rows_money_scale")
    return drawings(view, facts, plot)


def _lead(shown: Panels, language: str) -> str:
    """The county's sums in the last year, and how many municipalities get less than it costs."""
    year, rows = list(shown.items())[-1]
    grants, costs = sum(r.grants for r in rows.values()), sum(r.costs for r in rows.values())
    own = sum(r.left < 0 for r in rows.values())
    return " ".join((say("figure.rows_money_lead", language, year=year, grants=millions(grants, language),
                         costs=millions(costs, language)),
                     say("figure.rows_money_own", language, own=own, count=len(rows))))


def millions(kronor: int, language: str, *, sign: bool = False) -> str:
    """Kronor as millions with two decimals."""
    return decimal(Fraction(kronor, MILLION), 2, language, sign=sign)


def _columns(language: str) -> list[Column]:
    """Grants, costs, and what is left, million kronor; a municipality that pays itself stands out."""
    heads = {word: say(f"figure.rows_money_head_{word}", language) for word in ("grants", "costs", "left")}
    return [Column(heads["grants"], lambda r: millions(r.grants, language), 0.62),
            Column(heads["costs"], lambda r: millions(r.costs, language), 0.62),
            Column(heads["left"], lambda r: millions(r.left, language, sign=True), 0.6,
                   mark=lambda r: r.left < 0)]


def _paint(ax: Axes, y: float, row: MoneyRow) -> None:
    """Grants above, costs below."""
    ax.barh(y - 0.19, row.grants / MILLION, height=0.34, color=style.NEW, zorder=2)
    ax.barh(y + 0.19, row.costs / MILLION, height=0.34, color=style.OVER, zorder=2)
