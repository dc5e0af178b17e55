"""What the public editions of runs hide of what their accounts and plans count, run by run.

Where some of what an account counts is hidden, the same question is planned with each of the accounts
that must look the same (``planner.public_others``), and what is not the same in all of these plans is
hidden too: then nobody can tell them apart, not even by planning them all. Where an account is hidden
whole, or scenarios shown beside each other go on from different accounts, every number that rests on
it is hidden for every municipality, and only the county's sums, the shares and plain quotas are told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from models.measures import amount, worst_gap, worst_movable_gap
from models.problem import LEDGER, PLAIN
from models.quotas import quotas
from models.tables import OFFICIAL, RECEIVED
from planner.public_counts import account_of, ends_a_year, veil_of
from planner.public_others import plans_alike
from planner.small_counts import COVERED, SMALL, small

if TYPE_CHECKING:
    from models.need import Cell
    from models.plan import Plan
    from planner.run import Run

COUNTED = ("newly_arrived", "unaccompanied")


@dataclass(frozen=True)
class Hiding:
    """What a run's public edition hides.

    ``received``: the text for each hidden R; ``new``: the codes of which n is hidden; ``together``: the
    text for each hidden X, by cell; ``quotas``: quotas and gaps are hidden for all, since they rest on
    what each has received; ``worst``: the largest gap may be told although gaps are hidden; ``whole``:
    nothing that rests on the account is shown by municipality; ``month``: for its last month's sake;
    ``shares``: nothing that the shares give is shown, since a share model counts by small counts.
    """

    received: Mapping[str, str] = field(default_factory=dict)
    new: frozenset[str] = frozenset()
    together: Mapping[Cell, str] = field(default_factory=dict)
    quotas: bool = False
    worst: bool = False
    whole: bool = False
    month: bool = False
    shares: bool = False

    @property
    def any(self) -> bool:
        """Is anything hidden?"""
        return bool(self.new) or self.shares

    @property
    def gaps(self) -> bool:
        """Is any gap hidden? Then measures and goals that are made of gaps are hidden too."""
        return self.quotas or self.shares or bool(self.together)


def hiding_of(runs: Sequence[Run]) -> tuple[Hiding, ...]:
    """What is hidden of each run that has a plan, when all of them are shown beside each other."""
    plans = [run.plan for run in runs]
    accounts = {tuple(tuple(sorted(year.items())) for year in account_of(plan.problem)) for plan in plans}
    apart = len(accounts - {()}) > 1
    found = (_all(plan) if apart else _hiding(plan) for plan in plans)
    return tuple(replace(one, shares=True, worst=False) if counts_by_small(run) else one
                 for one, run in zip(found, runs, strict=True))


def counts_by_small(run: Run) -> bool:
    """Does the share model count by 1 to 4 received somewhere, in a figure that is not published as it is?"""
    settings, tables = run.scenario.settings, run.case.tables
    named = {factor.table for factor in settings.shares.factors()} & tables.keys() if settings.shares else ()
    return any(small(row[column] or 0) and tables[name].row_status(row) != OFFICIAL
               for name in named if tables[name].spec == RECEIVED
               for row in tables[name].rows for column in COUNTED)


def _hiding(plan: Plan) -> Hiding:
    found = veil_of(plan.problem)
    if not found.texts:
        return Hiding()
    alike = () if found.whole else plans_alike(plan)
    return _told_alike(plan, alike, found.texts) if alike else _all(plan)


def _told_alike(plan: Plan, alike: Sequence[Plan], texts: Mapping[str, str]) -> Hiding:
    """What is not the same in all of the plans is hidden."""
    cells = plan.problem.cells
    new = {cell[0] for cell in cells if cell[0] in texts or any(
        one.new_since_start(cell) != plan.new_since_start(cell) for one in alike)}
    together = {cell: both for cell in cells if (both := _together(cell, alike))}
    of_all = any(one.quotas != plan.quotas for one in alike)
    return Hiding(texts, frozenset(new) | {cell[0] for cell in together}, together, of_all,
                  not of_all and len({_worst(one) for one in alike}) == 1)


def _together(cell: Cell, alike: Sequence[Plan]) -> str:
    """The text in place of X; "" where it is shown: the same in all of the plans, and not 1 to 4."""
    found = {amount(one, cell) for one in alike}
    if all(map(small, found)):
        return SMALL
    return COVERED if len(found) > 1 else ""


def _worst(plan: Plan) -> tuple[object, ...]:
    """The largest gaps that are told, by the shares alone and by the plan's quotas."""
    return tuple(largest(plan, against) for against in (quotas(plan.problem, PLAIN), plan.quotas)
                 for largest in (worst_gap, worst_movable_gap))


def _all(plan: Plan) -> Hiding:
    """All that rests on the account; quotas too where limits fill them, for then so do they."""
    if plan.problem.basis.amount != LEDGER:
        return Hiding()
    codes = plan.problem.county.codes
    return Hiding(dict.fromkeys(codes, COVERED), frozenset(codes),
                  dict.fromkeys(plan.problem.cells, COVERED), quotas=plan.problem.basis.quota != PLAIN,
                  whole=True, month=not ends_a_year(plan.problem))
