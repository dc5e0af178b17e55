"""The share tables of a scenario as text: model, whole, certainty, and each municipality's part."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from models.shares import PERSONS
from models.shares.rounding import STEPS
from planner.plan_text import text_table
from planner.regime_told import regime_lines
from planner.wording import decimal, listing, say, subject, whole

if TYPE_CHECKING:
    from datetime import date

    from models.problem import Problem
    from models.shares import Shares
    from planner.case import Case


def share_lines(title: str, case: Case, language: str) -> Iterator[str]:
    """A table for each share table that the scenario has, with the kinds and years it holds for."""
    from models.quotas import quotas
    problem = case.problem
    plain = quotas(problem, "plain")
    yield title
    yield from regime_lines(problem, language)
    yield say("refer.rests", language, assumed=len(case.assumed), inputs=len(case.inputs))
    for shares, held in groups(problem):
        used = listing([f"{case.kinds[kind][language]} {year}" for kind, year in held], language)
        yield ""
        yield say("share_text.held", language, used=used)
        yield from provenance_lines(problem, shares, language)
        quotas_of = [plain[code, *held[0]] for code in problem.county.codes] if len(held) == 1 else []
        yield from _table(problem, shares, quotas_of, language)


def groups(problem: Problem) -> list[tuple[Shares, list[tuple[str, int]]]]:
    """Each different share table, with the kinds and years that have it, in their order."""
    found: list[tuple[Shares, list[tuple[str, int]]]] = []
    for at in ((kind, year) for kind in problem.need.kinds for year in problem.need.years):
        same = next((held for shares, held in found if shares == problem.shares[at]), None)
        if same is None:
            found.append((problem.shares[at], [at]))
        else:
            same.append(at)
    return found


def provenance_lines(problem: Problem, shares: Shares, language: str) -> Iterator[str]:
    """Which model, how certain, approved by whom, when it holds, and what was done to it afterwards."""
    told = subject("shares").get(shares.model, {}).get(language, shares.model)
    yield say("share_text.model", language, model=shares.model, told=told)
    yield say("share_text.certain", language, status=say(f"rests.{shares.status}", language))
    if not shares.official:
        yield say("share_text.unofficial", language)
    yield from (say(f"share_note.{note}", language) for note in shares.notes)
    yield approval(shares, language) or say("share_text.unapproved", language)
    if shares.unit == PERSONS:
        yield say("share_text.persons", language, sum=shares.total)
    if shares.valid_from or shares.valid_to:
        yield say("share_text.valid", language, first=str(shares.valid_from or "…"),
                  last=str(shares.valid_to or "…"))
    if shares.whole == "nation":
        yield say("share_text.nation", language, sum=_permille(shares.total, shares, language))
    yield from _afterwards(problem, shares, language)


def model_lines(problem: Problem, language: str) -> Iterator[str]:
    """What a plan on shares that are not official rests on: the model, and what of it is not published."""
    found = [shares for shares, _ in groups(problem) if not shares.official]
    for model in dict.fromkeys(shares.model for shares in found):
        told = subject("shares").get(model, {}).get(language, model)
        notes = dict.fromkeys(note for one in found if one.model == model for note in one.notes)
        yield " ".join([say("share_text.in_plan", language, told=told),
                        say("share_text.unofficial", language),
                        *(say(f"share_note.{note}", language) for note in notes)])


def approval(shares: Shares, language: str) -> str:
    """Who approved the shares and when, in a sentence; empty where neither is given."""
    who, day = shares.approved_by, shares.approved
    if not who and not day:
        return ""
    key = "approved" if who and day else "approved_by" if who else "approved_on"
    return say(f"share_text.{key}", language, who=who, day=str(day))


def _afterwards(problem: Problem, shares: Shares, language: str) -> Iterator[str]:
    """What a revision took, who gave and who received share, and in which order all was done."""
    names, lost = problem.county.by_code, sum(shares.lost.values())
    if lost:
        unit = subject("share_unit").get(shares.unit, {}).get(language, shares.unit)
        yield say("share_text.lost", language, lost=lost, whole=shares.total + lost, sum=shares.total,
                  names=listing((names[code].name for code in shares.lost), language), unit=unit)
        yield say("share_text.lost_plan", language)
    told = [f"{names[code].name} {decimal(Fraction(units, STEPS), 2, language, sign=True)}"
            for code, units in shares.moved.items()]
    if told:
        yield say("share_text.moved", language, moves=listing(told, language))
    if told or lost:
        yield say("share_text.steps", language)


def about_shares(problem: Problem, language: str) -> Iterator[str]:
    """Each different share table in a workbook: model, how certain, in force when, approved by whom."""
    for shares, _ in groups(problem):
        lines = provenance_lines(problem, shares, language)
        yield " ".join(line if line.endswith(".") else f"{line}." for line in lines)


def record_shares(problem: Problem) -> list[dict[str, Any]]:
    """The shares in run.json: each different table, what it holds for, and where it comes from."""
    return [{"model": s.model, "holds_for": [f"{kind} {year}" for kind, year in held], "whole": s.whole,
             "whole_units": s.whole_units, "unit": s.unit, "sum": s.total, "status": s.status,
             "official": s.official, "valid_from": _day(s.valid_from), "valid_to": _day(s.valid_to),
             "approved_by": s.approved_by or None, "approved": _day(s.approved), "notes": list(s.notes),
             "lost": dict(s.lost), "moved": dict(s.moved)} for s, held in groups(problem)]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _table(problem: Problem, shares: Shares, quotas: list[Fraction], language: str) -> list[str]:
    """Code, name, weight, part of the county (and of the nation), and the quota where there is one."""
    header = ["code", "municipality", "weight", "share", *(["nation"] if shares.whole == "nation" else []),
              *(["plain_quota"] if quotas else [])]
    towns = problem.county.municipalities
    rows = [[town.code, town.name, *_figures(shares.weights[town.code], shares, quotas[i:i + 1], language)]
            for i, town in enumerate(towns)]
    total = _figures(shares.total, shares, [sum(quotas, Fraction(0))] if quotas else [], language)
    rows.append(["", say("table.county", language), *total])
    return text_table([say(f"table.{word}", language) for word in header], rows, texts=2)


def _figures(weight: int, shares: Shares, quota: list[Fraction], language: str) -> Iterator[str]:
    yield whole(weight, language)
    yield decimal(Fraction(100 * weight, shares.total), 2, language)
    if shares.whole == "nation":
        yield _permille(weight, shares, language)
    yield from (decimal(places, 1, language) for places in quota)


def _permille(weight: int, shares: Shares, language: str) -> str:
    return decimal(Fraction(1000 * weight, shares.whole_units), 2, language)
