"""What the comparison's pages show: new places by scenario and baseline, and the measures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planner.beside import MOVED
from planner.figures import facts, style
from planner.measured import ABOUT
from planner.source_line import source_lines
from planner.tabular import shown
from planner.view import View
from planner.wording import decimal, say

if TYPE_CHECKING:
    from planner.compare import Comparison

LEFT_OUT = ("movable_before", "movable_after", "new_places")  # told by another row of the page
ID_SHOWN = 12

Cell = tuple[str, str]  # kind, municipality code


@dataclass(frozen=True)
class Column:
    """A scenario or a baseline: ``new`` places in its last year, empty where there is no plan.

    ``values`` are its measures as text, one per row of ``Beside.measures``, ``best`` the rows
    in which it has the better one.
    """

    name: str
    title: str
    colour: str
    new: Mapping[Cell, int]
    values: tuple[str, ...]
    best: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Beside:
    """All scenarios and baselines of a comparison, in plain numbers and ready words.

    ``baselines_of`` names the scenario whose baselines they are, where the scenarios have
    different ones; ``sizes`` are the municipalities' inhabitants.
    """

    view: View
    example: bool
    years: tuple[int, ...]
    scenarios: tuple[Column, ...]
    baselines: tuple[Column, ...]
    baselines_of: str
    kinds: Mapping[str, str]
    names: Mapping[str, str]
    sizes: Mapping[str, int]
    today: Mapping[Cell, int]
    measures: tuple[str, ...]
    notes: tuple[str, ...]
    source: str


def read(views: Sequence[View], comparison: Comparison | None = None) -> Beside:
    """The comparison of views; ``ValueError`` without views or where one of them has no plan."""
    if not views:
        raise ValueError("nothing to compare")
    found = [facts.read(view) for view in views]
    rows = [(kind, code, row) for fact in found for kind, towns in fact.rows.items()
            for code, row in towns.items()]
    labels, scenarios = _own(views, found) if comparison is None else _all(views, found, comparison)
    baselines, of = ((), "") if comparison is None else _baselines(comparison, views, len(scenarios))
    return Beside(
        views[0], any(view.example for view in views), tuple(sorted({f.years[-1] for f in found})),
        tuple(scenarios), baselines, of,
        {kind: name for view in reversed(views) for kind, name in view.kinds.items()},
        {code: row.name for _, code, row in reversed(rows)},
        {code: row.population for _, code, row in reversed(rows)},
        {(kind, code): row.today for kind, code, row in reversed(rows)},
        labels, () if comparison is None else _notes(comparison), _source(views, comparison))


def colour(index: int) -> str:
    """The colour of a scenario by its place in the comparison, the same everywhere.

    The first scenario stands on every page and has its colour to itself; the others share the rest.
    """
    first, *others = style.SCENARIOS
    return first if index == 0 else others[(index - 1) % len(others)]


def _new(fact: facts.Facts) -> dict[Cell, int]:
    """New places since the start, last year."""
    return {(kind, code): row.new for kind, towns in fact.rows.items() for code, row in towns.items()}


def _own(views: Sequence[View], found: Sequence[facts.Facts]) -> tuple[tuple[str, ...], list[Column]]:
    """The views' own measures, unmarked, under the labels they carry."""
    told: list[dict[str, str]] = []
    for view in views:
        records = view.measures.to_dict("records")
        told.append({_label(str(r["measure"]), str(r["unit"]), views[0]): _value(r["value"], view.language)
                     for r in records if str(r["measure"]) not in LEFT_OUT})
    labels = tuple(dict.fromkeys(label for one in told for label in one))
    return labels, [
        Column(view.scenario, view.title, colour(i), _new(fact), tuple(one.get(x, "–") for x in labels))
        for i, (view, fact, one) in enumerate(zip(views, found, told, strict=True))]


def _value(value: object, language: str) -> str:
    if not isinstance(value, (int, float)):
        return str(value)
    return decimal(value, 0 if value == round(value) else 1, language)


def _label(key: str, unit: str, first: View) -> str:
    """A measure's short name with its unit."""
    if key in ABOUT:
        return say(f"figure.measure_{key}", first.language, first=first.scenario)
    return say("figure.beside_labelled", first.language, name=key, unit=unit)


def _all(views: Sequence[View], found: Sequence[facts.Facts],
         comparison: Comparison) -> tuple[tuple[str, ...], list[Column]]:
    """Every run of the comparison, those without a plan as well, with the marked measures."""
    ready = dict(zip([i for i, run in enumerate(comparison.runs) if run.plan.found],
                     zip(views, found, strict=True), strict=True))
    lines = list(_lines(comparison))
    labels = tuple(label for _, label in lines)
    columns = []
    for i, run in enumerate(comparison.runs):
        view, fact = ready.get(i, (None, None))
        at, title = i + 2, run.scenario.settings.title or run.scenario.name
        if view is None:
            title = say("figure.beside_none", comparison.language, title=title)
        best = frozenset(n for n, (row, _) in enumerate(lines) if (row, at) in comparison.measures.marked)
        columns.append(Column(
            comparison.measures.fields[at].title, title, colour(i),
            _new(fact) if fact else {}, _texts(comparison, at, [row for row, _ in lines]), best))
    return labels, columns


def _texts(comparison: Comparison, at: int, lines: Sequence[int]) -> tuple[str, ...]:
    """A column's measures as text; decimals enough to tell a marked value from one that is not."""
    sheet, language = comparison.measures, comparison.language

    def text(row: int, column: int, digits: int) -> str:
        return shown(sheet.rows[row][column], replace(sheet.fields[column], shown=digits), language)

    def digits(row: int) -> int:
        judged = range(2, 2 + len(comparison.runs))
        best = [j for j in judged if (row, j) in sheet.marked]
        clear = (d for d in (1, 2, 3) if not {text(row, j, d) for j in best}
                 & {text(row, j, d) for j in judged if j not in best})
        return next(clear, 4)

    return tuple(text(row, at, digits(row)) for row in lines)


def _lines(comparison: Comparison) -> Iterator[tuple[int, str]]:
    """The rows of measures worth a line, and their short names; no row twice."""
    language, seen = comparison.language, set()
    keys = {say(f"measure.{key}", language): key for key in (*ABOUT, MOVED)}
    first, limits = comparison.measures.fields[2].title, _limits_matter(comparison)
    for index, row in enumerate(comparison.measures.rows):
        key = keys[row[0]]
        word = key if limits else key.removesuffix("_after").removesuffix("_before")
        if key not in LEFT_OUT and word not in seen:
            yield index, say(f"figure.measure_{word}", language, first=first)
        seen.add(word)


def _limits_matter(comparison: Comparison) -> bool:
    """Do limits change a quota somewhere? Else the gaps before and after them are the same."""
    rows, language = {row[0]: row[2:-1] for row in comparison.measures.rows}, comparison.language
    before, after = ([rows.get(say(f"measure.{word}_{when}", language)) for word in ("worst", "total")]
                     for when in ("before", "after"))
    return before != after


def _baselines(comparison: Comparison, views: Sequence[View],
               scenarios: int) -> tuple[tuple[Column, ...], str]:
    """One column per baseline; where scenarios have different ones, the first scenario's."""
    from models.baselines import BASELINES

    kinds = {name: kind for view in views for kind, name in view.kinds.items()}
    names = [f.name for f in comparison.new.fields]
    start = names.index("today") + 1 + scenarios
    rows = [row for row, _ in _lines(comparison)]
    made, several = [], len(names) - start > len(BASELINES)
    for title in (say(f"compare.{word}", comparison.language) for word in BASELINES):
        at = next(i for i in range(start, len(names)) if names[i] == title or
                  names[i].startswith(title + " ("))
        new = {(kinds.get(str(row[2]), "") if "kind" in names else next(iter(kinds.values())), row[0]):
               row[at] for row in comparison.new.rows if row[at] is not None}
        texts = _texts(comparison, at - start + scenarios + 2, rows)
        made.append(Column(title, title, style.MUTED, new, texts))
    return tuple(made), comparison.runs[0].scenario.name if several else ""


def _notes(comparison: Comparison) -> tuple[str, ...]:
    """What to know when reading, but for what title and heads say already."""
    language = comparison.language
    told = {say("record.example", language), say("compare.baselines", language)}
    limits = [say("figure.beside_limits", language)] if _limits_matter(comparison) else []
    return (*(note for note in comparison.notes if note not in told), *limits)


def _source(views: Sequence[View], comparison: Comparison | None) -> str:
    """The publishers of all scenarios, the assumed tables of any of them, the comparison's id."""
    language = views[0].language
    if comparison is None:
        return " · ".join(dict.fromkeys(view.source_line for view in views))
    source = source_lines([run.case for run in comparison.runs], language)
    return say("figure.beside_source", language, source=source, id=comparison.id[:ID_SHOWN])
