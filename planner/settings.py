"""What a scenario may say: every key, its type, its meaning.

Strict (no silent conversion), closed (an unknown key is a fault) and frozen. The keys of
rules, goals and share models are not listed here: they are the fields of the dataclasses
that ``models.pieces`` finds, so that adding a piece is one file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from fractions import Fraction
from functools import cache, partial
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from pydantic import Discriminator, Field, PlainValidator, Tag, create_model

from models.pieces import pieces
from models.problem import DEFAULT_SOLVER
from planner.keys import (
    EXACT_SCHEMA,
    ONE,
    YEARLY,
    BasisKeys,
    CaseKeys,
    Day,
    Keys,
    NeedKeys,
    Seconds,
    Solver,
    WindowKeys,
    Year,
    exact,
    form,
)


class Settings(Keys):
    """A whole scenario: ``shares``, ``rules`` and ``goals`` are the pieces themselves."""

    title: str = Field("", description="title in figures and reports")
    description: str = Field("", description="what this scenario asks")
    years: tuple[Year, ...] = Field(min_length=1, description="plan years, rising")
    kinds: tuple[str, ...] | None = Field(
        None, min_length=1, description="kinds planned, in order; default: all of the table of kinds")
    population_date: Day | None = Field(
        None, description="31 December whose inhabitants count; default: the last before year 1")
    plan_date: Day | None = Field(None, description="day in year 1; default 1 January")
    solver: Solver = Field(DEFAULT_SOLVER, description="solver that proves the plan")
    seconds: Seconds | None = Field(None, description="time limit in seconds")
    versions: dict[str, tuple[str, ...]] = Field(
        {}, description="other versions of tables: table file = list of files that could stand in its place")
    case: CaseKeys
    need: NeedKeys
    basis: BasisKeys = BasisKeys()
    window: WindowKeys = WindowKeys()
    shares: Any = None
    rules: tuple[Any, ...] = ()
    goals: tuple[Any, ...] = ()
    sections: tuple[Any, ...] = ()

    @property
    def inhabitants_year(self) -> int:
        """The year on whose 31 December inhabitants are counted."""
        return self.population_date.year if self.population_date else self.years[0] - 1

    @property
    def first_day(self) -> date:
        """The day of the plan: as written, else 1 January of year 1."""
        return self.plan_date or date(self.years[0], 1, 1)

    def rule(self, word: str) -> Any:
        """The rule of that word, or None where the scenario has none."""
        return next((r for r in self.rules if r.word == word), None)

    def section(self, word: str) -> Any:
        """The section of that word, or None where the scenario has none."""
        return next((s for s in self.sections if s.word == word), None)


ONE_OR_YEARLY = Discriminator(form, custom_error_type="number_type", custom_error_message="number")
PLAIN_KEYS = tuple(name for name in Settings.model_fields
                   if name not in ("window", "shares", "rules", "goals", "sections"))
PIECE_KEYS = ("shares", "rules", "goals")
FIRST_KEYS = ("extends", "expand")  # gone when a file has been laid on another and expanded
SECTION_KEYS = tuple(pieces("sections"))
FILE_KEYS = (*PLAIN_KEYS, *PIECE_KEYS, *SECTION_KEYS, *FIRST_KEYS)


@cache
def piece_keys(piece: type) -> type[Keys]:
    """The keys of a rule, goal or share model: a strict model made from its dataclass."""
    hints = get_type_hints(piece)
    found: dict[str, Any] = {}
    for f in fields(piece):
        default = {} if f.default is MISSING else {"default": f.default}
        if f.default_factory is not MISSING:
            default = {"default_factory": f.default_factory}
        if f.metadata.get("table") and f.default != "" and not piece.__module__.startswith("models.shares"):
            default["min_length"] = 1  # share models say themselves when a table may be left out
        info = Field(description=f.metadata.get("meaning"), **default)
        found[f.name] = (exactly(hints[f.name], f.metadata.get("least", 0), f.metadata.get("most")), info)
    return create_model(piece.__name__, __base__=Keys, **found)


def exactly(hint: Any, least: int, most: int | None = None) -> Any:
    """The type with its numbers exact and from ``least`` to ``most``, inner dataclasses as models."""
    if hint is Fraction:
        return Annotated[Fraction, PlainValidator(partial(exact, least=least, most=most)), EXACT_SCHEMA]
    if hint is int:
        return Annotated[int, Field(ge=least, le=most)]
    if hint is date:
        return Day
    if is_dataclass(hint):
        return piece_keys(cast(type, hint))
    if get_origin(hint) is Literal or not get_args(hint):
        return hint
    parts = tuple(exactly(part, least, most) for part in get_args(hint))
    if get_origin(hint) is UnionType and int in get_args(hint) and NoneType not in get_args(hint):
        one, several = parts  # a number, or a list of them: told apart by how it is written
        return Annotated[Annotated[one, Tag(ONE)] | Annotated[several, Tag(YEARLY)], ONE_OR_YEARLY]
    return Union[parts] if get_origin(hint) is UnionType else get_origin(hint)[parts]  # noqa: UP007


def build(folder: str, word: str, values: Mapping[str, Any]) -> Any:
    """The piece of that word with these keys; raises pydantic's ``ValidationError``."""
    piece = pieces(folder)[word]
    keys = piece_keys(piece).model_validate(dict(values))
    return piece(**{f.name: getattr(keys, f.name) for f in fields(piece)})
