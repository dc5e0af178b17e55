"""docs/model.md says what the code does: every piece's page stands there as its docstring has it."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_section_of_pieces_is_the_code_s_own() -> None:
    pages = runpy.run_path(str(ROOT / "docs" / "pages.py"))
    text = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
    assert pages["with_section"](text) == text


def test_every_piece_has_a_page_with_a_formula_or_a_unit() -> None:
    from models.pieces import pieces
    for folder in ("rules", "goals", "shares", "sections"):
        for word, piece in pieces(folder).items():
            assert len((piece.__doc__ or "").split()) > 12, word
