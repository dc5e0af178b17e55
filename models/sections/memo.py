"""What a memo to those who decide says of the matter itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from models.pieces import key
from models.sections import Section


@dataclass(frozen=True)
class MemoKeys(Section):
    """What stands at the head of the memo; it decides nothing of the plan.

    A key that is left out is a field in the memo that the writer fills in. Source: the matter's own
    papers.
    """

    word: ClassVar[str] = "memo"
    diary_number: str = key("registration number of the matter; empty = filled in by hand", "")
    decides: str = key("who decides; empty = filled in by hand", "")
    officer: str = key("who has prepared the matter; empty = filled in by hand", "")
    date: str = key("the memo's date as written in it; empty = filled in by hand", "")
