"""Did you mean: the nearest word there is to one that is not."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from models.errors import Fault
from planner.merge import Loc, Node


def guess(word: object, known: Iterable[str], likeness: float = 0.6) -> str:
    """The known word that the written one was probably meant to be, or nothing.

    ``likeness`` is the least likeness that counts, 0 to 1.
    """
    return next(iter(get_close_matches(str(word), list(known), 1, likeness)), "")


def strange(tree: Node, key: str, loc: Loc, name: object, known: Iterable[str]) -> Fault:
    """A fault about a word that does not exist, with a guess or the words there are."""
    words = list(known)
    if not words:
        return tree.complain(f"{key}-none", loc, name=str(name))
    meant = guess(name, words)
    values = {"meant": meant} if meant else {"known": ", ".join(words)}
    return tree.complain(f"{key}-meant" if meant else key, loc, name=str(name), **values)
