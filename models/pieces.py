"""How a piece is found: a rule, goal, share model or solver is one file in its folder.

The file name is the piece's word in a scenario (``worst_gap.py`` is ``worst-gap``), its
frozen dataclass is the piece, the dataclass's fields are the piece's keys, and its
docstring is its page of docs/model.md.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from dataclasses import MISSING, field, fields
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any

from models.tables import TableSpec

# More children than the whole country ever got in a year, many times over: beyond it is a slip of the pen.
MOST_CHILDREN = 1_000_000


def key(meaning: str, default: Any = MISSING, *, table: TableSpec | None = None, least: int = 0,
        most: int | None = None) -> Any:
    """A key of a piece: meaning, default, the table it names (if any), its least and its largest number."""
    metadata = MappingProxyType({"meaning": meaning, "table": table, "least": least, "most": most})
    return field(default=default, metadata=metadata)


def word_of(module: str) -> str:
    """The scenario word of a module name."""
    return module.rpartition(".")[2].replace("_", "-")


@cache
def pieces(folder: str) -> Mapping[str, type]:
    """Every piece of a folder (``rules``, ``goals``, ``shares``), by its word, sorted."""
    package = import_module(f"models.{folder}")
    found = {}
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda i: i.name):
        module = import_module(f"models.{folder}.{info.name}")
        for value in vars(module).values():
            if isinstance(value, type) and value.__module__ == module.__name__ and "word" in vars(value):
                found[word_of(info.name)] = value
    return found


def tables_of(piece: Any) -> dict[str, TableSpec]:
    """The tables that a piece names: file name -> specification (unnamed ones left out).

    A piece whose tables stand deeper than in its own keys has a method ``tables()`` that names them.
    """
    named = {}
    for f in fields(piece):
        spec = f.metadata.get("table")
        if spec is not None and getattr(piece, f.name):
            named[getattr(piece, f.name)] = spec
    deeper = getattr(piece, "tables", None)
    return named | deeper() if callable(deeper) else named
