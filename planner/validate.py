"""From a merged tree to ``Settings``: every fault with file, line and key, all at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

from pydantic import ValidationError

from models.errors import Fault, InputFault
from models.pieces import pieces
from planner.clashes import clashes
from planner.guessing import strange
from planner.keys import BY_KIND, ONE, YEARLY, CaseKeys, NeedKeys, WindowKeys
from planner.merge import USUAL_SHARES, Loc, Node
from planner.person_text import person_faults
from planner.settings import (
    FILE_KEYS,
    FIRST_KEYS,
    PIECE_KEYS,
    PLAIN_KEYS,
    SECTION_KEYS,
    Settings,
    build,
    piece_keys,
)

ALWAYS, USUAL = "need", "keep-existing"
USUAL_GOALS = ("worst-gap", "level-gaps", "travel", "new-homes")
_TAGS = {ONE, YEARLY, BY_KIND}
_EXPECTED = {
    "int_type": "expected-whole", "int_from_float": "expected-whole", "string_type": "expected-text",
    "bool_type": "expected-switch", "tuple_type": "expected-list", "dict_type": "expected-table",
    "model_type": "expected-table", "date_type": "expected-date", "fraction_type": "expected-number",
    "above_zero": "expected-above-zero", "need_type": "expected-need", "number_type": "expected-numbers",
    "is_instance_of": "expected-table",
    "string_pattern_mismatch": "expected-county-code", "string_too_short": "expected-filled",
    "too_short": "expected-some"}


def settings_of(tree: Node) -> Settings:
    """The settings of a merged tree; ``InputFault`` carries every fault in it."""
    persons = list(person_faults(tree))
    if persons:  # alone: no other fault may repeat what stands there
        raise InputFault(persons)
    sorter = _Sorter(tree)
    found = sorter.settings()
    if sorter.faults or found is None:
        raise InputFault(sorter.faults)
    return found


def tables_only(tree: Node) -> Settings | None:
    """What a tree at fault still says about its tables; None where its [case] is at fault.

    Only case, shares, rules and goals are filled in: enough to read the tables they name.
    """
    sorter = _Sorter(tree)
    node = tree.child("case")
    case = sorter.caught((), lambda: CaseKeys.model_validate(node.plain() if node else {}), CaseKeys)
    if case is None:
        return None
    rules, (_, shares) = sorter.rules(), sorter.shares()
    return Settings.model_construct(case=case, need=NeedKeys(), years=(), rules=rules,
                                    goals=sorter.goals(rules), sections=sorter.sections(),
                                    shares=shares or build("shares", USUAL_SHARES, {}))


class _Sorter:
    """Collects the faults of one tree while it builds the pieces and the settings."""

    def __init__(self, tree: Node) -> None:
        self.tree, self.faults = tree, list[Fault]()

    def settings(self) -> Settings | None:
        """The settings, or None where something is at fault."""
        for name in self.tree.value:
            if name in FIRST_KEYS:
                self.add("key-too-late", (name,), name=name)
            elif name not in PLAIN_KEYS + PIECE_KEYS + SECTION_KEYS:
                self.faults.append(strange(self.tree, "unknown-key", (name,), name, FILE_KEYS))
        rules, (window, shares) = self.rules(), self.shares()
        values = {k: v.plain() for k, v in self.tree.value.items() if k in PLAIN_KEYS}
        if "order" in self.tree.value:  # it gives the need
            values.setdefault("need", {})
        pieces_found = {"rules": rules, "shares": shares, "goals": self.goals(rules),
                        "sections": self.sections()}
        found = self.caught((), lambda: Settings.model_validate(values | pieces_found | {"window": window}),
                            Settings)
        if found is not None:
            self.faults.extend(clashes(found, self.tree))
        return found

    def add(self, key: str, loc: Loc, **values: object) -> None:
        """Write a fault down at its place."""
        self.faults.append(self.tree.complain(key, loc, **values))

    def caught(self, loc: Loc, make: Callable[[], Any], keys: type) -> Any:
        """What ``make`` gives, or None with its errors written down as faults."""
        try:
            return make()
        except ValidationError as error:
            self.faults.extend(self.fault_of(loc, one, keys) for one in _own(error))
        except InputFault as error:
            for one in error.faults:
                where = (*loc, one.place.key) if one.place.key else loc
                self.faults.append(self.tree.complain(one.key, where, **one.values))
        return None

    def fault_of(self, loc: Loc, error: Mapping[str, Any], keys: type) -> Fault:
        """One of pydantic's errors as a fault of ours."""
        where = (*loc, *(part for part in error["loc"] if part not in _TAGS))
        sort, found = error["type"], self.shown(error["input"])
        if sort == "extra_forbidden":
            return strange(self.tree, "unknown-key", where, where[-1], _names(keys, error["loc"][:-1]))
        if sort == "missing":
            return self.tree.complain("missing-key", where, name=str(where[-1]))
        if sort == "literal_error":
            known = error["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            if found in known:  # a number where a word is meant: quotes are all it lacks
                return self.tree.complain("expected-text", where, found=found)
            return strange(self.tree, "bad-word", where, found, known)
        if sort == "greater_than_equal":
            return self.tree.complain("too-low", where, found=found, least=str(error["ctx"]["ge"]))
        if sort == "less_than_equal":
            return self.tree.complain("too-high", where, found=found, most=str(error["ctx"]["le"]))
        if sort in _EXPECTED:
            return self.tree.complain(_EXPECTED[sort], where, found=found)
        return self.tree.complain("bad-value", where, found=found)

    def shown(self, value: Any) -> str:
        """A value as it was written, in short."""
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, dict):
            return "{ … }"
        return "[ … ]" if isinstance(value, (tuple, list)) else str(value)

    def table(self, name: str) -> dict[str, Node]:
        """The keys of a top-level table; a fault where it is no table."""
        node = self.tree.child(name)
        if node is None or isinstance(node.value, dict):
            return dict(node.value) if node else {}
        self.add("expected-table", (name,), found=self.shown(node.plain()))
        return {}

    def rules(self) -> tuple[Any, ...]:
        """The rules in force: need first, keep-existing, then by word."""
        written, known = self.table("rules"), pieces("rules")
        words = {ALWAYS, USUAL} & set(known)
        for word, node in written.items():
            if word not in known:
                self.faults.append(strange(self.tree, "unknown-rule", ("rules", word), word, known))
            elif node.value is False:
                words -= {word}
                if word == ALWAYS:
                    self.add("need-always", ("rules", word))
            elif not isinstance(node.value, dict):
                self.add("expected-rule", ("rules", word), found=self.shown(node.plain()))
            else:
                words |= {word}
        ordered = sorted(words, key=lambda w: (w != ALWAYS, w != USUAL, w))
        made = [self.piece("rules", word, ("rules", word)) for word in ordered]
        return tuple(rule for rule in made if rule is not None)

    def piece(self, folder: str, word: str, loc: Loc, leave: tuple[str, ...] = ()) -> Any:
        """The piece of that word from the keys written at ``loc`` (``leave``: keys not its own)."""
        node = self.tree.at(loc)
        written = node.value if node and isinstance(node.value, dict) else {}
        values = {k: v.plain() for k, v in written.items() if k not in leave}
        return self.caught(loc, lambda: build(folder, word, values), piece_keys(pieces(folder)[word]))

    def shares(self) -> tuple[WindowKeys, Any]:
        """The share model and its window; by population where nothing is written."""
        written, known = self.table("shares"), pieces("shares")
        ours = tuple(WindowKeys.model_fields)
        values = {k: v.plain() for k, v in written.items() if k in ours}
        window = self.caught(("shares",), lambda: WindowKeys.model_validate(values), WindowKeys)
        word = written["model"].plain() if "model" in written else USUAL_SHARES
        if not isinstance(word, str) or word not in known:
            word = self.shown(word)
            self.faults.append(strange(self.tree, "unknown-shares", ("shares", "model"), word, known))
            return window or WindowKeys(), None
        return window or WindowKeys(), self.piece("shares", word, ("shares",), ("model", *ours))

    def sections(self) -> tuple[Any, ...]:
        """The sections that are written, by word."""
        made = []
        for word in SECTION_KEYS:
            node = self.tree.child(word)
            if node is not None and not isinstance(node.value, dict):
                self.add("expected-table", (word,), found=self.shown(node.plain()))
            elif node is not None:
                made.append(self.piece("sections", word, (word,)))
        return tuple(section for section in made if section is not None)

    def goals(self, rules: tuple[Any, ...]) -> tuple[Any, ...]:
        """The goals in order; where none are written the usual ones that have their rule."""
        node = self.tree.child("goals")
        have = {rule.word for rule in rules}
        have |= {word for word, rule in self.table("rules").items() if rule.value is not False}
        if node is None:
            known: Mapping[str, Any] = pieces("goals")
            return tuple(build("goals", word, {}) for word in USUAL_GOALS
                         if word in known and (not known[word].rule or known[word].rule in have))
        if not isinstance(node.value, tuple):
            self.add("expected-goals", ("goals",), found=self.shown(node.plain()))
            return ()
        made = [self.goal(i, part, have) for i, part in enumerate(node.value)]
        return tuple(goal for goal in made if goal is not None)

    def goal(self, index: int, node: Node, have: set[str]) -> Any:
        """One goal: a word, or a table with ``goal`` and its keys."""
        loc: Loc = ("goals", index)
        named = node.child("goal") if isinstance(node.value, dict) else node
        if named is None or not isinstance(named.value, str):
            self.add("expected-goal", loc, found=self.shown(node.plain()))
            return None
        known: Mapping[str, Any] = pieces("goals")
        if named.value not in known:
            self.faults.append(strange(self.tree, "unknown-goal", loc, named.value, known))
            return None
        rule = known[named.value].rule
        if rule and rule not in have:
            self.add("goal-without-rule", loc, goal=named.value, rule=rule)
        return self.piece("goals", named.value, loc, ("goal",))


def _own(error: ValidationError) -> list[Mapping[str, Any]]:
    """Pydantic's errors, less a list called too short because what stands in it is at fault."""
    every: list[dict[str, Any]] = [{**one} for one in error.errors(include_url=False)]
    inner = {one["loc"][:-1] for one in every}
    return [one for one in every if one["type"] != "too_short" or one["loc"] not in inner]


def _names(keys: type, loc: tuple[Any, ...]) -> tuple[str, ...]:
    """The keys that may stand at a place in a model."""
    if keys is Settings and loc == ("case",):
        return tuple(CaseKeys.model_fields)
    for part in loc:
        field = getattr(keys, "model_fields", {}).get(part)
        inner = (field.annotation, *get_args(field.annotation)) if field else (keys,)
        keys = next((one for one in inner if hasattr(one, "model_fields")), keys)
    return tuple(getattr(keys, "model_fields", {}))
