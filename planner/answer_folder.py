"""The folder of an answer beside a plan (prices, steps between goals): its place, and its workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from planner.readable import readable
from planner.source_line import called
from planner.wording import say, spoken

if TYPE_CHECKING:
    from planner.case import Case
    from planner.scenario import Scenario
    from planner.tabular import Sheet


class Answer(Protocol):
    """What every answer has: an id (64 hex digits), the scenario and its case."""

    @property
    def id(self) -> str:
        """The id."""

    @property
    def scenario(self) -> Scenario:
        """The scenario."""

    @property
    def case(self) -> Case:
        """Its case."""


def write_answer(found: Answer, word: str, fill: Callable[[str, Path], None], out: Path,
                 language: str) -> Path:
    """Write the folder below ``out`` in one rename and give its path; raises ``OSError``.

    ``word`` is the key of what the folder is called after the scenario's name; ``fill`` gets the
    language with the unit that is counted, and the folder.
    """
    from planner.atomic import write_folder
    from planner.record import folder_name
    told = spoken(language, found.case.problem.unit)
    name = f"{found.scenario.name}-{say(word, told)}"
    return write_folder(Path(out) / folder_name(name, found.id), partial(fill, told))


def write_book(found: Answer, path: Path, sheets: Iterable[Sheet], about: Iterable[tuple[str, str]],
               language: str) -> None:
    """The workbook of an answer: its sheets, then what it says of itself."""
    from planner.workbook.book import Book
    example = say("record.example", language) if found.case.example else ""
    book = Book(path, found.scenario.settings.title or found.scenario.name, language, example)
    for sheet in sheets:
        book.sheet(readable(sheet, found.case.kinds, language))
    book.pairs(say("sheet.about", language), about)
    book.save()


def assumed_told(found: Answer, language: str) -> str:
    """The assumed tables, each by what it holds; that there are none, where there are none."""
    return called(found.case, found.case.assumed, language) or say("record.no", language)
