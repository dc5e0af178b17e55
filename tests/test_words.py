"""Every word a user reads stands in both languages, with the same values, and is fit to be read aloud."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.pieces import pieces
from models.plan import Ending
from planner.wording import LANGUAGES, say, subject, words

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "planner" / "words").glob("*.toml"))
SOURCES = sorted(p for folder in ("models", "planner") for p in (ROOT / folder).rglob("*.py"))
# Words of the mathematics that nobody at a council table should have to hear.
FORBIDDEN = re.compile(r"\b(duals?|slack|hull|leximin|pareto|seats?)\b", re.IGNORECASE)
# What says a sentence: the function's name, and the subject that its first argument lacks.
OF_UNITS = [f"{language}_{unit}" for language in LANGUAGES for unit in ("referrals", "persons")]
SAYS = {"say": "", "tell": "", "fault": "fault.", "SetupFailed": ""}


def entries() -> Iterator[tuple[str, str, dict[str, str]]]:
    for path in FILES:
        for about, sentences in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for key, sentence in sentences.items():
                yield path.name, f"{about}.{key}", sentence


def placeholders(sentence: str) -> list[str]:
    return sorted(re.findall(r"\{\w*[^{}]*\}|%\(\w+\)[a-z]|%[a-z]\b", sentence))


def said() -> Iterator[tuple[str, ast.expr]]:
    """Where in the code a sentence is said: the subject it is said under, and its key."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in SAYS:
                yield SAYS[ast.unparse(node.func)], node.args[0]


def test_every_sentence_has_both_languages_and_the_same_values() -> None:
    for file, key, sentence in entries():
        assert set(LANGUAGES) <= set(sentence) <= {*LANGUAGES, *OF_UNITS}, f"{file}: {key}"
        assert placeholders(sentence["sv"]) == placeholders(sentence["en"]), f"{file}: {key}"
        every = set(placeholders(sentence["sv"]))  # of another unit less may be said, never more
        assert all(set(placeholders(text)) <= every for text in sentence.values()), f"{file}: {key}"
        assert all(text.strip() for text in sentence.values()), f"{file}: {key}"


def test_no_sentence_stands_twice() -> None:
    keys = [key for _, key, _ in entries()]
    assert [key for key in sorted(set(keys)) if keys.count(key) > 1] == []
    assert set(keys) == set(words())


def test_a_subject_holds_what_all_words_hold_of_it() -> None:
    for key, sentence in words().items():
        about, _, name = key.partition(".")
        assert subject(about)[name] == sentence


def test_every_sentence_said_in_the_code_exists() -> None:
    keys = [(about + key.value) for about, key in said()
            if isinstance(key, ast.Constant) and isinstance(key.value, str)]
    assert len(keys) > 50
    assert sorted({key for key in keys if key not in words()}) == []


def test_every_subject_said_in_the_code_exists() -> None:
    starts = [ast.unparse(key.values[0]).strip("'") for _, key in said()
              if isinstance(key, ast.JoinedStr) and isinstance(key.values[0], ast.Constant)]
    assert sorted({s for s in starts if "." in s and not subject(s.partition(".")[0])}) == []


def test_a_year_is_no_amount() -> None:
    told = say("fault.no-fill-level", "sv", total=12000, kind="asylum", year=2010)
    assert "12\u00a0000 platser (asylum, 2010)" in told


def test_no_sentence_uses_the_words_of_the_mathematics() -> None:
    assert [f"{file}: {key}" for file, key, sentence in entries()
            if any(FORBIDDEN.search(text) for text in sentence.values())] == []


@pytest.mark.parametrize("folder", ["rules", "goals", "shares", "sections"])
def test_every_piece_is_told_in_both_languages(folder: str) -> None:
    assert sorted(set(pieces(folder)) - set(subject(folder))) == []


def test_every_ending_goal_and_demand_has_its_sentence() -> None:
    assert {ending.value for ending in Ending} <= set(subject("ending"))
    assert set(pieces("goals")) <= set(subject("goal_text"))
    assert set(pieces("rules")) <= set(subject("because"))


def test_every_reason_of_a_row_has_its_sentence() -> None:
    given = [node.args[0] for path in SOURCES for node in ast.walk(ast.parse(path.read_text("utf-8")))
             if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) == "Because"]
    reasons = {str(reason.value) for reason in given if isinstance(reason, ast.Constant)}
    assert sorted(reasons - set(subject("because"))) == ["goal"]


def test_every_version_of_an_assumed_table_has_a_name_to_read_aloud() -> None:
    """A file's name has no å, ä or ö: what sets a version apart is looked up."""
    files = sorted((ROOT / "scenarios").glob("**/antaganden/*.csv"))
    ends = subject("apart")
    unnamed = [file.name for file in files if not any(
        file.stem == end or file.stem.endswith(f"-{end}") for end in ends)]
    assert files
    assert unnamed == []


# Swedish that is no sentence of ours: titles of laws and agreements, units and words that tables
# hold, letters for sorting and for file names.
NAMED = {"models/formulation.py", "models/money_values.py", "models/permit_terms.py", "models/place_types.py",
         "models/regimes.py", "models/tables.py", "planner/collation.py", "planner/data.py",
         "planner/figures/order.py", "planner/monthly.py"}
SWEDISH = re.compile("[åäöÅÄÖ]")


def test_no_swedish_sentence_stands_in_the_code() -> None:
    found = set()
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        told = {id(node.body[0].value) for node in ast.walk(tree)
                if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and node.body
                and isinstance(node.body[0], ast.Expr)}
        if any(isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
               and SWEDISH.search(node.value) for node in ast.walk(tree)):
            found.add(path.relative_to(ROOT).as_posix())
    assert found == NAMED


def test_templates_style_and_script_hold_no_words_of_their_own() -> None:
    """What a page says comes from the tables of words; its templates say only keys that are there."""
    files = [path for path in sorted((ROOT / "planner" / "report").rglob("*"))
             if path.suffix in (".j2", ".css", ".js")]
    assert len(files) > 8
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not SWEDISH.search(text), path
        assert set(re.findall(r"say\(\"([\w.-]+)\"", text)) <= set(words()), path
        bare = re.sub(r"<style>.*?</style>|\{[{%#].*?[}%#]\}|<[^>]*>", " ", text, flags=re.DOTALL)
        assert path.suffix != ".j2" or not re.findall(r"[A-Za-z]{3,}", bare.replace("&nbsp;", "")), path
