"""What a template is filled with: the keys in force, the tables as sheets, and their sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from models.pieces import tables_of
from models.tables import COMMON, KINDS, MUNICIPALITIES, Column, Table, TableSpec
from planner.case import Case, load_case
from planner.headings import LENGTH, sheet_name
from planner.keys import NO_COUNTY, NeedKeys
from planner.naming import with_population
from planner.scenario import Scenario, read_scenario, read_scenarios, scenario_files
from planner.settings import Settings
from planner.shelf import Shelf
from planner.sources import Source
from planner.wording import say

REFUSED = r"[\[\]:*?/\\']"  # signs that no sheet's name may have
FIRST = ("municipalities", "kinds", "population", "places")  # sheets in the order they are filled in
# Tables whose rows say how certain they are.
JUDGED = ("places", "capacity", "agreements", "relief", "reserve", "resources", "parameters")
# Keys of an empty template that say what to fill in.
FILL = {"title": "title", "years": "years", "case.county": "county", "need.total": "need",
        "order.national": "number", "redistribute.forecast": "number", "refer.referrals": "number"}
OF_THE_EXAMPLE = ("title", "sum")  # keys of sections and share models that say what one table holds
AFTER = ("status", "source", "note")


@dataclass(frozen=True)
class Page:
    """A table as a sheet: its name in the scenario (empty: not used there), title, rows, source."""

    name: str
    title: str
    spec: TableSpec
    rows: tuple[Mapping[str, Any], ...]
    source: Source | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the sheet: the table's own, a name beside a code, and those that rows use."""
        own, common = list(self.spec.columns), {c.name: c for c in COMMON}
        names = [c.name for c in own]
        if "name" not in names and "code" in names:
            own.insert(names.index("code") + 1, common["name"])
        for word in AFTER:
            used = any(row.get(word) for row in self.rows)
            if word not in names and (used or (self.spec.word in JUDGED and word != "note")):
                own.append(common[word])
        return tuple(own)


@dataclass(frozen=True)
class Filling:
    """Everything that a template holds.

    ``name`` is the scenario's, ``folder`` what its folder is usually called.
    ``boundaries`` is the file of boundaries to copy, ``outlined`` its source. ``remarks`` are
    sentences for the reader by key of the scenario (``need.total``), and by ``""`` on the whole.
    """

    name: str
    folder: str
    settings: Settings
    pages: tuple[Page, ...]
    boundaries: Path | None = None
    outlined: Source | None = None
    empty: bool = False
    remarks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def page(self, word: str) -> Page | None:
        """The first sheet of that table; None where there is none."""
        return next((page for page in self.pages if page.spec.word == word), None)

    def with_page(self, word: str, rows: tuple[Mapping[str, Any], ...], source: Source | None) -> Filling:
        """The same with other rows (and another source) in the sheets of a table."""
        return replace(self, pages=tuple(
            replace(page, rows=rows, source=source or page.source) if page.spec.word == word else page
            for page in self.pages))


def filling_of(path: Path, sets: tuple[str, ...] = (), language: str = "sv") -> Filling:
    """The filling of a case: a scenario file, or a folder (its first scenario, and the tables of the others).

    Raises ``InputFault`` where the case is at fault.
    """
    if not path.is_dir():
        scenario = read_scenario(path, sets)
        return filled(scenario, load_case(scenario), (), language)
    first, *others = (read_scenarios(file, sets)[0] for file in scenario_files(path))
    shelf = Shelf()
    return filled(first, load_case(first, shelf), [load_case(one, shelf) for one in others], language)


def filled(scenario: Scenario, case: Case, others: Sequence[Case] = (), language: str = "sv") -> Filling:
    """The filling of a scenario with its own case; of ``others`` the sorts of table that it lacks."""
    settings = with_population(scenario.settings, scenario.tree)
    tables = [(name, table, case.sources[name]) for name, table in case.tables.items()]
    words = {table.spec.word for _, table, _ in tables}
    for other in others:
        for name, table in other.tables.items():
            if table.spec.word not in words:
                words.add(table.spec.word)
                tables.append(("", table, other.sources[name]))
    names = {code: town.name for code, town in case.problem.county.by_code.items()}
    pages = tuple(_pages(tables, names, language))
    outline = settings.case.boundaries or ""
    return Filling(scenario.name, scenario.folder.resolve().name, settings, pages, case.geography.boundaries,
                   case.sources.get(outline))


def emptied(filling: Filling, language: str = "sv") -> Filling:
    """The same template without figures: the kinds of place stay, for the scenario names them.

    The scenario says nothing of the example's county, question or need: ``check`` asks for them. No
    source of the example stays, and a table of the nation is there to choose.
    """
    bare = {"county": say("template_text.my_county", language), "county_code": NO_COUNTY,
            "boundaries": None, "tiles": None, "neighbours": None}
    old, usual = filling.settings, type(filling.settings).model_fields
    settings = old.model_copy(update={
        "window": type(old.window)(), "shares": _bare(old.shares),
        "sections": tuple(map(_bare, old.sections)), "title": usual["title"].default,
        "description": usual["description"].default, "need": NeedKeys(),
        "case": old.case.model_copy(update=bare)})
    pages = tuple(replace(page, rows=page.rows if page.spec == KINDS else (), source=None)
                  for page in filling.pages if page.spec.word not in ("tiles", "neighbours"))
    remarks = {key: (say(f"template_text.fill_{word}", language),) for key, word in FILL.items()}
    bare_filling = replace(filling, folder=f"{filling.folder}-tom", settings=settings, pages=pages,
                           boundaries=None, outlined=None, empty=True, remarks=remarks)
    return without_unused(bare_filling, settings)


def without_unused(filling: Filling, settings: Settings) -> Filling:
    """The same with the sheets that no key names any more marked as not used."""
    used = {name for name in settings.case.model_dump().values() if isinstance(name, str)}
    used |= {settings.need.nation or ""}
    used |= {value for value in settings.window.model_dump().values() if isinstance(value, str)}
    for piece in (settings.shares, *settings.rules, *settings.goals, *settings.sections):
        used |= set(tables_of(piece))
    return replace(filling, pages=tuple(page if page.name in used else replace(page, name="")
                                        for page in filling.pages))


def _bare(piece: Any) -> Any:
    """A share model or a section without what it says of one table's content."""
    defaults = {f.name: f.default for f in fields(piece)
                if f.name in OF_THE_EXAMPLE and f.default is not MISSING}
    return replace(piece, **defaults)


def _pages(tables: Sequence[tuple[str, Table, Source]], names: Mapping[str, str],
           language: str) -> Iterator[Page]:
    """The sheets in the order they are filled in, each with a title of its own."""
    words = [table.spec.word for _, table, _ in tables]
    rank = {word: i for i, word in enumerate(FIRST)}
    taken: set[str] = set()
    for name, table, source in sorted(tables, key=lambda one: rank.get(one[1].spec.word, len(FIRST))):
        word = table.spec.word
        stem = "" if words.count(word) == 1 else re.split(r"[/\\#]", table.name)[-1].rpartition(".")[0]
        yield Page(name, title(sheet_name(word, language), stem or "", taken), table.spec,
                   tuple(_named(row, table.spec, names) for row in table.rows), source)


def free_name(filling: Filling, word: str) -> str:
    """A name for a table that no table of the filling has."""
    taken, number = {page.name for page in filling.pages}, 1
    found = word
    while found in taken:
        number += 1
        found = f"{word}-{number}"
    return found


def title(word: str, stem: str, taken: set[str]) -> str:
    """A sheet's title that no other sheet has: its table's word, and the file's where several share it."""
    wanted = re.sub(REFUSED, " ", f"{word} {stem}".strip())[:LENGTH].strip()
    found, number = wanted, 1
    while found.casefold() in taken:
        number += 1
        found = f"{wanted[:LENGTH - 3]} {number}"
    taken.add(found.casefold())
    return found


def _named(row: Mapping[str, Any], spec: TableSpec, names: Mapping[str, str]) -> Mapping[str, Any]:
    """A row with the municipality's name beside its code."""
    if spec == MUNICIPALITIES or row.get("name") or row.get("code") not in names:
        return row
    return {**row, "name": names[row["code"]]}
