"""The page of one municipality: why this number, in sentences to be read aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from models.explained import in_last_year
from planner.explain_beside import (
    baseline_sentences,
    last_plan_sentences,
    neighbour_sentences,
    rest_sentences,
    school_sentences,
)
from planner.explain_change import change_sentences, rule_sentences
from planner.explain_share import head_sentences, share_sentences
from planner.explain_told import Sentence, Told
from planner.internal import internal
from planner.plan_text import statement
from planner.regime_told import regime_lines
from planner.wording import say

Part = Callable[[Told, str], Iterator[Sentence]]
PARTS: tuple[tuple[str, tuple[Part, ...]], ...] = (
    ("head", (head_sentences,)),
    ("share", (share_sentences,)),
    ("rules", (rule_sentences,)),
    ("school", (school_sentences,)),
    ("beside", (baseline_sentences, neighbour_sentences, last_plan_sentences)),
    ("change", (change_sentences,)),
)


def parts(told: Told, code: str) -> Iterator[tuple[str, list[Sentence]]]:
    """Each part of the page that says anything: its word and its sentences."""
    for word, makers in PARTS:
        sentences = [one for make in makers for one in make(told, code)]
        if sentences:
            yield word, sentences


def page_lines(told: Told, code: str) -> Iterator[str]:
    """Every line of the page, its parts under headings with an empty line between them."""
    language = told.language
    if told.run.case.example:
        yield say("record.example", language)
    places = in_last_year(told.plan)[code]
    title = Sentence("title", {"name": told.name(code), "places": places, "year": told.year}, places)
    yield title.text(language)
    yield statement(told.run, language)
    for word, sentences in parts(told, code):
        yield ""
        yield say(f"explain_part.{word}", language)
        if word in ("rules", "change"):
            yield "  " + say(f"explain_part.{word}_how", language)
        yield from ("  " + sentence.text(language) for sentence in sentences)
    yield ""
    yield from (sentence.text(language) for sentence in rest_sentences(told, code))
    yield from regime_lines(told.problem, language)
    if internal(told.problem):
        yield say("table.internal", language)
