"""What the figures of the simulated year share: heading, pages, colours of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.referral import LOWEST, MOST_OWED
from planner.figures import style
from planner.figures.order import by_name
from planner.figures.style import Heading, Sign
from planner.refer_beside import rule_name
from planner.source_line import source_line
from planner.wording import say

if TYPE_CHECKING:
    from planner.refer_view import Shown

COLOURS = {LOWEST: style.SCENARIOS[0], MOST_OWED: style.SCENARIOS[5]}


def heading(found: Shown, word: str, signs: Sequence[Sign], language: str) -> Heading:
    """The heading: what is simulated, whose decision it is, the rules' colours, the source."""
    title = say(f"refer_figure.{word}", language)
    if found.example:
        title = say("refer_figure.example", language, title=title)
    under = say("refer_figure.under", language, county=found.case.problem.county.name,
                title=found.scenario.settings.title or found.scenario.name, seed=str(found.keys.seed))
    lead = say(f"refer_figure.lead_{word}", language, first=say("refer.first", language))
    source = say("figure.source", language, source=source_line(found.case, language), run=found.id[:12])
    rules = [Sign("dot", COLOURS[rule], rule_name(rule, language)) for rule in found.found.years]
    return Heading(title, under, lead, (*rules, *signs), source)


def pages(found: Shown, most: int) -> list[tuple[str, ...]]:
    """The municipalities on pages: by name on one, by share on several."""
    from planner.figures.order import chunks
    codes = by_name(found.names)
    if len(codes) > most:
        codes.sort(key=lambda m: -found.found.question.weights[m])
    return chunks(codes, most)


def stem(found: Shown, word: str, index: int, count: int) -> str:
    """The beginning of the files' names."""
    return style.stem(word if count == 1 else f"{word}_{index}", found.example)
