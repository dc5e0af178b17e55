"""How many seconds a plan may still use; the only clock in the mathematics."""

from __future__ import annotations

from time import monotonic


class Budget:
    """A time limit for the solvers (None: none)."""

    def __init__(self, seconds: float | None) -> None:
        self._end = None if seconds is None else monotonic() + seconds

    @property
    def left(self) -> float | None:
        """Seconds left, never negative; None where there is no limit."""
        return None if self._end is None else max(0.0, self._end - monotonic())

    @property
    def spent(self) -> bool:
        """Is the time up?"""
        return self._end is not None and monotonic() >= self._end
