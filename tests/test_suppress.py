"""Numbers hidden for the sake of others: nothing secret can be worked out, by trying every table."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from itertools import combinations_with_replacement, product

import pytest

from planner.suppress import Bounds, Group, Key, Question, Relation, fits, revealed, suppress

SMALL = (1, 4)


def row_of(counts: Mapping[str, int]) -> Question:
    """One row of counts whose sum is shown; what is 1 to 4 is secret, the others may be hidden."""
    secret = {key for key, count in counts.items() if 1 <= count <= 4}
    groups = [Group((key,), least=5) for key, count in counts.items() if count >= 5]
    return Question(counts, [Relation(dict.fromkeys(counts, 1), sum(counts.values()))], frozenset(secret),
                    groups, bounds=dict.fromkeys(secret, SMALL))


def every(bounds: Mapping[Key, Bounds], rows: Iterable[Relation], most: int) -> list[dict[Key, int]]:
    """All tables of the hidden cells that fit, by trying them."""
    ranges = [range(low, (most if high is None else high) + 1) for low, high in bounds.values()]
    made = (dict(zip(bounds, numbers, strict=True)) for numbers in product(*ranges))
    known = list(rows)
    return [values for values in made if fits(values, bounds, known)]


def answers(question: Question, hidden: frozenset[Key], most: int = 12) -> dict[Key, set[int]]:
    """What every hidden cell may be for one who knows what is shown and the order of hiding."""
    taken = [group for group in question.groups if set(group.cells) <= hidden]
    bounds = question.known(taken)
    rows = []
    for one in question.relations:
        shown = sum(n * question.values[key] for key, n in one.terms.items() if key not in bounds)
        rows.append(Relation({k: n for k, n in one.terms.items() if k in bounds}, one.total - shown,
                             one.least))
    found = every(bounds, [row for row in rows if row.terms], most)
    return {key: {values[key] for values in found} for key in bounds}


def test_one_small_count_hides_the_next_smallest() -> None:
    found = suppress(row_of({"a": 3, "b": 9, "c": 7, "d": 0}))
    assert found.hidden == {"a", "c"}
    assert not found.open


def test_two_small_counts_are_enough() -> None:
    assert suppress(row_of({"a": 2, "b": 9, "c": 3})).hidden == {"a", "c"}


def test_the_order_itself_tells_nothing() -> None:
    """Of 4, 5, 5 a single other would be 5 (at least 5, at most the 5 that is shown), and so 4 known."""
    assert suppress(row_of({"a": 4, "b": 5, "c": 5, "d": 9})).hidden == {"a", "b", "c"}


def test_what_cannot_be_protected_is_told() -> None:
    found = suppress(row_of({"a": 3, "b": 0}))
    assert found.hidden == {"a"}
    assert found.open == {"a"}


def test_cells_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="do not keep"):
        Question({"a": 3}, [Relation({"a": 1}, 4)], frozenset("a"))
    with pytest.raises(ValueError, match="do not keep"):
        Question({"a": 5}, [], frozenset("a"), bounds={"a": SMALL})


def test_a_relation_may_be_a_least() -> None:
    """a is at most b: with b shown as 3 nothing but 3 is left when a is at least 3."""
    values, row = {"a": 3, "b": 3}, Relation({"b": 1, "a": -1}, 0, least=True)
    assert revealed(Question(values, [row], frozenset("a"), bounds={"a": (3, 9)})) == ["a"]
    assert revealed(Question(values, [row], frozenset("a"), bounds={"a": (2, 9)})) == []


def test_rows_of_counts_hold_against_every_table() -> None:
    for counts in combinations_with_replacement((0, 1, 2, 4, 5, 7), 4):
        question = row_of(dict(zip("abcd", counts, strict=True)))
        found = suppress(question)
        for key, numbers in answers(question, found.hidden, most=25).items():
            assert question.values[key] in numbers
            if key in question.secret:
                assert (len(numbers) > 1) == (key not in found.open), counts


def crossed(draw: random.Random) -> Question:
    """A table of 2 x 3 with the sums of its rows and columns, and a second one with the same left column."""
    values: dict[Key, int] = {}
    relations = []
    for table in "AB":
        for i, j in product(range(2), range(3)):
            shared = ("left", i) if j == 0 else (table, i, j)
            values.setdefault(shared, draw.choice((0, 0, 2, 5, 6, 8)))
        cells = {(i, j): ("left", i) if j == 0 else (table, i, j) for i, j in product(range(2), range(3))}
        lines = [[cells[i, j] for j in range(3)] for i in range(2)]
        for keys in (*lines, *zip(*lines, strict=True)):
            relations.append(Relation(dict.fromkeys(keys, 1), sum(values[key] for key in keys)))
    secret = frozenset(key for key, n in values.items() if 1 <= n <= 4)
    groups = [Group((key,), sort=key[0], least=5) for key, n in values.items() if n >= 5]
    return Question(values, relations, secret, groups, bounds=dict.fromkeys(secret, SMALL))


def test_tables_with_a_common_column_hold_against_every_table() -> None:
    draw = random.Random(6)
    tried = 0
    for _ in range(60):
        question = crossed(draw)
        found = suppress(question)
        if len(found.hidden) > 6:
            continue
        tried += 1
        for key, numbers in answers(question, found.hidden).items():
            assert question.values[key] in numbers
            assert key not in question.secret or key in found.open or len(numbers) > 1
    assert tried > 30


def test_the_same_question_has_the_same_answer() -> None:
    asked = [crossed(random.Random(seed)) for seed in range(8)]
    assert [suppress(one) for one in asked] == [suppress(crossed(random.Random(seed))) for seed in range(8)]
