"""The facts a plan starts from: the municipalities and their inhabitants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Municipality:
    """One municipality: four-digit text code, name, inhabitants (P_m, whole number)."""

    code: str
    name: str
    inhabitants: int


@dataclass(frozen=True)
class County:
    """The municipalities in the order of the tie rule (larger population first, then code)."""

    name: str
    municipalities: tuple[Municipality, ...]

    @classmethod
    def of(cls, name: str, municipalities: Iterable[Municipality],
           order: Iterable[str] | None = None) -> County:
        """The county in tie order: the given order of codes, or by population and code."""
        found = {m.code: m for m in municipalities}
        if order is None:
            ranked = sorted(found.values(), key=lambda m: (-m.inhabitants, m.code))
        else:
            ranked = [found[code] for code in order]
        return cls(name, tuple(ranked))

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes in tie order."""
        return tuple(m.code for m in self.municipalities)

    @cached_property
    def by_code(self) -> dict[str, Municipality]:
        """The municipality of each code."""
        return {m.code: m for m in self.municipalities}

    @cached_property
    def inhabitants(self) -> int:
        """P: inhabitants of the whole county."""
        return sum(m.inhabitants for m in self.municipalities)
