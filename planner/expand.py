"""``[expand]``: lists of values that make several runs of one scenario."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from models.errors import Fault, InputFault
from planner.merge import Loc, Node, dotted, merge
from planner.wording import whole

Choice = tuple[Loc, Node]


def expand(tree: Node) -> Iterator[tuple[str, Node]]:
    """Every combination of the listed values: the ending of its name, and the tree it makes.

    Without ``[expand]`` one tree with an empty ending. Raises ``InputFault``.
    """
    branch = tree.child("expand")
    bare = Node({k: v for k, v in tree.value.items() if k != "expand"}, tree.origin)
    if branch is None:
        yield "", bare
        return
    choices = dict(_lists(branch, tree))
    labels = _labels(tuple(choices))
    for combination in product(*choices.values()):
        picked = dict(zip(choices, combination, strict=True))
        made = bare
        for loc, node in picked.items():
            made = merge(made, _branch(loc, node))
        yield "-".join(f"{labels[loc]}-{shown(node.plain())}" for loc, node in picked.items()), _titled(
            made, picked)


def _titled(tree: Node, picked: Mapping[Loc, Node]) -> Node:
    """The tree with each ``{key}`` of a listed key in its title replaced by the value of this run."""
    title = tree.child("title")
    if title is None or not isinstance(title.value, str):
        return tree
    text = title.value
    for loc, node in picked.items():
        found = node.plain()
        text = text.replace(f"{{{dotted(loc)}}}", whole(found) if type(found) is int else str(found))
    return Node({**tree.value, "title": Node(text, title.origin)}, tree.origin)


def without(tree: Node, loc: Loc) -> Node:
    """The tree with the lists for this key taken out of [expand]: ``--set`` goes before them."""
    node = tree.child("expand")
    gone: Loc = ("expand",)
    for part in loc:
        if node is None or not isinstance(node.value, dict):
            break
        node, gone = node.child(part), (*gone, part)
    if node is None or loc[0] == "expand":
        return tree
    return _pruned(tree, gone) or tree


def _pruned(node: Node, loc: Loc) -> Node | None:
    """The tree less one branch; None when nothing is left."""
    name = loc[0]
    below = _pruned(node.value[name], loc[1:]) if len(loc) > 1 else None
    left = {k: below if k == name else v for k, v in node.value.items() if k != name or below}
    return Node(left, node.origin) if left else None


def _lists(branch: Node, tree: Node) -> Iterator[tuple[Loc, tuple[Node, ...]]]:
    faults: list[Fault] = []
    found = list(_leaves(branch, (), tree, faults))
    if not found and not faults:
        faults.append(tree.complain("expand-empty", ("expand",)))
    if faults:
        raise InputFault(faults)
    yield from found


def _leaves(node: Node, loc: Loc, tree: Node, faults: list[Fault]) -> Iterator[tuple[Loc, tuple[Node, ...]]]:
    where: Loc = ("expand", *loc)
    if isinstance(node.value, dict):
        for name, below in node.value.items():
            yield from _leaves(below, (*loc, name), tree, faults)
    elif not isinstance(node.value, tuple) or not node.value:
        faults.append(tree.complain("expand-list", where, found=shown(node.plain())))
    else:
        names = [shown(part.plain()) for part in node.value]
        for name in sorted({n for n in names if names.count(n) > 1}):
            faults.append(tree.complain("expand-twice", where, found=name))
        yield loc, node.value


def _branch(loc: Loc, node: Node) -> Node:
    for part in reversed(loc):
        node = Node({part: node}, node.origin)
    return node


def _labels(locs: tuple[Loc, ...]) -> dict[Loc, str]:
    """The last part of each key, or the whole key where two end alike."""
    last = [str(loc[-1]) for loc in locs]
    return {loc: name if last.count(name) == 1 else ".".join(map(str, loc))
            for loc, name in zip(locs, last, strict=True)}


def shown(value: Any) -> str:
    """A value as part of a file name: letters, digits, points and dashes."""
    if isinstance(value, dict):
        return "-".join(f"{k}-{shown(v)}" for k, v in value.items()) or "none"
    if isinstance(value, tuple):
        return "-".join(map(shown, value)) or "none"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return re.sub(r"[^\w.]+", "-", text, flags=re.UNICODE).strip("-.") or "none"
