"""The solvers there are and what they are called, without loading any: their package would load numpy."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from models.pieces import word_of
from planner.wording import say, subject


def solver_words() -> tuple[str, ...]:
    """The words of the solvers: the files of models/solvers that say one, read as text."""
    spec = find_spec("models.solvers")
    folders = [Path(f) for f in spec.submodule_search_locations or ()] if spec else []
    files = sorted(file for folder in folders for file in folder.glob("[a-z]*.py"))
    return tuple(word_of(f.stem) for f in files if "word: ClassVar[str] =" in f.read_text(encoding="utf-8"))


def solver_name(word: str, language: str) -> str:
    """What a reader calls a solver: the two of ``paired`` by their names; another by its word."""
    return say(f"solver_name.{word}", language) if word in subject("solver_name") else word
