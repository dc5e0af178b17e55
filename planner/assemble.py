"""The steps from named files to a ``Problem``; every step goes on past the faults it can."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from models.county import County, Municipality
from models.errors import Fault, InputFault
from models.need import Need
from models.problem import Basis, Problem
from models.shares import Shares
from models.tables import ASSUMED, Table
from planner.asked import Asked, asked
from planner.cells import Known
from planner.coverage import gaps, kinds_of_pieces, uncovered
from planner.guessing import strange
from planner.in_unit import in_unit
from planner.kind_check import called, covering, group_faults, kind_faults, unit_faults
from planner.merge import Node, dotted
from planner.naming import Named, named_tables, vital_tables, with_population
from planner.rule_check import rule_faults
from planner.settings import Settings
from planner.share_steps import facts_of, share_tables
from planner.shelf import Shelf
from planner.sources import Source
from planner.view import Geography
from planner.window import window_faults

NOTHING_INSTEAD: Mapping[str, Named] = {}


class Assembly:
    """Reads what one scenario names and puts the problem together; ``faults`` fills on the way.

    ``instead`` gives tables, by name, another file than the scenario names.
    """

    def __init__(self, settings: Settings, tree: Node, shelf: Shelf,
                 instead: Mapping[str, Named] = NOTHING_INSTEAD) -> None:
        self.tree, self.shelf = tree, shelf
        self.settings = with_population(settings, tree)
        self.named, faults = named_tables(self.settings, self.tree)
        self.named.update(instead)
        self.faults: list[Fault] = list(faults)
        self.sources: dict[str, Source] = {}
        self.hashes: dict[str, str] = {}
        self.tables: dict[str, Table] = {}
        case = self.settings.case
        need = self.settings.need
        beside = None if need.cap else need.nation  # decides nothing: it is only shown
        followed = self.settings.section("followup")
        self.drawn = tuple(name for name in (case.tiles, case.neighbours, case.boundaries, beside,
                                             followed and followed.deviations) if name)
        self.asked = Asked(())

    def problem(self) -> Problem | None:
        """The whole question, or None where something is at fault."""
        self.read()
        boundaries = self.attempt(self.boundaries)
        if self.faults or (boundaries is None and self.settings.case.boundaries):
            return None
        county, kinds = self.attempt(self.county), self.attempt(self.kinds)
        if county is None or kinds is None:
            return None
        need = self.attempt(lambda: self.need(kinds))
        shares = self.attempt(lambda: self.shares(county))
        self.faults.extend(kinds_of_pieces(self.settings, self.tree, kinds))
        self.faults.extend(window_faults(self.settings, self.tree))
        self.faults.extend(self.kind_faults(kinds, need))
        self.faults.extend(rule_faults(self.settings, self.tree, kinds, self.named, self.tables, self.shelf,
                                       self.known()))
        if need is None or shares is None or self.faults:
            return None
        basis = self.settings.basis
        return Problem(county, need, {(k, t): shares[t] for k in kinds for t in need.years},
                       Basis(basis.amount, basis.quota_word, basis.fill), self.settings.rules,
                       self.settings.goals, dict(self.planned(kinds, county.codes)), self.areas(),
                       covering(self.settings, self.asked.tried(need), self.tables[self.settings.case.kinds]),
                       self.settings.sections, self.settings.first_day)

    def attempt(self, step: Callable[[], Any]) -> Any:
        """What a step gives, or None with its faults written down."""
        try:
            return step()
        except InputFault as error:
            self.faults.extend(self.placed(one) for one in error.faults)
        return None

    def placed(self, one: Fault) -> Fault:
        """A fault of the mathematics with the file and line of what it speaks of."""
        if one.place.file in self.named:
            return replace(one, place=replace(one.place, file=self.named[one.place.file].shown))
        if one.place.file or not one.place.key:
            return one
        parts = re.findall(r"[^.\[\]]+", one.place.key)
        loc = tuple(int(part) if part.isdigit() else part for part in parts)
        origin = self.tree.near(loc).origin
        return replace(one, place=replace(one.place, file=origin.file, line=origin.line, key=dotted(loc)))

    # reading

    def read(self) -> None:
        """Every table: kinds, municipalities and areas first, for the others name what is in them."""
        case = self.settings.case
        first = [case.kinds, case.municipalities, *([case.areas] if case.areas else [])]
        for name in first:
            if name in self.named:
                self.table(self.named[name], self.known())
        for name, named in self.named.items():
            if name not in first:
                self.table(named, self.known(covers=named.spec.complete or name == case.population))
        self.faults.extend(gaps(self.settings, self.tree, self.named, self.tables, self.known().codes or {}))

    def known(self, covers: bool = False) -> Known:
        """The words that cells may use, of the tables that could be read.

        A table that must cover every municipality may hold other counties' too: a code
        written wrong still shows, as a municipality without a row.
        """
        case = self.settings.case
        towns, kinds = self.tables.get(case.municipalities), self.tables.get(case.kinds)
        codes = {row["code"]: row["name"] for row in towns.rows} if towns else None
        return Known(codes, [row["kind"] for row in kinds.rows] if kinds else None, tuple(self.areas()),
                     case.county_code if covers else "", called(kinds) if kinds else {})

    def table(self, named: Named, known: Known) -> None:
        """One table and its source."""
        source = self.attempt(lambda: self.shelf.source(named.written, named.path, named.folder))
        status = source.status if source else ASSUMED
        table = self.attempt(lambda: self.shelf.table(named, status, known))
        if table is not None and source is not None:
            self.tables[named.name], self.sources[named.name] = table, source
            self.hashes[named.name] = self.shelf.grid(named).digest

    def boundaries(self) -> Path | None:
        """The file of boundaries, checked to have every municipality."""
        name = self.settings.case.boundaries
        if not name:
            return None
        folder = self.tree.near(("case", "boundaries")).origin.folder
        path = Path(os.path.normpath(folder / name))
        self.sources[name] = self.shelf.source(name, path, folder)
        codes, self.hashes[name] = self.shelf.outline(path)
        for code, town in (self.known().codes or {}).items():
            if code not in codes:
                self.faults.append(self.tree.complain("boundary-missing", ("case", "boundaries"), code=code,
                                                      name=town))
        return path

    def kind_faults(self, kinds: tuple[str, ...], need: Need | None) -> Iterator[Fault]:
        """What is wrong in the table of kinds, in units of homes and in the groups' needs."""
        named = self.named[self.settings.case.kinds]
        table = self.tables[named.name]
        yield from kind_faults(self.settings, kinds, self.shelf.grid(named), named.shown)
        yield from unit_faults(self.settings, self.tree, kinds, self.tables)
        if need is not None:
            yield from group_faults(self.settings, self.tree, self.asked.tried(need) or (need,), table)

    # putting together

    def county(self) -> County:
        """The county with its inhabitants on the population date, in the order of the tie rule."""
        case, codes = self.settings.case, self.known().codes or {}
        year = self.settings.inhabitants_year
        count = {row["code"]: row["inhabitants"] for row in self.tables[case.population].rows
                 if row["year"] == year}
        towns = [Municipality(code, name, count[code]) for code, name in codes.items()]
        return County.of(case.county, towns, self.order(codes))

    def order(self, codes: Mapping[str, str]) -> list[str] | None:
        """The codes in the order drawn, where the case has a table of it."""
        name = self.settings.case.order
        if not name:
            return None
        rows, shown = self.tables[name].rows, self.named[name].shown
        ranks = [row["rank"] for row in rows]
        faults = list(uncovered(self.tables[name], codes, shown))
        faults += [self.tree.complain("rank-twice", ("case", "order"), rank=rank)
                   for rank in sorted({r for r in ranks if ranks.count(r) > 1})]
        if faults:
            raise InputFault(faults)
        return [row["code"] for row in sorted(rows, key=lambda row: row["rank"])]

    def kinds(self) -> tuple[str, ...]:
        """The kinds planned, in order."""
        words = tuple(row["kind"] for row in self.tables[self.settings.case.kinds].rows)
        chosen = self.settings.kinds or words
        faults = [strange(self.tree, "kind-unknown", ("kinds", i), word, words)
                  for i, word in enumerate(chosen) if word not in words]
        if not words:
            faults.append(self.tree.complain("kinds-none", ("case", "kinds")))
        if faults:
            raise InputFault(faults)
        return chosen

    def need(self, kinds: tuple[str, ...]) -> Need:
        """Places today and places wanted; of several totals the first to try."""
        self.asked = asked(self.settings, self.tree, kinds, self.tables, self.known().codes or {})
        return self.asked.needs[0]

    def shares(self, county: County) -> dict[int, Shares]:
        """The share table of each plan year."""
        return share_tables(self.settings, facts_of(self.settings, self.tables, county.codes))

    def areas(self) -> dict[str, tuple[str, ...]]:
        """The members of each named area."""
        table = self.tables.get(self.settings.case.areas or "")
        members: dict[str, list[str]] = {}
        for row in table.rows if table else ():
            members.setdefault(row["area"], []).append(row["code"])
        return {area: tuple(codes) for area, codes in members.items()}

    def planned(self, kinds: tuple[str, ...], codes: tuple[str, ...]) -> Iterator[tuple[str, Table]]:
        """The tables less the rows of kinds that are not planned and of other counties."""
        there = {*codes, *self.areas(), None}
        for name, table in self.tables.items():
            rows = (row for row in table.rows
                    if (not table.spec.by_kind or row.get("kind") in (None, *kinds))
                    and row.get("code") in there)
            yield name, in_unit(replace(table, rows=tuple(rows)), self.settings.section("regime"))

    def inputs(self) -> dict[str, Table]:
        """The tables in the order in which the scenario names them."""
        return {name: self.tables[name] for name in self.named}

    def vital(self) -> tuple[str, ...]:
        """The tables that make a plan an example when they are assumed."""
        return vital_tables(self.settings)

    def kind_names(self) -> dict[str, dict[str, str]]:
        """What each kind is called."""
        rows = self.tables[self.settings.case.kinds].rows
        return {row["kind"]: {"sv": row["name_sv"], "en": row["name_en"]} for row in rows}

    def geography(self) -> Geography:
        """Boundaries, tiles and towns, for maps, and who stands beside whom; nothing that decides a plan."""
        case = self.settings.case
        pairs = self.tables[case.neighbours].rows if case.neighbours else ()
        tiles = self.tables[case.tiles].rows if case.tiles else ()
        towns = self.tables[case.municipalities].rows
        return Geography(self.boundaries(), {row["code"]: (row["column"], row["row"]) for row in tiles},
                         {row["code"]: (float(row["latitude"]), float(row["longitude"])) for row in towns
                          if row["latitude"] is not None and row["longitude"] is not None},
                         frozenset((row["code"], row["neighbour"]) for row in pairs))
