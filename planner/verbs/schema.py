"""``schema``: the JSON Schema of a scenario file, for editors."""

from __future__ import annotations

import argparse


def arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """Nothing but the common flags."""


def run(asked: argparse.Namespace) -> int:
    """Print the schema."""
    import json

    from planner.printing import result
    from planner.schema import schema
    result(json.dumps(schema(), ensure_ascii=False, indent=2))
    return 0
