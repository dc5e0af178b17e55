"""Where each table comes from: ``sources.toml`` beside the tables."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from models.errors import Fault, InputFault, fault
from models.tables import ASSUMED, STATUSES
from planner.guessing import guess, strange
from planner.keys import Keys
from planner.merge import Node, read_toml
from planner.person_text import person_faults

FILE = "sources.toml"


class SourceKeys(Keys):
    """One table of sources.toml: who published the figures, when, and how certain they are."""

    publisher: str = Field(description="who published the figures", min_length=1)
    date: datetime.date | str = Field(description="date of the figures")
    status: Literal["official", "municipality", "assumed"] = Field(description="how certain they are")
    rule: str = Field("", description="how an assumed table was made")
    note: str = Field("", description="a remark")


@dataclass(frozen=True)
class Source:
    """Where a table comes from; ``status`` is official, municipality or assumed."""

    publisher: str
    date: str
    status: str
    rule: str = ""
    note: str = ""


Sources = Mapping[str, Source]  # by file name as written in the scenario


class SourceBook:
    """The sources of one folder, read once."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self.tree: Node | None = None

    def source(self, *names: str) -> Source:
        """The source of the first of the names that is described; raises ``InputFault``."""
        if self.tree is None:
            self.tree = read_toml(self.path, missing=fault("no-sources", file=str(self.path)))
        name = next((n for n in names if n in self.tree.value), None)
        if name is None:
            raise InputFault([self._undescribed(self.tree, names[0])])
        return self._read(self.tree, name)

    def _undescribed(self, tree: Node, name: str) -> Fault:
        meant = guess(name, tree.value, 0.8)  # file names are alike by their ending
        if meant:
            return fault("no-source-meant", file=tree.origin.file, at=name, name=name, meant=meant)
        return fault("no-source", file=tree.origin.file, at=name, name=name)

    def _read(self, tree: Node, name: str) -> Source:
        node = tree.value[name]
        if not isinstance(node.value, dict):
            raise InputFault([tree.complain("source-table", (name,), name=name)])
        persons = list(person_faults(node, (name,)))
        if persons:
            raise InputFault(persons)
        try:
            keys = SourceKeys.model_validate(node.plain())
        except ValidationError as error:
            raise InputFault(_faults(tree, name, error)) from error
        if keys.status == ASSUMED and not keys.rule.strip():
            raise InputFault([tree.complain("source-no-rule", (name, "rule"), name=name)])
        return Source(keys.publisher, str(keys.date), keys.status, keys.rule, keys.note)


def _faults(tree: Node, name: str, error: ValidationError) -> Iterator[Fault]:
    for one in error.errors(include_url=False):
        loc: tuple[Any, ...] = (name, one["loc"][0])
        if one["type"] == "extra_forbidden":
            yield strange(tree, "unknown-key", loc, loc[-1], SourceKeys.model_fields)
        elif one["type"] == "missing":
            yield tree.complain("missing-key", loc, name=str(loc[-1]))
        elif one["type"] == "literal_error":
            yield strange(tree, "bad-word", loc, one["input"], STATUSES)
        elif loc[-1] == "date":
            yield tree.complain("expected-date", loc, found=str(one["input"]))
        else:
            key = "expected-filled" if one["type"] == "string_too_short" else "expected-text"
            yield tree.complain(key, loc, found=str(one["input"]))
