"""What the public editions of runs hide of what their accounts and plans count, run by run.

Of a municipality whose received children (R) are hidden, what is new (n) is hidden too, and what is
received and new together (X) is shown: unless some of these X is itself 1 to 4, or some n is as low or
as high as a limit lets it be, which the goals can tell. Then all these X are hidden, so that what other
scenarios of the account show does not add up with it. A solver holds all of it against all the scenarios
that are shown beside each other, and against the largest gap, which is shown where somebody shown has it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.measures import amount
from models.problem import LEDGER, PLAIN
from models.quotas import quotas
from planner.public_bounds import at_limit, both_bounds, new_bounds, worst_is_shown
from planner.public_counts import Veil, veil_of
from planner.small_counts import COVERED, MOST, SMALL, small
from planner.suppress import Bounds, Group, Key, Question, Relation, revealed, suppress

if TYPE_CHECKING:
    from models.need import Cell
    from models.plan import Plan
    from planner.run import Run


@dataclass(frozen=True)
class Hiding:
    """What a run's public edition hides.

    ``received``: the text for each hidden R; ``new``: the codes of which n is hidden; ``together``: the
    text for each hidden X, by cell; ``quotas``: quotas and gaps are hidden for all, since one of them is
    what a municipality has received; ``worst``: the largest gap may be told although gaps are hidden.
    """

    received: Mapping[str, str] = field(default_factory=dict)
    new: frozenset[str] = frozenset()
    together: Mapping[Cell, str] = field(default_factory=dict)
    quotas: bool = False
    worst: bool = False

    @property
    def gaps(self) -> bool:
        """Is any gap hidden? Then measures and goals that are made of gaps are hidden too."""
        return self.quotas or bool(self.together)


def hiding_of(runs: Sequence[Run]) -> tuple[Hiding, ...]:
    """What is hidden of each run that has a plan, when all of them are shown beside each other."""
    plans = [run.plan for run in runs]
    veils = [veil_of(plan.problem) for plan in plans]
    if not any(one.hidden for one in veils):
        return tuple(Hiding() for _ in plans)
    for worst in (True, False) if not any(one.whole for one in veils) else ():
        found = _together(plans, veils, worst)
        if found is not None:
            return tuple(_hiding(*one, worst) for one in zip(plans, veils, found, strict=True))
    return tuple(_all(plan) for plan in plans)


def _hiding(plan: Plan, veil: Veil, texts: Mapping[Cell, str], worst: bool) -> Hiding:
    told = _tells(plan, veil)
    new = veil.hidden | frozenset(code for code, *_ in texts)
    return Hiding(veil.texts, new, texts, told, worst and not told and worst_is_shown(plan, texts))


def _all(plan: Plan) -> Hiding:
    """Nothing less than all is safe: every number of the plan, where it goes on from an account."""
    if plan.problem.basis.amount != LEDGER:
        return Hiding()
    codes = plan.problem.county.codes
    return Hiding(dict.fromkeys(codes, COVERED), frozenset(codes),
                  dict.fromkeys(plan.problem.cells, COVERED), quotas=True)


def _tells(plan: Plan, veil: Veil) -> bool:
    """Is the quota of somebody hidden what it has received, and not its part by its share?"""
    plain = quotas(plan.problem, PLAIN)
    for kind, year in {cell[1:] for cell in plan.problem.cells}:
        cells = [(code, kind, year) for code in plan.problem.county.codes if plain[code, kind, year]]
        levels = {cell: plan.quotas[cell] / plain[cell] for cell in cells}
        usual = Counter(levels.values()).most_common(1)[0][0]
        if any(levels[cell] != usual for cell in cells if cell[0] in veil.hidden):
            return True
    return False


def _together(plans: Sequence[Plan], veils: Sequence[Veil], worst: bool) -> list[dict[Cell, str]] | None:
    """The X hidden of each plan, with or without its largest gap told; None where it is not safe."""
    question = _question(plans, veils, worst)
    if revealed(question, question.groups):  # not even when all is hidden
        return None
    found = suppress(question)
    return [{cell: SMALL if ("X", i, cell) in question.secret and small(question.values["X", i, cell])
             else COVERED for cell in plan.problem.cells if ("X", i, cell) in found.hidden}
            for i, plan in enumerate(plans)]


def _question(plans: Sequence[Plan], veils: Sequence[Veil], worst: bool) -> Question:
    """All accounts and plans as one table of numbers."""
    accounts = list(dict.fromkeys(_account(one) for one in veils))
    parts = [_received(one, accounts.index(_account(one))) for one in veils if one.question]
    parts += [_planned(i, plan, veil, accounts.index(_account(veil)), worst)
              for i, (plan, veil) in enumerate(zip(plans, veils, strict=True)) if veil.received]
    values, bounds = dict[Key, int](), dict[Key, Bounds]()
    for one in parts:
        values |= one.values
        bounds |= one.bounds
    relations = [*dict.fromkeys(_frozen(row) for one in parts for row in one.relations),
                 *map(_frozen, _risen(veils, accounts))]
    secret = frozenset(key for one in parts for key in one.secret)
    covered = frozenset(key for one in parts for key in one.covered)
    rows = [Relation(dict(terms), total, least) for terms, total, least in relations]
    return Question(values, rows, secret, [group for one in parts for group in one.groups],
                    covered - secret, bounds)


def _frozen(row: Relation) -> tuple[tuple[tuple[Key, int], ...], int, bool]:
    return tuple(row.terms.items()), row.total, row.least


def _account(veil: Veil) -> tuple[tuple[str, int], ...]:
    """What makes two accounts one: the same numbers."""
    return tuple(sorted(veil.received.items()))


def _received(veil: Veil, account: int) -> Question:
    """The account's own question, with what it came to as covered; its cells marked with the account."""
    asked = veil.question
    if asked is None:
        raise ValueError("an account without a question")

    def own(key: Key) -> Key:
        return "R", account, key

    now = {own((veil.last, code)) for code in veil.hidden}
    secret = frozenset(map(own, asked.secret))
    bounds = {own(key): found for key, found in asked.bounds.items()}
    bounds |= dict.fromkeys(now - secret, (MOST + 1, None))
    rows = [Relation({own(key): n for key, n in row.terms.items()}, row.total, row.least)
            for row in asked.relations]
    return Question({own(key): n for key, n in asked.values.items()}, rows, secret, (),
                    frozenset(map(own, asked.covered)) | now - secret, bounds)


def _planned(i: int, plan: Plan, veil: Veil, account: int, worst: bool) -> Question:
    """A plan's n and X, with what the account says of R in the rows."""
    values, rows = dict[Key, int](), list[Relation]()
    secret, covered, bounds = set[Key](), set[Key](), dict[Key, Bounds]()
    told = _told(plan, veil)
    for cell in plan.problem.cells:
        new, both = ("n", i, cell), ("X", i, cell)
        received = ("R", account, (veil.last, cell[0]))
        values |= {new: plan.new_since_start(cell), both: amount(plan, cell),
                   received: veil.received[cell[0]]}
        rows.append(Relation({both: 1, received: -1, new: -1}, 0))
        closed = told and cell[0] in veil.hidden
        covered |= {new} if cell[0] in veil.hidden else set()
        covered |= {both} if closed else set()
        secret |= {both} if closed and small(values[both]) else set()
        bounds |= {new: new_bounds(plan, cell, closed), both: both_bounds(plan, cell, closed, worst)}
    rows += [*_sums(i, plan, values), *_rising(i, plan, values)]
    groups = [_group(i, plan, code, veil.hidden) for code in plan.problem.county.codes]
    return Question(values, rows, frozenset(secret), groups, frozenset(covered - secret), bounds)


def _told(plan: Plan, veil: Veil) -> bool:
    """Does some X of those whose R is hidden tell it: a small one, or one with nothing or a limit's new?"""
    own = [cell for cell in plan.problem.cells if cell[0] in veil.hidden]
    return any(small(amount(plan, cell)) or at_limit(plan, cell) for cell in own)


def _group(i: int, plan: Plan, code: str, hidden: Iterable[str]) -> Group:
    """The X of a municipality; with its n where its R is shown, which would give X away."""
    cells = [cell for cell in plan.problem.cells if cell[0] == code]
    new = () if code in hidden else tuple(("n", i, cell) for cell in cells)
    return Group((*(("X", i, cell) for cell in cells), *new), sort=("together", i), least=MOST + 1,
                 rank=int(code not in hidden))


def _sums(i: int, plan: Plan, values: Mapping[Key, int]) -> Iterator[Relation]:
    """Sum of n over the county, which is the need."""
    for kind, year in dict.fromkeys(cell[1:] for cell in plan.problem.cells):
        keys = [("n", i, (code, kind, year)) for code in plan.problem.county.codes]
        yield Relation(dict.fromkeys(keys, 1), sum(values[key] for key in keys))


def _rising(i: int, plan: Plan, values: Mapping[Key, int]) -> Iterator[Relation]:
    """n does not fall from a year to the next, where it does not."""
    years = plan.problem.need.years
    for code, kind, year in plan.problem.cells:
        later = [t for t in years if t > year]
        if later:
            then, now = ("n", i, (code, kind, later[0])), ("n", i, (code, kind, year))
            row = Relation({then: 1, now: -1}, 0, least=True)
            if row.holds(values):
                yield row


def _risen(veils: Sequence[Veil], accounts: Sequence[tuple[tuple[str, int], ...]]) -> Iterator[Relation]:
    """What an account counts is at least what an earlier one did, where it is so for everyone."""
    cells = {accounts.index(_account(one)): one for one in veils if one.received}
    for a, first in cells.items():
        for b, later in cells.items():
            if a != b and all(first.received[code] <= n for code, n in later.received.items()):
                for code in later.received:
                    earlier, now = ("R", a, (first.last, code)), ("R", b, (later.last, code))
                    yield Relation({now: 1, earlier: -1}, 0, least=True)
