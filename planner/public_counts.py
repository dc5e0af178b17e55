"""What of an account no public edition may show: who has received 1 to 4 children, and what gives it away.

An edition shows what is received and new together (X = R + n), never the parts where R is hidden.
Which R are hidden rests on the account alone, so that all scenarios of it hide the same; what was
hidden in an edition a year ago is kept from being worked out from what is shown now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from planner.small_counts import COVERED, LEAST, MOST, SMALL, small
from planner.suppress import Bounds, Group, Key, Question, Relation, suppress

if TYPE_CHECKING:
    from models.ledger_counts import Counts
    from models.problem import Problem

Received = Mapping[str, int]  # by municipality code
RANGE: Bounds = (LEAST, MOST)


@dataclass(frozen=True)
class Veil:
    """What is hidden of an account: the text in place of each hidden number of received children.

    ``whole``: nothing less than all of it is safe; then no quota or sum may be told either.
    ``question`` is what was asked: a number of this year is the cell (``last``, code) in it.
    """

    received: Received
    texts: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False
    question: Question | None = None
    last: int = 0

    @property
    def hidden(self) -> frozenset[str]:
        """The codes of those whose number is hidden."""
        return frozenset(self.texts)


def veil_of(problem: Problem) -> Veil:
    """What is hidden of the account that a problem goes on from; nothing without one."""
    from models.quotas import received
    if "public veil" not in problem.memo:
        now = received(problem)
        problem.memo["public veil"] = veil(_years(problem, now)) if now else Veil(now)
    found: Veil = problem.memo["public veil"]
    return found


def veil(years: Sequence[Received]) -> Veil:
    """What is hidden of the last year's numbers when those of the years before were published so too.

    ``years``: received since the start up to a day of each year, the oldest first. What came between
    two of the days is taken as known, but where it is 1 to 4.
    """
    hidden: list[frozenset[str]] = []
    whole: list[bool] = []
    question = None
    for at in range(len(years)):
        question = _question(years[:at + 1], hidden, whole)
        found = suppress(question)
        whole.append(bool(found.open))
        hidden.append(frozenset(years[at]) if found.open else
                      frozenset(code for code in years[at] if (at, code) in found.hidden))
    now = years[-1]
    texts = {code: SMALL if small(now[code]) and not whole[-1] else COVERED
             for code in now if code in hidden[-1]}
    return Veil(now, texts, whole[-1], question, len(years) - 1)


def _question(years: Sequence[Received], hidden: Sequence[frozenset[str]], whole: Sequence[bool]) -> Question:
    """The numbers of the years so far: the last one's are to be hidden, the others' are or are not."""
    last = len(years) - 1
    values: dict[Key, int] = {(at, code): n for at, year in enumerate(years) for code, n in year.items()}
    relations = [Relation({(at, code): 1 for code in year}, sum(year.values()))
                 for at, year in enumerate(years) if at == last or not whole[at]]
    came = {("came", at, code): years[at][code] - years[at - 1][code]
            for at in range(1, last + 1) for code in years[at]}
    values |= came
    between = {key for key, n in came.items() if small(n)}
    relations += [Relation({(at, code): 1, (at - 1, code): -1, ("came", at, code): -1}, 0)
                  for _, at, code in came]
    open_ = {(at, code) for at in range(last) if whole[at] for code in years[at]}
    secret = {(at, code) for at, year in enumerate(years) for code, n in year.items() if small(n)} - open_
    covered = open_ | between | {(at, code) for at in range(last) for code in hidden[at]}
    groups = [Group(((last, code),), sort="received", least=MOST + 1) for code, n in years[last].items()
              if n > MOST]
    return Question(values, relations, frozenset(secret), groups, frozenset(covered - secret),
                    dict.fromkeys(secret | between, RANGE))


def _years(problem: Problem, now: Received) -> list[Received]:
    """What was received up to the account's last month, before it a year earlier where months are written."""
    from models.ledger import ledger
    counts = ledger(problem).counts
    ago = counts.through.replace(year=counts.through.year - 1)
    return [_at(counts, ago, now), now] if ago >= counts.first else [now]


def _at(counts: Counts, day: date, now: Received) -> Received:
    found = {code: counts.opening.get(code, 0) for code in now}
    for (code, month, _), count in counts.monthly.items():
        if month <= day:
            found[code] += count
    return found
