"""Sections of a scenario beside the plan's own, one file each: the share model through the year.

A section is a frozen dataclass whose ``word`` is its table in a scenario file (``[ledger]``),
whose fields are its keys and whose docstring is its page of docs/model.md. It is found as a
rule is; a scenario that does not write the table does not have the section.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from models.problem import Problem


class Section:
    """What every section is: a word, and keys that are the fields of its dataclass."""

    word: ClassVar[str]

    def check(self, problem: Problem) -> None:
        """Raise ``InputFault`` for what the section's tables say wrong once all are read."""
