"""Scenario files on top of each other: ``extends``, deep merge, ``--set``.

Every value keeps its origin (file, folder, line) through the merge, so that a fault can
be pointed at and a file name is looked up beside the file that wrote it.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from models.errors import Fault, InputFault, Place, fault
from planner.keymap import key_lines

Loc = tuple[str | int, ...]
USUAL_SHARES = "by-population"  # the share model where a scenario names none


@dataclass(frozen=True)
class Origin:
    """Who wrote a value: the file as shown, its folder, the line (None: no line)."""

    file: str
    folder: Path
    line: int | None = None


@dataclass(frozen=True)
class Node:
    """A value with its origin: a dict of nodes, a tuple of nodes, or a plain value."""

    value: Any
    origin: Origin

    def at(self, loc: Loc) -> Node | None:
        """The node at exactly this path, or None."""
        node: Node | None = self
        for part in loc:
            node = node.child(part) if node else None
        return node

    def near(self, loc: Loc) -> Node:
        """The node at this path, or its nearest ancestor that somebody wrote."""
        node = self
        for part in loc:
            node = node.child(part) or node
        return node

    def child(self, part: str | int) -> Node | None:
        """The node one step down, or None."""
        if isinstance(self.value, dict):
            return self.value.get(part)
        if isinstance(self.value, tuple) and isinstance(part, int) and part < len(self.value):
            return self.value[part]
        return None

    def plain(self) -> Any:
        """The value without origins: dicts, tuples and plain values."""
        if isinstance(self.value, dict):
            return {name: node.plain() for name, node in self.value.items()}
        if isinstance(self.value, tuple):
            return tuple(node.plain() for node in self.value)
        return self.value

    def complain(self, key: str, loc: Loc, **values: object) -> Fault:
        """A fault at this path, with the file and line of the nearest written key."""
        origin = self.near(loc).origin
        return Fault(key, Place(origin.file, origin.line, dotted(loc)), values)


def dotted(loc: Loc) -> str:
    """A path as a reader writes it: ``goals[1].margin``; elements are counted from 1."""
    text = "".join(f"[{p + 1}]" if isinstance(p, int) else f".{p}" for p in loc)
    return text.removeprefix(".")


def wrap(value: Any, origin: Origin, lines: Mapping[Loc, int] | None = None, loc: Loc = ()) -> Node:
    """A parsed value with an origin on every part of it."""
    line = (lines or {}).get(loc, origin.line)
    here = Origin(origin.file, origin.folder, line)
    if isinstance(value, Mapping):
        return Node({k: wrap(v, here, lines, (*loc, k)) for k, v in value.items()}, here)
    if isinstance(value, (list, tuple)):
        return Node(tuple(wrap(v, here, lines, (*loc, i)) for i, v in enumerate(value)), here)
    return Node(value, here)


def merge(parent: Node, child: Node, loc: Loc = ()) -> Node:
    """The child laid over the parent: tables key by key, rows of municipalities by code."""
    if isinstance(parent.value, dict) and isinstance(child.value, dict):
        kept = _given_way(parent.value, child.value, loc)
        merged = {k: merge(v, child.value[k], (*loc, k)) if k in child.value else v
                  for k, v in kept.items()}
        origin = parent.origin if kept or not parent.value else child.origin
        return Node(merged | {k: v for k, v in child.value.items() if k not in merged}, origin)
    if _coded(parent.value) and _coded(child.value):
        return Node(_by_code(parent.value, child.value, loc), child.origin)
    return child


def _given_way(parent: dict[str, Node], child: dict[str, Node], loc: Loc) -> dict[str, Node]:
    """What is left of the parent's table where the child says the same thing in another way.

    Another share model takes none of the old model's keys; ``need.new`` replaces
    ``need.total`` for the kinds it names, and the other way round.
    """
    if loc == ("shares",) and "model" in child:
        before = parent["model"].value if "model" in parent else USUAL_SHARES
        return parent if child["model"].value == before else {}
    if loc == ("need",):
        left = {k: _less(v, child.get({"total": "new", "new": "total"}.get(k, "")))
                for k, v in parent.items()}
        return {k: v for k, v in left.items() if v is not None}
    return parent


def _less(old: Node, rival: Node | None) -> Node | None:
    """The old amounts less the kinds that the rival key names; None when nothing is left."""
    if rival is None:
        return old
    if not (isinstance(old.value, dict) and isinstance(rival.value, dict)):
        return None
    left = {k: v for k, v in old.value.items() if k not in rival.value}
    return Node(left, old.origin) if left else None


def _coded(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and all(
        isinstance(row.value, dict) and "code" in row.value for row in value)


def _by_code(parent: tuple[Node, ...], child: tuple[Node, ...], loc: Loc) -> tuple[Node, ...]:
    rows = {row.value["code"].value: row for row in parent}
    for row in child:
        code = row.value["code"].value
        rows[code] = merge(rows[code], row, (*loc, code)) if code in rows else row
    return tuple(rows.values())


def read_toml(path: Path, *, missing: Fault | None = None) -> Node:
    """One TOML file as nodes with lines; ``InputFault`` when it is missing or not TOML."""
    shown = os.path.normpath(path)
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        values = tomllib.loads(text, parse_float=Decimal)
    except OSError as error:
        raise InputFault([missing or fault("no-file", file=shown)]) from error
    except UnicodeDecodeError as error:
        line = error.object[:error.start].count(b"\n") + 1
        raise InputFault([fault("not-utf8", file=shown, line=line)]) from error
    except tomllib.TOMLDecodeError as error:
        raise InputFault([_syntax(error, shown, text)]) from error
    return wrap(values, Origin(shown, path.parent, 1), key_lines(text))


def _syntax(error: tomllib.TOMLDecodeError, shown: str, text: str) -> Fault:
    found = re.search(r"\(at line (\d+), column \d+\)", str(error))
    line = int(found[1]) if found else text.count("\n") + 1
    rows = text.splitlines()
    written = rows[line - 1].strip() if 0 < line <= len(rows) else ""
    twice = re.match("Cannot (overwrite|declare)", str(error))
    return fault("toml-twice" if twice else "toml-syntax", file=shown, line=line, written=written)


def read_extended(path: Path, seen: tuple[Path, ...] = ()) -> Node:
    """A scenario file with everything it extends beneath it; cycles are refused."""
    here = path.resolve()
    node = read_toml(path)
    written = node.child("extends")
    if written is None:
        return node
    if not isinstance(written.value, str):
        raise InputFault([node.complain("expected-text", ("extends",), found=written.plain())])
    above = written.origin.folder / written.value
    if above.resolve() in (*seen, here):
        raise InputFault([node.complain("extends-cycle", ("extends",), name=written.value)])
    own = Node({k: v for k, v in node.value.items() if k != "extends"}, node.origin)
    missing = node.complain("extends-missing", ("extends",), name=written.value)
    if not above.is_file():
        raise InputFault([missing])
    return merge(read_extended(above, (*seen, here)), own)


def parse_sets(sets: Sequence[str], folder: Path) -> Iterator[tuple[Loc, Node]]:
    """Each ``KEY=VALUE`` as its key and a tree: the value is read as TOML, or else as bare text."""
    faults = [fault("set-form", file=f"--set {text}") for text in sets if not _key_of(text)]
    if faults:
        raise InputFault(faults)
    for text in sets:
        key, _, value = text.partition("=")
        holder = tomllib.loads(f"{key} = 0")
        tree = wrap(_put(holder, _value(value.strip())), Origin(f"--set {text}", folder))
        yield _loc(holder), tree


def _key_of(text: str) -> str:
    """The key of a setting, or nothing when it cannot be one."""
    key, sign, _ = text.partition("=")
    try:
        tomllib.loads(f"{key} = 0")
    except tomllib.TOMLDecodeError:
        return ""
    return key.strip() if sign and "\n" not in key and "#" not in key else ""


def _value(text: str) -> Any:
    try:
        read = tomllib.loads(f"v = {text}", parse_float=Decimal)
    except tomllib.TOMLDecodeError:
        return text
    return read["v"] if len(read) == 1 else text


def _loc(holder: Any) -> Loc:
    """The path of a one-branch table's leaf."""
    if not isinstance(holder, dict):
        return ()
    (name, below), = holder.items()
    return (name, *_loc(below))


def _put(holder: Any, value: Any) -> Any:
    """The one-branch table with its leaf exchanged."""
    if not isinstance(holder, dict):
        return value
    (name, below), = holder.items()
    return {name: _put(below, value)}
