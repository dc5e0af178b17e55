"""Which rules a scenario stands under, told with every plan: name, window, source, what is counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from planner.wording import listing, say, show

if TYPE_CHECKING:
    from models.problem import Problem
    from models.regimes import Regime


def regime_lines(problem: Problem, language: str) -> Iterator[str]:
    """The regime with its validity and unit; then its source, what is inferred, and exceptions."""
    regime, keys = problem.regime, problem.section("regime")
    if regime is None:
        return
    yield say("regime_text.line", language, name=say(f"regime.{regime.word}", language),
              window=window(regime, language), unit=say(f"regime_text.{problem.unit}", language))
    told = [say("regime_text.source", language, source=say(f"regime_source.{regime.word}", language))]
    if "first" in regime.inferred:
        told.append(say("regime_text.inferred", language))
    yield " ".join(told)
    outside = keys.outside.strip() if keys else ""
    beyond = [str(year) for year in problem.need.years[1:] if not regime.holds(date(year, 1, 1))]
    if beyond and not outside:
        yield say("regime_text.beyond", language, years=listing(beyond, language))
    if outside:
        yield say("regime_text.outside", language, reason=outside)
    if keys and keys.children_per_place is not None:
        yield say("regime_text.converted", language, ratio=show(keys.children_per_place, language))


def regime_short(problem: Problem, language: str) -> str:
    """The regime and when it holds, in a few words; nothing where none is known for the day."""
    regime = problem.regime
    if regime is None:
        return ""
    return say("regime_text.short", language, name=say(f"regime.{regime.word}", language),
               window=window(regime, language))


def window(regime: Regime, language: str) -> str:
    """When a regime holds, in words."""
    word = {(True, True): "both", (True, False): "from", (False, True): "to", (False, False): "always"}
    return say(f"regime_text.{word[regime.first is not None, regime.last is not None]}", language,
               first=str(regime.first), last=str(regime.last))


def regime_record(problem: Problem) -> dict[str, Any]:
    """The regime as plain data for run.json; null where none is known for the day."""
    regime, keys = problem.regime, problem.section("regime")
    if regime is None:
        return {"regime": None}
    return {"regime": {
        "name": regime.word, "named_by": "scenario" if keys and keys.name else "date",
        "first": str(regime.first) if regime.first else None,
        "last": str(regime.last) if regime.last else None, "inferred": list(regime.inferred),
        "decided_in": regime.unit, "unit": problem.unit, "source": regime.source,
        "outside": keys.outside.strip() if keys else ""}}
