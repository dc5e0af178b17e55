"""Platsplan from Python: ``from planner import read_scenario, run, compare``.

    from planner import compare, read_scenario, run
    first = run(read_scenario("scenarios/stockholm-2010/folkmangd.toml"))
    print(first.plan.ending.value, first.plan.places["0160", "mixed", 2010])

Nothing heavy is loaded by the import. ``run`` and ``compare`` are bound here at once, before
anything else can load their modules: the import system would otherwise bind the modules
``planner.run`` and ``planner.compare`` to the same names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.compare import compare
from planner.run import run

if TYPE_CHECKING:
    from planner.scenario import read_scenario, read_scenarios

__all__ = ["compare", "read_scenario", "read_scenarios", "run"]


def __getattr__(name: str) -> Any:
    """The readers, loaded when they are first asked for."""
    if name in ("read_scenario", "read_scenarios"):
        from planner import scenario
        return getattr(scenario, name)
    raise AttributeError(f"module 'planner' has no attribute {name!r}")
