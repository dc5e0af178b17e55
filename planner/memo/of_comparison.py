"""The memo of a comparison, block by block: the alternatives beside each other, and none of them chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from planner.memo.blocks import BULLET, NUMBER, Blank, Block, Heading, Line
from planner.memo.children import consequences
from planner.memo.facts import when
from planner.memo.head import decision, head
from planner.memo.matter import asked, nation
from planner.memo.measures import measures
from planner.memo.money import money_lines
from planner.memo.of_run import annex_title, closing
from planner.memo.scenario_annex import scenario_annex
from planner.plan_text import statement
from planner.regime_told import regime_lines
from planner.report.comparison.first import sentences
from planner.report.comparison.scenarios import Scenario, Scenarios
from planner.report.planned import Planned, hides
from planner.source_line import source_lines
from planner.wording import counted, listing, say

if TYPE_CHECKING:
    from planner.edition import ComparisonEdition, Edition
    from planner.tabular import Sheet

FEW = 3  # so many alternatives are told of at length
SHOWN, SHOWN_OF_MANY = 6, 3  # so many inputs that differ are told in the memo
WORDS = ("worst_before", "total_before", "worst_after", "total_after", "least_per_10000", "most_per_10000",
         "minutes", "elsewhere", "at_home", "homes", "participation", "permit_short", "left_to_sign", "cost",
         "change", "from_first", "moved_from_first", "decided_apart", "new_places")
MAIN = ("worst_before", "total_before", "worst_after", "total_after", "least_per_10000", "most_per_10000",
        "minutes", "elsewhere", "at_home", "participation", "cost", "new_places")


def blocks(edition: ComparisonEdition) -> Iterator[Block]:
    """Every block of the memo, in order."""
    language, scenarios = edition.language, Scenarios(edition)
    runs = [one.run for one in scenarios.all]
    yield from head(runs, [say("memo.alternative_title", language, number=one.number, title=one.title)
                           for one in scenarios.all], language)
    yield from decision(runs, approval(edition, scenarios), None, language)
    yield Heading(say("memo.summary", language))
    yield Line(" ".join(sentences(edition)))
    yield from _matter(edition, scenarios)
    yield Heading(say("memo.money", language))
    yield from _each(scenarios, lambda one: [("", " ".join(money_lines(one)))], language)
    yield Heading(say("memo.children", language))
    yield from _each(scenarios, partial(consequences, brief=True), language)
    sources = say("memo_annex.sources", language, line=source_lines([run.case for run in runs], language))
    yield from closing(edition.runs[0], "comparison", any(run.case.example for run in runs),
                       [*edition.notes, sources],
                       list(scenario_annex(edition, scenarios, annex_title(language))))


def approval(edition: ComparisonEdition, scenarios: Scenarios) -> Line:
    """That one of the alternatives is approved: which, those who decide fill in."""
    language, planned = edition.language, scenarios.planned
    only = str(planned[0].number) if len(planned) == 1 else ""
    tail = say("memo.chosen", language, county=planned[0].run.plan.problem.county.name,
               when=when(year for one in planned for year in one.run.plan.problem.need.years))
    return Line(say("memo.choose", language), NUMBER, tail=tail,
                after=Blank(say("memo.ask_choice", language), only))


def _matter(edition: ComparisonEdition, scenarios: Scenarios) -> Iterator[Block]:
    language, planned = edition.language, scenarios.planned
    runs, first = [one.run for one in planned], planned[0].run
    yield Heading(say("memo.matter", language))
    yield Heading(say("memo.background", language), 2)
    yield Line(" ".join(asked(runs, language)))
    yield Line(" ".join((*regime_lines(first.plan.problem, language), *nation(first, language))))
    yield Heading(say("memo.alternatives", language), 2)
    yield from _asks(scenarios, language)
    yield from _same(scenarios, language)
    yield from _differences(edition, language)
    sheet = _sheet(edition, "measures")
    many = len(scenarios.all) > FEW
    heads = [say(f"memo.alternative{'_short' if many else ''}", language, number=one.number)
             for one in scenarios.all]
    yield from measures(sheet, heads, say("memo.measures_alternatives", language), MAIN if many else WORDS,
                        language, say("memo.no_winner", language))


def _asks(scenarios: Scenarios, language: str) -> Iterator[Line]:
    """What each alternative asks; of one without a plan how it ended."""
    for one in scenarios.all:
        lead = say("memo.alternative_is", language, number=one.number)
        text = " ".join((one.run.scenario.settings.description or one.title).split())
        yield Line(text if one.edition else f"{text} {statement(one.run, language)}", lead=lead)


def _same(scenarios: Scenarios, language: str) -> Iterator[Line]:
    """Which alternatives give the numbers of an earlier one; nothing is told of numbers that are hidden."""
    found: dict[str, list[str]] = {}
    for one in scenarios.planned:
        if one.edition is not None and not hides(one.edition):
            cells = Planned(one.edition).cells
            held = {cell: (row["new"], row["after"]) for cell, row in sorted(cells.items())}
            found.setdefault(repr(held), []).append(str(one.number))
    for first, *others in found.values():
        if others:
            yield Line(say("memo.same_numbers", language, numbers=listing(others, language), first=first))


def _differences(edition: ComparisonEdition, language: str) -> Iterator[Line]:
    """The inputs that differ, alternative by alternative; the rest by how many they are."""
    rows = _sheet(edition, "inputs").rows
    most = SHOWN if len(edition.comparison.runs) <= FEW else SHOWN_OF_MANY
    yield Line(say(f"memo.differs{'' if rows else '_nothing'}", language))
    for what, *values in rows[:most]:
        told = _alike((str(i), str(value)) for i, value in enumerate(values, 1))
        shown = "; ".join(say("memo.of_number", language, number=listing(numbers, language), text=value)
                          for value, numbers in told.items())
        yield Line(say("memo.differs_one", language, what=what, values=shown), BULLET)
    if len(rows) > most:
        yield Line(say(counted("memo.differs_more", len(rows) - most), language, count=len(rows) - most))


def _sheet(edition: ComparisonEdition, word: str) -> Sheet:
    return next(sheet for sheet in edition.sheets if sheet.word == word)


def _each(scenarios: Scenarios, told: Callable[[Edition], Iterable[tuple[str, str]]],
          language: str) -> Iterator[Line]:
    """Subject by subject what is said of every alternative: once where it is the same for all."""
    found = [(one, list(told(one.edition))) for one in scenarios.planned if one.edition is not None]
    for i, (lead, first) in enumerate(found[0][1]):
        texts = [(one, subjects[i][1]) for one, subjects in found]
        if all(text == first for _, text in texts):
            yield Line(first, lead=lead)
        else:
            yield Line(_numbered(texts, language), lead=lead)


def _numbered(texts: Sequence[tuple[Scenario, str]], language: str) -> str:
    """Alternativ 1: … Alternativ 2: …; those of whom the same is said together."""
    told = _alike((str(one.number), text) for one, text in texts)
    return " ".join(f"{say('memo.alternative_is', language, number=listing(numbers, language))} {text}"
                    for text, numbers in told.items())


def _alike(texts: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Each text once, with the numbers of those it is said of."""
    found: dict[str, list[str]] = {}
    for number, text in texts:
        found.setdefault(text, []).append(number)
    return found
