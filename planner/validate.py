"""From a merged tree to ``Settings``: every fault with file, line and key, all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from models.errors import Fault, InputFault
from models.pieces import pieces
from planner.merge import Loc, Node
from planner.settings import (
    BY_KIND,
    FILE_KEYS,
    ONE,
    PLAIN_KEYS,
    YEARLY,
    CaseKeys,
    Settings,
    WindowKeys,
    build,
    piece_keys,
)
from planner.solver_words import solver_words

ALWAYS, USUAL = "need", "keep-existing"
USUAL_GOALS = ("worst-gap", "level-gaps", "travel", "new-homes")
USUAL_SHARES = "by-population"
_TAGS = {ONE, YEARLY, BY_KIND}
_EXPECTED = {
    "int_type": "expected-whole", "int_from_float": "expected-whole", "string_type": "expected-text",
    "bool_type": "expected-switch", "tuple_type": "expected-list", "dict_type": "expected-table",
    "model_type": "expected-table", "date_type": "expected-date", "fraction_type": "expected-number",
    "above_zero": "expected-above-zero", "need_type": "expected-need", "is_instance_of": "expected-table",
    "string_pattern_mismatch": "expected-county-code", "string_too_short": "expected-filled",
    "too_short": "expected-some"}


def settings_of(tree: Node) -> Settings:
    """The settings of a merged tree; ``InputFault`` carries every fault in it."""
    sorter = _Sorter(tree)
    found = sorter.settings()
    if sorter.faults or found is None:
        raise InputFault(sorter.faults)
    return found


def guess(word: object, known: Iterable[str]) -> str:
    """The known word that the written one was probably meant to be, or nothing."""
    return next(iter(get_close_matches(str(word), list(known), 1, 0.6)), "")


def strange(tree: Node, key: str, loc: Loc, name: object, known: Iterable[str]) -> Fault:
    """A fault about a word that does not exist, with a guess or the words there are."""
    words = list(known)
    meant = guess(name, words)
    values = {"meant": meant} if meant else {"known": ", ".join(words)}
    return tree.complain(f"{key}-meant" if meant else key, loc, name=str(name), **values)


class _Sorter:
    """Collects the faults of one tree while it builds the pieces and the settings."""

    def __init__(self, tree: Node) -> None:
        self.tree, self.faults = tree, list[Fault]()

    def settings(self) -> Settings | None:
        """The settings, or None where something is at fault."""
        for name in self.tree.value:
            if name not in FILE_KEYS:
                self.faults.append(strange(self.tree, "unknown-key", (name,), name, FILE_KEYS))
        rules, (window, shares) = self.rules(), self.shares()
        values = {k: v.plain() for k, v in self.tree.value.items() if k in PLAIN_KEYS}
        pieces_found = {"rules": rules, "shares": shares, "goals": self.goals(rules)}
        found = self.caught((), lambda: Settings.model_validate(values | pieces_found | {"window": window}),
                            Settings)
        if found is not None:
            self.faults.extend(self.clashes(found))
        return found

    def caught(self, loc: Loc, make: Callable[[], Any], keys: type) -> Any:
        """What ``make`` gives, or None with its errors written down as faults."""
        try:
            return make()
        except ValidationError as error:
            self.faults.extend(self.fault_of(loc, dict(e), keys) for e in error.errors(include_url=False))
        except InputFault as error:
            self.faults.extend(self.tree.complain(f.key, (*loc, f.place.key) if f.place.key else loc, **f.values)
                               for f in error.faults)
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
        self.faults.append(self.tree.complain("expected-table", (name,), found=self.shown(node.plain())))
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
                    self.faults.append(self.tree.complain("need-always", ("rules", word)))
            elif not isinstance(node.value, dict):
                self.faults.append(self.tree.complain("expected-rule", ("rules", word), found=str(node.value)))
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
        if word not in known:
            self.faults.append(strange(self.tree, "unknown-shares", ("shares", "model"), word, known))
            return window or WindowKeys(), None
        return window or WindowKeys(), self.piece("shares", word, ("shares",), ("model", *ours))

    def goals(self, rules: tuple[Any, ...]) -> tuple[Any, ...]:
        """The goals in order; where none are written the usual ones that have their rule."""
        node = self.tree.child("goals")
        have = {rule.word for rule in rules} | {w for w, n in self.table("rules").items() if n.value is not False}
        if node is None:
            known = pieces("goals")
            return tuple(build("goals", word, {}) for word in USUAL_GOALS
                         if word in known and (not known[word].rule or known[word].rule in have))
        if not isinstance(node.value, tuple):
            self.faults.append(self.tree.complain("expected-goals", ("goals",), found=self.shown(node.plain())))
            return ()
        made = [self.goal(i, part, have) for i, part in enumerate(node.value)]
        return tuple(goal for goal in made if goal is not None)

    def goal(self, index: int, node: Node, have: set[str]) -> Any:
        """One goal: a word, or a table with ``goal`` and its keys."""
        loc: Loc = ("goals", index)
        named = node.child("goal") if isinstance(node.value, dict) else node
        if named is None or not isinstance(named.value, str):
            self.faults.append(self.tree.complain("expected-goal", loc, found=self.shown(node.plain())))
            return None
        known = pieces("goals")
        if named.value not in known:
            self.faults.append(strange(self.tree, "unknown-goal", loc, named.value, known))
            return None
        rule = known[named.value].rule
        if rule and rule not in have:
            self.faults.append(self.tree.complain("goal-without-rule", loc, goal=named.value, rule=rule))
        return self.piece("goals", named.value, loc, ("goal",))

    def clashes(self, found: Settings) -> Iterator[Fault]:
        """What is wrong between keys that are right one by one."""
        years = found.years
        if list(years) != sorted(set(years)):
            yield self.tree.complain("years-order", ("years",), found=", ".join(map(str, years)))
        if found.kinds and len(set(found.kinds)) < len(found.kinds):
            yield self.tree.complain("kinds-twice", ("kinds",), found=", ".join(found.kinds))
        if found.population_date and (found.population_date.month, found.population_date.day) != (12, 31):
            yield self.tree.complain("population-date", ("population_date",), found=str(found.population_date))
        if found.plan_date and found.plan_date.year != years[0]:
            yield self.tree.complain("plan-date", ("plan_date",), found=str(found.plan_date), year=str(years[0]))
        if found.solver not in solver_words():
            yield strange(self.tree, "solver-unknown", ("solver",), found.solver, solver_words())
        if found.need.total is None and found.need.new is None:
            yield self.tree.complain("need-empty", ("need",))
        if found.window.valid_from and found.window.valid_to and found.window.valid_to < found.window.valid_from:
            yield self.tree.complain("window-order", ("shares", "valid_to"), found=str(found.window.valid_to))
        words = [goal.word for goal in found.goals]
        for word in sorted({w for w in words if words.count(w) > 1}):
            yield self.tree.complain("goal-twice", ("goals",), goal=word)


def _names(keys: type, loc: tuple[Any, ...]) -> tuple[str, ...]:
    """The keys that may stand at a place in a model."""
    if keys is Settings and loc == ("case",):
        return tuple(CaseKeys.model_fields)
    for part in loc:
        field = getattr(keys, "model_fields", {}).get(part)
        keys = field.annotation if field else keys
    return tuple(getattr(keys, "model_fields", {}))
