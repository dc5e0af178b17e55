"""The scenario file of a template: every key in force with its meaning, the others to choose from.

Meanings are the code's own descriptions, in Swedish from ``planner/words/meanings.toml``. Every
key that says something is written out, so that the file reads back as the same question.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from typing import Any

from models.pieces import pieces
from planner.settings import PLAIN_KEYS
from planner.template.filling import Filling
from planner.template.toml_text import toml
from planner.validate import USUAL
from planner.wording import say, subject

WIDTH = 100
APART = ("case", "need", "basis", "versions")  # plain keys that have a heading of their own, or none here
UNSAID = "…"


def scenario_text(filling: Filling, book: str, boundaries: str, language: str) -> str:
    """The file as text; tables are sheets of ``book``, ``boundaries`` a file beside it (empty: none)."""
    return "\n".join(_Writer(filling, book, boundaries, language).lines()) + "\n"


def meaning(text: str, language: str) -> str:
    """What a key or a column means, in the language; as the code says it where no words are given."""
    return subject("meaning").get(text, {}).get(language, text)


class _Writer:
    """Writes one file, section by section."""

    def __init__(self, filling: Filling, book: str, boundaries: str, language: str) -> None:
        self.filling, self.language, self.boundaries = filling, language, boundaries
        self.book, self.settings = book, filling.settings
        self.names = {page.name: f"{book}#{page.title}" for page in filling.pages if page.name}

    def lines(self) -> Iterator[str]:
        """Every line of the file."""
        yield from self.comment(self.say("head_empty" if self.filling.empty else "head"))
        yield from self.remarks("")
        yield ""
        model = type(self.settings).model_fields
        for name in PLAIN_KEYS:
            if name not in APART:
                yield from self.key("", name, model[name].description, getattr(self.settings, name),
                                    model[name].default)
        yield from self.goals()
        yield from self.case()
        for section in ("need", "basis"):
            yield from self.section(section, getattr(self.settings, section))
        yield from self.shares()
        yield from self.rules()
        yield from self.sections()
        yield from self.versions()
        yield from self.menu()

    def goals(self) -> Iterator[str]:
        """The goals in order, each with what it makes as good as possible."""
        yield from self.comment(self.say("goals"))
        yield "goals = ["
        for goal in self.settings.goals:
            yield from self.comment(say(f"goals.{goal.word}", self.language), "    # ")
            for f in fields(goal):
                told = meaning(f.metadata["meaning"], self.language)
                yield from self.comment(f"{f.name}: {told}", "    #   ")
            keys = {f.name: self.moved(getattr(goal, f.name)) for f in fields(goal)
                    if getattr(goal, f.name) != f.default}
            yield f"    {toml({'goal': goal.word, **keys} if keys else goal.word)},"
        yield "]"

    def case(self) -> Iterator[str]:
        """[case]: the county, and the sheet of each of its tables."""
        keys = self.settings.case.model_copy(update={"boundaries": self.boundaries or None})
        yield from self.section("case", keys)

    def section(self, name: str, keys: Any) -> Iterator[str]:
        """A section whose keys stand in a pydantic model."""
        yield from self.heading(name, self.say(name))
        for word, info in type(keys).model_fields.items():
            yield from self.key(name, word, info.description, getattr(keys, word), info.default)

    def shares(self) -> Iterator[str]:
        """[shares]: the model, its keys, and the days it holds."""
        model = self.settings.shares
        yield from self.heading("shares", self.say("shares"))
        yield from self.comment(self.say("model", models=", ".join(pieces("shares"))))
        yield f"model = {toml(model.word)}"
        yield from self.piece("shares", model)
        window = self.settings.window
        for word, info in type(window).model_fields.items():
            yield from self.key("shares", word, info.description, getattr(window, word), info.default)

    def rules(self) -> Iterator[str]:
        """A section for each rule in force; the one that closing needs is told where it is off."""
        held = {rule.word: rule for rule in self.settings.rules}
        if USUAL not in held:
            yield from self.heading("rules", self.say("keep_off"))
            yield f"{USUAL} = false"
        for word, rule in held.items():
            if fields(rule):
                yield from self.heading(f"rules.{word}", say(f"rules.{word}", self.language))
                yield from self.piece(f"rules.{word}", rule)
            elif word not in ("need", USUAL):
                yield from self.heading(f"rules.{word}", say(f"rules.{word}", self.language))

    def sections(self) -> Iterator[str]:
        """The sections that the scenario has beside the plan's own, each with its keys."""
        for section in self.settings.sections:
            yield from self.heading(section.word, say(f"sections.{section.word}", self.language))
            yield from self.piece(section.word, section)

    def versions(self) -> Iterator[str]:
        """[versions], to choose: other sheets that could stand in a table's place."""
        page = self.filling.page("capacity") or self.filling.pages[0]
        yield ""
        told = type(self.settings).model_fields["versions"].description or ""
        yield from self.comment(f"{meaning(told, self.language)}. {self.say('versions')}")
        yield "# [versions]"
        yield f'# "{self.book}#{page.title}" = ["{self.book}#{page.title} A", "{self.book}#{page.title} B"]'

    def menu(self) -> Iterator[str]:
        """The rules, goals and sections that are not in force, one line each, to choose from."""
        settings = self.settings
        for folder, chosen in (("rules", settings.rules), ("goals", settings.goals),
                               ("sections", settings.sections)):
            held = {piece.word for piece in chosen}
            yield "" if folder == "rules" else "#"
            yield from self.comment(self.say(f"more_{folder}"))
            for word, piece in pieces(folder).items():
                if word not in held:
                    yield from self.choice(folder, word, piece)

    def choice(self, folder: str, word: str, piece: type) -> Iterator[str]:
        """One piece to choose: its word, what it does, its keys, the sheet that it could use."""
        named = {"rules": f"[rules.{word}]", "sections": f"[{word}]"}.get(folder, word)
        yield from self.comment(f"{named}: {say(f'{folder}.{word}', self.language)}", "#   ")
        for f in fields(piece):
            spec = f.metadata.get("table")
            page = self.filling.page(spec.word) if spec else None
            sheet = f' = "{self.book}#{page.title}"' if page else ""
            yield from self.comment(f"{f.name}{sheet}: {meaning(f.metadata['meaning'], self.language)}",
                                    "#       ")

    def piece(self, loc: str, piece: Any) -> Iterator[str]:
        """The keys of a rule, a share model or a section; a table is always named."""
        for f in fields(piece):
            value = getattr(piece, f.name)
            default = MISSING if value in self.names else f.default
            yield from self.key(loc, f.name, f.metadata["meaning"], value, default)

    def key(self, loc: str, name: str, told: str | None, value: Any, default: Any) -> Iterator[str]:
        """A key with its meaning above it; commented out where it says what holds anyway."""
        yield from self.comment(meaning(told or "", self.language))
        yield from self.remarks(f"{loc}.{name}" if loc else name)
        given = value is not None and value != default
        shown = value if given or value not in (None, "", ()) else None
        yield f"{'' if given else '# '}{name} = {UNSAID if shown is None else toml(self.moved(shown))}"

    def moved(self, value: Any) -> Any:
        """A value with the names of tables replaced by the sheets they are now."""
        if isinstance(value, str):
            return self.names.get(value, value)
        if isinstance(value, (tuple, list)):
            return tuple(self.moved(part) for part in value)
        if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **{f.name: self.moved(getattr(value, f.name)) for f in fields(value)})
        if isinstance(value, Mapping):
            return {k: self.moved(v) for k, v in value.items()}
        return value

    def heading(self, name: str, told: str) -> Iterator[str]:
        """An empty line, what the section is about, and its name."""
        yield ""
        yield from self.comment(told)
        yield f"[{name}]"

    def remarks(self, key: str) -> Iterator[str]:
        """What is to say of a key in this template."""
        for remark in self.filling.remarks.get(key, ()):
            yield from self.comment(remark)

    def comment(self, text: str, start: str = "# ") -> Iterator[str]:
        """A comment, broken over lines."""
        yield from textwrap.wrap(text, WIDTH, initial_indent=start, subsequent_indent=start,
                                 break_long_words=False)

    def say(self, key: str, **values: object) -> str:
        return say(f"template_text.{key}", self.language, **values)
