"""The memo that a board decides on: a Word document with the headings of a Swedish tjänsteskrivelse."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.edition import ComparisonEdition, Edition


def write_memo(path: Path, edition: Edition) -> None:
    """Write the memo of a run."""


def write_comparison_memo(path: Path, edition: ComparisonEdition) -> None:
    """Write the memo of a comparison."""
