"""The matter of a memo: what it rests on, and what else could be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from planner.answers_told import answer_lines, what_if_lines
from planner.memo.blocks import NOTE, Block, Grid, Line
from planner.memo.facts import records
from planner.need_text import need_rows
from planner.plan_text import goal_value, unit_of_goal, value_text
from planner.regime_told import regime_lines
from planner.report.planned import Planned, hides, total
from planner.share_text import approval, groups
from planner.tabular import Sheet, shown
from planner.wording import listing, say, subject

if TYPE_CHECKING:
    from models.plan import GoalResult
    from planner.edition import Edition
    from planner.run import Run

WORDS = ("worst_before", "total_before", "worst_after", "total_after", "least_per_10000", "most_per_10000")


def background(edition: Edition) -> Iterator[Line]:
    """What the scenario asks, the shares, the rules and goals, the answers, the regime, the nation."""
    run, language = edition.run, edition.language
    if run.scenario.settings.description:
        yield Line(" ".join(run.scenario.settings.description.split()))
    yield Line(" ".join(asked(run, language)))
    answers = [line.strip() for line in (*what_if_lines(run, language), *answer_lines(run, language))]
    if answers:
        yield Line(" ".join(answers))
    yield Line(" ".join((*regime_lines(run.plan.problem, language), *_nation(run, language))))


def asked(run: Run, language: str) -> Iterator[str]:
    """The shares, the rules and the goals of a run, each as a sentence."""
    problem = run.plan.problem
    for shares in dict.fromkeys(id(one) for one, _ in groups(problem)):
        one = next(found for found, _ in groups(problem) if id(found) == shares)
        told = subject("shares").get(one.model, {}).get(language, one.model)
        yield say("memo.shares", language, told=told, status=say(f"rests.{one.status}", language))
        yield from filter(None, [approval(one, language)])
    rules = [_brief(subject("rules").get(rule.word, {}).get(language, rule.word)) for rule in problem.rules]
    yield say("memo.rules", language, rules="; ".join(rules))
    goals = [_goal(run, goal, language) for goal in run.plan.goals]
    if goals:
        yield say("memo.goals", language, goals="; ".join(goals))


def _goal(run: Run, goal: GoalResult, language: str) -> str:
    """A goal and what it came to; how surely, where that is not the best."""
    told = _brief(subject("goals").get(goal.word, {}).get(language, goal.word))
    best = goal.proved and goal.value == goal.bound
    if best and isinstance(goal.value, tuple):
        return told
    unit = unit_of_goal(run.plan.problem, goal.word)
    value = value_text(goal.value, unit, language) if best else goal_value(run.plan, goal, language)
    return say("memo.goal", language, goal=told, value=value)


def _brief(text: str) -> str:
    """A rule up to its first pause."""
    return text.partition(";")[0]


def _nation(run: Run, language: str) -> Iterator[str]:
    """What was asked, and the county beside the nation: the last of its years."""
    if run.case.problem.unit != "places":
        return
    rows = list(need_rows(run, language))
    for name, text in [*rows[:-1][:1], rows[-1]] if len(rows) > 1 else rows:
        yield say("memo.subject_line", language, subject=name, text=text.rstrip("."))


def alternatives(edition: Edition) -> Iterator[Block]:
    """What happens without a decision, and the proposal beside distributions without rules."""
    planned, language = Planned(edition), edition.language
    before, after = (total(map(of, planned.names)) for of in (planned.before, planned.after))
    if planned.places and isinstance(before, int) and isinstance(after, int) and after > before:
        yield Line(say("memo.nothing_done", language, before=before, after=after, year=planned.last,
                       missing=after - before))
    if hides(edition):
        yield Line(say("memo.baselines_hidden", language))
        return
    yield Line(say("memo.baselines", language))
    yield measures(_beside(edition), [say("memo.proposal", language)], say("memo.measures_title", language),
                   WORDS, language)
    yield Line(say("memo.before_after", language), NOTE)
    span = _span(edition)
    if span:
        yield Line(span)


def _beside(edition: Edition) -> Sheet:
    """The measures of the plan and of the baselines."""
    from planner.beside import columns, measure_sheet
    found = columns([edition.run], [edition.run.scenario.name], edition.language)
    return measure_sheet(found, edition.language)


def measures(sheet: Sheet, heads: Sequence[str], title: str, words: Sequence[str], language: str,
             others: int = 9) -> Grid:
    """Some measures of a table with a column per plan: the plans under ``heads``, then the baselines.

    Baselines are left out where there would be more columns than ``others``. A better value has a star.
    """
    first = 2  # after the measure and its unit
    fields = sheet.fields[first:-1]
    kept = range(len(fields)) if len(fields) <= others else range(len(heads))
    labels = {say(f"measure.{word}", language) for word in words}
    rows = []
    for i, row in enumerate(sheet.rows):
        if row[0] in labels:
            cells = (_marked(sheet, i, j + first, language) for j in kept)
            rows.append((str(row[0]), *cells))
    head = [heads[j] if j < len(heads) else fields[j].title for j in kept]
    return Grid(title, (say("memo.measure", language), *head), tuple(rows))


def _marked(sheet: Sheet, i: int, j: int, language: str) -> str:
    text = shown(sheet.rows[i][j], sheet.fields[j], language)
    return f"{text} *" if (i, j) in sheet.marked else text


def _span(edition: Edition) -> str:
    """How far the plan moves where another assumption stands in an assumed table's place."""
    moved: list[Any] = [row["moved"] for row in records(edition.sheet("versions"))
                        if row["moved"] is not None]
    if not moved or any(isinstance(one, str) for one in moved):
        return ""
    return say("memo.span", edition.language, versions=len(moved), moved=int(max(moved)))


def kinds_told(planned: Planned, amounts: dict[str, Any], language: str) -> str:
    """Amounts kind by kind: 15 asylplatser och 15 PUT-platser."""
    from planner.sentences import inside
    return listing([say("memo.amount", language, number=amounts[kind], kind=inside(name))
                    for kind, name in planned.kinds.items()], language)
