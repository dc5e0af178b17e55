"""The referral rule at the nation's size: 290 municipalities and 40,000 children, as ratios in one run.

``python -m benchmarks.referral [--repeat 3]`` prints, for shares of a long tail,

* the rule child by child under both readings, and child by child to the most owed;
* the end alone as a division (Adams begun at the account), ÷ the rule child by child;
* a loop that compares all municipalities for every child with exact cross products, on a
  twentieth of the children and scaled up, ÷ the rule;
* ten orders of one child more each by largest remainder, ÷ the rule.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from fractions import Fraction
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from models.apportion import LARGEST_REMAINDER
from models.referral import MOST_OWED, Points, Targets, period, tie_order, today
from models.referral_compare import Beside, paradoxes
from models.referral_question import Question
from models.referral_shares import Held

MUNICIPALITIES, CHILDREN, PART = 290, 40_000, 20


def seconds(work: Callable[[], Any], repeat: int) -> float:
    """Median seconds of several runs, after one that is not counted."""
    spent = []
    for _ in range(repeat + 1):
        start = perf_counter()
        work()
        spent.append(perf_counter() - start)
    return median(spent[1:])


def asked(targets: Targets, weights: dict[str, int], received: dict[str, int]) -> Question:
    """The question of the next children."""
    return Question(received, weights, targets, CHILDREN, tie_order("share", weights, weights), Points(),
                    {}, {}, Held(weights, "county", Fraction(1)), sum(received.values()), Fraction(CHILDREN))


def made_up(seed: int = 1) -> tuple[dict[str, int], dict[str, int], dict[str, Fraction]]:
    """Weights, the account, and what earlier periods' shares gave: the same each time."""
    draw = Random(seed)
    codes = [f"{100 + i:04}" for i in range(MUNICIPALITIES)]
    weights = {m: int(60 * draw.paretovariate(1.1)) % 20_000 + 100 for m in codes}
    whole = sum(weights.values())
    base = {m: Fraction(w * draw.randrange(40, 160) * 300, whole) for m, w in weights.items()}
    return weights, {m: int(base[m]) + draw.randrange(-3, 4) * (base[m] > 3) for m in codes}, base


def everyone(question: Question, children: int) -> None:
    """Every child set against every municipality, by cross products."""
    received = dict(question.received)
    weights = question.weights
    for _ in range(children):
        best = question.order[0]
        for m in question.order:
            if received[m] * weights[best] < received[best] * weights[m]:
                best = m
        received[best] += 1


def report(repeat: int) -> list[str]:
    """The lines."""
    weights, received, base = made_up()
    now = asked(today(weights, sum(received.values())), weights, received)
    each = asked(period(base, weights), weights, received)
    beside = Beside.of(now, now.refer())
    rule = seconds(now.refer, repeat)
    by_period = seconds(each.refer, repeat)
    owed = seconds(lambda: each.refer(rule=MOST_OWED), repeat)
    end = seconds(lambda: beside.divided("adams"), repeat)
    loop = seconds(lambda: everyone(now, CHILDREN // PART), 1) * PART
    orders = seconds(lambda: paradoxes(beside, LARGEST_REMAINDER, 10), repeat)
    return [f"{MUNICIPALITIES} municipalities, {CHILDREN} children: {rule:.2f} s by the rule, reading today",
            f"  reading period / today: {by_period / rule:.2f}   most owed / today: {owed / rule:.2f}",
            f"  the end as one division / child by child: {end / rule:.3f}",
            f"  everyone compared for every child / the rule: {loop / rule:.1f}",
            f"  eleven totals by largest remainder / the rule: {orders / rule:.2f}"]


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeat", type=int, default=3)
    print("\n".join(report(parser.parse_args().repeat)))


if __name__ == "__main__":
    main()
