"""What the run has beside its plan: need, answers, schools, capacity, money and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from planner.answers_told import answer_lines
from planner.decided_beside import decided_lines
from planner.kinds_told import kind_lines
from planner.money_text import money_lines
from planner.need_text import asked_lines, nation_lines
from planner.order_told import order_lines
from planner.permit_told import permit_lines
from planner.readable import readable
from planner.report.folded import folded
from planner.report.page import rendered
from planner.report.planned import hides
from planner.report.section import Section
from planner.report.told import told
from planner.reserve_told import reserve_lines
from planner.resources_told import resource_lines
from planner.schools_told import school_lines
from planner.share_text import model_lines
from planner.shifted_told import capacity_lines
from planner.tabular import Sheet
from planner.whereabouts import where_lines
from planner.wording import say

if TYPE_CHECKING:
    from planner.edition import Edition
    from planner.run import Run

Lines = Callable[["Run", str], Iterable[str]]
ELSEWHERE = ("plan", "ranges", "versions")  # they have sections of their own
MEASURES = ("name", "value", "unit")  # of a run's measures
PRINTED = ("shares", "measures", "flows")  # tables that a printed report has too
SUBJECTS: tuple[tuple[str, tuple[Lines, ...], tuple[str, ...]], ...] = (
    ("need", (asked_lines, order_lines, nation_lines), ("order",)),
    ("shares", (lambda run, language: model_lines(run.plan.problem, language),), ("shares",)),
    ("decided", (decided_lines,), ("decided",)),
    ("answers", (answer_lines,), ("answers",)),
    ("schools", (school_lines,), ("flows",)),
    ("capacity", (capacity_lines,), ("capacity",)),
    ("permit", (permit_lines,), ("permit",)),
    ("resources", (resource_lines,), ("resources",)),
    ("reserve", (reserve_lines,), ("reserve",)),
    ("where", (where_lines,), ("whereabouts", "shared_homes")),
    ("kinds", (kind_lines,), ("kinds",)),
    ("money", (money_lines,), ("money_sums", "money_place", "money_values", "money")),
    ("measures", (), ("measures",)),
)


def section(edition: Edition) -> Section | None:
    """Each subject that the run has; last the tables that belong to none."""
    language = edition.language
    found = [(say(f"report.subject_{word}", language), body) for word, body in _bodies(edition) if body]
    if not found:
        return None
    html = rendered("subjects.html.j2", language, subjects=found)
    return Section("more", say("report.more", language), Markup(html))


def _bodies(edition: Edition) -> Iterator[tuple[str, Markup]]:
    """A subject's word with its text and its tables; no text where a count is hidden."""
    hidden = hides(edition)
    left = [sheet for sheet in edition.sheets if sheet.word not in ELSEWHERE and sheet.rows]
    for word, makers, words in SUBJECTS:
        said = () if hidden else makers
        lines = [line for make in said for line in make(edition.run, edition.language)]
        own = {sheet.word: sheet for wanted in words for sheet in left if _is_of(sheet, wanted)}
        left = [sheet for sheet in left if sheet.word not in own]
        yield word, told(lines, edition.language) + _tables(edition, own.values())
    yield "rest", _tables(edition, left)


def _is_of(sheet: Sheet, word: str) -> bool:
    """Is it the table of that word, or one of those that begin with it (``permit_months``)?"""
    return sheet.word == word or sheet.word.startswith(f"{word}_")


def _for_readers(sheet: Sheet) -> Sheet:
    """The measures by their names, without their words in files and their fractions; others as they are."""
    names = [field.name for field in sheet.fields]
    if sheet.word != "measures" or not set(MEASURES) <= set(names):
        return sheet
    at = [names.index(name) for name in MEASURES]
    return replace(sheet, fields=tuple(sheet.fields[j] for j in at),
                   rows=tuple(tuple(row[j] for j in at) for row in sheet.rows))


def _tables(edition: Edition, sheets: Iterable[Sheet]) -> Markup:
    kinds = edition.run.case.kinds
    told_in_words = (readable(_for_readers(sheet), kinds, edition.language) for sheet in sheets)
    return Markup("").join(folded(sheet, edition.language, printed=any(
        _is_of(sheet, word) for word in PRINTED)) for sheet in told_in_words)
