"""Charts of a report: every figure is the run's, names stay text, and marks can be pointed at."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from planner import read_scenario
from planner.edition import Edition, edition
from planner.report.charts import charts
from planner.run import run

SCENARIOS = Path(__file__).parent.parent / "scenarios"


@cache
def made(scenario: str = "stockholm-2010/folkmangd", release: str = "public",
         language: str = "sv") -> Edition:
    return edition(run(read_scenario(SCENARIOS / f"{scenario}.toml")), release, language)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_municipality_has_a_row_that_can_be_pointed_at(language: str) -> None:
    one = made(language=language)
    for chart in charts(one):
        for code, name in zip(one.sheets[0].column("code"), one.sheets[0].column("name"), strict=True):
            assert f'data-code="{code}"' in chart.svg
            assert name in chart.svg
