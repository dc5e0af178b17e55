"""The matter of a memo: what it rests on, and what else could be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from planner.answers_told import answer_lines, what_if_lines
from planner.memo.blocks import Block, Line
from planner.memo.facts import records
from planner.memo.measures import measures
from planner.need_text import need_rows
from planner.plan_text import goal_value, unit_of_goal, value_text
from planner.regime_told import regime_lines
from planner.report.planned import Planned, hides, total
from planner.share_text import approval, groups
from planner.wording import in_unit, listing, say, subject

if TYPE_CHECKING:
    from models.plan import GoalResult
    from planner.edition import Edition
    from planner.run import Run
    from planner.tabular import Sheet

WORDS = ("worst_before", "total_before", "worst_after", "total_after", "least_per_10000", "most_per_10000")


def background(edition: Edition) -> Iterator[Line]:
    """What the scenario asks, the shares, the rules and goals, the answers, the regime, the nation."""
    run, language = edition.run, edition.language
    if run.scenario.settings.description:
        yield Line(" ".join(run.scenario.settings.description.split()))
    yield Line(" ".join(asked([run], language)))
    yield from (Line(text) for text in what_if_lines(run, language))
    answers = [] if hides(edition) else [line.strip() for line in answer_lines(run, language)]
    if answers:
        yield Line(" ".join(answers[1:]), lead=f"{answers[0].rstrip(':')}.")
    yield Line(" ".join((*regime_lines(run.plan.problem, language), *nation(run, language))))


def asked(runs: Sequence[Run], language: str) -> Iterator[str]:
    """The shares, rules and goals that all runs have; of one run also what its goals came to."""
    told = [list(shares_told(run, language)) for run in runs]
    yield from told[0] if all(one == told[0] for one in told) else ()
    rules = [[rule.word for rule in run.plan.problem.rules] for run in runs]
    idle = () if runs[0].plan.problem.unit == "places" else ("keep-existing",)  # nothing stands to be kept
    common = [word for word in rules[0] if all(word in own for own in rules) and word not in idle]
    yield say("memo.rules", language, rules="; ".join(_brief("rules", word, language) for word in common))
    goals = [_goals(run, language, valued=len(runs) == 1) for run in runs]
    if goals[0] and all(one == goals[0] for one in goals):
        yield say("memo.goals", language, goals="; ".join(goals[0]))


def shares_told(run: Run, language: str) -> Iterator[str]:
    """Each different share table: its model, how certain it is, who approved it."""
    for one, _ in groups(run.plan.problem):
        told = subject("shares").get(one.model, {}).get(language, one.model)
        yield say("memo.shares", language, told=told, status=say(f"rests.{one.status}", language))
        yield from filter(None, [approval(one, language)])


def _brief(about: str, word: str, language: str) -> str:
    """A rule or a goal up to its first pause."""
    words = subject(about)
    return in_unit(words[word], language).partition(";")[0] if word in words else word


def _goals(run: Run, language: str, valued: bool) -> list[str]:
    """The goals in order; ``valued``: with what each came to."""
    if not valued:
        return [_brief("goals", goal.word, language) for goal in run.plan.problem.goals]
    return [_goal(run, goal, language) for goal in run.plan.goals]


def _goal(run: Run, goal: GoalResult, language: str) -> str:
    """A goal and what it came to; how surely, where that is not the best."""
    told = _brief("goals", goal.word, language)
    best = goal.proved and goal.value == goal.bound
    if best and isinstance(goal.value, tuple):
        return told
    unit = unit_of_goal(run.plan.problem, goal.word)
    value = value_text(goal.value, unit, language) if best else goal_value(run.plan, goal, language)
    return say("memo.goal", language, goal=told, value=value)


def nation(run: Run, language: str) -> Iterator[str]:
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
    yield from measures(_beside(edition), [say("memo.proposal", language)],
                        say("memo.measures_title", language), WORDS, language)
    span = _span(edition)
    if span:
        yield Line(span)


def _beside(edition: Edition) -> Sheet:
    """The measures of the plan and of the baselines."""
    from planner.beside import columns, measure_sheet
    found = columns([edition.run], [edition.run.scenario.name], edition.language)
    return measure_sheet(found, edition.language)


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
