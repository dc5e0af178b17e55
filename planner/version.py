"""The version of the distribution; part of every run's id."""

from __future__ import annotations

VERSION = "0.1.0"


def version() -> str:
    """The version of the distribution, as pip knows it."""
    return VERSION
