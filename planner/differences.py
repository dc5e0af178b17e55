"""Which inputs differ between scenarios: keys of the resolved settings, and tables by content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from planner.identity import HOW_NOT_WHAT
from planner.scenario_titles import titles_of
from planner.setting_words import key_name, known_keys, value_text
from planner.table_differences import NOTHING, table_name, table_rows
from planner.tabular import Field, Sheet
from planner.wording import say, subject

if TYPE_CHECKING:
    from planner.run import Run

NOT_INPUTS = ("title", "description", "memo", *HOW_NOT_WHAT)
PIECES = ("rules", "goals")  # present or absent as a whole
EMPTY: tuple[Any, ...] = (None, "", "0", [], {})


def input_sheet(runs: Sequence[Run], names: Sequence[str], language: str) -> Sheet:
    """One row per key or table that is not the same in all runs; a column per run, under its title."""
    headings = zip(names, titles_of(runs, language), strict=True)
    fields = (Field("input", say("column.input", language)), *(Field(n, title) for n, title in headings))
    rows = (*(_worded(row, runs, language) for row in _setting_rows(runs)), *table_rows(runs, language))
    return Sheet("inputs", say("sheet.inputs", language), fields, rows)


def _setting_rows(runs: Sequence[Run]) -> tuple[tuple[str, ...], ...]:
    """Key and values: of a piece that some lack one row for all of it, else one for each of its keys."""
    flat = [_with_wholes(run.scenario.resolved) for run in runs]
    keys = list(dict.fromkeys(key for one in flat for key in one))
    rows = [(key, *(one.get(key, NOTHING) for one in flat)) for key in keys]
    rows = [row for row in rows if len(set(row[1:])) > 1 and not _told_by_goals(row)]
    whole = {key for key, *values in rows if _is_piece(key) and NOTHING in values}
    whole |= {key for key, *values in rows if _is_section(key) and NOTHING in values}
    whole |= {"shares"} if len({one.get("shares.model") for one in flat}) > 1 else set()
    return tuple(row for row in rows
                 if (row[0] in whole if _is_whole(row[0]) else _owner(row[0]) not in whole))


def _with_wholes(resolved: Mapping[str, Any]) -> dict[str, str]:
    """The settings, and the share model and each section also as a whole, in their places."""
    found: dict[str, str] = {}
    made = settings(resolved)
    for key, text in made.items():
        top = key.partition(".")[0]
        if (top == "shares" or _is_section(top)) and top not in found:
            window = _window() if top == "shares" else ()
            inner = {k: v for k, v in resolved[top].items() if k not in window}
            found[top] = _said(inner) or "true"
        found[key] = text
    return found


def _window() -> tuple[str, ...]:
    from planner.keys import WindowKeys
    return tuple(WindowKeys.model_fields)


def _owner(key: str) -> str:
    """The piece that a key belongs to; the keys of the time for which shares hold stand by themselves."""
    top, *rest = key.split(".")
    if top in PIECES:
        return ".".join(key.split(".")[:2])
    return "" if top == "shares" and rest and rest[0] in _window() else top


def _is_whole(key: str) -> bool:
    return key == "shares" or _is_piece(key) or _is_section(key)


def _is_section(key: str) -> bool:
    from planner.settings import SECTION_KEYS
    return key in SECTION_KEYS


def _worded(row: tuple[str, ...], runs: Sequence[Run], language: str) -> tuple[str, ...]:
    """A row in the words that readers know."""
    key, *values = row
    if key == "goals":
        return say("differ.goals", language), *(_goals(value, language) for value in values)
    told = [_value(key, value, runs, language) for value in values]
    return _label(key, runs, language), *told


def _label(key: str, runs: Sequence[Run], language: str) -> str:
    """What a row is called: a rule, a goal or a section by its name, a key by its own."""
    top, _, rest = key.partition(".")
    if top in PIECES:
        piece, _, inner = rest.partition(".")
        label = say(f"differ.{top.removesuffix('s')}", language, what=_piece(top, piece, language))
        return say("differ.key", language, piece=label, name=key_name(key, language)) if inner else label
    if key == "shares":
        return say("differ.shares", language)
    if _is_section(top):
        name = _capital(_piece("sections", top, language))
        return say("differ.key", language, piece=name, name=key_name(key, language)) if rest else name
    if top == "versions":
        return say("differ.versions", language, what=table_name(rest, runs, language))
    return _capital(_plain_key(key, runs, language))


def _plain_key(key: str, runs: Sequence[Run], language: str) -> str:
    """A key by its own name; of a table by kind or group, with the kind's."""
    known = key
    while known not in known_keys() and "." in known:
        known = known.rpartition(".")[0]
    rest = key.removeprefix(known).removeprefix(".")
    if not rest:
        meant = known_keys().get(key)
        name = key_name(key, language)
        return say("differ.table", language, what=_capital(name)) if meant and meant.table else name
    kinds = {kind: names[str(language)] for run in runs for kind, names in run.case.kinds.items()}
    return say("differ.part", language, name=key_name(known, language), part=kinds.get(rest, rest))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _goals(value: str, language: str) -> str:
    words = subject("goal_text")
    return "; ".join(words[w][language] if w in words else w for w in value.split(", "))


def _piece(about: str, word: str, language: str) -> str:
    """What a rule or goal is called: its name, else what it is up to the first pause, else its word."""
    words = subject("goal_text" if about == "goals" else about)
    name = words[word][language] if word in words else word
    return re.split("[;:]" if about == "sections" else ";", name)[0]


def _value(key: str, value: str, runs: Sequence[Run], language: str) -> str:
    """``table = areas.csv, places = 6`` as a reader sees it: tables by what they are called."""
    if value == NOTHING:
        return value
    if key == "kinds":
        kinds = {kind: names[str(language)] for run in runs for kind, names in run.case.kinds.items()}
        return ", ".join(kinds.get(kind, kind) for kind in value.split(", "))
    if not _is_whole(key):
        return _tables(value_text(key, value, language), runs, language)
    if value == "true":
        return say("ranges.yes", language)
    return _tables(_inside(key, value, language), runs, language)


def _inside(key: str, value: str, language: str) -> str:
    """The keys of a whole piece that are not as they are of themselves; a share model by its name first."""
    told, words, usual = [], subject("shares"), usual_values(key, value)
    for name, part in re.findall(r"([a-z_]+) = (.*?)(?=, [a-z_]+ = |$)", value, re.DOTALL):
        if key == "shares" and name == "model":
            told.append(words[part][language] if part in words else part)
        elif part != usual.get(name):
            inner = f"{key}.{name}"
            table = inner in known_keys() and known_keys()[inner].table
            label = "" if table else say("differ.said", language, name=key_name(inner, language))
            told.append(label + value_text(inner, part, language))
    return ("; " if key == "shares" else ", ").join(told) or say("ranges.yes", language)


def usual_values(key: str, value: str) -> dict[str, str]:
    """What the keys of a whole rule, goal, section or share model (``value`` names it) are if not written."""
    from dataclasses import MISSING, fields

    from models.pieces import pieces
    top, _, word = key.partition(".")
    model = re.match(r"model = ([\w-]+)", value)
    folder, name = (top, word) if top in PIECES else ("shares", model[1] if model else "") \
        if top == "shares" else ("sections", top)
    piece = pieces(folder).get(name)
    return {} if piece is None else {
        f.name: _text(f.default) for f in fields(piece) if f.default is not MISSING}


def _tables(told: str, runs: Sequence[Run], language: str) -> str:
    """The text with every table that the runs have by what it is called."""
    known = {name for run in runs for name in run.case.tables}
    for name in sorted(known, key=len, reverse=True):
        if name in told:
            told = told.replace(name, table_name(name, runs, language))
    return told


def _told_by_goals(row: tuple[str, ...]) -> bool:
    """Is it a goal without keys of its own? Then the row of all goals has told it."""
    key, *values = row
    return key.startswith("goals.") and set(values) <= {"true", "0", NOTHING}


def settings(resolved: Mapping[str, Any]) -> dict[str, str]:
    """Dotted key -> text of every setting that is an input; a rule or goal also as a whole."""
    found: dict[str, str] = {}
    for key, value in resolved.items():
        if key in NOT_INPUTS:
            continue
        if key == "goals":
            found[key] = ", ".join(goal["goal"] for goal in value)
            value = {goal["goal"]: {k: v for k, v in goal.items() if k != "goal"} for goal in value}
        found.update(_flat(key, value))
    return found


def _flat(key: str, value: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(value, Mapping):
        yield key, _text(value)
        return
    if _is_piece(key):
        yield key, _said(value) or "true"
    for name, inner in value.items():
        yield from _flat(f"{key}.{name}", inner)


def _said(keys: Mapping[str, Any]) -> str:
    """The keys that say anything, each with its value."""
    return ", ".join(f"{k} = {_text(v)}" for k, v in keys.items() if v not in EMPTY)


def _is_piece(key: str) -> bool:
    return key.count(".") == 1 and key.split(".")[0] in PIECES


def _text(value: Any) -> str:
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return " ".join(_text(inner) for inner in value.values() if inner not in EMPTY)
    return ", ".join(_text(v) for v in value) if isinstance(value, (list, tuple)) else str(value)
