"""What municipalities have answered and signed, beside the plan: as sheet, text and data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.agreements import WORD, answers, ended, holds
from models.answered import NOT_ASKED, PROMISED, SIGNED, TODAY, Answered, Line
from planner.answers_beyond import beyond_lines
from planner.sentences import inside
from planner.tabular import CODE, TEXT, WHOLE, Field, Sheet
from planner.wording import counted, decimal, listing, say

if TYPE_CHECKING:
    from models.plan import Plan
    from models.problem import Problem
    from planner.run import Run

COLUMNS = (("code", CODE), ("name", TEXT), ("kind", TEXT), ("year", WHOLE), ("asked", WHOLE),
           ("answered", WHOLE), ("signed", WHOLE), ("planned_new", WHOLE), ("left", WHOLE),
           ("standing", TEXT), ("decided_by", TEXT), ("date", TEXT), ("reference", TEXT),
           ("agreement_from", TEXT), ("agreement_to", TEXT))
FEW = 3  # municipalities named in a title
SAID = ("decided_by", "date", "reference", "agreement_from", "agreement_to")


def answer_sheets(run: Run, language: str) -> Iterator[Sheet]:
    """answers.csv: per municipality, kind and year what was asked, answered and signed, and what is left.

    ``planned_new`` are new places that begin in the year by the plan, ``left`` those of them not
    signed; whole places. A row of a year before the plan is an agreement on places of today. An
    answer that a what-if assumes stands in ``answered``. No sheet without the rule.
    """
    if run.plan.problem.rule(WORD) is None or not run.plan.found:
        return
    found = Answered(run.plan)
    rows = []
    for town in run.plan.problem.county.municipalities:
        named = (town.code, town.name)
        rows += [(*named, r.get("kind"), r["year"], None, None, r["signed"], None, None, TODAY, *_said(r))
                 for r in found.today if r["code"] == town.code]
        rows += [(*named, *_row(line)) for line in found.lines if line.code == town.code]
    fields = tuple(Field(name, say(f"column.{name}", language), type_) for name, type_ in COLUMNS)
    yield Sheet("answers", say("sheet.answers", language), fields, tuple(rows))


def _row(line: Line) -> tuple[Any, ...]:
    answer = line.answer
    figures = (None, None, None) if answer is None else (
        answer.asked, answer.fixed if answer.assumed else answer.answered, answer.signed)
    return (line.kind or None, line.year, *figures, line.planned, line.left, line.standing,
            *_said({} if answer is None else answer.row))


def _said(row: Mapping[str, Any]) -> tuple[str | None, ...]:
    """Who decided, when, the reference, and the agreement's first and last day."""
    return tuple(None if row.get(word) is None else str(row[word]) for word in SAID)


def answer_lines(run: Run, language: str) -> Iterator[str]:
    """How many were asked, said yes and no and signed; what is left; what ends; who has an agreement."""
    if run.plan.problem.rule(WORD) is None or not run.plan.found:
        return
    found = Answered(run.plan)
    lines = found.lines
    yield say("answers.title", language)
    refused = [run.plan.problem.county.by_code[code].name for code in found.refused]
    yield "  " + say("answers.counts", language, asked=len(found.asked), yes=len(found.who(SIGNED, PROMISED)),
                     no=len(refused), signed=len(found.who(SIGNED)), waiting=len(found.waiting),
                     names=f" ({listing(refused, language)})" if refused else "",
                     left=sum(line.left for line in lines))
    yield "  " + say("answers.places", language, signed=sum(line.signed for line in lines),
                     promised=sum(line.promised for line in lines),
                     asked=sum(line.answer.asked or 0 for line in lines if line.answer),
                     planned=sum(line.planned for line in lines))
    for told in beyond_lines(run, found, language):
        yield f"  {told}"
    today, then, after = found.agreements
    yield "  " + say("answers.agreements", language, today=today, then=then, after=after)
    for line in ended_lines(run, language):
        yield f"  {line}"


def ended_lines(run: Run, language: str) -> Iterator[str]:
    """Places that go in the plan years because their agreement ends, and that others then carry."""
    problem = run.plan.problem
    gone = 0
    for row in Answered(run.plan).today:
        years = [year for year in problem.need.years if not holds(row, year)]
        if years:
            gone += int(row["signed"])
            yield say("answers.ended_today", language, places=row["signed"],
                      **_where(run, row["code"], row.get("kind") or problem.need.kinds[0], language),
                      year=str(years[0]), last=str(row["agreement_to"]))
    for one, year in ended(problem):
        gone += one.fixed or 0
        yield say(counted("answers.ended_new", one.fixed), language, places=one.fixed, year=str(year),
                  **_where(run, one.code, one.kind, language), last=str(one.row["agreement_to"]))
    if gone:
        yield say(counted("answers.ended_again", gone), language, places=gone)


def _where(run: Run, code: str, kind: str, language: str) -> dict[str, str]:
    """The municipality's name and the kind's."""
    named = run.case.kinds[kind][language] if kind else say("answers.all_kinds", language)
    return {"name": run.plan.problem.county.by_code[code].name, "kind": inside(named)}


def what_if(problem: Problem, language: str) -> str:
    """What a what-if supposes, as "om Täby svarar nej"; empty where nothing is supposed."""
    rule: Any = problem.rule(WORD)
    parts = []
    if rule is not None and rule.no:
        names = [m.name for m in problem.county.municipalities if m.code in rule.no]
        parts.append(say("answers.if_no", language, names=listing(names, language)))
    if rule is not None and rule.part is not None:
        supposed = [a for a in answers(problem) if a.assumed]
        count = len({a.code for a in supposed})
        parts.append(say(counted("answers.if_part", count), language, count=count,
                         percent=_percent(rule.part, language),
                         places=sum(a.fixed or 0 for a in supposed),
                         asked=sum(a.asked or 0 for a in supposed)))
    return listing(parts, language)


def what_if_lines(run: Run, language: str) -> Iterator[str]:
    """That the run is a what-if, as a sentence of its own."""
    supposed = what_if(run.plan.problem, language)
    if supposed:
        yield say("answers.what_if", language, what=supposed)


def title_of(run: Run, language: str) -> str:
    """The scenario's title, and in a what-if what is supposed."""
    title = run.scenario.settings.title or run.scenario.name
    rule: Any = run.plan.problem.rule(WORD)
    parts = []
    if rule is not None and rule.no:
        names = [run.plan.problem.county.by_code[code].name for code in rule.no]
        few = listing(names, language) if len(names) <= FEW else say(
            "answers.some", language, count=len(names))
        parts.append(say("answers.short_no", language, names=few))
    if rule is not None and rule.part is not None:
        parts.append(say("answers.short_part", language, percent=_percent(rule.part, language)))
    what = listing(parts, language)
    return say("answers.what_if_title", language, title=title, what=what) if parts else title


def _percent(part: Fraction, language: str) -> str:
    percent = 100 * part
    return decimal(percent, 0 if percent.denominator == 1 else 1, language)


def missing_lines(plan: Plan, language: str) -> Iterator[str]:
    """How many places are missing at least, where the most that all can have falls short of the need."""
    need = [b for b in plan.conflict if b.rule == "need"]
    most = [b for b in plan.conflict if b.rule == "most"]
    if len(need) == 1 and most and len(need) + len(most) == len(plan.conflict):
        places = sum(b.figure or 0 for b in most)
        missing = (need[0].figure or 0) - places
        yield say(f"answers.missing{'_one' if missing == 1 else ''}", language, places=missing, most=places,
                  figure=need[0].figure)


def answer_record(run: Run) -> dict[str, Any]:
    """``answers`` of run.json: counts of municipalities and places, what ends, what is supposed."""
    problem = run.plan.problem
    rule: Any = problem.rule(WORD)
    if rule is None:
        return {}
    supposed = {"no": list(rule.no), "part": None if rule.part is None else str(rule.part)}
    record: dict[str, Any] = {"what_if": supposed if rule.no or rule.part is not None else None}
    if run.plan.found:
        found = Answered(run.plan)
        today, then, after = found.agreements
        record |= {
            "municipalities": {"asked": len(found.asked), "yes": len(found.who(SIGNED, PROMISED)),
                               "no": len(found.refused), "signed": len(found.who(SIGNED)),
                               "waiting": len(found.waiting), "not_asked": len(found.who(NOT_ASKED))},
            "places": {"planned_new": sum(line.planned for line in found.lines),
                       "promised": sum(line.promised for line in found.lines),
                       "signed": sum(line.signed for line in found.lines),
                       "left": sum(line.left for line in found.lines)},
            "agreements": {"today": today, "signed": then, "after": after},
            "ended": list(ended_lines(run, "sv"))}
    return {"answers": record}
