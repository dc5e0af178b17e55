"""What each municipality's own capacity shifts: what it would have had without it, and who carries it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from models.shifted import Shift, Shifted, own_limits, room_left
from planner.figures import style
from planner.figures.facts import Facts
from planner.figures.naming import some
from planner.figures.order import by_name
from planner.figures.rows import Column, Plot, drawings
from planner.figures.style import Drawing, Sign, heading
from planner.shifted_told import fairness, here, some_of, uncounted
from planner.view import View
from planner.wording import decimal, say, whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAMED = 6  # so many that are full without shifting anything are named
CARRIED = 4.3  # inches for those that carry


@dataclass(frozen=True)
class ShiftRow:
    """One municipality: places of all kinds in the plan and without its own limit, and who carries them."""

    code: str
    name: str
    places: int
    without: int
    limit: str
    carried: str
    here: int = 0

    @property
    def more(self) -> int:
        """Places that its limit shifts to others."""
        return self.without - self.places


def draw(view: View, facts: Facts) -> list[Drawing]:
    """The pages of the figure ``capacity_shifted``; none where no limit shifts a place."""
    found = view.shifted
    if found is None:
        return []
    rows = {s.code: _row(found, s, view.language) for s in found.shifts
            if s.computed and s.more(found.plan.problem.need.kinds)}
    if not rows:
        return []
    lead = _lead(found, len(rows), view.language)
    plot = Plot("capacity_shifted", heading(view, "shifted_title", lead, _signs(view.language)),
                {"": rows}, {}, extent=lambda row: (0.0, float(max(row.places, row.without))),
                paint=_paint, columns=_columns(view.language, view.lies is not None),
                axis=say("figure.axis_stock", view.language), note=_note(found, facts, view.language))
    return drawings(view, facts, plot)


def _lead(found: Shifted, moving: int, language: str) -> str:
    """How many have no room, how many are held back by it, how fair the plan is.

    No room is no room for one more unit: where a whole home is more than a place, both are told.
    """
    problem = found.plan.problem
    codes = [*(s.code for s in found.shifts), *found.left_out]
    none = sum(min(room_left(found.plan, e) for e in own_limits(problem, code)) <= 0 for code in codes)
    word = "place" if problem.rule("smallest-home") is None else "home"
    return say(f"figure.shifted_lead_{word}", language, full=len(codes), none=none, moving=moving,
               fair=fairness(found.plan, language))


def _row(found: Shifted, shift: Shift, language: str) -> ShiftRow:
    """A row of all kinds together."""
    problem = found.plan.problem
    kinds = problem.need.kinds
    limits = own_limits(problem, shift.code)
    carry = {c: n for c, n in shift.others(kinds).items() if n * shift.more(kinds) > 0}
    return ShiftRow(shift.code, problem.county.by_code[shift.code].name, sum(shift.places.values()),
                    sum(shift.without.values()), " + ".join(whole(e.figure, language) for e in limits),
                    some_of(found.plan, carry, language), here(found.plan, shift.code))


def _note(found: Shifted, facts: Facts, language: str) -> str:
    """Who is full without shifting anything, what is not known, whom no gap counts."""
    kinds = found.plan.problem.need.kinds
    still = {s.code for s in found.shifts if s.computed and not s.more(kinds)}
    unknown = {s.code for s in found.shifts if not s.computed} | set(found.left_out)
    parts = [say(f"figure.shifted_{word}", language,
                 names=some([facts.names[c] for c in by_name(facts.names) if c in codes], language, NAMED))
             for word, codes in (("still", still), ("unknown", unknown)) if codes]
    return " ".join([*parts, uncounted(found.plan, language)]).strip()


def _signs(language: str) -> list[Sign]:
    """The key: places in the plan, and those that the limit shifts."""
    return [Sign("box", style.NEW, say("figure.shifted_places", language)),
            Sign("hatch", style.OVER, say("figure.shifted_more", language))]


def _columns(language: str, apart: bool) -> list[Column]:
    """Limit, plan, without the limit, what is shifted, and who carries it.

    ``apart``: places can lie elsewhere, so that those that lie there stand beside their limit.
    """
    head = partial(say, language=language)
    lies = [Column(head("figure.head_here"), lambda r: whole(r.here, language), 0.72)] if apart else []
    plan = head("figure.shared_head_new" if apart else "figure.ranges_head_plan")
    return [Column(head("figure.shifted_head_limit"), lambda r: r.limit, 0.58), *lies,
            Column(plan, lambda r: whole(r.places, language), 0.72 if apart else 0.58),
            Column(head("figure.shifted_head_without"), lambda r: whole(r.without, language), 0.82),
            Column(head("figure.shifted_head_more"), lambda r: decimal(r.more, 0, language), 0.66, bold=True),
            Column(head("figure.shifted_head_carried"), lambda r: r.carried, CARRIED - 0.86 * apart, "left")]


def _paint(ax: Axes, y: float, row: ShiftRow) -> None:
    """Places in the plan, then those that the limit shifts, hatched so that no colour is needed."""
    from matplotlib.patches import Rectangle

    style.bar(ax, y, 0.0, min(row.places, row.without), style.NEW)
    low, wide = min(row.places, row.without), abs(row.more)
    ax.add_artist(Rectangle((low, y - 0.31), wide, 0.62, facecolor="white", edgecolor=style.OVER,
                            hatch="////", linewidth=1.0, zorder=3, clip_on=False))
