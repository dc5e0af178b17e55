"""The rows every rule writes on a three-town county stand in a text file that a reader can check.

To write a new file: run with the environment variable ``GOLDEN=write`` and read the result.
"""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path

import pytest

from models.formulation import Draft
from models.pieces import pieces
from models.problem import FILLED, FLOW, PLAIN, STOCK, Basis
from models.rules import Rule
from models.solve import draft_of, formulate
from tests.three_towns import three_towns

GOLDEN = Path(__file__).parent / "golden"
KEYS: dict[str, list[dict[str, object]]] = {
    "need": [{}], "keep-existing": [{"agreements": "agreements.csv"}], "capacity": [{}],
    "floor": [{"places": 0, "table": "floor.csv"}], "ceiling": [{"places": 4, "table": "ceiling.csv"}],
    "pace": [{"places": 3, "table": "pace.csv"}], "pinned": [{}],
    "smallest-home": [{"places": 2, "most": 3, "free": "homes.csv"},
                      {"places": 2, "kinds": (("asylum",), ("permit",)), "free": "homes.csv"},
                      {"places": 1, "most": 2, "units": "kinds.csv"}],
    "commuting": [{"limit": 45}, {"limit": 45, "places": "all"}],
    "within-gap": [{"gap": Fraction(3, 2)}, {"gap": Fraction(1, 2), "stuck": "hold"}],
    "co-operation": [{}], "housed-elsewhere": [{}],
    "within-quota": [{}], "relief": [{}, {"cap": False}],
    "permit-follows-asylum": [{"ratio": Fraction(12, 5)}, {"lag": 1}],
    "answers": [{}, {"no": ("0114",), "part": Fraction(57, 100)}],
    "limit": [{}], "reserve": [{}, {"county": 3}, {"county": 2, "days": 30}],
}
BESIDE = {"reserve": ("capacity",)}  # rules that another one reads its figures from


def rows_of(rule: Rule, basis: Basis) -> str:
    """The rule's own counts and rows, as text."""
    beside = [pieces("rules")[word]() for word in BESIDE.get(rule.word, ())]
    problem = three_towns([rule, *beside], basis=basis)
    before, draft = len(draft_of(three_towns(basis=basis)).counts), Draft()
    draft.counts, draft.rows = list(draft_of(problem).counts), list(draft_of(problem).rows)
    boxes = [f"{c.low} <= {c.name} <= {c.high}" for c in draft.counts[before:]]
    return "\n".join(boxes + [str(row) for row in draft.rows]) + "\n"


def text_of(word: str) -> str:
    """Every way the rule is tried here, on both bases where the quota matters."""
    parts = []
    by_quota = word in ("within-gap", "within-quota", "relief")
    bases = [Basis(STOCK, FILLED), Basis(FLOW, PLAIN)] if by_quota else [Basis()]
    for keys in KEYS[word]:
        for basis in bases:
            shown = ", ".join(f"{k} = {v}" for k, v in keys.items()) or "(inga nycklar)"
            head = f"# {word}: {shown}; {basis.amount}"
            parts.append(f"{head}\n{rows_of(pieces('rules')[word](**keys), basis)}")
    return "\n".join(parts)


def test_every_rule_has_its_golden_rows() -> None:
    assert set(KEYS) == set(pieces("rules"))
    assert {p.stem for p in GOLDEN.glob("*.txt")} == set(KEYS)


@pytest.mark.parametrize("word", sorted(KEYS))
def test_rows(word: str) -> None:
    path = GOLDEN / f"{word}.txt"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(text_of(word), encoding="utf-8", newline="\n")
    assert text_of(word) == path.read_text(encoding="utf-8")


def test_names_are_unique_and_plain() -> None:
    formulation = formulate(three_towns([pieces("rules")[w](**k) for w, many in KEYS.items() for k in many]))
    counts, rows = formulation.names()
    assert len(set(counts)) == len(counts)
    assert len(set(rows)) == len(rows)
    assert all(name.isascii() and " " not in name and "-" not in name for name in counts + rows)
