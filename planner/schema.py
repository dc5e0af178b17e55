"""JSON Schema of a scenario file, so that editors complete the keys and explain them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from models.pieces import pieces
from planner.keys import WindowKeys
from planner.settings import PLAIN_KEYS, Settings, piece_keys
from planner.solver_words import solver_words

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The schema: every key of a scenario file with type, meaning and default.

    No key is required, for a file may extend another that has it.
    """
    whole = Settings.model_json_schema(ref_template="#/$defs/{model}")
    defs = whole["$defs"]
    keys = {name: whole["properties"][name] for name in PLAIN_KEYS}
    keys["solver"] |= {"enum": list(solver_words())}
    keys |= {"extends": _text("scenario file that this one is laid upon"),
             "shares": {"anyOf": [_share_model(word, piece, defs) for word, piece in _all("shares")]},
             **{word: _keys(piece, defs) | {"type": "object"} for word, piece in _all("sections")},
             "rules": _rules(defs), "goals": _goals(defs),
             "expand": {"type": "object", "description": "lists of values; every combination is a run"}}
    for model in defs.values():
        model.pop("required", None)
    return {"$schema": DRAFT, "title": "Platsplan", "type": "object", "additionalProperties": False,
            "properties": _bare(keys), "$defs": _bare(defs)}


def _bare(part: Any) -> Any:
    """The schema without what TOML does not have (null) and what only repeats a name (title)."""
    if isinstance(part, list):
        return [_bare(p) for p in part if p != {"type": "null"}]
    if not isinstance(part, dict):
        return part
    return {k: _bare(v) for k, v in part.items()
            if not (k == "title" and isinstance(v, str)) and not (k == "default" and v is None)}


def _all(folder: str) -> Iterable[tuple[str, type]]:
    return pieces(folder).items()


def _text(meaning: str) -> dict[str, Any]:
    return {"type": "string", "description": meaning}


def _keys(piece: type, defs: dict[str, Any]) -> dict[str, Any]:
    """The keys of a piece; its docstring's first line is the description."""
    found = piece_keys(piece).model_json_schema(ref_template="#/$defs/{model}")
    defs |= found.pop("$defs", {})
    found.pop("required", None)
    return found | {"description": (piece.__doc__ or "").partition("\n")[0]}


def _rules(defs: dict[str, Any]) -> dict[str, Any]:
    rules = {word: {"anyOf": [_keys(piece, defs), {"const": False}]} for word, piece in _all("rules")}
    return {"type": "object", "additionalProperties": False, "properties": rules}


def _goals(defs: dict[str, Any]) -> dict[str, Any]:
    words = pieces("goals")
    tables = [_named(_keys(piece, defs), "goal", word) for word, piece in words.items()]
    return {"type": "array", "description": "goals in order, the first first",
            "items": {"anyOf": [{"enum": list(words)}, *tables]}}


def _share_model(word: str, piece: type, defs: dict[str, Any]) -> dict[str, Any]:
    found = _named(_keys(piece, defs), "model", word)
    found["properties"] |= WindowKeys.model_json_schema()["properties"]
    return found


def _named(keys: Mapping[str, Any], name: str, word: str) -> dict[str, Any]:
    """A table of keys that says its own word."""
    return {**keys, "properties": {name: {"const": word}, **keys.get("properties", {})}}
