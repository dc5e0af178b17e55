"""``list``: the pieces that a scenario can name, with their keys."""

from __future__ import annotations

import argparse
from dataclasses import MISSING, Field, fields

from models.pieces import pieces
from planner.printing import result
from planner.solver_words import solver_words
from planner.wording import say, subject

FOLDERS = ("rules", "goals", "shares", "sections")


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Nothing but the common flags."""


def run(asked: argparse.Namespace) -> int:
    """Print every rule, goal, share model and solver."""
    language = asked.language
    for folder in FOLDERS:
        result(say(f"list.{folder}", language))
        for word, piece in pieces(folder).items():
            result(f"  {word}: {_told(folder, word, piece, language)}")
            keys = ", ".join(_key(f, language) for f in fields(piece))
            if keys:
                result(f"      {say('list.keys', language)} {keys}")
        result("")
    result(say("list.solvers", language))
    result("  " + ", ".join(solver_words()))
    return 0


def _told(folder: str, word: str, piece: type, language: str) -> str:
    """What the piece is: our sentence, or the first line of its own page."""
    if word in subject(folder):
        return say(f"{folder}.{word}", language)
    return str(piece.__doc__).strip().splitlines()[0]


def _key(field: Field[object], language: str) -> str:
    if field.default is MISSING:
        return f"{field.name} ({say('list.required', language)})"
    if field.default in (None, "", ()):
        return field.name
    shown = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
    return f"{field.name} ({shown})"
